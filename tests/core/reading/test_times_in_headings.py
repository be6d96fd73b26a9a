"""Headings that stand for a time, and headings typed in a hurry."""

from __future__ import annotations

import pytest

from tequio.core.reading.calendars import calendar_names, months_named, quarters_below, weeks_below
from tequio.core.reading.document import Cell
from tequio.core.reading.headings import column_of, label_of
from tequio.core.reading.misspellings import corrected


@pytest.mark.parametrize(
    ("texts", "months"),
    [
        (["E", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"], {place: [place + 1] for place in range(12)}),
        (["No", "Actividad", "S", "O", "N", "D", "E", "F"], {2: [9], 3: [10], 4: [11], 5: [12], 6: [1], 7: [2]}),
        (
            ["Clave", "1er trimestre", "Trim. 2", "III trimestre 2022", "T4"],
            {1: [1, 2, 3], 2: [4, 5, 6], 3: [7, 8, 9], 4: [10, 11, 12]},
        ),
        (["Fase", "1-5 abr", "8-12 abr", "29 abr al 3 may"], {1: [4], 2: [4], 3: [4]}),
        (["Fase", "2023-01-09", "2023-01-16", "2023-02-06"], {1: [1], 2: [1], 3: [2]}),
    ],
)
def test_headings_that_are_times(texts: list[str], months: dict[int, list[int]]) -> None:
    assert {place: list(months_named(name)) for place, name in calendar_names(texts).items()} == months


@pytest.mark.parametrize(
    "texts",
    [
        ["a", "b", "c", "d"],
        ["1", "2", "3", "4"],
        ["Reunión", "5 de abril", "Minuta"],
        ["5to trimestre"],
        ["Salón A", "B", "C"],
    ],
)
def test_headings_that_are_none(texts: list[str]) -> None:
    assert calendar_names(texts) == {}


def test_weeks_take_the_month_above_and_quarters_their_word() -> None:
    above = [
        Cell("No."),
        Cell("Actividad"),
        Cell("Mayo"),
        Cell("Mayo", merged=True),
        Cell("Junio"),
        Cell("Junio", merged=True),
    ]
    weeks = [
        Cell("No.", merged=True),
        Cell("Actividad", merged=True),
        *(Cell(text) for text in ("S1", "S2", "S1", "S2")),
    ]
    months = [(2, 5), (3, 5), (4, 6), (5, 6)]
    assert weeks_below(weeks, above, months) == months
    assert weeks_below([Cell("1"), Cell("Reunión"), Cell("1"), Cell("1")], above, months) == []
    romans = [Cell(""), *(Cell(text) for text in ("I", "II", "III", "IV"))]
    assert quarters_below(["Actividad", "Trimestre", "", "", ""], romans) == {
        1: "month:1-3",
        2: "month:4-6",
        3: "month:7-9",
        4: "month:10-12",
    }
    assert quarters_below(["Actividad", "Comentario"], romans) == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("feha de temino", "fecha de termino"),
        ("obejtivo", "objetivo"),
        ("medios de verficacion", "medios de verificacion"),
        ("resposable", "responsable"),
        ("mesa", "mesa"),
        ("organos", "organos"),
        ("hecha", "hecha"),
        ("genero", "genero"),
    ],
)
def test_slips_of_the_finger(typed: str, meant: str) -> None:
    assert corrected(typed) == meant


def test_a_mended_heading_names_its_column_and_its_box() -> None:
    assert column_of("Medios de verficación") == "means"
    assert label_of("Feha de inicio") == "starts_on"
    assert label_of("Mesa") is None
