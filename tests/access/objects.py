"""What an address is about: rows of one's own exercise or of the other, looked for in the demonstration."""

from __future__ import annotations

from collections import deque
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tequio.places.models import Jurisdiction
from tests.access.addresses import Address
from tests.access.bodies import FIXED, KEYS, MADE, NOBODYS, OF_A_PERSON

#: objects tried before giving up
TRIED = 12


def candidates(address: Address, objects: str, slug: str, owner: Person) -> list[dict[str, Any]]:
    """Values for the variable parts, of that exercise or of that person, likeliest first."""
    about = dict(each.split("=") for each in objects.split())
    found = [{"slug": slug}]
    if len(about) > 1:
        found = [{"slug": slug, **each} for each in chained(about, slug, owner)] or found
    for name in (name for name, _converter in address.parts if name not in found[0]):
        known = FIXED.get(f"{address.name} {name}") or FIXED.get(name)
        made = MADE.get(f"{address.name} {name}")
        found = [
            {**each, name: value}
            for each in found
            for value in (
                [made(each)]
                if made
                else known
                or values_of(about[name], name_in(name), slug, owner)
                or [NOBODYS if name_in(name) == "uid" else "TQ-0"]
            )
        ]
    return found[:TRIED]


def question_of(address: Address, owner: Person) -> str:
    """What follows the question mark: the key that a letter carries."""
    key = KEYS.get(address.name)
    return f"?{key(owner)}" if key else ""


def name_in(part: str) -> str:
    return part if part in {"folio", "secret"} else "uid"


def rows_of(label: str, slug: str, owner: Person) -> Any:
    """Of a table, those of that exercise, of its place or of that person; the last ones first."""
    model = apps.get_model(label)
    exercise = Exercise.objects.get(slug=slug)
    rows = model._default_manager.order_by("-pk")
    if label in OF_A_PERSON:
        return rows.filter(**{OF_A_PERSON[label]: owner})
    if model in (Exercise, Jurisdiction):
        return rows.filter(pk=exercise.pk if model is Exercise else exercise.jurisdiction_id)
    way, place = way_to_exercise(model)
    if way:
        return rows.filter(**{way: exercise})
    return rows.filter(**{place: exercise.jurisdiction_id}) if place else rows


def values_of(label: str, field: str, slug: str, owner: Person) -> list[Any]:
    return list(rows_of(label, slug, owner).values_list(field, flat=True)[:TRIED])


def chained(about: dict[str, str], slug: str, owner: Person) -> list[dict[str, Any]]:
    """Of an address about several rows, those of which each belongs to the one before; none where they do not."""
    (name, label), *above = reversed(about.items())
    wanted, way, model = {name: name_in(name)}, "", apps.get_model(label)
    for parent, table in above:
        onwards = way_between(model, apps.get_model(table))
        if not onwards:
            return []
        way, model = f"{way}__{onwards}".strip("_"), apps.get_model(table)
        wanted[parent] = f"{way}__{name_in(parent)}"
    rows = rows_of(label, slug, owner).values_list(*wanted.values())[:TRIED]
    return [dict(zip(wanted, each, strict=True)) for each in rows]


def way_between(model: type[Model], target: type[Model]) -> str:
    """The lookup from one table up to another, shortest first; empty where there is none."""
    queue: deque[tuple[type[Model], str]] = deque([(model, "")])
    seen = {model}
    while queue:
        here, way = queue.popleft()
        for column in columns_of(here):
            onwards, above = f"{way}__{column.name}".strip("_"), column.related_model
            if above is target:
                return onwards
            if isinstance(above, type) and above not in seen:
                seen.add(above)
                queue.append((above, onwards))
    return ""


def columns_of(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [each for each in model._meta.get_fields() if isinstance(each, ForeignKey)]


def way_to_exercise(model: type[Model]) -> tuple[str, str]:
    """The lookup from a model to an exercise, or to a place; shortest first. Both empty when it belongs to neither."""
    queue: deque[tuple[type[Model], str]] = deque([(model, "")])
    seen, place = {model}, ""
    while queue:
        here, way = queue.popleft()
        for column in columns_of(here):
            onwards, target = f"{way}__{column.name}".strip("_"), column.related_model
            if target is Exercise:
                return onwards, ""
            if target is Jurisdiction and not place:
                place = onwards
            if isinstance(target, type) and target not in seen and target is not Person:
                seen.add(target)
                queue.append((target, onwards))
    return "", place
