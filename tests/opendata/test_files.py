"""Calendars, the route for other programs, the record, and how every file is answered."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from django.test import Client

from tequio.audit.actions import record, seal_pending
from tequio.commitments.models import Commitment
from tequio.core.dates import from_edtf
from tequio.core.ledger import verify
from tequio.exercises.models import ExerciseSlug
from tequio.formats.mspdi import read_mspdi
from tequio.formats.record import read_checkpoint, read_entries
from tequio.workplans.models import Activity, WorkPlan
from tests.formats.outlines import HOSTILE
from tests.opendata.conftest import SLUG, Rows
from tests.pages import world

pytestmark = pytest.mark.django_db
Body = Callable[[str], bytes]
Table = Callable[[str], Rows]

FILES = (
    ("datos/compromisos.csv", "text/csv", "compromisos-plan-2019.csv"),
    ("datos/compromisos.xlsx", "application/vnd.openxmlformats", "compromisos-plan-2019.xlsx"),
    ("datos/actividades.csv", "text/csv", "actividades-plan-2019.csv"),
    ("datos/hallazgos.csv", "text/csv", "hallazgos-plan-2019.csv"),
    ("datos/ruta-critica.csv", "text/csv", "ruta-critica-plan-2019.csv"),
    ("datos/ruta-critica.xlsx", "application/vnd.openxmlformats", "ruta-critica-plan-2019.xlsx"),
    ("datos/ruta-critica.xml", "application/xml", "ruta-critica-plan-2019.xml"),
    ("datos/registro-publico.jsonl", "application/jsonl", "registro-publico.jsonl"),
    ("datos/datapackage.json", "application/json", "datapackage.json"),
    ("calendario.ics", "text/calendar", "calendario-plan-2019.ics"),
    ("compromisos/1/calendario.ics", "text/calendar", "compromiso-1-plan-2019.ics"),
    ("compromisos/1/ficha.docx", "application/vnd.openxmlformats", "ficha-compromiso-1-plan-2019.docx"),
    ("compromisos/1/ficha.xlsx", "application/vnd.openxmlformats", "ficha-compromiso-1-plan-2019.xlsx"),
    ("compromisos/1/ficha.pdf", "application/pdf", "ficha-compromiso-1-plan-2019.pdf"),
)


@pytest.mark.covers("exp:11", "exp:12")
@pytest.mark.parametrize(("path", "media_type", "name"), FILES)
def test_a_file_is_saved_under_its_name_and_never_shown_as_a_page(
    path: str, media_type: str, name: str, client: Client
) -> None:
    world.everything(1)
    response: Any = client.get(f"/{SLUG}/{path}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(media_type)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-cache"
    assert len(response.getvalue() if response.streaming else response.content) > 50
    assert client.post(f"/{SLUG}/{path}").status_code == 405
    assert client.get(f"/no-existe/{path}").status_code == 404


def test_a_former_address_leads_to_the_file(client: Client) -> None:
    of = world.everything(1)
    ExerciseSlug.objects.create(slug="antes", exercise=of, since_at=world.NOW)
    response = client.get("/antes/datos/compromisos.csv?q=agua")
    assert (response.status_code, response["Location"]) == (301, f"/{SLUG}/datos/compromisos.csv?q=agua")


def events(content: bytes) -> dict[str, Any]:
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


@pytest.mark.covers("exp:10", "req:86")
def test_the_calendar_has_every_dated_thing_once_and_nothing_undated(body: Body) -> None:
    world.everything(6)
    found = events(body("calendario.ics"))
    undated = set(Activity.objects.filter(ends_last_on=None, duration=None).values_list("uid", flat=True))
    dated = set(Activity.objects.exclude(ends_last_on=None).values_list("uid", flat=True))
    assert undated
    assert {f"{uid}@abierto.example.org" for uid in dated} <= set(found)
    assert not {f"{uid}@abierto.example.org" for uid in undated} & set(found)


@pytest.mark.covers("exp:10")
def test_two_readings_are_the_same_file_and_a_move_keeps_the_identity(body: Body) -> None:
    of = world.everything(2)
    before = body("calendario.ics")
    assert body("calendario.ics") == before
    activity = Activity.objects.filter(workplan__commitment__number=1).order_by("position")[0]
    later = datetime(2019, 11, 19, 12, tzinfo=UTC)
    for at in (world.NOW, later):
        record(
            verb="workplans.activity_moved",
            subject_kind="activity",
            subject_uid=activity.uid,
            by=None,
            at=at,
            exercise_uid=of.uid,
        )
    moved = date(2020, 2, 3)
    Activity.objects.filter(pk=activity.pk).update(
        ends=from_edtf(moved.isoformat()), ends_first_on=moved, ends_last_on=moved
    )
    uid = f"{activity.uid}@abierto.example.org"
    old, new = events(before)[uid], events(body("calendario.ics"))[uid]
    assert (new["dtstart"].dt, new["sequence"]) == (moved, 1)
    assert new["sequence"] > old["sequence"]
    assert new["dtstamp"].dt == world.NOW
    others = {key: event.to_ical() for key, event in events(before).items() if key != uid}
    assert {key: event.to_ical() for key, event in events(body("calendario.ics")).items() if key != uid} == others


@pytest.mark.covers("exp:10")
def test_a_day_that_passes_changes_nothing(body: Body) -> None:
    of = world.everything(3)
    before = body("calendario.ics")
    of.as_of = date(2020, 6, 1)
    of.save(update_fields=["as_of"])
    assert body("calendario.ics") == before


@pytest.mark.covers("exp:10")
def test_a_cancelled_activity_is_announced_as_cancelled(body: Body) -> None:
    world.everything(1)
    activity = Activity.objects.filter(workplan__commitment__number=1).order_by("position")[0]
    Activity.objects.filter(pk=activity.pk).update(cancelled_at=world.NOW, cancel_reason="Sin presupuesto.")
    assert events(body("calendario.ics"))[f"{activity.uid}@abierto.example.org"]["status"] == "CANCELLED"


@pytest.mark.covers("exp:10")
def test_the_closing_of_a_call_has_its_hour(body: Body) -> None:
    of = world.everything(1)
    event = events(body("calendario.ics"))[f"{of.calls.get().uid}@abierto.example.org"]
    assert event["dtstart"].params["TZID"] == "America/Monterrey"
    assert event["dtstart"].dt == datetime(2019, 12, 16, 6, tzinfo=UTC)


@pytest.mark.covers("req:102")
def test_a_month_fills_its_month(body: Body) -> None:
    of = world.exercise(SLUG, kind="municipal")
    world.annual(of)
    spans = {(event["dtstart"].dt, event["dtend"].dt) for event in events(body("calendario.ics")).values()}
    assert spans == {(date(2019, 11, 1), date(2019, 12, 1)), (date(2019, 12, 1), date(2020, 1, 1))}


@pytest.mark.covers("exp:10")
def test_the_calendar_of_a_commitment_has_only_its_own(body: Body, client: Client) -> None:
    world.everything(3)
    own = set(
        Activity.objects.filter(workplan__commitment__number=2).exclude(ends_last_on=None).values_list("uid", flat=True)
    )
    assert set(events(body("compromisos/2/calendario.ics"))) == {f"{uid}@abierto.example.org" for uid in own}
    assert client.get(f"/{SLUG}/compromisos/99/calendario.ics").status_code == 404


@pytest.mark.covers("req:28")
def test_the_route_opens_in_project_with_the_same_dates(body: Body, table: Table) -> None:
    world.everything(1)
    project = read_mspdi(body("datos/ruta-critica.xml"))
    rows = table("datos/ruta-critica.csv")
    assert [task.name for task in project.tasks] == [row["actividad"] for row in rows]
    assert len(project.links) == 8
    assert rows[0]["inicio"] == "2019-10-14"
    assert [row["id"] for row in rows if row["sin_margen"] == "true"]
    assert rows[4]["predecesoras"] == "3;4"


@pytest.mark.covers("req:28")
def test_the_route_as_csv_is_a_route_for_our_own_scheduler(body: Body, tmp_path: Any) -> None:
    world.everything(1)
    from tequio.config.cli import main

    file = tmp_path / "ruta.csv"
    file.write_bytes(body("datos/ruta-critica.csv"))
    out = io.StringIO()
    import contextlib

    with contextlib.redirect_stdout(out):
        code = main(["schedule", str(file), "--json", "--start", "2019-10-14"])
    answer = json.loads(out.getvalue())
    assert code == 0
    stored = body("datos/ruta-critica.csv").decode("utf-8-sig").splitlines()
    assert len(answer["tasks"]) == len(stored) - 1
    assert answer["tasks"][-1]["early_finish"] == stored[-1].split(",")[-5]


def test_a_route_without_durations_says_why_it_is_not_a_project(client: Client) -> None:
    of = world.exercise(SLUG)
    world.route(of, dated=False)
    response = client.get(f"/{SLUG}/datos/ruta-critica.xml")
    assert response.status_code == 422
    assert "cuántos días dura" in response.content.decode()
    assert client.get(f"/{SLUG}/datos/ruta-critica.csv").status_code == 200


@pytest.mark.covers("req:128")
def test_the_record_is_verified_away_from_here(body: Body) -> None:
    of = world.everything(2)
    for number in range(5):
        record(
            verb="exercises.note",
            subject_kind="exercise",
            subject_uid=of.uid,
            by=None,
            at=world.NOW,
            exercise_uid=of.uid,
            changes={"nota": (None, HOSTILE[number])},
        )
    seal_pending(at=world.NOW)
    record(verb="exercises.late", subject_kind="exercise", subject_uid=of.uid, by=None, at=world.NOW)
    head, *lines = body("datos/registro-publico.jsonl").decode().splitlines()
    checkpoint, entries = read_checkpoint(head), list(read_entries(lines))
    assert checkpoint.sequence == len(entries) == 6
    assert verify(entries, [checkpoint]).intact
    broken = [line.replace("exercises.note", "exercises.nota") for line in lines]
    assert not verify(list(read_entries(broken)), [checkpoint]).intact


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\0" not in text])
def test_hostile_text_breaks_no_file(text: str, body: Body) -> None:
    world.everything(1, words=world.Words(text))
    titles = [str(event["summary"]) for event in events(body("calendario.ics")).values()]
    assert any(text.strip() in title for title in titles)
    assert read_mspdi(body("datos/ruta-critica.xml")).tasks[0].name.strip() == text.strip()
    for form in ("docx", "xlsx", "pdf"):
        assert body(f"compromisos/1/ficha.{form}")


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_every_kind_of_plan_is_a_document(form: str, body: Body, client: Client) -> None:
    world.everything(1)
    for plan in WorkPlan.objects.all():
        content = body(f"planes/{plan.uid}.{form}")
        assert content.startswith(b"%PDF" if form == "pdf" else b"PK")
    Commitment.objects.update(status="draft")
    hidden = WorkPlan.objects.get(kind="commitment")
    assert client.get(f"/{SLUG}/planes/{hidden.uid}.{form}").status_code == 404
