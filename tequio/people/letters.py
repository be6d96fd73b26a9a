"""What an account is told about itself: these letters guard it and cannot be stopped."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from tequio.outbox.actions import queue_message
from tequio.people.models import Account
from tequio.web.letters import Letter, in_html, in_words


def tell(account: Account, subject: str, text: str, at: datetime) -> None:
    letter = Letter(
        subject=subject,
        paragraphs=(text, _("Si no fue usted, avise hoy mismo a la administración del sitio.")),
        why=_(
            "Recibe esto porque es el correo con que entra su cuenta. Estos avisos la cuidan y no se pueden detener."
        ),
        link="/cuenta/",
        button=_("Ver su cuenta"),
    )
    _send(account, letter, at)


def welcome(account: Account, place: str, at: datetime) -> None:
    """Somebody opened an account for her: what it is and how to enter. No secret goes in it."""
    letter = Letter(
        subject=_("Ya tiene una cuenta para entrar"),
        paragraphs=(
            _("La oficina de %(place)s le abrió una cuenta en %(site)s.") % {"place": place, "site": settings.SITE_URL},
            _("No hay contraseña: escriba este mismo correo en la página de entrar y le llegará un código."),
        ),
        why=_(
            "Recibe esto porque la oficina de %(place)s escribió este correo al abrirle la cuenta. Si no la esperaba, no haga "
            "nada o pida que la borre."
        )
        % {"place": place},
        link="/entrar/",
        button=_("Entrar"),
    )
    _send(account, letter, at)


def _send(account: Account, letter: Letter, at: datetime) -> None:
    queue_message(
        recipient=account.email,
        subject=letter.subject,
        text=in_words(letter),
        html=in_html(letter),
        hold=timedelta(0),
        at=at,
    )
