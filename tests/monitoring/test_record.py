"""Every write of the route and of the evidence is in the public record, in words, and no change of it goes unnoticed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tequio.audit.actions import seal_pending
from tequio.audit.models import Event
from tequio.commitments.actions import publish_commitment
from tequio.config.commands.verify import verify_file
from tequio.lineage.queries.log import VERBS
from tequio.monitoring.actions import (
    accept_evidence,
    declare_delay,
    return_evidence,
    start_review,
    submit_evidence,
    undo_review,
)
from tequio.monitoring.models import Evidence
from tequio.workplans import actions as workplans
from tequio.workplans.amendments import amend_route, undo_amendment
from tequio.workplans.cancelling import cancel_activity
from tequio.workplans.drawing import PhaseChange, drawn
from tequio.workplans.editing import edit_activity, order_part
from tequio.workplans.models import WorkPlan
from tequio.workplans.parts import stored_activity, texts_of
from tequio.workplans.recurring import end_series, repeat_activity, skip_day
from tests import builders
from tests.builders import Table

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER

WRITES = {
    "monitoring.evidence_submitted",
    "monitoring.review_started",
    "monitoring.evidence_accepted",
    "monitoring.evidence_returned",
    "monitoring.review_undone",
    "monitoring.delay_declared",
    "workplans.phase_amended",
    "workplans.phase_amendment_undone",
    "workplans.workplan_approved",
    "workplans.activity_edited",
    "workplans.activity_cancelled",
    "workplans.order_changed",
    "workplans.series_added",
    "workplans.meeting_skipped",
    "workplans.series_cancelled",
}


def lived() -> Table:
    """One of each write, by the verbs that the pages call."""
    table = builders.table()
    clerk = builders.secretariat(table.exercise)
    publish_commitment(commitment=table.commitment, by=clerk, at=NOW)
    prove(table)
    redraw(builders.workplan(table.exercise, "route", "Ruta"))
    replan(table)
    return table


def prove(table: Table) -> None:
    pack: dict[str, Any] = {"pack": builders.pack(), "at": LATER}
    file = builders.file(name="lista con nombres.pdf")
    evidence = submit_evidence(means=table.means[0], file=file, by=table.officer, description="Lista", **pack)
    start_review(evidence=evidence, by=table.citizen, **pack)
    review = accept_evidence(evidence=evidence, by=table.citizen, **pack)
    undo_review(review=review, by=table.citizen, at=LATER)
    return_evidence(evidence=Evidence.objects.get(pk=evidence.pk), reason="Falta la firma", by=table.guarantor, **pack)
    day = builders.day("2019-10-25")
    declare_delay(activity=table.second, reason="staff", text="Cambió", new_ends=day, by=table.officer, at=LATER)


def redraw(route: WorkPlan) -> None:
    clerk = builders.secretariat(route.exercise)
    phase = builders.activity(route, "Fase 1", starts=builders.day("2019-11-04"), details={"duration": 5})
    workplans.approve_workplan(workplan=route, decision=builders.decides(route), by=clerk, at=NOW)
    seen = drawn(route).state(phase)
    change = PhaseChange(phase.position, seen, replace(seen, duration=7))
    who: dict[str, Any] = {"pack": builders.pack(), "by": clerk, "at": LATER}
    done = amend_route(workplan=route, changes=[change], reason="Tarda más", **who)
    undo_amendment(workplan=route, amendment=done, **who)


def replan(table: Table) -> None:
    clerk = builders.secretariat(table.exercise)
    before = stored_activity(table.first, drawn(table.plan))
    wanted = replace(before, title="Primera mesa")
    edit_activity(
        activity=table.first, seen=texts_of(before), wanted=wanted, today=NOW.date(), by=table.officer, at=LATER
    )
    order_part(part=table.second, place=1, by=table.officer, at=LATER)
    series = repeat_activity(
        activity=table.second,
        every="month",
        first=date(2019, 11, 5),
        until=date(2020, 3, 31),
        key=uuid4(),
        by=clerk,
        at=LATER,
    )
    skip_day(series=series, day=date(2020, 1, 5), reason="Vacaciones", by=clerk, at=LATER)
    end_series(series=series, reason="El comité se disolvió", by=clerk, at=LATER)
    cancel_activity(activity=table.second, reason="Se unió a otra", by=clerk, at=LATER)


def exported(table: Table) -> list[str]:
    """As anyone downloads it."""
    seal_pending(at=LATER + timedelta(minutes=1))
    response: Any = Client().get(f"/{table.exercise.slug}/datos/registro-publico.jsonl")
    return str(response.getvalue().decode()).splitlines()


def changed(value: Any) -> Iterator[Any]:
    """Every way to change one thing in a value, wherever it hangs."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {other: kept for other, kept in value.items() if other != key}
            for one in changed(inner):
                yield {**value, key: one}
        yield {**value, "de más": None}
    elif isinstance(value, list):
        yield value[::-1] if value != value[::-1] else [*value, None]
        for place, inner in enumerate(value):
            for one in changed(inner):
                yield [*value[:place], one, *value[place + 1 :]]
    elif isinstance(value, str):
        yield f"{value} "
        yield None
    elif value is None:
        yield ""
    else:
        yield value + 1


@pytest.mark.covers("req:128")
def test_every_write_is_recorded_and_any_change_of_any_field_is_located(tmp_path: Path) -> None:
    lines = exported(lived())
    path = tmp_path / "registro.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert verify_file(path).intact
    found, tried = set(), 0
    for place, line in enumerate(lines[1:], 1):
        entry = json.loads(line)
        verb = entry["content"]["verb"]
        if verb not in WRITES or verb in found:
            continue
        found.add(verb)
        for content in changed(entry["content"]):
            touched = json.dumps({**entry, "content": content}, ensure_ascii=False)
            path.write_text("\n".join([*lines[:place], touched, *lines[place + 1 :]]) + "\n", "utf-8")
            broken = verify_file(path).first_break
            assert broken is not None, (verb, content)
            assert broken.sequence == entry["sequence"], (verb, content)
            tried += 1
    assert found == WRITES
    assert tried > 20 * len(WRITES)


@pytest.mark.covers("req:128", "req:92")
def test_it_is_told_in_words_and_names_nobody() -> None:
    table = lived()
    assert {verb for verb in WRITES if verb not in VERBS} == set()
    record = "\n".join(exported(table))
    page = Client().get(f"/{table.exercise.slug}/bitacora/").content.decode()
    for private in ("lista con nombres", table.officer.name, table.citizen.name, table.guarantor.name):
        assert private not in record
        assert private not in page
    about = Event.objects.filter(verb="monitoring.evidence_submitted").get()
    assert set(about.reserved) == {"file"}
    assert "Cambio registrado en" not in page


@pytest.mark.covers("req:128")
def test_each_object_tells_its_own_changes() -> None:
    table = lived()
    seal_pending(at=LATER)
    page = Client().get(f"/{table.exercise.slug}/compromisos/{table.commitment.number}/").content.decode()
    for told in ("Se movió la fecha de una actividad", "Se canceló una actividad", "Se corrigió una actividad"):
        assert told in page
