"""What the preparation of sessions brings to «Esta semana»: things still lacking, oficios past their term, actas without folio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.actions.minutes import KIND as ACTA
from tequio.bodies.models import MinutesStatus, Oficio, SeatRole, Session, SessionStatus
from tequio.dashboard.queries.desk import Desk
from tequio.dashboard.queries.todo import DECIDE, LATE, SOON, Todo, deadline_words, since_words
from tequio.documents.models import Issued
from tequio.exercises.models import Exercise
from tequio.meetings.models import Need, NeedStatus

#: lines that a page of the week may bring from here, of each kind
SHOWN = 100
#: of one session, told by name
NAMED = 3


def lacking(desk: Desk) -> Iterator[Todo]:
    """For the office and the enlaces of the body: each near session with something still lacking, once. One query."""
    near = Q(pk__in=[])
    enlace = {seat.body_id for seat in desk.roles.seats if seat.role == SeatRole.ENLACE}
    for pk, exercise in desk.exercises.items():
        whose = Q() if pk in desk.roles.kept else Q(meeting__session__body__in=enlace)
        days = desk.packs[pk].limits.logistics_alert_days
        first = datetime.combine(desk.today[pk], datetime.min.time(), exercise.jurisdiction.zone)
        last = datetime.combine(
            desk.today[pk] + timedelta(days=days + 1), datetime.min.time(), exercise.jurisdiction.zone
        )
        near |= whose & Q(meeting__session__exercise=pk, meeting__begins_at__gte=first, meeting__begins_at__lt=last)
    rows = Need.objects.filter(
        near,
        status__in=(NeedStatus.PENDING, NeedStatus.REQUESTED),
        meeting__session__status__in=(SessionStatus.DRAFT, SessionStatus.CONVENED),
    ).select_related("meeting__session__body", "meeting__exercise__jurisdiction")
    found: dict[int, list[Need]] = defaultdict(list)
    for each in rows.order_by("meeting__begins_at", "meeting_id", "pk")[:SHOWN]:
        found[each.meeting_id].append(each)
    for needs in found.values():
        yield lacking_todo(desk, needs)


def lacking_todo(desk: Desk, needs: list[Need]) -> Todo:
    session = needs[0].meeting.session
    exercise = desk.exercises[session.exercise_id]
    today, day = desk.today[exercise.pk], needs[0].meeting.day()
    left = (day - today).days
    named = "; ".join(f"{each.text} ({each.get_status_display().lower()})" for each in needs[:NAMED])
    more = _(" y %(n)s más") % {"n": len(needs) - NAMED} if len(needs) > NAMED else ""
    when = (
        _("La sesión es hoy.") if left == 0 else ngettext("Queda %(n)s día.", "Quedan %(n)s días.", left) % {"n": left}
    )
    return Todo(
        group=SOON,
        what=needs[0].meeting.title,
        detail=_("Falta para la sesión: %(what)s. %(when)s") % {"what": f"{named}{more}", "when": when},
        commitment=session.body.name,
        whose=preparer(desk, exercise),
        since=since_words(min(each.changed_at for each in needs).astimezone(exercise.jurisdiction.zone).date(), today),
        button=_("Ver los preparativos"),
        url=f"/{exercise.slug}/organos/{session.body.uid}/sesiones/{session.uid}/preparativos/",
        order=day,
    )


def preparer(desk: Desk, exercise: Exercise) -> str:
    return _("La secretaría técnica") if exercise.pk in desk.roles.kept else _("Usted, como enlace")


def unanswered(desk: Desk) -> Iterator[Todo]:
    """For the office: each oficio past its term without an answer. One query."""
    late = Q(pk__in=[])
    for pk in desk.roles.kept & desk.exercises.keys():
        late |= Q(exercise=pk, answer_due_on__lt=desk.today[pk])
    found = Oficio.objects.filter(late, answered_on__isnull=True).select_related("session__body")
    for each in found.order_by("answer_due_on", "pk")[:SHOWN]:
        yield oficio_todo(desk, each)


def oficio_todo(desk: Desk, oficio: Oficio) -> Todo:
    exercise, session = desk.exercises[oficio.exercise_id], oficio.session
    root = f"/{exercise.slug}/organos/"
    answer = f"{session.body.uid}/sesiones/{session.uid}/oficios/{oficio.uid}/respuesta/" if session else ""
    return Todo(
        group=LATE,
        what=oficio.subject,
        detail=_("El oficio %(folio)s a %(addressee)s sigue sin respuesta.")
        % {"folio": oficio.folio, "addressee": oficio.addressee},
        commitment=session.body.name if session else "",
        whose=_("La secretaría técnica"),
        since=deadline_words(oficio.answer_due_on, desk.today[exercise.pk]),
        button=_("Anotar la respuesta") if session else _("Ver los órganos"),
        url=f"{root}{answer}",
        order=oficio.answer_due_on,
    )


def without_folio(desk: Desk) -> Iterator[Todo]:
    """For the office: each acta that is approved and was not given out. One query."""
    given = Issued.objects.filter(kind=ACTA, subject_uid=OuterRef("uid"))
    found = Session.objects.filter(
        ~Exists(given), exercise__in=desk.roles.kept & desk.exercises.keys(), minutes__status=MinutesStatus.APPROVED
    )
    for each in found.select_related("minutes", "meeting", "body").order_by("minutes__approved_at", "pk")[:SHOWN]:
        exercise = desk.exercises[each.exercise_id]
        day = (each.minutes.approved_at or each.minutes.drafted_at).astimezone(exercise.jurisdiction.zone).date()
        yield Todo(
            group=DECIDE,
            what=each.meeting.title,
            detail=_("El acta está aprobada y todavía no tiene folio."),
            commitment=each.body.name,
            whose=_("La secretaría técnica"),
            since=since_words(day, desk.today[exercise.pk]),
            button=_("Dar folio"),
            url=f"/{exercise.slug}/organos/{each.body.uid}/sesiones/{each.uid}/acta/",
            order=day,
        )
