"""The log of whom the office advised: one note each time, counted by topic and territory, never by person."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.listening import permissions
from tequio.listening.actions.rules import SaySomething, note
from tequio.listening.models import Advice, Channel, Subject
from tequio.people.models import Person
from tequio.places.models import Territory
from tequio.places.queries import origin_of

MOST_PEOPLE = 1000


class AdviceIsAhead(Refusal):
    code = "advice-ahead"


class NobodyWasAdvised(Refusal):
    code = "nobody-advised"


class TopicIsMissing(Refusal):
    code = "topic-missing"


class TerritoryIsMissing(Refusal):
    code = "territory-missing"


def refuse_unless_office(by: Person, exercise: Exercise, at: datetime) -> None:
    if not permissions.can_note_advice(by, exercise, at):
        raise PermissionDenied(_("Las orientaciones las anota la oficina que las da: la secretaría técnica."))


@transaction.atomic
def note_advice(
    *,
    exercise: Exercise,
    given_on: date,
    subject: str,
    territory: str,
    people: int,
    channel: str,
    by: Person,
    at: datetime,
    topic: str = "",
    note_text: str = "",
    comes_from: Territory | None = None,
    key: UUID | None = None,
) -> Advice:
    """The office advised ``people`` that day. ``territory`` in words is looked up in the directory, inside ``comes_from`` if it is
    given. The same ``key`` notes it once."""
    refuse_unless_office(by, exercise, at)
    Exercise.objects.select_for_update().get(pk=exercise.pk)
    if key and (known := exercise.advice.filter(key=key).first()) is not None:
        return known
    chosen = str(comes_from.uid) if comes_from else ""
    origin = origin_of(exercise.jurisdiction_id, chosen=chosen, words=territory)
    refuse_unclear(exercise, given_on, subject, topic, origin.words, people, channel, at)
    made = Advice.objects.create(
        exercise=exercise,
        given_on=given_on,
        subject=subject,
        topic=" ".join(topic.split())[:120],
        territory=origin.words[:120],
        comes_from=origin.territory,
        people=people,
        channel=channel,
        note=" ".join(note_text.split())[:300],
        noted_at=at,
        key=key,
    )
    note("advice_noted", made, by, at, date=(None, given_on), subject=(None, subject), channel=(None, channel))
    return made


def refuse_unclear(
    exercise: Exercise,
    given_on: date,
    subject: str,
    topic: str,
    territory: str,
    people: int,
    channel: str,
    at: datetime,
) -> None:
    if given_on > exercise.today(at):
        raise AdviceIsAhead(_("Esa fecha aún no llega: escriba el día en que se orientó."))
    if subject not in Subject.values or channel not in Channel.values:
        raise SaySomething(_("Elija de qué se orientó y por dónde."))
    if subject == Subject.OTHER and not topic.strip():
        raise TopicIsMissing(_("Si es otro tema, diga cuál en pocas palabras."))
    if not territory.strip():
        raise TerritoryIsMissing(_("Diga de qué colonia, localidad o delegación."))
    if not 1 <= people <= MOST_PEOPLE:
        raise NobodyWasAdvised(_("Diga a cuántas personas, con cifras: entre 1 y 1000."))


@transaction.atomic
def withdraw_advice(*, advice: Advice, by: Person, at: datetime) -> None:
    """It was noted by mistake: it counts nobody, and both events stay in the record."""
    refuse_unless_office(by, advice.exercise, at)
    mine = Advice.objects.select_for_update().get(pk=advice.pk)
    if mine.withdrawn_at is not None:
        return
    Advice.objects.filter(pk=mine.pk).update(withdrawn_at=at)
    advice.withdrawn_at = at
    note("advice_withdrawn", advice, by, at, date=(mine.given_on, None), subject=(mine.subject, None))
