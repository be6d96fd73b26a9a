"""What an advisory body says of one version of a document (requirement 33)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies import session_permissions as permissions
from tequio.bodies.actions.session_rules import refuse_unless_runs
from tequio.bodies.models import Comment, Kind, Seat
from tequio.core.refusals import Refusal
from tequio.documents.models import Issued
from tequio.people.models import Person


class BodyDoesNotAdvise(Refusal):
    code = "body-does-not-advise"


class VersionIsOld(Refusal):
    code = "version-old"


class CommentIsEmpty(Refusal):
    code = "comment-empty"


def note_comment(verb: str, comment: Comment, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"bodies.{verb}",
        subject_kind="comment",
        subject_uid=comment.uid,
        exercise_uid=comment.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


@transaction.atomic
def comment_document(*, document: Issued, seat: Seat, text: str, by: Person, at: datetime) -> Comment:
    """Tied to the version that was read: folio, number and fingerprint stay with it when another version comes."""
    if not permissions.can_comment(by, seat):
        raise PermissionDenied(_("Comenta quien ocupa un asiento del grupo asesor, desde su asiento."))
    if seat.body.kind != Kind.ADVISORY:
        raise BodyDoesNotAdvise(_("«%(body)s» no es un grupo asesor.") % {"body": seat.body.name})
    newer = Issued.objects.filter(kind=document.kind, subject_uid=document.subject_uid, version__gt=document.version)
    if newer.exists():
        raise VersionIsOld(_("Ya hay una versión más nueva de ese documento: comente esa."))
    if not text.strip():
        raise CommentIsEmpty(_("Escriba su comentario."))
    comment = Comment.objects.create(
        body=seat.body,
        exercise=document.exercise,
        seat=seat,
        document_uid=document.uid,
        version=document.version,
        sha256=document.sha256,
        text=text.strip(),
        made_at=at,
    )
    changes = {"folio": (None, document.folio), "version": (None, document.version), "text": (None, comment.text)}
    note_comment("comment_made", comment, by, at, changes)
    return comment


@transaction.atomic
def answer_comment(*, comment: Comment, answer: str, by: Person, at: datetime) -> None:
    refuse_unless_runs(by, comment.exercise, at)
    if not answer.strip():
        raise CommentIsEmpty(_("Diga qué se hizo con el comentario y por qué."))
    Comment.objects.filter(pk=comment.pk).update(answer=answer.strip(), answered_at=at)
    comment.refresh_from_db()
    note_comment("comment_answered", comment, by, at, {"text": (None, answer.strip())})
