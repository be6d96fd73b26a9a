from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.dataset import Dataset, Field, Row
from tequio.formats import csv_out
from tests.formats.outlines import HOSTILE

DATASET = Dataset("prueba", "Prueba", "", (Field("texto", "Texto"), Field("otro", "Otro")))


def parsed(rows: list[Row]) -> list[list[str]]:
    content = b"".join(csv_out.stream(DATASET, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


@pytest.mark.covers("exp:11")
def test_it_begins_with_the_mark_that_tells_excel_it_is_utf8() -> None:
    content = b"".join(csv_out.stream(DATASET, [("ñandú", 1)]))
    assert content.startswith(b"\xef\xbb\xbftexto,otro\r\n")
    assert "ñandú".encode() in content


@pytest.mark.covers("exp:11")
@pytest.mark.parametrize("text", [*HOSTILE, "\r=1", "\0=1", "\n=1"])
def test_no_cell_is_run_by_a_spreadsheet(text: str) -> None:
    value = parsed([(text, "x")])[1][0]
    assert not value.startswith(csv_out.DANGEROUS)
    assert value in {text.replace("\0", "\ufffd"), "'" + text.replace("\0", "\ufffd")}


@pytest.mark.covers("exp:11")
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_the_text_it_is_one_cell_that_is_not_run(text: str) -> None:
    rows = parsed([(text, "fin")])
    assert len(rows) == 2
    assert rows[1][1] == "fin"
    assert rows[1][0].removeprefix("'") == text.replace("\0", "\ufffd").removeprefix("'")
    assert not rows[1][0].startswith(csv_out.DANGEROUS)


def test_types_have_one_text_each() -> None:
    moment = datetime(2019, 10, 1, 18, tzinfo=UTC)
    values = [csv_out.plain(value) for value in (None, True, False, -3, date(2019, 9, 5), moment, "a")]
    assert values == ["", "true", "false", "-3", "2019-09-05", "2019-10-01T18:00:00+00:00", "a"]


def test_a_negative_number_is_a_number() -> None:
    assert parsed([("margen", -3)])[1][1] == "-3"


@pytest.mark.covers("exp:11")
def test_fifty_thousand_rows_are_streamed() -> None:
    tracemalloc.start()
    size = sum(len(piece) for piece in csv_out.stream(DATASET, ((f"Actividad {n}", n) for n in range(50_000))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 1_000_000
    assert peak < 500_000
