from tequio.bodies.models.seats import Body, DecisionLevel, Kind, Seat, SeatQuerySet, SeatRole

__all__ = ["Body", "DecisionLevel", "Kind", "Seat", "SeatQuerySet", "SeatRole"]
