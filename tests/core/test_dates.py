"""docs/rules/dates.md, executed; and what holds for every date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.core.dates import (
    FuzzyDate,
    Status,
    Style,
    add_years,
    as_json,
    ends,
    find_all,
    find_impossible,
    find_spans,
    find_yearless,
    first_day,
    from_edtf,
    infer_year,
    is_overdue,
    last_day,
    needs_year,
    parse,
    render,
    sort_key,
)
from tests.worked_tables import worked_table

PAGE = "dates.md"
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MONTHS = DAYS.map(lambda day: day.isoformat()[:7])
EXACT = DAYS.map(date.isoformat)


def _interval(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(parts, parts).map(sorted).filter(lambda pair: pair[0] != pair[1]).map("/".join)


EDTF = st.one_of(
    EXACT, MONTHS, DAYS.map(lambda day: str(day.year)), _interval(EXACT), _interval(MONTHS)
)  # the forms that documents carry


@pytest.mark.covers("req:68", "req:86", "req:89", "req:102", "case:F5")
@pytest.mark.parametrize(("text", "year", "edtf", "status", "marks"), worked_table(PAGE, "parse"))
def test_reads_the_table(text: str, year: str, edtf: str, status: str, marks: str) -> None:
    found = parse(text, year=int(year) if year else None)
    assert found is not None
    assert (found.edtf, found.status) == (edtf or None, status)
    assert ("i" in marks, "a" in marks) == (found.inferred, found.ambiguous)
    assert found.source_text == text


@pytest.mark.covers("req:89")
@pytest.mark.parametrize(("text", "why"), worked_table(PAGE, "nothing"))
def test_does_not_read_the_table(text: str, why: str) -> None:
    assert parse(text) is None
    assert bool(find_impossible(text)) is (why == "imposible")
    assert needs_year(text) is (why == "falta año")


@pytest.mark.covers("req:102", "req:86")
@pytest.mark.parametrize(("edtf", "today", "overdue"), worked_table(PAGE, "overdue"))
def test_overdue_only_when_the_whole_span_has_passed(edtf: str, today: str, overdue: str) -> None:
    assert is_overdue(from_edtf(edtf or None), date.fromisoformat(today)) is (overdue == "sí")


@pytest.mark.covers("req:102", "req:132")
@pytest.mark.parametrize(("edtf", "long", "short"), worked_table(PAGE, "render"))
def test_shows_the_table(edtf: str, long: str, short: str) -> None:
    value = from_edtf(edtf or None)
    assert (render(value), render(value, style="short")) == (long, short)


@settings(deadline=None)
@given(EDTF)
def test_what_is_shown_is_read_back(edtf: str) -> None:
    value = from_edtf(edtf)
    for style in ("long", "short"):
        again = parse(render(value, style=style))
        assert again is not None
        assert again.edtf == edtf
    assert parse(edtf) == from_edtf(edtf, source_text=edtf) or len(edtf) == 4


@settings(deadline=None)
@given(EDTF)
def test_the_text_form_is_read_back(edtf: str) -> None:
    value = from_edtf(edtf)
    assert value.edtf == edtf
    first, last = first_day(value), last_day(value)
    assert first is not None
    assert last is not None
    assert first <= last
    begin, end = ends(value)
    assert (first_day(begin), last_day(end)) == (first, last)
    assert as_json(value)["edtf"] == edtf


@settings(deadline=None)
@given(EXACT)
def test_numbers_are_read_day_first_whatever_the_separator(edtf: str) -> None:
    day = date.fromisoformat(edtf)
    for separator in "/-.":
        found = parse(f"{day.day}{separator}{day.month:02}{separator}{day.year}")
        assert found is not None
        assert found.edtf == edtf
        assert found.ambiguous is (day.day < 13)
        assert found.style is Style.NUMERIC


@pytest.mark.covers("exp:5")
@settings(deadline=None)
@given(st.lists(st.one_of(EDTF, st.none()), max_size=8))
def test_order_is_by_first_day_then_last_and_what_has_none_comes_last(texts: list[str | None]) -> None:
    ordered = sorted((from_edtf(text) for text in texts), key=sort_key)
    dated = [value for value in ordered if value.edtf]
    assert ordered[: len(dated)] == dated
    assert [first_day(value) for value in dated] == sorted(first_day(value) for value in dated)  # type: ignore[type-var]


@settings(deadline=None)
@given(st.lists(EXACT, min_size=1, max_size=4), st.sampled_from(["Reunión: ", "x ", "Se firma el "]))
def test_spans_are_where_the_text_says_it(days: list[str], before: str) -> None:
    text = ". ".join(f"{before}{render(from_edtf(day))}" for day in days)
    spans = find_spans(text)
    assert [span.date.edtf for span in spans] == days
    for span in spans:
        again = parse(text[span.start : span.end])
        assert again is not None
        assert again.edtf == span.date.edtf


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    for found in (parse(text), parse(text, year=2021)):
        if found is not None and found.edtf:
            assert from_edtf(found.edtf).edtf == found.edtf
    find_spans(text, year=2021)
    find_impossible(text)


@pytest.mark.covers("req:68")
def test_a_range_in_running_text_is_one_and_has_two_ends() -> None:
    (found,) = find_all("La convocatoria estará abierta del 29 de septiembre al 15 de noviembre del 2020. Participe.")
    begin, end = ends(found)
    assert (begin.edtf, begin.status) == ("2020-09-29", Status.EXACT)
    assert (end.edtf, end.status) == ("2020-11-15", Status.EXACT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Inicio: 5 de julio de 2021; término: 30/09/2021", ["2021-07-05", "2021-09-30"]),
        ("firma en septiembre - octubre 2021.", ["2021-09/2021-10"]),
        ("5 de julio, 6 de agosto y 9 de septiembre de 2021", ["2021-07-05", "2021-08-06", "2021-09-09"]),
        ("Actividad 3 - 5 de julio de 2021", ["2021-07-05"]),
        ("22/08/19\n- 05/09/19", ["2019-08-22", "2019-09-05"]),
        ("Plan 2021, folio 11/2021, tel. 33-12-10-20, IP 10.0.1.20", []),
        ("Se vio el mar y se jugó un set", []),
        ("fecha por definir; temas por definir", [None]),
    ],
)
def test_running_text(text: str, found: list[str | None]) -> None:
    assert [value.edtf for value in find_all(text)] == found


@pytest.mark.covers("req:30", "req:103")
def test_the_year_comes_from_the_context_and_is_marked() -> None:
    since = date(2021, 10, 1)
    months = {text: parse(text, since=since) for text in ("OCT", "NOV", "DIC", "ENE")}
    assert {text: value.edtf for text, value in months.items() if value} == {
        "OCT": "2021-10",
        "NOV": "2021-11",
        "DIC": "2021-12",
        "ENE": "2022-01",
    }
    assert all(value and value.inferred for value in months.values())
    assert infer_year(10, since=date(2021, 10, 15), day=5) == 2022
    assert find_yearless("Inicia el 28 de junio y se firma el 18 de octubre de 2021, o en mayo") == (
        "28 de junio",
        "mayo",
    )


def test_a_date_with_its_year_ignores_the_context() -> None:
    found = parse("5 de julio de 2020", year=2021)
    assert found is not None
    assert (found.edtf, found.inferred) == ("2020-07-05", False)


def test_29_february_needs_a_leap_year() -> None:
    assert parse("29 de febrero", year=2021) is None
    assert parse("29 de febrero", year=2020) == FuzzyDate(
        Status.EXACT, "2020-02-29", inferred=True, source_text="29 de febrero"
    )


@settings(deadline=None)
@given(DAYS, st.integers(0, 4))
def test_years_later_is_the_same_day_or_28_february(day: date, years: int) -> None:
    later = add_years(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) == (day.month, day.day) or (day.month, day.day, later.day) == (2, 29, 28)
    assert add_years(date(2020, 2, 29), 2) == date(2022, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "2021-13", "2021-02-30", "21", "2021-9", "2021-10/2021-09", "2021/..", "a/b/c", "2021-21"]
)
def test_what_is_not_edtf_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the message is for programmers
        from_edtf(text)


def test_long_and_hostile_cells_cost_little() -> None:
    for text in ("1, " * 50_000, "5 " + " " * 100_000 + "julio", "5 de julio de 2021 " * 5_000, "por " * 50_000):
        assert parse(text) is None
    # blanks that could be shared out in many ways between the words before a date
    assert parse("lun       " * 12 + "x 5 de julio de 2021") is None
    assert parse("de        " * 12 + "x 5 de julio de 2021") is None
    assert len(find_spans("el 5 de julio de 2021, " * 2_000)) == 2_000


@settings(deadline=None)
@given(DAYS)
def test_a_day_is_overdue_the_day_after(day: date) -> None:
    value = from_edtf(day.isoformat())
    assert not is_overdue(value, day)
    assert is_overdue(value, day + timedelta(days=1))
