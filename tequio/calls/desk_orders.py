"""What the buttons of the desk order: each is one action."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import Body, Session
from tequio.calls import actions
from tequio.calls.doors import Visit
from tequio.calls.models import Application, ApplicationLetter, Call


def done(given: QueryDict, visit: Visit, call: Call) -> object:
    """What the pressed button asks for."""
    by: dict[str, Any] = {"by": visit.person, "at": visit.at}
    match given.get("do"):
        case "decide":
            chosen = call.applications.filter(folio__in=given.getlist("folio"))
            return actions.decide_many(
                applications=list(chosen), outcome=given.get("outcome", ""), reason=given.get("reason", "")[:2000], **by
            )
        case "abstain":
            mine = one_of(call, given.get("which", ""))
            return actions.declare_conflict(application=mine, reason=given.get("interest", ""), **by)
        case "release":
            found = given.get("decision", "")
            return actions.release_results(call=call, decision_uid=uid_in(found) if found else None, **by)
        case "recall":
            return actions.recall_results(call=call, **by)
        case "agenda":
            session = session_of(call, given.get("session", ""))
            majority = given.get("majority", "")
            return actions.put_selection_on_agenda(call=call, session=session, majority=majority, **by)
        case "resend":
            letter = letter_of(call, given.get("letter", ""))
            return actions.resend_result(letter=letter, email=given.get("email", "")[:254], **by)
        case "seat":
            body = Body.objects.filter(jurisdiction=visit.row.jurisdiction, uid=uid_in(given.get("body", ""))).first()
            if body is None:
                raise Http404("body")
            return actions.seat_accepted(call=call, body=body, votes="votes" in given, **by)
    raise Http404("do")


def how_many(made: object) -> int:
    """Of what an order made."""
    if isinstance(made, int):
        return made
    return len(made) if isinstance(made, list) else 1


def told_done(name: str, number: int) -> str:
    """The sentence that follows an order; nothing for what is none."""
    sentences = {
        "decide": ngettext("Se decidió %(n)s solicitud.", "Se decidieron %(n)s solicitudes.", number),
        "abstain": _("Se anotó que usted se excusa. La decide otra persona de la oficina."),
        "release": ngettext(
            "Sale %(n)s carta con su resultado. Abajo se ve qué fue de ella.",
            "Salen %(n)s cartas con su resultado. Abajo se ve qué fue de cada una.",
            number,
        ),
        "recall": _("Se detuvieron las cartas: nadie recibió su resultado. Puede corregir y enviarlos después."),
        "agenda": _("El punto quedó en el orden del día. Cuando la sesión lo apruebe, vuelva aquí."),
        "resend": _("La carta se vuelve a enviar."),
        "seat": ngettext("%(n)s persona ya ocupa su asiento.", "%(n)s personas ya ocupan su asiento.", number),
    }
    return sentences.get(name, "") % {"n": number}


def uid_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404(text[:40]) from wrong


def session_of(call: Call, uid: str) -> Session:
    """Of the body that selects."""
    found = Session.objects.filter(body=call.selected_by_id, exercise=call.exercise_id, uid=uid_in(uid))
    session = found.select_related("exercise__jurisdiction", "body", "meeting").first()
    if session is None:
        raise Http404(uid)
    return session


def one_of(call: Call, folio: str) -> Application:
    found = call.applications.filter(folio=folio).first()
    if found is None:
        raise Http404(folio[:20])
    return found


def letter_of(call: Call, uid: str) -> ApplicationLetter:
    found = ApplicationLetter.objects.filter(application__call=call, uid=uid_in(uid)).select_related(
        "message", "application"
    )
    letter = found.first()
    if letter is None:
        raise Http404(uid)
    return letter
