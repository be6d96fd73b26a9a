"""Whether a name of a document may be somebody already known: asked of a person, never taken for granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from tequio.core.dates.words import fold
from tequio.core.reading.people import is_organisation
from tequio.imports.fields import Json
from tequio.imports.models import ImportJob
from tequio.people.likeness import words_of
from tequio.people.models import Organisation, Person

#: part of all the words of two names of organisations that both have
ALIKE = 0.7
YES, NO = "si", "no"


@dataclass(frozen=True, slots=True)
class Proposal:
    """``name`` as the document writes it may be ``like``; ``answer`` is what a yes stores; ``given`` what was answered."""

    name: str
    like: str
    answer: str
    known: bool
    organisation: bool
    given: str = ""

    @property
    def said(self) -> str:
        return "" if not self.given else NO if self.given == NO else YES


def may_be_same_person(one: str, other: str) -> bool:
    """The same words, or all of the shorter name's inside the longer."""
    first, second = sorted((words_of(one), words_of(other)), key=len)
    return len(first) >= 2 and first <= second


def may_be_same_organisation(one: str, other: str) -> bool:
    first, second = words_of(one), words_of(other)
    return bool(first) and len(first & second) >= ALIKE * len(first | second)


def proposals(job: ImportJob) -> tuple[Proposal, ...]:
    """Every name that resembles another one, known here or written in full in the same document. Two queries."""
    if job.reading is None:
        return ()
    people, organisations = names_of(job.reading)
    place = job.exercise.jurisdiction
    known = [
        (f"uid:{uid}", name)
        for uid, name in Person.objects.filter(jurisdiction=place, erased_at__isnull=True).values_list("uid", "name")
    ]
    bodies = list(Organisation.objects.filter(jurisdiction=place).values_list("uid", "name", "acronym"))
    found = [*_of_people(people, known, job.answers), *_of_organisations(organisations, bodies, job.answers)]
    return tuple(found)


def unanswered(job: ImportJob) -> tuple[Proposal, ...]:
    return tuple(each for each in proposals(job) if not each.given)


def _of_people(names: list[str], known: list[tuple[str, str]], given: Mapping[str, str]) -> Iterator[Proposal]:
    by_word: dict[str, list[tuple[str, str]]] = {}
    for answer, name in known:
        for word in words_of(name):
            by_word.setdefault(word, []).append((answer, name))
    for name in names:
        near = dict.fromkeys(each for word in words_of(name) for each in by_word.get(word, ()))
        here = [(answer, other) for answer, other in near if may_be_same_person(name, other)]
        # in the document itself the short form stands for the long one, not the other way round
        longer = [other for other in names if words_of(name) < words_of(other) and may_be_same_person(name, other)]
        if here:
            answer, like = min(here, key=lambda each: (words_of(each[1]) != words_of(name), each[1]))
            yield Proposal(name, like, answer, True, False, given.get(name, ""))
        elif len(longer) == 1:
            yield Proposal(name, longer[0], f"name:{longer[0]}", False, False, given.get(name, ""))


def _of_organisations(
    names: list[str], known: list[tuple[UUID, str, str]], given: Mapping[str, str]
) -> Iterator[Proposal]:
    """A name that is exactly the same is the same: two organisations of a place never share it."""
    same = {fold(each) for _uid, name, acronym in known for each in (name, acronym) if each}
    for name in names:
        if fold(name) in same:
            continue
        for uid, other, _acronym in known:
            if may_be_same_organisation(name, other):
                yield Proposal(name, other, f"uid:{uid}", True, True, given.get(name, ""))
                break


def names_of(reading: Json) -> tuple[list[str], list[str]]:
    """People and organisations that loading would look for, each once."""
    people: list[str] = []
    organisations: list[str] = []
    for sheet in reading["commitments"]:
        for actor in sheet["actors"]:
            people.append(actor["name"])
            organisations.append(actor["organisation"])
        people.append(sheet["responsible"]["person"])
        organisations.append(sheet["responsible"]["organisation"])
        for name in _answering(sheet["goals"]):
            (organisations if is_organisation(name) else people).append(name)
    return [*filter(None, dict.fromkeys(people))], [*filter(None, dict.fromkeys(organisations))]


def _answering(goals: Iterable[Json]) -> Iterator[str]:
    for goal in goals:
        yield from goal["responsibles"]
        for activity in goal["activities"]:
            yield from activity["responsibles"]
