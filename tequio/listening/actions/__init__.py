from tequio.listening.actions.advice import (
    AdviceIsAhead,
    NobodyWasAdvised,
    TerritoryIsMissing,
    TopicIsMissing,
    note_advice,
    withdraw_advice,
)
from tequio.listening.actions.attendance import (
    TooManyPeople,
    count_people,
    note_participant,
    withdraw_participant,
)
from tequio.listening.actions.events import (
    CallOfAnotherExercise,
    EventIsAhead,
    cancel_event,
    edit_event,
    hold_event,
    move_event,
    open_event,
    prepare_event,
)
from tequio.listening.actions.rules import EventIsFixed, NoSuchSector, SaySomething
from tequio.listening.actions.tables import (
    ReportIsNotWritten,
    TableIsAlreadyThere,
    TooManyTables,
    add_table,
    issue_report,
    write_report,
)

__all__ = [
    "AdviceIsAhead",
    "CallOfAnotherExercise",
    "EventIsAhead",
    "EventIsFixed",
    "NoSuchSector",
    "NobodyWasAdvised",
    "ReportIsNotWritten",
    "SaySomething",
    "TableIsAlreadyThere",
    "TerritoryIsMissing",
    "TooManyPeople",
    "TooManyTables",
    "TopicIsMissing",
    "add_table",
    "cancel_event",
    "count_people",
    "edit_event",
    "hold_event",
    "issue_report",
    "move_event",
    "note_advice",
    "note_participant",
    "open_event",
    "prepare_event",
    "withdraw_advice",
    "withdraw_participant",
    "write_report",
]
