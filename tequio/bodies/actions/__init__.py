from tequio.bodies.actions.bodies import record_installation, settle_suplente_vote, use_body
from tequio.bodies.actions.directory import (
    declare_interests,
    receive_pledge,
    record_pledge,
    reopen_pledge,
    withdraw_pledge,
)
from tequio.bodies.actions.ending import end_body, take_back_end
from tequio.bodies.actions.seats import (
    FacilitatorIsNeutral,
    OnlyTitularVotes,
    SeatHasEnded,
    add_seat,
    create_body,
    end_seat,
)
from tequio.bodies.actions.succession import (
    hand_over_seats,
    leave_vacant,
    replace_holder,
    set_term,
    show_name,
    undo_succession,
)

__all__ = [
    "FacilitatorIsNeutral",
    "OnlyTitularVotes",
    "SeatHasEnded",
    "add_seat",
    "create_body",
    "declare_interests",
    "end_body",
    "end_seat",
    "hand_over_seats",
    "leave_vacant",
    "receive_pledge",
    "record_installation",
    "record_pledge",
    "reopen_pledge",
    "replace_holder",
    "set_term",
    "settle_suplente_vote",
    "show_name",
    "take_back_end",
    "undo_succession",
    "use_body",
    "withdraw_pledge",
]
