"""Names of a document → people and organisations of the place: found by their exact name, else created."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from tequio.core.reading.people import is_organisation
from tequio.core.reading.records import Responsible, Sector
from tequio.core.rules.pack import RulePack
from tequio.people.actions import create_organisation, create_person, create_post
from tequio.people.models import Organisation, Person, Post
from tequio.places.models import Jurisdiction
from tequio.workplans.actions import Named

_ACRONYM = re.compile(r"\(([A-ZÁÉÍÓÚÑ][A-Za-zÁÉÍÓÚÑáéíóúñ]{1,15})\)\s*$")


def folded(name: str) -> str:
    """Small letters, one space, accents kept: «Saúl» and «Saul» may be two people."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Directory:
    """The people and organisations of a place, as one import sees them."""

    jurisdiction: Jurisdiction
    pack: RulePack
    by: Person
    at: datetime
    #: by somebody's yes or no, name as written → "uid:…" of who is known, "name:…" of the document, or "no" (somebody new)
    answers: Mapping[str, str] = field(default_factory=dict)
    #: who was made because of a no, so that the same name twice is one person
    made: dict[str, Person] = field(default_factory=dict)

    def organisation(self, name: str, kind: Sector) -> Organisation:
        found = self.known_organisation(name)
        if found is not None:
            return found
        acronym = _ACRONYM.search(name)
        starts_on, ends_on = self.guarantor_dates(name) if kind is Sector.GUARANTOR else (None, None)
        return create_organisation(
            jurisdiction=self.jurisdiction,
            name=name,
            kind=kind.value,
            acronym=acronym[1] if acronym else "",
            starts_on=starts_on,
            ends_on=ends_on,
            by=self.by,
            at=self.at,
        )

    def known_organisation(self, name: str) -> Organisation | None:
        told, _colon, who = self.answers.get(name, "").partition(":")
        if told == "uid":
            answered = Organisation.objects.filter(jurisdiction=self.jurisdiction, uid=UUID(who)).first()
            if answered is not None:
                return answered
        everyone = Organisation.objects.filter(jurisdiction=self.jurisdiction).order_by("pk")
        return next((one for one in everyone if folded(name) in {folded(one.name), folded(one.acronym)} - {""}), None)

    def guarantor_dates(self, name: str) -> tuple[date | None, date | None]:
        """``[since, until)`` of a guarantor that the pack knows."""
        for known in self.pack.guarantors:
            if folded(name) in {folded(known.name), folded(known.acronym), *map(folded, known.aliases)}:
                return known.since, known.until + timedelta(days=1) if known.until else None
        return None, None

    def person(self, name: str) -> Person:
        found = self.known_person(name)
        if found is None:
            found = create_person(jurisdiction=self.jurisdiction, name=name, by=self.by, at=self.at)
            self.made[folded(name)] = found
        return found

    def known_person(self, name: str) -> Person | None:
        told, _colon, who = self.answers.get(name, "").partition(":")
        if told == "name" and who != name:
            return self.person(who)
        if told == "no":
            return self.made.get(folded(name))
        known = Person.objects.filter(jurisdiction=self.jurisdiction, erased_at__isnull=True)
        if told == "uid" and (answered := known.filter(uid=UUID(who)).first()) is not None:
            return answered
        return next((one for one in known.order_by("pk") if folded(one.name) == folded(name)), None)

    def named(self, name: str) -> Named:
        """A responsible. A short form of somebody's name is proposed, never taken for that person without being asked."""
        organisation = self.known_organisation(name)
        if organisation is not None or is_organisation(name):
            return Named(name, organisation=organisation)
        found = self.known_person(name)
        if found is None and (self.answers.get(name) == "no" or not self.is_short_form(name)):
            found = self.person(name)
        return Named(name, person=found)

    def is_short_form(self, name: str) -> bool:
        words = set(folded(name).split())
        everybody = Person.objects.filter(jurisdiction=self.jurisdiction, erased_at__isnull=True).values_list(
            "name", flat=True
        )
        return len(words) < 2 or any(words < set(folded(other).split()) for other in everybody)

    def post(self, responsible: Responsible, kind: Sector) -> Post | None:
        if not responsible.organisation:
            return None
        organisation = self.organisation(responsible.organisation, kind)
        person = self.person(responsible.person) if responsible.person else None
        same = Post.objects.filter(
            organisation=organisation,
            person=person,
            title=responsible.post,
            email=responsible.email,
            ends_on__isnull=True,
        ).first()
        return same or create_post(
            organisation=organisation,
            person=person,
            title=responsible.post,
            area=responsible.area,
            email=responsible.email,
            phone=responsible.phone,
            extension=responsible.extension,
            by=self.by,
            at=self.at,
        )
