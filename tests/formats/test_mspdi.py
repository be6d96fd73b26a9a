"""Microsoft Project XML: the dates that Project itself computed, hours of its calendars, writing and reading back."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from tequio.core.refusals import UnreadableDocument
from tequio.core.schedule import (
    Constraint,
    ConstraintKind,
    DayLine,
    Link,
    LinkKind,
    Schedule,
    ScheduleRefusal,
    Task,
    schedule,
)
from tequio.core.workdays import Calendar, Closure
from tequio.formats.mspdi import ProjectFile, read_mspdi, read_mspdi_file
from tequio.formats.mspdi_out import write_mspdi
from tests.core.schedule.tables import by_id, constraints

FILES = ("mspdirelations.xml", "sample.xml", "task-links-project2007-mspdi.xml")


def scheduled(project: ProjectFile) -> Schedule:
    line = project.timeline()
    return schedule(project.tasks, project.links, line, elastic=project.elastic(line))


def project(tasks: str, *, calendars: str = "", header: str = "", rest: str = "") -> ProjectFile:
    return read_mspdi(
        f"""<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">
        <StartDate>2021-06-28T08:00:00</StartDate><CalendarUID>1</CalendarUID>{header}
        <Calendars>{calendars}</Calendars><Tasks>{tasks}</Tasks>{rest}</Project>""".encode()
    )


def task(uid: int, hours: int, extra: str = "") -> str:
    return f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>t{uid}</Name><Duration>PT{hours}H0M0S</Duration>{extra}</Task>"


@pytest.mark.needs_shared
@pytest.mark.covers("req:28")
@pytest.mark.parametrize("name", FILES)
def test_the_dates_are_those_of_microsoft_project(name: str, shared: Path) -> None:
    folder = shared / "data" / "schedules" / "mspdi"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[name]
    found = scheduled(read_mspdi_file(folder / name))
    rows = by_id(found)
    assert (found.start.isoformat(), found.finish.isoformat()) == (expected["start"], expected["finish"])
    assert (len(rows), len(found.links)) == (expected["n_tasks"], expected["n_links"])
    assert sum(row.critical for row in rows.values()) == expected["n_critical"]
    for figures in expected["tasks"]:
        row = rows[figures["uid"]]
        ours = {
            "early_start": row.early_start.isoformat(),
            "early_finish": row.early_finish.isoformat(),
            "late_start": row.late_start.isoformat(),
            "late_finish": row.late_finish.isoformat(),
            "total_slack_tenths_min": str(row.total_float * 10),
            "free_slack_tenths_min": str(row.free_float * 10),
            "critical": str(int(row.critical)),
            "summary": str(int(row.summary)),
        }
        assert {key: figures[key] for key in ours} == ours, figures["name"]


@pytest.mark.covers("req:28")
def test_hours_of_the_calendar_its_base_and_its_exceptions() -> None:
    week = "".join(
        f"<WeekDay><DayType>{day}</DayType><DayWorking>{int(1 < day < 7)}</DayWorking><WorkingTimes><WorkingTime>"
        "<FromTime>09:00:00</FromTime><ToTime>15:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
        for day in range(1, 8)
    )
    calendars = (
        f"<Calendar><UID>2</UID><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>{week}</WeekDays></Calendar>"
        "<Calendar><UID>1</UID><BaseCalendarUID>2</BaseCalendarUID><Exceptions><Exception><TimePeriod>"
        "<FromDate>2021-06-29T00:00:00</FromDate><ToDate>2021-06-30T23:59:00</ToDate></TimePeriod><Type>1</Type>"
        "<DayWorking>0</DayWorking></Exception></Exceptions></Calendar>"
    )
    found = by_id(scheduled(project(task(1, 8), calendars=calendars)))["1"]
    assert found.early_start == datetime(2021, 6, 28, 9)
    assert found.early_finish == datetime(2021, 7, 1, 11)


def test_a_task_that_runs_day_and_night() -> None:
    found = by_id(scheduled(project(task(1, 48, "<DurationFormat>8</DurationFormat>"))))["1"]
    assert found.early_finish == datetime(2021, 6, 30, 8)


def test_deadlines_constraints_and_outline() -> None:
    tasks = (
        task(1, 0, "<OutlineLevel>1</OutlineLevel>")
        + task(2, 16, "<OutlineLevel>2</OutlineLevel><Deadline>2021-06-28T17:00:00</Deadline>")
        + task(3, 8, "<OutlineLevel>1</OutlineLevel><ConstraintType>4</ConstraintType>"
               "<ConstraintDate>2021-07-05T08:00:00</ConstraintDate>")
    )  # fmt: skip
    found = by_id(scheduled(project(tasks)))
    assert found["1"].summary
    assert found["1"].early_finish == datetime(2021, 6, 29, 17)
    assert found["2"].total_float == -480
    assert found["3"].early_start == datetime(2021, 7, 5, 8)


def test_a_date_to_be_met_gives_negative_float_with_its_dates() -> None:
    found = project(task(1, 16))
    line = found.timeline()
    row = by_id(schedule(found.tasks, found.links, line, finish=date(2020, 6, 26)))["1"]
    assert (row.late_start, row.late_finish) == (datetime(2020, 6, 25, 8), datetime(2020, 6, 26, 17))
    with pytest.raises(ScheduleRefusal, match="cinco años"):
        schedule(found.tasks, found.links, line, finish=date(2001, 1, 1))


def test_what_is_not_imitated_is_said() -> None:
    link = (
        "<PredecessorLink><PredecessorUID>{}</PredecessorUID><Type>1</Type><LinkLag>{}</LinkLag>"
        "<LagFormat>{}</LagFormat></PredecessorLink>"
    )
    tasks = (
        task(1, 8, "<ConstraintType>1</ConstraintType>")
        + task(2, 8, link.format(1, 50, 19))
        + task(3, 8, link.format(99, 0, 7))
        + task(4, 8, link.format(1, 14400, 8))
    )
    found = project(tasks, header="<ScheduleFromStart>0</ScheduleFromStart>")
    assert {(each.predecessor, each.successor): each.lag for each in found.links} == {("1", "2"): 240, ("1", "4"): 480}
    assert len(found.remarks) == 4


def test_closed_days_can_be_added_to_the_calendar_of_the_file() -> None:
    found = project(task(1, 16)).without(
        Calendar(country=None, closures=(Closure(date(2021, 6, 29), date(2021, 6, 30)),))
    )
    assert by_id(scheduled(found))["1"].early_finish == datetime(2021, 7, 1, 17)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no es xml",
        b"<a/>",
        b"<Project>",
        b"<Project/>",
        b'<!DOCTYPE p [<!ENTITY a "aaaa">]><Project>&a;</Project>',
        b'<?xml version="1.0" encoding="klingon"?><Project/>',
        b"<Project>" + b"<a>" * 4000 + b"</a>" * 4000 + b"</Project>",
        b"<Project><StartDate>0001-01-01T00:00:00</StartDate><Tasks/></Project>",
        bytes(range(256)) * 8,
    ],
)
def test_what_is_no_project_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="Microsoft Project"):
        read_mspdi(data)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="MB"):
        read_mspdi(b"<Project>" + b" " * (20 * 1024 * 1024))


def test_a_file_of_a_million_elements_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="elementos"):
        read_mspdi(b"<Project><Tasks><Task>" + b"<a/>" * 1_000_001 + b"</Task></Tasks></Project>")


def route() -> Schedule:
    tasks = [
        Task("10", "Preparar <la> ruta & «firmar»\x07", 5),
        Task("20", "Consultar", 0),
        Task("21", "Foros", 8, constraints("SNET:2021-07-12 FNLT:2021-07-30"), parent="20"),
        Task("22", "Encuesta", 10, parent="20"),
        Task("30", "Aviso", 0),
        Task("40", "Firma", 1, (Constraint(ConstraintKind.MSO, date(2021, 9, 17)),)),
    ]
    links = [
        Link("10", "21"),
        Link("10", "22", LinkKind.SS, 2),
        Link("20", "30", LinkKind.FS, 0),
        Link("30", "40", LinkKind.FF, -1),
    ]
    return schedule(tasks, links, DayLine(Calendar(), date(2021, 6, 28)))


@pytest.mark.covers("req:28")
def test_what_is_written_is_read_back_to_the_same_dates_and_floats() -> None:
    plan = route()
    data = write_mspdi(plan, title="Ruta crítica")
    back = read_mspdi(data)
    again = scheduled(back)
    assert back.name == "Ruta crítica"
    assert [each.id for each in again.tasks] == [each.id for each in plan.tasks]
    assert [each.parent for each in again.tasks] == [each.parent for each in plan.tasks]
    assert {(k.predecessor, k.successor, k.kind, k.lag) for k in again.links} == {
        (k.predecessor, k.successor, k.kind, k.lag * 480) for k in plan.links
    }
    for ours, theirs in zip(plan.rows(), again.rows(), strict=True):
        moments = (theirs.early_start, theirs.early_finish, theirs.late_start, theirs.late_finish)
        assert [moment.isoformat()[:10] for moment in moments] == [
            day.isoformat() for day in (ours.early_start, ours.early_finish, ours.late_start, ours.late_finish)
        ]
        assert (theirs.total_float, theirs.free_float) == (ours.total_float * 480, ours.free_float * 480)
    assert b"\x07" not in data
    assert write_mspdi(plan, title="Ruta crítica") == data


def test_what_was_read_is_written_again_to_the_same_figures() -> None:
    first = scheduled(read_mspdi(write_mspdi(route(), title="x")))
    second = scheduled(read_mspdi(write_mspdi(first, title="x")))
    assert [row[2:] for row in second.rows()] == [row[2:] for row in first.rows()]


def test_ids_that_are_no_numbers_become_positions() -> None:
    plan = schedule(
        [Task("a", "uno", 1), Task("b", "dos", 1)], [Link("a", "b")], DayLine(Calendar(), date(2021, 6, 28))
    )
    back = read_mspdi(write_mspdi(plan, title="x"))
    assert [each.id for each in back.tasks] == ["1", "2"]
    assert (back.links[0].predecessor, back.links[0].successor) == ("1", "2")
