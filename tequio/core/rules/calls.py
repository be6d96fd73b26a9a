"""Rules about a call for participation: its plan, its window, its contact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tequio.core.dates import Status
from tequio.core.reading.records import Call, Kind, Reading
from tequio.core.rules.cases import Case, Hit
from tequio.core.rules.ordinals import Mention, plan_mentions, tag_mentions
from tequio.core.rules.words import listed, mentions

_SENTENCE = 600
_STOP = re.compile(r"\.\s|[\n;]")


def ordinal_mismatch(case: Case) -> Iterator[Hit]:
    """Every ordinal of the plan against the one of its title. A sentence that tells of earlier plans may name others."""
    if case.reading.kind is Kind.UNKNOWN:
        return
    text = text_of(case.reading)
    said = list(plan_mentions(text, case.pack.vocabulary.plan))
    own = _own_ordinal(case.reading) or (said[0].ordinal if said else None)
    if own is None:
        return
    other = [one for one in said if one.ordinal != own and not _tells_of_another(case, text, one, own)]
    other += [tag for tag in tag_mentions(text) if tag.ordinal != own]
    if other:
        places = listed(list(dict.fromkeys(f"«{' '.join(one.text.split())}» ({one.ordinal}.º)" for one in other))[:6])
        yield Hit("número del plan", ("ordinal",), {"ordinal": str(own), "others": places})


def _own_ordinal(reading: Reading) -> int | None:
    return (reading.call.ordinal if reading.call else None) or reading.header.ordinal


def _tells_of_another(case: Case, text: str, mention: Mention, own: int) -> bool:
    sentence = _sentence_at(text, mention.at)
    also_own = any(one.ordinal == own for one in plan_mentions(sentence, case.pack.vocabulary.plan))
    return also_own or bool(mentions(sentence, case.pack.vocabulary.history))


def _sentence_at(text: str, at: int) -> str:
    """The sentence around a place, at most ``_SENTENCE`` characters to each side: a text without stops is no sentence."""
    before = text[max(0, at - _SENTENCE) : at]
    start = max(before.rfind(mark) for mark in (". ", "\n", ";")) + 1
    return before[start:] + _STOP.split(text[at : at + _SENTENCE], maxsplit=1)[0]


def text_of(reading: Reading) -> str:
    """The whole text, or what stands in the records of a call that has no file."""
    call = reading.call
    if reading.text or call is None:
        return reading.text
    parts = [paragraph for section in call.sections for paragraph in (section.heading, *section.paragraphs)]
    return "\n".join((call.title, *call.objectives, *call.requirements, *parts, *call.hashtags, *call.contact))


def window_missing(case: Case) -> Iterator[Hit]:
    for call in _calls(case.reading):
        for name, label in (("opens_on", "apertura"), ("closes_on", "cierre")):
            value = call.opens_on if name == "opens_on" else call.closes_on
            if value is None or value.status is Status.TO_BE_DEFINED:
                yield Hit("plazo de la convocatoria", (name,), {"what": label})


def contact_missing(case: Case) -> Iterator[Hit]:
    for call in _calls(case.reading):
        if not any(line.strip() for line in call.contact) and "@" not in text_of(case.reading):
            yield Hit("contacto de la convocatoria", ("contact",))


def honorary_missing(case: Case) -> Iterator[Hit]:
    for _ in _calls(case.reading):
        if not mentions(text_of(case.reading), case.pack.vocabulary.honorary):
            yield Hit("requisitos de la convocatoria", ("requirements",))


def _calls(reading: Reading) -> tuple[Call, ...]:
    return (reading.call,) if reading.call else ()
