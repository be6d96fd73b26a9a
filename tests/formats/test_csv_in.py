"""Separated values: encodings, separators, quotes, short rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tequio.core.reading.document import Table
from tequio.formats.csv_in import best_separator, read_csv


def rows(data: bytes) -> list[list[str]]:
    (table,) = read_csv(data, "x.csv").blocks
    assert isinstance(table, Table)
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_any_separator_in_any_encoding(separator: str, encoding: str) -> None:
    text = f"No.{separator}Actividad{separator}Término\n1{separator}Sesión número uno, según la convocatoria{separator}28 de junio\n"
    text = text.replace("Sesión número uno, según la convocatoria", '"Sesión número uno, según la convocatoria"')
    assert rows(text.encode(encoding)) == [
        ["No.", "Actividad", "Término"],
        ["1", "Sesión número uno, según la convocatoria", "28 de junio"],
    ]


def test_decimal_commas_do_not_look_like_separators() -> None:
    assert rows(b"proyecto;costo\nA;1.234,50\nB;99,5\n") == [
        ["proyecto", "costo"],
        ["A", "1.234,50"],
        ["B", "99,5"],
    ]


def test_line_breaks_inside_quotes_and_source_row_numbers() -> None:
    document = read_csv(b'a,b\r\n"uno\r\ndos",x\r\n\r\nfin,y\r\n\r\n', "x.csv")
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["a", "b"],
        ["uno\ndos", "x"],
        ["", ""],
        ["fin", "y"],
    ]
    assert table.row_numbers == (1, 2, 4, 5)


def test_short_rows_are_filled_and_the_separator_may_be_declared() -> None:
    assert rows(b"sep=;\na;b;c\n1;2\n") == [["a", "b", "c"], ["1", "2", ""]]


def test_nul_bytes_are_removed_and_noted() -> None:
    document = read_csv(b"id,t\n1,a\0b\n", "x.csv")
    assert [item.text for item in document.dropped] == ["(1 caracteres nulos)"]
    assert rows(b"id,t\n1,a\0b\n")[1] == ["1", "ab"]


def test_one_column_and_nothing_at_all() -> None:
    assert rows(b"compromiso\nuno\ndos\n") == [["compromiso"], ["uno"], ["dos"]]
    assert read_csv(b"\n \n", "x.csv").blocks == ()
    assert best_separator("una sola línea, con coma") == ","


@pytest.mark.needs_shared
def test_the_bad_files_of_the_shared_folder(shared: Path) -> None:
    made = shared / "data" / "bad-input" / "made"
    assert rows((made / "csv_latin1.csv").read_bytes())[1] == ["1", "Consulta ñandú"]
    assert rows((made / "csv_utf16le_bom.csv").read_bytes())[0] == ["id", "título"]
    assert rows((made / "csv_utf8_bom_crlf.csv").read_bytes())[1] == ["1", "línea\ndoble"]
    assert {len(row) for row in rows((made / "csv_ragged.csv").read_bytes())} == {4}
