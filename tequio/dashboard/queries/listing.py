"""Lists: the exercises of the site, and the commitments of one exercise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.calls.models import Call
from tequio.commitments.models import Commitment
from tequio.dashboard.queries.board import Filters, Row, board, filtered, options
from tequio.exercises.models import STAGES, Exercise, Stage
from tequio.exercises.queries import ExerciseHeader, current_stage, period, weave
from tequio.web.pages import Crumb, Option
from tequio.workplans.models import WorkPlan

PAGE = 20


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """``weave``: one word per stage, past, now or ahead."""

    name: str
    url: str
    place: str
    period: str
    stage: str
    weave: tuple[str, ...]
    sentence: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class SitePage:
    title: str
    description: str
    exercises: tuple[ExerciseCard, ...]
    crumbs: tuple[Crumb, ...] = ()
    exercise: None = None


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    row: Row
    summary: str


@dataclass(frozen=True, slots=True)
class CommitmentsPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    lines: tuple[CommitmentLine, ...]
    total: int
    found: int
    theme: str
    themes: tuple[Option, ...]
    previous_url: str
    next_url: str


def site_page(*, now: datetime) -> SitePage:
    mine = Q(exercise=OuterRef("pk"))
    plans = WorkPlan.objects.filter(mine)
    rows = (
        Exercise.objects.public()
        .select_related("jurisdiction")
        .prefetch_related("stages")
        .annotate(
            published=Count("commitments", filter=Q(commitments__status="published")),
            has_route=Exists(plans.filter(kind="route")),
            has_annual=Exists(plans.filter(kind="annual")),
            open_call=Exists(Call.objects.filter(mine, status="published", opens_at__lte=now, closes_at__gt=now)),
        )
        .order_by("-status", F("period_starts_on").desc(nulls_last=True), "name")
    )
    return SitePage(
        title=_("Gobierno abierto, a la vista"),
        description=_(
            "Planes de gobierno abierto local: qué se prometió, quién responde, cómo va y con qué se comprueba."
        ),
        exercises=tuple(card_of(exercise, now=now) for exercise in rows),
    )


def card_of(exercise: Exercise, *, now: datetime) -> ExerciseCard:
    """Without query: of one that was archived its page tells the day, and the list of all does not."""
    keys, today = STAGES[exercise.kind], exercise.today(now)
    stored: list[Stage] = list(exercise.stages.all())
    current = current_stage(stored, keys, today)
    return ExerciseCard(
        name=exercise.name,
        url=f"/{exercise.slug}/",
        place=exercise.jurisdiction.name,
        period=period(exercise.period_starts_on, exercise.period_ends_on) or exercise.edition,
        stage=str(current.label) if current else _("Por comenzar"),
        weave=weave(stored, keys, today),
        sentence=what_can_be_done(exercise),
        is_sample=exercise.is_sample,
    )


def what_can_be_done(exercise: Exercise) -> str:
    published = getattr(exercise, "published", 0)
    if exercise.takes_changes and getattr(exercise, "open_call", False):
        return _("La convocatoria está abierta: puede leerla y participar.")
    if published:
        text = ngettext(
            "Puede vigilar %(n)s compromiso y abrir su evidencia.",
            "Puede vigilar %(n)s compromisos y abrir su evidencia.",
            published,
        )
        return text % {"n": published}
    if getattr(exercise, "has_annual", False):
        return _("Puede ver qué hará la oficina cada mes.")
    if getattr(exercise, "has_route", False):
        return _("Puede ver qué falta para la firma y qué no puede atrasarse.")
    return _("Puede leer cómo se organiza y en qué etapa va.")


def commitments_page(exercise: ExerciseHeader, theme: str, number: int, *, now: datetime) -> CommitmentsPage:
    whole = board(exercise, now=now)
    rows = filtered(whole.rows, Filters(theme=theme))
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(1, number), pages)
    cut = rows[(number - 1) * PAGE : number * PAGE]
    wanted = [row.number for row in cut]
    texts = Commitment.objects.filter(exercise=exercise.id, number__in=wanted).values_list(
        "number", "description", "objective"
    )
    summaries = {found: description or objective for found, description, objective in texts}
    url = f"{exercise.url}compromisos/"
    filters = Filters(theme=theme)
    total = len(whole.rows)
    return CommitmentsPage(
        exercise=exercise,
        title=_("Compromisos"),
        description=ngettext("%(n)s compromiso publicado.", "%(n)s compromisos publicados.", total) % {"n": total},
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Compromisos"))),
        lines=tuple(CommitmentLine(row, summaries.get(row.number, "")) for row in cut),
        total=total,
        found=len(rows),
        theme=theme,
        themes=options(whole.themes, theme),
        previous_url=f"{url}{filters.address(page=number - 1)}" if number > 1 else "",
        next_url=f"{url}{filters.address(page=number + 1)}" if number < pages else "",
    )
