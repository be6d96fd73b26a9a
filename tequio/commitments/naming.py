"""Names typed in a sheet → people and organisations of the directory. Who is who is said by a person, never guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.commitments.actions import Taking
from tequio.commitments.sheet import ActorWanted, PostWanted, SheetWanted
from tequio.core.reading.records import Sector
from tequio.core.refusals import Refusal
from tequio.people.actions import create_organisation, create_person
from tequio.people.likeness import Known, alike, known_organisations, known_people
from tequio.people.models import Organisation, Person
from tequio.people.permissions import can_edit_directory
from tequio.places.models import Jurisdiction
from tequio.web.pages import Option

Row = TypeVar("Row", Person, Organisation)
NEW = "nuevo"
PERSON, ORGANISATION = "p", "o"
Answers = Mapping[str, str]


class NotSaidWho(Refusal):
    """A name that nobody has said whose it is."""

    code = "not-said-who"


@dataclass(frozen=True, slots=True)
class Question:
    """``name``: of the field that carries the answer; ``about``: the field in which the name stands."""

    name: str
    about: str
    text: str
    options: tuple[Option, ...]


def asked_as(kind: str, name: str) -> str:
    """The name of the field that answers who it is: the same for the same name, and without it."""
    return f"es-{kind}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def questions_of(
    wanted: SheetWanted, answers: Answers, where: Jurisdiction, by: Person
) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """What is still to be said, and the names that this person may neither choose nor add. Two queries, and only where a name is new."""
    names = list(dict.fromkeys(_unsaid(wanted, answers)))
    if not names:
        return (), ()
    people, organisations = known_people(where), known_organisations(where)
    exact = {each.name for each in organisations}
    may_add, found, lost = can_edit_directory(by, where), [], []
    for kind, name, about in names:
        if kind == ORGANISATION and name in exact:
            continue
        options = _options(kind, name, organisations if kind == ORGANISATION else people, may_add=may_add)
        if options:
            found.append(Question(asked_as(kind, name), about, _asks(kind, name), options))
        else:
            lost.append(name)
    return tuple(found), tuple(lost)


def _unsaid(wanted: SheetWanted, answers: Answers) -> Sequence[tuple[str, str, str]]:
    named = [(one.institution, one.person, "actors") for one in wanted.actors if one.taking is None]
    if wanted.is_another:
        named.append((wanted.post.institution, wanted.post.person, "responsible"))
    both = [((ORGANISATION, one, about), (PERSON, other, about)) for one, other, about in named]
    return [each for pair in both for each in pair if each[1] and asked_as(each[0], each[1]) not in answers]


def _asks(kind: str, name: str) -> str:
    if kind == ORGANISATION:
        return _("«%(name)s» no está así en el directorio. ¿Quién es?") % {"name": name}
    return _("¿Quién es «%(name)s»?") % {"name": name}


def _options(kind: str, name: str, known: Sequence[Known], *, may_add: bool) -> tuple[Option, ...]:
    there = tuple(
        Option(_("Es %(name)s") % {"name": each.name}, f"uid:{each.uid}", False) for each in alike(name, known)
    )
    new = _("Es otra institución: agregarla") if kind == ORGANISATION else _("Es otra persona: agregarla")
    return (*there, Option(new, NEW, False)) if may_add else there


@dataclass(frozen=True, slots=True)
class Naming:
    """What was answered, applied inside the action that saves."""

    where: Jurisdiction
    answers: Answers
    by: Person
    at: datetime

    def organisation(self, name: str, sector: str) -> Organisation:
        found = Organisation.objects.filter(jurisdiction=self.where, name=name).first() or self._chosen(
            Organisation, ORGANISATION, name
        )
        if found is not None:
            return found
        if self.answers.get(asked_as(ORGANISATION, name)) != NEW:
            raise NotSaidWho(_("Falta decir quién es «%(name)s».") % {"name": name})
        kind = Sector.CIVIL_SOCIETY.value if sector == Sector.CITIZEN else sector
        return create_organisation(jurisdiction=self.where, name=name, kind=kind, by=self.by, at=self.at)

    def person(self, name: str) -> Person:
        found = self._chosen(Person, PERSON, name)
        if found is not None:
            return found
        if self.answers.get(asked_as(PERSON, name)) != NEW:
            raise NotSaidWho(_("Falta decir quién es «%(name)s».") % {"name": name})
        return create_person(jurisdiction=self.where, name=name, by=self.by, at=self.at)

    def _chosen(self, model: type[Row], kind: str, name: str) -> Row | None:
        told, _colon, uid = self.answers.get(asked_as(kind, name), "").partition(":")
        if told != "uid" or len(uid) != 36:
            return None
        return model.objects.filter(jurisdiction=self.where, uid=UUID(uid)).first()

    def taking(self, actor: ActorWanted) -> Taking:
        if actor.taking is not None:
            return actor.taking
        return Taking(
            actor.sector,
            self.person(actor.person) if actor.person else None,
            self.organisation(actor.institution, actor.sector) if actor.institution else None,
        )

    def holder(self, post: PostWanted) -> tuple[Organisation, Person | None]:
        organisation = self.organisation(post.institution, Sector.GOVERNMENT.value)
        return organisation, self.person(post.person) if post.person else None
