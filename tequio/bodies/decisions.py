"""The decision that approves something of another room: asked by its uid, never by a tick box (requirements 16 and 53)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tequio.bodies.models import Body, Decision, DecisionLevel
from tequio.core.refusals import Refusal
from tequio.core.resolution import Outcome
from tequio.exercises.models import Exercise


class NoSuchDecision(Refusal):
    code = "no-such-decision"


class NotTheMaximumBody(Refusal):
    code = "not-the-maximum-body"


class DecidedWithoutQuorum(Refusal):
    code = "decided-without-quorum"


class WasNotApproved(Refusal):
    code = "was-not-approved"


def decision_that(*, kind: str, exercise: Exercise, uid: UUID | None, subject_uid: UUID | None = None) -> Decision:
    """The recorded decision with that uid, if it is one that approves: of that ``kind`` (``DecisionKind``) and exercise, taken by
    the maximum decision body, with quorum, and approved by its tally. ``subject_uid``: besides, it was about this very thing (a plan,
    a route); a decision that names no thing serves for any of its kind.

    Call it inside the action that approves, before it changes anything; keep ``decision.uid`` in the row. Raises ``NoSuchDecision``
    (also for None, for one of another exercise, of another kind or about another thing), ``NotTheMaximumBody``,
    ``DecidedWithoutQuorum`` or ``WasNotApproved``, each with a sentence to show. Two queries at most.
    """
    about = Decision.objects.filter(kind=kind, exercise=exercise).select_related("body", "session__meeting")
    found = about.filter(uid=uid).first() if uid is not None else None
    if found is None or (subject_uid and found.subject_uid not in (None, subject_uid)):
        raise NoSuchDecision(_("Esto se aprueba con una decisión registrada en una sesión. Indique cuál."))
    if found.body.decision_level != DecisionLevel.MAXIMUM:
        raise NotTheMaximumBody(
            _("«%(body)s» no es el máximo órgano de decisión: su decisión no aprueba esto.") % {"body": found.body.name}
        )
    return _approving(found)


def decision_of_body(*, body: Body, kind: str, exercise: Exercise, uid: UUID | None, subject_uid: UUID) -> Decision:
    """As ``decision_that``, for what a body other than the maximum one may approve: by that very ``body`` about that very thing.

    Raises ``NoSuchDecision`` (also where the point named nothing), ``DecidedWithoutQuorum`` or ``WasNotApproved``. One query.
    """
    about = Decision.objects.filter(kind=kind, exercise=exercise, body=body, subject_uid=subject_uid)
    found = about.select_related("body", "session__meeting").filter(uid=uid).first() if uid is not None else None
    if found is None:
        raise NoSuchDecision(
            _("Esto lo aprueba «%(body)s» con una votación en sesión. Falta decir con cuál.") % {"body": body.name}
        )
    return _approving(found)


def _approving(found: Decision) -> Decision:
    if not found.had_quorum:
        raise DecidedWithoutQuorum(_("Esa decisión se tomó sin quórum: no aprueba nada."))
    if found.outcome != Outcome.APPROVED:
        raise WasNotApproved(_("En esa sesión no se aprobó."))
    return found


def decisions_for(*, kind: str, exercise: Exercise) -> list[Decision]:
    """Those that ``decision_that`` would accept, the last one first: the choices of a form."""
    approving = Decision.objects.filter(
        kind=kind,
        exercise=exercise,
        body__decision_level=DecisionLevel.MAXIMUM,
        had_quorum=True,
        outcome=Outcome.APPROVED,
    )
    return list(approving.select_related("body", "session__meeting").order_by("-decided_at", "-pk"))
