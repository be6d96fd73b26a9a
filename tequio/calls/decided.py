"""The decision of a body that approves the selection of a call."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.bodies.decisions import decision_of_body
from tequio.bodies.models import AgendaItem, Body, Decision, DecisionKind, ItemOutcome
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


def is_over(body: Body, today: date) -> bool:
    return body.has_ended(today)


def has_ended(call: Call, at: datetime) -> bool:
    """The body that selects is over, by the day of the place."""
    return call.selected_by is not None and is_over(call.selected_by, call.exercise.jurisdiction.today(at))


def last_about(call: Call) -> Decision | None:
    """Of the body that selects; an earlier one that approved serves until another is taken."""
    found = Decision.objects.filter(item__in=points_about(call), body=call.selected_by, exercise=call.exercise)
    return found.select_related("session__meeting").order_by("-decided_at", "-pk").first()


def points_about(call: Call) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(decision_kind=DecisionKind.SELECTION, subject_uid=call.uid)


def points_waiting(call: Call) -> QuerySet[AgendaItem]:
    """Those that the body that selects is still to vote; what another body has on its agenda decides nothing."""
    waiting = points_about(call).filter(outcome=ItemOutcome.PENDING, session__body=call.selected_by)
    return waiting.exclude(session__status="cancelled")
