from __future__ import annotations

from tequio.calls.actions import create_call, publish_call
from tequio.calls.models import Call
from tequio.core.dates import Status, first_day
from tequio.core.reading import records
from tequio.exercises.models import Exercise
from tequio.imports.loading.people import Directory


def load_call(call: records.Call, exercise: Exercise, directory: Directory) -> Call:
    """Public if it says on which days it is open, both of them exact; else a draft."""
    window = (call.opens_on, call.closes_on)
    exact = all(day is not None and day.status is Status.EXACT for day in window)
    row = create_call(
        exercise=exercise,
        title=call.title,
        opens_on=first_day(call.opens_on) if exact and call.opens_on else None,
        closes_on=first_day(call.closes_on) if exact and call.closes_on else None,
        by=directory.by,
        at=directory.at,
        details={
            "ordinal": call.ordinal,
            "edition": call.edition[:100],
            "requirements": list(call.requirements),
            "objectives": list(call.objectives),
            "contact": list(call.contact),
            "hashtags": list(call.hashtags),
            "sections": [{"heading": part.heading, "paragraphs": list(part.paragraphs)} for part in call.sections],
        },
    )
    if exact:
        publish_call(call=row, by=directory.by, at=directory.at)
    return row
