"""Who selects in a call, and with which decision: for anybody, and for the desk that has to take it to a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tequio.bodies.minutes_outline import MAJORITIES, OUTCOMES
from tequio.bodies.models import Body, Decision, Session, SessionStatus
from tequio.calls.decided import has_ended, last_about, points_waiting
from tequio.calls.models import Call
from tequio.calls.who import who_selects
from tequio.exercises.queries import ExerciseHeader
from tequio.meetings.letters import when
from tequio.web.pages import Option
from tequio.web.words import long_date

#: sessions in preparation among which one chooses
SHOWN = 20


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """``tally``: «5 a favor, 1 en contra, 0 abstenciones»."""

    session: str
    url: str
    day: date
    tally: str
    uid: str


@dataclass(frozen=True, slots=True)
class SelectionShown:
    """``body``, with the decision that approved once there is one; empty where the convening institutions select. ``lines`` say it."""

    body: str
    body_url: str
    lines: tuple[str, ...]
    decision: DecisionShown | None


def selection_of(call: Call, exercise: ExerciseHeader) -> SelectionShown | None:
    """None of a call that said nothing, as the historic ones. Ask with ``selected_by`` and ``decision__session__meeting`` selected."""
    body, lines = call.selected_by, who_selects(call)
    if not lines:
        return None
    return SelectionShown(
        body=body.name if body else "",
        body_url=f"{exercise.url}organos/{body.uid}/" if body else "",
        lines=lines,
        decision=decision_shown(call.decision, call, exercise) if call.decision else None,
    )


def decision_shown(decision: Decision, call: Call, exercise: ExerciseHeader) -> DecisionShown:
    url = f"{exercise.url}organos/{call.selected_by.uid}/" if call.selected_by else ""
    return DecisionShown(
        session=decision.session.meeting.title,
        url=f"{url}sesiones/{decision.session.uid}/",
        day=decision.decided_at.astimezone(exercise.zone).date(),
        tally=_("%(yes)s a favor, %(no)s en contra, %(abstain)s abstenciones")
        % {"yes": decision.yes, "no": decision.no, "abstain": decision.abstain},
        uid=str(decision.uid),
    )


@dataclass(frozen=True, slots=True)
class WayToDecide:
    """What the office of a call that a body selects has before it: the decision, the point that waits, or where to put it.

    ``ended``: the body is over and did not approve it; ``other_url``: where another one is named, empty once it is approved.
    """

    body: str
    ended: bool
    other_url: str
    decision: DecisionShown | None
    missing: str
    point_url: str
    point: str
    sessions_url: str
    drafts: tuple[Option, ...]
    majorities: tuple[Option, ...]


def way_to_decide(call: Call, exercise: ExerciseHeader, *, at: datetime) -> WayToDecide | None:
    """Three queries at most; none where no body selects."""
    body = call.selected_by
    if body is None:
        return None
    sessions = f"{exercise.url}organos/{body.uid}/sesiones/"
    last = last_about(call)
    good = last is not None and approves(last, call)
    ended = not good and has_ended(call, at)
    point = (
        points_waiting(call).select_related("session__meeting").order_by("-pk").first()
        if not good and not ended
        else None
    )
    return WayToDecide(
        body=body.name,
        ended=ended,
        other_url="" if good else f"{exercise.url}convocatoria/{call.uid}/gestion/organo/",
        decision=decision_shown(last, call, exercise) if last and good else None,
        missing=ended_words(body) if ended else missing_of(last, call),
        point=point.session.meeting.title if point else "",
        point_url=f"{sessions}{point.session.uid}/" if point else "",
        sessions_url=sessions,
        drafts=drafts_of(call) if not good and point is None and not ended else (),
        majorities=tuple(Option(str(label), str(value)) for value, label in MAJORITIES.items()),
    )


def ended_words(body: Body) -> str:
    text = _("El órgano que selecciona terminó el %(day)s y no lo aprobó: ya no puede votarlo. Nombre otro.")
    return text % {"day": long_date(body.dissolved_on)} if body.dissolved_on else ""


def approves(decision: Decision, call: Call) -> bool:
    return decision.had_quorum and decision.outcome == "approved" and not is_early(decision, call)


def is_early(decision: Decision, call: Call) -> bool:
    return call.closes_at is not None and decision.decided_at < call.closes_at


def missing_of(last: Decision | None, call: Call) -> str:
    if last is None:
        return _("Falta que el órgano lo vote en una sesión.")
    if is_early(last, call):
        return _("La votación que hay fue antes del cierre: no sirve.")
    if last.outcome != "approved":
        return _("En la última sesión el resultado fue: %(outcome)s.") % {
            "outcome": str(OUTCOMES[last.outcome]).lower()
        }
    return ""


def drafts_of(call: Call) -> tuple[Option, ...]:
    found = Session.objects.filter(body=call.selected_by, exercise=call.exercise, status=SessionStatus.DRAFT)
    rows = found.select_related("meeting__exercise__jurisdiction").order_by("meeting__begins_at", "pk")[:SHOWN]
    return tuple(Option(f"{each.meeting.title}, {when(each.meeting)}", str(each.uid)) for each in rows)
