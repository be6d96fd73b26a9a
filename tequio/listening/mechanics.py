"""The mechanics of an event are those that a published call sets (requirement 7)."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from tequio.calls.blocks import written_of
from tequio.calls.models import Addendum, Call, Status
from tequio.core.refusals import Refusal
from tequio.listening.models import MECHANICS_KINDS, Event, EventKind


class CallIsMissing(Refusal):
    code = "call-missing"


class CallIsNotInForce(Refusal):
    code = "call-not-in-force"


class MechanicsAreMissing(Refusal):
    code = "mechanics-missing"


#: what a call, or an addendum of one that was published without it, says of how an event goes
MECHANICS = re.compile(r"\bmec[áa]nica|\bdin[áa]mica", re.IGNORECASE)


def mechanics_of(call: Call) -> str:
    """Its Bases say how one takes part; else a block of its own, or an addendum that says so. "" where nothing does."""
    if bases := written_of(call).bases:
        return bases
    blocks = [each for each in call.sections if MECHANICS.search(str(each.get("heading") or ""))]
    texts = [str(text) for each in blocks for text in each.get("paragraphs") or ()]
    if not texts and call.pk:
        added = call.addenda.filter(kind=Addendum.Kind.CLARIFICATION).order_by("number").values_list("text", flat=True)
        texts = [text for text in added if MECHANICS.search(text)]
    return "\n".join(texts)


def refuse_without_mechanics(event: Event) -> None:
    """Locks the call: nobody declares it void while the event is being announced."""
    if event.call_id is None:
        if event.kind in MECHANICS_KINDS:
            raise CallIsMissing(
                _("La mecánica de «%(kind)s» la fija una convocatoria: corrija el evento y diga cuál.")
                % {"kind": EventKind(event.kind).label}
            )
        return
    call = Call.objects.select_for_update(of=("self",)).get(pk=event.call_id)
    if refusal := why_not(call):
        raise refusal


def why_not(call: Call) -> Refusal | None:
    """Why no event can be announced with the mechanics of this call: which one it is, and what to do."""
    named, lacks = {"call": call.title}, not mechanics_of(call)
    if call.status == Status.DRAFT:
        text = _("La mecánica de este evento la fija la convocatoria «%(call)s», que sigue en borrador.") % named
        todo = _("Escriba en sus Bases la mecánica, publíquela y después anuncie el evento.")
        return CallIsNotInForce(f"{text} {todo if lacks else _('Publíquela y después anuncie el evento.')}")
    if call.status == Status.VOID:
        return CallIsNotInForce(
            _("La convocatoria «%(call)s» se declaró desierta: corrija el evento y elija otra que fije su mecánica.")
            % named
        )
    if lacks:
        return MechanicsAreMissing(
            _("La convocatoria «%(call)s» no dice la mecánica: agréguele una adenda que diga la mecánica del evento.")
            % named
        )
    return None
