"""The acta: drafted from what was recorded, observed by who was there, approved, issued with its folio."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.bodies import session_permissions as permissions
from tequio.bodies.actions.session_rules import note, refuse_unless_runs
from tequio.bodies.minutes_outline import minutes_outline
from tequio.bodies.models import Minutes, MinutesStatus, Observation, Seat, Session, SessionStatus
from tequio.bodies.session_letters import tell_of_answer, tell_of_draft
from tequio.core.refusals import Refusal
from tequio.documents.actions import issue_outline
from tequio.documents.models import Issued
from tequio.documents.rendering import Form
from tequio.people.models import Person

KIND = "acta"


class SessionHasNotEnded(Refusal):
    code = "session-not-ended"


class MinutesAreApproved(Refusal):
    code = "minutes-approved"


class MinutesAreNotApproved(Refusal):
    code = "minutes-not-approved"


class ObservationsWait(Refusal):
    code = "observations-wait"


class SaySomething(Refusal):
    code = "say-something"


@transaction.atomic
def draft_minutes(*, session: Session, by: Person, at: datetime, notes: str = "") -> Minutes:
    """Open to the observations of who was there. Everything but ``notes`` comes from the record of the session."""
    refuse_unless_runs(by, session.exercise, at)
    if session.status != SessionStatus.CLOSED:
        raise SessionHasNotEnded(_("El acta se redacta cuando la sesión termina."))
    minutes, is_new = Minutes.objects.get_or_create(session=session, defaults={"notes": notes, "drafted_at": at})
    if is_new:
        note("minutes_drafted", session, by, at, {"status": (None, "observations")})
        tell_of_draft(minutes, at)
    return minutes


def refuse_approved(minutes: Minutes) -> None:
    minutes.status = Minutes.objects.select_for_update().values_list("status", flat=True).get(pk=minutes.pk)
    if minutes.status == MinutesStatus.APPROVED:
        raise MinutesAreApproved(_("El acta ya se aprobó: no admite cambios."))


@transaction.atomic
def annotate_minutes(*, minutes: Minutes, notes: str, by: Person, at: datetime) -> None:
    """The words that no record has."""
    refuse_unless_runs(by, minutes.session.exercise, at)
    refuse_approved(minutes)
    before = minutes.notes
    Minutes.objects.filter(pk=minutes.pk).update(notes=notes)
    minutes.notes = notes
    note("minutes_annotated", minutes.session, by, at, {"text": (before or None, notes or None)})


@transaction.atomic
def observe_minutes(*, minutes: Minutes, seat: Seat, text: str, by: Person, at: datetime) -> Observation:
    """By whoever was there, from her seat."""
    if (
        not permissions.can_observe_minutes(by, minutes.session)
        or seat.person_id != by.pk
        or seat.body_id != minutes.session.body_id
    ):
        raise PermissionDenied(_("Las observaciones al acta las hace quien asistió a la sesión."))
    refuse_approved(minutes)
    if not text.strip():
        raise SaySomething(_("Escriba su observación."))
    made = Observation.objects.create(minutes=minutes, seat=seat, text=text.strip(), made_at=at)
    note("minutes_observed", minutes.session, by, at, {"text": (None, made.text)})
    return made


@transaction.atomic
def answer_observation(*, observation: Observation, accepted: bool, answer: str, by: Person, at: datetime) -> None:
    """Each one is answered, also the ones that change nothing."""
    minutes = observation.minutes
    refuse_unless_runs(by, minutes.session.exercise, at)
    refuse_approved(minutes)
    if not answer.strip():
        raise SaySomething(_("Diga qué se hizo con la observación y por qué."))
    Observation.objects.filter(pk=observation.pk).update(accepted=accepted, answer=answer.strip(), answered_at=at)
    observation.refresh_from_db()
    note("observation_answered", minutes.session, by, at, {"accepted": (None, accepted), "text": (None, answer)})
    tell_of_answer(observation, at)


@transaction.atomic
def approve_minutes(*, minutes: Minutes, by: Person, at: datetime) -> None:
    refuse_unless_runs(by, minutes.session.exercise, at)
    refuse_approved(minutes)
    if minutes.observations.filter(answered_at__isnull=True).exists():
        raise ObservationsWait(_("Hay observaciones sin contestar."))
    Minutes.objects.filter(pk=minutes.pk).update(status=MinutesStatus.APPROVED, approved_at=at)
    minutes.status, minutes.approved_at = MinutesStatus.APPROVED, at
    note("minutes_approved", minutes.session, by, at, {"status": ("observations", "approved")})


@transaction.atomic
def issue_minutes(*, minutes: Minutes, form: Form, office: str, by: Person, at: datetime) -> Issued:
    """With folio, version and fingerprint; only the approved one."""
    refuse_unless_runs(by, minutes.session.exercise, at)
    if minutes.status != MinutesStatus.APPROVED:
        raise MinutesAreNotApproved(_("Se emite el acta aprobada."))
    session = minutes.session
    return issue_outline(
        outline=minutes_outline(session),
        form=form,
        exercise=session.exercise,
        kind=KIND,
        subject_kind="session",
        subject_uid=session.uid,
        office=office,
        by=by,
        at=at,
    )
