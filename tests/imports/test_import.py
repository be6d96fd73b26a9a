from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.calls.models import Call
from tequio.checks.actions import Subject, evaluate
from tequio.commitments.models import Commitment
from tequio.core.reading import read
from tequio.core.reading.records import Reading
from tequio.documents.models import Source
from tequio.exercises.models import Exercise
from tequio.formats import rulepack
from tequio.formats.opening import open_bytes
from tequio.formats.reading_json import WrongShape, from_json, to_json
from tequio.imports import permissions
from tequio.imports.actions import (
    NotAReading,
    NotInThatState,
    NotRecognised,
    confirm_reading,
    load_confirmed,
    read_upload,
    receive_document,
)
from tequio.imports.models import ImportJob, State
from tequio.imports.stored import subjects_of
from tequio.monitoring.queries import of_plans
from tequio.people.models import Person
from tequio.workplans.models import Activity, Link, Means, MeansKind, WorkPlan
from tequio.workplans.predecessors import PredecessorIsMissing, waits_of
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
#: document → pack and kind of exercise
DOCUMENTS = {
    "metodologia-jalisco-2016.docx": ("jalisco-2016", "state"),
    "compromiso-jalisco-2019.docx": ("jalisco-2019", "state"),
    "compromiso-jalisco-2019-partido.docx": ("jalisco-2019", "state"),
    "convocatoria-durango-2020.docx": ("durango-2020", "state"),
    "ruta-yucatan-2021.xlsx": ("yucatan-2021", "state"),
    "ruta-yucatan-2021.docx": ("yucatan-2021", "state"),
    "plan-anual-2021-2024.docx": ("municipal-jalisco-2021", "municipal"),
    "plan-anual-2021-2024.xlsx": ("municipal-jalisco-2021", "municipal"),
}


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise()


@pytest.fixture
def by(exercise: Exercise) -> Person:
    return builders.secretariat(exercise)


def load(name: str, exercise: Exercise) -> ImportJob:
    by = builders.secretariat(exercise)
    job = receive_document(exercise=exercise, content=(SAMPLES / name).read_bytes(), name=name, by=by, at=NOW)
    read_upload(job=job, by=by, at=NOW)
    confirm_reading(job=job, by=by, at=NOW)
    load_confirmed(job=job, by=by, at=NOW)
    return job


def read_sample(name: str) -> Reading:
    return read(open_bytes((SAMPLES / name).read_bytes(), name))


def loaded(name: str) -> tuple[Exercise, Subject]:
    pack, kind = DOCUMENTS[name]
    exercise = builders.exercise(name.partition(".")[0], pack=pack, kind=kind)
    load(name, exercise)
    [subject] = subjects_of(exercise)
    return exercise, subject


@pytest.mark.covers("req:27", "req:44", "req:79", "req:101", "req:4")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_stored_is_what_was_read(name: str) -> None:
    """Rows → records give the reading again, field by field."""
    _exercise, subject = loaded(name)
    before, after = to_json(read_sample(name)), to_json(subject.reading)
    if before["call"]:
        # a window is stored as two moments: the days are the same, how they were written stays in the text
        for key in ("opens_on", "closes_on"):
            assert before["call"][key]["edtf"] == after["call"][key]["edtf"]
            before["call"][key] = after["call"][key] = None
    if before["route"]:
        # stored links are written in one way: "3;4"
        for reading in (before, after):
            for phase in reading["route"]["phases"]:
                phase["predecessors"] = [wait.code for wait in waits_of(phase["predecessors"])]
            reading["route"]["proposed"] = None
    assert after == before


@pytest.mark.covers("req:23", "req:30", "req:63", "req:70", "req:72", "req:88", "req:105", "req:131")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_rules_say_the_same_of_the_file_and_of_the_rows(name: str) -> None:
    pack = rulepack.load(DOCUMENTS[name][0])
    _exercise, subject = loaded(name)
    found = evaluate(subject.reading, pack)
    assert [(one.code, one.path) for one in found] == [
        (one.code, one.path) for one in evaluate(read_sample(name), pack)
    ]
    assert found


@pytest.mark.covers("req:79", "req:81", "req:86")
def test_the_sheet_of_jalisco_gives_its_goals_activities_and_means() -> None:
    exercise, _subject = loaded("compromiso-jalisco-2019.docx")
    plan = Commitment.objects.get(exercise=exercise).workplan
    assert (plan.goals.count(), plan.activities.count(), MeansKind.objects.count()) == (11, 16, 13)
    owned = Means.objects.filter(goal__workplan=plan).count() + Means.objects.filter(activity__workplan=plan).count()
    assert owned == 47
    from django.db.models import Q

    progress = of_plans(Q(pk=plan.pk), today=date(2019, 10, 15))[plan.pk].progress
    assert (progress.counted, progress.programmed, progress.undated) == (16, 4, 3)


@pytest.mark.covers("req:28", "req:29")
def test_a_route_with_its_annex_gives_links_and_bound_milestones() -> None:
    exercise, _subject = loaded("ruta-yucatan-2021.xlsx")
    plan = WorkPlan.objects.get(exercise=exercise)
    assert (plan.activities.count(), Link.objects.filter(successor__workplan=plan).count()) == (35, 45)
    bounds = [(stop.activity and stop.activity.code, stop.bound) for stop in plan.milestones.order_by("position")]
    assert bounds == [("1", "MSO"), ("33", "FNLT"), ("35", "FNLT")]
    stages = dict(plan.activities.values_list("code", "stage"))
    assert {code for code, stage in stages.items() if stage == "call"} == {"1", "2", "6"}
    counts = [
        sum(stage == key for stage in stages.values())
        for key in ("consultation", "diagnosis", "cocreation", "signature")
    ]
    assert counts == [17, 7, 4, 4]


@pytest.mark.covers("req:50")
def test_a_call_with_exact_days_is_public_in_the_time_of_its_place() -> None:
    exercise, _subject = loaded("convocatoria-durango-2020.docx")
    call = Call.objects.get(exercise=exercise)
    assert call.status == "published"
    assert call.opens_at is not None
    assert call.closes_at is not None
    assert (call.closes_at - call.opens_at).days == 48


@pytest.mark.covers("req:84")
def test_a_short_name_is_not_taken_for_the_person_it_may_be() -> None:
    exercise, _subject = loaded("compromiso-jalisco-2019.docx")
    plan = Commitment.objects.get(exercise=exercise).workplan
    who = {
        one.name: one.person and one.person.name
        for goal in plan.goals.all()
        for one in goal.responsibles.select_related("person")
    }
    assert who["Jacinto Olvera"] is None
    assert who["Anselmo Ficticio Arriaga"] == "Anselmo Ficticio Arriaga"


@pytest.mark.covers("req:128")
def test_nothing_is_fact_before_it_is_confirmed(exercise: Exercise, by: Person) -> None:
    name = "compromiso-jalisco-2019.docx"
    job = receive_document(exercise=exercise, content=(SAMPLES / name).read_bytes(), name=name, by=by, at=NOW)
    read_upload(job=job, by=by, at=NOW)
    assert (job.state, job.kind, len(job.findings)) == (State.READ, "commitment_sheet", 13)
    with pytest.raises(NotInThatState):
        load_confirmed(job=job, by=by, at=NOW)
    assert not Commitment.objects.exists()
    assert not Activity.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportJob.objects.filter(pk=job.pk).update(state=State.LOADED)


@pytest.mark.covers("req:128")
def test_the_same_file_twice_changes_nothing(exercise: Exercise, by: Person) -> None:
    name = "compromiso-jalisco-2019.docx"
    first = load(name, exercise)
    events = Event.objects.count()
    again = receive_document(
        exercise=exercise, content=(SAMPLES / name).read_bytes(), name="otro nombre.docx", by=by, at=NOW
    )
    assert again == first
    assert (Event.objects.count(), Commitment.objects.count(), Source.objects.count()) == (events, 1, 1)
    for verb in (read_upload, confirm_reading, load_confirmed):
        with pytest.raises(NotInThatState):
            verb(job=again, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportJob.objects.create(
            exercise=exercise, file=first.file, sha256=first.sha256, pack="x", uploaded_by=by, uploaded_at=NOW
        )


def test_what_a_person_corrected_is_what_is_loaded(exercise: Exercise, by: Person) -> None:
    name = "compromiso-jalisco-2019.docx"
    job = receive_document(exercise=exercise, content=(SAMPLES / name).read_bytes(), name=name, by=by, at=NOW)
    read_upload(job=job, by=by, at=NOW)
    reading = from_json(job.reading or {})
    corrected = replace(reading, commitments=(replace(reading.commitments[0], title="Título corregido"),))
    with pytest.raises(NotAReading):
        confirm_reading(job=job, corrected=read_sample("ruta-yucatan-2021.docx"), by=by, at=NOW)
    confirm_reading(job=job, corrected=corrected, by=by, at=NOW)
    load_confirmed(job=job, by=by, at=NOW)
    assert Commitment.objects.get().title == "Título corregido"
    assert Event.objects.get(verb="imports.reading_confirmed").changes["corrected"] == [None, True]


def test_two_sheets_make_two_commitments_with_numbers_of_their_own(exercise: Exercise) -> None:
    load("compromiso-jalisco-2019.docx", exercise)
    load("compromiso-jalisco-2019-partido.docx", exercise)
    assert list(Commitment.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]
    assert Person.objects.filter(name="Amparo Ficticia Robledo").count() == 1


def test_a_file_that_cannot_be_read_says_why_and_can_be_tried_again(exercise: Exercise, by: Person) -> None:
    job = receive_document(exercise=exercise, content=b"PK\x03\x04cortado", name="acta.docx", by=by, at=NOW)
    read_upload(job=job, by=by, at=NOW)
    assert job.state == State.FAILED
    assert job.error
    read_upload(job=job, by=by, at=NOW)
    with pytest.raises(NotInThatState):
        confirm_reading(job=job, by=by, at=NOW)


def test_what_nobody_recognises_is_not_confirmed(exercise: Exercise, by: Person) -> None:
    job = receive_document(exercise=exercise, content=b"Hola, esto es una carta.", name="carta.txt", by=by, at=NOW)
    read_upload(job=job, by=by, at=NOW)
    assert (job.state, job.kind) == (State.READ, "unknown")
    with pytest.raises(NotRecognised):
        confirm_reading(job=job, by=by, at=NOW)


def test_a_document_is_loaded_whole_or_not_at_all(exercise: Exercise, by: Person) -> None:
    """A phase that waits for one that is not there undoes everything of its document."""
    name = "ruta-yucatan-2021.xlsx"
    job = receive_document(exercise=exercise, content=(SAMPLES / name).read_bytes(), name=name, by=by, at=NOW)
    read_upload(job=job, by=by, at=NOW)
    reading = from_json(job.reading or {})
    assert reading.route is not None
    broken = replace(
        reading.route, phases=(*reading.route.phases[:-1], replace(reading.route.phases[-1], predecessors="99"))
    )
    confirm_reading(job=job, corrected=replace(reading, route=broken), by=by, at=NOW)
    with pytest.raises(PredecessorIsMissing, match="99"):
        load_confirmed(job=job, by=by, at=NOW)
    assert not WorkPlan.objects.exists()
    assert ImportJob.objects.get().state == State.CONFIRMED


WAITS = {
    "": [],
    "12": [("12", "FS", 0)],
    "3;4": [("3", "FS", 0), ("4", "FS", 0)],
    "3, 4 y 5": [("3", "FS", 0), ("4", "FS", 0), ("5", "FS", 0)],
    "12FC+2": [("12", "FS", 2)],
    "12 CC - 1": [("12", "SS", -1)],
    "7SF": [("7", "SF", 0)],
    "7ff+3 días": [("7", "FF", 3)],
}


@pytest.mark.covers("req:28")
@pytest.mark.parametrize("text", WAITS)
def test_predecessors_as_people_write_them(text: str) -> None:
    assert [(wait.code, wait.type, wait.lag) for wait in waits_of(text)] == WAITS[text]


def test_predecessors_that_are_none() -> None:
    with pytest.raises(PredecessorIsMissing):
        waits_of("la anterior")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_reading_survives_json(name: str) -> None:
    reading = read_sample(name)
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


@pytest.mark.parametrize(
    "data",
    [{}, {"kind": "x"}, {"kind": "call", "text": 1}, {"kind": "call", "nuevo": 1}, {"kind": "call", "dropped": "x"}],
)
def test_something_else_is_not_a_reading(data: dict[str, object]) -> None:
    with pytest.raises((WrongShape, ValueError, TypeError)):
        from_json(data)


@pytest.mark.covers("req:128")
@pytest.mark.parametrize(("who", "may"), [("secretariat", True), ("administrator", False), ("anybody", False)])
def test_who_uploads_and_confirms(who: str, may: bool, exercise: Exercise) -> None:
    person = {
        "secretariat": lambda: builders.secretariat(exercise),
        "administrator": builders.administrator,
        "anybody": builders.person,
    }[who]()
    clerk = builders.secretariat(exercise)
    job = receive_document(exercise=exercise, content=b"x", name="x.txt", by=clerk, at=NOW)
    assert permissions.can_upload_document(person, exercise, NOW) is may
    assert permissions.can_confirm_reading(person, job, NOW) is may
    if may:
        return
    verbs: list[Callable[[], object]] = [
        lambda: receive_document(exercise=exercise, content=b"y", name="y.txt", by=person, at=NOW),
        lambda: read_upload(job=job, by=person, at=NOW),
        lambda: confirm_reading(job=job, by=person, at=NOW),
        lambda: load_confirmed(job=job, by=person, at=NOW),
    ]
    for verb in verbs:
        with pytest.raises(PermissionDenied):
            verb()
