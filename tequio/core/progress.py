"""How far a plan is: derived from accepted evidence, never typed. Prose and worked table: docs/rules/progress.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tequio.core.dates import FuzzyDate, first_day, last_day


class EvidenceState(StrEnum):
    SENT = "sent"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class State(StrEnum):
    """Of an activity, in the order in which the first that holds wins."""

    CANCELLED = "cancelled"
    VERIFIED = "verified"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    REPORTED = "reported"
    IN_PROGRESS = "in_progress"
    UNDATED = "undated"
    NOT_STARTED = "not_started"


#: the six that a person is shown
SHOWN = {
    State.NOT_STARTED: "Por iniciar",
    State.IN_PROGRESS: "En curso",
    State.REPORTED: "En curso",
    State.DISPUTED: "En curso",
    State.OVERDUE: "Con retraso",
    State.VERIFIED: "Cumplido",
    State.UNDATED: "Fecha por definir",
    State.CANCELLED: "Cancelado",
}
#: what is added to "En curso"
REMARK = {State.REPORTED: "reportado", State.DISPUTED: "controvertido"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """``disputed``: accepted once and later returned by another sector. ``activity``: the only one it tells about, if any."""

    state: EvidenceState
    disputed: bool = False
    activity: Hashable = None


@dataclass(frozen=True, slots=True)
class Means:
    """One required means of verification and all the evidence given for it."""

    evidence: tuple[Evidence, ...] = ()

    @property
    def proven(self) -> bool:
        return any(each.state is EvidenceState.ACCEPTED for each in self.evidence)


@dataclass(frozen=True, slots=True)
class Activity:
    """``means`` are its own; without any those of its goal count. ``ends`` alone is a due date."""

    key: Hashable
    goal: Hashable = None
    parent: Hashable = None
    starts: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    means: tuple[Means, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    key: Hashable
    means: tuple[Means, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of activities; ``counted`` is the denominator of both percentages: all but the cancelled ones."""

    counted: int = 0
    done: int = 0
    programmed: int = 0
    overdue: int = 0
    undated: int = 0
    cancelled: int = 0
    states: Mapping[Hashable, State] = field(default_factory=dict)

    @property
    def percent(self) -> int | None:
        """Floored; None where there is nothing to count."""
        return 100 * self.done // self.counted if self.counted else None

    @property
    def programmed_percent(self) -> int | None:
        return 100 * self.programmed // self.counted if self.counted else None

    def __add__(self, other: Progress) -> Progress:
        """Two plans together: every activity weighs the same, whichever plan it is in."""
        return Progress(
            self.counted + other.counted,
            self.done + other.done,
            self.programmed + other.programmed,
            self.overdue + other.overdue,
            self.undated + other.undated,
            self.cancelled + other.cancelled,
            {**self.states, **other.states},
        )


def required(activity: Activity, goals: Mapping[Hashable, Goal]) -> tuple[Means, ...]:
    """Its own means, or if it has none those of its goal."""
    goal = goals.get(activity.goal)
    return activity.means or (goal.means if goal else ())


def is_done(means: tuple[Means, ...]) -> bool:
    """Each has an accepted evidence. What asks for no evidence cannot be proven, so it is never done."""
    return bool(means) and all(each.proven for each in means)


def has_passed(activity: Activity, today: date) -> bool:
    """Its whole span ended before ``today``."""
    last = last_of(activity)
    return last is not None and last < today


def last_of(activity: Activity) -> date | None:
    """Last day of its span; None while to be defined. A start without an end says nothing of when it should be over,
    unless it is the only date there is."""
    if activity.ends is not None:
        return last_day(activity.ends)
    return last_day(activity.starts) if activity.starts else None


def first_of(activity: Activity) -> date | None:
    """First day on which it may have begun; None while to be defined."""
    date_ = activity.starts or activity.ends
    return first_day(date_) if date_ else None


def state_of(activity: Activity, means: tuple[Means, ...], today: date) -> State:
    """The first that holds, in the order of ``State``. Linear in the evidence."""
    told = [each for one in means for each in one.evidence if each.activity in (None, activity.key)]
    first = first_of(activity)
    tests = (
        (State.CANCELLED, activity.cancelled),
        (State.VERIFIED, is_done(means)),
        (State.OVERDUE, has_passed(activity, today)),
        (State.DISPUTED, any(each.disputed for each in told)),
        (State.REPORTED, any(each.state in (EvidenceState.SENT, EvidenceState.UNDER_REVIEW) for each in told)),
        (State.IN_PROGRESS, bool(told) or (first is not None and first <= today)),
        (State.UNDATED, last_of(activity) is None),
    )
    return next((state for state, holds in tests if holds), State.NOT_STARTED)


def assess(activities: Iterable[Activity], goals: Iterable[Goal], today: date) -> Progress:
    """Linear in activities, means and evidence.

    An activity with activities under it is their sum: it has a state but does not count again.
    """
    listed, by_key = list(activities), {goal.key: goal for goal in goals}
    states: dict[Hashable, State] = {}
    for activity in listed:
        states[activity.key] = state_of(activity, required(activity, by_key), today)
    parents = {activity.parent for activity in listed if activity.parent is not None}
    leaves = [activity for activity in listed if activity.key not in parents]
    kinds = Counter(states[leaf.key] for leaf in leaves)
    live = [leaf for leaf in leaves if not leaf.cancelled]
    _roll_up(listed, parents, states)
    return Progress(
        counted=len(live),
        done=kinds[State.VERIFIED],
        programmed=sum(has_passed(leaf, today) for leaf in live),
        overdue=kinds[State.OVERDUE],
        undated=sum(last_of(leaf) is None for leaf in live),
        cancelled=len(leaves) - len(live),
        states=states,
    )


def _roll_up(listed: list[Activity], parents: set[Hashable], states: dict[Hashable, State]) -> None:
    """A summary is verified when all it holds is, cancelled when all is, and under way once something in it is."""
    under: dict[Hashable, list[Hashable]] = {}
    for activity in listed:
        under.setdefault(activity.parent, []).append(activity.key)
    for key in reversed(_parents_first(under)):
        if key in parents and states[key] is not State.CANCELLED:
            states[key] = _summary([states[child] for child in under[key]], states[key])


def _parents_first(under: Mapping[Hashable, list[Hashable]]) -> list[Hashable]:
    order: list[Hashable] = list(under.get(None, ()))
    for key in order:
        order.extend(under.get(key, ()))
    return order


def _summary(children: list[State], own: State) -> State:
    live = {state for state in children if state is not State.CANCELLED}
    if not live:
        return State.CANCELLED
    if live == {State.VERIFIED}:
        return State.VERIFIED
    if own is State.OVERDUE or State.OVERDUE in live:
        return State.OVERDUE
    if own is not State.VERIFIED and live <= {State.UNDATED}:
        return State.UNDATED
    moving = live - {State.NOT_STARTED, State.UNDATED}
    return State.IN_PROGRESS if moving or own is State.IN_PROGRESS else State.NOT_STARTED


def goal_is_done(states: Iterable[State]) -> bool:
    """All its activities are verified; the cancelled ones do not count, and without any other it is not."""
    live = [state for state in states if state is not State.CANCELLED]
    return bool(live) and all(state is State.VERIFIED for state in live)
