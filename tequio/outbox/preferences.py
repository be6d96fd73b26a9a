"""Which letters an address receives: the link of a letter stops its kind without entering."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.core.refusals import Refusal
from tequio.outbox.models import Refused

#: the letter of the week, and those that say at once what happened to some evidence and what a session left to be done
WEEK, EVIDENCE, SESSION, PLAN = "week", "evidence", "session", "plan"
#: every kind that may be stopped, with what it is; letters that guard an account, answer a request or call to a meeting are not
KINDS: dict[str, str | Promise] = {
    WEEK: gettext_lazy("El correo de la semana: lo que le toca"),
    EVIDENCE: gettext_lazy("Avisos sobre evidencia: se devolvió una suya o espera su revisión"),
    SESSION: gettext_lazy("Avisos de sus sesiones: un acta por leer, una respuesta, un acuerdo que le toca"),
    PLAN: gettext_lazy("Avisos de sus actividades: una se canceló o se retomó"),
}
SALT = "tequio.dashboard.letters"
#: an old letter still has to be refused
TOKEN_LIFE = timedelta(days=400)


class TokenIsWrong(Refusal):
    code = "token-wrong"


def _seal() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac(SALT, "", algorithm="sha256").digest()))


def token_of(address: str) -> str:
    """Sealed, not only signed: an address of mail is never read in an address of the site."""
    return _seal().encrypt(address.encode()).decode().rstrip("=")


def address_of(token: str) -> str:
    """Raises TokenIsWrong."""
    try:
        whole = token.encode("ascii") + b"=" * (-len(token) % 4)
        return _seal().decrypt(whole, ttl=int(TOKEN_LIFE.total_seconds())).decode()
    except (InvalidToken, UnicodeEncodeError) as error:
        raise TokenIsWrong(_("Esta liga no sirve: abra la del último correo que recibió.")) from error


def choices_url(address: str, kind: str) -> str:
    """Where the letters of that kind are stopped, by a person or by the mail program itself (RFC 8058)."""
    asked = {"t": token_of(address)} if kind == WEEK else {"t": token_of(address), "aviso": kind}
    return f"{settings.SITE_URL}/esta-semana/correo/?{urlencode(asked)}"


def refusing(kind: str) -> set[str]:
    return set(Refused.objects.filter(kind=kind).values_list("recipient", flat=True))


@dataclass(frozen=True, slots=True)
class Choice:
    kind: str
    label: str
    receives: bool


def choices_of(address: str) -> tuple[Choice, ...]:
    """Each kind and whether this address receives it. One query."""
    stopped = set(Refused.objects.filter(recipient=address).values_list("kind", flat=True))
    return tuple(Choice(kind, str(label), kind not in stopped) for kind, label in KINDS.items())
