"""The way of a selection to the session that approves it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.bodies.actions.agenda import add_item
from tequio.bodies.models import AgendaItem, DecisionKind, ItemKind, Session
from tequio.calls.actions.calls import locked, note
from tequio.calls.actions.review import refuse_unless_reviewer
from tequio.calls.decided import points_waiting
from tequio.calls.models import Call
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
