"""A meeting has no permission of its own: it is arranged, called and kept by the verbs of the session it belongs to."""

from __future__ import annotations

from tests.matrix import Verb

VERBS: tuple[Verb, ...] = ()
ABOVE = "only the verbs of a session call it, after their own permission"
FROM_ABOVE = {
    **dict.fromkeys(
        (
            f"meetings.{name}"
            for name in (
                "arrange_meeting",
                "move_meeting",
                "cancel_meeting",
                "arrange_series",
                "invite",
                "send_invitations",
                "note_arrival",
                "tell_origin",
                "withdraw_arrival",
                "keep_paper_list",
                "add_need",
                "change_need",
            )
        ),
        ABOVE,
    ),
}
