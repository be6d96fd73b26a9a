"""Rows of the matrix for the next version of a document that is already here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tequio.commitments.outlines import commitment_outline
from tequio.documents.rendering import Form, render
from tequio.formats.reading_json import from_json
from tequio.imports import applying, unloading
from tequio.imports.actions import (
    Understood,
    keep_reading,
    receive_document,
    save_reading,
    start_reading,
    understand,
)
from tequio.imports.models import ImportJob
from tequio.imports.versions import Stored, id_of, version_of
from tequio.people.models import Person
from tests.matrix import DAY, NOW, OFFICE, Verb, World

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


#: what was understood of each file, by its bytes: opening one apart takes longer than all the rest of a row
READ: dict[str, Understood] = {}


def read_once(job: ImportJob, by: Person) -> None:
    start_reading(job=job, by=by, at=NOW)
    if job.sha256 not in READ:
        READ[job.sha256] = understand(job)
    keep_reading(job=job, understood=READ[job.sha256], by=by, at=NOW)


def compared(world: World) -> dict[str, Any]:
    """Its own sheet, exported, with another title."""
    commitment = world.exercise.commitments.get(workplan=world.plan)
    content = render(commitment_outline(commitment), Form.DOCX)
    job = receive_document(exercise=world.exercise, content=content, name="ficha.docx", by=world.clerk, at=NOW)
    read_once(job, world.clerk)
    commitment.title = "Otro título, corregido después"
    commitment.save(update_fields=["title"])
    return {"job": job, "stored": Stored(commitment.uid, commitment.title, world.plan, commitment)}


def accepted(world: World) -> dict[str, Any]:
    given = compared(world)
    version = version_of(given["stored"], from_json(given["job"].reading))
    assert version is not None
    return given | {"accepted": [id_of(each) for each in version.found], "text": "Se acordó", "today": DAY}


def saved(world: World) -> dict[str, Any]:
    """A call, just loaded."""
    name = "convocatoria-durango-2020.docx"
    content = (SAMPLES / name).read_bytes()
    job = receive_document(exercise=world.exercise, content=content, name=name, by=world.clerk, at=NOW)
    read_once(job, world.clerk)
    save_reading(job=job, by=world.clerk, at=NOW)
    return {"job": job}


VERBS = (
    Verb(unloading.undo_load, OFFICE, saved),
    Verb(applying.apply_version, OFFICE, accepted),
    Verb(applying.close_unchanged, OFFICE, compared),
)
