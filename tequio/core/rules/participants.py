"""Who an actor is for a pack, and whether two names are of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


class Roster:
    """Participants found by the names with which other cells call them, in time that does not grow with all of them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], Actor]]] = {}
        self._by_acronym: dict[str, list[Actor]] = {}
        for actor in actors:
            for words in map(_name_words, (actor.name, actor.organisation)):
                for word in words:
                    self._by_word.setdefault(word, []).append((words, actor))
            for acronym in _ACRONYM.findall(f"{actor.name} {actor.organisation}"):
                self._by_acronym.setdefault(fold(acronym), []).append(actor)

    def named(self, name: str) -> list[Actor]:
        """Those this name may be: every word of the shorter name is in the longer one, or it is their acronym.

        "Luis González" is taken for "Luis González Viramontes" only as a proposal for a person to confirm (requirement 84).
        """
        words = _name_words(name)
        near = [pair for word in words for pair in self._by_word.get(word, ())]
        found = [actor for full, actor in near if _same(words, full)]
        return list(dict.fromkeys(found + self._by_acronym.get(fold(name.strip()), [])))


def _name_words(name: str) -> frozenset[str]:
    """Without single letters: "A. C." and initials are written or left out at will."""
    return frozenset(word for word in content_words(name) if len(word) > 1)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long if len(short) < 2 else short <= long


def responsibles(goal: Goal) -> tuple[str, ...]:
    """Every name given as responsible for a goal or its activities, once, in order."""
    of_activities = [name for activity in goal.activities for name in activity.responsibles]
    named = [*goal.responsibles, *of_activities] or goal.responsible_text.splitlines()
    return tuple(dict.fromkeys(name.strip() for name in named if name.strip()))
