"""«¿Qué pasa si…?»: anybody delays phases of the route and reads what that would move. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.core.refusals import Refusal
from tequio.core.schedule import Schedule, delay
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.forms import LATER, MODES, MOST_SUPPOSITIONS, SOONER, Supposed, Supposition, supposed
from tequio.workplans.models import Activity
from tequio.workplans.queries.consequences import Consequence, consequence
from tequio.workplans.queries.route import Route, choices_of, route_of


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the form; ``place`` counts from 1 and is part of the ids of its fields."""

    place: int
    phases: tuple[Option, ...]
    modes: tuple[Option, ...]
    days: str

    @property
    def phase_id(self) -> str:
        return f"fase-{self.place}"

    @property
    def mode_id(self) -> str:
        return f"modo-{self.place}"

    @property
    def days_id(self) -> str:
        return f"dias-{self.place}"


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    route_url: str
    lines: tuple[Line, ...] = ()
    sentence: str = ""
    consequence: Consequence | None = None
    errors: tuple[FormError, ...] = ()
    why_not: str = ""
    #: of the exercise, when there is no route
    exists: bool = True


def what_if_page(exercise: ExerciseHeader, asked: tuple[Supposition, ...]) -> WhatIfPage:
    page = _empty(exercise)
    route = route_of(exercise)
    if route is None or route.scheduled.schedule is None:
        return replace(page, exists=route is not None, why_not=route.scheduled.why_not if route else "")
    found, errors = supposed(asked, route.activities)
    page = replace(page, lines=lines_of(asked, route.activities), errors=errors)
    if errors or not found:
        return page
    try:
        told = told_of(route, route.scheduled.schedule, found)
    except Refusal as refusal:
        return replace(page, errors=(FormError(str(refusal)),))
    sentence = _("Si %(what)s, %(ends)s.") % {"what": words.joined([said(one) for one in found]), "ends": told.ends}
    return replace(page, description=sentence, sentence=sentence, consequence=told)


def _empty(exercise: ExerciseHeader) -> WhatIfPage:
    url = f"{exercise.url}ruta/"
    crumbs = (
        Crumb(_("Inicio"), "/"),
        exercise.crumb(),
        Crumb(_("Ruta crítica"), url),
        Crumb(_("¿Qué pasa si…?")),
    )
    return WhatIfPage(
        exercise=exercise,
        title=_("¿Qué pasa si…?"),
        description=_("Atrase o alargue una fase de la ruta y vea qué más se mueve. Nada se guarda."),
        crumbs=crumbs,
        url=f"{url}que-pasa-si/",
        route_url=url,
    )


def told_of(route: Route, before: Schedule, found: tuple[Supposed, ...]) -> Consequence:
    after = delay(before, {str(one.activity.pk): one.units for one in found})
    return consequence(before, after, route.activities, route.milestones)


def said(one: Supposed) -> str:
    """««Consulta en línea» se atrasa 3 días hábiles»."""
    texts = {
        LATER: ngettext("«%(title)s» se atrasa %(n)s día hábil", "«%(title)s» se atrasa %(n)s días hábiles", one.days),
        SOONER: ngettext("«%(title)s» se acorta %(n)s día hábil", "«%(title)s» se acorta %(n)s días hábiles", one.days),
    }
    lasts = ngettext("«%(title)s» dura %(n)s día hábil", "«%(title)s» dura %(n)s días hábiles", one.days)
    return texts.get(one.mode, lasts) % {"title": one.activity.title, "n": words.number(one.days)}


def lines_of(asked: tuple[Supposition, ...], activities: list[Activity]) -> tuple[Line, ...]:
    """What was asked, and one more line to fill."""
    lines = list(asked[:MOST_SUPPOSITIONS])
    if len(lines) < MOST_SUPPOSITIONS:
        lines.append(Supposition("", LATER, ""))
    return tuple(line_of(each, place, activities) for place, each in enumerate(lines, 1))


def line_of(asked: Supposition, place: int, activities: list[Activity]) -> Line:
    labels = (_("se atrasa"), _("se acorta"), _("dura en total"))
    modes = tuple(Option(label, mode, mode == asked.mode) for label, mode in zip(labels, MODES, strict=True))
    return Line(place, choices_of(activities, asked.phase), modes, asked.days)
