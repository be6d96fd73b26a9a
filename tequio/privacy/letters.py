"""What whoever asked about her data receives. Nothing of the request is in a subject."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.outbox.actions import queue_message
from tequio.privacy.models import ArcoRequest, Outcome
from tequio.web.letters import Letter, in_html, in_words
from tequio.web.words import long_date

SALT = "tequio.privacy.request"


class TokenIsWrong(Refusal):
    code = "token-wrong"


def private_address(request: ArcoRequest) -> str:
    """Where its own person reads and answers it; whoever has the letter has the key."""
    return f"/privacidad/mi-solicitud/?t={signing.dumps(str(request.uid), salt=SALT)}"


def uid_of(token: str) -> str:
    try:
        found: str = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise TokenIsWrong(_("Esta liga no está completa: ábrala desde el correo que recibió.")) from error
    return found


def _send(request: ArcoRequest, subject: str, paragraphs: tuple[str, ...], at: datetime) -> None:
    if not request.email:
        return
    letter = Letter(
        subject=f"{subject} · {request.folio}",
        paragraphs=paragraphs,
        link=private_address(request),
        button=_("Ver su solicitud"),
        why=_("Recibe esto porque presentó la solicitud %(folio)s sobre sus datos personales.")
        % {"folio": request.folio},
    )
    queue_message(recipient=request.email, subject=letter.subject, text=in_words(letter), html=in_html(letter), at=at)


def write_receipt(request: ArcoRequest, *, at: datetime) -> None:
    due = _("La respuesta llega a este correo a más tardar el %(day)s (%(law)s).") % {
        "day": long_date(request.due_on),
        "law": request.citation,
    }
    first = _("Recibimos su solicitud sobre datos personales. Su folio es %(folio)s.") % {"folio": request.folio}
    _send(request, _("Recibimos su solicitud"), (first, due), at)


def write_question(request: ArcoRequest, *, at: datetime) -> None:
    text = _("Para atenderla falta un dato. El plazo se detiene hasta que responda.")
    _send(request, _("Falta un dato en su solicitud"), (text, request.details_asked), at)


def write_extension(request: ArcoRequest, *, at: datetime) -> None:
    text = _("El plazo se amplió una sola vez, hasta el %(day)s.") % {"day": long_date(request.due_on)}
    _send(request, _("Más tiempo para su solicitud"), (text, request.extension_reason), at)


def write_answer(request: ArcoRequest, *, at: datetime) -> None:
    said = [str(Outcome(request.outcome).label) + ".", request.answer]
    if request.effect_due_on:
        said.append(_("Se cumplirá a más tardar el %(day)s.") % {"day": long_date(request.effect_due_on)})
    else:
        said.append(_("Si no está de acuerdo, puede acudir a la autoridad garante de su estado."))
    _send(request, _("Respuesta a su solicitud"), tuple(said), at)


def write_done(request: ArcoRequest, *, at: datetime) -> None:
    _send(request, _("Su solicitud se cumplió"), (_("Lo que procedía ya se hizo."),), at)
