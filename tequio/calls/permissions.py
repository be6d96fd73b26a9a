from __future__ import annotations

from datetime import datetime

from tequio.bodies.models import Seat
from tequio.calls.models import Application, Call, InclusionActivity
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise, can_read_reserved
from tequio.people.models import Person


def can_create_call(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def can_publish_call(by: Person, call: Call, at: datetime) -> bool:
    return can_edit_exercise(by, call.exercise, at)


def can_review_applications(by: Person, call: Call, at: datetime) -> bool:
    """The secretaría técnica of the exercise."""
    return can_edit_exercise(by, call.exercise, at)


def can_read_applications(by: Person, call: Call, at: datetime) -> bool:
    """Also the auditor, who reads everything and writes nothing."""
    return can_read_reserved(by, call.exercise, at)


def is_written_by(by: Person, application: Application) -> bool:
    """Hers already, or sent from the e-mail with which she enters."""
    account = by.account
    same = account is not None and bool(application.email) and account.email == application.email
    return application.person_id == by.pk or same


def has_interest(by: Person, application: Application) -> bool:
    """It is her own, or she abstained from it."""
    return is_written_by(by, application) or application.conflicts.filter(person=by).exists()


def can_edit_mechanism(by: Person, exercise: Exercise, at: datetime) -> bool:
    return can_edit_exercise(by, exercise, at)


def can_speak_for_seat(by: Person, seat: Seat, exercise: Exercise, at: datetime) -> bool:
    """Who holds it that day; on paper, the secretaría técnica for her."""
    return can_sign_for_seat(by, seat, exercise, at) or can_edit_exercise(by, exercise, at)


def can_sign_for_seat(by: Person, seat: Seat, exercise: Exercise, at: datetime) -> bool:
    """Only who holds it that day."""
    return seat.person_id == by.pk and seat.is_held(exercise.today(at))


def can_open_inclusion_file(by: Person, activity: InclusionActivity, exercise: Exercise, at: datetime) -> bool:
    """Who sits there today, the secretaría técnica, and the auditor."""
    return can_sign_for_seat(by, activity.seat, exercise, at) or can_read_reserved(by, exercise, at)
