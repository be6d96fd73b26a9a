"""What was understood beside the document, field by field, with each finding at the field it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tequio.core.dates import render
from tequio.core.rules.findings import Finding
from tequio.formats.reading_json import build
from tequio.imports.fields import Field, Form, Json, Path, Rows, Section, at
from tequio.imports.forms import Typed, date_of, name_of, rows_of, shown
from tequio.imports.provenance import Sources, bare

#: letters around the words that were taken from a long piece
AROUND = 90
ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the document: its text in order, each part with whether it became a value."""

    where: str
    parts: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Noticed:
    severity: str
    label: str
    message: str
    citation: str
    requirement: int | None


@dataclass(frozen=True, slots=True)
class FieldShown:
    """``notes``: what a person should confirm ("año deducido"); ``differs`` where the document says something else."""

    name: str
    label: str
    form: str
    value: str
    items: tuple[str, ...] = ()
    said: Said | None = None
    differs: bool = False
    noticed: tuple[Noticed, ...] = ()
    notes: tuple[str, ...] = ()
    count: str = ""
    hint: str = ""
    error: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand in the same place of the document, beside what it says there; ``derived``: worked out, not written."""

    where: str
    said: tuple[Said, ...]
    fields: tuple[FieldShown, ...]
    derived: bool = False


@dataclass(frozen=True, slots=True)
class RowShown:
    id: str
    title: str
    fields: tuple[FieldShown, ...] = ()
    groups: tuple[Group, ...] = ()
    noticed: tuple[Noticed, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionShown:
    key: str
    title: str
    url: str
    fields: tuple[FieldShown, ...] = ()
    groups: tuple[Group, ...] = ()
    rows: tuple[RowShown, ...] = ()
    rows_label: str = ""
    one_row: str = ""
    noticed: tuple[Noticed, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class DateToConfirm:
    key: str
    label: str
    written: str
    read_as: str
    where: str
    why: str


@dataclass
class Placed:
    """Findings by section key, then by place inside it: "" the section, "title" a field, "3" a row, "3/date" a field of a row."""

    general: list[Noticed] = field(default_factory=list)
    inside: dict[str, dict[str, list[Noticed]]] = field(default_factory=dict)

    def of(self, section: str, place: str = "") -> tuple[Noticed, ...]:
        return tuple(self.inside.get(section, {}).get(place, ()))

    def count(self, section: str) -> int:
        return sum(map(len, self.inside.get(section, {}).values()))


def noticed_of(data: Json) -> tuple[Path, Noticed]:
    finding = build(Finding, data)
    labels = {"error": _("Error"), "warning": _("Advertencia"), "info": _("Para saber")}
    severity = finding.severity.value
    told = Noticed(severity, labels[severity], finding.message, finding.citation, finding.requirement)
    return tuple(finding.path), told


def place_findings(findings: Sequence[Json], sections: Sequence[Section]) -> Placed:
    by_path: dict[Path, list[Section]] = {}
    for section in sections:
        by_path.setdefault(section.path, []).append(section)
    placed = Placed()
    for path, told in sorted(map(noticed_of, findings), key=lambda each: ORDER[each[1].severity]):
        found = _place(path, by_path)
        if found is None:
            placed.general.append(told)
        else:
            section, place = found
            placed.inside.setdefault(section.key, {}).setdefault(place, []).append(told)
    return placed


def _place(path: Path, by_path: Mapping[Path, list[Section]]) -> tuple[Section, str] | None:
    for length in range(len(path), 0, -1):
        here = by_path.get(path[:length])
        if here:
            rest = path[length:]
            exact = [(section, place) for section in here if (place := _inside(section, rest))]
            return exact[0] if exact else (here[0], "")
    return None


def _inside(section: Section, rest: Path) -> str:
    """ "" where the section has no place for it."""
    rows = section.rows
    if rows and len(rest) > 1 and rest[0] == rows.name and isinstance(rest[1], int):
        row = rest[1] - section.first
        within = section.first <= rest[1] and (section.last is None or rest[1] < section.last)
        names = [each.name for each in rows.fields if rest[2 : 2 + len(each.steps)] == each.steps]
        return "" if not within else f"{row}/{names[0]}" if names else str(row)
    return next((each.name for each in section.fields if rest[: len(each.steps)] == each.steps), "")


def show(section: Section, reading: Json, sources: Sources, placed: Placed, url: str) -> SectionShown:
    """As it was understood."""
    record = at(reading, section.path)
    noticed = [placed.of(section.key, each.name) for each in section.fields]
    groups, empty = _groups(section.fields, record, section.path, "", sources, noticed)
    rows = section.rows
    return SectionShown(
        key=section.key,
        title=section.title,
        url=f"{url}corregir/{section.key}/",
        groups=groups,
        rows=tuple(_rows_shown(section, rows, record, sources, placed)) if rows else (),
        rows_label=str(rows.label) if rows else "",
        noticed=placed.of(section.key),
        empty=", ".join(empty),
    )


def _rows_shown(section: Section, rows: Rows, record: Json, sources: Sources, placed: Placed) -> Iterator[RowShown]:
    for place, row in enumerate(rows_of(section, record)):
        path = (*section.path, rows.name, section.first + place)
        noticed = [placed.of(section.key, f"{place}/{each.name}") for each in rows.fields]
        groups, _empty = _groups(rows.fields, row, path, str(place), sources, noticed)
        title = f"{rows.one} {section.first + place + 1}"
        yield RowShown(str(place), title, groups=groups, noticed=placed.of(section.key, str(place)))


def _groups(
    fields: Sequence[Field],
    holder: Json,
    path: Path,
    row: str,
    sources: Sources,
    noticed: Sequence[tuple[Noticed, ...]],
) -> tuple[tuple[Group, ...], list[str]]:
    """Neighbours from the same place together; and the labels of what there is nothing of."""
    gathered: list[_Gathered] = []
    empty: list[str] = []
    for each, told in zip(fields, noticed, strict=True):
        source = sources.get("/".join(map(str, (*path, *each.steps))))
        one = _shown(each, holder, row, source, told)
        if not (one.value or source or told):
            empty.append(one.label)
            continue
        where = source["where"] if source else ""
        derived = source is None and each.form in (Form.CHOICE, Form.NUMBER)
        if not gathered or not gathered[-1].takes(where, derived=derived and bool(row)):
            gathered.append(_Gathered(where, derived=derived))
        gathered[-1].add(one, source, _words(each, at(holder, each.steps)))
    return tuple(each.group() for each in gathered), empty


@dataclass
class _Gathered:
    where: str
    derived: bool
    texts: dict[str, list[str]] = field(default_factory=dict)
    fields: list[FieldShown] = field(default_factory=list)

    def takes(self, where: str, *, derived: bool) -> bool:
        """The same place; in a row also what was worked out; and after the number that heads it, what it numbers."""
        numbers = self.derived and self.fields[0].form == Form.NUMBER and bool(where)
        return derived or numbers or (bool(where) and where == self.where)

    def add(self, one: FieldShown, source: Mapping[str, str] | None, words: Sequence[str]) -> None:
        self.fields.append(one)
        if source:
            self.where, self.derived = source["where"], False
            self.texts.setdefault(source["text"], []).extend(words)

    def group(self) -> Group:
        said = tuple(Said(self.where, _parts(text, words)) for text, words in self.texts.items())
        return Group(self.where, said, tuple(self.fields), self.derived)


def ask(
    section: Section, reading: Json, typed: Typed, errors: Mapping[str, str], sources: Sources, placed: Placed
) -> SectionShown:
    """The same part as a form, with what was typed."""
    record = at(reading, section.path)
    known = rows_of(section, record)
    rows = section.rows

    def asked(each: Field, row: str = "") -> FieldShown:
        place = int(row) if row.isdigit() and int(row) < len(known) else None
        holder = record if not row else known[place] if place is not None else rows.new() if rows else record
        path = (
            section.path
            if not row
            else (*section.path, rows.name if rows else "", -1 if place is None else section.first + place)
        )
        at_place = each.name if not row else f"{row}/{each.name}"
        source = sources.get("/".join(map(str, (*path, *each.steps))))
        base = _shown(each, holder, row, source, placed.of(section.key, at_place))
        text = typed.values.get(base.name, "")
        return _with(base, each, text, errors.get(base.name, ""))

    def asked_row(number: int, row: str, rows: Rows) -> RowShown:
        fields = tuple(asked(each, row) for each in rows.fields)
        title = f"{rows.one} {section.first + number}"
        return RowShown(row, title, fields, noticed=placed.of(section.key, row))

    return SectionShown(
        key=section.key,
        title=section.title,
        url="",
        fields=tuple(asked(each) for each in section.fields),
        rows=tuple(asked_row(number, row, rows) for number, row in enumerate(typed.rows, 1)) if rows else (),
        rows_label=str(rows.label) if rows else "",
        one_row=str(rows.one).lower() if rows else "",
        noticed=placed.of(section.key),
    )


def _with(base: FieldShown, each: Field, text: str, error: str) -> FieldShown:
    return FieldShown(
        name=base.name,
        label=base.label,
        form=base.form,
        value=text,
        said=base.said,
        differs=base.differs,
        noticed=base.noticed,
        notes=base.notes,
        count=_count(each, text),
        hint=str(each.hint),
        error=error,
        required=each.required,
        choices=tuple((value, str(label)) for value, label in each.choices),
        most=each.most,
    )


def _shown(
    each: Field, holder: Json, row: str, source: Mapping[str, str] | None, noticed: tuple[Noticed, ...]
) -> FieldShown:
    value = at(holder, each.steps)
    text = shown(each, value)
    if each.form is Form.CHOICE:
        text = str(dict(each.choices).get(value or "", "")) if value else ""
    words = _words(each, value)
    return FieldShown(
        name=name_of(each, row),
        label=str(each.label),
        form=each.form.value,
        value=text,
        items=tuple(value) if each.form is Form.LINES else (),
        said=Said(source["where"], _parts(source["text"], words)) if source else None,
        differs=source is not None and any(bare(word) not in bare(source["text"]) for word in words or [" x "]),
        noticed=noticed,
        notes=tuple(_notes(each, value)),
        count=_count(each, text) if each.most else "",
    )


def _notes(each: Field, value: Any) -> Iterator[str]:
    if each.form is Form.DATE and value is not None:
        if value["ambiguous"]:
            yield _("Por confirmar: el día y el mes pueden leerse al revés")
        if value["inferred"]:
            yield _("Año deducido: el documento no lo escribe")
        if value["status"] == "month":
            yield _("Sólo el mes: no se inventa un día")


def _count(each: Field, text: str) -> str:
    if each.most is None:
        return ""
    return _("%(n)s de %(most)s caracteres") % {"n": len(text), "most": each.most}


def _words(each: Field, value: Any) -> list[str]:
    """What to look for in the piece the value came from."""
    match each.form:
        case Form.DATE:
            return [value["source_text"]] if value is not None and value["source_text"] else []
        case Form.LINES:
            return list(value)
    return [str(value)] if value not in (None, "") else []


def _parts(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The text with the words marked; a long stretch of which nothing was taken is cut short."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for start, stop in _spans(text, words):
        if start > end:
            parts.append((_short(text[end:start], first=end == 0, last=False), False))
        parts.append((text[start:stop], True))
        end = stop
    if end < len(text):
        parts.append((_short(text[end:], first=end == 0, last=True), False))
    return tuple(parts)


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words are, in order and without overlaps."""
    # casefold may change lengths ("ß"): then nothing is marked rather than the wrong letters
    folded = text.lower() if len(text.lower()) == len(text) else text
    places = [(folded.find(word.lower()), len(word)) for word in words if word]
    spans: list[tuple[int, int]] = []
    for start, length in sorted(place for place in places if place[0] >= 0):
        if not spans or start >= spans[-1][1]:
            spans.append((start, start + length))
    return spans


def _short(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * AROUND:
        return text
    if first and last:
        return f"{text[: 4 * AROUND]}…" if len(text) > 4 * AROUND else text
    head = "" if first else text[:AROUND]
    tail = "" if last else text[-AROUND:]
    return f"{head}…{tail}"


def dates_to_confirm(sections: Sequence[Section], reading: Json, sources: Sources) -> list[DateToConfirm]:
    """Each date that may be read in two ways, or whose year was worked out, once."""
    found = []
    for section in sections:
        record = at(reading, section.path)
        holders = [(record, section.path, section.fields, section.title)]
        if section.rows:
            for place, row in enumerate(rows_of(section, record)):
                path = (*section.path, section.rows.name, section.first + place)
                title = str(row.get("title") or row.get("name") or section.rows.one)
                holders.append((row, path, section.rows.fields, f"{section.title} · {title}"))
        for holder, path, fields, title in holders:
            found += [_to_confirm(each, holder, path, title, sources) for each in fields if _is_doubtful(each, holder)]
    return found


def _is_doubtful(each: Field, holder: Json) -> bool:
    value = at(holder, each.steps) if each.form is Form.DATE else None
    return value is not None and (value["ambiguous"] or value["inferred"])


def _to_confirm(each: Field, holder: Json, path: Path, title: str, sources: Sources) -> DateToConfirm:
    value = at(holder, each.steps)
    key = "/".join(map(str, (*path, *each.steps)))
    why = _("¿Día y mes?") if value["ambiguous"] else _("Año deducido")
    where = sources.get(key, {}).get("where", "")
    return DateToConfirm(
        key, f"{title} · {str(each.label).lower()}", value["source_text"], render(date_of(value)), where, why
    )
