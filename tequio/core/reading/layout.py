"""Blocks of a document → lines, loose rows and grids: where a table has its headings, where it goes on after a page break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tequio.core.reading.calendars import calendar_names, months_named, quarters_below, weeks_below
from tequio.core.reading.document import Cell, Document, Dropped, Paragraph, Table
from tequio.core.reading.headings import column_of, label_of
from tequio.core.reading.words import code_of, enumerated, key, label_key, lines_of, squash, without_markup

#: columns that say what the rows of a table are about
SUBJECTS = ("activity", "phase", "goal", "milestone", "subactivity")
_DATES = ("date", "starts", "ends", "duration", "predecessors")
_PAGE_NUMBER = re.compile(r"(?:p[aá]g(?:ina)?\.?\s*)?\d{1,4}(?:\s*(?:de|/)\s*\d{1,4})?", re.I)
_REPEATED_LIMIT = 120
#: headings stand near the beginning of a table, under a title or a form; a matrix of data has none
_HEADER_WITHIN = 120
_SUBJECT_WORDS = frozenset(
    {"descripcion", "nombre", "concepto", "tema", "asunto", "que", "evento", "proceso", "titulo", "detalle"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text; ``number`` without its punctuation, ``text`` without its number or bullet."""

    text: str
    where: str = ""
    level: int = 0
    number: str = ""
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. ``first`` is true for the first row after a page or table break, ``banner`` when one text fills it."""

    cells: tuple[Cell, ...]
    where: str = ""
    first: bool = False
    banner: bool = False

    def texts(self) -> list[str]:
        """Each text once, left to right, without the copies of horizontally merged cells."""
        kept: list[str] = []
        for index, cell in enumerate(self.cells):
            copy = cell.merged and index > 0 and cell.text == self.cells[index - 1].text
            kept.append("" if copy else cell.text)
        return kept

    def filled(self) -> list[str]:
        return [text for text in self.texts() if text.strip()]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose headings are known: ``columns`` leads from the name of a column to its places."""

    columns: dict[str, tuple[int, ...]]
    rows: tuple[Row, ...]
    where: str = ""
    months: tuple[tuple[int, int, int | None], ...] = ()  # (place, month, year or None)
    above: str = ""
    headings: tuple[str, ...] = ()
    #: where in the row each heading stands
    heading_places: tuple[int, ...] = ()

    def has(self, *names: str) -> bool:
        return any(name in self.columns for name in names)

    def cell(self, row: Row, name: str) -> Cell:
        """The cell of that column; an empty one when the table has no such column or the row is shorter."""
        places = self.columns.get(name, ())
        return next(
            (row.cells[place] for place in places if place < len(row.cells) and row.cells[place].text),
            _first(row, places),
        )

    def text(self, row: Row, name: str) -> str:
        return self.cell(row, name).text

    def subject(self) -> str:
        return next(name for name in SUBJECTS if name in self.columns)

    def is_banner(self, row: Row) -> bool:
        """One text over the whole width, or alone where only a number could stand: never a row of data."""
        spread = sum(1 for cell in row.cells if cell.text.strip())
        return row.banner and (spread > 1 or not any(0 in self.columns.get(name, ()) for name in SUBJECTS))


def _first(row: Row, places: Sequence[int]) -> Cell:
    return row.cells[places[0]] if places and places[0] < len(row.cells) else Cell()


@dataclass(slots=True)
class Layout:
    """``items`` in the order of the document; ``dropped`` are repeated headings, running headers and page numbers."""

    items: list[Line | Row | Grid] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    slogans: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Lines, and loose rows as lines ("label: value")."""
        for item in self.items:
            if isinstance(item, Line):
                yield item
            elif isinstance(item, Row):
                yield from as_lines(item)

    def grids(self) -> list[Grid]:
        return [item for item in self.items if isinstance(item, Grid)]


def as_lines(row: Row) -> Iterator[Line]:
    filled = row.filled()
    if len(filled) == 1:
        yield from (as_line(part, row.where) for part in lines_of(filled[0]))
    elif filled:
        code = code_of(filled[0])
        rest = filled[1:] if code else filled
        text = ": ".join(rest) if len(rest) == 2 else " | ".join(rest)
        yield Line(squash(text), row.where, number=code)


def as_line(text: str, where: str = "", paragraph: Paragraph | None = None) -> Line:
    clean = squash(without_markup(text))
    level = paragraph.level if paragraph else 0
    bullet = (paragraph.bullet if paragraph else False) or clean[:1] in "●•·▪"
    if paragraph and paragraph.number:
        return Line(clean, where, level, code_of(paragraph.number) or paragraph.number.lower(), bullet)
    found = enumerated(clean)
    if found and found[1]:
        return Line(found[1], where, level, code_of(found[0]) or found[0], bullet)
    return Line(clean.lstrip("●•·▪- ") if bullet or clean[:2] == "- " else clean, where, level, "", bullet)


def lay_out(document: Document) -> Layout:
    """Everything the readers go through, running headers and page numbers set aside."""
    layout = Layout(slogans=_slogans(document))
    repeated = set(layout.slogans)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            _add_paragraph(layout, block, repeated)
        else:
            _add_table(layout, block, repeated)
    return layout


def _slogans(document: Document) -> list[str]:
    """Keys of lines that are no content: running headers found in a table or twice, and lines that repeat and break a table.

    A line that only repeats is content: the name of an area stands above its plan and under its signature.
    """
    alone = Counter(key(text) for text in _standing_alone(document))
    running = {key(line) for text in document.running for line in [text, *text.split("\n")]}
    breaking = set(_breaking(document))
    return [
        text
        for text, times in alone.items()
        if len(text.split()) > 2
        and ((text in breaking and (times > 1 or text in running)) or (text in running and times > 1))
    ]


def _breaking(document: Document) -> Iterator[str]:
    """Keys of what stands across a table with headings, or between such a table and one that goes on without them."""
    between: list[str] = []
    width = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            between.append(key(block.text[:400]))
            continue
        rows = [_row(block, index) for index in range(len(block.rows))]
        header = next((index for index, row in enumerate(rows[:_HEADER_WITHIN]) if is_header(row)), None)
        columns = len(block.rows[0]) if block.rows else 0
        if width and header is None and abs(columns - width) <= 2:
            yield from between
        if header is not None or width:
            body = rows if header is None else rows[header + 1 :]
            yield from (key(row.filled()[0]) for row in body if row.banner)
        width = columns if header is not None or (width and abs(columns - width) <= 2) else 0
        between = []


def _standing_alone(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if len(block.text) <= _REPEATED_LIMIT and not block.number and not block.bullet:
                yield block.text
            continue
        for cells in block.rows:
            filled = {cell.text for cell in cells if cell.text.strip()}
            if len(filled) == 1 and len(cells) > 1:
                text = filled.pop()
                if len(text) <= _REPEATED_LIMIT and not code_of(text):
                    yield text


def _add_paragraph(layout: Layout, paragraph: Paragraph, repeated: set[str]) -> None:
    for text in without_markup(paragraph.text).split("\n"):
        if not text.strip():
            continue
        if "\t" in text and len([part for part in text.split("\t") if part.strip()]) > 1:
            layout.items.append(Row(tuple(Cell(part.strip()) for part in text.split("\t")), paragraph.where))
        elif not _set_aside(layout, text, paragraph.where, repeated, heading=paragraph.level > 0):
            layout.items.append(as_line(text, paragraph.where, paragraph))


def _set_aside(layout: Layout, text: str, where: str, repeated: set[str], *, heading: bool) -> bool:
    """Running headers and page numbers: a repeated line is one only when it neither labels nor numbers anything."""
    short = squash(text)
    if _PAGE_NUMBER.fullmatch(short) and not heading:
        layout.dropped.append(Dropped(short, "número de página", where))
        return True
    if key(short) not in repeated or heading or short.endswith(":") or len(key(short).split()) < 3 or enumerated(short):
        return False
    layout.dropped.append(Dropped(short, "lema o encabezado de página que se repite; no es parte del contenido", where))
    return True


def _add_table(layout: Layout, table: Table, repeated: set[str]) -> None:
    rows = [_row(table, index) for index in range(len(table.rows))]
    place = next((index for index, row in enumerate(rows[:_HEADER_WITHIN]) if is_header(row)), None)
    before = _open_grid(layout)
    if place is None:
        if before is not None and _continues(before, rows):
            _extend(layout, before, _without_repeats(layout, before, rows, repeated))
        else:
            layout.items.extend(row for row in rows if row.filled())
        return
    above = [row for row in rows[:place] if row.filled()]
    grid, body = _grid(rows, place, above, table.where)
    if before is not None and not above and _same_headings(before, grid):
        layout.dropped.append(Dropped(" · ".join(grid.headings), "encabezado de tabla repetido", rows[place].where))
        _extend(layout, before, _without_repeats(layout, before, body, repeated))
        return
    layout.items.extend(above)
    body = _without_repeats(layout, grid, body, repeated)
    kept, after = _cut(grid, body)
    layout.items.append(replace(grid, rows=tuple(kept)))
    layout.items.extend(after)


def _row(table: Table, index: int) -> Row:
    number = table.row_numbers[index] if index < len(table.row_numbers) else index + 1
    cells = tuple(
        replace(cell, text=without_markup(cell.text).strip()) if "<" in cell.text or "**" in cell.text else cell
        for cell in table.rows[index]
    )
    filled = {cell.text.strip() for cell in cells if cell.text.strip()}
    spread = sum(1 for cell in cells if cell.text.strip())
    banner = len(filled) == 1 and len(cells) > 1 and (spread > max(2, len(cells) // 2) or cells[0].text.strip() != "")
    where = f"{table.where}, fila {number}" if table.where else f"fila {number}"
    return Row(cells, where, first=index == 0, banner=banner and not code_of(next(iter(filled))))


def headings_of(row: Row) -> list[str | None]:
    texts = row.texts()
    beside = calendar_names(texts)
    return [beside.get(place) or (column_of(text) if text.strip() else None) for place, text in enumerate(texts)]


def is_header(row: Row) -> bool:
    """A row of short headings: it names a subject and at least one more column, and most of its cells are known."""
    filled = row.filled()
    if len(filled) < 2 or any(not label_key(text) or len(text) > 120 for text in filled if text.strip("#°º .")):
        return False
    names = [name for name in headings_of(row) if name]
    known = set(names)
    months = sum(name.startswith("month:") for name in known)
    plain = known - {"other", "indicator"}
    if is_of_commitments(filled):
        return True
    subject = known & set(SUBJECTS) or (len(plain) > 1 and _subject_by_elimination(row) is not None)
    return (
        bool(subject)
        and len(known) >= 2
        and (2 * len(names) >= len(filled) or months >= 2)
        and (months >= 2 or bool(known - {"other", "indicator"} - set(SUBJECTS)) or len(known & set(SUBJECTS)) > 1)
    )


def is_of_commitments(headings: Sequence[str]) -> bool:
    """The headings of a table with one commitment per row: its title beside who answers for it, when, why."""
    labels = {label_of(heading) for heading in headings}
    columns = {column_of(heading) for heading in headings}
    return (
        "title" in labels
        and not columns & {"activity", "subactivity"}
        and len(labels - {None, "title", "number", "indicators"}) >= 3
    )


def _subject_by_elimination(row: Row) -> int | None:
    """A column headed "Descripción" or "Nombre" beside dates is what the dates are about."""
    texts = row.texts()
    names = {column_of(text) for text in texts if text.strip()}
    if not names & set(_DATES):
        return None
    return next(
        (
            i
            for i, text in enumerate(texts)
            if label_key(text).split(" ", 1)[0] in _SUBJECT_WORDS and column_of(text) is None
        ),
        None,
    )


def subject_by_elimination(headings: Sequence[str], places: Sequence[int]) -> tuple[int, ...]:
    """The place of a heading such as "Descripción", which says what the rows are about when no other does."""
    found = zip(headings, places, strict=True)
    return tuple(place for text, place in found if label_key(text).split(" ", 1)[0] in _SUBJECT_WORDS)[:1]


def _grid(rows: Sequence[Row], place: int, above: Sequence[Row], where: str) -> tuple[Grid, list[Row]]:
    columns, months = _columns(rows[place])
    body = list(rows[place + 1 :])
    years = _years(rows[place - 1]) if place else {}
    if body and _is_second_header(body[0]):
        more, more_months = _columns(body[0])
        years = years or _years(rows[place])
        taken = {index for places in more.values() for index in places} | {index for index, _ in more_months}
        columns = {name: tuple(i for i in places if i not in taken) for name, places in columns.items()}
        columns = {name: places for name, places in {**columns, **more}.items() if places}
        months = [(index, month) for index, month in months if index not in taken] + more_months
        body = body[1:]
    elif body:
        beneath = _times_below(rows[place], body[0], months)
        months, body = beneath or months, body[1:] if beneath else body
    blank = [i for i, cell in enumerate(rows[place].cells) if not cell.text.strip()]
    if "number" not in columns and blank and _numbers_in(body, blank[0]):
        columns["number"] = (blank[0],)
    title = squash(" ".join(text for row in above[-3:] for text in row.filled()))
    dated = tuple(
        (index, month, years.get(index) or _year_in(rows[place].cells[index].text)) for index, month in sorted(months)
    )
    texts = rows[place].texts()
    places = tuple(i for i, text in enumerate(texts) if text.strip())
    return Grid(columns, (), where, dated, title, tuple(texts[i] for i in places), places), body


def _times_below(heading: Row, row: Row, months: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Weeks under months, or quarters under the word: (place, month)."""
    quarters = quarters_below(heading.texts(), row.cells)
    return weeks_below(row.cells, heading.cells, months) or [
        (place, month) for place, name in quarters.items() for month in months_named(name)
    ]


def _columns(row: Row) -> tuple[dict[str, tuple[int, ...]], list[tuple[int, int]]]:
    columns: dict[str, tuple[int, ...]] = {}
    months: list[tuple[int, int]] = []
    for index, name in enumerate(headings_of(row)):
        if name and name.startswith("month:"):
            months += [(place, month) for place in _with_copies(row, index) for month in months_named(name)]
        elif name:
            columns[name] = (*columns.get(name, ()), index)
    if not any(name in columns for name in SUBJECTS) and not is_of_commitments(row.filled()):
        found = _subject_by_elimination(row)
        if found is not None:
            columns["activity"] = (found,)
    if len(columns.get("goal", ())) > 1:
        texts = row.texts()
        columns["goal"] = tuple(sorted(columns["goal"], key=lambda i: "meta" not in key(texts[i])))
        actions = tuple(i for i in columns["goal"] if "accion" in key(texts[i]))
        if actions and "activity" not in columns and len(actions) < len(columns["goal"]):
            columns |= {"goal": tuple(i for i in columns["goal"] if i not in actions), "activity": actions}
    return columns, months


def _with_copies(row: Row, index: int) -> list[int]:
    """The place of a heading and those over which it is merged."""
    last = index
    while last + 1 < len(row.cells) and _is_copy(row, last + 1):
        last += 1
    return list(range(index, last + 1))


def _is_copy(row: Row, index: int) -> bool:
    return row.cells[index].merged and row.cells[index].text == row.cells[index - 1].text


def _is_second_header(row: Row) -> bool:
    names = [column_of(cell.text) for cell in row.cells if cell.text.strip() and not cell.merged]
    dates = [name for name in names if name and (name in _DATES or name.startswith("month:"))]
    return len(dates) >= 2 and all(names)


def _years(row: Row) -> dict[int, int]:
    found: dict[int, int] = {}
    year: int | None = None
    for index, cell in enumerate(row.cells):
        year = _year_in(cell.text) or (None if cell.text.strip() else year)
        if year:
            found[index] = year
    return found


def _year_in(text: str) -> int | None:
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)", text[:60]) or re.search(
        r"[a-z]\.?[\s'’-]+(\d\d)$", text[:30].strip().lower()
    )
    return (int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])) if found else None


def _numbers_in(rows: Sequence[Row], place: int) -> bool:
    texts = [
        row.cells[place].text
        for row in rows
        if place < len(row.cells) and row.cells[place].text.strip() and not row.banner
    ]
    return bool(texts) and 2 * sum(bool(code_of(text)) for text in texts) > len(texts)


def _same_headings(before: Grid, grid: Grid) -> bool:
    return before.columns.keys() == grid.columns.keys() and [key(h) for h in before.headings] == [
        key(h) for h in grid.headings
    ]


def _open_grid(layout: Layout) -> Grid | None:
    """The grid that a table without headings may continue: nothing but set-aside lines lies between."""
    return layout.items[-1] if layout.items and isinstance(layout.items[-1], Grid) else None


def _continues(grid: Grid, rows: Sequence[Row]) -> bool:
    widest = max((place for places in grid.columns.values() for place in places), default=0) + 1
    width = len(rows[0].cells) if rows else 0
    return (
        1 < width <= widest + 2 and any(row.filled() for row in rows) and not (width == 2 < widest and _is_form(rows))
    )


def _is_form(rows: Sequence[Row]) -> bool:
    """Labels with their values beside them."""
    labels = sum(label_of(row.texts()[0]) is not None for row in rows if row.filled())
    return labels >= 2 and 2 * labels >= len([row for row in rows if row.filled()])


def _without_repeats(layout: Layout, grid: Grid, rows: Iterable[Row], repeated: set[str]) -> list[Row]:
    """Rows without repeated headings, running headers and totals; blank rows stay as marks of an end."""
    kept: list[Row] = []
    headings = [key(text) for text in grid.headings]
    pending_break = False
    for row in rows:
        filled = row.filled()
        if filled and [key(text) for text in filled] == headings:
            layout.dropped.append(Dropped(" · ".join(filled), "encabezado de tabla repetido", row.where))
            pending_break = True
        elif len(filled) == 1 and row.banner and _set_aside(layout, filled[0], row.where, repeated, heading=False):
            pending_break = True
        elif filled and key(filled[0]).split(" ")[0] in {"total", "totales", "subtotal"} and len(filled[0]) < 40:
            layout.dropped.append(Dropped(" · ".join(filled), "renglón de totales", row.where))
        else:
            kept.append(replace(row, first=row.first or pending_break))
            pending_break = pending_break and not filled
    return kept


def _extend(layout: Layout, grid: Grid, rows: Sequence[Row]) -> None:
    kept, after = _cut(grid, rows)
    layout.items[-1] = replace(grid, rows=(*grid.rows, *kept))
    layout.items.extend(after)


def _cut(grid: Grid, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Where the table ends and notes typed below it begin."""
    last = -1
    blank_since = False
    for index, row in enumerate(rows):
        filled = row.filled()
        if not filled:
            blank_since = True
            continue
        if _is_data(grid, row, after_blank=blank_since):
            last, blank_since = index, False
    return [row for row in rows[: last + 1] if row.filled()], [row for row in rows[last + 1 :] if row.filled()]


def _is_data(grid: Grid, row: Row, *, after_blank: bool) -> bool:
    filled = [
        name
        for name, places in grid.columns.items()
        if any(p < len(row.cells) and row.cells[p].text.strip() for p in places)
    ]
    marked = any(p < len(row.cells) and (row.cells[p].text.strip() or row.cells[p].fill) for p, _, _ in grid.months)
    stray = after_blank and "number" in filled and not set(filled) & set(SUBJECTS)
    if grid.is_banner(row) or (stray and not code_of(grid.text(row, "number"))):
        return False
    if len(row.filled()) >= 2 or marked:
        return bool(filled)
    if "number" in filled:
        return bool(code_of(grid.text(row, "number")))
    return bool(filled) and not after_blank
