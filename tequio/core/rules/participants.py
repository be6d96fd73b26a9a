"""Who an actor is for a pack, and whether two names are of the same one."""

from __future__ import annotations

import re
from datetime import date

from tequio.core.reading.records import Actor, Goal, Sector
from tequio.core.rules.pack import Guarantor, RulePack
from tequio.core.rules.words import content_words, fold

_ACRONYM = re.compile(r"\(([^()\s]{2,12})\)")


def kind_of(actor: Actor, pack: RulePack) -> Sector:
    """What the organisation is, whatever box it stands in: the pack's known guarantors first (requirement 72)."""
    return Sector.GUARANTOR if guarantor_of(actor.organisation, pack) else actor.sector


def guarantor_of(organisation: str, pack: RulePack) -> Guarantor | None:
    """The known guarantor this organisation is, by its name, an alias or its acronym."""
    folded = " ".join(fold(organisation).split())
    for guarantor in pack.guarantors:
        names = [fold(name) for name in (guarantor.name, *guarantor.aliases)]
        acronym = fold(guarantor.acronym)
        if any(name in folded for name in names) or (acronym and re.search(rf"(?<!\w){acronym}(?!\w)", folded)):
            return guarantor
    return None


def has_ended(guarantor: Guarantor, on: date | None) -> bool:
    return on is not None and guarantor.until is not None and on > guarantor.until


def is_named(short: str, actor: Actor) -> bool:
    """Whether a name in another cell may be this actor's: every word of the shorter one is in the longer one.

    "Luis González" is taken for "Luis González Viramontes" only as a proposal for a person to confirm (requirement 84).
    """
    return any(_same(short, full) for full in (actor.name, actor.organisation) if full) or _has_acronym(short, actor)


def _same(one: str, other: str) -> bool:
    short, long = sorted((set(content_words(one)), set(content_words(other))), key=len)
    return short == long if len(short) < 2 else short <= long


def _has_acronym(short: str, actor: Actor) -> bool:
    return fold(short.strip()) in {fold(found) for found in _ACRONYM.findall(f"{actor.name} {actor.organisation}")}


def responsibles(goal: Goal) -> tuple[str, ...]:
    """Every name given as responsible for a goal or its activities, once, in order."""
    of_activities = [name for activity in goal.activities for name in activity.responsibles]
    named = [*goal.responsibles, *of_activities] or goal.responsible_text.splitlines()
    return tuple(dict.fromkeys(name.strip() for name in named if name.strip()))
