"""Documents and files: what was issued, what can be made today, and what proves it, in the versions that anybody may see."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db.models import Q

from tequio.bodies.actions.minutes import KIND as ACTA
from tequio.bodies.minutes_outline import minutes_outline
from tequio.bodies.models import Body, Minutes, MinutesStatus, Paper, Session, SessionPhoto
from tequio.calls.models import Call, Declaration
from tequio.calls.outlines import call_outline, declaration_outline
from tequio.commitments.models import Commitment
from tequio.commitments.models import Status as CommitmentStatus
from tequio.core.dataset import Dataset, Field, FieldKind, Row
from tequio.documents.models import Issued
from tequio.documents.rendering import Form, render
from tequio.exercises.queries import ExerciseHeader
from tequio.files.actions import path_of
from tequio.files.models import StoredFile, Version
from tequio.monitoring.models import Evidence, State
from tequio.opendata.documents import commitment_file, workplan_file
from tequio.opendata.queries import public_plans

PIECE = 1 << 20
LIST = Dataset(
    "lista-de-documentos",
    "Documentos y archivos",
    "Un renglón por documento o archivo del paquete, con su folio y su huella, y los que faltan.",
    (
        Field("clase", "Clase", required=True),
        Field("titulo", "Título", required=True),
        Field("folio", "Folio"),
        Field("version", "Versión", FieldKind.INTEGER),
        Field("fecha", "Fecha", FieldKind.DATE),
        Field("archivo", "Archivo en este paquete"),
        Field("liga", "Liga, cuando se entregó una liga"),
        Field("sha256", "Huella SHA-256"),
        Field("falta", "El archivo falta o está dañado", FieldKind.BOOLEAN, required=True),
    ),
)
KINDS = {
    "issued": "Documento emitido",
    "sheet": "Ficha de compromiso",
    "plan": "Plan o ruta",
    "minutes": "Acta aprobada",
    "call": "Convocatoria",
    "declaration": "Declaración conjunta",
    "evidence": "Evidencia",
    "paper": "Documento de sesión",
    "photo": "Foto de una sesión",
    "act": "Acta de instalación",
    "list": "Lista de asistencia",
}


@dataclass(frozen=True, slots=True)
class Document:
    """``pieces`` gives the bytes; empty for a link, or for a file that is lost, which is told."""

    kind: str
    title: str
    path: str = ""
    pieces: Iterable[bytes] = field(default=(), repr=False)
    folio: str = ""
    version: int | None = None
    day: date | None = None
    url: str = ""
    lost: bool = False

    def row(self, sha256: str) -> Row:
        told = (KINDS[self.kind], self.title, self.folio or None, self.version, self.day)
        return (*told, self.path or None, self.url or None, sha256 or None, self.lost)


def papers_of(exercise: ExerciseHeader) -> Iterator[Document]:
    """One at a time: only the list of them is ever whole in memory."""
    yield from issued(exercise)
    yield from sheets(exercise)
    yield from approved(exercise)
    yield from called(exercise)
    yield from declared(exercise)
    yield from evidence(exercise)
    yield from of_sessions(exercise)
    yield from of_bodies(exercise)


def issued(exercise: ExerciseHeader) -> Iterator[Document]:
    """With folio, as they were given out; of what is public."""
    rows = Issued.objects.filter(exercise=exercise.id).filter(public_subjects(exercise)).select_related("file")
    for each in rows.order_by("kind", "folio", "version", "pk").iterator(chunk_size=200):
        ending = each.file.original_name.rpartition(".")[2].lower()
        name = f"documentos/{plain(each.folio)}-v{each.version}-{each.sha256[:8]}.{ending}"
        day = each.issued_at.astimezone(exercise.zone).date()
        yield stored(
            "issued", each.get_kind_display(), name, each.file, folio=each.folio, version=each.version, day=day
        )


def public_subjects(exercise: ExerciseHeader) -> Q:
    """An oficio is between offices: it goes with what is reserved."""
    commitments = Commitment.objects.filter(exercise=exercise.id, status=CommitmentStatus.PUBLISHED)
    return (
        Q(subject_uid__in=commitments.values("uid"))
        | Q(subject_uid__in=public_plans(exercise).values("uid"))
        | Q(kind=ACTA)
    )


def sheets(exercise: ExerciseHeader) -> Iterator[Document]:
    """As they stand today, in Word: the format in which they can be worked on."""
    commitments = Commitment.objects.filter(exercise=exercise.id, status=CommitmentStatus.PUBLISHED).order_by("number")
    for number, title in commitments.values_list("number", "title"):
        content = lazily(partial(commitment_file, exercise, number, Form.DOCX))
        yield Document("sheet", title, f"documentos/compromiso-{number}.docx", content)
    plans = public_plans(exercise).exclude(kind="commitment").order_by("-kind", "pk")
    for place, (uid, kind, title) in enumerate(plans.values_list("uid", "kind", "title"), 1):
        content = lazily(partial(workplan_file, exercise, uid, Form.DOCX))
        name = "ruta" if kind == "route" else "plan-anual"
        yield Document("plan", title, f"documentos/{name}-{place}.docx", content)


def approved(exercise: ExerciseHeader) -> Iterator[Document]:
    """Every acta that was approved; made again, it has the same bytes."""
    rows = Minutes.objects.filter(session__exercise=exercise.id, status=MinutesStatus.APPROVED).order_by("session")
    for each in rows.values_list("session", flat=True):
        session = Session.objects.select_related("body", "meeting", "exercise__jurisdiction").get(pk=each)
        day = session.meeting.begins_at.astimezone(exercise.zone).date()
        path = f"actas/{day.isoformat()}-{str(session.uid)[:8]}.docx"
        content = lazily(partial(minutes_file, session))
        yield Document("minutes", session.meeting.title, path, content, day=day)


def called(exercise: ExerciseHeader) -> Iterator[Document]:
    rows = Call.objects.public().filter(exercise=exercise.id).select_related("exercise__jurisdiction").order_by("pk")
    for place, each in enumerate(rows, 1):
        content = lazily(partial(call_file, each, exercise.office))
        yield Document("call", each.title, f"convocatorias/convocatoria-{place}.docx", content)


def declared(exercise: ExerciseHeader) -> Iterator[Document]:
    for place, each in enumerate(Declaration.objects.filter(exercise=exercise.id).order_by("declared_on", "pk"), 1):
        content = lazily(partial(declaration_file, each, exercise))
        yield Document(
            "declaration", each.title, f"declaraciones/declaracion-{place}.docx", content, day=each.declared_on
        )


def evidence(exercise: ExerciseHeader) -> Iterator[Document]:
    """What was accepted: the file in its public version, or the link that was given."""
    mine = Q(means__goal__workplan__in=public_plans(exercise)) | Q(means__activity__workplan__in=public_plans(exercise))
    rows = Evidence.objects.filter(mine, state=State.ACCEPTED).select_related("means", "file__public_version")
    for each in rows.order_by("submitted_at", "pk").iterator(chunk_size=200):
        day = each.submitted_at.astimezone(exercise.zone).date()
        file = public_version(each.file)
        if file is not None:
            path = f"evidencias/{day.isoformat()}-{str(each.uid)[:8]}.{ending_of(file)}"
            yield stored("evidence", each.means.text, path, file, day=day)
        elif each.url:
            yield Document("evidence", each.means.text, day=day, url=each.url)


def of_sessions(exercise: ExerciseHeader) -> Iterator[Document]:
    """Papers that anybody may open, and the public list of who was represented."""
    there = Q(item__session__exercise=exercise.id) & ~Q(item__session__status="draft")
    for each in Paper.objects.filter(there, file__version=Version.PUBLIC).select_related("file").order_by("pk"):
        yield stored("paper", each.title, f"sesiones/{str(each.uid)[:8]}.{ending_of(each.file)}", each.file)
    for photo in SessionPhoto.objects.filter(session__exercise=exercise.id).select_related("file").order_by("pk"):
        path = f"sesiones/foto-{str(photo.uid)[:8]}.{ending_of(photo.file)}"
        yield stored("photo", photo.caption, path, photo.file)
    with_list = Q(meeting__paper_list__isnull=False) | Q(meeting__public_list__isnull=False)
    lists = Session.objects.filter(with_list, exercise=exercise.id).order_by("pk")
    for session in lists.select_related("meeting__paper_list__public_version", "meeting__public_list"):
        file = session.meeting.public_list or public_version(session.meeting.paper_list)
        if file is not None:
            path = f"sesiones/lista-{str(session.uid)[:8]}.{ending_of(file)}"
            yield stored("list", session.meeting.title, path, file)


def of_bodies(exercise: ExerciseHeader) -> Iterator[Document]:
    bodies = Body.objects.filter(jurisdiction=exercise.jurisdiction_id, act_file__isnull=False).select_related(
        "act_file"
    )
    for each in bodies.order_by("pk"):
        file = public_version(each.act_file)
        if file is not None:
            path = f"organos/acta-{str(each.uid)[:8]}.{ending_of(file)}"
            yield stored("act", each.name, path, file, day=each.installed_on)


def public_version(file: StoredFile | None) -> StoredFile | None:
    if file is None or file.version == Version.PUBLIC:
        return file
    return file.public_version


def stored(kind: str, title: str, path: str, file: StoredFile, **told: object) -> Document:
    if not is_whole(file):
        return Document(kind, title, lost=True, **told)  # type: ignore[arg-type]
    return Document(kind, title, path, read(file), **told)  # type: ignore[arg-type]


def is_whole(file: StoredFile) -> bool:
    """Read once more: what is handed over is what was given in, and what is not is told instead of stopping the hand-over."""
    try:
        with path_of(file.key).open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
    except OSError:
        return False


def read(file: StoredFile) -> Iterator[bytes]:
    with path_of(file.key).open("rb") as content:
        while piece := content.read(PIECE):
            yield piece


def lazily(make: Callable[[], bytes]) -> Iterator[bytes]:
    """Made when the parcel asks for it, and then let go."""
    yield make()


def minutes_file(session: Session) -> bytes:
    return render(minutes_outline(session), Form.DOCX)


def call_file(call: Call, office: str) -> bytes:
    return render(call_outline(call, organisation=office), Form.DOCX)


def declaration_file(declaration: Declaration, exercise: ExerciseHeader) -> bytes:
    outline = declaration_outline(declaration, organisation=exercise.office, today=exercise.today)
    return render(outline, Form.DOCX)


def ending_of(file: StoredFile) -> str:
    ending = file.original_name.rpartition(".")[2].lower()
    return ending if ending.isalnum() and len(ending) <= 5 else "bin"


def plain(text: str) -> str:
    """A folio as the name of a file, on every system."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in text).strip("-") or "sin-folio"
