"""The blocks of a call: what the office writes, and the whole text in the order in which calls are read (requirement 44)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _

from tequio.calls.models import Call
from tequio.calls.who import who_may, who_selects
from tequio.web import words


@dataclass(frozen=True, slots=True)
class Block:
    """``numbered`` are the items that carry a number, after the paragraphs; ``closing`` comes after them."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What the office writes of the blocks that are free text; the others come from the fields of the call."""

    considerations: str = ""
    summons: str = ""
    bases: str = ""
    process: str = ""
    results: str = ""


#: key → (heading, what an imported heading says)
KEYS: Mapping[str, tuple[str, str]] = {
    "considerations": ("CONSIDERANDO", "considerando"),
    "summons": ("SE CONVOCA", "convoca"),
    "bases": ("BASES", "bases"),
    "process": ("PLAZOS Y PROCESO DE INSCRIPCIÓN", "plazos"),
    "results": ("RESULTADOS", "resultados"),
}
_NUMBER = re.compile(r"^\s*(?:\d+|[a-z])\s*[.)]\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A call as it is read, printed and pasted."""

    title: str
    blocks: tuple[Block, ...]
    contact: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = field(default=())


def sections_of(written: Written) -> list[dict[str, object]]:
    """As they are stored; an empty block is not."""
    found = ((key, heading, paragraphs_of(getattr(written, key))) for key, (heading, _word) in KEYS.items())
    return [{"key": key, "heading": heading, "paragraphs": list(texts)} for key, heading, texts in found if texts]


def paragraphs_of(text: str) -> tuple[str, ...]:
    """One for each line that says something."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def written_of(call: Call) -> Written:
    """To be written again; of an imported call, by what its headings say."""
    found: dict[str, list[str]] = {}
    for section in call.sections:
        key = str(section.get("key") or _key_of(str(section.get("heading") or "")))
        if key:
            found.setdefault(key, []).extend(map(str, section.get("paragraphs") or ()))
    return Written(**{key: "\n".join(texts) for key, texts in found.items()})


def _key_of(heading: str) -> str:
    plain = unicodedata.normalize("NFC", heading).casefold()
    # the title of a call is no block, whatever it convenes to
    if "convocatoria" in plain and "se convoca" not in plain:
        return ""
    return next((key for key, (_heading, word) in KEYS.items() if word in plain), "")


def told(call: Call) -> Told:
    """The words of the original, or the blocks written here."""
    blocks = list(_blocks_written_here(call) if _is_written_here(call) else _blocks_of_original(call))
    # who may apply and who chooses are read before the results, whoever wrote the rest
    place = next((n for n, each in enumerate(blocks) if each.heading == KEYS["results"][0]), len(blocks))
    return Told(
        call.title, (*blocks[:place], *_blocks_of_who(call), *blocks[place:]), tuple(call.contact), tuple(call.hashtags)
    )


def _blocks_of_who(call: Call) -> Iterable[Block]:
    may, selects = who_may(call), who_selects(call)
    if may is not None:
        yield Block(_("QUIÉN PUEDE POSTULARSE"), (may.sentence,), may.rules)
    if selects:
        yield Block(_("QUIÉN SELECCIONA"), selects)


def _is_written_here(call: Call) -> bool:
    return any(section.get("key") for section in call.sections) or not call.sections


def _blocks_of_original(call: Call) -> Iterable[Block]:
    name = call.title.casefold()
    for section in call.sections:
        heading = str(section.get("heading") or "")
        if heading.casefold() != name:
            yield Block(heading, tuple(map(str, section.get("paragraphs") or ())))


def _blocks_written_here(call: Call) -> Iterable[Block]:
    texts = {str(each.get("key")): tuple(map(str, each.get("paragraphs") or ())) for each in call.sections}
    numbered = {"bases": tuple(call.objectives), "process": tuple(call.requirements)}
    closing = {"process": window_lines(call), "results": contact_lines(call)}
    for key, (heading, _word) in KEYS.items():
        block = Block(heading, texts.get(key, ()), unnumbered(numbered.get(key, ())), closing.get(key, ()))
        if block.paragraphs or block.numbered or block.closing:
            yield block


def unnumbered(items: Iterable[str]) -> tuple[str, ...]:
    """The number is put by the list; one that was typed too would be read twice."""
    return tuple(_NUMBER.sub("", item) for item in items)


def window_lines(call: Call) -> tuple[str, ...]:
    if call.opens_at is None or call.closes_at is None:
        return ()
    zone = call.exercise.jurisdiction.zone
    last = (call.closes_at - timedelta(seconds=1)).astimezone(zone)
    return (
        _("La presente convocatoria estará abierta del %(opens)s al %(closes)s, a las %(hour)s.")
        % {
            "opens": words.long_date(call.opens_at.astimezone(zone)),
            "closes": words.long_date(last),
            "hour": words.hour_of(str(zone), last),
        },
    )


def contact_lines(call: Call) -> tuple[str, ...]:
    return (_("Para mayor información: %(lines)s") % {"lines": " · ".join(call.contact)},) if call.contact else ()
