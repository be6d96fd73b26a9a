"""A goal or an activity as a person edits it: each field as a text, the same that the form shows and that two people compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.dates import FuzzyDate, render
from tequio.workplans.actions import Named
from tequio.workplans.drawing import Drawn
from tequio.workplans.models import Activity, Goal, Indicator, Means, Responsible

#: what a line of means says of one that is not required
OPTIONAL = "(opcional)"
ACTIVITY_FIELDS = (
    *("title", "code", "goal", "parent", "starts", "ends", "dated_by"),
    *("means", "responsibles", "predecessors", "objectives"),
)
GOAL_FIELDS = ("number", "title", "means", "responsibles", "indicators")
LABELS = {
    "title": gettext_lazy("Qué se hará"),
    "code": gettext_lazy("Clave"),
    "number": gettext_lazy("Número"),
    "goal": gettext_lazy("Meta"),
    "parent": gettext_lazy("Dentro de"),
    "starts": gettext_lazy("Empieza"),
    "ends": gettext_lazy("Termina o se entrega"),
    "dated_by": gettext_lazy("Cuándo se definirá"),
    "means": gettext_lazy("Medios de verificación"),
    "responsibles": gettext_lazy("Responsables"),
    "predecessors": gettext_lazy("Espera a"),
    "objectives": gettext_lazy("Objetivos a los que sirve"),
    "indicators": gettext_lazy("Indicadores"),
}
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MeansWanted:
    text: str
    required: bool = True

    def __str__(self) -> str:
        return self.text if self.required else f"{self.text} {OPTIONAL}"


@dataclass(frozen=True, slots=True)
class IndicatorWanted:
    text: str
    unit: str = ""
    baseline: str = ""
    target: str = ""

    def __str__(self) -> str:
        return " | ".join((self.text, self.unit, self.baseline, self.target)).rstrip(" |")


@dataclass(frozen=True, slots=True)
class ActivityWanted:
    """``predecessors`` in one way of writing ("2;4FC+2")."""

    title: str
    code: str = ""
    goal: Goal | None = None
    parent: Activity | None = None
    starts: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    dated_by_on: date | None = None
    means: tuple[MeansWanted, ...] = ()
    responsibles: tuple[Named, ...] = ()
    predecessors: str = ""
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalWanted:
    title: str
    number: int | None = None
    means: tuple[MeansWanted, ...] = ()
    responsibles: tuple[Named, ...] = ()
    indicators: tuple[IndicatorWanted, ...] = ()


def stored_activity(activity: Activity, drawing: Drawn) -> ActivityWanted:
    """As it is stored; four queries."""
    return ActivityWanted(
        title=activity.title,
        code=activity.code,
        goal=activity.goal,
        parent=activity.parent,
        starts=activity.starts,
        ends=activity.ends,
        dated_by_on=activity.dated_by_on,
        means=means_of(activity),
        responsibles=responsibles_of(activity),
        predecessors=drawing.predecessors(drawing.at(activity.position)),
        objectives=tuple(activity.objectives),
    )


def stored_goal(goal: Goal) -> GoalWanted:
    return GoalWanted(
        title=goal.title,
        number=goal.number,
        means=means_of(goal),
        responsibles=responsibles_of(goal),
        indicators=tuple(
            IndicatorWanted(each.text, each.unit, each.baseline, each.target)
            for each in Indicator.objects.filter(goal=goal).order_by("position")
        ),
    )


def means_of(owner: Goal | Activity) -> tuple[MeansWanted, ...]:
    rows: Any = Means.objects.filter(**{owner_name(owner): owner}).order_by("position")
    return tuple(MeansWanted(each.text, each.required) for each in rows)


def responsibles_of(owner: Goal | Activity) -> tuple[Named, ...]:
    rows: Any = Responsible.objects.filter(**{owner_name(owner): owner}).order_by("position")
    rows = rows.select_related("person", "organisation", "post")
    return tuple(Named(each.name, each.person, each.organisation, each.post) for each in rows)


def owner_name(owner: Goal | Activity) -> str:
    return "goal" if isinstance(owner, Goal) else "activity"


def texts_of(wanted: ActivityWanted | GoalWanted) -> dict[str, str]:
    """One text for each field, in the order of the form."""
    if isinstance(wanted, GoalWanted):
        own = {
            "number": "" if wanted.number is None else str(wanted.number),
            "title": wanted.title,
            "indicators": "\n".join(map(str, wanted.indicators)),
        }
    else:
        own = {
            "title": wanted.title,
            "code": wanted.code,
            "goal": str(wanted.goal.uid) if wanted.goal else "",
            "parent": str(wanted.parent.uid) if wanted.parent else "",
            "starts": said_date(wanted.starts),
            "ends": said_date(wanted.ends),
            "dated_by": f"{wanted.dated_by_on:%d/%m/%Y}" if wanted.dated_by_on else "",
            "predecessors": wanted.predecessors.replace(";", "; "),
            "objectives": ", ".join(wanted.objectives),
        }
    own["means"] = "\n".join(map(str, wanted.means))
    own["responsibles"] = "\n".join(one.name for one in wanted.responsibles)
    return {name: own[name] for name in (GOAL_FIELDS if isinstance(wanted, GoalWanted) else ACTIVITY_FIELDS)}


def said_date(value: FuzzyDate | None) -> str:
    """ "5 sep 2019", "nov 2021", "Por definir", or nothing where nobody wrote a date; it can be read back."""
    return render(value, style="short") if value else ""


def token_of(texts: Texts) -> str:
    """What a form carries so that a later save can tell whether somebody else changed it meanwhile."""
    return json.dumps(dict(texts), ensure_ascii=False)


def texts_in(token: str, otherwise: Texts) -> dict[str, str]:
    """The inverse; ``otherwise`` where it is no token."""
    try:
        found = json.loads(token)
    except ValueError:
        return dict(otherwise)
    if not isinstance(found, dict) or set(found) != set(otherwise):
        return dict(otherwise)
    return {name: str(value) for name, value in found.items()}


def said(name: str, text: str, names: Mapping[str, str]) -> str:
    """A field as a person compares it. ``names``: the titles of goals and activities by uid."""
    if name in ("goal", "parent"):
        return names.get(text, _("Ninguna"))
    return text.replace("\n", " · ") or _("Vacío")


def without_date(wanted: ActivityWanted, stored: ActivityWanted) -> ActivityWanted:
    """The same change, but for the date."""
    return replace(wanted, starts=stored.starts, ends=stored.ends, dated_by_on=stored.dated_by_on)
