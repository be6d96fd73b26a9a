"""What a person types about a goal or an activity: read field by field, and kept as it was typed while it is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tequio.core.dates import FuzzyDate, Status, first_day, last_day, parse, render
from tequio.core.refusals import Refusal
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.workplans.actions import Named
from tequio.workplans.drawing import Drawn, canonical
from tequio.workplans.models import Activity, Goal
from tequio.workplans.parts import (
    ACTIVITY_FIELDS,
    GOAL_FIELDS,
    OPTIONAL,
    ActivityWanted,
    GoalWanted,
    IndicatorWanted,
    MeansWanted,
    Texts,
    texts_of,
)

LONGEST = {"title": 2000, "code": 20, "number": 4, "starts": 60, "ends": 60, "dated_by": 40, "predecessors": 300}
LONGEST_AREA = 4000
MOST_LINES = 40
#: begins the name of the field that keeps a date as it was first typed, while a person confirms what was read
READ = "leido-"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the texts of a form may speak of. ``since``: the first day of the plan, for dates without a year."""

    drawing: Drawn
    goals: Mapping[str, Goal]
    actors: Mapping[str, Named]
    since: date | None = None

    @property
    def activities(self) -> Mapping[str, Activity]:
        return {str(each.uid): each for each in self.drawing.activities}

    @property
    def titles(self) -> dict[str, str]:
        above = {uid: f"{each.code} {each.title}".strip() for uid, each in self.activities.items()}
        return {**above, **{uid: each.title for uid, each in self.goals.items()}}


@dataclass(slots=True)
class Reading:
    """What was understood. ``notes``: of the dates that a person has to confirm, by field; ``texts``: what the form shows again."""

    texts: dict[str, str]
    errors: list[FormError] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    def wrong(self, name: str, text: str) -> None:
        self.errors.append(FormError(text, name))


def typed_texts(values: Mapping[str, str], names: tuple[str, ...], shown: Texts) -> dict[str, str]:
    """The fields that came, cut to what can be kept; the others as they were shown."""
    return {
        name: plain(values[name])[: LONGEST.get(name, LONGEST_AREA)] if name in values else shown[name]
        for name in names
    }


def plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def read_activity(
    values: Mapping[str, str], stored: ActivityWanted, around: Surroundings
) -> tuple[ActivityWanted, Reading]:
    """Where a field is as it was shown, what is stored stays untouched (a date keeps how it was written)."""
    shown = texts_of(stored)
    found = Reading(typed_texts(values, ACTIVITY_FIELDS, shown))
    texts = found.texts
    changed = {name for name in ACTIVITY_FIELDS if texts[name] != shown[name]}
    if not texts["title"]:
        found.wrong("title", _("Escriba qué se hará."))
    dates = {
        name: read_date(name, values, around.since, found) if name in changed else getattr(stored, name)
        for name in ("starts", "ends")
    }
    wanted = replace(
        stored,
        title=texts["title"],
        code=texts["code"],
        goal=around.goals.get(texts["goal"]),
        parent=around.activities.get(texts["parent"]),
        **dates,
        dated_by_on=_dated_by(found, dates) if "dated_by" in changed or dates["ends"] else stored.dated_by_on,
        means=_means(texts["means"]) if "means" in changed else stored.means,
        responsibles=_responsibles(texts["responsibles"], stored.responsibles, around),
        predecessors=_predecessors(found, around) if "predecessors" in changed else stored.predecessors,
        objectives=_letters(texts["objectives"]),
    )
    _refuse_backwards(wanted, found)
    return wanted, found


def read_goal(values: Mapping[str, str], stored: GoalWanted, around: Surroundings) -> tuple[GoalWanted, Reading]:
    shown = texts_of(stored)
    found = Reading(typed_texts(values, GOAL_FIELDS, shown))
    texts = found.texts
    if not texts["title"]:
        found.wrong("title", _("Escriba la meta."))
    number = int(texts["number"]) if texts["number"].isascii() and texts["number"].isdecimal() else None
    if texts["number"] and number is None:
        found.wrong("number", _("Escriba el número con cifras, o déjelo vacío."))
    return (
        GoalWanted(
            title=texts["title"],
            number=number,
            means=_means(texts["means"]) if texts["means"] != shown["means"] else stored.means,
            responsibles=_responsibles(texts["responsibles"], stored.responsibles, around),
            indicators=tuple(_indicator(line) for line in lines_of(texts["indicators"])),
        ),
        found,
    )


def read_date(name: str, values: Mapping[str, str], since: date | None, found: Reading) -> FuzzyDate | None:
    """``since``: the day from which a date without a year is read."""
    text = found.texts[name]
    if not text:
        return None
    value = parse(text, since=since)
    if value is None:
        found.wrong(name, words.not_a_date(text))
        return None
    first = values.get(f"{READ}{name}", "")[:60]
    was = parse(first, since=since) if first else None
    confirmed = was is not None and render(was, style="short") == text
    if (value.ambiguous or value.inferred) and not confirmed:
        found.notes[name] = _reading_of(value, text)
        found.read[name] = text
        found.texts[name] = render(value, style="short")
    return replace(value, source_text=first) if confirmed else value


def _reading_of(value: FuzzyDate, text: str) -> str:
    told = {"text": text, "date": render(value)}
    if value.inferred:
        return (
            _("«%(text)s» no dice el año: se leyó %(date)s. Si es otro, corríjalo; si es ése, guarde otra vez.") % told
        )
    return (
        _(
            "«%(text)s» se leyó %(date)s: primero el día. Si quiso decir otro, escriba el mes con letra; si es ése, guarde otra vez."
        )
        % told
    )


def _dated_by(found: Reading, dates: Mapping[str, FuzzyDate | None]) -> date | None:
    """Only while there is no date."""
    text, due = found.texts["dated_by"], dates["ends"] or dates["starts"]
    if not text or (due is not None and due.edtf is not None):
        return None
    value = parse(text)
    if value is None or value.status is not Status.EXACT:
        found.wrong("dated_by", _("Escriba el día completo en que se sabrá la fecha, por ejemplo 15/01/2020."))
        return None
    return first_day(value)


def _refuse_backwards(wanted: ActivityWanted, found: Reading) -> None:
    first = first_day(wanted.starts) if wanted.starts else None
    last = last_day(wanted.ends) if wanted.ends else None
    if first and last and last < first:
        found.wrong("ends", _("Termina antes de empezar."))


def lines_of(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))[:MOST_LINES]


def _means(text: str) -> tuple[MeansWanted, ...]:
    found: dict[str, MeansWanted] = {}
    for line in lines_of(text):
        optional = line.casefold().endswith(OPTIONAL)
        name = line[: -len(OPTIONAL)].strip() if optional else line
        if name:
            found.setdefault(name[:300], MeansWanted(name[:300], not optional))
    return tuple(found.values())


def _responsibles(text: str, stored: tuple[Named, ...], around: Surroundings) -> tuple[Named, ...]:
    """A line as it was stays who it was; a new one is whom the list of actors says, else a name as written."""
    there: dict[str, Any] = {one.name: one for one in stored}
    return tuple(there.get(line) or around.actors.get(line) or Named(line[:300]) for line in lines_of(text))


def _predecessors(found: Reading, around: Surroundings) -> str:
    try:
        return canonical(found.texts["predecessors"], around.drawing)
    except Refusal as refusal:
        found.wrong("predecessors", str(refusal))
        return ""


def _letters(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.strip(" )") for piece in text.replace(";", ",").split(",") if piece.strip(" )")))


def _indicator(line: str) -> IndicatorWanted:
    pieces = [piece.strip() for piece in line.split("|", 3)]
    text, unit, baseline, target = (*pieces, *[""] * (4 - len(pieces)))
    return IndicatorWanted(text, unit[:60], baseline[:60], target[:60])
