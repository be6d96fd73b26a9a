"""The page of the hand-over: what goes, what stays pending, the packs there are, and the end of the term."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.archive import permissions
from tequio.archive.contents.pending import GROUPS, Pending, pending_of
from tequio.archive.models import Kind, Pack, State, TermEnd
from tequio.archive.terms import kept_days
from tequio.audit.models import Event
from tequio.bodies.models import Minutes, MinutesStatus
from tequio.calls.models import Call
from tequio.commitments.models import Commitment
from tequio.commitments.models import Status as CommitmentStatus
from tequio.documents.models import Issued
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader, header_of
from tequio.monitoring.models import Evidence
from tequio.monitoring.models import State as EvidenceState
from tequio.people.models import Person
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.workplans.models import Activity

#: pending things told one by one under each heading; all of them go in the pack
SHOWN = 5


@dataclass(frozen=True, slots=True)
class PackShown:
    """``url`` only when this visitor may take it now."""

    state: str
    made_at: datetime | None
    expires_at: datetime | None
    size: str
    entries: int
    sha256: str
    url: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    label: str
    count: int
    late: int
    items: tuple[Pending, ...]
    more: int


@dataclass(frozen=True, slots=True)
class EndShown:
    closed_at: datetime
    reason: str
    act: str
    receiver: str


@dataclass(frozen=True, slots=True)
class TermPage:
    """The step before the term ends, or before it is opened again."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    reopens: bool
    typed: dict[str, str]
    pending: int
    has_pack: bool
    errors: tuple[FormError, ...]


@dataclass(frozen=True, slots=True)
class HandOverPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    areas: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    groups: tuple[GroupShown, ...]
    pending: int
    late: int
    public: PackShown | None
    reserved: PackShown | None
    end: EndShown | None
    may_prepare: bool
    may_take: bool
    may_close: bool
    works: bool
    kept_days: int
    bodies_url: str
    done: str


def hand_over_page(
    exercise: Exercise,
    person: Person | None,
    *,
    now: datetime,
    done: str = "",
) -> HandOverPage:
    """As many queries for ten things as for a thousand: only the plans are read in pieces."""
    shown = header_of(exercise, now=now)
    prepares = person is not None and permissions.can_prepare_pack(person, exercise, now)
    takes = person is not None and permissions.can_take_reserved(person, exercise, now)
    found = pending_of(shown, reserved=False, now=now)
    packs = {each.kind: each for each in Pack.objects.filter(exercise=exercise, removed_at=None).select_related("file")}
    return HandOverPage(
        exercise=shown,
        title=_("Entrega-recepción"),
        description=_("Todo lo que se hizo en «%(name)s», en un paquete que se abre y se comprueba sin este sitio.")
        % {"name": exercise.name},
        crumbs=(Crumb(_("Inicio"), "/"), shown.crumb(), Crumb(_("Entrega-recepción"))),
        areas=areas_of(exercise),
        counts=counts_of(exercise),
        groups=tuple(groups_of(found)),
        pending=len(found),
        late=sum(each.late for each in found),
        public=pack_shown(packs.get(Kind.PUBLIC), shown, now=now, may=True),
        reserved=pack_shown(packs.get(Kind.RESERVED), shown, now=now, may=takes) if takes else None,
        end=end_of(exercise),
        may_prepare=prepares,
        may_take=takes,
        may_close=person is not None and permissions.can_close_term(person, exercise, now),
        works=prepares or takes,
        kept_days=kept_days(),
        bodies_url=f"{shown.url}organos/",
        done=done,
    )


def term_page(
    exercise: Exercise, typed: dict[str, str], errors: tuple[FormError, ...], *, reopens: bool, now: datetime
) -> TermPage:
    shown = header_of(exercise, now=now)
    title = _("Reabrir el ejercicio") if reopens else _("Cerrar el periodo")
    return TermPage(
        exercise=shown,
        title=title,
        description=_("Vuelve a cambiarse, y el registro público dice por qué.")
        if reopens
        else _("El ejercicio queda archivado: se lee y se descarga, y ya no se cambia."),
        crumbs=(
            Crumb(_("Inicio"), "/"),
            shown.crumb(),
            Crumb(_("Entrega-recepción"), f"{shown.url}entrega/"),
            Crumb(title),
        ),
        reopens=reopens,
        typed=typed,
        pending=0 if reopens else len(pending_of(shown, reserved=False, now=now)),
        has_pack=Pack.objects.filter(exercise=exercise, made_at__isnull=False, removed_at__isnull=True).exists(),
        errors=errors,
    )


def areas_of(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    """Whose year each annual plan is: the area and its administration, as the plan says them."""
    rows = exercise.workplans.filter(kind="annual").order_by("pk").values_list("area", "administration")
    return tuple((area, administration) for area, administration in rows if area or administration)


def counts_of(exercise: Exercise) -> tuple[tuple[str, int], ...]:
    """What goes, in numbers; one query for each."""
    evidence = Q(means__goal__workplan__exercise=exercise) | Q(means__activity__workplan__exercise=exercise)
    return (
        (_("Compromisos"), Commitment.objects.filter(exercise=exercise, status=CommitmentStatus.PUBLISHED).count()),
        (_("Actividades"), Activity.objects.filter(workplan__exercise=exercise).count()),
        (_("Evidencias aceptadas"), Evidence.objects.filter(evidence, state=EvidenceState.ACCEPTED).count()),
        (_("Documentos con folio"), Issued.objects.filter(exercise=exercise).count()),
        (
            _("Actas aprobadas"),
            Minutes.objects.filter(session__exercise=exercise, status=MinutesStatus.APPROVED).count(),
        ),
        (_("Convocatorias"), Call.objects.public().filter(exercise=exercise).count()),
        (_("Eventos del registro público"), Event.objects.filter(exercise_uid=exercise.uid).count()),
    )


def groups_of(found: list[Pending]) -> list[GroupShown]:
    totals, late = Counter(each.group for each in found), Counter(each.group for each in found if each.late)
    return [
        GroupShown(
            label=str(label),
            count=totals[group],
            late=late[group],
            items=tuple(each for each in found if each.group == group)[:SHOWN],
            more=max(0, totals[group] - SHOWN),
        )
        for group, label in GROUPS.items()
        if totals[group]
    ]


def pack_shown(pack: Pack | None, exercise: ExerciseHeader, *, now: datetime, may: bool) -> PackShown | None:
    if pack is None or (pack.expires_at is not None and pack.expires_at <= now):
        return None
    ready = pack.state() == State.READY and pack.file is not None
    return PackShown(
        state=pack.state().value,
        made_at=pack.made_at.astimezone(exercise.zone) if pack.made_at else None,
        expires_at=pack.expires_at.astimezone(exercise.zone) if pack.expires_at else None,
        size=words.size(pack.file.size) if pack.file else "",
        entries=pack.entries or 0,
        sha256=pack.file.sha256 if pack.file else "",
        url=f"{exercise.url}entrega/{pack.uid}{'/llevar/' if pack.kind == Kind.RESERVED else '.zip'}"
        if ready and may
        else "",
    )


def end_of(exercise: Exercise) -> EndShown | None:
    end = TermEnd.objects.filter(exercise=exercise, reopened_at__isnull=True).first()
    if end is None:
        return None
    zone = exercise.jurisdiction.zone
    receiver = f"{end.receiver_post}, {end.receiver_organisation}"
    return EndShown(end.closed_at.astimezone(zone), end.reason, end.act, receiver)


def pack_at(exercise: Exercise, uid: UUID, kind: str, *, now: datetime) -> Pack | None:
    """One that can be taken now."""
    found = Pack.objects.filter(exercise=exercise, uid=uid, kind=kind, removed_at__isnull=True, expires_at__gt=now)
    return found.select_related("file", "exercise__jurisdiction").first()
