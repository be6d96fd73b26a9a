from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.checks.actions import evaluate
from tequio.core.reading import read
from tequio.core.reading.answer import summary
from tequio.core.reading.records import Kind, Reading
from tequio.core.refusals import Refusal
from tequio.core.rules.findings import Finding
from tequio.documents.actions import keep_source
from tequio.exercises.actions import define_method, describe_exercise
from tequio.exercises.models import Exercise
from tequio.files.actions import read_file, store_file
from tequio.formats import rulepack
from tequio.formats.opening import open_bytes
from tequio.formats.reading_json import from_json, to_json
from tequio.imports import permissions
from tequio.imports.checking import review_exercise
from tequio.imports.likeness import unanswered
from tequio.imports.loading.calls import load_call
from tequio.imports.loading.commitments import load_commitment
from tequio.imports.loading.people import Directory
from tequio.imports.loading.plans import load_annual_plan, load_route
from tequio.imports.models import ImportJob, State
from tequio.imports.provenance import Sources, sources_of
from tequio.people.models import Person
from tequio.web import words

#: a thing made by an import: what it is, which one
Made = tuple[str, UUID]
#: what a document may bring for a person to review, and what counts as such in its summary
MOST_PARTS = 3_000
ROWS = {"commitments", "goals", "activities", "subactivities", "phases", "milestones", "axes", "steps"}


class TooManyParts(Refusal):
    code = "too-many-parts"


class NotInThatState(Refusal):
    code = "not-in-that-state"


class NotRecognised(Refusal):
    code = "not-recognised"


class NamesUnanswered(Refusal):
    code = "names-unanswered"


class NotAReading(Refusal):
    code = "not-a-reading"


def note(verb: str, job: ImportJob, by: Person, at: datetime, changes: Mapping[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"imports.{verb}",
        subject_kind="import",
        subject_uid=job.uid,
        exercise_uid=job.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


@transaction.atomic
def receive_document(
    *,
    exercise: Exercise,
    content: bytes,
    name: str,
    by: Person,
    at: datetime,
    media_type: str = "application/octet-stream",
) -> ImportJob:
    """The file, as it came. The same bytes a second time are the job there already is."""
    if not permissions.can_upload_document(by, exercise, at):
        raise PermissionDenied(_("Los documentos los carga la secretaría técnica."))
    known = ImportJob.objects.filter(exercise=exercise, sha256=hashlib.sha256(content).hexdigest()).first()
    if known is not None:
        return known
    file = store_file(content=content, name=name, media_type=media_type, at=at)
    job, is_new = ImportJob.objects.get_or_create(
        exercise=exercise,
        sha256=file.sha256,
        defaults={"file": file, "pack": exercise.pack, "uploaded_by": by, "uploaded_at": at},
    )
    if not is_new:
        # two clicks at once: the other one came first
        file.delete()
        return job
    note("document_received", job, by, at, {"file": (None, file.original_name), "sha256": (None, file.sha256)})
    return job


def refuse_unless(job: ImportJob, by: Person, at: datetime, *states: State) -> None:
    if not permissions.can_confirm_reading(by, job, at):
        raise PermissionDenied(_("Los documentos los revisa la secretaría técnica."))
    job.state = ImportJob.objects.select_for_update().values_list("state", flat=True).get(pk=job.pk)
    if job.state not in states:
        told = _("El documento está en el estado «%(state)s» y así no se puede.")
        raise NotInThatState(told % {"state": State(job.state).label})


@dataclass(frozen=True, slots=True)
class Understood:
    """What came of opening and reading a document; with ``error`` nothing else did."""

    reading: Reading | None = None
    findings: tuple[Finding, ...] = ()
    sources: Sources = field(default_factory=dict)
    error: str = ""


@transaction.atomic
def start_reading(*, job: ImportJob, by: Person, at: datetime) -> None:
    """Somebody asked to read it, now; the reading itself holds no row."""
    refuse_unless(job, by, at, State.UPLOADED, State.READ, State.FAILED)
    job.reading_since = at
    job.save(update_fields=["reading_since"])


def understand(job: ImportJob) -> Understood:
    """Open, read and check. It writes nothing and asks nothing of the database, so it may take its time in a thread."""
    try:
        document = open_bytes(read_file(job.file), job.file.original_name)
        reading = read(document)
        refuse_too_many(reading)
    except Refusal as refusal:
        return Understood(error=str(refusal))
    return Understood(reading, evaluate(reading, rulepack.load(job.pack)), sources_of(reading, document))


def refuse_too_many(reading: Reading) -> None:
    """No person reviews so many, and no plan has them: it is a data base, or a sheet pulled down to its end."""
    parts = sum(number for name, number in summary(reading).items() if name in ROWS)
    if parts > MOST_PARTS:
        told = {"n": words.number(parts), "most": words.number(MOST_PARTS)}
        raise TooManyParts(
            _(
                "El documento trae %(n)s metas, actividades o fases, y de uno se revisan hasta %(most)s: "
                "divídalo, por ejemplo un compromiso por archivo, y súbalos uno por uno."
            )
            % told
        )


@transaction.atomic
def keep_reading(*, job: ImportJob, understood: Understood, by: Person, at: datetime) -> None:
    """What the document says and what the rules say of it: proposed, not stored as fact."""
    refuse_unless(job, by, at, State.UPLOADED, State.READ, State.FAILED)
    before = job.state
    if understood.reading is None:
        job.state, job.error = State.FAILED, understood.error
    else:
        job.state, job.error, job.kind = State.READ, "", understood.reading.kind.value
        job.reading, job.findings = to_json(understood.reading), to_json(understood.findings)
        job.sources, job.answers = understood.sources, {}
    job.reading_since = None
    job.save(update_fields=["state", "error", "kind", "reading", "findings", "sources", "answers", "reading_since"])
    note("document_read", job, by, at, {"state": (before, job.state), "kind": (None, job.kind)})


def read_upload(*, job: ImportJob, by: Person, at: datetime) -> None:
    """The three at once, for who can wait."""
    start_reading(job=job, by=by, at=at)
    keep_reading(job=job, understood=understand(job), by=by, at=at)


@transaction.atomic
def correct_reading(
    *,
    job: ImportJob,
    corrected: Reading,
    part: str,
    by: Person,
    at: datetime,
    sources: Sources | None = None,
    touched: tuple[str, ...] = (),
) -> None:
    """Somebody set right a part of what was read; the same rules look at it again. The record names the fields, not their texts: a
    telephone may be among them."""
    refuse_unless(job, by, at, State.READ)
    if corrected.kind.value != job.kind:
        raise NotAReading(_("Lo corregido es de otro tipo de documento."))
    before = len(job.findings)
    job.reading, job.findings = to_json(corrected), to_json(evaluate(corrected, rulepack.load(job.pack)))
    if sources is not None:
        job.sources = sources
    job.save(update_fields=["reading", "findings", "sources"])
    changes = {
        "part": (None, part),
        "fields": (None, ", ".join(touched) or None),
        "findings": (before, len(job.findings)),
    }
    note("reading_corrected", job, by, at, changes)


@transaction.atomic
def answer_names(*, job: ImportJob, answers: Mapping[str, str], by: Person, at: datetime) -> None:
    """Whether a name of the document is somebody already known. Who it is goes to nobody but the job: it may be a mistake."""
    refuse_unless(job, by, at, State.READ)
    job.answers = {**job.answers, **answers}
    job.save(update_fields=["answers"])
    note("names_answered", job, by, at, {"names": (None, len(answers))})


@transaction.atomic
def save_reading(*, job: ImportJob, by: Person, at: datetime) -> list[Made]:
    """Confirm and load together: where a row is refused nothing is confirmed, and it can still be corrected."""
    refuse_unless(job, by, at, State.READ)
    if unanswered(job):
        raise NamesUnanswered(_("Falta decir quiénes son algunas personas u organizaciones del documento."))
    confirm_reading(job=job, by=by, at=at)
    return load_confirmed(job=job, by=by, at=at)


@transaction.atomic
def confirm_reading(*, job: ImportJob, by: Person, at: datetime, corrected: Reading | None = None) -> None:
    """A person looked at what was read, corrected it where needed and answers for it."""
    refuse_unless(job, by, at, State.READ)
    if job.kind == Kind.UNKNOWN:
        raise NotRecognised(_("No se reconoció qué documento es: no hay nada que confirmar."))
    if corrected is not None:
        if corrected.kind.value != job.kind:
            raise NotAReading(_("Lo corregido es de otro tipo de documento."))
        job.reading = to_json(corrected)
    job.state, job.confirmed_at = State.CONFIRMED, at
    job.save(update_fields=["state", "reading", "confirmed_at"])
    note("reading_confirmed", job, by, at, {"state": ("read", "confirmed"), "corrected": (None, corrected is not None)})


@transaction.atomic
def load_confirmed(*, job: ImportJob, by: Person, at: datetime) -> list[Made]:
    """Rows through the rooms' own verbs, all or none; the source is kept beside them."""
    refuse_unless(job, by, at, State.CONFIRMED)
    reading = from_json(job.reading or {})
    directory = Directory(job.exercise.jurisdiction, rulepack.load(job.pack), by, at, job.answers)
    describe_exercise(exercise=job.exercise, ordinal=reading.header.ordinal, motto=reading.header.motto, by=by, at=at)
    made = _load(reading, job.exercise, directory)
    job.state, job.loaded_at = State.LOADED, at
    job.save(update_fields=["state", "loaded_at"])
    keep_source(
        exercise=job.exercise,
        file=job.file,
        kind=job.kind,
        subject_kind=made[0][0],
        subject_uid=made[0][1],
        by=by,
        at=at,
        text=reading.text,
        reading=besides(reading, made),
    )
    changes = {"state": ("confirmed", "loaded"), "made": (None, [f"{kind}:{uid}" for kind, uid in made])}
    note("document_loaded", job, by, at, changes)
    review_exercise(exercise=job.exercise, by=by, at=at)
    return made


def besides(reading: Reading, made: list[Made]) -> dict[str, Any]:
    """What was read besides the records, and which rows these became."""
    return {
        "name": reading.name,
        "header": to_json(reading.header),
        "dropped": to_json(reading.dropped),
        "remarks": to_json(reading.remarks),
        "attachments": list(reading.attachments),
        "made": [[kind, str(uid)] for kind, uid in made],
    }


def _load(reading: Reading, exercise: Exercise, directory: Directory) -> list[Made]:
    if reading.commitments:
        loaded = [load_commitment(sheet, exercise, directory) for sheet in reading.commitments]
        return [("commitment", commitment.uid) for commitment in loaded]
    if reading.route is not None:
        title = _("Ruta crítica hacia el plan de acción")
        return [("workplan", load_route(reading.route, exercise, directory, title).uid)]
    if reading.annual_plan is not None:
        title = _("Plan anual de trabajo")
        return [("workplan", load_annual_plan(reading.annual_plan, exercise, directory, title).uid)]
    if reading.call is not None:
        return [("call", load_call(reading.call, exercise, directory).uid)]
    if reading.methodology is not None:
        method = reading.methodology
        define_method(
            exercise=exercise,
            axes=method.axes,
            steps=method.steps,
            notes=method.notes,
            by=directory.by,
            at=directory.at,
        )
        return [("exercise", exercise.uid)]
    raise NotRecognised(_("El documento no trae nada que se pueda cargar."))
