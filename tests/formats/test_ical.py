from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from tequio.core.dates import from_edtf
from tequio.formats import ical
from tequio.formats.ical import CalendarEntry
from tests.formats.outlines import HOSTILE

CHANGED = datetime(2021, 7, 1, 15, 30, tzinfo=UTC)
MERIDA = ZoneInfo("America/Merida")


def feed(*entries: CalendarEntry, zone: ZoneInfo = MERIDA) -> bytes:
    return b"".join(ical.stream("Plan de Yucatán", entries, zone=zone, host="abierto.example.org"))


def events(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def entry(edtf: str | None = "2021-10-18", **values: Any) -> CalendarEntry:
    return CalendarEntry(**{"uid": "a1", "title": "Firma", "changed_at": CHANGED, "span": from_edtf(edtf), **values})


@pytest.mark.covers("exp:10")
@pytest.mark.parametrize(
    ("edtf", "first", "after"),
    [
        ("2021-10-18", date(2021, 10, 18), date(2021, 10, 19)),
        ("2021-11", date(2021, 11, 1), date(2021, 12, 1)),
        ("2021-12", date(2021, 12, 1), date(2022, 1, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2021-09/2021-10", date(2021, 9, 1), date(2021, 11, 1)),
        ("2021-07-05/2021-07-09", date(2021, 7, 5), date(2021, 7, 10)),
    ],
)
def test_whole_days_end_the_day_after_the_last(edtf: str, first: date, after: date) -> None:
    (event,) = events(feed(entry(edtf)))
    assert (event["dtstart"].dt, event["dtend"].dt) == (first, after)
    assert event["transp"] == "TRANSPARENT"


def test_a_month_says_that_its_date_is_approximate() -> None:
    month, day = events(feed(entry("2021-11"), entry("2021-11-05")))
    assert "noviembre de 2021" in month["description"]
    assert "description" not in day


@pytest.mark.covers("req:86", "exp:10")
def test_a_date_to_be_defined_is_not_in_the_calendar() -> None:
    assert events(feed(entry(None), entry("2021-10-18", uid="b"), CalendarEntry("c", "Sin fecha", CHANGED))) != []
    assert [str(event["uid"]) for event in events(feed(entry(None), entry(uid="b")))] == ["b@abierto.example.org"]


@pytest.mark.covers("exp:10")
def test_two_readings_of_the_same_data_are_the_same_file() -> None:
    assert feed(entry(), entry("2021-11", uid="b")) == feed(entry(), entry("2021-11", uid="b"))


@pytest.mark.covers("exp:10")
def test_a_moved_date_keeps_its_identity_and_is_newer() -> None:
    (before,) = events(feed(entry()))
    later = datetime(2021, 9, 1, tzinfo=UTC)
    (after,) = events(feed(entry("2021-10-25", sequence=1, changed_at=later)))
    assert before["uid"] == after["uid"] == "a1@abierto.example.org"
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt == later > before["dtstamp"].dt == CHANGED


@pytest.mark.covers("exp:10")
def test_a_cancelled_one_is_announced_as_cancelled() -> None:
    (event,) = events(feed(entry(cancelled=True, sequence=1)))
    assert event["status"] == "CANCELLED"
    assert str(event["summary"]) == "Cancelada: Firma"


@pytest.mark.covers("exp:10")
@pytest.mark.parametrize(
    ("zone", "hour"),
    [("America/Mexico_City", 23), ("America/Cancun", 0), ("America/Hermosillo", 22), ("America/Tijuana", 22)],
)
def test_a_moment_is_said_in_the_hour_of_its_place(zone: str, hour: int) -> None:
    """05:00 UTC in July of 2026: Mexico no longer changes its hour, Tijuana still does."""
    closes = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)
    content = feed(entry(span=None, begins_at=closes, ends_at=closes), zone=ZoneInfo(zone))
    (event,) = events(content)
    assert event["dtstart"].dt == closes
    assert event["dtstart"].dt.hour == hour
    assert event["dtstart"].params["TZID"] == zone
    (written,) = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    assert written["tzid"] == zone


@pytest.mark.parametrize("text", [*HOSTILE, "uno\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a;b,c\\d"])
def test_no_text_leaves_its_line(text: str) -> None:
    found = events(feed(entry(title=text, description=text)))
    assert len(found) == 1
    shown = text.replace("\0", "\ufffd").replace("\x07", "\ufffd").replace("\r\n", "\n")
    assert str(found[0]["summary"]).replace("\r\n", "\n") == shown


def test_lines_are_folded_by_octets() -> None:
    content = feed(entry(title="Reunión con los consejos sociales ñ " * 20))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
