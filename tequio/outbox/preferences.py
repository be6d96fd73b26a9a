"""Which letters an address receives: the link of a letter stops its kind without entering."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.outbox.models import Refused

#: the letter of the week, and the one that says at once what happened to some evidence
WEEK, EVIDENCE = "week", "evidence"
SALT = "tequio.dashboard.letters"
#: an old letter still has to be refused
TOKEN_LIFE = timedelta(days=400)


class TokenIsWrong(Refusal):
    code = "token-wrong"


def token_of(address: str) -> str:
    return signing.dumps(address, salt=SALT)


def address_of(token: str) -> str:
    """Raises TokenIsWrong."""
    try:
        found: str = signing.loads(token, salt=SALT, max_age=TOKEN_LIFE)
    except signing.BadSignature as error:
        raise TokenIsWrong(_("Esta liga no sirve: abra la del último correo que recibió.")) from error
    return found


def choices_url(address: str, kind: str) -> str:
    """Where the letters of that kind are stopped, by a person or by the mail program itself (RFC 8058)."""
    asked = {"t": token_of(address)} if kind == WEEK else {"t": token_of(address), "aviso": kind}
    return f"{settings.SITE_URL}/esta-semana/correo/?{urlencode(asked)}"


def refusing(kind: str) -> set[str]:
    return set(Refused.objects.filter(kind=kind).values_list("recipient", flat=True))
