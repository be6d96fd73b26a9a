"""What an account is told about itself: these letters guard it and cannot be stopped."""

from __future__ import annotations

from datetime import datetime, timedelta

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
    queue_message(
        recipient=account.email,
        subject=letter.subject,
        text=in_words(letter),
        html=in_html(letter),
        hold=timedelta(0),
        at=at,
    )
