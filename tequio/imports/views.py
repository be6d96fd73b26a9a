from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile as Uploaded
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.reading.records import Kind
from tequio.core.refusals import Refusal
from tequio.files.actions import read_file
from tequio.formats.opening import LIMITS, MEGABYTE
from tequio.formats.reading_json import from_json
from tequio.formats.recognition import recognise
from tequio.imports import actions, forms, queries, review
from tequio.imports.applying import apply_version, close_unchanged
from tequio.imports.background import has_stopped, read_apart
from tequio.imports.checking import review_exercise
from tequio.imports.contents import part_number
from tequio.imports.doors import Visit, door, editable, job_of
from tequio.imports.fields import Json, Section, at, sections_of
from tequio.imports.forms import Typed, mark, moved_sources, posted, put
from tequio.imports.likeness import NO, YES, proposals
from tequio.imports.models import ImportJob, State
from tequio.imports.unloading import undo_load
from tequio.imports.version_pages import outcome_rows, version_options, version_page
from tequio.imports.versions import Stored, candidates, stored_of, version_of
from tequio.web.form_errors import FormError
from tequio.workplans.actions import NeedsAReason

#: what needs a parser is only looked into by the process that opens it
PACKED = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF-")
PASTED_TEXT, PASTED_TABLE = "texto-pegado.txt", "tabla-pegada.csv"
MEANWHILE = gettext_lazy(
    "Otra persona corrigió esta parte mientras usted escribía. Compare con lo que dice ahora y guarde otra vez."
)
#: seconds after which a page that waits looks again
REFRESH = "3"


@door("GET", "HEAD", "POST")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        page = queries.index_page(visit.exercise, can_upload=visit.can_edit)
        return render(request, "imports/index.html", {"page": page})
    editable(visit)
    text = request.POST.get("texto", "")
    try:
        content, name = received(request.FILES.get("archivo"), text)
    except RefusedHere as refused:
        errors = (FormError(str(refused), refused.field),)
        page = queries.index_page(visit.exercise, can_upload=True, text=text, errors=errors)
        return render(request, "imports/index.html", {"page": page}, status=422)
    job = actions.receive_document(exercise=visit.row, content=content, name=name, by=visit.person, at=visit.at)
    known = job.state not in (State.UPLOADED, State.FAILED)
    if not known and has_stopped(job, visit.at):
        read_apart(job=job, by=visit.person, at=visit.at)
    return to_job(visit, job, "?estaba=1" if known else "")


class RefusedHere(Exception):
    """Before anything is stored; ``field`` is the one to mend."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


def received(file: Uploaded[Any] | None, text: str) -> tuple[bytes, str]:
    """Content and name. Raises RefusedHere with what to do."""
    if file is not None and text.strip():
        raise RefusedHere(_("Llegaron un archivo y un texto: deje sólo uno. El texto sigue abajo."), "texto")
    if file is not None:
        return checked(file), file.name or _("documento")
    if not text.strip():
        raise RefusedHere(_("Elija un archivo o pegue el texto del documento."), "archivo")
    table = any("\t" in line for line in text.splitlines())
    return text.encode(), PASTED_TABLE if table else PASTED_TEXT


def checked(file: Uploaded[Any]) -> bytes:
    size, name = file.size or 0, (file.name or "")[:120]
    if size > LIMITS.size:
        told = {"name": name, "size": f"{size / MEGABYTE:.1f}", "most": LIMITS.size // MEGABYTE}
        raise RefusedHere(
            _("«%(name)s» pesa %(size)s MB y se admiten hasta %(most)s MB: quite imágenes o divídalo.") % told,
            "archivo",
        )
    content: bytes = file.read()
    if content[:4].startswith(PACKED) or b"%PDF-" in content[:1024]:
        return content
    try:
        recognise(content, name)
    except Refusal as refusal:
        raise RefusedHere(f"«{name}»: {refusal}", "archivo") from refusal
    return content


def to_job(visit: Visit, job: ImportJob, more: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"{queries.job_url(visit.exercise, job)}{more}")


@door("GET", "HEAD")
def job(request: HttpRequest, visit: Visit, uid: UUID) -> HttpResponse:
    found = job_of(visit, uid)
    if ready(found):
        return reviewed(request, visit, found)
    response = shown(request, visit, found)
    waiting = found.state == State.UPLOADED and not has_stopped(found, visit.at)
    if waiting and "quieta" not in request.GET:
        response.headers["Refresh"] = REFRESH
    return response


def shown(request: HttpRequest, visit: Visit, found: ImportJob, errors: tuple[FormError, ...] = ()) -> HttpResponse:
    again, text = "estaba" in request.GET, pasted_text(found)
    page = queries.job_page(
        visit.exercise, found, can_edit=visit.can_edit, again=again, now=visit.at, text=text, errors=errors
    )
    kept, left = outcome_rows(found.outcome)
    told = {"page": page, "applied": kept, "left": left, "version": found.version_of}
    return render(request, "imports/job.html", told, status=422 if errors else 200)


@door("POST")
def undo(request: HttpRequest, visit: Visit, uid: UUID) -> HttpResponse:
    """Back to the review, with nothing of it kept. A second click finds it done."""
    found = job_of(visit, uid)
    editable(visit)
    try:
        undo_load(job=found, by=visit.person, at=visit.at)
    except actions.NotInThatState:
        return to_job(visit, found)
    except Refusal as refusal:
        return shown(request, visit, found, (FormError(str(refusal)),))
    return to_job(visit, found, "?deshecho=1")


def reviewed(request: HttpRequest, visit: Visit, found: ImportJob) -> HttpResponse:
    asked = request.GET.get("parte", "1")[:5]
    page = queries.review_page(
        visit.exercise,
        found,
        can_edit=visit.can_edit,
        number=int(asked) if asked.isascii() and asked.isdigit() else 1,
        again="estaba" in request.GET,
        saved="guardado" in request.GET,
        undone="deshecho" in request.GET,
    )
    known = candidates(visit.row, from_json(found.reading or {}))
    versions = version_options(visit.exercise, found, known)
    return render(request, "imports/review.html", {"page": page, "versions": versions})


def pasted_text(found: ImportJob) -> str:
    """What was pasted and could not be used goes back to its box."""
    unusable = found.state == State.FAILED or (found.state == State.READ and found.kind == Kind.UNKNOWN)
    if not unusable or found.file.original_name not in (PASTED_TEXT, PASTED_TABLE):
        return ""
    return read_file(found.file).decode(errors="replace")


@door("GET", "HEAD", "POST")
def version(request: HttpRequest, visit: Visit, uid: UUID, of: UUID) -> HttpResponse:
    """A document that is already here in an earlier version: what differs, and which of it is applied."""
    found, known = job_of(visit, uid), stored_of(visit.row, of)
    if known is None or not ready(found):
        return to_job(visit, found)
    if request.method != "POST":
        return compared(request, visit, found, known)
    editable(visit)
    errors = applied(request, visit, found, known)
    return compared(request, visit, found, known, errors) if errors else to_job(visit, found)


def compared(
    request: HttpRequest, visit: Visit, found: ImportJob, known: Stored, errors: tuple[FormError, ...] = ()
) -> HttpResponse:
    reading = from_json(found.reading or {})
    differing = version_of(known, reading)
    if differing is None:
        raise Http404(str(known.uid))
    page = version_page(
        visit.exercise,
        found,
        differing,
        reading,
        today=visit.row.today(visit.at),
        can_edit=visit.can_edit,
        chosen=request.POST.getlist("cambio") if errors else None,
        reason=request.POST.get("motivo", "")[:1200],
        errors=errors,
    )
    return render(request, "imports/version.html", {"page": page}, status=422 if errors else 200)


def applied(request: HttpRequest, visit: Visit, found: ImportJob, known: Stored) -> tuple[FormError, ...]:
    """Nothing when it was done."""
    who: Json = {"job": found, "stored": known, "by": visit.person, "at": visit.at}
    chosen, text = request.POST.getlist("cambio"), request.POST.get("motivo", "")[:1000]
    try:
        if "nada" in request.POST:
            close_unchanged(**who)
        else:
            apply_version(**who, accepted=chosen, text=text, today=visit.row.today(visit.at))
    except NeedsAReason as refusal:
        return (FormError(str(refusal), "motivo"),)
    except actions.NotInThatState:
        return ()
    except Refusal as refusal:
        return (FormError(str(refusal)),)
    return ()


@door("POST")
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rules look again at everything that is stored."""
    editable(visit)
    review_exercise(exercise=visit.row, by=visit.person, at=visit.at)
    return HttpResponseRedirect(f"{visit.exercise.url}hallazgos/?revisado=1")


@door("POST")
def read_again(request: HttpRequest, visit: Visit, uid: UUID) -> HttpResponse:
    """What was cut short, or failed, is read anew. While it is being read a second click changes nothing."""
    found = job_of(visit, uid)
    editable(visit)
    if found.state in (State.UPLOADED, State.FAILED) and has_stopped(found, visit.at):
        read_apart(job=found, by=visit.person, at=visit.at)
    return to_job(visit, found)


def section_of(found: ImportJob, key: str) -> tuple[Section, Json]:
    reading: Json = found.reading or {}
    sections = sections_of(reading) if found.state == State.READ else []
    section = next((each for each in sections if each.key == key), None)
    if section is None:
        raise Http404(key)
    return section, reading


@door("GET", "HEAD", "POST")
def correct(request: HttpRequest, visit: Visit, uid: UUID, key: str) -> HttpResponse:
    found = job_of(visit, uid)
    editable(visit)
    if found.state in (State.CONFIRMED, State.LOADED):
        return to_job(visit, found, "?estaba=1")
    section, _reading = section_of(found, key)
    if request.method != "POST":
        return asked(request, visit, found, section)
    typed = posted(request.POST)
    if request.POST.get("paso") == "retomar":
        return asked(request, visit, found, section, typed)
    if "agregar" in request.POST:
        return asked(request, visit, found, section, typed.with_row())
    if "quitar" in request.POST:
        return asked(request, visit, found, section, typed.without_row(request.POST["quitar"]))
    return keep_correction(request, visit, found, section, typed)


def asked(
    request: HttpRequest,
    visit: Visit,
    found: ImportJob,
    section: Section,
    typed: Typed | None = None,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    page = queries.correct_page(visit.exercise, found, section, typed, errors or {})
    return render(request, "imports/correct.html", {"page": page}, status=422 if errors else 200)


def keep_correction(
    request: HttpRequest, visit: Visit, found: ImportJob, section: Section, typed: Typed
) -> HttpResponse:
    reading: Json = found.reading or {}
    correction = forms.correct(section, reading, typed)
    meanwhile = request.POST.get("huella") != mark(section, reading)
    if errors := {**({"": MEANWHILE} if meanwhile else {}), **correction.errors}:
        return asked(request, visit, found, section, typed, {name: str(told) for name, told in errors.items()})
    actions.correct_reading(
        job=found,
        corrected=from_json(put(reading, section, correction.record)),
        sources=moved_sources(found.sources, section, correction.moved),
        part=section.title,
        touched=correction.touched,
        by=visit.person,
        at=visit.at,
    )
    return to_job(visit, found, f"?guardado=1&parte={part_number(reading, section)}#{section.key}")


@door("POST")
def dates(request: HttpRequest, visit: Visit, uid: UUID) -> HttpResponse:
    """The ticked dates are as they were read: somebody says so."""
    found = job_of(visit, uid)
    editable(visit)
    reading: Json = copy.deepcopy(found.reading or {})
    sections = sections_of(reading) if found.state == State.READ else []
    doubtful = {each.key for each in review.dates_to_confirm(sections, reading, found.sources)}
    ticked = doubtful & set(request.POST.getlist("fecha"))
    for key in ticked:
        value = at(reading, tuple(int(step) if step.isdigit() else step for step in key.split("/")))
        value["ambiguous"] = value["inferred"] = False
    if ticked:
        said = _("%(n)s fechas confirmadas") % {"n": len(ticked)}
        actions.correct_reading(job=found, corrected=from_json(reading), part=said, by=visit.person, at=visit.at)
    return to_job(visit, found, "?guardado=1#fechas" if ticked else "#fechas")


@door("POST")
def names(request: HttpRequest, visit: Visit, uid: UUID) -> HttpResponse:
    """Only what was asked can be answered, and the yes stores what was proposed."""
    found = job_of(visit, uid)
    editable(visit)
    asked = proposals(found) if found.state == State.READ else ()
    answers = {}
    for number, each in enumerate(asked):
        said = request.POST.get(f"nombre-{number}")
        if said in (YES, NO) and request.POST.get(f"de-{number}") == each.name:
            answers[each.name] = each.answer if said == YES else NO
    if answers:
        actions.answer_names(job=found, answers=answers, by=visit.person, at=visit.at)
    return to_job(visit, found, "?guardado=1#nombres" if answers else "#nombres")


@door("GET", "HEAD", "POST")
def save(request: HttpRequest, visit: Visit, uid: UUID) -> HttpResponse:
    found = job_of(visit, uid)
    editable(visit)
    if found.state == State.CONFIRMED and request.method == "POST":
        actions.load_confirmed(job=found, by=visit.person, at=visit.at)
    if not ready(found):
        return to_job(visit, found)
    page = queries.save_page(visit.exercise, found)
    if request.method != "POST":
        return render(request, "imports/save.html", {"page": page})
    errors = tuple(FormError(told) for told, _url in page.blocking) or stored_or_refused(visit, found)
    if errors:
        return render(request, "imports/save.html", {"page": replace(page, errors=errors)}, status=422)
    return to_job(visit, found)


def stored_or_refused(visit: Visit, found: ImportJob) -> tuple[FormError, ...]:
    """Nothing when it is stored, by this click or by the one before."""
    try:
        actions.save_reading(job=found, by=visit.person, at=visit.at)
    except actions.NotInThatState:
        return ()
    except Refusal as refusal:
        return (FormError(str(refusal)),)
    return ()


def ready(found: ImportJob) -> bool:
    return found.state == State.READ and found.kind != Kind.UNKNOWN
