"""What the calls bring to «Esta semana»: for the office, those that closed and whose applicants nobody has told."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tequio.calls.queries.waiting import Waiting, waiting_calls
from tequio.dashboard.queries.desk import WEEK, Desk
from tequio.dashboard.queries.todo import DECIDE, LATE, Todo, since_words


def untold(desk: Desk) -> Iterator[Todo]:
    """Late from a week after the close, by the clock that closed them and not by the day that a demonstration pretends. One query."""
    kept = desk.roles.kept & desk.exercises.keys()
    for each in waiting_calls(kept, desk.at) if kept else ():
        yield untold_todo(desk, each)


def untold_todo(desk: Desk, waiting: Waiting) -> Todo:
    call = waiting.call
    exercise = desk.exercises[call.exercise_id]
    return Todo(
        group=LATE if waiting.days > WEEK.days else DECIDE,
        what=call.title,
        detail=waiting.lacks,
        commitment=_("Convocatoria"),
        whose=_("La secretaría técnica"),
        since=since_words(waiting.closed_on, exercise.jurisdiction.today(desk.at)),
        button=_("Ver las solicitudes"),
        url=f"/{exercise.slug}/convocatoria/{call.uid}/solicitudes/",
        order=waiting.closed_on,
    )
