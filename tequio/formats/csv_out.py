"""Rows as CSV (RFC 4180) that a spreadsheet opens well: UTF-8 with BOM, stable columns, no cell that acts as a formula.

Source of the neutralisation: OWASP, CSV Injection. Streamed: memory does not grow with the rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tequio.core.dataset import Dataset, Row, Value

BOM = "\ufeff"
#: a cell that begins with one of these is run by Excel, LibreOffice or Google Sheets
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
ROWS_PER_PIECE = 500


def stream(dataset: Dataset, rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces of UTF-8; the first has the BOM and the headings."""
    out = io.StringIO(BOM)
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(dataset.headings)
    for count, row in enumerate(rows, 1):
        writer.writerow(map(plain, row))
        if count % ROWS_PER_PIECE == 0:
            yield _emptied(out)
    yield _emptied(out)


def plain(value: Value) -> str:
    """The text of a cell: dates in ISO 8601, booleans in lower case, nothing for None, no live formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return neutralised(value) if isinstance(value, str) else str(value)


def neutralised(text: str) -> str:
    """A quote before a text that a spreadsheet would run; the NUL, that no reader takes, becomes U+FFFD."""
    safe = f"'{text}" if text.startswith(DANGEROUS) else text
    return safe.replace("\0", "\ufffd")


def _emptied(out: io.StringIO) -> bytes:
    piece = out.getvalue().encode("utf-8", "replace")
    out.seek(0)
    out.truncate()
    return piece
