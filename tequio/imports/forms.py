"""A part of a reading as a plain form, and what was typed as records again. Nothing typed is lost, right or wrong."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tequio.core.dates import FuzzyDate, parse, render
from tequio.formats.reading_json import build, to_json
from tequio.imports.fields import Field, Form, Json, Section, at
from tequio.imports.provenance import Sources
from tequio.web import words

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
#: more rows than this in one part are a mistake or an attack
MOST_ROWS = 80
MOST = 32_767


class NotThat(Exception):
    """What was typed is not what the field asks for; the text says what is."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands on the page: html name → text; ``rows`` are ids, the position of a known row or "n1", "n2"… of a new one."""

    values: Mapping[str, str]
    rows: tuple[str, ...] = ()

    def with_row(self) -> Typed:
        used = [int(each[1:]) for each in self.rows if each.startswith("n")]
        return replace(self, rows=(*self.rows, f"n{max(used, default=0) + 1}"))

    def without_row(self, row: str) -> Typed:
        return replace(self, rows=tuple(each for each in self.rows if each != row))


@dataclass(frozen=True, slots=True)
class Correction:
    """``record`` is what stands at the path of the section; ``errors`` by html name; ``moved`` says where each known row went;
    ``touched`` names the fields that say something else."""

    record: Json
    errors: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[int, int] = field(default_factory=dict)
    touched: tuple[str, ...] = ()


def name_of(each: Field, row: str = "") -> str:
    return f"{f'fila-{row}' if row else 'campo'}-{each.name.replace('.', '-')}"


def rows_of(section: Section, record: Json) -> list[Json]:
    return record[section.rows.name][section.first : section.last] if section.rows else []


def stored(section: Section, reading: Json) -> Typed:
    """The form as it begins."""
    record = at(reading, section.path)
    values = {name_of(each): shown(each, at(record, each.steps)) for each in section.fields}
    rows = rows_of(section, record)
    for place, row in enumerate(rows):
        for each in section.rows.fields if section.rows else ():
            values[name_of(each, str(place))] = shown(each, at(row, each.steps))
    return Typed(values, tuple(str(place) for place in range(len(rows))))


def posted(post: QueryDict) -> Typed:
    rows = [each for each in post.getlist("fila") if re.fullmatch(r"n?\d{1,4}", each)]
    return Typed({name: _clean(str(text)) for name, text in post.items()}, tuple(dict.fromkeys(rows))[:MOST_ROWS])


def mark(section: Section, reading: Json) -> str:
    """Changes when somebody else corrected the same part."""
    record = at(reading, section.path)
    seen = [[at(record, each.steps) for each in section.fields], rows_of(section, record)]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:16]


def shown(each: Field, value: Any) -> str:
    if value is None:
        return ""
    match each.form:
        case Form.DATE:
            return render(date_of(value))
        case Form.LINES:
            return "\n".join(" ".join(line.split()) for line in value)
        case _:
            return str(value)


def date_of(value: Json) -> FuzzyDate:
    made = build(FuzzyDate, value)
    assert isinstance(made, FuzzyDate)  # noqa: S101  build gives what it was asked for
    return made


def correct(section: Section, reading: Json, typed: Typed) -> Correction:
    """The record with what was typed; a field in error keeps its former value."""
    record = copy.deepcopy(at(reading, section.path))
    errors: dict[str, str] = {}
    _set(section.fields, record, typed, "", errors)
    moved: dict[int, int] = {}
    if section.rows:
        known = rows_of(section, record)
        kept: list[Json] = []
        for row in typed.rows:
            old = known[int(row)] if row.isdigit() and int(row) < len(known) else None
            if old is not None:
                moved[section.first + int(row)] = section.first + len(kept)
            made = section.rows.new() if old is None else old
            _set(section.rows.fields, made, typed, row, errors)
            kept.append(made)
        everything = record[section.rows.name]
        end = len(everything) if section.last is None else section.last
        for place in (*range(section.first), *range(end, len(everything))):
            moved[place] = place if place < section.first else place + len(kept) - len(known)
        record[section.rows.name] = [*everything[: section.first], *kept, *everything[end:]]
    _told(section, at(reading, section.path), record)
    return Correction(record, errors, moved, touched(section, reading, typed))


def touched(section: Section, reading: Json, typed: Typed) -> tuple[str, ...]:
    """In the words of the page, each once; a row that came or went by the name of its table."""
    before = stored(section, reading)
    rows = [(row, each) for row in typed.rows if row in before.rows for each in _row_fields(section)]
    pairs = [(name_of(each), each) for each in section.fields] + [(name_of(each, row), each) for row, each in rows]
    names = [
        str(each.label) for name, each in pairs if typed.values.get(name, "").strip() != before.values[name].strip()
    ]
    if section.rows and typed.rows != before.rows:
        names.append(str(section.rows.label))
    return tuple(dict.fromkeys(names))


def _set(fields: tuple[Field, ...], record: Json, typed: Typed, row: str, errors: dict[str, str]) -> None:
    for each in fields:
        name = name_of(each, row)
        holder, last = at(record, each.steps[:-1]), each.steps[-1]
        text = typed.values.get(name, "").strip()
        if text == shown(each, holder[last]).strip() and (text or not each.required):
            continue
        try:
            holder[last] = value_of(each, text)
        except NotThat as wrong:
            errors[name] = str(wrong)


def value_of(each: Field, text: str) -> Any:
    """Raises NotThat with what to write instead."""
    if each.required and not text:
        raise NotThat(_("Escriba algo en «%(label)s»: no puede quedar vacío.") % {"label": each.label})
    if told := _too_long_text(each, text):
        raise NotThat(told)
    match each.form:
        case Form.DATE:
            return _date(text)
        case Form.NUMBER:
            return _number(each, text)
        case Form.LINES:
            return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        case Form.CHOICE:
            if text not in dict(each.choices):
                raise NotThat(_("Elija una opción de la lista."))
            return text or None
        case Form.LINE:
            return " ".join(text.split())
    return text


def _number(each: Field, text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII) or not int(text) <= MOST:
        raise NotThat(
            _("«%(text)s» no es un número: en «%(label)s» van sólo cifras.") % {"text": text[:40], "label": each.label}
        )
    return int(text)


def _date(text: str) -> Json | None:
    if not text:
        return None
    found = parse(text)
    if found is not None:
        made: Json = to_json(found)
        return made
    raise NotThat(words.not_a_date(text))


def _told(section: Section, before: Json, record: Json) -> None:
    """What a person filled in where there was nothing is a field that the document has from now on: its rules run on it."""
    if "fields" in record:
        new = {str(each.steps[0]) for each in section.fields if at(record, each.steps) and not at(before, each.steps)}
        record["fields"] = sorted({*record["fields"], *new})


def _clean(text: str) -> str:
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def put(reading: Json, section: Section, record: Json) -> Json:
    """The whole reading with one record in its place."""
    whole = copy.deepcopy(reading)
    at(whole, section.path[:-1])[section.path[-1]] = record
    return whole


def moved_sources(sources: Sources, section: Section, moved: Mapping[int, int]) -> Sources:
    """The places in the document follow their rows; those of a removed row are forgotten."""
    if section.rows is None:
        return sources
    start = "/".join(map(str, (*section.path, section.rows.name))) + "/"
    kept: Sources = {}
    for key, source in sources.items():
        place, slash, rest = key.removeprefix(start).partition("/")
        if not key.startswith(start) or not place.isdigit():
            kept[key] = source
        elif int(place) in moved:
            kept[f"{start}{moved[int(place)]}{slash}{rest}"] = source
    return kept


def overlong(sections: list[Section], reading: Json) -> list[tuple[Section, str]]:
    """What the document says with more letters than the record takes: where, and a sentence."""
    found = []
    for section in sections:
        record = at(reading, section.path)
        for each in section.fields:
            found += [(section, told) for told in _too_long(each, record)]
        for row in rows_of(section, record):
            found += [(section, told) for each in _row_fields(section) for told in _too_long(each, row)]
    return found


def _too_long(each: Field, holder: Json) -> list[str]:
    told = _too_long_text(each, shown(each, at(holder, each.steps)))
    return [told] if told else []


def _too_long_text(each: Field, text: str) -> str:
    pieces = text.splitlines() if each.form is Form.LINES else [text]
    longest = max(map(len, pieces), default=0)
    counts = {"label": each.label, "n": longest, "most": each.longest}
    told = _("«%(label)s» tiene %(n)s caracteres y caben %(most)s: acórtelo.") % counts
    return told if longest > each.longest else ""


def _row_fields(section: Section) -> tuple[Field, ...]:
    return section.rows.fields if section.rows else ()
