"""What the pages say of an exercise before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from tequio.core.dates import FuzzyDate
from tequio.exercises.models import STAGES, Axis, Exercise, ExerciseSlug, Kind, MethodStep, Stage, StageKey
from tequio.web import words
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
class StepShown:
    number: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    axes: tuple[str, ...]
    steps: tuple[StepShown, ...]


def header(slug: str, *, now: datetime) -> ExerciseHeader:
    """One query. Raises ``Exercise.DoesNotExist`` (a draft does not exist either) and ``ExerciseMoved``."""
    exercise = Exercise.objects.public().select_related("jurisdiction").filter(slug=slug).first()
    if exercise is None:
        former = (
            ExerciseSlug.objects.filter(slug=slug).exclude(exercise__status="draft").select_related("exercise").first()
        )
        if former is None:
            raise Exercise.DoesNotExist(slug)
        raise ExerciseMoved(former.exercise.slug)
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
        is_closed=exercise.status == "closed",
        jurisdiction_id=exercise.jurisdiction_id,
    )


def period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def stages(exercise: ExerciseHeader) -> tuple[StageShown, ...]:
    """Every stage of this kind of exercise in order, the dated ones with their dates. One query."""
    stored = {stage.key: stage for stage in Stage.objects.filter(exercise_id=exercise.id)}
    keys = STAGES[exercise.kind]
    current = current_stage(list(stored.values()), keys, exercise.today)
    place = keys.index(current) if current else -1
    shown = []
    for index, key in enumerate(keys):
        when = "past" if index < place else "now" if index == place else "ahead"
        shown.append(StageShown(key.value, str(key.label), when, stage_dates(stored.get(key.value)), index + 1))
    return tuple(shown)


def current_stage(stored: list[Stage], keys: tuple[StageKey, ...], today: date) -> StageKey | None:
    """The last stage that has begun; without any date the first one that is stored."""
    order = {key.value: index for index, key in enumerate(keys)}
    begun = [
        stage for stage in stored if stage.starts_first_on and stage.starts_first_on <= today and stage.key in order
    ]
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


def method_page(exercise: ExerciseHeader) -> MethodPage:
    axes = tuple(Axis.objects.filter(exercise_id=exercise.id).order_by("position").values_list("name", flat=True))
    rows = MethodStep.objects.filter(exercise_id=exercise.id).order_by("position")
    steps = tuple(StepShown(row.number, row.title, tuple(filter(None, row.text.split("\n")))) for row in rows)
    return MethodPage(
        exercise=exercise,
        title=_("Metodología"),
        description=_("Cómo se eligen los temas y se definen los compromisos de %(name)s.") % {"name": exercise.name},
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Metodología"))),
        axes=axes,
        steps=steps,
    )
