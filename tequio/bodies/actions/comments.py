"""What an advisory body is asked about one version of a document, what it says and what is answered (requirement 33)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.audit.actions import record
from tequio.bodies import comment_letters as letters
from tequio.bodies import session_permissions as permissions
from tequio.bodies.actions.life import living
from tequio.bodies.actions.session_rules import BodyOfAnotherPlace
from tequio.bodies.models import Body, Comment, CommentRound, Kind, Seat, SeatRole
from tequio.core.refusals import Refusal
from tequio.documents.models import Issued
from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tequio.places.clock import database_now
from tequio.web.words import long_date


class BodyDoesNotAdvise(Refusal):
    code = "body-does-not-advise"


class NobodyAdvises(Refusal):
    code = "nobody-advises"


class VersionIsOld(Refusal):
    code = "version-old"


class CommentIsEmpty(Refusal):
    code = "comment-empty"


class RoundIsClosed(Refusal):
    code = "comment-round-closed"


class RoundIsOpen(Refusal):
    code = "comment-round-open"


class RoundEndsBefore(Refusal):
    code = "comment-round-ends-before"


class CommentsWait(Refusal):
    code = "comments-wait"


def note_comment(
    verb: str, about: Comment | CommentRound, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]
) -> None:
    record(
        verb=f"bodies.{verb}",
        subject_kind="comment" if isinstance(about, Comment) else "comment_round",
        subject_uid=about.uid,
        exercise_uid=about.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


def refuse_unless_office(by: Person, exercise: Exercise, at: datetime) -> None:
    if not permissions.can_run_session(by, exercise, at):
        raise PermissionDenied(
            _("Las consultas al grupo asesor las lleva la secretaría técnica de «%(name)s».") % {"name": exercise.name}
        )


@transaction.atomic
def open_comment_round(
    *, body: Body, document: Issued, asks: str, closes_on: date, by: Person, at: datetime
) -> CommentRound:
    """The advisers are asked about the last version of a document; asked again while it is open, it is the same round."""
    exercise = document.exercise
    refuse_unless_office(by, exercise, at)
    if body.kind != Kind.ADVISORY:
        raise BodyDoesNotAdvise(_("«%(body)s» no es un grupo asesor.") % {"body": body.name})
    if body.jurisdiction_id != exercise.jurisdiction_id:
        raise BodyOfAnotherPlace(_("Ese órgano es de otro lugar."))
    living(body)
    refuse_unless_called(body, at)
    refuse_unless_last(document)
    if not asks.strip():
        raise CommentIsEmpty(_("Escriba qué se le pregunta al grupo asesor."))
    if closes_on < exercise.jurisdiction.today(database_now()):
        raise RoundEndsBefore(_("Ese día ya pasó: deje tiempo para leer y comentar."))
    if CommentRound.objects.filter(body=body, document=document, closed_at__isnull=True).exists():
        raise RoundIsOpen(_("Ya hay una consulta abierta sobre esa versión."))
    made = CommentRound.objects.create(
        body=body, exercise=exercise, document=document, asks=asks.strip(), opened_at=at, closes_on=closes_on
    )
    changes = {"folio": (None, document.folio), "version": (None, document.version), "ends": (None, closes_on)}
    note_comment("comment_round_opened", made, by, at, changes)
    letters.tell_of_round(made, at)
    return made


def refuse_unless_called(body: Body, at: datetime) -> None:
    """Somebody was called and sits in it; and a document is asked about once it exists, since a round needs a version of it."""
    today = body.jurisdiction.today(at)
    advisers = Seat.objects.held_on(today).filter(body=body, role__in=(SeatRole.TITULAR, SeatRole.SUPLENTE))
    if not advisers.filter(person__isnull=False).exists():
        raise NobodyAdvises(
            _("En «%(body)s» todavía no hay quien comente: primero convoque al grupo y llene sus asientos.")
            % {"body": body.name}
        )


def refuse_unless_last(document: Issued) -> None:
    newer = Issued.objects.filter(kind=document.kind, subject_uid=document.subject_uid, version__gt=document.version)
    if newer.exists():
        raise VersionIsOld(_("Ya hay una versión más nueva de ese documento: se comenta esa."))


def locked(round: CommentRound) -> CommentRound:
    """As the row is now, held until the end of the transaction."""
    rows = CommentRound.objects.select_related("document", "body", "exercise__jurisdiction")
    return rows.select_for_update(of=("self",)).get(pk=round.pk)


def refuse_closed(round: CommentRound) -> None:
    if round.closed_at is not None:
        raise RoundIsClosed(_("Esta consulta ya se cerró."))


@transaction.atomic
def comment_document(
    *, round: CommentRound, seat: Seat, text: str, by: Person, at: datetime, part: str = "", key: UUID | None = None
) -> Comment:
    """Tied to the version that was read: folio, number and fingerprint stay with it when another version comes. The same ``key``
    gives the same comment."""
    if not permissions.can_comment(by, seat) or seat.body_id != round.body_id:
        raise PermissionDenied(_("Comenta quien ocupa un asiento del grupo asesor, desde su asiento."))
    round = locked(round)
    if key and (known := Comment.objects.filter(key=key).first()):
        return known
    refuse_closed(round)
    if round.exercise.jurisdiction.today(database_now()) > round.closes_on:
        raise RoundIsClosed(_("Los comentarios se recibieron hasta el %(day)s.") % {"day": long_date(round.closes_on)})
    document = round.document
    refuse_unless_last(document)
    if not text.strip():
        raise CommentIsEmpty(_("Escriba su comentario."))
    comment = Comment.objects.create(
        round=round,
        body=round.body,
        exercise=round.exercise,
        seat=seat,
        document_uid=document.uid,
        version=document.version,
        sha256=document.sha256,
        part=part.strip()[:300],
        text=text.strip(),
        made_at=at,
        key=key,
    )
    changes = {"folio": (None, document.folio), "version": (None, document.version), "text": (None, comment.text)}
    note_comment("comment_made", comment, by, at, changes)
    return comment


@transaction.atomic
def answer_comment(*, comment: Comment, answer: str, by: Person, at: datetime) -> None:
    """What was done with it; it may be put in other words until the round closes."""
    refuse_unless_office(by, comment.exercise, at)
    if comment.round is not None:
        refuse_closed(locked(comment.round))
    if not answer.strip():
        raise CommentIsEmpty(_("Diga qué se hizo con el comentario y por qué."))
    Comment.objects.filter(pk=comment.pk).update(answer=answer.strip(), answered_at=at)
    comment.refresh_from_db()
    note_comment("comment_answered", comment, by, at, {"text": (None, answer.strip())})
    letters.tell_of_comment_answer(comment, at)


@transaction.atomic
def close_comment_round(*, round: CommentRound, by: Person, at: datetime) -> None:
    """Nothing is left without an answer."""
    refuse_unless_office(by, round.exercise, at)
    mine = locked(round)
    refuse_closed(mine)
    waiting = mine.comments.filter(answered_at__isnull=True).count()
    if waiting:
        raise CommentsWait(
            ngettext(
                "Falta contestar %(n)s comentario antes de cerrar.",
                "Falta contestar %(n)s comentarios antes de cerrar.",
                waiting,
            )
            % {"n": waiting}
        )
    CommentRound.objects.filter(pk=mine.pk).update(closed_at=at)
    round.closed_at = at
    note_comment("comment_round_closed", round, by, at, {"comments": (None, mine.comments.count())})
