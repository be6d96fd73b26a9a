"""What the pages say of an exercise before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from tequio.audit.closing import closed_on
from tequio.core.dates import FuzzyDate
from tequio.core.outline import BULLET
from tequio.exercises.models import OVER, STAGES, Axis, Exercise, ExerciseSlug, Kind, MethodStep, Stage, StageKey
from tequio.exercises.permissions import can_edit_exercise, can_see_exercise
from tequio.people.models import Person
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb


class ExerciseMoved(Exception):
    """The address is an old one; ``slug`` is today's."""

    def __init__(self, slug: str) -> None:
        self.slug = slug


@dataclass(frozen=True, slots=True)
class ExerciseHeader:
    """``as_of`` is the pretended day, only in a demonstration; ``today`` is what the pages compute with."""

    id: int
    uid: UUID
    slug: str
    name: str
    kind: str
    pack: str
    place: str
    zone: ZoneInfo
    office: str
    edition: str
    motto: str
    ordinal: int | None
    period: str
    period_starts_on: date | None
    period_ends_on: date | None
    today: date
    as_of: date | None
    is_sample: bool
    is_closed: bool
    jurisdiction_id: int
    is_draft: bool = False
    #: the day its term was handed over
    archived_on: date | None = None

    @property
    def is_archived(self) -> bool:
        return self.archived_on is not None

    @property
    def takes_changes(self) -> bool:
        return self.archived_on is None

    @property
    def municipal(self) -> bool:
        return self.kind == Kind.MUNICIPAL.value

    @property
    def url(self) -> str:
        return f"/{self.slug}/"

    def crumb(self) -> Crumb:
        return Crumb(self.name, self.url)


@dataclass(frozen=True, slots=True)
class StageShown:
    """``when``: past, now or ahead."""

    key: str
    name: str
    when: str
    dates: str
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepShown:
    number: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class MethodPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    axes: tuple[str, ...]
    steps: tuple[StepShown, ...]


def header(slug: str, *, now: datetime, seen_by: Person | None = None) -> ExerciseHeader:
    """One query for the public, two once archived. Raises ``Exercise.DoesNotExist``, also for a draft that is not ``seen_by``'s, and
    ``ExerciseMoved``."""
    exercise = Exercise.objects.select_related("jurisdiction").filter(slug=slug).first()
    if exercise is None:
        former = ExerciseSlug.objects.filter(slug=slug).select_related("exercise__jurisdiction").first()
        if former is None or not can_see_exercise(seen_by, former.exercise, now):
            raise Exercise.DoesNotExist(slug)
        raise ExerciseMoved(former.exercise.slug)
    if not can_see_exercise(seen_by, exercise, now):
        raise Exercise.DoesNotExist(slug)
    return header_of(exercise, now=now)


def header_of(exercise: Exercise, *, now: datetime) -> ExerciseHeader:
    municipal = exercise.kind == Kind.MUNICIPAL.value
    return ExerciseHeader(
        id=exercise.pk,
        uid=exercise.uid,
        slug=exercise.slug,
        name=exercise.name,
        kind=exercise.kind,
        pack=exercise.pack,
        place=exercise.jurisdiction.name,
        zone=exercise.jurisdiction.zone,
        office=_("Participación ciudadana") if municipal else _("Secretariado Técnico Local"),
        edition=exercise.edition,
        motto=exercise.motto,
        ordinal=exercise.ordinal,
        period=period(exercise.period_starts_on, exercise.period_ends_on),
        period_starts_on=exercise.period_starts_on,
        period_ends_on=exercise.period_ends_on,
        today=exercise.today(now),
        as_of=exercise.as_of if settings.DEMO else None,
        is_sample=exercise.is_sample,
        is_closed=exercise.status in OVER,
        jurisdiction_id=exercise.jurisdiction_id,
        is_draft=exercise.status == "draft",
        archived_on=None if exercise.takes_changes else closed_on(exercise.uid),
    )


def period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def stages(exercise: ExerciseHeader) -> tuple[StageShown, ...]:
    """Every stage of this kind of exercise in order, the dated ones with their dates. One query."""
    stored = list(Stage.objects.filter(exercise_id=exercise.id))
    by_key = {stage.key: stage for stage in stored}
    keys = STAGES[exercise.kind]
    times = weave(stored, keys, exercise.today)
    return tuple(
        StageShown(key.value, str(key.label), when, stage_dates(by_key.get(key.value)), index)
        for index, (key, when) in enumerate(zip(keys, times, strict=True), 1)
    )


def weave(stored: list[Stage], keys: tuple[StageKey, ...], today: date) -> tuple[str, ...]:
    """past, now or ahead, one for each stage; one that is over is past wherever it stands."""
    current = current_stage(stored, keys, today)
    place = keys.index(current) if current else -1
    over = {stage.key for stage in stored if stage.ends_last_on and stage.ends_last_on < today}
    return tuple(
        "now" if at == place else "past" if at < place or key.value in over else "ahead" for at, key in enumerate(keys)
    )


def current_stage(stored: list[Stage], keys: tuple[StageKey, ...], today: date) -> StageKey | None:
    """The first stage that has begun and is not over; between two of them, the last one that has begun."""
    order = {key.value: index for index, key in enumerate(keys)}
    begun = [
        stage for stage in stored if stage.starts_first_on and stage.starts_first_on <= today and stage.key in order
    ]
    ongoing = [stage for stage in begun if stage.ends_last_on and stage.ends_last_on >= today]
    if ongoing:
        return StageKey(min(ongoing, key=lambda stage: order[stage.key]).key)
    if begun:
        return StageKey(max(begun, key=lambda stage: order[stage.key]).key)
    dated = [stage for stage in stored if stage.starts_first_on]
    return None if dated or not stored else keys[0]


def stage_dates(stage: Stage | None) -> str:
    if stage is None or (stage.starts is None and stage.ends is None):
        return _("Por definir")
    return fuzzy_span(stage.starts, stage.ends)


def fuzzy_span(starts: FuzzyDate | None, ends: FuzzyDate | None) -> str:
    """Two ends as one short text, each as precise as it was written."""
    first, last = (each.edtf if each else None for each in (starts, ends))
    if first and last and first != last:
        return words.fuzzy_short(f"{first}/{last}")
    if first and not last:
        return (
            _("Desde el %(day)s") % {"day": words.fuzzy_short(first)} if len(first) == 10 else words.fuzzy_short(first)
        )
    return words.fuzzy_short(first or last)


def parts_of(text: str) -> tuple[Part, ...]:
    """Lines as they were written; those that begin with the mark of a list are gathered into one."""
    parts: list[Part] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if not line.startswith(BULLET.strip()):
            parts.append(Part(text=line))
        else:
            before = parts.pop().items if parts and parts[-1].items else ()
            parts.append(Part(items=(*before, line.removeprefix(BULLET.strip()).strip())))
    return tuple(parts)


def method_page(exercise: ExerciseHeader) -> MethodPage:
    axes = tuple(Axis.objects.filter(exercise_id=exercise.id).order_by("position").values_list("name", flat=True))
    rows = MethodStep.objects.filter(exercise_id=exercise.id).order_by("position")
    steps = tuple(StepShown(row.number, row.title, parts_of(row.text)) for row in rows)
    return MethodPage(
        exercise=exercise,
        title=_("Metodología"),
        description=_("Cómo se eligen los temas y se definen los compromisos de %(name)s.") % {"name": exercise.name},
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Metodología"))),
        axes=axes,
        steps=steps,
    )


@dataclass(frozen=True, slots=True)
class PublishPage:
    """``may``: this person is the one who publishes it."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    stages: tuple[StageShown, ...]
    may: bool


def publish_page(exercise: Exercise, person: Person, *, now: datetime) -> PublishPage:
    shown = header_of(exercise, now=now)
    return PublishPage(
        exercise=shown,
        title=_("Publicar el ejercicio"),
        description=_("Desde ese momento cualquier persona puede verlo, y cada cambio queda en el registro público."),
        crumbs=(Crumb(_("Inicio"), "/"), shown.crumb(), Crumb(_("Publicar"))),
        stages=stages(shown),
        may=can_edit_exercise(person, exercise, now),
    )


@dataclass(frozen=True, slots=True)
class WipePage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    errors: tuple[FormError, ...]


def wipe_page(exercise: Exercise, errors: tuple[FormError, ...], *, now: datetime) -> WipePage:
    shown = header_of(exercise, now=now)
    return WipePage(
        exercise=shown,
        title=_("Borrar el ejercicio de práctica"),
        description=_("Se hizo para aprender a usar el sitio, así que puede irse entero."),
        crumbs=(Crumb(_("Inicio"), "/"), shown.crumb(), Crumb(_("Borrar"))),
        errors=errors,
    )
