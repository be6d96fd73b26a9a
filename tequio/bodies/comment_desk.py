"""The buttons of a comment round: what each one reads of its form and which action it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.actions import comments
from tequio.bodies.models import Comment, CommentRound
from tequio.bodies.queries.comments import seat_of
from tequio.bodies.session_desk import FormIsIncomplete, Given
from tequio.people.models import Person

Does = Callable[[CommentRound, Given, Person, datetime], object]


def uid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def comment(round: CommentRound, given: Given, by: Person, at: datetime) -> object:
    seat = seat_of(round, by, round.exercise.jurisdiction.today(at))
    if seat is None:
        raise PermissionDenied(_("Comenta quien ocupa un asiento del grupo asesor, desde su asiento."))
    return comments.comment_document(
        round=round,
        seat=seat,
        part=given.text("part"),
        text=given.text("text"),
        key=uid_in(given.text("key")),
        by=by,
        at=at,
    )


def answer(round: CommentRound, given: Given, by: Person, at: datetime) -> object:
    comments.refuse_unless_office(by, round.exercise, at)
    rows = Comment.objects.select_related("round", "exercise", "seat", "body")
    uid = uid_in(given.text("about"))
    found = rows.filter(round=round, uid=uid).first() if uid else None
    if found is None:
        raise FormIsIncomplete(_("Ese comentario no es de esta consulta."))
    found.round = round
    return comments.answer_comment(comment=found, answer=given.text("answer"), by=by, at=at)


def close(round: CommentRound, given: Given, by: Person, at: datetime) -> object:
    return comments.close_comment_round(round=round, by=by, at=at)


DOES: dict[str, Does] = {"comentar": comment, "contestar": answer, "cerrar": close}
DONE = {
    "preguntar": gettext_lazy("La consulta está abierta y se le escribió a quien ocupa cada asiento."),
    "comentar": gettext_lazy("Su comentario ya se lee aquí. La secretaría técnica lo contesta en esta misma página."),
    "contestar": gettext_lazy("La respuesta ya se lee junto al comentario y se le escribió a quien lo hizo."),
    "cerrar": gettext_lazy("La consulta quedó cerrada, con todo contestado."),
}
