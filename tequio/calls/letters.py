"""What an applicant receives. The subject has the folio and nothing of the person; the link is the key of the private part."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.core import signing
from django.utils.translation import gettext as _

from tequio.calls.enclosures import EnclosureShown, enclosures_of
from tequio.calls.models import Application, ApplicationLetter, CalledSigner, LetterKind, Outcome
from tequio.outbox.actions import queue_message
from tequio.web.letters import Letter, in_html, in_words
from tequio.web.words import hour_of, long_date

SALT = "tequio.calls.application"


def token_of(application: Application) -> str:
    return signing.dumps(str(application.uid), salt=SALT)


def uid_of(token: str) -> UUID | None:
    """None when the link is not whole."""
    try:
        return UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None


def private_address(application: Application) -> str:
    """Where its own person sees it; whoever has the letter has the key."""
    return f"/seguir/mi-solicitud/?t={token_of(application)}"


def moment_of(application: Application) -> str:
    """«10 de noviembre de 2020, 18:04 (hora de Monterrey)»."""
    zone = application.call.exercise.jurisdiction.zone
    at = application.received_at.astimezone(zone)
    return f"{long_date(at)}, {hour_of(str(zone), at)}"


def _send(application: Application, letter: Letter, kind: LetterKind, at: datetime, number: int = 0) -> None:
    message = queue_message(
        uid=uuid5(application.uid, f"{kind.value}-{number}" if number else kind.value),
        recipient=application.email,
        subject=letter.subject,
        text=in_words(letter),
        html=in_html(letter),
        at=at,
    )
    ApplicationLetter.objects.create(application=application, kind=kind, message=message, queued_at=at)


def _why(application: Application) -> str:
    return _("Recibe esto porque envió la solicitud %(folio)s.") % {"folio": application.folio}


def in_words_of(each: EnclosureShown) -> str:
    """«Carta de postulación · carta.pdf · 240 kB»."""
    return f"{each.label} · {each.name} · {each.size}"


def write_receipt(application: Application, *, at: datetime) -> None:
    letter = Letter(
        subject=_("Recibimos su solicitud · %(folio)s") % {"folio": application.folio},
        paragraphs=(
            _("Gracias por postularse. Este es su acuse: guárdelo."),
            _("Después del cierre le llegará el resultado a este correo, con su motivo."),
        ),
        facts=(
            (_("Convocatoria"), application.call.title),
            (_("Folio"), application.folio),
            (_("Recibida"), moment_of(application)),
            *((_("Documento %(n)s") % {"n": each.position}, in_words_of(each)) for each in enclosures_of(application)),
            (_("Huella"), application.fingerprint),
        ),
        link=private_address(application),
        button=_("Ver lo que envió"),
        why=_why(application),
    )
    _send(application, letter, LetterKind.RECEIPT, at)


def write_result(application: Application, *, at: datetime, number: int = 0) -> None:
    """``number``: how many times the letters of its call were stopped before they left."""
    _send(application, result_letter(application), LetterKind.RESULT, at, number)


def result_letter(application: Application) -> Letter:
    """Ask with its decisions at hand."""
    decision = max(application.decisions.all(), key=lambda each: (each.decided_at, each.pk))
    accepted = decision.outcome == Outcome.ACCEPTED
    first = _("Su solicitud fue aceptada.") if accepted else _("Su solicitud no fue seleccionada en esta ocasión.")
    then = (
        _("En los próximos días le escribiremos con la fecha de la primera reunión.")
        if accepted
        else _("Puede participar en las mesas, consultas y sesiones públicas de este ejercicio.")
    )
    return Letter(
        subject=_("Resultado de su solicitud · %(folio)s") % {"folio": application.folio},
        paragraphs=(
            _("%(name)s:") % {"name": application.name},
            first,
            _("Motivo: %(reason)s") % {"reason": decision.reason},
            then,
        ),
        facts=((_("Convocatoria"), application.call.title), (_("Folio"), application.folio)),
        link=private_address(application),
        button=_("Ver su solicitud"),
        why=_why(application),
    )


def write_call_to_sign(called: CalledSigner, *, at: datetime) -> None:
    """To who sits there, where she has an account. Ask with ``seat__person__account`` selected."""
    person, declaration = called.seat.person, called.declaration
    if person is None or person.account is None or not person.account.is_active:
        return
    exercise = declaration.exercise
    letter = Letter(
        subject=_("Una declaración conjunta espera su firma"),
        paragraphs=(
            _("La oficina le pide firmar «%(title)s» desde el asiento que ocupa.") % {"title": declaration.title},
            _("Lea el texto completo: puede firmarla, o decir por qué no la firma."),
        ),
        facts=((_("Ejercicio"), exercise.name), (_("Se declaró"), long_date(declaration.declared_on))),
        link=f"/{exercise.slug}/dialogo/firmar/{declaration.uid}/",
        button=_("Leer y firmar"),
        why=_("Recibe esto, una sola vez por declaración, porque ocupa un asiento."),
    )
    queue_message(
        uid=uuid5(called.uid, "call to sign"),
        recipient=person.account.email,
        subject=letter.subject,
        text=in_words(letter),
        html=in_html(letter),
        at=at,
    )
