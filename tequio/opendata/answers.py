"""A file as the answer to a request: named as it is saved (RFC 6266), never shown as a page, never kept stale."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from tequio.core.dataset import Dataset, Row
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import csv_out, xlsx_out

CSV = "text/csv; charset=utf-8; header=present"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
CALENDAR = "text/calendar; charset=utf-8"
PROJECT = "application/xml"
JSON = "application/json"
JSON_LINES = "application/jsonl"


def as_file(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """Asked for again each time: a moved date must not wait for a cache."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, no_cache=True)
    return response


def whole(content: bytes, media_type: str, name: str) -> HttpResponseBase:
    return as_file(HttpResponse(content, content_type=media_type), name)


def streamed(content: Iterable[bytes], media_type: str, name: str) -> HttpResponseBase:
    return as_file(StreamingHttpResponse(content, content_type=media_type), name)


def csv_file(dataset: Dataset, rows: Iterator[Row], exercise: ExerciseHeader) -> HttpResponseBase:
    return streamed(csv_out.stream(dataset, rows), CSV, f"{dataset.name}-{exercise.slug}.csv")


def xlsx_file(dataset: Dataset, rows: Iterator[Row], exercise: ExerciseHeader) -> HttpResponseBase:
    """Written to disk row by row, then sent from there."""
    book = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it when it was sent
    xlsx_out.write_rows(dataset, rows, book, dated=exercise.today)
    book.seek(0)
    return as_file(FileResponse(book, content_type=XLSX), f"{dataset.name}-{exercise.slug}.xlsx")
