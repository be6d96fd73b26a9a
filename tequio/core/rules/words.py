"""How rules look at words: folded, whole, and without the small ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tequio.core.dates import words as date_words

_SMALL = frozenset(
    (
        "a",
        "al",
        "con",
        "de",
        "del",
        "e",
        "el",
        "en",
        "la",
        "las",
        "los",
        "o",
        "para",
        "por",
        "que",
        "se",
        "su",
        "sus",
        "u",
        "un",
        "una",
        "y",
    )
)
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+|\n+")


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """As ``tequio.core.dates.words.fold``; several rules ask for the same text one after another."""
    return date_words.fold(text)


def mentions(text: str, words: Iterable[str]) -> str | None:
    """The first of ``words`` that begins a word of the text ("sistematiza" finds "Sistematización"), or None.

    ``words`` are folded already; inner words may stand in the plural. A word that ends in ``$`` must be found whole.
    """
    folded = fold(text)
    return next((word for word in words if _pattern(word).search(folded)), None)


def places(text: str, words: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where each of ``words`` stands in the text, as (start, end, word), first and longest before."""
    folded = fold(text)
    found = [(match.start(), match.end(), word) for word in words for match in _pattern(word).finditer(folded)]
    return sorted(found, key=lambda place: (place[0], -place[1]))


@lru_cache(maxsize=2048)
def _pattern(word: str) -> re.Pattern[str]:
    end = r"(?!\w)" if word.endswith("$") else ""
    inner = r"(?:s|es)?\s+".join(re.escape(part) for part in word.rstrip("$").split())
    return re.compile(rf"(?<!\w){inner}{end}")


def content_words(text: str) -> tuple[str, ...]:
    """Words that carry meaning, folded and in the singular, in order."""
    return tuple(_singular(word) for word in re.findall(r"\w+", fold(text)) if word not in _SMALL)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def sentences(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in _SENTENCE_END.split(text) if piece.strip())


def listed(items: Iterable[str]) -> str:
    """Three items are written "3, 5 y 7"."""
    each = list(items)
    return " y ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)


def shortened(text: str, limit: int = 60) -> str:
    """One line of at most ``limit`` characters, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"
