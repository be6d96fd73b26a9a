"""The next version of a document that is already here: only what differs is told, and only what is accepted changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from tequio.audit.models import Event
from tequio.commitments.models import Commitment
from tequio.commitments.outlines import commitment_outline
from tequio.core.comparison import Change
from tequio.core.dates import from_edtf, last_day, render
from tequio.documents.rendering import Form
from tequio.documents.rendering import render as written
from tequio.exercises.models import Exercise
from tequio.formats.reading_json import from_json
from tequio.imports.actions import NotInThatState, read_upload, receive_document
from tequio.imports.applying import (
    NothingAccepted,
    StoredChangedMeanwhile,
    apply_version,
    close_unchanged,
)
from tequio.imports.models import ImportJob, State
from tequio.imports.versions import Stored, Version, applicable, candidates, id_of, version_of, why_not
from tequio.web.words import long_date
from tequio.workplans.actions import NeedsAReason
from tequio.workplans.models import Activity, Baseline, WorkPlan
from tequio.workplans.outlines import workplan_outline
from tests import builders
from tests.imports.test_import import loaded

pytestmark = pytest.mark.django_db
NOW = builders.NOW
TODAY = date(2019, 10, 1)
SHEET = "compromiso-jalisco-2019.docx"
ROUTE = "ruta-yucatan-2021.xlsx"
ANNUAL = "plan-anual-2021-2024.xlsx"


def commitment_in(exercise: Exercise, form: Form) -> bytes:
    return written(commitment_outline(Commitment.objects.get(exercise=exercise)), form)


def plan_in(exercise: Exercise, form: Form) -> bytes:
    return written(workplan_outline(WorkPlan.objects.get(exercise=exercise), organisation="Secretaría técnica"), form)


def brought(exercise: Exercise, content: bytes, name: str) -> ImportJob:
    by = builders.secretariat(exercise)
    job = receive_document(exercise=exercise, content=content, name=name, by=by, at=NOW)
    read_upload(job=job, by=by, at=NOW)
    assert job.state == State.READ, job.error
    return job


def compared(exercise: Exercise, job: ImportJob) -> tuple[Stored, Version]:
    reading = from_json(job.reading or {})
    [stored, *_others] = candidates(exercise, reading)
    version = version_of(stored, reading)
    assert version is not None
    return stored, version


def in_cells(content: bytes, changes: dict[date, date]) -> bytes:
    """The workbook with each day put where the other stood, in its first cell."""
    book, left = openpyxl.load_workbook(BytesIO(content)), dict(changes)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, datetime) and cell.value.date() in left:
            cell.value = left.pop(cell.value.date())
    assert not left, left
    return saved(book)


def in_word(content: bytes, changes: dict[date, date]) -> bytes:
    document, left = docx.Document(BytesIO(content)), {long_date(old): long_date(new) for old, new in changes.items()}
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    for paragraph in (paragraph for cell in cells for paragraph in cell.paragraphs):
        for old in [each for each in left if each in paragraph.text]:
            paragraph.text = paragraph.text.replace(old, left.pop(old))
    assert not left, left
    return saved(document)


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


EDITED: dict[str, Callable[[bytes, dict[date, date]], bytes]] = {"xlsx": in_cells, "docx": in_word}


def dated(exercise: Exercise) -> list[tuple[Activity, date]]:
    """Those to a day that no other activity has, so that a day finds one cell."""
    rows = Activity.objects.filter(workplan__exercise=exercise).order_by("pk")
    days = [(each, last_day(each.ends)) for each in rows if each.ends]
    return [(each, day) for each, day in days if day and [other for _each, other in days].count(day) == 1]


@pytest.mark.covers("req:101", "exp:28")
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_what_is_exported_and_brought_back_changes_nothing(form: str) -> None:
    exercise, _subject = loaded(SHEET)
    events = Event.objects.count()
    content = commitment_in(exercise, Form(form))
    job = brought(exercise, content, f"ficha.{form}")
    stored, version = compared(exercise, job)
    assert version.found == ()
    before = list(Activity.objects.values())
    close_unchanged(job=job, stored=stored, by=builders.secretariat(exercise), at=NOW)
    assert list(Activity.objects.values()) == before
    assert (job.state, job.version_of, job.outcome) == (State.LOADED, stored.uid, [])
    told = Event.objects.filter(pk__gt=0).order_by("-pk")
    assert told.count() > events
    assert told[0].verb == "imports.version_applied"


@pytest.mark.parametrize(("name", "form"), [(ROUTE, "xlsx"), (ROUTE, "docx"), (ANNUAL, "xlsx"), (ANNUAL, "docx")])
def test_a_route_and_a_year_come_back_as_they_left(name: str, form: str) -> None:
    exercise, _subject = loaded(name)
    job = brought(exercise, plan_in(exercise, Form(form)), f"plan.{form}")
    _stored, version = compared(exercise, job)
    assert [(each.trail, each.name, each.before, each.after) for each in version.found] == []


def moved(exercise: Exercise, form: str, days: int = 7) -> tuple[list[Activity], ImportJob]:
    """Three dates of the exported document are other ones."""
    three = dated(exercise)[-3:]
    later = {day: day + timedelta(days=days) for _each, day in three}
    content = EDITED[form](commitment_in(exercise, Form(form)), later)
    return [each for each, _day in three], brought(exercise, content, f"ficha.{form}")


@pytest.mark.covers("req:101", "exp:28", "case:U8")
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_three_dates_changed_are_three_changes_and_those_accepted_are_applied(form: str) -> None:
    exercise, _subject = loaded(SHEET)
    three, job = moved(exercise, form)
    stored, version = compared(exercise, job)
    assert sorted((each.change, each.name, each.title) for each in version.found) == sorted(
        (Change.CHANGED, "date", each.title) for each in three
    )
    others = Activity.objects.exclude(pk__in=[each.pk for each in three]).order_by("pk")
    rest = list(others.values())
    first, second, third = version.found
    applied = apply_version(
        job=job,
        stored=stored,
        accepted=[id_of(first), id_of(third)],
        text="Se acordó en la sesión de octubre",
        today=TODAY,
        by=builders.secretariat(exercise),
        at=NOW,
    )
    assert applied == 2
    assert list(others.values()) == rest
    # several activities of the sheet have one title: only the three are asked
    now = {each.title: render(each.ends) for each in Activity.objects.filter(pk__in=[each.pk for each in three])}
    assert now[first.title] == first.after
    assert now[second.title] == second.before
    assert now[third.title] == third.after
    assert [each["accepted"] for each in job.outcome] == [True, False, True]
    edits = Event.objects.filter(verb="workplans.activity_edited")
    assert edits.count() == 2
    assert all("Se acordó en la sesión de octubre" in str(each.changes) for each in edits)


def applying(exercise: Exercise, job: ImportJob, stored: Stored, ids: list[str], text: str = "Se acordó") -> int:
    by = builders.secretariat(exercise)
    return apply_version(job=job, stored=stored, accepted=ids, text=text, today=TODAY, by=by, at=NOW)


def test_it_is_applied_once_and_never_without_a_reason_or_a_choice() -> None:
    exercise, _subject = loaded(SHEET)
    _three, job = moved(exercise, "xlsx")
    stored, version = compared(exercise, job)
    ids = [id_of(each) for each in version.found]
    with pytest.raises(NothingAccepted):
        applying(exercise, job, stored, [])
    with pytest.raises(NeedsAReason):
        applying(exercise, job, stored, ids, text="  ")
    assert applying(exercise, job, stored, ids) == 3
    with pytest.raises(NotInThatState):
        applying(exercise, job, stored, ids)


@pytest.mark.covers("case:C4")
def test_what_somebody_changed_while_it_was_compared_is_not_overwritten() -> None:
    exercise, _subject = loaded(SHEET)
    three, job = moved(exercise, "xlsx")
    stored, version = compared(exercise, job)
    Activity.objects.filter(pk=three[0].pk).update(ends=from_edtf("2021-12-24"))
    with pytest.raises(StoredChangedMeanwhile):
        applying(exercise, job, stored, [id_of(each) for each in version.found])
    assert Activity.objects.get(pk=three[1].pk).ends == three[1].ends
    job.refresh_from_db()
    assert job.state == State.READ


@pytest.mark.covers("req:83")
def test_a_date_that_passed_is_not_moved_from_a_document() -> None:
    exercise, _subject = loaded(SHEET)
    three, job = moved(exercise, "xlsx")
    Activity.objects.filter(pk=three[0].pk).update(ends=from_edtf("2019-08-01"))
    stored, version = compared(exercise, job)
    [passed] = [each for each in version.found if each.title == three[0].title]
    assert "ya pasó" in why_not(passed, version, TODAY)
    assert len(applicable(version, TODAY)) == 2
    with pytest.raises(NothingAccepted):
        applying(exercise, job, stored, [id_of(passed)])


def test_a_public_date_that_moves_too_far_says_that_the_body_decides() -> None:
    exercise, _subject = loaded(SHEET)
    _three, job = moved(exercise, "xlsx", days=31)
    stored, version = compared(exercise, job)
    assert all("decide el órgano" in why_not(each, version, TODAY) for each in version.found)
    with pytest.raises(NothingAccepted):
        applying(exercise, job, stored, [id_of(each) for each in version.found])


def rowed(content: bytes, edit: Callable[[Any, int], None], title: str) -> bytes:
    """``edit`` is given the sheet and the number of the row where the title stands."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet, row = next(
        (sheet, cell.row)
        for sheet in book
        for cells in sheet.iter_rows()
        for cell in cells
        if title in str(cell.value or "")
    )
    edit(sheet, row)  # type: ignore[arg-type]
    return saved(book)


@pytest.mark.covers("req:101")
def test_a_duration_of_the_route_is_changed_as_an_amendment() -> None:
    exercise, _subject = loaded(ROUTE)
    plan = WorkPlan.objects.get(exercise=exercise)
    phase = plan.activities.filter(duration=5).order_by("position")[0]

    def longer(sheet: Any, row: int) -> None:
        for cell in sheet[row]:
            if str(cell.value) in {"5", "5 días"}:
                cell.value = 8
                return
        raise AssertionError([cell.value for cell in sheet[row]])

    job = brought(exercise, rowed(plan_in(exercise, Form.XLSX), longer, phase.title), "ruta.xlsx")
    stored, version = compared(exercise, job)
    assert [(each.name, each.before, each.after) for each in version.found] == [("duration", "5", "8")]
    assert applying(exercise, job, stored, [id_of(version.found[0])]) == 1
    phase.refresh_from_db()
    assert phase.duration == 8
    assert Event.objects.filter(verb__contains="amend").exists() or Baseline.objects.filter(workplan=plan).exists()


@pytest.mark.parametrize("approved", [False, True])
def test_rows_that_came_and_went(approved: bool) -> None:
    """What is only a draft leaves the plan; what was approved is cancelled with the reason."""
    exercise, _subject = loaded(ANNUAL)
    plan = WorkPlan.objects.get(exercise=exercise)
    children = plan.activities.exclude(parent=None).order_by("position")
    gone, kept = children[0], children[1]

    def swap(sheet: Any, row: int) -> None:
        for cell in sheet[row]:
            if str(cell.value) == gone.title:
                cell.value = "Recorrido nocturno con el comité de obra"
            elif str(cell.value) == gone.code:
                cell.value = "99.9"

    content = rowed(plan_in(exercise, Form.XLSX), swap, gone.title)
    if approved:
        WorkPlan.objects.filter(pk=plan.pk).update(status="approved")
    job = brought(exercise, content, "plan.xlsx")
    stored, version = compared(exercise, job)
    assert {each.change for each in version.found} == {Change.ADDED, Change.REMOVED}
    accepted = [each for each in version.found if not approved or each.change is Change.REMOVED]
    applying(exercise, job, stored, [id_of(each) for each in accepted])
    left = plan.activities.filter(pk=gone.pk)
    assert [each.cancel_reason for each in left] == (["Se acordó"] if approved else [])
    if approved:
        return
    titles = set(plan.activities.filter(cancelled_at=None).values_list("title", flat=True))
    assert gone.title not in titles
    assert {"Recorrido nocturno con el comité de obra", kept.title} <= titles
