"""What a person types in the sheet of a commitment: read field by field, and kept as it was typed while it is corrected."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from tequio.commitments.models import Commitment, Kind
from tequio.commitments.naming import Question
from tequio.commitments.sheet import (
    ANOTHER,
    CONTACT,
    FIELDS,
    PLAIN,
    SEPARATOR,
    VALUES,
    ActorWanted,
    PostWanted,
    SheetWanted,
    actor_line,
    texts_of,
)
from tequio.core.dates import first_day, last_day
from tequio.core.dates.words import fold
from tequio.people.models import KIND_LABELS, Post
from tequio.web.form_errors import FormError
from tequio.workplans.part_forms import Reading, lines_of, plain, read_date

#: characters that a field may have; the limits of a place are for its rules to say
LONGEST = {
    "branch": 60,
    "kind": 10,
    "theme": 300,
    "starts": 60,
    "ends": 60,
    "continues_text": 300,
    "title": 2000,
    "institution": 300,
    "person": 200,
    "post_title": 200,
    "area": 200,
    "email": 254,
    "phone": 60,
    "extension": 20,
}
LONGEST_AREA = 8000


@dataclass(slots=True)
class SheetReading(Reading):
    """``questions``: who the new names are."""

    questions: tuple[Question, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetAround:
    """What the texts of the form may speak of. ``since``: for dates without a year."""

    posts: Mapping[str, Post]
    earlier: Mapping[str, Commitment]
    #: names, and of each organisation what it is (its sector in words)
    organisations: tuple[str, ...]
    participants: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    since: date | None = None

    @property
    def titles(self) -> dict[str, str]:
        known = {uid: each.title for uid, each in self.earlier.items()}
        return {**known, **{uid: post_label(each) for uid, each in self.posts.items()}}


def post_label(post: Post) -> str:
    held = post.person.name if post.person else ""
    return " · ".join(filter(None, (post.title or post.area, held, post.organisation.name)))


def typed_texts(values: Mapping[str, str], shown: Mapping[str, str]) -> dict[str, str]:
    """The fields that came, in one way of writing and cut to what can be kept; the others as they were shown."""
    return {
        name: unicodedata.normalize("NFC", plain(values[name]))[: LONGEST.get(name, LONGEST_AREA)]
        if name in values
        else shown[name]
        for name in FIELDS
    }


def read_sheet(values: Mapping[str, str], stored: SheetWanted, around: SheetAround) -> tuple[SheetWanted, SheetReading]:
    """Where a field is as it was shown, what is stored stays untouched (a date keeps how it was written)."""
    shown = texts_of(stored)
    found = SheetReading(typed_texts(values, shown))
    found.answers = {name: value[:60] for name, value in values.items() if name.startswith("es-")}
    texts = found.texts
    changed = {name for name in FIELDS if texts[name] != shown[name]}
    if not texts["title"]:
        found.wrong("title", _("Escriba a qué se compromete."))
    if texts["kind"] and texts["kind"] not in Kind.values:
        found.wrong("kind", _("Elija «Nuevo» o «En curso»."))
        texts["kind"] = shown["kind"]
    dates = {
        name: read_date(name, values, around.since, found) if name in changed else getattr(stored, name)
        for name in ("starts", "ends")
    }
    wanted = replace(
        stored,
        plain={name: texts[name] if name in changed else stored.plain[name] for name in PLAIN},
        starts=dates["starts"],
        ends=dates["ends"],
        continues=around.earlier.get(texts["continues"]) if "continues" in changed else stored.continues,
        actors=_actors(found, stored) if "actors" in changed else stored.actors,
        sector_roles=_roles(texts["sector_roles"], stored) if "sector_roles" in changed else stored.sector_roles,
        values={name: texts[name] for name in VALUES},
        strategy=texts["strategy"],
        indicators=tuple(lines_of(texts["indicators"])) if "indicators" in changed else stored.indicators,
        impact_evidence=tuple(lines_of(texts["impact_evidence"]))
        if "impact_evidence" in changed
        else stored.impact_evidence,
    )
    wanted = _responsible(wanted, found, stored, around)
    _refuse_backwards(wanted, found)
    return wanted, found


def _responsible(wanted: SheetWanted, found: SheetReading, stored: SheetWanted, around: SheetAround) -> SheetWanted:
    """A post that is known, with its contact; or another one, as it is written."""
    texts, chosen = found.texts, found.texts["responsible"]
    typed = PostWanted(texts["institution"], texts["person"], tuple(texts[name] for name in CONTACT))
    if chosen == ANOTHER:
        if not typed.institution:
            found.wrong("institution", _("Escriba de qué institución es el puesto."))
        return replace(wanted, responsible=None, is_another=True, post=typed)
    post = around.posts.get(chosen) or (stored.responsible if chosen == _uid(stored) else None)
    if post is None or post != stored.responsible:
        return replace(wanted, responsible=post, is_another=False, post=_known(post))
    if (typed.institution, typed.person) != (stored.post.institution, stored.post.person):
        text = _("Si ya responde otra institución u otra persona, elija su puesto de la lista u «Otro puesto».")
        found.wrong("responsible", text)
    return replace(wanted, responsible=post, is_another=False, post=typed)


def _uid(stored: SheetWanted) -> str:
    return str(stored.responsible.uid) if stored.responsible else ""


def _known(post: Post | None) -> PostWanted:
    if post is None:
        return PostWanted()
    contact = (post.title, post.area, post.email, post.phone, post.extension)
    return PostWanted(post.organisation.name, post.person.name if post.person else "", contact)


def _actors(found: SheetReading, stored: SheetWanted) -> tuple[ActorWanted, ...]:
    """A line as it was stays who it was."""
    there = {each.line: each for each in stored.actors}
    read = [there.get(line) or _actor(line, found) for line in lines_of(found.texts["actors"])]
    return tuple(each for each in read if each is not None)


def _actor(line: str, found: SheetReading) -> ActorWanted | None:
    pieces = [piece.strip() for piece in line.split(SEPARATOR.strip(), 2)]
    institution, sector, person = (*pieces, *[""] * (3 - len(pieces)))
    labels = {fold(str(label)): kind.value for kind, label in KIND_LABELS.items()}
    kind = labels.get(fold(sector))
    if kind is None or not (institution or person):
        told = {"line": line[:80], "sectors": ", ".join(str(label) for label in KIND_LABELS.values())}
        text = _("«%(line)s»: escriba institución | sector | persona. El sector es uno de: %(sectors)s.")
        found.wrong("actors", text % told)
        return None
    return ActorWanted(actor_line(institution[:300], kind, person[:200]), kind, institution[:300], person[:200])


def _roles(text: str, stored: SheetWanted) -> tuple[tuple[str, str], ...]:
    """ "Gobierno: convoca" by its sector; a line without one in the order in which it stands."""
    labels = {fold(str(label)): kind.value for kind, label in KIND_LABELS.items()}
    found: dict[str, str] = {}
    for place, line in enumerate(lines_of(text), 1):
        head, colon, rest = line.partition(":")
        sector = labels.get(fold(head.strip())) if colon and rest.strip() else None
        key = sector or f"sector-{place}"
        words = rest.strip() if sector else line
        found[key] = f"{found[key]} {words}" if key in found else words
    return tuple(found.items())


def _refuse_backwards(wanted: SheetWanted, found: SheetReading) -> None:
    first = first_day(wanted.starts) if wanted.starts else None
    last = last_day(wanted.ends) if wanted.ends else None
    if first and last and last < first:
        found.errors.append(FormError(_("Termina antes de empezar."), "ends"))
