"""A record that was closed takes no more changes: the one place that every write of an exercise passes.

Whoever closes it is above and asks nothing here again; ``record`` refuses, and the transaction of the change is undone with it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.audit.models import ClosedRecord
from tequio.core.refusals import Refusal

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
    }
)


class IsArchived(Refusal):
    code = "is-archived"


def close_record(exercise_uid: UUID, at: datetime) -> None:
    ClosedRecord.objects.create(exercise_uid=exercise_uid, since_at=at)


def open_record(exercise_uid: UUID) -> None:
    ClosedRecord.objects.filter(exercise_uid=exercise_uid).delete()


def refuse_if_closed(verb: str, exercise_uid: UUID | None) -> None:
    """One look-up by a unique key."""
    if exercise_uid is None or verb in GOES_ON:
        return
    if ClosedRecord.objects.filter(exercise_uid=exercise_uid).exists():
        raise IsArchived(
            _(
                "Este ejercicio está archivado: se lee y se descarga, pero ya no se cambia. "
                "Lo reabre su administración, diciendo por qué."
            )
        )
