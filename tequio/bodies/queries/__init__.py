from tequio.bodies.queries.seats import seats_of, sector_kind, sector_of_seat, sectors_of

__all__ = ["seats_of", "sector_kind", "sector_of_seat", "sectors_of"]
