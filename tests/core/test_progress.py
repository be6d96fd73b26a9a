"""docs/rules/progress.md, executed; and what no example shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.dates import FuzzyDate, Status, from_edtf
from tequio.core.progress import (
    REMARK,
    SHOWN,
    Activity,
    Evidence,
    EvidenceState,
    Goal,
    Means,
    Progress,
    State,
    assess,
    goal_is_done,
    is_done,
    state_of,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "progress.md"
ACCEPTED = Means((Evidence(EvidenceState.ACCEPTED),))
TODAY = date(2019, 10, 16)
TO_BE_DEFINED = FuzzyDate(Status.TO_BE_DEFINED, None)


def table(first_heading: str) -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first_heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def sheet(accepted_of_goal_1: int) -> tuple[list[Activity], list[Goal]]:
    activities, goals = [], {}
    for goal, key, day, own, shared in table("meta"):
        ends = TO_BE_DEFINED if day == "por definir" else from_edtf(day)
        activities.append(Activity(key, goal=goal, ends=ends, means=(Means(),) * int(own)))
        given_ = accepted_of_goal_1 if goal == "1" else 0
        goals[goal] = Goal(goal, (ACCEPTED,) * given_ + (Means(),) * (int(shared) - given_))
    return activities, list(goals.values())


@pytest.mark.covers("req:82", "req:80")
@pytest.mark.parametrize("row", table("hoy"), ids=lambda row: f"{row[0]}-{row[1]}")
def test_the_worked_table(row: list[str]) -> None:
    activities, goals = sheet(int(row[1]))
    progress = assess(activities, goals, date.fromisoformat(row[0]))
    of_goals = [[progress.states[one.key] for one in activities if one.goal == goal.key] for goal in goals]
    assert [
        progress.done,
        progress.counted,
        progress.percent,
        progress.programmed,
        progress.programmed_percent,
        progress.overdue,
        progress.undated,
        sum(goal_is_done(states) for states in of_goals),
    ] == [int(cell) for cell in row[2:]]


@pytest.mark.covers("req:81")
def test_the_sheet_asks_for_47_means() -> None:
    activities, goals = sheet(0)
    assert sum(len(one.means) for one in activities) + sum(len(goal.means) for goal in goals) == 47


@pytest.mark.covers("req:82")
def test_three_of_four_is_not_done() -> None:
    assert not is_done((ACCEPTED,) * 3 + (Means((Evidence(EvidenceState.RETURNED),)),))
    assert is_done((ACCEPTED,) * 4)


@pytest.mark.covers("req:82")
def test_what_asks_for_no_evidence_is_never_done() -> None:
    assert not is_done(())


@pytest.mark.covers("req:80")
def test_own_means_count_instead_of_those_of_the_goal() -> None:
    goal = Goal("g", (ACCEPTED,))
    activities = [Activity("with", goal="g", means=(Means(),)), Activity("without", goal="g")]
    assert assess(activities, [goal], TODAY).states == {"with": State.UNDATED, "without": State.VERIFIED}


OLD, SOON = from_edtf("2019-09-05"), from_edtf("2019-12")
RULES = [
    (State.CANCELLED, Activity("a", ends=OLD, means=(ACCEPTED,), cancelled=True)),
    (State.VERIFIED, Activity("a", ends=OLD, means=(ACCEPTED,))),
    (State.OVERDUE, Activity("a", ends=OLD, means=(Means((Evidence(EvidenceState.RETURNED, disputed=True),)),))),
    (
        State.DISPUTED,
        Activity(
            "a",
            ends=SOON,
            means=(Means((Evidence(EvidenceState.RETURNED, disputed=True),)), Means((Evidence(EvidenceState.SENT),))),
        ),
    ),
    (State.REPORTED, Activity("a", ends=SOON, means=(Means((Evidence(EvidenceState.SENT),)),))),
    (State.REPORTED, Activity("a", ends=SOON, means=(Means((Evidence(EvidenceState.UNDER_REVIEW),)),))),
    (State.REPORTED, Activity("a", ends=TO_BE_DEFINED, means=(Means((Evidence(EvidenceState.SENT),)),))),
    (State.IN_PROGRESS, Activity("a", ends=from_edtf("2019-10"), means=(Means(),))),
    (State.IN_PROGRESS, Activity("a", starts=OLD, ends=SOON, means=(Means(),))),
    (State.IN_PROGRESS, Activity("a", ends=SOON, means=(Means((Evidence(EvidenceState.RETURNED),)),))),
    (State.UNDATED, Activity("a", ends=TO_BE_DEFINED, means=(Means(),))),
    (State.UNDATED, Activity("a", means=(Means(),))),
    (State.NOT_STARTED, Activity("a", ends=SOON, means=(Means(),))),
]


@pytest.mark.covers("req:82")
@pytest.mark.parametrize(("state", "activity"), RULES, ids=lambda value: getattr(value, "value", ""))
def test_the_first_state_that_holds(state: State, activity: Activity) -> None:
    assert state_of(activity, activity.means, TODAY) is state


def test_every_state_is_shown_and_six_are_told_apart() -> None:
    assert set(SHOWN) == set(State)
    assert len(set(SHOWN.values())) == 6
    assert {SHOWN[state] for state in REMARK} == {"En curso"}


@pytest.mark.covers("req:102")
def test_a_month_is_overdue_only_when_it_is_over() -> None:
    november = Activity("a", ends=from_edtf("2021-11"), means=(Means(),))
    assert state_of(november, november.means, date(2021, 11, 30)) is State.IN_PROGRESS
    assert state_of(november, november.means, date(2021, 12, 1)) is State.OVERDUE


@pytest.mark.covers("req:86")
def test_to_be_defined_is_never_overdue_and_counts_below_the_line() -> None:
    progress = assess([Activity("a", ends=TO_BE_DEFINED, means=(Means(),))], [], date(2999, 1, 1))
    assert (progress.overdue, progress.undated, progress.counted) == (0, 1, 1)


def test_evidence_about_one_activity_says_nothing_of_its_sister() -> None:
    goal = Goal("g", (Means((Evidence(EvidenceState.SENT, activity="first"),)),))
    activities = [Activity("first", goal="g", ends=SOON), Activity("second", goal="g", ends=SOON)]
    assert assess(activities, [goal], TODAY).states == {"first": State.REPORTED, "second": State.NOT_STARTED}


def test_cancelled_activities_leave_the_denominator() -> None:
    activities = [Activity("a", means=(ACCEPTED,)), Activity("b", cancelled=True), Activity("c", means=(Means(),))]
    progress = assess(activities, [], TODAY)
    assert (progress.done, progress.counted, progress.percent, progress.cancelled) == (1, 2, 50, 1)


def test_nothing_to_count_has_no_percentage() -> None:
    assert assess([], [], TODAY).percent is None
    assert assess([Activity("a", cancelled=True)], [], TODAY).programmed_percent is None


@pytest.mark.covers("req:101")
def test_an_activity_with_others_under_it_is_their_sum() -> None:
    proven, open_ = (ACCEPTED,), (Means(),)
    activities = [
        Activity("1", ends=SOON),
        Activity("1.1", parent="1", ends=SOON, means=proven),
        Activity("1.2", parent="1", ends=SOON, means=proven),
        Activity("2", ends=OLD),
        Activity("2.1", parent="2", ends=OLD, means=open_),
        Activity("3"),
        Activity("3.1", parent="3", cancelled=True),
        Activity("4"),
        Activity("4.1", parent="4"),
        Activity("5", ends=SOON),
        Activity("5.1", parent="5", ends=SOON, means=(ACCEPTED, Means())),
        Activity("6", ends=SOON),
        Activity("6.1", parent="6", ends=SOON),
    ]
    progress = assess(activities, [], TODAY)
    assert (progress.counted, progress.done, progress.cancelled) == (6, 2, 1)
    assert {key: progress.states[key].value for key in "123456"} == {
        "1": "verified",
        "2": "overdue",
        "3": "cancelled",
        "4": "undated",
        "5": "in_progress",
        "6": "not_started",
    }


def test_two_plans_add_up() -> None:
    one = assess([Activity("a", means=(ACCEPTED,))], [], TODAY)
    two = assess([Activity("b", means=(Means(),)), Activity("c", cancelled=True)], [], TODAY)
    both = one + two
    assert (both.done, both.counted, both.percent, both.cancelled, len(both.states)) == (1, 2, 50, 1, 3)
    assert Progress() + one == one


def test_a_goal_is_done_with_its_activities() -> None:
    assert goal_is_done([State.VERIFIED, State.CANCELLED])
    assert not goal_is_done([State.VERIFIED, State.OVERDUE])
    assert not goal_is_done([State.CANCELLED])
    assert not goal_is_done([])


activities_strategy = st.lists(
    st.builds(
        Activity,
        key=st.uuids(),
        ends=st.none() | st.dates(date(2019, 1, 1), date(2020, 12, 31)).map(lambda day: from_edtf(day.isoformat())),
        means=st.lists(st.sampled_from([ACCEPTED, Means()]), max_size=3).map(tuple),
        cancelled=st.booleans(),
    ),
    max_size=20,
)


@given(activities_strategy)
def test_accepting_more_never_lowers_the_figure(activities: list[Activity]) -> None:
    before = assess(activities, [], TODAY)
    after = assess([replace(one, means=(ACCEPTED,) * len(one.means)) for one in activities], [], TODAY)
    assert before.done <= after.done <= after.counted == before.counted
    assert after.programmed == before.programmed
    assert before.done + before.overdue <= before.counted
