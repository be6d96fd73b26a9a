"""What a person sees before a new exercise is made: the templates, and every date it would have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tequio.core.blueprint import Blueprint, Layout, Mark, Part, Wait, lay_out, span_between
from tequio.exercises.models import Exercise, Membership, Role, StageKey
from tequio.exercises.permissions import can_see_exercise
from tequio.formats import blueprints
from tequio.people.models import Person
from tequio.places.models import Jurisdiction
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.models import Kind, Link, WorkPlan
from tequio.workplans.queries.schedules import calendar_of, first_day

SHOWN = 30


@dataclass(frozen=True, slots=True)
class TemplateCard:
    name: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    code: str
    title: str
    under: bool
    lasts: str
    dates: str


@dataclass(frozen=True, slots=True)
class PreviewStage:
    name: str
    rows: tuple[PreviewRow, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """``moved``: the day that was asked for is no working day, so it begins on the next one."""

    sentence: str
    moved: str
    stages: tuple[PreviewStage, ...]
    days_off: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    templates: tuple[TemplateCard, ...] = ()
    previous: tuple[TemplateCard, ...] = ()
    chosen: str = ""
    chosen_name: str = ""
    places: tuple[Option, ...] = ()
    offices: tuple[Option, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[FormError, ...] = ()
    preview: Preview | None = None
    exercise: None = None


def templates() -> tuple[TemplateCard, ...]:
    found = map(blueprints.load, blueprints.names())
    return tuple(TemplateCard(each.name, each.summary, f"?plantilla={each.key}") for each in found)


def previous_ones(person: Person, at: datetime) -> tuple[TemplateCard, ...]:
    """Exercises with a route or an annual plan that she may look at: the public ones, and of drafts her own. One query."""
    still = Q(memberships__ends_at__isnull=True) | Q(memberships__ends_at__gt=at)
    seen = ~Q(status="draft") | Q(memberships__person=person) & still
    if person.is_administrator:
        seen = Q()
    rows = (
        Exercise.objects.filter(seen)
        .annotate(plans=Count("workplans", filter=~Q(workplans__kind=Kind.COMMITMENT), distinct=True))
        .filter(plans__gt=0)
        .order_by("-period_starts_on", "name")
        .values_list("name", "jurisdiction__name", "slug")
        .distinct()[:SHOWN]
    )
    return tuple(TemplateCard(name, place, f"?plantilla=copia-de-{slug}") for name, place, slug in rows)


def find_template(key: str, person: Person, at: datetime) -> tuple[Blueprint, Exercise | None] | None:
    """By its name, or ``copia-de-<slug>`` for an exercise she may look at."""
    if key in blueprints.names():
        return blueprints.load(key), None
    model = Exercise.objects.select_related("jurisdiction").filter(slug=key.removeprefix("copia-de-")).first()
    if not key.startswith("copia-de-") or model is None or not can_see_exercise(person, model, at):
        return None
    made = blueprint_of(model)
    return (made, model) if made else None


def blueprint_of(exercise: Exercise) -> Blueprint | None:
    """The route of an exercise, or its annual plan, as a template: no people, no evidence, no approval. Five queries."""
    plan = exercise.workplans.exclude(kind=Kind.COMMITMENT).order_by("-kind", "pk").first()
    if plan is None:
        return None
    parts, codes = _parts(plan, exercise)
    marks = tuple(
        Mark(row.name, codes[row.activity_id], row.bound)
        for row in plan.milestones.order_by("position")
        if row.activity_id in codes and row.bound
    )
    return Blueprint(
        key=f"copia-de-{exercise.slug}",
        name=_("Copia de %(name)s") % {"name": exercise.name},
        summary="",
        kind=exercise.kind,
        pack=exercise.pack,
        plan=plan.kind,
        title=plan.title,
        objective=plan.objective,
        objectives=tuple(plan.objectives),
        parts=parts,
        marks=marks,
    )


def _parts(plan: WorkPlan, exercise: Exercise) -> tuple[tuple[Part, ...], dict[int, str]]:
    rows = list(plan.activities.filter(cancelled_at__isnull=True).order_by("position"))
    written = [row.code for row in rows]
    unique = all(written) and len(set(written)) == len(written)
    codes = {row.pk: row.code if unique else str(place) for place, row in enumerate(rows, 1)}
    waits: dict[int, list[Wait]] = {}
    for link in Link.objects.filter(successor__workplan=plan).order_by("pk"):
        if link.predecessor_id in codes:
            waits.setdefault(link.successor_id, []).append(Wait(codes[link.predecessor_id], link.type, link.lag))
    calendar = calendar_of(exercise.jurisdiction_id)
    first = first_day(rows, list(plan.milestones.all())) or exercise.period_starts_on or date(2000, 1, 3)
    parts = tuple(
        Part(
            code=codes[row.pk],
            title=row.title,
            stage=row.stage,
            days=row.duration,
            after=tuple(waits.get(row.pk, ())),
            parent=codes.get(row.parent_id or 0),
            starts=span_between(row.starts, first, calendar),
            ends=span_between(row.ends, first, calendar),
        )
        for row in rows
    )
    return parts, codes


def places_of(person: Person) -> list[Jurisdiction]:
    """Where she may open an exercise."""
    rows = Jurisdiction.objects.exclude(level="country").order_by("name")
    if not person.is_administrator:
        rows = rows.filter(pk=person.jurisdiction_id) if person.keeps_directory else rows.none()
    return list(rows)


def offices_of(person: Person, at: datetime) -> list[Person]:
    """Who may be its secretaría técnica: herself, and for the administration whoever is one today."""
    if not person.is_administrator:
        return [person]
    still = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    held = Membership.objects.filter(still, role=Role.SECRETARIAT).values("person")
    return [person, *Person.objects.filter(pk__in=held).exclude(pk=person.pk).order_by("name")]


def preview_of(blueprint: Blueprint, start: date, place: Jurisdiction) -> Preview:
    layout = lay_out(blueprint, start, calendar_of(place.pk))
    moved = ""
    if layout.first != start:
        text = _("El %(asked)s no es hábil: empieza el %(first)s.")
        moved = text % {"asked": words.long_date(start), "first": words.long_date(layout.first)}
    return Preview(
        sentence=_("Empieza el %(first)s y termina el %(last)s.")
        % {"first": words.long_date(layout.first), "last": words.long_date(layout.last)},
        moved=moved,
        stages=tuple(_preview_stages(layout)),
        days_off=tuple(f"{words.long_date(off.day)}: {off.why}" for off in layout.days_off),
    )


def _preview_stages(layout: Layout) -> list[PreviewStage]:
    labels = {key.value: str(key.label) for key in StageKey}
    found = []
    for stage in dict.fromkeys(laid.part.stage for laid in layout.parts):
        rows = tuple(
            PreviewRow(
                laid.part.code,
                laid.part.title,
                laid.part.parent is not None,
                words.days(laid.part.days) if laid.part.days else "",
                words.joined_span(laid.starts.edtf if laid.starts else None, laid.ends.edtf if laid.ends else None),
            )
            for laid in layout.parts
            if laid.part.stage == stage
        )
        found.append(PreviewStage(labels.get(stage, _("Actividades")), rows))
    return found
