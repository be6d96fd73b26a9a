"""Which plan a text says it is of: "Tercer Plan", "3er PAL", "III Plan de Acción", "#IIPAL…" (requirement 63)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tequio.core.rules.words import fold

_ROOTS = ("primer", "segund", "tercer", "cuart", "quint", "sext", "septim", "octav", "noven", "decim")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_WORD = rf"(?P<word>{'|'.join(_ROOTS)})(?:o|a)?"
_SUFFIX = r"\s?\.?(?:er|ro|do|to|mo|vo|no|era|da|ta|º|°|ª|o|a)\.?"
_NUMERAL = rf"(?P<roman>{'|'.join(sorted(_ROMAN, key=len, reverse=True))})"
#: a bare figure before the plan's name is the number of a section ("6. Plan de Acción"); inside a hashtag it is not
_ORDINAL = rf"(?:{_WORD}|(?P<digits>\d{{1,2}}){_SUFFIX}|{_NUMERAL})"
_TAG_ORDINAL = rf"(?:{_WORD}|(?P<digits>\d{{1,2}})(?:{_SUFFIX})?|{_NUMERAL})"
_HASHTAG = re.compile(r"#\w+")
_PLAN_TAG = re.compile(rf"#{_TAG_ORDINAL}_?(?:plan|pal)")
#: after the plan's name numbers must end it, and letters must be capitals, so that "#PALDgo" and "#PAL2020" say nothing
_TAG_END = re.compile(r"#(?:\w*?(?:PAL|Plan|PLAN)\w*?[a-z_]|PAL|PLAN|Plan)(?P<end>[IVX]{1,4}|\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Mention:
    """``text`` as it is written; ``at`` its place in the text that was looked at."""

    ordinal: int
    text: str
    at: int


def plan_mentions(text: str, plan_words: tuple[str, ...]) -> Iterator[Mention]:
    """Ordinals that stand just before one of ``plan_words`` (folded)."""
    plan = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in plan_words)
    folded = fold(text)
    for found in re.finditer(rf"(?<![\w#]){_ORDINAL}\s+(?:{plan})(?!\w)", folded):
        yield Mention(_value(found), text[found.start() : found.end()], found.start())


def tag_mentions(text: str) -> Iterator[Mention]:
    """Ordinals inside hashtags that name a plan."""
    for tag in _HASHTAG.finditer(text):
        before = _PLAN_TAG.match(fold(tag[0]))
        after = _TAG_END.match(tag[0])
        if before:
            yield Mention(_value(before), tag[0], tag.start())
        elif after:
            end = after["end"].lower()
            ordinal = int(end) if end.isdigit() else _ROMAN.index(end) + 1 if end in _ROMAN else 0
            if ordinal:
                yield Mention(ordinal, tag[0], tag.start())


def _value(found: re.Match[str]) -> int:
    if found["word"]:
        return _ROOTS.index(found["word"]) + 1
    if found["digits"]:
        return int(found["digits"])
    return _ROMAN.index(found["roman"]) + 1
