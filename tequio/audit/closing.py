"""A record that was closed takes no more changes: the one place that every write of an exercise passes.

Whoever closes it is above and asks nothing here again; ``record`` refuses, and the transaction of the change is undone with it.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.audit.models import ClosedRecord
from tequio.core.refusals import Refusal
from tequio.web.words import long_date

#: what still happens in a closed record, and why: its hand-over and its reopening · roles, or who left would go on reading what is
#: reserved · a person's own data, whose law does not end with a term · an exercise to practise with can always be wiped
GOES_ON = frozenset(
    {
        "archive.pack_asked",
        "archive.pack_taken",
        "archive.term_closed",
        "archive.term_reopened",
        "calls.application_withdrawn",
        "calls.applications_forgotten",
        "exercises.role_granted",
        "exercises.role_withdrawn",
        "exercises.sample_wiped",
        "meetings.names_held",
        "meetings.names_released",
        "meetings.people_forgotten",
    }
)


class IsArchived(Refusal):
    code = "is-archived"
    title = gettext_lazy("Este ejercicio ya no se cambia")
    #: under the address of the exercise, who received it and what stays open
    after = "entrega/#sigue"


def close_record(exercise_uid: UUID, at: datetime) -> None:
    ClosedRecord.objects.create(exercise_uid=exercise_uid, since_at=at)


def open_record(exercise_uid: UUID) -> None:
    ClosedRecord.objects.filter(exercise_uid=exercise_uid).delete()


def closed_on(exercise_uid: UUID) -> date | None:
    """The day it was closed. One look-up by a unique key."""
    since = ClosedRecord.objects.filter(exercise_uid=exercise_uid).values_list("since_at", flat=True).first()
    return timezone.localdate(since) if since else None


def refuse_if_closed(verb: str, exercise_uid: UUID | None) -> None:
    if exercise_uid is None or verb in GOES_ON:
        return
    day = closed_on(exercise_uid)
    if day is not None:
        raise IsArchived(
            _(
                "Este ejercicio está archivado desde el %(day)s: se lee y se descarga, pero ya no se cambia. Siguen abiertos su "
                "entrega, sus cargos y lo que cada persona pida sobre sus datos. Lo reabre su administración, diciendo por qué."
            )
            % {"day": long_date(day)}
        )
