from tequio.listening.models.advice import Advice, Channel, Subject
from tequio.listening.models.events import (
    MECHANICS_KINDS,
    Event,
    EventKind,
    EventQuerySet,
    EventStatus,
    EventTable,
    EventTopic,
    Headcount,
    WalkIn,
)

__all__ = [
    "MECHANICS_KINDS",
    "Advice",
    "Channel",
    "Event",
    "EventKind",
    "EventQuerySet",
    "EventStatus",
    "EventTable",
    "EventTopic",
    "Headcount",
    "Subject",
    "WalkIn",
]
