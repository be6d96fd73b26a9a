"""The decision of a body that approves the selection of a call."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.bodies.decisions import decision_of_body
from tequio.bodies.models import AgendaItem, Decision, DecisionKind, ItemOutcome
from tequio.calls.models import Call
from tequio.calls.models import Decision as Resolution
from tequio.core.refusals import Refusal


class SelectedBeforeTheClose(Refusal):
    code = "selected-before-close"


class ResolvedAfterTheSession(Refusal):
    code = "resolved-after-the-session"


def decision_that_selects(call: Call, uid: UUID | None) -> Decision | None:
    """None where the call names no body. Raises what ``decision_of_body`` raises, and a refusal where what was resolved of the
    applicants is not what the session looked at. Two queries."""
    if call.selected_by is None:
        return None
    found = decision_of_body(
        body=call.selected_by, kind=DecisionKind.SELECTION, exercise=call.exercise, uid=uid, subject_uid=call.uid
    )
    if call.closes_at is not None and found.decided_at < call.closes_at:
        raise SelectedBeforeTheClose(_("Esa sesión fue antes del cierre: aún podían llegar solicitudes."))
    later = Resolution.objects.filter(application__call=call, decided_at__gt=found.decided_at)
    number = later.values("application").distinct().count()
    if number:
        raise ResolvedAfterTheSession(
            _("Después de esa sesión se cambió el resultado de %(n)s solicitudes: llévelo a otra sesión.")
            % {"n": number}
        )
    return found


def points_about(call: Call) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(decision_kind=DecisionKind.SELECTION, subject_uid=call.uid)


def points_waiting(call: Call) -> QuerySet[AgendaItem]:
    """Those that are still to be voted."""
    return points_about(call).filter(outcome=ItemOutcome.PENDING).exclude(session__status="cancelled")
