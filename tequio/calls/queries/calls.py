from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from tequio.calls.models import Call, State
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.pages import Crumb


@dataclass(frozen=True, slots=True)
class Window:
    """``days_left`` until it closes, or until it opens.

    ``closes_text``: «15 de noviembre de 2020 a las 23:59 (hora de Monterrey)», the last minute that counts.
    """

    state: State
    opens_text: str
    closes_text: str
    days_left: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Block:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallCard:
    title: str
    url: str
    window: Window
    closes_on: date


@dataclass(frozen=True, slots=True)
class OtherCall:
    title: str
    url: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CallPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    call: str
    window: Window | None
    requirements: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    void_reason: str = ""
    others: tuple[OtherCall, ...] = ()


def moment_of(exercise: ExerciseHeader, now: datetime) -> datetime:
    """The moment the page computes with: now, or noon of the day a demonstration pretends to be."""
    if exercise.as_of:
        return datetime(exercise.as_of.year, exercise.as_of.month, exercise.as_of.day, 12, tzinfo=exercise.zone)
    return now


def window_of(call: Call, exercise: ExerciseHeader, now: datetime) -> Window | None:
    if call.opens_at is None or call.closes_at is None:
        return None
    at = moment_of(exercise, now)
    state = call.state(at)
    opens = call.opens_at.astimezone(exercise.zone)
    # the window is half open: the last minute that counts is the one before it shuts
    last = (call.closes_at - timedelta(seconds=1)).astimezone(exercise.zone)
    next_on = opens if state == State.UPCOMING else last
    left = (next_on.date() - at.astimezone(exercise.zone).date()).days
    zone = str(exercise.zone)
    closes = _("%(day)s a las %(hour)s") % {"day": words.long_date(last), "hour": words.hour_of(zone, last)}
    opening = _("%(day)s a las %(hour)s") % {"day": words.long_date(opens), "hour": words.hour_of(zone, opens)}
    return Window(state, words.long_date(opens), closes, left, sentence(state, opening, closes, left))


def sentence(state: State, opens: str, closes: str, left: int) -> str:
    if state == State.OPEN:
        if left == 0:
            return _("Cierra hoy, %(closes)s.") % {"closes": closes}
        return _("Cierra el %(closes)s, faltan %(days)s.") % {"closes": closes, "days": words.days(left)}
    if state == State.UPCOMING:
        return _("Abre el %(opens)s y cierra el %(closes)s.") % {"opens": opens, "closes": closes}
    if state == State.VOID:
        return _("Se declaró desierta.")
    return _("Cerró el %(closes)s.") % {"closes": closes}


#: which call a reader is shown first: one that can be answered, then one that will be, then the last that was
ORDER = (State.OPEN, State.UPCOMING, State.CLOSED, State.VOID)


def published(exercise: ExerciseHeader, now: datetime) -> list[Call]:
    """Every call that is no draft, the one to show first; one query."""
    at = moment_of(exercise, now)
    rows = list(Call.objects.filter(exercise_id=exercise.id).exclude(status="draft").order_by("-opens_at", "-id"))
    return sorted(rows, key=lambda call: ORDER.index(call.state(at)))


def card(exercise: ExerciseHeader, *, now: datetime) -> CallCard | None:
    call = next(iter(published(exercise, now)), None)
    window = window_of(call, exercise, now) if call else None
    if call is None or window is None or call.closes_at is None:
        return None
    closes_on = (call.closes_at - timedelta(seconds=1)).astimezone(exercise.zone).date()
    return CallCard(call.title, f"{exercise.url}convocatoria/", window, closes_on)


def call_page(exercise: ExerciseHeader, *, now: datetime, chosen: str = "") -> CallPage:
    """The call named by its uid, or the one to show first."""
    calls = published(exercise, now)
    call = next((each for each in calls if str(each.uid) == chosen), calls[0] if calls else None)
    crumbs = (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Convocatoria")))
    if call is None:
        description = _("La convocatoria de %(name)s aún no se publica.") % {"name": exercise.name}
        return CallPage(exercise, _("Convocatoria"), description, crumbs, "", None)
    window = window_of(call, exercise, now)
    name = words.sentence_case(call.title, f"{exercise.name} {exercise.place}")
    return CallPage(
        exercise=exercise,
        title=_("Convocatoria"),
        description=f"{name}. {window.sentence if window else ''}".strip(),
        crumbs=crumbs,
        call=name,
        window=window,
        requirements=tuple(call.requirements),
        objectives=tuple(call.objectives),
        contact=tuple(call.contact),
        hashtags=tuple(call.hashtags),
        blocks=tuple(each for each in map(block, call.sections) if each.heading.casefold() != name.casefold()),
        void_reason=call.void_reason,
        others=tuple(other(each, exercise, now) for each in calls if each.pk != call.pk),
    )


def other(call: Call, exercise: ExerciseHeader, now: datetime) -> OtherCall:
    window = window_of(call, exercise, now)
    name = words.sentence_case(call.title, f"{exercise.name} {exercise.place}")
    return OtherCall(name, f"{exercise.url}convocatoria/?cual={call.uid}", window.sentence if window else "")


def block(section: Mapping[str, object]) -> Block:
    paragraphs = section.get("paragraphs")
    heading = str(section.get("heading") or "")
    return Block(
        words.sentence_case(heading, ""), tuple(map(str, paragraphs)) if isinstance(paragraphs, list | tuple) else ()
    )
