from tequio.bodies.actions.seats import (
    FacilitatorIsNeutral,
    OnlyTitularVotes,
    SeatHasEnded,
    add_seat,
    create_body,
    end_seat,
)

__all__ = ["FacilitatorIsNeutral", "OnlyTitularVotes", "SeatHasEnded", "add_seat", "create_body", "end_seat"]
