"""Dates as an iCalendar feed (RFC 5545, RFC 7986): stable identities, whole days where the day is what is known.

Everything comes from the data, DTSTAMP too, so that two readings of the same plan are the same file. Streamed event by event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from icalendar.prop import vRecur, vText

from tequio.core.dates import FuzzyDate, Status, first_day, last_day, render
from tequio.formats.ooxml import printable

PRODUCT = "-//Tequio//Gobierno abierto local//ES"
REFRESH = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """``uid`` never changes; ``changed_at`` and ``sequence`` grow with each change of what it says (a moved date, a cancellation).

    Give ``span`` (a date as people write it: a month fills the month, one to be defined gives no entry) or ``begins_at`` and
    ``ends_at`` (moments with zone). One with a ``rule`` repeats from the first day of its ``span``.
    """

    uid: str
    title: str
    changed_at: datetime
    span: FuzzyDate | None = None
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    sequence: int = 0
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    #: an RRULE of whole days without its end, which is ``until``; ``skipped`` are the days of it that are not held
    rule: str = ""
    until: date | None = None
    skipped: tuple[date, ...] = ()


def stream(name: str, entries: Iterable[CalendarEntry], *, zone: ZoneInfo, host: str, url: str = "") -> Iterator[bytes]:
    """The feed in pieces. ``host`` completes each uid (``uid@host``); ``zone`` is that of timed entries."""
    yield _head(name, zone, url)
    for entry in entries:
        event = _event(entry, zone, host)
        if event is not None:
            yield event.to_ical()
    yield b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who calls and who is called: addresses, and the name that a calendar shows of whoever calls."""

    organiser: str
    organiser_name: str
    attendee: str


def appointment(entry: CalendarEntry, guest: Guest, *, zone: ZoneInfo, host: str, place: str = "") -> bytes:
    """One entry as an invitation of its own (RFC 5546): REQUEST, or CANCEL for a cancelled one. Same uid as in the feed, so that
    a later one with a greater ``sequence`` takes its place. Raises ValueError for an entry without a day."""
    event = _event(entry, zone, host)
    if event is None:
        raise ValueError(f"{entry.uid} has no day")
    event.add("organizer", f"mailto:{guest.organiser}", parameters={"CN": printable(guest.organiser_name)})
    answer = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    event.add("attendee", f"mailto:{guest.attendee}", parameters=answer)
    if place:
        event.add("location", printable(place))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if entry.cancelled else "REQUEST")
    calendar.add_component(Timezone.from_tzid(zone.key, first_date=date(2015, 1, 1), last_date=date(2038, 1, 1)))
    calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text


def _head(name: str, zone: ZoneInfo, url: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for label in ("name", "x-wr-calname"):
        calendar.add(label, printable(name))
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT12H"))
    if url:
        calendar.add("url", url)
    calendar.add_component(Timezone.from_tzid(zone.key, first_date=date(2015, 1, 1), last_date=date(2038, 1, 1)))
    text: bytes = calendar.to_ical()
    return text.removesuffix(b"END:VCALENDAR\r\n")


def _event(entry: CalendarEntry, zone: ZoneInfo, host: str) -> Event | None:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    if not _add_when(event, entry, zone):
        return None
    _add_rule(event, entry)
    event.add("summary", printable(f"Cancelada: {entry.title}" if entry.cancelled else entry.title))
    description = "\n".join(text for text in (entry.description, _vague(entry.span)) if text)
    if description:
        event.add("description", printable(description))
    if entry.url:
        event.add("url", entry.url)
    if entry.categories:
        event.add("categories", [printable(category) for category in entry.categories])
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def _add_when(event: Event, entry: CalendarEntry, zone: ZoneInfo) -> bool:
    """Whether there is a day to put it on. The end of whole days is the day after the last (RFC 5545, 3.6.1)."""
    if entry.begins_at is not None:
        event.add("dtstart", entry.begins_at.astimezone(zone))
        event.add("dtend", (entry.ends_at or entry.begins_at).astimezone(zone))
        event.add("transp", "OPAQUE")
        return True
    first = first_day(entry.span) if entry.span else None
    last = last_day(entry.span) if entry.span else None
    if first is None or last is None:
        return False
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return True


def _add_rule(event: Event, entry: CalendarEntry) -> None:
    """UNTIL and EXDATE are days, as DTSTART is (RFC 5545, 3.3.10 and 3.8.5.1)."""
    if not entry.rule or entry.until is None:
        return
    event.add("rrule", vRecur.from_ical(f"{entry.rule};UNTIL={entry.until:%Y%m%d}"))
    for day in entry.skipped:
        event.add("exdate", day, parameters={"VALUE": "DATE"})


def _vague(span: FuzzyDate | None) -> str:
    """A month is not a month-long meeting: the text says how the date was written."""
    if span is None or span.status is Status.EXACT:
        return ""
    return f"Fecha aproximada: {render(span)}."
