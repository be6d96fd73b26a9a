from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.calls import blocks
from tequio.calls.blocks import Block
from tequio.calls.models import Addendum, Call, State
from tequio.calls.queries.selection import SelectionShown, selection_of
from tequio.calls.who import WhoMay, who_may
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.web.pages import Crumb


@dataclass(frozen=True, slots=True)
class Window:
    """``days_left`` until it closes, or until it opens.

    ``closes_text``: «15 de noviembre de 2020 a las 23:59 (hora de Monterrey)», the last minute that counts.
    """

    state: State
    label: str
    opens_text: str
    closes_text: str
    days_left: int
    sentence: str


@dataclass(frozen=True, slots=True)
class CallCard:
    title: str
    url: str
    window: Window
    closes_on: date


@dataclass(frozen=True, slots=True)
class AddendumShown:
    """``change`` is what an extension moved: «Cerraba el 15 de noviembre…; ahora cierra el 30 de noviembre…»."""

    number: int
    kind: str
    day: date
    text: str
    change: str


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
    uid: str = ""
    url: str = ""
    addenda: tuple[AddendumShown, ...] = ()
    #: where one applies; empty when it is not open by the real clock
    apply_url: str = ""
    takes_applications: bool = False
    #: in a demonstration the page tells another day than the clock that accepts
    is_pretended: bool = False
    reissue_of: OtherCall | None = None
    reissued_as: OtherCall | None = None
    results_on: date | None = None
    share_url: str = ""
    image_url: str = ""
    manage_url: str = ""
    #: what a messenger shows over the picture
    share_title: str = ""
    who_may: WhoMay | None = None
    selection: SelectionShown | None = None


def moment_of(exercise: ExerciseHeader, now: datetime) -> datetime:
    """The moment the page computes with: now, or noon of the day a demonstration pretends to be."""
    if exercise.as_of:
        return datetime(exercise.as_of.year, exercise.as_of.month, exercise.as_of.day, 12, tzinfo=exercise.zone)
    return now


def window_of(call: Call, exercise: ExerciseHeader, now: datetime, *, is_extended: bool = False) -> Window | None:
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
    label = _("Abierta, con más días") if state == State.OPEN and is_extended else str(state.label)
    return Window(state, label, words.long_date(opens), closes, left, sentence(state, opening, closes, left))


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
    rows = list(
        Call.objects.filter(exercise_id=exercise.id)
        .exclude(status="draft")
        .select_related("exercise__jurisdiction", "selected_by", "decision__session__meeting")
        .order_by("-opens_at", "-id")
    )
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
    addenda = addenda_of(call, exercise)
    window = window_of(call, exercise, now, is_extended=any(each.change for each in addenda))
    name = name_of(call, exercise)
    url = f"{exercise.url}convocatoria/{call.uid}/"
    told, may = blocks.told(call), who_may(call)
    is_open = call.takes_applications and exercise.takes_changes and call.is_open(now)
    return CallPage(
        exercise=exercise,
        title=_("Convocatoria"),
        description=" ".join(filter(None, (window.sentence if window else "", may.sentence if may else ""))) or name,
        share_title=name,
        crumbs=crumbs,
        call=name,
        window=window,
        requirements=blocks.unnumbered(call.requirements),
        objectives=blocks.unnumbered(call.objectives),
        contact=tuple(call.contact),
        hashtags=tuple(call.hashtags),
        blocks=tuple(replace(each, heading=words.sentence_case(each.heading, "")) for each in told.blocks),
        void_reason=call.void_reason,
        others=tuple(other(each, exercise, now) for each in calls if each.pk != call.pk),
        uid=str(call.uid),
        url=url,
        addenda=addenda,
        apply_url=f"{url}solicitud/" if is_open else "",
        takes_applications=call.takes_applications,
        is_pretended=call.takes_applications and call.state(now) != call.state(moment_of(exercise, now)),
        reissue_of=next((other(each, exercise, now) for each in calls if each.pk == call.reissue_of_id), None),
        reissued_as=next((other(each, exercise, now) for each in calls if each.reissue_of_id == call.pk), None),
        results_on=call.results_at.astimezone(exercise.zone).date() if call.results_at else None,
        share_url=share_url(name, window.sentence if window else "", url),
        image_url=f"{settings.SITE_URL}{url}imagen.png",
        who_may=may,
        selection=selection_of(call, exercise),
    )


def number_of(uid: str, exercise: ExerciseHeader) -> int:
    """Its place among those published in this exercise, the first is 1: it never changes, and is short enough to be typed."""
    uids = [str(each) for each in numbered(exercise).values_list("uid", flat=True)]
    return uids.index(uid) + 1


def numbered(exercise: ExerciseHeader) -> QuerySet[Call]:
    """No call is ever deleted, nor published twice."""
    return Call.objects.public().filter(exercise_id=exercise.id).order_by("published_at", "id")


def name_of(call: Call, exercise: ExerciseHeader) -> str:
    return words.sentence_case(call.title, f"{exercise.name} {exercise.place}")


def share_url(name: str, sentence: str, url: str) -> str:
    """Opens WhatsApp with the text written, on a phone and on a computer; nothing is asked of anybody before the click."""
    return f"https://wa.me/?{urlencode({'text': f'{name}. {sentence} {settings.SITE_URL}{url}'})}"


def addenda_of(call: Call, exercise: ExerciseHeader) -> tuple[AddendumShown, ...]:
    return tuple(
        AddendumShown(
            each.number,
            str(each.get_kind_display()),
            each.added_at.astimezone(exercise.zone).date(),
            each.text,
            change_words(each, exercise.zone),
        )
        for each in call.addenda.order_by("number")
    )


def change_words(addendum: Addendum, zone: ZoneInfo) -> str:
    if addendum.closed_at_before is None or addendum.closes_at_after is None:
        return ""
    return _("Cerraba el %(before)s; ahora cierra el %(after)s.") % {
        "before": last_minute(addendum.closed_at_before, zone),
        "after": last_minute(addendum.closes_at_after, zone),
    }


def last_minute(shut: datetime, zone: ZoneInfo) -> str:
    """The window is half open: the last minute that counts is the one before it shuts."""
    last = (shut - timedelta(seconds=1)).astimezone(zone)
    return _("%(day)s a las %(hour)s") % {"day": words.long_date(last), "hour": words.hour_of(str(zone), last)}


def other(call: Call, exercise: ExerciseHeader, now: datetime) -> OtherCall:
    window = window_of(call, exercise, now)
    name = name_of(call, exercise)
    return OtherCall(name, f"{exercise.url}convocatoria/{call.uid}/", window.sentence if window else "")
