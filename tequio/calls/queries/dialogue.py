"""The dialogue mechanism of an exercise as anybody reads it: whose it is, for which plan and years, and what came out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from tequio.bodies.queries.alarms import seat_words
from tequio.calls.models import Declaration, Mechanism
from tequio.calls.queries.office import OF_DIALOGUE, office_url
from tequio.exercises.queries import ExerciseHeader
from tequio.web.pages import Crumb

#: the last ones of each list; the rest is in the open data
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Done:
    """Something a seat did or proposed, told without its holder."""

    day: date
    text: str
    who: str
    people: int = 0
    evidence_url: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    day: date
    title: str
    text: str
    signatures: int


@dataclass(frozen=True, slots=True)
class DialoguePage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    edit_url: str
    name: str = ""
    plan: str = ""
    organiser: str = ""
    organiser_url: str = ""
    years: str = ""
    heard: tuple[Done, ...] = ()
    topics: tuple[Done, ...] = ()
    declared: tuple[Declared, ...] = ()


def dialogue_page(exercise: ExerciseHeader, *, keeps: bool) -> DialoguePage:
    """Five queries, however much was done."""
    title = _("Mecanismo de diálogo")
    crumbs = (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(title))
    edit_url = f"{office_url(exercise)}{OF_DIALOGUE}/" if keeps else ""
    found = Mechanism.objects.filter(exercise_id=exercise.id).select_related("organiser").first()
    if found is None:
        text = _("Quién organiza el diálogo de %(name)s, para qué plan y en qué años.") % {"name": exercise.name}
        return DialoguePage(exercise, title, text, crumbs, edit_url)
    years = years_of(found)
    return DialoguePage(
        exercise=exercise,
        title=title,
        description=f"{found.name}. {found.organiser.name}, {years}.",
        crumbs=crumbs,
        edit_url=edit_url,
        name=found.name,
        plan=found.plan,
        organiser=found.organiser.name,
        organiser_url=f"{exercise.url}organos/{found.organiser.uid}/",
        years=years,
        heard=heard(found),
        topics=topics(found),
        declared=declared(exercise),
    )


def years_of(mechanism: Mechanism) -> str:
    """«2016–2018», or one year alone."""
    first, last = mechanism.first_year, mechanism.last_year
    return str(first) if first == last else f"{first}–{last}"


def heard(mechanism: Mechanism) -> tuple[Done, ...]:
    rows = mechanism.inclusion_activities.select_related("seat__organisation").order_by("-held_on", "-id")[:SHOWN]
    return tuple(Done(row.held_on, row.text, seat_words(row.seat), row.people, row.evidence_url) for row in rows)


def topics(mechanism: Mechanism) -> tuple[Done, ...]:
    rows = mechanism.topics.select_related("seat__organisation").order_by("-proposed_on", "-id")[:SHOWN]
    return tuple(Done(row.proposed_on, row.title, seat_words(row.seat)) for row in rows)


def declared(exercise: ExerciseHeader) -> tuple[Declared, ...]:
    rows = Declaration.objects.filter(exercise_id=exercise.id).annotate(signed=Count("signatures"))
    return tuple(
        Declared(row.declared_on, row.title, row.text, row.signed)
        for row in rows.order_by("-declared_on", "-id")[:SHOWN]
    )
