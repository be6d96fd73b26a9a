from tequio.privacy.actions.copies import make_copy, remove_old_copies
from tequio.privacy.actions.keeping import forget_what_is_no_longer_kept
from tequio.privacy.actions.requests import (
    AlreadyAnswered,
    AlreadyExtended,
    NeedsAReason,
    NothingToCarryOut,
    NothingWasAsked,
    RequestIsErased,
    TooManyRequests,
    answer_request,
    ask_for_details,
    carry_out_request,
    extend_request,
    give_details,
    send_request,
)

__all__ = [
    "AlreadyAnswered",
    "AlreadyExtended",
    "NeedsAReason",
    "NothingToCarryOut",
    "NothingWasAsked",
    "RequestIsErased",
    "TooManyRequests",
    "answer_request",
    "ask_for_details",
    "carry_out_request",
    "extend_request",
    "forget_what_is_no_longer_kept",
    "give_details",
    "make_copy",
    "remove_old_copies",
    "send_request",
]
