"""The sheet of a commitment ("ficha"), or several in one document, or a table with one commitment per row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tequio.core.dates import FuzzyDate, ends, first_day
from tequio.core.reading.boxes import UNKNOWN, Box, answered, boxes_of, boxes_of_lines, is_tick, kind_of
from tequio.core.reading.document import Dropped
from tequio.core.reading.goals import GoalsReader, for_authorities, read_date, unread
from tequio.core.reading.headings import label_of
from tequio.core.reading.layout import Grid, Layout, Line, Row
from tequio.core.reading.people import known_names, read_actors
from tequio.core.reading.plans_in_lines import with_plans_as_tables
from tequio.core.reading.records import Actor, Commitment, Remark, Responsible, Sector
from tequio.core.reading.statements import read_problem, read_values
from tequio.core.reading.words import (
    code_of,
    enumerated,
    items_of,
    key,
    one_line,
    squash,
    whole_number,
)

#: attribute of the record ← boxes of the form; the attributes a document has a box for are its ``fields``
ATTRIBUTES = {
    "kind": "kind", "theme": "theme", "starts_on": "starts_on", "ends_on": "ends_on", "organisation": "responsible.organisation",
    "person": "responsible.person", "post": "responsible.post", "area": "responsible.area", "email": "responsible.email",
    "phone": "responsible.phone", "extension": "responsible.extension", "problem": "problem", "objective": "objective",
    "description": "description", "values": "values", "anticorruption": "anticorruption", "indicators": "indicators",
    "strategy": "strategy", "sector_roles": "sector_roles", "branch": "branch",
}  # fmt: skip
BOXES = {
    "actors_government": Sector.GOVERNMENT, "actors_civil_society": Sector.CIVIL_SOCIETY, "actors_guarantor": Sector.GUARANTOR,
    "actors_autonomous": Sector.AUTONOMOUS, "actors_private": Sector.PRIVATE, "actors_academia": Sector.ACADEMIA,
    "actors_citizen": Sector.CITIZEN, "actors": None,
}  # fmt: skip
#: boxes that stand once in a sheet: the same one again begins another commitment
_ONCE = frozenset({"title", "theme", "starts_on", "objective", "problem", "organisation", "number"})
_GOAL_COLUMNS = ("goal", "activity", "means")
_TITLE = re.compile(
    r"^(?:ficha\s+(?:del?\s+)?)?compromiso\b(?P<head>[^:\n]{0,120}?)(?:\s*:\s*|\s+[-–—]\s+|\.\s+)(?P<title>\S.{0,1200})$",
    re.I | re.S,
)
_NUMBERED_TITLE = re.compile(
    r"^(?:ficha\s+(?:del?\s+)?)?compromiso\s+(?:n[uú]m(?:ero)?\.?|no\.?|#)?\s*(?P<number>\d{1,3}|[ivx]{1,5})\b\s*[.:)\-–—]*\s*(?P<title>.{0,1200})$",
    re.I | re.S,
)
_NUMBER_ALONE = re.compile(
    r"(?:ficha\s+(?:del?\s+)?)?compromiso\s+(?:n[uú]m(?:ero)?\.?|no\.?|#)?\s*(?:\d{1,3}|[ivx]{1,5})\s*[.:]?", re.I
)
_BRANCHES = {
    "ejecutivo": "ejecutivo", "legislativo": "legislativo", "congreso": "legislativo", "judicial": "judicial",
    "autonomo": "autónomo", "autonomos": "autónomo", "municipal": "municipal", "municipio": "municipal", "ayuntamiento": "municipal",
}  # fmt: skip
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PHONE = re.compile(r"\+?\(?\d[\d ().-]{6,24}\d(?:,?\s?(?:ext|extensi[oó]n)\.?\s?\d{1,6})?", re.I)
_EXTENSION = re.compile(
    r"[,;(\s]*\b(?:extensi[oó]n(?:es)?|ext|exts|x)\b\s*[.:]?\s*(?P<digits>\d{1,6}(?:\s*(?:,|y|/)\s*\d{1,6})*)\)?", re.I
)
_SUBJECT_TO_CHANGE = re.compile(r"sujet[oa]s?\s+a\s+(?:posibles\s+)?(?:cambio|modificaci|ajuste)", re.I)


@dataclass(slots=True)
class _Sheet:
    """What belongs to one commitment, in the order of the document."""

    title: str = ""
    number: int | None = None
    branch: str = ""
    boxes: list[Box] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return any(box.field == name for box in self.boxes)


@dataclass(slots=True)
class SheetsReader:
    """Reads every commitment of a laid-out document. ``guarantors``: names besides the known ones."""

    layout: Layout
    guarantors: Sequence[str] = ()
    wrapped: bool = False
    year: int | None = None
    remarks: list[Remark] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def read(self) -> tuple[Commitment, ...]:
        sheets = [*self._sheets()]
        cells = [grid.text(row, "responsible") for sheet in sheets for grid in sheet.grids for row in grid.rows]
        change = any(_SUBJECT_TO_CHANGE.search(line.text[:300]) for line in self.layout.lines()) or any(
            _SUBJECT_TO_CHANGE.search(box.value) for sheet in sheets for box in sheet.boxes if len(box.value) < 300
        )
        return tuple(self._commitment(sheet, index, cells, change=change) for index, sheet in enumerate(sheets))

    def _sheets(self) -> Iterator[_Sheet]:
        table = next((item for item in self.layout.grids() if is_table_of_commitments(item)), None)
        if table is not None:
            yield from _from_table(
                table, [grid for grid in self.layout.grids() if grid is not table and is_goals(grid)]
            )
            return
        sheet = _Sheet()
        for piece in self.pieces():
            if isinstance(piece, Grid):
                sheet.grids.append(piece)
                continue
            piece = _named(sheet, piece)
            if _begins(sheet, piece):
                if sheet.boxes:
                    yield sheet
                sheet = _Sheet()
            _enter(sheet, piece)
        if sheet.boxes or sheet.grids:
            yield sheet

    def pieces(self) -> Iterator[Box | Grid]:
        """Boxes and goal tables in order; titles are boxes called "title"."""
        lines: list[Line] = []
        rows: list[Row] = []
        items = with_plans_as_tables(_with_titles_joined(self.layout.items))
        for item in [*_without_plan_titles(items), None]:
            if lines and not (isinstance(item, Line) and not title_of(item.text)):
                yield from (box for box in boxes_of_lines(lines) if box.field)
                lines = []
            if rows and not (isinstance(item, Row) and not _row_title(item)):
                yield from boxes_of(rows)
                rows = []
            if isinstance(item, Line):
                yield from self._title_or(item, lines)
            elif isinstance(item, Row):
                yield from self._row_or(item, rows)
            elif isinstance(item, Grid) and is_goals(item):
                yield item
            elif isinstance(item, Grid):
                rows.extend(item.rows)

    @staticmethod
    def _title_or(line: Line, lines: list[Line]) -> Iterator[Box]:
        if title_of(line.text):
            yield Box("title", line.text, line.where, "")
        else:
            lines.append(line)

    @staticmethod
    def _row_or(row: Row, rows: list[Row]) -> Iterator[Box]:
        title = _row_title(row)
        if title:
            yield Box("title", title, row.where, "")
        else:
            rows.append(row)

    def _commitment(self, sheet: _Sheet, index: int, cells: Sequence[str], *, change: bool) -> Commitment:
        texts = _gathered(sheet.boxes)
        self.dropped.extend(
            Dropped(
                one_line(box.value), "casilla que el programa no conoce; revise si corresponde a algún dato", box.where
            )
            for box in sheet.boxes
            if box.field == UNKNOWN
        )
        starts, finish = self._dates(texts, index)
        actors = self._actors(sheet.boxes)
        responsible = _responsible(texts)
        known = known_names(
            cells, [responsible.person, *(actor.name for actor in actors), *(actor.organisation for actor in actors)]
        )
        reader = GoalsReader(known, self.wrapped, first_day(starts) if starts else None, self.year)
        for grid in sheet.grids:
            reader.read(grid)
        goals = reader.goals(("commitments", index))
        self.remarks.extend(reader.remarks)
        self.dropped.extend(reader.dropped)
        return Commitment(
            title=sheet.title or one_line(texts.get("description", ""))[:200],
            kind=_kind(sheet.boxes),
            number=sheet.number,
            branch=sheet.branch or squash(texts.get("branch", "")),
            theme=one_line(texts.get("theme", "")),
            starts_on=starts,
            ends_on=finish,
            description=one_line(texts.get("description", "")),
            objective=one_line(texts.get("objective", "")),
            problem=read_problem(texts.get("problem", "")),
            responsible=responsible,
            actors=actors,
            values=read_values(sheet.boxes),
            anticorruption=one_line(texts.get("anticorruption", "")),
            strategy=one_line(texts.get("strategy", "")),
            indicators=_items(texts.get("indicators", "")),
            sector_roles=_items(texts.get("sector_roles", "")),
            goals=goals,
            subject_to_change=change,
            fields=fields_of(sheet.boxes, goals=bool(sheet.grids)),
            authority_column=any(map(for_authorities, sheet.grids)),
        )

    def _dates(self, texts: dict[str, str], index: int) -> tuple[FuzzyDate | None, FuzzyDate | None]:
        starts, finish = self._date(texts, "starts_on", index), self._date(texts, "ends_on", index)
        period = (
            self._date(texts, "period", index) if texts.get("period") and (starts is None or finish is None) else None
        )
        if period is not None and period.edtf and "/" in period.edtf:
            first, last = ends(period)
            starts, finish = starts or first, finish or last
        return starts, finish

    def _date(self, texts: dict[str, str], name: str, index: int) -> FuzzyDate | None:
        text = texts.get(name, "")
        if not answered(text):
            return None
        found = read_date(text, year=self.year)
        if found is None and name != "period":
            self.remarks.append(
                Remark(
                    "date-unreadable",
                    unread(text),
                    f"compromiso {index + 1}",
                    ("commitments", index, name),
                )
            )
        return found

    def _actors(self, boxes: Iterable[Box]) -> tuple[Actor, ...]:
        return tuple(
            actor for box in boxes if box.field in BOXES and answered(box.value)
            for actor in read_actors(box.value, BOXES[box.field], self.guarantors, wrapped=self.wrapped)
        )  # fmt: skip


def _with_titles_joined(items: Sequence[Line | Row | Grid]) -> list[Line | Row | Grid]:
    """ "Compromiso 2" and, on the next line, its name."""
    kept: list[Line | Row | Grid] = []
    for item in items:
        last = kept[-1] if kept else None
        if (
            isinstance(last, Line)
            and isinstance(item, Line)
            and _NUMBER_ALONE.fullmatch(last.text.strip())
            and _may_name(item)
        ):
            kept[-1] = replace(last, text=f"{last.text.rstrip(' .:')}. {item.text}")
        else:
            kept.append(item)
    return kept


def _may_name(line: Line) -> bool:
    short = len(line.text) <= 200 and not line.number and not line.bullet
    return short and label_of(line.text.partition(":")[0]) is None and label_of(line.text) is None


def _without_plan_titles(items: Iterable[Line | Row | Grid]) -> list[Line | Row | Grid]:
    """What stands right above a work plan is its title, not the end of a box."""
    kept: list[Line | Row | Grid] = []
    for item in items:
        while isinstance(item, Grid) and is_goals(item) and kept and _is_plan_title(_alone(kept[-1])):
            kept.pop()
        kept.append(item)
    return kept


def _alone(item: Line | Row | Grid) -> str:
    if isinstance(item, Row):
        filled = item.filled()
        return filled[0] if len(filled) == 1 else ""
    return item.text if isinstance(item, Line) and not item.bullet else ""


def _is_plan_title(text: str) -> bool:
    words = key(text[:200])
    short = len(text) <= 100 and text.rstrip()[-1:] not in ".;,"
    return short and any(
        f" {stem}" in f" {words}" for stem in ("plan", "programa", "calendario", "cronograma", "activid", "metas")
    )


def is_goals(grid: Grid) -> bool:
    """A work plan: what is to be done, and at least two of when, by which evidence, by whom, for which goal."""
    others = sum(grid.has(*names) for names in (("date", "starts", "ends"), ("means",), ("responsible",), ("goal",)))
    dated = grid.has("activity") and grid.has("starts") and grid.has("ends")
    return grid.has("activity", "subactivity", "goal") and (others >= 2 or dated) and not is_table_of_commitments(grid)


def is_table_of_commitments(grid: Grid) -> bool:
    """One commitment per row: its title beside who answers for it, when, why."""
    labels = {label_of(heading) for heading in grid.headings}
    return (
        "title" in labels
        and not grid.has("activity", "subactivity")
        and len(labels - {None, "title", "number", "indicators"}) >= 3
    )


def _from_table(table: Grid, plans: Sequence[Grid]) -> Iterator[_Sheet]:
    places = [
        (place, label_of(heading)) for place, heading in zip(_heading_places(table), table.headings, strict=False)
    ]
    sheets: list[_Sheet] = []
    for row in table.rows:
        texts = row.texts()
        boxes = [Box(name or "", texts[place], row.where, "") for place, name in places if name and place < len(texts)]
        sheet = _Sheet()
        for box in boxes:
            _enter(sheet, box)
        sheet.number = sheet.number or whole_number(code_of(table.text(row, "number")))
        if sheet.title:
            sheets.append(sheet)
    for plan in plans:
        _share_out(plan, sheets)
    yield from sheets


def _heading_places(table: Grid) -> list[int]:
    """The places of the headings: they are the filled cells of the heading row, in order."""
    return list(table.heading_places)


def _share_out(plan: Grid, sheets: Sequence[_Sheet]) -> None:
    """Rows of a common plan go to the commitment that their column names, by number or title."""
    if not sheets:
        return
    current = sheets[0]
    rows: dict[int, list[Row]] = {}
    for row in plan.rows:
        named = plan.text(row, "commitment")
        found = next(
            (s for s in sheets if named and (str(s.number or "") == code_of(named) or key(s.title) == key(named))), None
        )
        current = found or current
        rows.setdefault(id(current), []).append(row)
    for sheet in sheets:
        if id(sheet) in rows:
            sheet.grids.append(replace(plan, rows=tuple(rows[id(sheet)])))


def title_of(text: str) -> str:
    """The line itself when it titles a commitment: "Compromiso 3. …", "COMPROMISO … POR EL EJECUTIVO: …"; else ""."""
    short = squash(text)
    if len(short) > 1300 or not key(short[:40]).startswith(
        ("compromiso", "ficha compromiso", "ficha de compromiso", "ficha del compromiso")
    ):
        return ""
    return short if _NUMBERED_TITLE.match(short) or _TITLE.match(short) else ""


def _row_title(row: Row) -> str:
    filled = row.filled()
    if len(filled) == 1:
        return title_of(filled[0])
    if len(filled) == 2 and _NUMBERED_TITLE.match(squash(filled[0])) and label_of(filled[1]) is None:
        return f"{squash(filled[0]).rstrip(' :.')}: {squash(filled[1])}"
    return ""


def _named(sheet: _Sheet, box: Box) -> Box:
    """A box headed only "Nombre" is the commitment's where the sheet begins, and a person's further down."""
    if box.field != "name":
        return box
    fields = {found.field for found in sheet.boxes if found.field}
    return replace(box, field="title" if not sheet.title and len(fields) <= 2 else "person")


def _begins(sheet: _Sheet, box: Box) -> bool:
    """Whether this box belongs to the next commitment."""
    if box.field == "title" and sheet.boxes and (sheet.grids or len({b.field for b in sheet.boxes}) > 2):
        return not sheet.title or bool(sheet.grids) or key(_title_parts(box.value)[2]) != key(sheet.title)
    if box.field not in _ONCE or not sheet.has(box.field):
        return False
    return bool(sheet.grids) or len({b.field for b in sheet.boxes} & _ONCE) >= 3


def _enter(sheet: _Sheet, box: Box) -> None:
    if box.field == "title":
        number, branch, title = _title_parts(box.value)
        sheet.number = sheet.number or number
        sheet.branch = sheet.branch or branch
        sheet.title = sheet.title or title
    elif box.field == "number":
        sheet.number = sheet.number or whole_number(code_of(box.value))
    if not box.field and not sheet.boxes:
        return
    if not box.field and sheet.grids:
        return
    sheet.boxes.append(box)


def _title_parts(text: str) -> tuple[int | None, str, str]:
    """(number, branch, title) of a title line or of the value of a title box."""
    short = squash(text)
    numbered = _NUMBERED_TITLE.match(short) if title_of(short) else None
    if numbered:
        return (
            whole_number(code_of(numbered["number"])),
            _branch(numbered["title"][:60]) if ":" in numbered["title"][:60] else "",
            numbered["title"].strip(),
        )
    found = _TITLE.match(short) if title_of(short) else None
    if found:
        return None, _branch(found["head"]), found["title"].strip()
    first = enumerated(short)
    if first and first[0].isdecimal() and first[1]:
        return int(first[0]), "", first[1]
    return None, "", short


def _branch(text: str) -> str:
    return next((branch for word, branch in _BRANCHES.items() if word in key(text).split()), "")


def _gathered(boxes: Sequence[Box]) -> dict[str, str]:
    """Field → text; a box without label continues the one before (a cell broken by a page)."""
    texts: dict[str, str] = {}
    last = ""
    for box in boxes:
        name = box.field or last
        if not name:
            continue
        if box.field and name in texts and answered(texts[name]):
            texts[name] = f"{texts[name]}\n{box.value}" if name in {"indicators"} else texts[name]
        else:
            texts[name] = f"{texts.get(name, '')}\n{box.value}".strip()
        last = name
    return texts


def _kind(boxes: Sequence[Box]) -> str | None:
    for box in boxes:
        if box.field == "kind":
            return box.value if box.value in {"new", "ongoing"} else kind_of(box.value)
    for box in boxes:
        if not box.field or is_tick(box.value):
            found = kind_of(f"{box.label} {box.value}") if is_tick(box.value.split("\n")[-1]) else None
            if found:
                return found
    return None


def _responsible(texts: dict[str, str]) -> Responsible:
    phone, extension = _phone(texts.get("phone", ""))
    contact = f"{texts.get('email', '')}\n{texts.get('contact', '')}"[:2000]
    email = _EMAIL.search(contact)
    if not phone:
        beside = _PHONE.search(_EMAIL.sub(" ", contact))
        phone, extension = _phone(beside[0]) if beside else ("", "")
    return Responsible(
        organisation=one_line(texts.get("organisation", "")),
        person=one_line(texts.get("person", "")),
        post=one_line(texts.get("post", "")),
        area=one_line(texts.get("area", "")),
        email=email[0] if email else one_line(texts.get("email", "")),
        phone=phone,
        extension=one_line(texts.get("extension", "")) or extension,
    )


def _phone(text: str) -> tuple[str, str]:
    flat = one_line(text)
    found = _EXTENSION.search(flat[:300])
    if found is None:
        return flat, ""
    return squash(flat[: found.start()] + flat[found.end() :]).strip(" ,;("), found["digits"]


def _items(text: str) -> tuple[str, ...]:
    """Bullets or lines; a line that only goes on belongs to the one before."""
    return tuple(item for item in items_of(text) if answered(item))


def fields_of(boxes: Iterable[Box], *, goals: bool) -> frozenset[str]:
    """The attributes this document has a box for, answered or not."""
    names: set[str] = set()
    for box in boxes:
        if box.field in BOXES:
            names |= {"actors", box.field}
        elif box.field.startswith("value_"):
            names.add("values")
        elif box.field == "period":
            names |= {"starts_on", "ends_on"}
        elif box.field in ATTRIBUTES:
            names |= {ATTRIBUTES[box.field], ATTRIBUTES[box.field].split(".")[0]}
        elif box.field in {"title", "number"}:
            names.add(box.field)
    return frozenset(names | ({"goals"} if goals else set()))
