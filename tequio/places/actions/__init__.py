from tequio.places.actions.calendars import (
    Steward,
    UnknownTimeZone,
    create_jurisdiction,
    found_jurisdiction,
)
from tequio.places.actions.days_off import (
    add_closure,
    add_non_working_day,
    load_days_off,
    remove_closure,
    remove_non_working_day,
)
from tequio.places.actions.territories import (
    add_territory,
    close_territory,
    load_territories,
    move_territory,
    rename_territory,
    reopen_territory,
)

__all__ = [
    "Steward",
    "UnknownTimeZone",
    "add_closure",
    "add_non_working_day",
    "add_territory",
    "close_territory",
    "create_jurisdiction",
    "found_jurisdiction",
    "load_days_off",
    "load_territories",
    "move_territory",
    "remove_closure",
    "remove_non_working_day",
    "rename_territory",
    "reopen_territory",
]
