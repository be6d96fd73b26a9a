from __future__ import annotations

import string
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.core.outline import Outline, stamped
from tequio.core.refusals import Refusal
from tequio.documents import permissions, queries
from tequio.documents.models import Issued, Series, Source
from tequio.documents.rendering import MEDIA_TYPES, Form, render
from tequio.exercises.models import Exercise
from tequio.files.actions import store_file
from tequio.files.models import StoredFile
from tequio.people.models import Person


class PatternIsWrong(Refusal):
    code = "pattern-wrong"


class SameBytes(Refusal):
    code = "same-bytes"


def folio(pattern: str, *, office: str, number: int, year: int) -> str:
    """ "{office}/{number:03}/{year}" → "DPC/012/2026". Only these three names may appear, and the number must."""
    try:
        names = {name for _text, name, _spec, _conversion in string.Formatter().parse(pattern) if name is not None}
        if not {"number"} <= names <= {"office", "number", "year"}:
            raise PatternIsWrong(
                _("El patrón del folio sólo puede llevar office, number y year, y debe llevar number.")
            )
        return pattern.format(office=office, number=number, year=year)
    except (ValueError, KeyError, IndexError) as error:
        raise PatternIsWrong(_("El patrón del folio está mal escrito.")) from error


def _next_number(office: str, year: int, kind: str) -> Series:
    series, _created = Series.objects.select_for_update().get_or_create(office=office, year=year, kind=kind)
    Series.objects.filter(pk=series.pk).update(last_number=series.last_number + 1)
    series.refresh_from_db()
    return series


@transaction.atomic
def issue_document(
    *,
    exercise: Exercise,
    kind: str,
    subject_kind: str,
    subject_uid: UUID,
    content: bytes,
    name: str,
    media_type: str,
    office: str,
    by: Person,
    at: datetime,
) -> Issued:
    """Folio, version, hash and bytes of what is given out. The same bytes are not issued twice."""
    if not permissions.can_issue_document(by, exercise, at):
        raise PermissionDenied(_("Los documentos los emite la secretaría técnica."))
    year = exercise.jurisdiction.today(at).year
    file = store_file(content=content, name=name, media_type=media_type, at=at)
    before = Issued.objects.filter(kind=kind, subject_uid=subject_uid)
    if before.filter(sha256=file.sha256).exists():
        raise SameBytes(_("Ese documento ya se emitió y no ha cambiado."))
    number = _next_number(office, year, kind)
    return _give_out(exercise, number, kind, subject_kind, subject_uid, file, by, at)


@transaction.atomic
def issue_outline(
    *,
    outline: Outline,
    form: Form,
    exercise: Exercise,
    kind: str,
    subject_kind: str,
    subject_uid: UUID,
    office: str,
    by: Person,
    at: datetime,
) -> Issued:
    """The document with its folio, version and fingerprint printed at the foot. One that says what the last one says is refused."""
    if not permissions.can_issue_document(by, exercise, at):
        raise PermissionDenied(_("Los documentos los emite la secretaría técnica."))
    # the series is locked first: of two clicks at once the second finds what the first issued
    number = _next_number(office, exercise.jurisdiction.today(at).year, kind)
    last = queries.last_issued(kind, subject_uid)
    if last is not None and queries.regenerates(outline, last):
        raise SameBytes(
            _("Ese documento ya se emitió con el folio %(folio)s y no ha cambiado.") % {"folio": last.folio}
        )
    version = last.version + 1 if last else 1
    stamp = stamped(outline, folio=folio(number.pattern, **_names(number)), version=version)
    content = render(stamp, form)
    file = store_file(content=content, name=f"{kind}-{version}.{form}", media_type=MEDIA_TYPES[form], at=at)
    return _give_out(exercise, number, kind, subject_kind, subject_uid, file, by, at)


def _names(series: Series) -> dict[str, Any]:
    return {"office": series.office, "number": series.last_number, "year": series.year}


def _give_out(
    exercise: Exercise,
    series: Series,
    kind: str,
    subject_kind: str,
    subject_uid: UUID,
    file: StoredFile,
    by: Person,
    at: datetime,
) -> Issued:
    before = Issued.objects.filter(kind=kind, subject_uid=subject_uid)
    issued = Issued.objects.create(
        exercise=exercise,
        series=series,
        kind=kind,
        subject_kind=subject_kind,
        subject_uid=subject_uid,
        number=series.last_number,
        folio=folio(series.pattern, **_names(series)),
        version=(before.aggregate(last=Max("version"))["last"] or 0) + 1,
        file=file,
        sha256=file.sha256,
        issued_by=by,
        issued_at=at,
    )
    changes: dict[str, tuple[Any, Any]] = {
        "folio": (None, issued.folio),
        "sha256": (None, issued.sha256),
        "version": (None, issued.version),
    }
    record(
        verb="documents.document_issued",
        subject_kind=subject_kind,
        subject_uid=subject_uid,
        exercise_uid=exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )
    return issued


@transaction.atomic
def keep_source(
    *,
    exercise: Exercise,
    file: StoredFile,
    kind: str,
    subject_kind: str,
    subject_uid: UUID,
    by: Person,
    at: datetime,
    text: str = "",
    reading: dict[str, Any] | None = None,
) -> Source:
    """The file something was loaded from."""
    if not permissions.can_keep_source(by, exercise, at):
        raise PermissionDenied(_("Los documentos de origen los guarda la secretaría técnica."))
    source = Source.objects.create(
        exercise=exercise,
        file=file,
        kind=kind,
        subject_kind=subject_kind,
        subject_uid=subject_uid,
        text=text,
        reading=reading or {},
        kept_at=at,
    )
    changes = {"file": (None, file.original_name), "sha256": (None, file.sha256)}
    record(
        verb="documents.source_kept",
        subject_kind=subject_kind,
        subject_uid=subject_uid,
        exercise_uid=exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )
    return source
