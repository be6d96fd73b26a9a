"""Everything of an exercise into one parcel, thing by thing: memory grows neither with the rows nor with the files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files as package_files
from pathlib import Path
from typing import IO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tequio.archive.contents import papers, tables
from tequio.archive.contents.act import act_outline
from tequio.archive.contents.pending import GROUPS, Pending, pending_of
from tequio.archive.contents.pending import TABLE as PENDING
from tequio.archive.contents.rows import Rows, path_of_file
from tequio.archive.models import Kind, TermEnd
from tequio.archive.queries import areas_of
from tequio.core.dataset import Dataset, Row
from tequio.documents.rendering import Form, render
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader, StageShown, header_of, stages
from tequio.formats import csv_out, xlsx_out
from tequio.formats.parcel import PRINTS, RECORD, Packed, Parcel
from tequio.opendata.records import lines
from tequio.web import words

FONTS = ("bricolage.woff2", "noto.woff2", "noto-peoples.woff2", "noto-tones.woff2")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the index: what opens it, how big it is, and what a person calls it."""

    title: str
    path: str
    note: str = ""
    url: str = ""
    lost: bool = False


@dataclass(slots=True)
class Told:
    """What the index tells of what went in; ``rows`` counts the lines of each table."""

    documents: list[Listed] = field(default_factory=list)
    evidence: list[Listed] = field(default_factory=list)
    tables: list[Listed] = field(default_factory=list)
    reserved: list[Listed] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    events: int = 0


def pack_into(out: IO[bytes], exercise: Exercise, *, kind: str, now: datetime) -> int:
    """The whole pack, in Spanish whoever asks; how many files. The record has to be sealed before, so that nothing is missing in it."""
    with translation.override("es-mx"), Parcel(out) as parcel:
        shown, told = header_of(exercise, now=now), Told()
        pending = pending_of(shown, reserved=kind == Kind.RESERVED, now=now)
        add_documents(parcel, shown, told)
        add_tables(parcel, shown, told, now)
        add_record(parcel, told)
        if kind == Kind.RESERVED:
            add_reserved(parcel, exercise, told)
        add_face(parcel, exercise, shown, told, pending, kind)
    return len(parcel.packed) + 1


def add_documents(parcel: Parcel, exercise: ExerciseHeader, told: Told) -> None:
    """One at a time; then the table that lists them with their folios and fingerprints."""
    rows: list[Row] = []
    for each in papers.papers_of(exercise):
        packed = parcel.add(each.path, each.pieces) if each.path and not each.lost else None
        rows.append(each.row(packed.sha256 if packed else ""))
        told.lost += each.lost
        listed = Listed(each.title, each.path, note_of(each, packed), each.url, each.lost)
        (told.evidence if each.kind == "evidence" else told.documents).append(listed)
    add_table(parcel, papers.LIST, iter(rows), told)


def note_of(document: papers.Document, packed: Packed | None) -> str:
    folio = _("folio %(folio)s, versión %(n)s") % {"folio": document.folio, "n": document.version}
    parts = (
        papers.KINDS[document.kind],
        folio if document.folio else "",
        words.short_date(document.day) if document.day else "",
        words.size(packed.size) if packed else "",
    )
    return " · ".join(filter(None, parts))


def add_tables(parcel: Parcel, exercise: ExerciseHeader, told: Told, now: datetime) -> None:
    for dataset, rows in tables.published(exercise, now=now):
        add_table(parcel, dataset, iter(rows), told)


def add_table(parcel: Parcel, dataset: Dataset, rows: Iterator[Row], told: Told) -> None:
    path = f"tablas/{dataset.name}.csv"
    parcel.add(path, csv_out.stream(dataset, counting(rows, dataset.name, told)))
    told.tables.append(Listed(dataset.title, path, dataset.description))


def counting(rows: Iterator[Row], name: str, told: Told) -> Iterator[Row]:
    told.rows[name] = 0
    for row in rows:
        told.rows[name] += 1
        yield row


def add_record(parcel: Parcel, told: Told) -> None:
    def counted() -> Iterator[bytes]:
        # the first line is the checkpoint
        for number, line in enumerate(lines()):
            told.events = number
            yield line

    parcel.add(RECORD, counted())


def add_reserved(parcel: Parcel, exercise: Exercise, told: Told) -> None:
    reader = Rows(exercise)
    for kept, dataset, rows in reader.tables():
        parcel.add(kept.file, csv_out.stream(dataset, rows))
        count = reader.counts[kept.table]
        told.reserved.append(Listed(kept.table, kept.file, _("%(n)s renglones") % {"n": words.number(count)}))
    for file in reader.stored_files().iterator(chunk_size=200):
        if papers.is_whole(file):
            parcel.add(path_of_file(file), papers.read(file))
        else:
            told.lost += 1


def add_face(
    parcel: Parcel, exercise: Exercise, shown: ExerciseHeader, told: Told, pending: list[Pending], kind: str
) -> None:
    """What a person opens first: the acta, the pending things as a spreadsheet, the index, and the text that explains it all."""
    end = TermEnd.objects.filter(exercise=exercise, reopened_at__isnull=True).first()
    counts = inventory(told)
    act = act_outline(shown, pending, counts, end)
    parcel.add("acta-de-entrega-recepcion.docx", iter((render(act, Form.DOCX),)))
    parcel.add("pendientes.xlsx", spreadsheet(PENDING, [each.row for each in pending], shown))
    page = index_of(exercise, shown, told, pending, counts, kind, end)
    parcel.add("LEEME.txt", iter((render_to_string("archive/pack/readme.txt", {"page": page}).encode(),)))
    parcel.add("index.html", iter((render_to_string("archive/pack/index.html", {"page": page}).encode(),)))
    parcel.add("estilo/paquete.css", iter((package_files("tequio.archive").joinpath("pack.css").read_bytes(),)))
    for name in FONTS:
        parcel.add(f"estilo/{name}", iter((fonts().joinpath(name).read_bytes(),)))


def fonts() -> Path:
    return Path(settings.PACKAGE) / "web" / "static" / "web" / "fonts"


def inventory(told: Told) -> list[tuple[str, int]]:
    counts = [
        (_("Documentos"), sum(not each.lost for each in told.documents)),
        (_("Evidencias"), sum(not each.lost for each in told.evidence)),
        (_("Tablas"), len(told.tables)),
        (_("Renglones en las tablas"), sum(told.rows.values())),
        (_("Eventos del registro público"), told.events),
    ]
    return [*counts, (_("Archivos que faltan o están dañados"), told.lost)] if told.lost else counts


def spreadsheet(dataset: Dataset, rows: list[Row], exercise: ExerciseHeader) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as book:
        xlsx_out.write_rows(dataset, rows, book, dated=exercise.today)
        book.seek(0)
        while piece := book.read(papers.PIECE):
            yield piece


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    items: tuple[Pending, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """``prints`` and ``record`` are where ``tequio verify`` looks."""

    exercise: ExerciseHeader
    areas: tuple[tuple[str, str], ...]
    stages: tuple[StageShown, ...]
    counts: tuple[tuple[str, int], ...]
    documents: tuple[Listed, ...]
    evidence: tuple[Listed, ...]
    tables: tuple[Listed, ...]
    reserved: tuple[Listed, ...]
    groups: tuple[Group, ...]
    pending: int
    is_reserved: bool
    end: TermEnd | None
    lost: int
    prints: str = PRINTS
    record: str = RECORD


def index_of(
    exercise: Exercise,
    shown: ExerciseHeader,
    told: Told,
    pending: list[Pending],
    counts: list[tuple[str, int]],
    kind: str,
    end: TermEnd | None,
) -> Index:
    return Index(
        exercise=shown,
        areas=areas_of(exercise),
        stages=stages(shown),
        counts=tuple(counts),
        documents=tuple(told.documents),
        evidence=tuple(told.evidence),
        tables=tuple(told.tables),
        reserved=tuple(told.reserved),
        groups=grouped(pending),
        pending=len(pending),
        is_reserved=kind == Kind.RESERVED,
        end=end,
        lost=told.lost,
    )


def grouped(pending: list[Pending]) -> tuple[Group, ...]:
    found = ((label, tuple(each for each in pending if each.group == group)) for group, label in GROUPS.items())
    return tuple(Group(str(label), items) for label, items in found if items)
