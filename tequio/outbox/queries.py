from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tequio.outbox.models import Message
from tequio.web.pages import Crumb

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """``text`` is empty once what it said served no more."""

    recipient: str
    subject: str
    text: str
    queued_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class LettersPage:
    title: str
    description: str
    letters: tuple[Letter, ...]
    crumbs: tuple[Crumb, ...] = ()


def letters_page(*, crumbs: tuple[Crumb, ...] = ()) -> LettersPage:
    """The last letters, newest first: what a demonstration shows instead of sending."""
    messages = Message.objects.order_by("-queued_at", "-pk")[:SHOWN]
    return LettersPage(
        title=_("Correo de la demostración"),
        description=_("Lo que en una instalación de verdad saldría por correo aquí sólo se muestra."),
        letters=tuple(
            Letter(each.recipient, each.subject, each.text, each.queued_at, state_of(each)) for each in messages
        ),
        crumbs=crumbs,
    )


def state_of(message: Message) -> str:
    if message.bounced_at is not None:
        return _("Rebotó: el servidor de quien lo recibe no lo aceptó")
    if message.cancelled_at is not None:
        return _("Cancelado antes de salir")
    return _("Enviado") if message.sent_at is not None else _("Por salir")
