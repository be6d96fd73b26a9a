"""The documents of an application while it is written: each waits with what it is, and can be taken out before it is sent.

In the form each has a row: ``file_1`` chosen now or ``held_1`` that waits, ``label_1`` what it is, ``out_1`` to take it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tequio.calls.actions import LABEL, MOST_ENCLOSED, Attached, EnclosureSaysNothing
from tequio.calls.held import Held, held_in, hold
from tequio.files.actions import FileIsMissing
from tequio.formats.attachments import UnacceptableFile
from tequio.formats.lines import clean_line
from tequio.web import words

ROWS = range(1, MOST_ENCLOSED + 1)
FIELDS = ("file", "held", "label", "out")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A row of the form. ``held`` is None of one that was not taken; ``wrong`` is why, told at the field ``at``."""

    number: int
    label: str
    held: Held | None = None
    wrong: str = ""
    at: str = "file"

    @property
    def field(self) -> str:
        return f"{self.at}_{self.number}"


def enclosed(
    data: QueryDict, files: MultiValueDict[str, UploadedFile[Any]], *, full: bool = False
) -> tuple[Enclosure, ...]:
    """Those that were taken first, in their order; then what has to be chosen again. The rows that say nothing are left out.
    ``full``: no new one is taken for now."""
    found = [each for number in ROWS if (each := _row(number, data, files, full)) is not None]
    ordered = sorted(found, key=lambda each: each.held is None)
    return tuple(replace(each, number=number) for number, each in enumerate(ordered, 1))


def _row(number: int, data: QueryDict, files: MultiValueDict[str, UploadedFile[Any]], full: bool) -> Enclosure | None:
    upload = files.get(f"file_{number}")
    label = clean_line(data.get(f"label_{number}", ""))[:LABEL]
    row = Enclosure(number, label)
    if upload is not None and full:
        later = _("Desde esta red ya llegaron muchos documentos en una hora: agréguelo más tarde, o envíe sin él.")
        return replace(row, wrong=later)
    if upload is not None:
        try:
            return _told(replace(row, held=hold(upload)))
        except UnacceptableFile as refusal:
            return replace(row, wrong=str(refusal))
    if data.get(f"out_{number}") or data.get("do") == f"out-{number}":
        return None
    known = held_in(data.get(f"held_{number}", ""))
    if known is not None:
        lost = _("«%(name)s» ya no está aquí: pasó más de un día. Elíjalo otra vez.") % {"name": known.name}
        return _told(replace(row, held=known)) if known.waits() else replace(row, wrong=lost)
    forgotten = _("Falta elegir el archivo de «%(label)s»; si ya no lo quiere, borre ese nombre.") % {"label": label}
    return replace(row, wrong=forgotten) if label else None


def _told(row: Enclosure) -> Enclosure:
    if row.label or row.held is None:
        return row
    return replace(row, wrong=str(EnclosureSaysNothing.of(row.held.name)), at="label")


def standing(data: QueryDict, rows: Sequence[Enclosure]) -> QueryDict:
    """What was sent, with its documents as they stand: what the page shows again, and what its draft keeps."""
    left = data.copy()
    for name in [f"{field}_{number}" for field in FIELDS for number in ROWS]:
        left.pop(name, None)
    for each in rows:
        left[f"label_{each.number}"] = each.label
        if each.held is not None:
            left[f"held_{each.number}"] = each.held.token
    return left


def attached(rows: Sequence[Enclosure]) -> Iterator[Attached]:
    """One at a time, so that they are never all in memory. Raises FileIsMissing of one that was collected meanwhile."""
    for each in rows:
        found = each.held.attached(each.label) if each.held is not None else None
        if found is None:
            raise FileIsMissing(_("Un documento ya no está aquí: elíjalo otra vez."))
        yield found


@dataclass(frozen=True, slots=True)
class RowShown:
    """``held`` is empty of a row to choose a file in; but for the first one of all, those are ``folded`` until they are wanted."""

    number: int
    label: str
    name: str = ""
    size: str = ""
    held: str = ""
    folded: bool = False

    @property
    def file_field(self) -> str:
        return f"file_{self.number}"

    @property
    def label_field(self) -> str:
        return f"label_{self.number}"


def rows_shown(typed: Mapping[str, Sequence[str]], wrong: Sequence[str]) -> tuple[RowShown, ...]:
    """``typed`` as ``standing`` leaves it; ``wrong``: the fields that have to be corrected."""
    rows: list[RowShown] = []
    for number in ROWS:
        label, token = (([*typed.get(f"{name}_{number}", ())] or [""])[-1] for name in ("label", "held"))
        held = held_in(token)
        if held is not None:
            rows.append(RowShown(number, label, held.name, words.size(held.size), token))
            continue
        row = RowShown(number, label)
        rows.append(replace(row, folded=number > 1 and not label and row.file_field not in wrong))
    return tuple(rows)
