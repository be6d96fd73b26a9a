"""What somebody has to go on with: by consequence, with whose it is and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.models import (
    Agreement,
    AgreementStatus,
    Minutes,
    MinutesStatus,
    Observation,
    Oficio,
    Session,
    SessionStatus,
)
from tequio.bodies.queries.alarms import VACANT, alarms_of
from tequio.calls.models import Call
from tequio.calls.models import Status as CallStatus
from tequio.core.dataset import Dataset, Field, FieldKind
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.monitoring.models import Evidence, State
from tequio.monitoring.queries import of_plans
from tequio.opendata.queries import pieces, public_plans
from tequio.workplans.models import Responsible

#: in the order in which somebody has to look at them
GROUPS = {
    "agreement": gettext_lazy("Acuerdos pendientes"),
    "oficio": gettext_lazy("Oficios sin respuesta"),
    "activity": gettext_lazy("Actividades con retraso"),
    "results": gettext_lazy("Convocatorias sin resultados comunicados"),
    "observation": gettext_lazy("Observaciones a un acta sin contestar"),
    "minutes": gettext_lazy("Actas por redactar o aprobar"),
    "evidence": gettext_lazy("Evidencias por revisar"),
    "seat": gettext_lazy("Asientos vacantes o con periodo vencido"),
}
TABLE = Dataset(
    "pendientes",
    "Lo que queda pendiente",
    "Un renglón por asunto que alguien tiene que seguir, con su responsable por puesto.",
    (
        Field("asunto", "Clase de asunto", required=True),
        Field("que", "Qué", required=True),
        Field("responsable", "De quién es, por puesto"),
        Field("desde", "Desde", FieldKind.DATE),
        Field("vence", "Vence", FieldKind.DATE),
        Field("vencido", "Está vencido", FieldKind.BOOLEAN, required=True),
    ),
)


@dataclass(frozen=True, slots=True)
class Pending:
    """``whose`` is a post or an institution, never a person's name."""

    group: str
    what: str
    whose: str = ""
    since: date | None = None
    due: date | None = None
    late: bool = False

    @property
    def row(self) -> tuple[str, str, str | None, date | None, date | None, bool]:
        return str(GROUPS[self.group]), self.what, self.whose or None, self.since, self.due, self.late


def pending_of(exercise: ExerciseHeader, *, reserved: bool, now: datetime) -> list[Pending]:
    """In the order of ``GROUPS``, what is overdue first. Without ``reserved`` an oficio and an observation are told by number only."""
    found = [
        *agreements(exercise),
        *oficios(exercise, reserved=reserved),
        *activities(exercise),
        *results(exercise, now),
        *observations(exercise, reserved=reserved),
        *minutes(exercise),
        *evidence(exercise),
        *seats(exercise),
    ]
    places = list(GROUPS)
    return sorted(found, key=lambda each: (places.index(each.group), not each.late, each.due or each.since or date.max))


def agreements(exercise: ExerciseHeader) -> Iterator[Pending]:
    rows = Agreement.objects.filter(session__exercise=exercise.id, status=AgreementStatus.OPEN).order_by("pk")
    for each in rows.select_related("session__meeting"):
        since = each.session.meeting.begins_at.astimezone(exercise.zone).date()
        yield Pending("agreement", each.text, each.owner_post, since, each.due_on, each.is_late(exercise.today))


def oficios(exercise: ExerciseHeader, *, reserved: bool) -> Iterator[Pending]:
    for each in Oficio.objects.filter(exercise=exercise.id, answered_on__isnull=True).order_by("sent_at", "pk"):
        what = f"{each.folio}: {each.subject}" if reserved else each.folio
        whose = each.addressee if reserved else ""
        yield Pending("oficio", what, whose, each.sent_on, each.answer_due_on, each.is_overdue(exercise.today))


def activities(exercise: ExerciseHeader) -> Iterator[Pending]:
    """Plans are read in pieces: memory does not grow with what is not late."""
    for piece in pieces(public_plans(exercise).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=200)):
        late = [
            each
            for found in of_plans(Q(pk__in=piece), today=exercise.today).values()
            for each in found.activities
            if each.state == "overdue"
        ]
        named = responsibles([each.id for each in late])
        for each in late:
            yield Pending("activity", each.title, named.get(each.id) or exercise.office, None, each.last_on, late=True)


def responsibles(activities: list[int]) -> dict[int, str]:
    """By institution or post where somebody confirmed them; a name as it was written is nobody's post."""
    found: dict[int, str] = {}
    rows = Responsible.objects.filter(activity__in=activities) | Responsible.objects.filter(
        goal__activities__in=activities
    )
    told = rows.order_by("position", "pk").values_list(
        "activity_id", "goal__activities", "post__title", "organisation__name"
    )
    for own, shared, post, organisation in told:
        for activity in {own, shared} - {None}:
            found.setdefault(activity, ", ".join(filter(None, (post, organisation))))
    return found


def results(exercise: ExerciseHeader, now: datetime) -> Iterator[Pending]:
    rows = Call.objects.filter(exercise=exercise.id, status=CallStatus.PUBLISHED, takes_applications=True)
    for each in rows.filter(results_at__isnull=True, closes_at__lte=now).order_by("closes_at", "pk"):
        day = each.closes_at.astimezone(exercise.zone).date() if each.closes_at else None
        yield Pending("results", each.title, exercise.office, day, None, late=True)


def observations(exercise: ExerciseHeader, *, reserved: bool) -> Iterator[Pending]:
    rows = Observation.objects.filter(minutes__session__exercise=exercise.id, answered_at__isnull=True)
    for number, each in enumerate(rows.select_related("minutes__session__meeting").order_by("made_at", "pk"), 1):
        meeting = each.minutes.session.meeting.title
        what = (
            f"{meeting}: {each.text}"
            if reserved
            else _("%(title)s, observación %(n)s") % {"title": meeting, "n": number}
        )
        yield Pending("observation", what, exercise.office, each.made_at.astimezone(exercise.zone).date())


def minutes(exercise: ExerciseHeader) -> Iterator[Pending]:
    closed = Session.objects.filter(exercise=exercise.id, status=SessionStatus.CLOSED)
    done = Minutes.objects.filter(session__exercise=exercise.id, status=MinutesStatus.APPROVED)
    for each in closed.exclude(pk__in=done.values("session")).select_related("meeting").order_by("closed_at", "pk"):
        day = each.closed_at.astimezone(exercise.zone).date() if each.closed_at else None
        yield Pending("minutes", each.meeting.title, exercise.office, day)


def evidence(exercise: ExerciseHeader) -> Iterator[Pending]:
    waiting = Evidence.objects.filter(state__in=(State.SENT, State.UNDER_REVIEW))
    mine = Q(means__goal__workplan__exercise=exercise.id) | Q(means__activity__workplan__exercise=exercise.id)
    for each in waiting.filter(mine).select_related("means").order_by("submitted_at", "pk"):
        yield Pending("evidence", each.means.text, "", each.submitted_at.astimezone(exercise.zone).date())


def seats(exercise: ExerciseHeader) -> Iterator[Pending]:
    place = Exercise.objects.values_list("jurisdiction_id", flat=True).get(pk=exercise.id)
    for alarm in alarms_of({place: exercise.today}):
        vacant = alarm.code == VACANT
        since, due = (alarm.since, None) if vacant else (None, alarm.since)
        yield Pending("seat", alarm.text, alarm.body.name, since, due, alarm.late)
