"""A report as the table that somebody takes away."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.http import HttpResponse

from tequio.calls.views.calls import given_out
from tequio.core.dataset import Dataset, Row
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import csv_out, xlsx_out


def table_file(dataset: Dataset, rows: Iterable[Row], form: str, exercise: ExerciseHeader) -> HttpResponse:
    name = f"{dataset.name}-{exercise.slug}.{form}"
    if form == "csv":
        content = b"".join(csv_out.stream(dataset, rows))
        return given_out(content, "text/csv; charset=utf-8; header=present", name)
    book = io.BytesIO()
    xlsx_out.write_rows(dataset, rows, book, dated=exercise.today)
    return given_out(book.getvalue(), MEDIA_TYPES[Form.XLSX], name)
