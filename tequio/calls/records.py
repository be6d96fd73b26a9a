"""Rows of a call → the plain record that the rules run on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tequio.calls.models import Call
from tequio.core.dates import FuzzyDate, from_edtf
from tequio.core.reading import records


def call_of(call: Call) -> records.Call:
    return records.Call(
        title=call.title,
        ordinal=call.ordinal,
        edition=call.edition,
        opens_on=_day(first_day_of(call)),
        closes_on=_day(last_day_of(call)),
        requirements=tuple(call.requirements),
        objectives=tuple(call.objectives),
        contact=tuple(call.contact),
        hashtags=tuple(call.hashtags),
        sections=tuple(records.CallSection(each["heading"], tuple(each["paragraphs"])) for each in call.sections),
    )


def first_day_of(call: Call) -> date | None:
    return _local(call, call.opens_at)


def last_day_of(call: Call) -> date | None:
    """The window is half-open: the last day that counts is that of the moment before it closes."""
    return _local(call, call.closes_at - timedelta(microseconds=1)) if call.closes_at else None


def _local(call: Call, at: datetime | None) -> date | None:
    return at.astimezone(call.exercise.jurisdiction.zone).date() if at else None


def _day(day: date | None) -> FuzzyDate | None:
    return from_edtf(day.isoformat()) if day else None
