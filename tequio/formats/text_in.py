"""Plain text and Markdown (.txt, .md) → Document: headings, lists, tables separated by tabs or bars, debris of conversions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tequio.core.reading.document import Block, Cell, Document, Dropped, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.decoding import decode
from tequio.formats.grid import EMPTY, FAR_TOO_BIG, MAX_CELLS
from tequio.formats.lines import clean_line, typed_mark
from tequio.formats.markup import line_text, marked_cell

BOOKMARK = "marca interna de un programa de texto"
NOTE_MARK = "llamada de una nota al pie; la nota se conserva"
NULS = "caracteres nulos, que no son texto"

_HEADING = re.compile(r"(?P<marks>#{1,6})\s(?P<text>.+)")
_BOOKMARK = re.compile(r"\[bookmark: [^\[\]\n]{0,200}\]")
_NOTE_MARK = re.compile(r"\[footnoteRef:\s?(?P<number>\d{1,4})\]")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|~{3,}|`{3}\w{0,20})\s*")
_BARS = re.compile(r"\|?(?: ?:?-+:? ?\|)+(?: ?:?-+:?)?")
_DASHES, _RULING = frozenset("-–—"), frozenset("-–—: \n")
_CONTINUES = re.compile(r"\s*(?:[●•▪■◦‣➢·]|</?(?:ul|ol|li|p|br)\b|[a-záéíóúñü(])")
_ENDS = '.:;?!»”"…'
_WRAPPED_AT = 60
_LONGEST_CELL = 200  # lines


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the file and its 1-based number."""

    number: int
    text: str

    @property
    def tabs(self) -> int:
        return self.text.count("\t")

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def tabular(self) -> bool:
        """A tab between two pieces of text, or several: a single one at either end is a slip of the finger."""
        return "\t" in self.text.strip() or (self.tabs > 1 and not self.blank)


@dataclass
class Debris:
    """What conversions leave in the text: removed, listed, and the text of notes kept."""

    dropped: list[Dropped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def clear(self, text: str) -> str:
        if "\0" in text:
            self.dropped.append(Dropped(f"({text.count(chr(0))} caracteres nulos)", NULS))
            text = text.replace("\0", "")
        for number in [match["number"] for match in _NOTE_MARK.finditer(text)][:500]:
            text = self._note(text, number)
        return self._without(_BOOKMARK, BOOKMARK, self._without(_NOTE_MARK, NOTE_MARK, text))

    def _without(self, pattern: re.Pattern[str], reason: str, text: str) -> str:
        pieces: list[str] = []
        last, line = 0, 1
        for match in pattern.finditer(text):
            pieces.append(text[last : match.start()])
            line += pieces[-1].count("\n")
            self.dropped.append(Dropped(match[0], reason, f"línea {line}"))
            last = match.end()
        return "".join([*pieces, text[last:]])

    def _note(self, text: str, number: str) -> str:
        """``[1: text of the note ]`` may run over several lines; its line ends stay so that line numbers hold."""
        start = text.find(f"[{number}: ")
        end = text.find("]", start)
        if start < 0 or end < 0:
            return text
        body = text[start + len(number) + 3 : end]
        note = line_text(body).replace("\n", " ")
        if note:
            self.notes.append(note)
        return text[:start] + "\n" * body.count("\n") + text[end + 1 :]


def read_text(data: bytes, name: str) -> Document:
    """Bytes of a text file → its blocks. Raises UnreadableDocument when they are not text."""
    debris = Debris()
    text = debris.clear(decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    lines = [Source(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    blocks = tuple(_blocks(lines))
    return Document(name, "txt", blocks, tuple(debris.dropped), tuple(debris.notes))


def _blocks(lines: list[Source]) -> Iterator[Block]:
    at = tables = 0
    while at < len(lines):
        line = lines[at]
        if line.blank:
            at += 1
            continue
        if _is_bar_table(lines, at):
            end = _while(lines, at, lambda source: "|" in source.text)
            rows = [
                (source.number, _bar_cells(source.text)) for source in lines[at:end] if not _is_bar_ruling(source.text)
            ]
        elif line.tabular:
            end, rows = _tab_rows(lines, at)
        else:
            end = _paragraph_end(lines, at)
            yield from _paragraph(lines[at:end])
            at = end
            continue
        table = _table(rows, f"tabla {tables + 1}")
        if table is not None:
            tables += 1
            yield table
        at = end


def _while(lines: list[Source], at: int, holds: Callable[[Source], bool]) -> int:
    while at < len(lines) and holds(lines[at]):
        at += 1
    return at


def _paragraph_end(lines: list[Source], at: int) -> int:
    """Lines broken by a program at a fixed width are joined: a long line with no stop, and the next in lower case."""
    end = at + 1
    while end < len(lines):
        before, after = lines[end - 1].text.rstrip(), lines[end].text
        wrapped = len(before) >= _WRAPPED_AT and before[-1:] not in _ENDS and after.strip()[:1].islower()
        if (
            not wrapped
            or lines[end].tabular
            or typed_mark(after.strip()).number is not None
            or before.lstrip().startswith("#")
        ):
            break
        end += 1
    return end


def _paragraph(lines: list[Source]) -> Iterator[Paragraph]:
    source = " ".join(line.text.strip() for line in lines)
    where = f"línea {lines[0].number}"
    if _RULE.fullmatch(source) and not source.strip().startswith("_"):
        return
    heading = _HEADING.fullmatch(source.strip())
    level = len(heading["marks"]) if heading else 0
    for line in line_text(
        heading["text"] if heading else source.lstrip("> ") if source.startswith(">") else source
    ).split("\n"):
        if line:
            mark = typed_mark(line)
            yield Paragraph(mark.text, where, level, mark.number, mark.bullet)


def _is_bar_table(lines: list[Source], at: int) -> bool:
    if at + 1 >= len(lines) or lines[at].text.count("|") < 1:
        return False
    return _is_bar_ruling(lines[at + 1].text)


def _is_bar_ruling(text: str) -> bool:
    return len(text) < 2000 and _BARS.fullmatch(clean_line(text)) is not None


def _bar_cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def _tab_rows(lines: list[Source], at: int) -> tuple[int, list[tuple[int, list[str]]]]:
    """Rows from here on; blank lines inside do not end the table, a line of running text does."""
    rows: list[tuple[int, list[str]]] = []
    width = 0
    while at < len(lines):
        if lines[at].blank:
            after = _while(lines, at, lambda source: source.blank)
            if after >= len(lines) or not (lines[after].tabular or _is_continuation(lines, after)):
                return at, rows
            at = after
        if not (lines[at].tabular or _is_continuation(lines, at)):
            return at, rows
        end = _row_end(lines, at, width)
        text = "\n".join(line.text for line in lines[at:end])
        rows.append((lines[at].number, _tab_cells(text)))
        width = max(width, len(rows[-1][1])) if len(rows) > 1 else len(rows[-1][1])
        at = end
    return at, rows


def _is_continuation(lines: list[Source], at: int) -> bool:
    """A row whose only cell is the second, between rows: not a paragraph that merely begins with a tab."""
    if not lines[at].text.startswith("\t"):
        return False
    after = _while(lines, at + 1, lambda source: source.blank)
    return not lines[at - 1].blank or (after < len(lines) and lines[after].tabular)


def _row_end(lines: list[Source], at: int, width: int) -> int:
    """Where the row that begins here ends: an open quote, an open <p>, or a cell whose lines run on."""
    quoted = _quote_end(lines, at)
    if quoted is not None:
        return quoted
    if lines[at].text.lower().count("<p>") > lines[at].text.lower().count("</p>"):
        closed = _while(
            lines, at + 1, lambda source: "</p>" not in source.text.lower() and not source.tabular and not source.blank
        )
        if closed < len(lines) and "</p>" in lines[closed].text.lower() and not lines[at + 1].tabular:
            return closed + 1
    completed = _completed_end(lines, at, width)
    if completed is not None:
        return completed
    return _while(
        lines, at + 1, lambda source: not source.tabular and not source.blank and bool(_CONTINUES.match(source.text))
    )


def _quote_end(lines: list[Source], at: int) -> int | None:
    """A spreadsheet pastes a cell of several lines between quotes; doubled quotes stand for one."""
    opened = _open_quote(lines[at].text, False)
    end = at
    while opened and end + 1 < len(lines) and end - at < _LONGEST_CELL:
        end += 1
        opened = _open_quote(lines[end].text, True)
    return None if opened or end == at else end + 1


def _open_quote(text: str, opened: bool) -> bool:
    """Whether a quoted cell is still open at the end of this line."""
    for at, cell in enumerate(text.split("\t")):
        if opened and (at > 0 or cell):
            opened = cell.count('"') % 2 == 0
        elif not opened and cell.startswith('"'):
            opened = cell.count('"') % 2 == 1
    return opened


def _completed_end(lines: list[Source], at: int, width: int) -> int | None:
    """A row short of cells whose following lines bring exactly the missing ones, beginning in the middle of a cell."""
    missing = width - 1 - lines[at].tabs
    end = at + 1
    while missing > 0 and end < len(lines) and not lines[end].blank and end - at < 60:
        if not (_CONTINUES.match(lines[end].text) or lines[end].tabs == 0):
            return None
        missing -= lines[end].tabs
        end += 1
        if missing == 0:
            return _while(
                lines,
                end,
                lambda source: not source.tabular and not source.blank and bool(_CONTINUES.match(source.text)),
            )
    return None


def _tab_cells(text: str) -> list[str]:
    cells: list[str] = []
    opened = False
    for piece in text.split("\t"):
        if opened:
            cells[-1] += "\t" + piece
        else:
            cells.append(piece)
        opened = cells[-1].startswith('"') and cells[-1].count('"') % 2 == 1
    return [_unquoted(cell) for cell in cells]


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    if len(bare) > 1 and bare.startswith('"') and bare.endswith('"') and bare.count('"') % 2 == 0:
        return bare[1:-1].replace('""', '"')
    return cell


def _table(rows: list[tuple[int, list[str]]], where: str) -> Table | None:
    """Rows of dashes are rulings, not content; columns empty in every row are the tail of the tabs."""
    kept = [(number, [marked_cell(cell) for cell in cells]) for number, cells in rows]
    kept = [(number, cells) for number, cells in kept if any(cells) and not _is_ruling(cells)]
    width = max((len(cells) for _, cells in kept), default=0)
    if not kept:
        return None
    if width * len(kept) > MAX_CELLS:
        raise UnreadableDocument(FAR_TOO_BIG)
    padded = tuple(
        tuple(
            Cell(clean_line(cell) if "\n" not in cell else cell) if cell else EMPTY
            for cell in cells + [""] * (width - len(cells))
        )
        for _, cells in kept
    )
    return Table(padded, where, tuple(number for number, _ in kept))


def _is_ruling(cells: list[str]) -> bool:
    signs = set("".join(cells))
    return bool(signs & _DASHES) and signs <= _RULING
