"""Text and styles of OpenDocument files: paragraphs, notes, comments, text boxes, fills, list formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tequio.core.reading.document import Dropped
from tequio.formats.docx_text import HIDDEN, PICTURES, link_address
from tequio.formats.lines import clean_line
from tequio.formats.odf_names import DRAW, FO, OFFICE, STYLE, TABLE, TEXT, XLINK
from tequio.formats.unpacking import Package

_SILENT = frozenset(
    TEXT + name
    for name in (
        "bookmark",
        "bookmark-start",
        "bookmark-end",
        "reference-mark",
        "soft-page-break",
        "change",
        "change-start",
        "change-end",
    )
)


@dataclass(frozen=True, slots=True)
class ListLevel:
    """``format`` "1", "a", "A", "i", "I", or "" for a bullet; ``shown`` how many levels stand in the number ("1.1" is 2)."""

    format: str
    suffix: str = "."
    shown: int = 1
    start: int = 1


@dataclass
class Styles:
    fills: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)


@dataclass
class Gathered:
    """What is found on the way, in order."""

    styles: Styles
    notes: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    pictures: int = 0

    def text(self, element: Element) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            yield from self._child(child)
            yield child.tail or ""

    def _child(self, child: Element) -> Iterator[str]:
        tag = child.tag
        if tag == TEXT + "s":
            yield " "
        elif tag == TEXT + "tab":
            yield "\t"
        elif tag == TEXT + "line-break":
            yield "\n"
        elif tag == TEXT + "note":
            self._note(child.find(TEXT + "note-body"), "")
        elif tag == OFFICE + "annotation":
            self._note(child, "Comentario: ")
        elif tag == DRAW + "frame":
            self._frame(child)
        elif child.get(TEXT + "style-name") in self.styles.hidden or tag == TEXT + "hidden-text":
            self.dropped.append(Dropped(clean_line(" ".join(child.itertext())), HIDDEN))
        elif tag == TEXT + "a":
            yield from self._link(child)
        elif tag not in _SILENT:
            yield from self._pieces(child)

    def _link(self, link: Element) -> Iterator[str]:
        shown = self.text(link)
        address = link_address(link.get(XLINK + "href", ""))
        yield shown if not address or address.lower() in shown.lower() else f"{shown} ({address})"

    def _note(self, body: Element | None, prefix: str) -> None:
        inner = Gathered(self.styles)
        lines = [inner.text(paragraph) for paragraph in body.iter(TEXT + "p")] if body is not None else []
        if clean_line(" ".join(lines)):
            self.notes.append(prefix + clean_line(" ".join(lines)))

    def _frame(self, frame: Element) -> None:
        box = frame.find(DRAW + "text-box")
        if box is not None:
            self.boxes.append(box)
        elif frame.find(DRAW + "image") is not None:
            self.pictures += 1

    def all_dropped(self) -> tuple[Dropped, ...]:
        seen = [Dropped(f"({self.pictures} imágenes)", PICTURES)] if self.pictures else []
        return (*self.dropped, *seen)


def read_styles(package: Package) -> Styles:
    """Automatic and named styles of both parts that hold them."""
    styles = Styles()
    for part in ("styles.xml", "content.xml"):
        root = package.xml(part) if part in package else Element("none")
        for item in root.iter(STYLE + "style"):
            name = item.get(STYLE + "name", "")
            colour = next(
                (found.get(FO + "background-color", "") for found in item.iter(STYLE + "table-cell-properties")), ""
            )
            if len(colour) == 7 and colour.upper() != "#FFFFFF":
                styles.fills[name] = colour[1:].upper()
            if any(found.get(TEXT + "display") == "none" for found in item.iter(STYLE + "text-properties")):
                styles.hidden.add(name)
        for item in root.iter(TEXT + "list-style"):
            styles.lists[item.get(STYLE + "name", "")] = {
                _integer(level.get(TEXT + "level"), 1): _list_level(level) for level in item
            }
    return styles


def hidden_tables(package: Package) -> set[str]:
    """Styles of the sheets that are not displayed."""
    root = package.xml("content.xml")
    return {
        item.get(STYLE + "name", "")
        for item in root.iter(STYLE + "style")
        if any(found.get(TABLE + "display") == "false" for found in item.iter(STYLE + "table-properties"))
    }


def _list_level(level: Element) -> ListLevel:
    if level.tag != TEXT + "list-level-style-number":
        return ListLevel("")
    return ListLevel(
        level.get(STYLE + "num-format", ""),
        level.get(STYLE + "num-suffix", ""),
        _integer(level.get(TEXT + "display-levels"), 1),
        _integer(level.get(TEXT + "start-value"), 1),
    )


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default
