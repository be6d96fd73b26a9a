"""A meeting has no permission of its own: it is arranged, called and kept by the verbs of the session it belongs to. The words of
its people about where they come from are placed by the office of the place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tequio.meetings import actions, keeping
from tequio.meetings.models import Meeting
from tequio.places.actions import add_territory
from tests.builders import NOW
from tests.matrix import DIRECTORY, OFFICE, Verb, World


def told(world: World) -> dict[str, Any]:
    """A territory of the place, and what somebody wrote that means it."""
    north = add_territory(jurisdiction=world.where, name="Norte", kind="delegation", by=world.clerk, at=NOW)
    values: dict[str, Any] = {"by": world.clerk, "at": NOW}
    ends = NOW + timedelta(hours=1)
    meeting = actions.arrange_meeting(exercise=world.exercise, title="Reunión", begins_at=NOW, ends_at=ends, **values)
    actions.note_arrival(meeting=meeting, person=world.people["person"], territory="Arriba", way="hand", **values)
    return {"words": "Arriba", "territory": north}


def meeting(world: World, *, held: bool = False) -> Meeting:
    values: dict[str, Any] = {"by": world.clerk, "at": NOW}
    ends = NOW + timedelta(hours=1)
    made = actions.arrange_meeting(exercise=world.exercise, title="Reunión", begins_at=NOW, ends_at=ends, **values)
    if held:
        keeping.hold_names(meeting=made, **WHY, **values)
    return made


WHY: dict[str, Any] = {"reason": "Se impugnó", "citation": "Reglamento, artículo 4"}
VERBS = (
    Verb(actions.place_words, DIRECTORY, told),
    Verb(keeping.hold_names, OFFICE, lambda world: {"meeting": meeting(world), **WHY}),
    Verb(keeping.release_names, OFFICE, lambda world: {"meeting": meeting(world, held=True)}),
)
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
