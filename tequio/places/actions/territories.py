"""What happens to the territories of a place: they are added, named, moved and closed, one by one or from a list."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import Actor, record
from tequio.core.reading.words import key
from tequio.core.refusals import Refusal
from tequio.core.territories import DEEPEST, Listed, Step, keys_of
from tequio.places import permissions
from tequio.places.models import Jurisdiction, Territory, TerritoryKind
from tequio.places.queries import tree_of

#: more of one place would be the blocks of a city, not its territories
MOST_OF_A_PLACE = 5_000


class Keeper(Actor, permissions.Keeper, Protocol):
    """Who acts here: a person, seen from the floor below."""


class TerritoryNeedsAName(Refusal):
    code = "territory-needs-a-name"


class TerritoryExists(Refusal):
    code = "territory-exists"


class TerritoryIsClosed(Refusal):
    code = "territory-closed"


class TerritoryIsElsewhere(Refusal):
    code = "territory-elsewhere"


class TerritoryInsideItself(Refusal):
    code = "territory-inside-itself"


class TreeIsTooDeep(Refusal):
    code = "tree-too-deep"


class TooManyInAPlace(Refusal):
    code = "too-many-in-a-place"


class HasTerritoriesInside(Refusal):
    code = "has-territories-inside"


class ClosingNeedsAReason(Refusal):
    code = "closing-needs-a-reason"


def lock_tree(by: Keeper, jurisdiction: Jurisdiction) -> None:
    """One change of a tree at a time: two moves at once could close a circle."""
    if not permissions.can_edit_territories(by, jurisdiction.pk):
        raise PermissionDenied(_("Los territorios los lleva la secretaría técnica de este lugar."))
    Jurisdiction.objects.select_for_update().get(pk=jurisdiction.pk)


def note_territory(
    verb: str, territory: Territory, by: Keeper, at: datetime, changes: Mapping[str, tuple[Any, Any]]
) -> None:
    record(
        verb=f"places.{verb}", subject_kind="territory", subject_uid=territory.uid, by=by, at=at, changes=dict(changes)
    )


@transaction.atomic
def add_territory(
    *,
    jurisdiction: Jurisdiction,
    name: str,
    kind: str,
    by: Keeper,
    at: datetime,
    parent: Territory | None = None,
    code: str = "",
) -> Territory:
    lock_tree(by, jurisdiction)
    name, code = tidy(name), code.strip()
    refuse_parent(jurisdiction, parent)
    refuse_taken(jurisdiction, parent, name, code)
    if Territory.objects.filter(jurisdiction=jurisdiction).count() >= MOST_OF_A_PLACE:
        raise TooManyInAPlace(_("Un lugar admite hasta %(n)s territorios.") % {"n": MOST_OF_A_PLACE})
    if parent and len(tree_of(jurisdiction.pk).path(parent.pk)) >= DEEPEST:
        raise TreeIsTooDeep(_("Ahí ya no cabe otro nivel: el árbol admite %(n)s.") % {"n": DEEPEST})
    made = Territory.objects.create(
        jurisdiction=jurisdiction, parent=parent, kind=TerritoryKind(kind), name=name, key=key(name), code=code
    )
    changes = {"name": (None, name), "kind": (None, kind), "inside": (None, parent.name if parent else None)}
    note_territory("territory_added", made, by, at, changes)
    return made


@transaction.atomic
def rename_territory(*, territory: Territory, name: str, kind: str, by: Keeper, at: datetime, code: str = "") -> None:
    """Its name, what it is and its code; whatever was written with it follows."""
    lock_tree(by, territory.jurisdiction)
    refuse_closed(territory)
    name, code = tidy(name), code.strip()
    refuse_taken(territory.jurisdiction, territory.parent, name, code, besides=territory)
    changes = {
        "name": (territory.name, name),
        "kind": (territory.kind, TerritoryKind(kind).value),
        "code": (territory.code or None, code or None),
    }
    changes = {field: (before, after) for field, (before, after) in changes.items() if before != after}
    if not changes:
        return
    territory.name, territory.key, territory.kind, territory.code = name, key(name), kind, code
    territory.save(update_fields=["name", "key", "kind", "code"])
    note_territory("territory_renamed", territory, by, at, changes)


@transaction.atomic
def move_territory(*, territory: Territory, parent: Territory | None, by: Keeper, at: datetime) -> None:
    """With all that lies in it, into another one of the same place, or to the top."""
    lock_tree(by, territory.jurisdiction)
    refuse_closed(territory)
    if territory.parent_id == (parent.pk if parent else None):
        return
    refuse_parent(territory.jurisdiction, parent)
    tree = tree_of(territory.jurisdiction_id)
    if parent and parent.pk in tree.inside(territory.pk):
        raise TerritoryInsideItself(_("Un territorio no puede quedar dentro de sí mismo."))
    if parent and len(tree.path(parent.pk)) + tree.height(territory.pk) > DEEPEST:
        raise TreeIsTooDeep(_("Ahí ya no cabe otro nivel: el árbol admite %(n)s.") % {"n": DEEPEST})
    refuse_taken(territory.jurisdiction, parent, territory.name, "")
    before = territory.parent.name if territory.parent else None
    territory.parent = parent
    territory.save(update_fields=["parent"])
    note_territory("territory_moved", territory, by, at, {"inside": (before, parent.name if parent else None)})


@transaction.atomic
def close_territory(
    *, territory: Territory, on: date, reason: str, by: Keeper, at: datetime, into: Territory | None = None
) -> None:
    """From that day it is no longer chosen; what was written with it stays. ``into``: the one that it becomes part of, which also
    receives what lies in it. ``reason`` is public."""
    lock_tree(by, territory.jurisdiction)
    refuse_closed(territory)
    reason = tidy(reason)
    if not reason:
        raise ClosingNeedsAReason(_("Para cerrar un territorio hay que decir por qué."))
    inside = list(Territory.objects.filter(parent=territory, closed_on__isnull=True).order_by("pk"))
    if inside and into is None:
        raise HasTerritoriesInside(
            _("Dentro de «%(name)s» hay territorios abiertos. Muévalos antes, o diga con cuál se une.")
            % {"name": territory.name}
        )
    if into:
        refuse_merger(territory, into)
        for each in inside:
            move_territory(territory=each, parent=into, by=by, at=at)
    territory.closed_on, territory.closed_why, territory.merged_into = on, reason, into
    territory.save(update_fields=["closed_on", "closed_why", "merged_into"])
    changes = {"closed_on": (None, on), "reason": (None, reason), "into": (None, into.name if into else None)}
    note_territory("territory_closed", territory, by, at, changes)


@transaction.atomic
def reopen_territory(*, territory: Territory, by: Keeper, at: datetime) -> None:
    """It was closed by mistake: it is chosen again. What had been moved out of it stays where it is."""
    lock_tree(by, territory.jurisdiction)
    if territory.is_open:
        return
    refuse_parent(territory.jurisdiction, territory.parent)
    refuse_taken(territory.jurisdiction, territory.parent, territory.name, territory.code)
    before = territory.closed_on
    territory.closed_on, territory.closed_why, territory.merged_into = None, "", None
    territory.save(update_fields=["closed_on", "closed_why", "merged_into"])
    note_territory("territory_reopened", territory, by, at, {"closed_on": (before, None)})


@dataclass(frozen=True, slots=True)
class Planned:
    """What a list would add: ``missing`` from the top down; ``known`` are there already; ``closed`` were, and are not added again."""

    missing: tuple[tuple[Step, ...], ...]
    known: int
    closed: tuple[tuple[Step, ...], ...]


def plan_of(jurisdiction: Jurisdiction, listed: Listed) -> Planned:
    """One query."""
    open_ones, closed_ones = _keys_of_tree(jurisdiction)
    missing, closed, known = [], [], 0
    gone = set(closed_ones) - set(open_ones)
    for path in sorted(listed.paths, key=len):
        keys = keys_of(path)
        if keys in open_ones:
            known += 1
        elif any(keys[:depth] in gone for depth in range(1, len(keys) + 1)):
            closed.append(path)
        else:
            missing.append(path)
    return Planned(tuple(missing), known, tuple(closed))


def _keys_of_tree(jurisdiction: Jurisdiction) -> tuple[dict[tuple[str, ...], int], set[tuple[str, ...]]]:
    """The path of every open territory → its row, and the paths of those that were closed."""
    rows = {each.pk: each for each in Territory.objects.filter(jurisdiction=jurisdiction)}
    open_ones: dict[tuple[str, ...], int] = {}
    closed_ones: set[tuple[str, ...]] = set()
    tree = tree_of(jurisdiction.pk, rows=rows.values())
    for pk, each in rows.items():
        keys = tuple(rows[node.id].key for node in tree.path(pk))
        if each.is_open:
            open_ones[keys] = pk
        else:
            closed_ones.add(keys)
    return open_ones, closed_ones


@transaction.atomic
def load_territories(*, jurisdiction: Jurisdiction, listed: Listed, by: Keeper, at: datetime) -> int:
    """Those of a list that were missing; how many. The same list again changes nothing and records nothing."""
    lock_tree(by, jurisdiction)
    planned = plan_of(jurisdiction, listed)
    if not planned.missing:
        return 0
    known, _closed = _keys_of_tree(jurisdiction)
    if len(known) + len(planned.missing) > MOST_OF_A_PLACE:
        raise TooManyInAPlace(_("Un lugar admite hasta %(n)s territorios.") % {"n": MOST_OF_A_PLACE})
    codes = set(Territory.objects.filter(jurisdiction=jurisdiction).values_list("code", flat=True))
    for depth in range(1, DEEPEST + 1):
        level = [path for path in planned.missing if len(path) == depth]
        made = Territory.objects.bulk_create(_row(jurisdiction, path, known, listed, codes) for path in level)
        known |= {keys_of(path): each.pk for path, each in zip(level, made, strict=True)}
    told = "\n".join(" / ".join(step.name for step in path) for path in planned.missing)
    record(
        verb="places.territories_loaded",
        subject_kind="jurisdiction",
        subject_uid=jurisdiction.uid,
        by=by,
        at=at,
        changes={
            "territories": (None, len(planned.missing)),
            "sha256": (None, hashlib.sha256(told.encode()).hexdigest()),
        },
    )
    return len(planned.missing)


def _row(
    jurisdiction: Jurisdiction,
    path: tuple[Step, ...],
    known: Mapping[tuple[str, ...], int],
    listed: Listed,
    codes: set[str],
) -> Territory:
    """A code that another one has already is left out."""
    keys, step = keys_of(path), path[-1]
    code = listed.codes.get(keys, "")
    code = "" if code in codes else code
    codes.add(code)
    return Territory(
        jurisdiction=jurisdiction,
        parent_id=known.get(keys[:-1]),
        kind=TerritoryKind(step.kind),
        name=step.name,
        key=step.key,
        code=code,
    )


def tidy(text: str) -> str:
    return " ".join(text.split())


def refuse_closed(territory: Territory) -> None:
    if not territory.is_open:
        raise TerritoryIsClosed(_("«%(name)s» ya se cerró.") % {"name": territory.name})


def refuse_parent(jurisdiction: Jurisdiction, parent: Territory | None) -> None:
    if parent is None:
        return
    if parent.jurisdiction_id != jurisdiction.pk:
        raise TerritoryIsElsewhere(_("Ese territorio es de otro lugar."))
    refuse_closed(parent)


def refuse_merger(territory: Territory, into: Territory) -> None:
    refuse_parent(territory.jurisdiction, into)
    if into.pk in tree_of(territory.jurisdiction_id).inside(territory.pk):
        raise TerritoryInsideItself(_("Un territorio no se une a sí mismo ni a uno que está dentro de él."))


def refuse_taken(
    jurisdiction: Jurisdiction, parent: Territory | None, name: str, code: str, *, besides: Territory | None = None
) -> None:
    """Names are compared without capitals, accents or signs."""
    if not key(name):
        raise TerritoryNeedsAName(_("Falta el nombre del territorio."))
    others = Territory.objects.filter(jurisdiction=jurisdiction, closed_on__isnull=True)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.filter(parent=parent, key=key(name)).exists():
        raise TerritoryExists(_("Ya hay un territorio que se llama así en ese mismo lugar."))
    if code and others.filter(code=code).exists():
        raise TerritoryExists(_("Otro territorio ya tiene esa clave."))
