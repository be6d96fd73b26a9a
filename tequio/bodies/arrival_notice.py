"""«Estoy aquí» is a form about somebody: it is there only with the notice of attendance of its place, which who arrives accepts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tequio.bodies.models import Session
from tequio.meetings.models import Attendance
from tequio.people.models import Consent, Person, PrivacyNotice, Purpose
from tequio.people.notices import NoticeIsMissing, give_consent, notice_in_force


def notice_of(session: Session) -> PrivacyNotice | None:
    return notice_in_force(session.exercise.jurisdiction_id, Purpose.ATTENDANCE)


def required_notice(session: Session) -> PrivacyNotice:
    found = notice_of(session)
    if found is None:
        raise NoticeIsMissing(
            _("Falta publicar el aviso de privacidad de asistencia. Pida a la mesa de registro que anote su llegada.")
        )
    return found


def accept(notice: PrivacyNotice, arrival: Attendance, by: Person, at: datetime) -> None:
    """Once, however many times the code is read."""
    if not Consent.objects.filter(subject_kind="attendance", subject_uid=arrival.uid).exists():
        give_consent(notice=notice, subject_kind="attendance", subject_uid=arrival.uid, person=by, at=at)
