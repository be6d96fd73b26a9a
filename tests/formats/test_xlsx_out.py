from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest

from tequio.core.dataset import Dataset, Field, FieldKind, Row
from tequio.formats import xlsx_out
from tests.formats.outlines import HOSTILE, OUTLINE, STAMPED

DATASET = Dataset(
    "prueba",
    "Prueba: [1]",
    "",
    (
        Field("texto", "Texto"),
        Field("numero", "Número", FieldKind.INTEGER),
        Field("dia", "Día", FieldKind.DATE),
        Field("momento", "Momento", FieldKind.MOMENT),
        Field("si", "Sí", FieldKind.BOOLEAN),
    ),
)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def table(rows: list[Row]) -> Any:
    out = io.BytesIO()
    xlsx_out.write_rows(DATASET, rows, out, dated=date(2019, 8, 22))
    return opened(out.getvalue()).worksheets[0]


@pytest.mark.covers("req:127")
def test_the_same_outline_gives_the_same_bytes() -> None:
    assert xlsx_out.render(STAMPED) == xlsx_out.render(STAMPED)


def test_each_new_page_is_a_sheet_with_a_name_that_excel_takes() -> None:
    assert opened(xlsx_out.render(OUTLINE)).sheetnames == ["Ficha", "Plan   anual  de trabajo"]


def test_sheet_names_are_not_repeated() -> None:
    taken: set[str] = set()
    names = [xlsx_out.sheet_name("Plan anual de trabajo del compromiso", taken) for _ in range(3)]
    assert len({name.lower() for name in names}) == 3
    assert max(map(len, names)) <= 31
    assert xlsx_out.sheet_name("///", taken) == "Hoja"


def test_dates_and_numbers_are_real_and_the_rest_is_text() -> None:
    sheet = opened(xlsx_out.render(OUTLINE)).worksheets[1]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    (dated,) = (cell for cell in cells if cell.is_date)
    assert dated.value == datetime(2019, 9, 5)
    assert dated.number_format == "dd/mm/yyyy"
    assert {cell.value for cell in cells if cell.data_type == "n" and not cell.is_date} >= {1, 2, 3}
    assert "Por definir" in {cell.value for cell in cells}


@pytest.mark.covers("exp:11", "req:127")
def test_no_text_becomes_a_formula_or_a_link() -> None:
    content = xlsx_out.render(OUTLINE)
    book = opened(content)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {text for text in HOSTILE if "\0" not in text} <= values
    assert "nulo\ufffd y campana\ufffd" in values
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "externalLink" in name or "connections" in name]


def test_the_sheet_prints_on_letter_with_the_headings_of_its_table() -> None:
    sheet = opened(xlsx_out.render(STAMPED)).worksheets[1]
    assert sheet.page_setup.paperSize == "1" or sheet.page_setup.paperSize == 1
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"
    assert "DPC/012/2026" in sheet.oddFooter.left.text


@pytest.mark.covers("exp:11")
def test_a_table_keeps_its_types() -> None:
    moment = datetime(2019, 10, 1, 18, 30, tzinfo=UTC)
    sheet = table([("=1+1", 7, date(2019, 9, 5), moment, True), (None, None, None, None, False)])
    assert [cell.value for cell in sheet[1]] == ["texto", "numero", "dia", "momento", "si"]
    text, number, day, instant, yes = sheet[2]
    assert (text.value, text.data_type) == ("=1+1", "s")
    assert number.value == 7
    assert (day.value, day.is_date) == (datetime(2019, 9, 5), True)
    assert instant.value == datetime(2019, 10, 1, 18, 30)
    assert yes.value is True
    assert [cell.value for cell in sheet[3]] == [None, None, None, None, False]
    assert sheet.freeze_panes == "A2"


@pytest.mark.covers("exp:11")
def test_every_hostile_text_in_a_table_is_only_text() -> None:
    sheet = table([(text, None, None, None, None) for text in HOSTILE])
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_a_text_longer_than_a_cell_is_cut_in_sight() -> None:
    value = table([("a" * 40_000, None, None, None, None)])["A2"].value
    assert len(value) == xlsx_out.LONGEST
    assert value.endswith("…")


@pytest.mark.covers("exp:11")
def test_memory_does_not_grow_with_the_rows() -> None:
    def rows(count: int) -> Iterator[Row]:
        moment = datetime(2019, 10, 1, tzinfo=UTC)
        return ((f"Actividad {n}", n, date(2019, 9, 5), moment, True) for n in range(count))

    def peak(count: int, tmp: Any) -> int:
        tracemalloc.start()
        with tmp.open("wb") as out:
            xlsx_out.write_rows(DATASET, rows(count), out)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        small = peak(2_000, Path(folder) / "a.xlsx")
        large = peak(20_000, Path(folder) / "b.xlsx")
    assert large < small * 1.3 + 500_000
