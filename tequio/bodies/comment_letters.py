"""What is written to the advisers: they are asked about a document, and what they said was answered."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from tequio.bodies.models import Comment, CommentRound, Seat, SeatRole
from tequio.bodies.session_letters import queue_notice
from tequio.people.models import Account
from tequio.web.letters import Letter
from tequio.web.words import long_date

_SPACE = uuid.UUID("6f0d7a52-74f4-4b8e-b7a0-7c0a2d3c9e51")


def url_of(round: CommentRound) -> str:
    return f"/{round.exercise.slug}/organos/{round.body.uid}/comentarios/{round.uid}/"


def tell_of_round(round: CommentRound, at: datetime) -> None:
    """To whoever may comment: titulares and suplentes of today."""
    today = round.exercise.jurisdiction.today(at)
    seats = Seat.objects.held_on(today).filter(body=round.body_id, role__in=(SeatRole.TITULAR, SeatRole.SUPLENTE))
    accounts = Account.objects.filter(person__in=seats.values("person"), is_active=True).order_by("pk")
    letter = Letter(
        subject=_("Se pide su comentario sobre un documento"),
        paragraphs=(
            round.asks,
            _("Diga de qué parte del documento habla. La secretaría técnica contesta cada comentario."),
        ),
        facts=(
            (_("Documento"), f"{round.document.folio}, {_('versión')} {round.document.version}"),
            (_("Se reciben comentarios hasta el"), long_date(round.closes_on)),
        ),
        link=url_of(round),
        button=_("Leer y comentar"),
        why=_("Recibe esto porque ocupa un asiento de «%(body)s».") % {"body": round.body.name},
    )
    queue_notice({each.email: uuid.uuid5(_SPACE, f"{round.uid}:{each.pk}") for each in accounts}, letter, at)


def tell_of_comment_answer(comment: Comment, at: datetime) -> None:
    if comment.round is None:
        return
    accounts = Account.objects.filter(person=comment.seat.person_id, is_active=True)
    letter = Letter(
        subject=_("Se contestó su comentario"),
        paragraphs=(_("Lo que se hizo: %(answer)s") % {"answer": comment.answer},),
        link=f"{url_of(comment.round)}#c-{comment.uid}",
        button=_("Ver la respuesta"),
        why=_("Recibe esto porque comentó un documento como parte de «%(body)s».") % {"body": comment.body.name},
    )
    about = f"{comment.uid}:{at.isoformat()}"
    queue_notice({each.email: uuid.uuid5(_SPACE, f"{about}:{each.pk}") for each in accounts}, letter, at)
