"""Text of a Word paragraph: runs, fields, ticks, notes, tracked changes, hidden text and text boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tequio.core.reading.document import Dropped
from tequio.formats.docx_names import CHART, DIAGRAM, MC, PICTURE, W14, A, M, R, W, is_on, val
from tequio.formats.lines import clean_line
from tequio.formats.unpacking import Relation

DELETED = "texto borrado con el control de cambios"
HIDDEN = "texto oculto"
PLACEHOLDER = "texto de muestra de un campo que nadie llenó"
PICTURES = "las imágenes no se leen: si contienen texto, escríbalo en el documento"
DRAWINGS = "los gráficos y diagramas no se leen: si dicen algo, escríbalo en el documento"

TICK, CROSS, BOX, TICKED_BOX, CROSSED_BOX = "✓", "✗", "☐", "☑", "☒"
#: character codes of the symbol fonts used for ticks and boxes
_SYMBOLS = {
    "wingdings": {
        0xFC: TICK, 0xFB: CROSS, 0xFE: TICKED_BOX, 0xFD: CROSSED_BOX, 0xA8: BOX, 0x6F: BOX, 0x71: BOX, 0x72: BOX, 0x78: CROSSED_BOX,
        0x6C: "●", 0x6E: "●", 0x9F: "●", 0xA7: "●", 0x76: "●", 0xD8: "●", 0x4F: CROSSED_BOX, 0xE0: "→", 0xE8: "→", 0xDF: "←",
    },
    "wingdings 2": {
        0x50: TICK, 0x4F: CROSS, 0x51: CROSSED_BOX, 0x52: TICKED_BOX, 0x53: CROSSED_BOX, 0x54: CROSSED_BOX, 0xA3: BOX, 0x2A: BOX, 0x97: "●",
    },
    "webdings": {0x61: TICK, 0x72: CROSS, 0x63: BOX, 0x67: "●"},
    "symbol": {0xB7: "●", 0xD6: "√", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xAE: "→", 0x2D: "-"},
    "zapfdingbats": {0x33: TICK, 0x34: TICK, 0x37: CROSS, 0x38: CROSS, 0x6C: "●"},
}  # fmt: skip
_TRANSPARENT = frozenset(
    W + name
    for name in (
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "fldSimple",
        "bdo",
        "dir",
        "sdtContent",
        "rubyBase",
        "ruby",
        "object",
    )
) | {
    M + name
    for name in ("oMath", "oMathPara", "r", "f", "num", "den", "sSup", "sSub", "e", "sup", "sub", "rad", "d", "nary")
}


@dataclass
class Context:
    """What one document collects while its body is read in order."""

    relations: dict[str, Relation] = field(default_factory=dict)
    hidden_styles: frozenset[str] = frozenset()
    notes: dict[tuple[str, str], str] = field(default_factory=dict)  # ("footnote", id) → text
    seen_notes: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    pictures: int = 0
    drawings: int = 0
    where: str = ""

    def drop(self, text: str, reason: str) -> None:
        text = clean_line(text)
        if text:
            self.dropped.append(Dropped(text, reason, self.where))

    def note(self, kind: str, identifier: str | None) -> None:
        text = self.notes.pop((kind, identifier or ""), "")
        if text:
            self.seen_notes.append(text)


@dataclass
class Inline:
    """One paragraph in the making: its pieces of text, and the text boxes anchored in it."""

    context: Context
    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)  # for each open field: are we in its result?
    _boxed: bool = False

    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        if all(self._fields):
            self.pieces.append(text)

    def walk(self, element: Element) -> None:
        for child in element:
            self._child(child)

    def _child(self, child: Element) -> None:
        tag = child.tag
        if tag == W + "r":
            self._run(child)
        elif tag in _TRANSPARENT:
            self.walk(child)
        elif tag == M + "t":
            self.add(child.text or "")
        elif tag == W + "hyperlink":
            self._hyperlink(child)
        elif tag in {W + "del", W + "moveFrom"}:
            self.context.drop(deleted_text(child), DELETED)
        elif tag == W + "sdt":
            self.control(child)
        elif tag == MC + "AlternateContent":
            self._alternate(child)

    def _hyperlink(self, link: Element) -> None:
        before = len(self.pieces)
        self.walk(link)
        relation = self.context.relations.get(link.get(R + "id", ""))
        shown = "".join(self.pieces[before:])
        if relation is not None and relation.external and shown.strip():
            address = link_address(relation.target)
            if address and address.lower() not in shown.lower():
                self.add(f" ({address})")

    def control(self, control: Element) -> None:
        """A content control inside a paragraph: a box gives its state, an unfilled field nothing."""
        properties = control.find(W + "sdtPr")
        content = control.find(W + "sdtContent")
        if properties is None or content is None:
            if content is not None:
                self.walk(content)
            return
        box = properties.find(W14 + "checkbox")
        if box is not None:
            checked = box.find(W14 + "checked")
            on = checked is not None and checked.get(W14 + "val", "1") in {"1", "true", "on"}
            self.add(CROSSED_BOX if on else BOX)
        elif is_on(properties.find(W + "showingPlcHdr")):
            self.context.drop(plain_text(content), PLACEHOLDER)
        else:
            self.walk(content)

    def _alternate(self, alternate: Element) -> None:
        """The same thing twice for two versions of Word: the first alternative that says something."""
        for branch in (*alternate.findall(MC + "Choice"), *alternate.findall(MC + "Fallback")):
            before = len(self.pieces), len(self.boxes), self.context.pictures, self.context.drawings
            for child in branch:
                self._run_part(child)
            if (len(self.pieces), len(self.boxes), self.context.pictures, self.context.drawings) != before:
                return

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        if properties is not None and self._is_hidden(properties):
            self.context.drop(plain_text(run), HIDDEN)
            return
        if properties is not None and is_on(properties.find(W + "del")):
            self.context.drop(deleted_text(run), DELETED)
            return
        for part in run:
            self._run_part(part)

    def _is_hidden(self, properties: Element) -> bool:
        vanish = properties.find(W + "vanish")
        if vanish is not None:
            return is_on(vanish)
        return val(properties.find(W + "rStyle")) in self.context.hidden_styles

    def _run_part(self, part: Element) -> None:
        handler = _PARTS.get(part.tag)
        if handler is not None:
            handler(self, part)

    def _symbol(self, part: Element) -> None:
        self.add(symbol(part.get(W + "font", ""), part.get(W + "char", "")))

    def _field_mark(self, part: Element) -> None:
        kind = part.get(W + "fldCharType")
        if kind == "begin":
            self._form_field(part)
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _form_field(self, part: Element) -> None:
        """Check boxes and lists of the old protected forms keep their answer in the field's data, not in its result."""
        box = part.find(f"{W}ffData/{W}checkBox")
        if box is not None:
            state = box.find(W + "checked")
            self.add(CROSSED_BOX if is_on(state if state is not None else box.find(W + "default")) else BOX)
        choices = part.find(f"{W}ffData/{W}ddList")
        if choices is not None:
            entries = [val(entry) or "" for entry in choices.findall(W + "listEntry")]
            chosen = val(choices.find(W + "result")) or val(choices.find(W + "default")) or "0"
            if chosen.isdecimal() and int(chosen) < len(entries):
                self.add(entries[int(chosen)])

    def _drawing(self, part: Element) -> None:
        boxes = list(outermost(part, W + "txbxContent"))
        self.boxes.extend(boxes)
        if boxes:
            return
        if _holds(part, CHART) or _holds(part, DIAGRAM):
            self.context.drawings += 1
        elif _holds(part, PICTURE) or _holds(part, "{urn:schemas-microsoft-com:vml}imagedata"):
            self.context.pictures += 1


def _text(inline: Inline, part: Element) -> None:
    inline.add(part.text or "")


def _line_break(inline: Inline, part: Element) -> None:
    inline.add("\n")


_PARTS: dict[str, Callable[[Inline, Element], None]] = {
    W + "t": _text,
    W + "tab": lambda inline, _: inline.add("\t"),
    W + "ptab": lambda inline, _: inline.add("\t"),
    W + "br": _line_break,
    W + "cr": _line_break,
    W + "noBreakHyphen": lambda inline, _: inline.add("-"),
    W + "sym": Inline._symbol,
    W + "fldChar": Inline._field_mark,
    W + "footnoteReference": lambda inline, part: inline.context.note("footnote", part.get(W + "id")),
    W + "endnoteReference": lambda inline, part: inline.context.note("endnote", part.get(W + "id")),
    W + "commentReference": lambda inline, part: inline.context.note("comment", part.get(W + "id")),
    W + "drawing": Inline._drawing,
    W + "pict": Inline._drawing,
    W + "object": Inline._drawing,
    W + "ruby": Inline.walk,
    MC + "AlternateContent": Inline._alternate,
}


def symbol(font: str, code: str) -> str:
    """A ``w:sym``: symbol fonts live in the private area F000–F0FF."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    table = _SYMBOLS.get(font.strip().lower())
    if table is None:
        return "" if 0xE000 <= point <= 0xF8FF or not 0x20 <= point < 0x110000 else chr(point)
    return table.get(point & 0xFF, "")


def link_address(target: str) -> str:
    """What a person would type: no ``mailto:`` and its query, no trailing slash; "" for what is not an address."""
    if target.lower().startswith("mailto:"):
        return target[7:].split("?")[0]
    scheme, found, rest = target.partition("://")
    if not found or scheme.lower() not in {"http", "https"}:
        return ""
    return rest.rstrip("/").removeprefix("www.")


def _holds(element: Element, tag: str) -> bool:
    return next(element.iter(tag), None) is not None


def outermost(element: Element, tag: str) -> list[Element]:
    """Elements of a tag not inside another of the same tag, once where two versions of Word are offered."""
    found: list[Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag == MC + "AlternateContent":
            branches = (outermost(branch, tag) for branch in child)
            found.extend(next((branch for branch in branches if branch), []))
        else:
            found.extend(outermost(child, tag))
    return found


def plain_text(element: Element) -> str:
    """All the text below, as it stands; paragraphs and breaks become spaces."""
    pieces: list[str] = []
    for item in element.iter():
        if item.tag in {W + "t", W + "delText", M + "t", A + "t"}:
            pieces.append(item.text or "")
        elif item.tag in {W + "p", W + "br", W + "tab"}:
            pieces.append(" ")
    return "".join(pieces)


def deleted_text(element: Element) -> str:
    return plain_text(element)
