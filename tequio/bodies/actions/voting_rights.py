"""The rule of ``core.seating`` asked at the moment of a vote."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tequio.bodies.models import AgendaItem, Seat, SeatRole
from tequio.bodies.queries.voting import right_in
from tequio.core.refusals import Refusal
from tequio.core.seating import Why
from tequio.formats import rulepack


class SuplenteDoesNotVoteThis(Refusal):
    code = "suplente-does-not-vote-this"


class SuplenteVoteNotSettled(Refusal):
    code = "suplente-vote-not-settled"


class RoleDoesNotVote(Refusal):
    code = "role-does-not-vote"


def refuse_unless_right(item: AgendaItem, seat: Seat, speaker: Seat, *, titular_here: bool) -> None:
    """``speaker`` sits for ``seat``, that of a titular with vote, and casts its vote on ``item``."""
    found = right_in(
        item.session.body,
        item.decision_kind,
        rulepack.load(item.session.exercise.pack),
        role=SeatRole(speaker.role),
        seat_votes=seat.votes,
        titular_here=titular_here,
    )
    if found.votes:
        return
    if found.why is Why.NOT_SETTLED:
        raise SuplenteVoteNotSettled(
            _(
                "Nadie ha resuelto si los suplentes votan «%(kind)s». Regístrelo en la página del órgano, en «Quién vota»."
            )
            % {"kind": item.get_decision_kind_display()}
        )
    if found.why is Why.NOT_THIS_KIND:
        raise SuplenteDoesNotVoteThis(
            _("En este órgano los suplentes no votan «%(kind)s».") % {"kind": item.get_decision_kind_display()}
        )
    raise RoleDoesNotVote(_("Vota quien es titular del asiento o, en su ausencia, su suplente."))
