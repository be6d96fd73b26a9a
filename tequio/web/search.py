"""Search as people type it: without accents, without capitals, with any apostrophe."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
#: apostrophes, saltillo and glottal stop are the same key on most keyboards
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻꞌꞋ`´"), "'")


def fold(text: str) -> str:
    """«Programación» → «programacion»; ñ stays ñ."""
    kept = text.casefold().translate(_APOSTROPHES).replace("ñ", "\0")
    return plain(kept).replace("\0", "ñ")


def plain(text: str) -> str:
    """Without any mark: «ñ» → «n» too."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def search(rows: Sequence[Row], query: str, text_of: Callable[[Row], str]) -> list[Row]:
    """Rows whose folded text holds every word. ñ is not n unless nothing else matches."""
    wanted = fold(unicodedata.normalize("NFC", query)).split()
    found = [row for row in rows if all(word in text_of(row) for word in wanted)]
    if found or not wanted:
        return found
    loose = [plain(word) for word in wanted]
    return [row for row in rows if all(word in plain(text_of(row)) for word in loose)]
