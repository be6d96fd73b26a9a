"""What the sessions of a body bring to «Esta semana»: votes under way, agreements to be done, and what each acta asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import (
    AgendaItem,
    Agreement,
    AgreementStatus,
    ItemKind,
    ItemOutcome,
    Observation,
    Seat,
    SeatRole,
    Session,
    SessionStatus,
    Vote,
    VotingSetting,
)
from tequio.bodies.queries.voting import stance_in
from tequio.core.seating import Stance
from tequio.dashboard.queries.desk import WEEK, Desk
from tequio.dashboard.queries.todo import DECIDE, LATE, NEW, SOON, Todo, deadline_words, since_words
from tequio.exercises.models import Exercise
from tequio.meetings.models import Attendance

#: lines that a page of the week may bring from here, of each kind
SHOWN = 100


def agreed(desk: Desk) -> Iterator[Todo]:
    """Every open agreement of this person, and for the office the overdue of anybody. One query."""
    mine = Q(owner=desk.person.pk, session__exercise__in=desk.exercises)
    late = Q(pk__in=[])
    for pk in desk.roles.kept & desk.exercises.keys():
        late |= Q(session__exercise=pk, due_on__lt=desk.today[pk])
    found = Agreement.objects.filter(mine | late, status=AgreementStatus.OPEN).select_related("session__body")
    for each in found.order_by("due_on", "pk")[:SHOWN]:
        yield agreement_todo(desk, each)


def agreement_todo(desk: Desk, agreement: Agreement) -> Todo:
    exercise, body = desk.exercises[agreement.session.exercise_id], agreement.session.body
    today, mine = desk.today[exercise.pk], agreement.owner_id == desk.person.pk
    due = agreement.due_on
    return Todo(
        group=group_of(due, today),
        what=agreement.text,
        detail=_("Acuerdo de la sesión %(kind)s %(number)s")
        % {"kind": agreement.session.get_kind_display().lower(), "number": agreement.session.number},
        commitment=body.name,
        whose=_("Usted") if mine else agreement.owner_post,
        since=deadline_words(due, today) if due else _("Fecha por definir"),
        button=_("Cerrar el acuerdo") if mine else _("Ver el acuerdo"),
        url=f"/{exercise.slug}/organos/{body.uid}/acuerdos/{agreement.uid}/",
        order=due or date.max,
    )


def group_of(due: date | None, today: date) -> str:
    """One without a date, or due later, waits for whoever owes it to say what was done."""
    if due is None or due >= today + WEEK:
        return DECIDE
    return LATE if due < today else SOON


def votes(desk: Desk) -> Iterator[Todo]:
    """Each point that is being voted and on which the seat of this person has not: her own, or that of the titular who did not
    come and for whom she speaks. Two queries."""
    me = desk.person.pk
    here = Attendance.objects.filter(meeting=OuterRef("session__meeting"), person=me)
    found = AgendaItem.objects.filter(
        Exists(here),
        session__exercise__in=desk.exercises,
        session__status=SessionStatus.OPEN,
        kind=ItemKind.VOTE,
        outcome=ItemOutcome.PENDING,
    )
    found = found.annotate(own=Exists(silent_seats().filter(person=me)), absent=Exists(spoken_for(me)))
    found = found.filter(Q(own=True) | Q(absent=True)).prefetch_related(
        Prefetch("session__body__voting_settings", VotingSetting.objects.order_by("decided_on", "pk"))
    )
    for each in found.select_related("session__body", "session__meeting").order_by("session_id", "position")[:SHOWN]:
        session, exercise = each.session, desk.exercises[each.session.exercise_id]
        today = desk.today[exercise.pk]
        own = each.own
        if not own and not suplente_may(desk, each):
            continue
        yield Todo(
            group=DECIDE,
            what=each.title,
            detail=_("Se está votando en la sesión.")
            if own
            else _("Se está votando en la sesión y quien es titular de su asiento no llegó: vota usted."),
            commitment=session.body.name,
            whose=_("Usted"),
            since=_("Hoy"),
            button=_("Ir a la votación"),
            url=f"/{exercise.slug}/organos/{session.body.uid}/sesiones/{session.uid}/puntos/{each.uid}/",
            order=today,
        )


def silent_seats() -> QuerySet[Seat]:
    """Of a point: the voting seats of its body whose vote is not cast."""
    cast = Vote.objects.filter(item=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))
    return Seat.objects.filter(
        ~Exists(cast), body=OuterRef("session__body"), role=SeatRole.TITULAR, votes=True, ends_on__isnull=True
    )


def spoken_for(me: int) -> QuerySet[Seat]:
    """Of those, the ones whose titular is not here and whose first suplente who came is this person."""
    meeting = OuterRef(OuterRef("session__meeting"))
    titular = Attendance.objects.filter(meeting=meeting, person=OuterRef("person"))
    came = Attendance.objects.filter(meeting=OuterRef(OuterRef(OuterRef(OuterRef("session__meeting")))))
    suplentes = Seat.objects.filter(
        body=OuterRef("body"), organisation=OuterRef("organisation"), role=SeatRole.SUPLENTE, ends_on__isnull=True
    )
    before = Seat.objects.filter(
        Exists(came.filter(person=OuterRef("person"))),
        body=OuterRef("body"),
        organisation=OuterRef("organisation"),
        role=SeatRole.SUPLENTE,
        ends_on__isnull=True,
        pk__lt=OuterRef("pk"),
    )
    return silent_seats().filter(~Exists(titular), Exists(suplentes.filter(~Exists(before), person=me)))


def suplente_may(desk: Desk, item: AgendaItem) -> bool:
    """Whether the suplentes of that body vote that kind of decision; not while nobody has settled it."""
    pack = desk.packs[item.session.exercise_id]
    return stance_in(list(item.session.body.voting_settings.all()), item.decision_kind, pack) is Stance.YES


def minutes(desk: Desk) -> Iterator[Todo]:
    """For the office the actas to write, answer, approve or issue; for who was there, the draft that can be observed. One query."""
    came = Attendance.objects.filter(meeting=OuterRef("meeting"), person=desk.person.pk)
    said = Observation.objects.filter(minutes=OuterRef("minutes"), seat__person=desk.person.pk)
    found = Session.objects.filter(exercise__in=desk.exercises, status=SessionStatus.CLOSED).exclude(
        minutes__status="approved"
    )
    found = found.annotate(
        came=Exists(came),
        said=Exists(said),
        waiting=Count("minutes__observations", filter=Q(minutes__observations__answered_at=None)),
        asked_at=Min("minutes__observations__made_at", filter=Q(minutes__observations__answered_at=None)),
    )
    for each in found.select_related("minutes", "meeting", "body").order_by("closed_at", "pk")[:SHOWN]:
        exercise = desk.exercises[each.exercise_id]
        if each.exercise_id in desk.roles.kept:
            yield office_todo(desk, exercise, each)
        elif each.came and not each.said and hasattr(each, "minutes"):
            yield acta_todo(desk, exercise, each, NEW, _("Lea el borrador y diga si le falta algo."), _("Leer el acta"))


def office_todo(desk: Desk, exercise: Exercise, session: Session) -> Todo:
    if not hasattr(session, "minutes"):
        return acta_todo(desk, exercise, session, DECIDE, _("Falta redactar el acta."), _("Redactar el acta"))
    waiting: int = session.waiting  # type: ignore[attr-defined]
    if not waiting:
        return acta_todo(
            desk,
            exercise,
            session,
            NEW,
            _("El acta está en observaciones; ninguna espera respuesta."),
            _("Ver el acta"),
        )
    told = ngettext("%(n)s observación sin contestar.", "%(n)s observaciones sin contestar.", waiting) % {"n": waiting}
    return acta_todo(desk, exercise, session, DECIDE, told, _("Contestar"))


def acta_todo(desk: Desk, exercise: Exercise, session: Session, group: str, detail: str, button: str) -> Todo:
    asked: datetime | None = session.asked_at  # type: ignore[attr-defined]
    moment: datetime = session.minutes.drafted_at if hasattr(session, "minutes") else session.meeting.ends_at
    moment = asked or moment
    day = moment.astimezone(exercise.jurisdiction.zone).date()
    return Todo(
        group=group,
        what=session.meeting.title,
        detail=detail,
        commitment=session.body.name,
        whose=_("La secretaría técnica") if session.exercise_id in desk.roles.kept else _("Usted"),
        since=since_words(day, desk.today[exercise.pk]),
        button=button,
        url=f"/{exercise.slug}/organos/{session.body.uid}/sesiones/{session.uid}/acta/",
        order=day,
    )
