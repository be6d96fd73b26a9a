"""Which task of a schedule that comes back is which of the one that went out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matching:
    """``same``: name in the file → name here. ``renamed`` are those of ``same`` whose title differs; ``added`` and ``removed``
    have no other."""

    same: Mapping[str, str]
    renamed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def match(here: Mapping[str, str], there: Mapping[str, str]) -> Matching:
    """Titles by identifier, here and in the file. The same identifier with the same title is sure; then a title that stands
    once on both sides (a program that numbers again keeps titles); then the same identifier alone (somebody changed the title)."""
    same = {key: key for key, title in there.items() if key in here and plain(here[key]) == plain(title)}
    free_here = {key: title for key, title in here.items() if key not in same.values()}
    free_there = {key: title for key, title in there.items() if key not in same}
    by_title = _once(free_here)
    for title, key in _once(free_there).items():
        if title in by_title:
            same[key] = by_title[title]
    taken = set(same.values())
    renamed = tuple(key for key in there if key not in same and key in here and key not in taken)
    same |= {key: key for key in renamed}
    added = tuple(key for key in there if key not in same)
    removed = tuple(key for key in here if key not in set(same.values()))
    return Matching(same, renamed, added, removed)


def plain(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def _once(titles: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for key, title in titles.items():
        found.setdefault(plain(title), []).append(key)
    return {title: keys[0] for title, keys in found.items() if len(keys) == 1}
