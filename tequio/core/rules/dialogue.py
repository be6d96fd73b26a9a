"""Rules about the dialogue mechanism (requirement 3)."""

from __future__ import annotations

from collections.abc import Iterator

from tequio.core.reading.records import Topic
from tequio.core.rules.cases import Case, Hit


def topic_without_inclusion(case: Case) -> Iterator[Hit]:
    """Each topic that its member proposed before having heard the sector it speaks for; the same day is not before."""
    for place, topic in enumerate(case.reading.topics):
        if not was_heard(topic):
            yield Hit(f"tema «{topic.title}»", ("topics", place), {"topic": topic.title, "member": topic.member})


def was_heard(topic: Topic) -> bool:
    return topic.heard_on is not None and topic.heard_on < topic.proposed_on
