"""What may be found: of each kind the rows that the public sees, today, and the words they are found by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tequio.bodies.models import Session, SessionStatus
from tequio.calls.models import Call
from tequio.calls.models import Status as CallStatus
from tequio.commitments.models import Commitment
from tequio.documents.models import Issued
from tequio.exercises.models import Exercise
from tequio.listening.models import Event
from tequio.monitoring.models import Evidence
from tequio.monitoring.models import State as EvidenceState
from tequio.people.models import Organisation
from tequio.search.models import Kind
from tequio.workplans.models import Activity
from tequio.workplans.models import Kind as PlanKind

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Found:
    uid: UUID
    url: str
    title: str
    detail: str = ""
    body: str = ""
    folio: str = ""


def exercises() -> QuerySet[Exercise]:
    return Exercise.objects.public()


def commitments() -> QuerySet[Commitment]:
    return Commitment.objects.filter(status="published")


def activities() -> QuerySet[Activity]:
    """Of routes and annual plans, and of the commitments that were published."""
    return Activity.objects.filter(
        Q(workplan__kind__in=(PlanKind.ROUTE, PlanKind.ANNUAL)) | Q(workplan__commitment__status="published")
    )


def evidence() -> QuerySet[Evidence]:
    """Accepted; of an activity, because that is where it is seen."""
    return Evidence.objects.filter(state=EvidenceState.ACCEPTED, activity__in=activities())


def calls() -> QuerySet[Call]:
    return Call.objects.exclude(status=CallStatus.DRAFT)


def sessions() -> QuerySet[Session]:
    return Session.objects.exclude(status__in=(SessionStatus.DRAFT, SessionStatus.CANCELLED))


def events() -> QuerySet[Event]:
    return Event.objects.public()


def documents() -> QuerySet[Issued]:
    """Of the exercise itself, and of the commitments that were published."""
    return Issued.objects.filter(Q(subject_kind="exercise") | Q(subject_uid__in=commitments().values("uid")))


#: what may stop being public while it stands in the index: looked at again before it is shown
CHECKED: dict[str, Callable[[], QuerySet[Any]]] = {
    Kind.COMMITMENT.value: commitments,
    Kind.ACTIVITY.value: activities,
    Kind.EVIDENCE.value: evidence,
    Kind.CALL.value: calls,
    Kind.SESSION.value: sessions,
    Kind.EVENT.value: events,
    Kind.DOCUMENT.value: documents,
}


def still_public(kind: str, uids: Iterable[UUID]) -> set[UUID]:
    wanted = set(uids)
    if kind not in CHECKED:
        return wanted
    return set(CHECKED[kind]().filter(uid__in=wanted).values_list("uid", flat=True))


def everything(exercise: Exercise) -> Iterator[tuple[Kind, Found]]:
    """All that is public of one exercise; one query per kind."""
    for kind, source in SOURCES.items():
        for found in source(exercise):
            yield kind, found


def _exercise(exercise: Exercise) -> Iterator[Found]:
    detail = " · ".join(filter(None, (exercise.jurisdiction.name, exercise.edition)))
    yield Found(exercise.uid, f"/{exercise.slug}/", exercise.name, detail, exercise.motto)


def _commitments(exercise: Exercise) -> Iterator[Found]:
    rows = commitments().filter(exercise=exercise).select_related("responsible__organisation").order_by("number")
    for row in rows:
        institution = row.responsible.organisation.name if row.responsible else ""
        number = _("Compromiso %(number)s") % {"number": f"{row.number:02d}"}
        detail = " · ".join(filter(None, (number, institution, row.theme)))
        body = " ".join(filter(None, (row.description, row.objective, row.problem_citizen, row.problem_official)))
        yield Found(row.uid, f"/{exercise.slug}/compromisos/{row.number}/", row.title, detail, body)


def _activities(exercise: Exercise) -> Iterator[Found]:
    rows = activities().filter(workplan__exercise=exercise).select_related("workplan__commitment").order_by("pk")
    for row in rows:
        url, detail = _place(exercise, row)
        yield Found(row.uid, url, row.title, detail)


def _place(exercise: Exercise, row: Activity) -> tuple[str, str]:
    if row.workplan.kind == PlanKind.ROUTE:
        return f"/{exercise.slug}/ruta/", _("Ruta crítica, fase %(code)s") % {"code": row.code or row.position}
    if row.workplan.kind == PlanKind.ANNUAL:
        return f"/{exercise.slug}/plan-anual/actividades/{row.position}/", _("Plan anual")
    number = row.workplan.commitment.number
    url = f"/{exercise.slug}/compromisos/{number}/actividades/{row.position}/"
    return url, _("Actividad del compromiso %(number)s") % {"number": f"{number:02d}"}


def _evidence(exercise: Exercise) -> Iterator[Found]:
    rows = evidence().filter(activity__workplan__exercise=exercise)
    for row in rows.select_related("activity__workplan__commitment", "means").order_by("pk"):
        if row.activity is not None:
            url, _detail = _place(exercise, row.activity)
            yield Found(row.uid, url, row.means.text, row.activity.title, row.description)


def _calls(exercise: Exercise) -> Iterator[Found]:
    for row in calls().filter(exercise=exercise).order_by("pk"):
        yield Found(row.uid, f"/{exercise.slug}/convocatoria/{row.uid}/", row.title, _("Convocatoria"))


def _sessions(exercise: Exercise) -> Iterator[Found]:
    """Also by what was on the agenda."""
    rows = sessions().filter(exercise=exercise).select_related("body").prefetch_related("items")
    for row in rows.order_by("pk"):
        title = _("Sesión %(kind)s %(number)s") % {"kind": row.get_kind_display().lower(), "number": row.number}
        agenda = " ".join(each.title for each in sorted(row.items.all(), key=lambda item: item.position))
        yield Found(
            row.uid, f"/{exercise.slug}/organos/{row.body.uid}/sesiones/{row.uid}/", title, row.body.name, agenda
        )


def _events(exercise: Exercise) -> Iterator[Found]:
    rows = events().filter(exercise=exercise).select_related("meeting").prefetch_related("topics")
    for row in rows.order_by("pk"):
        detail = " · ".join(filter(None, (row.get_kind_display(), row.meeting.place)))
        body = " ".join([row.purpose, row.how, *sorted(each.name for each in row.topics.all())])
        yield Found(row.uid, f"/{exercise.slug}/eventos/{row.uid}/", row.meeting.title, detail, body)


def _organisations(exercise: Exercise) -> Iterator[Found]:
    """Those that answer for a published commitment, and those seated in the bodies of the place."""
    answers = Organisation.objects.filter(posts__commitments__in=commitments().filter(exercise=exercise))
    seen = set()
    for row in answers.distinct().order_by("name"):
        seen.add(row.pk)
        url = f"/{exercise.slug}/tablero/?{urlencode({'institucion': row.name})}"
        yield Found(row.uid, url, row.name, _("Responde por compromisos"))
    seated = Organisation.objects.filter(seats__body__jurisdiction=exercise.jurisdiction_id).exclude(pk__in=seen)
    for row in seated.distinct().order_by("name"):
        yield Found(row.uid, f"/{exercise.slug}/#deciden", row.name, _("Ocupa un asiento"))


def _documents(exercise: Exercise) -> Iterator[Found]:
    numbers = dict(commitments().filter(exercise=exercise).values_list("uid", "number"))
    for row in documents().filter(exercise=exercise).order_by("pk"):
        at = f"compromisos/{numbers[row.subject_uid]}/" if row.subject_uid in numbers else ""
        yield Found(
            row.uid, f"/{exercise.slug}/{at}", f"{row.get_kind_display()} {row.folio}", _("Folio"), folio=row.folio
        )


SOURCES: dict[Kind, Callable[[Exercise], Iterator[Found]]] = {
    Kind.EXERCISE: _exercise,
    Kind.COMMITMENT: _commitments,
    Kind.ACTIVITY: _activities,
    Kind.EVIDENCE: _evidence,
    Kind.CALL: _calls,
    Kind.SESSION: _sessions,
    Kind.EVENT: _events,
    Kind.ORGANISATION: _organisations,
    Kind.DOCUMENT: _documents,
}
