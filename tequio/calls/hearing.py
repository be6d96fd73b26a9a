"""Who heard its sector before it proposed: rows of the dialogue mechanism → the plain record that the rules run on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Min

from tequio.bodies.models import Seat
from tequio.bodies.queries.alarms import seat_words
from tequio.calls.models import Mechanism, Topic
from tequio.checks.actions import Subject, look_again
from tequio.core.reading import records
from tequio.formats import rulepack

#: as the findings call it
KIND = "mechanism"


class Hearing:
    """The first day on which each seat heard its sector, whoever sat in it then. Two queries."""

    def __init__(self, mechanism: Mechanism) -> None:
        before = Seat.objects.filter(body_id=mechanism.organiser_id).values_list("pk", "replaces_id")
        self._before: dict[int, int | None] = dict(before)
        self._first: dict[int, date] = {}
        found = mechanism.inclusion_activities.order_by().values_list("seat_id").annotate(first=Min("held_on"))
        for seat, day in found:
            first = self._first_of(seat)
            self._first[first] = min(day, self._first.get(first, day))

    def _first_of(self, seat: int) -> int:
        """The row of the first who sat there."""
        while (earlier := self._before.get(seat)) is not None:
            seat = earlier
        return seat

    def first_day(self, seat: Seat) -> date | None:
        return self._first.get(self._first_of(seat.pk))


def topics_of(topics: Iterable[Topic], hearing: Hearing) -> tuple[records.Topic, ...]:
    """Ask with ``seat__organisation`` selected."""
    return tuple(
        records.Topic(each.title, seat_words(each.seat), each.proposed_on, hearing.first_day(each.seat))
        for each in topics
    )


def subject_of(mechanism: Mechanism) -> Subject:
    """Three queries, however many topics."""
    rows = mechanism.topics.select_related("seat__organisation").order_by("proposed_on", "pk")
    reading = records.Reading(records.Kind.DIALOGUE, topics=topics_of(rows, Hearing(mechanism)))
    return Subject(KIND, mechanism.uid, reading)


def tell_findings(mechanism: Mechanism, at: datetime) -> None:
    """What the rules say of its topics now stands among the findings, without waiting for the next whole pass."""
    exercise = mechanism.exercise
    pack = rulepack.load(exercise.pack)
    look_again(exercise=exercise, subject=subject_of(mechanism), pack=pack, today=exercise.today(at), at=at)
