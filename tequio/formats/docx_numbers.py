"""Automatic list numbers of Word, which stand nowhere in the text: computed from numbering.xml as Word does.

Source: ECMA-376 part 1, 17.9. Counters belong to the abstract definition, so that two lists sharing one continue;
``startOverride`` restarts at the first use of its list; a level restarts when a higher one has advanced (``lvlRestart``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tequio.formats.docx_names import W, is_on, val

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a list item: ``label`` as printed ("1.1.", "Artículo 3."), ``number`` its bare number, or a bullet."""

    label: str = ""
    number: str | None = None
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    format: str = "decimal"
    text: str = "%1."
    restart: int | None = None
    legal: bool = False


@dataclass
class Numbering:
    """Definitions of one document and, while it is read from top to bottom, how far each list has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # abstract definition → level
    abstract: dict[str, str] = field(default_factory=dict)  # list → abstract definition
    own: dict[str, dict[int, Level]] = field(default_factory=dict)  # list → levels it redefines
    starts: dict[str, dict[int, int]] = field(default_factory=dict)  # list → overridden starts
    style_links: dict[str, str] = field(default_factory=dict)  # abstract definition → style that holds its real list
    styles: dict[tuple[str, str], int] = field(default_factory=dict)  # (abstract definition, paragraph style) → level
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number_id: str, style: str) -> int:
        return self.styles.get((self.abstract.get(number_id, ""), style), 0)

    def next(self, number_id: str, depth: int) -> Label:
        """Advance the list at this depth (0–8) and give the label of the item; an empty label where there is none."""
        definition = self.abstract.get(number_id)
        level = self._level(number_id, depth)
        if definition is None or level is None or level.format == "none":
            return Label()
        if level.format == "bullet":
            return Label(bullet=True)
        self._advance(definition, number_id, depth)
        return self._label(definition, number_id, level)

    def _level(self, number_id: str, depth: int) -> Level | None:
        own = self.own.get(number_id, {}).get(depth)
        return own or self.levels.get(self.abstract.get(number_id, ""), {}).get(depth)

    def _advance(self, definition: str, number_id: str, depth: int) -> None:
        counts = self._counts.setdefault(definition, {})
        overridden = self.starts.get(number_id, {})
        level = self._level(number_id, depth) or Level()
        if depth in overridden and (number_id, depth) not in self._begun:
            counts[depth] = overridden[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else overridden.get(depth, level.start)
        self._begun.add((number_id, depth))
        for above in range(depth):
            counts.setdefault(above, (self._level(number_id, above) or Level()).start)
        for below in [at for at in counts if at > depth]:
            if self._restarts(number_id, below, depth):
                del counts[below]

    def _restarts(self, number_id: str, below: int, depth: int) -> bool:
        restart = (self._level(number_id, below) or Level()).restart
        return restart is None or (restart != 0 and depth < restart)

    def _label(self, definition: str, number_id: str, level: Level) -> Label:
        counts = self._counts[definition]

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._level(number_id, at) or Level()
            style = "decimal" if level.legal and other.format != "decimalZero" else other.format
            return written_number(counts.get(at, other.start), style)

        label = _PLACE.sub(written, level.text).strip()
        places = [match.span() for match in _PLACE.finditer(level.text)]
        if not places:
            return Label(label)
        core = level.text[places[0][0] : places[-1][1]]
        return Label(label, _PLACE.sub(written, core))


def read_numbering(root: Element | None, list_of_style: Callable[[str], str | None]) -> Numbering:
    """``list_of_style`` gives the list a numbering style points to (``numStyleLink``)."""
    numbering = Numbering()
    if root is None:
        return numbering
    for item in root.findall(W + "abstractNum"):
        _read_abstract(item, numbering)
    for item in root.findall(W + "num"):
        _read_list(item, numbering)
    for definition, style in numbering.style_links.items():
        target = numbering.abstract.get(list_of_style(style) or "")
        if target is not None and not numbering.levels.get(definition):
            numbering.levels[definition] = numbering.levels.get(target, {})
    return numbering


def _read_abstract(item: Element, numbering: Numbering) -> None:
    definition = item.get(W + "abstractNumId", "")
    numbering.levels[definition] = dict(_read_level(level) for level in item.findall(W + "lvl"))
    link = val(item.find(W + "numStyleLink"))
    if link:
        numbering.style_links[definition] = link
    for level in item.findall(W + "lvl"):
        style = val(level.find(W + "pStyle"))
        if style:
            numbering.styles[definition, style] = _integer(level.get(W + "ilvl"), 0)


def _read_list(item: Element, numbering: Numbering) -> None:
    number_id = item.get(W + "numId", "")
    numbering.abstract[number_id] = val(item.find(W + "abstractNumId")) or ""
    for override in item.findall(W + "lvlOverride"):
        depth = _integer(override.get(W + "ilvl"), 0)
        start = override.find(W + "startOverride")
        if start is not None:
            numbering.starts.setdefault(number_id, {})[depth] = _integer(val(start), 1)
        for level in override.findall(W + "lvl"):
            numbering.own.setdefault(number_id, {}).update([_read_level(level)])


def _read_level(level: Element) -> tuple[int, Level]:
    restart = val(level.find(W + "lvlRestart"))
    picture = level.find(W + "lvlPicBulletId") is not None
    return _integer(level.get(W + "ilvl"), 0), Level(
        start=_integer(val(level.find(W + "start")), 1),
        format="bullet" if picture else val(level.find(W + "numFmt")) or "decimal",
        text=val(level.find(W + "lvlText")) or "",
        restart=None if restart is None else _integer(restart, 0),
        legal=is_on(level.find(W + "isLgl")),
    )


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def written_number(count: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"} and count > 0:
        # Word repeats the letter: z, aa, bb
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman, count = roman + sign * (count // value), count % value
        return roman.upper() if style == "upperRoman" else roman
    return f"{count:02d}" if style == "decimalZero" else str(count)
