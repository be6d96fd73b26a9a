from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import Reserved, record
from tequio.core.dates import FuzzyDate
from tequio.core.refusals import Refusal
from tequio.core.rules.pack import RulePack
from tequio.files.models import StoredFile
from tequio.monitoring import letters, limits, permissions
from tequio.monitoring.models import Delay, Evidence, Outcome, Review, State
from tequio.monitoring.sectors import plan_of, sector_of_giver, sectors_of_reviewer, workplan_of
from tequio.people.models import Person
from tequio.workplans.actions import days_of
from tequio.workplans.models import Activity, Means

#: during which whoever decided may take it back
UNDO = timedelta(minutes=10)


class SameSectorReview(Refusal):
    code = "same-sector"


class SectorIsUnknown(Refusal):
    code = "sector-unknown"


class NothingToShow(Refusal):
    code = "nothing-to-show"


class NotForThisActivity(Refusal):
    code = "not-for-this-activity"


class AlreadyReviewed(Refusal):
    code = "already-reviewed"


class TooLateToUndo(Refusal):
    code = "too-late-to-undo"


class NeedsAReason(Refusal):
    code = "needs-a-reason"


class DateDoesNotMove(Refusal):
    code = "date-does-not-move"


class DateMovedMeanwhile(Refusal):
    """Somebody else moved it after the form was shown."""

    code = "date-moved-meanwhile"


def note(
    verb: str,
    evidence: Evidence,
    by: Person,
    at: datetime,
    changes: Mapping[str, tuple[Any, Any]],
    reserved: Mapping[str, Reserved] | None = None,
) -> None:
    record(
        verb=f"monitoring.{verb}",
        subject_kind="evidence",
        subject_uid=evidence.uid,
        exercise_uid=plan_of(evidence).exercise.uid,
        by=by,
        at=at,
        changes=changes,
        reserved=reserved,
    )


@transaction.atomic
def submit_evidence(
    *,
    means: Means,
    pack: RulePack,
    by: Person,
    at: datetime,
    activity: Activity | None = None,
    file: StoredFile | None = None,
    url: str = "",
    description: str = "",
    people: int | None = None,
    agreements: str = "",
    key: UUID | None = None,
) -> Evidence:
    """A file or a link for one required means; ``activity`` when the means is shared by a goal and it tells about one."""
    plan = workplan_of(means)
    if not permissions.can_submit_evidence(by, plan, at):
        raise PermissionDenied(
            _("La evidencia la entregan los responsables del compromiso y sus enlaces, o la oficina del plan.")
        )
    if file is None and not url:
        raise NothingToShow(_("Adjunte un archivo o escriba un enlace."))
    if activity is not None and activity.workplan_id != plan.pk:
        raise NotForThisActivity(_("Ese medio de verificación no es de esta actividad."))
    sector = sector_of_giver(by, plan, pack, at)
    if sector is None:
        raise SectorIsUnknown(_("No consta a qué sector pertenece quien entrega la evidencia."))
    evidence = Evidence.objects.create(
        means=means,
        activity=activity or means.activity,
        file=file,
        url=url,
        description=description,
        people=people,
        agreements=agreements,
        key=key,
        submitted_by=by,
        submitted_by_sector=sector,
        submitted_at=at,
    )
    changes = {
        "state": (None, "sent"),
        "means": (None, means.text),
        "description": (None, description),
        "sector": (None, sector),
        "sha256": (None, file.sha256 if file else None),
        "url": (None, url or None),
        **_told(file, people, agreements),
    }
    names = {"file": Reserved(by.salt, file.original_name)} if file else {}
    note("evidence_submitted", evidence, by, at, changes, names)
    letters.tell_reviewers(evidence, pack, at)
    return evidence


def _told(file: StoredFile | None, people: int | None, agreements: str) -> dict[str, tuple[None, Any]]:
    """What else the record says of it: both fingerprints where the public sees another version."""
    public = file.public_version if file else None
    told = {"public_sha256": public.sha256 if public else None, "people": people, "agreements": agreements or None}
    return {name: (None, value) for name, value in told.items() if value is not None}


def reviewing_sector(evidence: Evidence, pack: RulePack, by: Person, at: datetime) -> str:
    """The sector for which ``by`` reviews: one other than the submitter's."""
    if not permissions.can_review_evidence(by, evidence, pack, at):
        raise PermissionDenied(
            _("La evidencia la revisa quien ocupa un asiento o un enlace, y nunca quien la entregó.")
        )
    others = sectors_of_reviewer(by, evidence, pack, at) - {evidence.submitted_by_sector}
    if not others:
        raise SameSectorReview(_("La evidencia la revisa un sector distinto del que la entregó."))
    return min(others)


@transaction.atomic
def start_review(*, evidence: Evidence, pack: RulePack, by: Person, at: datetime) -> None:
    sector = reviewing_sector(evidence, pack, by, at)
    _refuse_unless(evidence, State.SENT)
    _set_state(evidence, State.UNDER_REVIEW)
    note("review_started", evidence, by, at, {"state": ("sent", "under_review"), "sector": (None, sector)})


@transaction.atomic
def accept_evidence(*, evidence: Evidence, pack: RulePack, by: Person, at: datetime, reason: str = "") -> Review:
    """Accept this piece of evidence for its means of verification."""
    sector = reviewing_sector(evidence, pack, by, at)
    _refuse_unless(evidence, State.SENT, State.UNDER_REVIEW)
    return _review(evidence, Outcome.ACCEPTED, reason, sector, by, at)


@transaction.atomic
def return_evidence(*, evidence: Evidence, reason: str, pack: RulePack, by: Person, at: datetime) -> Review:
    """Send it back. If another sector had accepted it, it becomes disputed and both answers stay."""
    sector = reviewing_sector(evidence, pack, by, at)
    if not reason.strip():
        raise NeedsAReason(_("Para devolver una evidencia hay que decir qué le falta."))
    _refuse_unless(evidence, State.SENT, State.UNDER_REVIEW, State.ACCEPTED)
    if evidence.state == State.ACCEPTED and accepted_by(evidence, sector):
        raise AlreadyReviewed(_("Su sector ya aceptó esta evidencia: la controversia la abre otro sector."))
    review = _review(evidence, Outcome.RETURNED, reason, sector, by, at)
    letters.tell_of_return(review, UNDO, at)
    return review


def accepted_by(evidence: Evidence, sector: str) -> bool:
    return Review.objects.standing().filter(evidence=evidence, outcome=Outcome.ACCEPTED, sector=sector).exists()


def _refuse_unless(evidence: Evidence, *states: State) -> None:
    """Asked of the row as it is now, locked: two reviewers may press at the same time."""
    evidence.state = Evidence.objects.select_for_update().values_list("state", flat=True).get(pk=evidence.pk)
    if evidence.state not in states:
        raise AlreadyReviewed(_("Esta evidencia ya no está en espera de revisión."))


def _review(evidence: Evidence, outcome: Outcome, reason: str, sector: str, by: Person, at: datetime) -> Review:
    before = evidence.state
    review = Review.objects.create(
        evidence=evidence,
        outcome=outcome,
        reason=reason,
        reviewed_by=by,
        sector=sector,
        reviewed_at=at,
        state_before=before,
    )
    _set_state(evidence, State(outcome.value))
    changes = {"state": (before, outcome.value), "sector": (None, sector), "reason": (None, reason or None)}
    note(f"evidence_{outcome.value}", evidence, by, at, changes)
    return review


@transaction.atomic
def undo_review(*, review: Review, by: Person, at: datetime) -> None:
    """A second event, not an erasure: what was decided and that it was taken back both stay."""
    evidence = review.evidence
    if review.reviewed_by_id != by.pk:
        raise PermissionDenied(_("Una decisión sólo la deshace quien la tomó."))
    evidence.state = Evidence.objects.select_for_update().values_list("state", flat=True).get(pk=evidence.pk)
    last = Review.objects.standing().filter(evidence=evidence).order_by("-reviewed_at", "-pk").first()
    if last is None or last.pk != review.pk or evidence.state != review.outcome or at - review.reviewed_at > UNDO:
        raise TooLateToUndo(_("Esta decisión ya no se puede deshacer: pasaron diez minutos o hubo otra después."))
    Review.objects.filter(pk=review.pk).update(undone_at=at)
    _set_state(evidence, State(review.state_before))
    changes = {"state": (review.outcome, review.state_before), "reason": (review.reason or None, None)}
    note("review_undone", evidence, by, at, changes)
    letters.take_back(review, at)


def _set_state(evidence: Evidence, state: State) -> None:
    Evidence.objects.filter(pk=evidence.pk).update(state=state)
    evidence.state = state


@transaction.atomic
def declare_delay(
    *,
    activity: Activity,
    reason: str,
    text: str,
    new_ends: FuzzyDate,
    by: Person,
    at: datetime,
    decision: UUID | None = None,
    seen: str | None = None,
) -> Delay:
    """A new date with its reason. The old one is kept beside it. Beyond the limits of the pack it needs a ``decision`` of the body.

    ``seen``: the date that the person had before the eyes, as ``written`` gives it; another one is refused.
    """
    activity = Activity.objects.select_for_update(of=("self",)).select_related("workplan__exercise").get(pk=activity.pk)
    plan = activity.workplan
    if not permissions.can_declare_delay(by, plan, at):
        raise PermissionDenied(_("El atraso lo informan los responsables del compromiso y sus enlaces."))
    if not text.strip():
        raise NeedsAReason(_("Para mover una fecha hay que decir por qué."))
    if seen is not None and seen != written(activity.ends):
        raise DateMovedMeanwhile(
            _("Otra persona movió esta fecha mientras usted la editaba. No se guardó nada encima.")
        )
    if activity.ends is not None and activity.ends.edtf == new_ends.edtf:
        raise DateDoesNotMove(_("La nueva fecha es la misma que había."))
    decided = limits.refuse_beyond_limits(activity, new_ends, decision)
    delay = Delay.objects.create(
        activity=activity,
        reason=reason,
        text=text,
        old_ends=activity.ends,
        new_ends=new_ends,
        decision_uid=decided.uid if decided else None,
        declared_by=by,
        declared_at=at,
    )
    Activity.objects.filter(pk=activity.pk).update(**days_of(activity.starts, new_ends))
    changes: dict[str, tuple[Any, Any]] = {
        "ends": (activity.ends, new_ends),
        "reason": (None, reason),
        "text": (None, text),
        **({"decision": (None, decided.title)} if decided else {}),
    }
    record(
        verb="monitoring.delay_declared",
        subject_kind="activity",
        subject_uid=activity.uid,
        exercise_uid=plan.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )
    return delay


def written(day: FuzzyDate | None) -> str:
    """In EDTF; empty for one that is to be defined or that nobody wrote."""
    return day.edtf or "" if day else ""
