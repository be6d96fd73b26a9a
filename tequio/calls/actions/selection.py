"""Who selects, and the way of a selection to the session that approves it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.bodies.actions.agenda import add_item
from tequio.bodies.models import AgendaItem, Body, DecisionKind, ItemKind, Session
from tequio.calls.actions.calls import (
    CallIsNotPublished,
    NeedsAReason,
    added,
    locked,
    note,
    refuse_unless_publisher,
)
from tequio.calls.actions.review import refuse_unless_reviewer
from tequio.calls.decided import decision_that_selects, is_over, last_about, points_waiting
from tequio.calls.models import Addendum, Call, Status
from tequio.core.refusals import Refusal
from tequio.core.resolution import Majority
from tequio.people.models import Person

#: of the title of a point
LONGEST = 500


class BodyDoesNotSelect(Refusal):
    code = "body-does-not-select"


class SelectionIsOnAnAgenda(Refusal):
    code = "selection-on-an-agenda"


class NoSuchMajority(Refusal):
    code = "no-such-majority"


class BodyCannotSelect(Refusal):
    code = "body-cannot-select"


class BodyHasDecided(Refusal):
    code = "body-has-decided"


@transaction.atomic
def name_selecting_body(*, call: Call, body: Body, reason: str, by: Person, at: datetime) -> Addendum:
    """Another one than the call said, as when that one ended before it voted; in sight of everybody, with its reason."""
    mine = locked(call)
    refuse_unless_publisher(by, mine, at)
    if mine.status != Status.PUBLISHED or not mine.takes_applications:
        raise CallIsNotPublished(
            _("El órgano que selecciona se cambia en una convocatoria publicada que recibe solicitudes.")
        )
    refuse_if_decided(mine)
    refuse_as_selector(body, mine, at)
    if not reason.strip():
        raise NeedsAReason(_("Para cambiar de órgano hay que decir por qué."))
    before = mine.selected_by.name if mine.selected_by else mine.selectors
    values = {"selectors": "", "selectors_reason": "", "selectors_post": "", "selectors_on": None}
    Call.objects.filter(pk=mine.pk).update(selected_by=body, **values)
    call.refresh_from_db()
    text = _("Selecciona «%(body)s» en lugar de «%(before)s». Motivo: %(reason)s")
    told = text % {"body": body.name, "before": before, "reason": reason.strip()}
    note("selecting_body_named", mine, by, at, {"selected_by": (before, body.name), "reason": (None, reason.strip())})
    return added(mine, Addendum.Kind.SELECTION, told, at)


def refuse_if_decided(call: Call) -> None:
    """What a body approved in time stands, also once it ended."""
    if call.results_at is not None:
        raise BodyHasDecided(_("Los resultados ya se comunicaron: quién seleccionó ya no cambia."))
    last = last_about(call) if call.selected_by is not None else None
    if last is None:
        return
    try:
        decision_that_selects(call, last.uid)
    except Refusal:
        return
    raise BodyHasDecided(_("Ese órgano ya aprobó la selección: envíe los resultados."))


def refuse_as_selector(body: Body, call: Call, at: datetime) -> None:
    if body.jurisdiction_id != call.exercise.jurisdiction_id:
        raise BodyCannotSelect(_("Ese órgano es de otro lugar."))
    if is_over(body, call.exercise.jurisdiction.today(at)):
        raise BodyCannotSelect(_("Ese órgano ya terminó: elija otro."))
    if body.pk == call.selected_by_id:
        raise BodyCannotSelect(_("Ese órgano ya es el que selecciona."))


@transaction.atomic
def put_selection_on_agenda(*, call: Call, session: Session, majority: str, by: Person, at: datetime) -> AgendaItem:
    """A point to be voted in a session that is still being prepared by the body that selects; its decision refers to this call."""
    mine = locked(call)
    refuse_unless_reviewer(by, mine, at)
    if (session.body_id, session.exercise_id) != (mine.selected_by_id, mine.exercise_id):
        raise BodyDoesNotSelect(_("Esa sesión no es del órgano que selecciona en esta convocatoria."))
    if points_waiting(mine).exists():
        raise SelectionIsOnAnAgenda(_("La selección ya está en el orden del día de una sesión."))
    if majority not in set(Majority):
        raise NoSuchMajority(_("Elija con qué mayoría se aprueba."))
    title = _("Selección de quienes se postularon a «%(call)s»") % {"call": mine.title}
    made = add_item(
        session=session,
        title=title[:LONGEST],
        kind=ItemKind.VOTE,
        majority=majority,
        decision_kind=DecisionKind.SELECTION,
        subject_uid=mine.uid,
        by=by,
        at=at,
    )
    note("selection_on_agenda", mine, by, at, {"session": (None, session.meeting.title)})
    return made
