"""What the pages of import show: the list of an exercise, one document on its way, what would be saved, what was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from tequio.core.reading.answer import summary
from tequio.core.reading.records import Kind
from tequio.dashboard.queries.findings import places_of
from tequio.exercises.queries import ExerciseHeader
from tequio.formats.opening import LIMITS, MEGABYTE
from tequio.formats.reading_json import from_json
from tequio.formats.recognition import READABLE
from tequio.imports.background import has_stopped
from tequio.imports.contents import PARTS, Left, Part, index_of, pages_around, part_number
from tequio.imports.fields import Json, Section, sections_of
from tequio.imports.forms import Typed, mark, overlong, stored
from tequio.imports.likeness import Proposal, proposals
from tequio.imports.models import ImportJob, State
from tequio.imports.review import (
    DateToConfirm,
    Noticed,
    SectionShown,
    ask,
    dates_to_confirm,
    place_findings,
    show,
)
from tequio.imports.unloading import can_be_undone, made_by
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb

#: of a very large document, what one page asks and shows; a browser sends back at most 1,000 fields
ASKED, LISTED_DROPPED, LETTERS = 100, 200, 100_000
PHRASES = {
    "commitments": ngettext_lazy("%(n)s compromiso", "%(n)s compromisos", "n"),
    "goals": ngettext_lazy("%(n)s meta", "%(n)s metas", "n"),
    "phases": ngettext_lazy("%(n)s fase", "%(n)s fases", "n"),
    "milestones": ngettext_lazy("%(n)s fecha clave", "%(n)s fechas clave", "n"),
    "activities": ngettext_lazy("%(n)s actividad", "%(n)s actividades", "n"),
    "subactivities": ngettext_lazy("%(n)s subactividad", "%(n)s subactividades", "n"),
    "required_means": ngettext_lazy(
        "%(n)s medio de verificación exigido", "%(n)s medios de verificación exigidos", "n"
    ),
    "dated": ngettext_lazy("%(n)s actividad con fecha", "%(n)s actividades con fecha", "n"),
    "to_be_defined": ngettext_lazy("%(n)s fecha por definir", "%(n)s fechas por definir", "n"),
    "objectives": ngettext_lazy("%(n)s objetivo", "%(n)s objetivos", "n"),
    "mechanisms": ngettext_lazy("%(n)s mecanismo", "%(n)s mecanismos", "n"),
    "requirements": ngettext_lazy("%(n)s requisito", "%(n)s requisitos", "n"),
    "window_days": ngettext_lazy("abierta %(n)s día", "abierta %(n)s días", "n"),
    "axes": ngettext_lazy("%(n)s eje", "%(n)s ejes", "n"),
    "steps": ngettext_lazy("%(n)s paso", "%(n)s pasos", "n"),
}
#: imports listed
LISTED = 100
STEPS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps of an import, in the shape of the stages of an exercise."""

    number: int
    name: str
    when: str
    dates: str = ""


@dataclass(frozen=True, slots=True)
class JobRow:
    url: str
    name: str
    kind: str
    state: str
    label: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IndexPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    can_upload: bool
    jobs: tuple[JobRow, ...]
    formats: str
    megabytes: int
    steps: tuple[Step, ...]
    text: str = ""
    errors: tuple[FormError, ...] = ()


@dataclass(frozen=True, slots=True)
class JobPage:
    """A document that is not being reviewed: waiting, failed, unknown, or saved already."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    state: str
    file: str
    size: str
    who: str
    at: datetime
    can_edit: bool
    steps: tuple[Step, ...]
    error: str = ""
    stopped: bool = False
    seconds: int = 0
    again: bool = False
    text: str = ""
    made: tuple[tuple[str, str], ...] = ()
    counted: tuple[str, ...] = ()
    can_undo: bool = False
    errors: tuple[FormError, ...] = ()


@dataclass(frozen=True, slots=True)
class DroppedShown:
    text: str
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    kind: str
    file: str
    who: str
    at: datetime
    can_edit: bool
    steps: tuple[Step, ...]
    counted: tuple[str, ...]
    errors_found: int
    warnings: int
    infos: int
    parts: tuple[Part, ...]
    sections: tuple[SectionShown, ...]
    general: tuple[Noticed, ...]
    dates: tuple[DateToConfirm, ...]
    names: tuple[Proposal, ...]
    dropped: tuple[DroppedShown, ...]
    text: str
    pages: tuple[tuple[int, bool], ...]
    left: Left
    again: bool = False
    saved: bool = False
    undone: bool = False
    errors: tuple[FormError, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    file: str
    part: SectionShown
    mark: str
    errors: tuple[FormError, ...] = ()


@dataclass(frozen=True, slots=True)
class SavePage:
    """``blocking`` stops it (an unanswered name, a text that does not fit); ``left`` are findings that go along."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    file: str
    kind: str
    counted: tuple[str, ...]
    left: tuple[Noticed, ...]
    errors_found: int
    doubtful: int
    unanswered: int
    blocking: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    errors: tuple[FormError, ...] = ()


def kinds() -> dict[str, str]:
    return {
        Kind.COMMITMENT_SHEET: _("Ficha de compromiso"),
        Kind.ROUTE: _("Ruta crítica"),
        Kind.ANNUAL_PLAN: _("Plan anual de trabajo"),
        Kind.CALL: _("Convocatoria"),
        Kind.METHODOLOGY: _("Metodología"),
        Kind.UNKNOWN: _("Documento sin reconocer"),
    }


def steps(now: int) -> tuple[Step, ...]:
    names = (_("Subir"), _("Revisar"), _("Confirmar"), _("Guardado"))
    return tuple(
        Step(number, name, "past" if number < now else "now" if number == now else "ahead")
        for number, name in enumerate(names, 1)
    )


def crumbs(exercise: ExerciseHeader, *more: Crumb) -> tuple[Crumb, ...]:
    """The last one is the page itself."""
    trail = (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Importar"), index_url(exercise)), *more)
    return (*trail[:-1], Crumb(trail[-1].label))


def index_url(exercise: ExerciseHeader) -> str:
    return f"{exercise.url}importar/"


def job_url(exercise: ExerciseHeader, job: ImportJob) -> str:
    return f"{index_url(exercise)}{job.uid}/"


def index_page(
    exercise: ExerciseHeader, *, can_upload: bool, text: str = "", errors: tuple[FormError, ...] = ()
) -> IndexPage:
    rows = (
        ImportJob.objects.filter(exercise=exercise.id)
        .select_related("file", "uploaded_by")
        .defer("reading", "findings")
    )
    named = kinds()
    return IndexPage(
        exercise=exercise,
        title=_("Importar un documento") if exercise.takes_changes else _("Documentos importados"),
        description=_("Un documento se lee, una persona lo revisa y sólo entonces se guarda."),
        crumbs=crumbs(exercise),
        can_upload=can_upload,
        jobs=tuple(
            JobRow(
                job_url(exercise, job),
                job.file.original_name,
                named.get(job.kind, ""),
                job.state,
                label_of(job),
                job.uploaded_by.name,
                job.uploaded_at.astimezone(exercise.zone),
            )
            for job in rows.order_by("-uploaded_at", "-pk")[:LISTED]
        ),
        formats=READABLE,
        megabytes=LIMITS.size // MEGABYTE,
        steps=steps(1),
        text=text,
        errors=errors,
    )


def label_of(job: ImportJob) -> str:
    """Of what was read and is none of the documents known here, nothing waits to be confirmed."""
    unknown = job.state == State.READ and job.kind == Kind.UNKNOWN
    return _("No se reconoció") if unknown else str(State(job.state).label)


def find_job(exercise: ExerciseHeader, uid: UUID) -> ImportJob | None:
    rows = ImportJob.objects.select_related("exercise__jurisdiction", "file", "uploaded_by")
    return rows.filter(exercise=exercise.id, uid=uid).first()


def size_of(job: ImportJob) -> str:
    size = job.file.size
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(size // 1024, 1)} kB"


def job_page(
    exercise: ExerciseHeader,
    job: ImportJob,
    *,
    can_edit: bool,
    again: bool,
    now: datetime,
    text: str = "",
    errors: tuple[FormError, ...] = (),
) -> JobPage:
    made = made_of(exercise, job) if job.state == State.LOADED else ()
    titles = {
        State.UPLOADED: _("Leyendo el documento"),
        State.FAILED: _("No se pudo leer"),
        State.READ: _("No se reconoció el documento"),
        State.CONFIRMED: _("Falta guardar lo confirmado"),
        State.LOADED: _("Quedó guardado"),
    }
    title = titles[State(job.state)]
    stopped = job.state == State.UPLOADED and has_stopped(job, now)
    return JobPage(
        exercise=exercise,
        title=_("La lectura se detuvo") if stopped else title,
        description=_("Documento «%(name)s».") % {"name": job.file.original_name},
        crumbs=crumbs(exercise, Crumb(job.file.original_name)),
        url=job_url(exercise, job),
        state=job.state,
        file=job.file.original_name,
        size=size_of(job),
        who=job.uploaded_by.name,
        at=job.uploaded_at.astimezone(exercise.zone),
        can_edit=can_edit,
        steps=steps({State.LOADED: 5, State.CONFIRMED: 3}.get(State(job.state), 1)),
        error=job.error,
        stopped=stopped,
        seconds=0 if job.reading_since is None else max(int((now - job.reading_since).total_seconds()), 0),
        again=again,
        text=text,
        made=made,
        counted=counted(job.reading) if job.reading else (),
        can_undo=can_edit and can_be_undone(job, now),
        errors=errors,
    )


def made_of(exercise: ExerciseHeader, job: ImportJob) -> tuple[tuple[str, str], ...]:
    """Name and address of what the import made. Four queries."""
    made = made_by(job)
    places = places_of(exercise, {uid for _kind, uid in made})
    fallback = {"call": f"{exercise.url}convocatoria/", "exercise": f"{exercise.url}metodologia/"}
    labels = {
        "commitment": _("Ver el compromiso"),
        "workplan": _("Ver el plan"),
        "call": _("Ver la convocatoria"),
        "exercise": _("Ver la metodología"),
    }
    return tuple((labels[kind], fallback.get(kind) or places.get(uid, exercise.url)) for kind, uid in made)


def counted(reading: Json) -> tuple[str, ...]:
    """ "1 compromiso", "11 metas", "16 actividades"… in words, what the reading holds."""
    found = summary(from_json(reading))
    return tuple(str(told % {"n": n}) for key, told in PHRASES.items() if (n := found.get(key)))


def review_page(
    exercise: ExerciseHeader,
    job: ImportJob,
    *,
    can_edit: bool,
    number: int = 1,
    again: bool = False,
    saved: bool = False,
    undone: bool = False,
    errors: tuple[FormError, ...] = (),
) -> ReviewPage:
    """Three queries whatever the size: the job, and the two directories for the names."""
    reading: Json = job.reading or {}
    sections = sections_of(reading)
    placed = place_findings(job.findings, sections)
    url, tally = job_url(exercise, job), Counter(each["severity"] for each in job.findings)
    last = max(-(-len(sections) // PARTS), 1)
    number = min(max(number, 1), last)
    here = sections[(number - 1) * PARTS : number * PARTS]
    dates, names = dates_to_confirm(sections, reading, job.sources), proposals(job)
    listed = index_of(sections, number, placed)
    dropped, text = reading["dropped"], reading["text"]
    return ReviewPage(
        exercise=exercise,
        title=_("Revise lo que se entendió"),
        description=_("Documento «%(name)s».") % {"name": job.file.original_name},
        crumbs=crumbs(exercise, Crumb(job.file.original_name)),
        url=url,
        kind=kinds()[job.kind],
        file=job.file.original_name,
        who=job.uploaded_by.name,
        at=job.uploaded_at.astimezone(exercise.zone),
        can_edit=can_edit,
        steps=steps(2),
        counted=counted(reading),
        errors_found=tally["error"],
        warnings=tally["warning"],
        infos=tally["info"],
        parts=listed,
        sections=tuple(show(section, reading, job.sources, placed, url) for section in here),
        general=tuple(placed.general),
        dates=tuple(dates[:ASKED]),
        names=tuple(sorted(names, key=lambda each: bool(each.said))[:ASKED]),
        dropped=tuple(DroppedShown(each["text"], each["reason"], each["where"]) for each in dropped[:LISTED_DROPPED]),
        text=text[:LETTERS],
        pages=pages_around(number, last),
        left=Left(
            max(len(dates) - ASKED, 0),
            max(len(names) - ASKED, 0),
            len(sections) - len(listed),
            max(len(dropped) - LISTED_DROPPED, 0),
            max(len(text) - LETTERS, 0),
        ),
        again=again,
        saved=saved,
        undone=undone,
        errors=errors,
    )


def correct_page(
    exercise: ExerciseHeader, job: ImportJob, section: Section, typed: Typed | None, errors: Mapping[str, str]
) -> CorrectPage:
    """A part as a form: as it is stored, or with what was typed."""
    reading: Json = job.reading or {}
    placed = place_findings(job.findings, sections_of(reading))
    url, name = job_url(exercise, job), job.file.original_name
    return CorrectPage(
        exercise=exercise,
        title=_("Corregir: %(part)s") % {"part": section.title},
        description=_("Documento «%(name)s».") % {"name": name},
        crumbs=crumbs(exercise, Crumb(name, url), Crumb(section.title)),
        url=f"{url}?parte={part_number(reading, section)}#{section.key}",
        file=name,
        part=ask(section, reading, typed or stored(section, reading), errors, job.sources, placed),
        mark=mark(section, reading),
        errors=tuple(FormError(text, name) for name, text in errors.items()),
    )


def save_page(exercise: ExerciseHeader, job: ImportJob, *, errors: tuple[FormError, ...] = ()) -> SavePage:
    reading: Json = job.reading or {}
    sections = sections_of(reading)
    placed = place_findings(job.findings, sections)
    everything = [
        *placed.general,
        *(each for told in placed.inside.values() for many in told.values() for each in many),
    ]
    url = job_url(exercise, job)
    unanswered = [each for each in proposals(job) if not each.given]
    return SavePage(
        exercise=exercise,
        title=_("Confirme lo que se va a guardar"),
        description=_("Documento «%(name)s».") % {"name": job.file.original_name},
        crumbs=crumbs(exercise, Crumb(job.file.original_name, url), Crumb(_("Confirmar"))),
        url=url,
        file=job.file.original_name,
        kind=kinds()[job.kind],
        counted=counted(reading),
        left=tuple(each for each in everything if each.severity != "info"),
        errors_found=sum(each.severity == "error" for each in everything),
        doubtful=len(dates_to_confirm(sections, reading, job.sources)),
        unanswered=len(unanswered),
        blocking=blocking(sections, reading, url, unanswered),
        steps=steps(3),
        errors=errors,
    )


def blocking(
    sections: Sequence[Section], reading: Json, url: str, unanswered: Sequence[Proposal]
) -> tuple[tuple[str, str], ...]:
    """What has to be settled before anything is stored: a sentence and where."""
    found = [
        (f"{section.title}: {told}", f"{url}corregir/{section.key}/")
        for section, told in overlong(list(sections), reading)
    ]
    if unanswered:
        n = len(unanswered)
        told = ngettext("Falta decir quién es %(n)s nombre", "Falta decir quiénes son %(n)s nombres", n) % {"n": n}
        found.append((told, f"{url}#nombres"))
    return tuple(found)
