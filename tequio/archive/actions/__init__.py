from tequio.archive.actions.packs import (
    NothingToHandOver,
    PackIsGone,
    make_packs,
    prepare_pack,
    remove_old_packs,
    take_pack,
)
from tequio.archive.actions.term import (
    IsNotArchived,
    NeedsAReason,
    NobodyReceives,
    StillGoingOn,
    TermHasEnded,
    close_term,
    reopen_term,
)

__all__ = [
    "IsNotArchived",
    "NeedsAReason",
    "NobodyReceives",
    "NothingToHandOver",
    "PackIsGone",
    "StillGoingOn",
    "TermHasEnded",
    "close_term",
    "make_packs",
    "prepare_pack",
    "remove_old_packs",
    "reopen_term",
    "take_pack",
]
