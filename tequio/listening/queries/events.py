"""The events of an exercise as anybody reads them: those to come, those that were, and one of them whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from tequio.calls.blocks import unnumbered
from tequio.calls.models import Call
from tequio.calls.models import Status as CallStatus
from tequio.documents.models import Issued
from tequio.exercises.queries import ExerciseHeader
from tequio.listening.actions.tables import KIND
from tequio.listening.desk import OF_EVENT, OF_EXERCISE, OF_TABLE, Verb
from tequio.listening.doors import Rights
from tequio.listening.mechanics import mechanics_of
from tequio.listening.models import Event, EventKind, EventQuerySet, EventStatus, EventTable, EventTopic
from tequio.listening.queries.counts import SectorCount, counts_of_event
from tequio.listening.report_outline import lines_of
from tequio.meetings.letters import when, where
from tequio.web import words
from tequio.web.pages import Crumb, Option

PAGE = 20
#: to come; an office that announces more at once has its calendar
AHEAD = 60


@dataclass(frozen=True, slots=True)
class EventLine:
    title: str
    url: str
    kind: str
    day: date
    #: of the date on its card
    month: str
    when: str
    where: str
    state: str
    status: str
    topics: tuple[str, ...]
    reports: int
    #: announced, and the call that sets its mechanics was declared void since
    without_call: bool
    #: one that was held and whose tables say nothing yet, for who writes them
    lacks: int


@dataclass(frozen=True, slots=True)
class EventsPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    drafts: tuple[EventLine, ...]
    ahead: tuple[EventLine, ...]
    past: tuple[EventLine, ...]
    found: int
    previous_page: str
    next_page: str
    orders: tuple[Option, ...]
    done: str
    trainings_url: str
    advice_url: str


@dataclass(frozen=True, slots=True)
class TableShown:
    number: int
    topic: str
    facilitator: str
    note_taker: str
    said: tuple[str, ...]
    proposals: tuple[str, ...]
    agreements: tuple[str, ...]
    url: str
    folio: str
    orders: tuple[Option, ...]

    @property
    def written(self) -> bool:
        return bool(self.said)


@dataclass(frozen=True, slots=True)
class EventPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    kind: str
    state: str
    status: str
    when: str
    ends: str
    where: str
    link: str
    topics: tuple[str, ...]
    purpose: tuple[str, ...]
    how: tuple[str, ...]
    call: str
    call_url: str
    mechanics: tuple[str, ...]
    #: announced, and the call that sets its mechanics was declared void since, with this reason
    void_why: str
    moved_why: str
    cancelled_why: str
    counts: tuple[SectorCount, ...]
    people: int | None
    counted: bool
    tables: tuple[TableShown, ...]
    orders: tuple[Option, ...]
    register_url: str
    done: str


def of_exercise(exercise: ExerciseHeader) -> EventQuerySet:
    topics = Prefetch("topics", EventTopic.objects.order_by("position"))
    rows = Event.objects.filter(exercise=exercise.id).select_related("meeting__exercise__jurisdiction", "call")
    return rows.prefetch_related(topics).annotate(
        many=Count("tables", distinct=True),
        told=Count("tables", filter=Q(tables__written_at__isnull=False), distinct=True),
    )


def events_page(exercise: ExerciseHeader, may: Rights, *, page: int = 1, done: str = "") -> EventsPage:
    """About seven queries, whatever the number of events."""
    rows, url = of_exercise(exercise), f"{exercise.url}eventos/"
    drafts = (
        rows.filter(opened_at__isnull=True).exclude(status=EventStatus.CANCELLED)
        if may.organises or may.reads
        else rows.none()
    )
    ahead = rows.filter(status=EventStatus.OPEN).order_by("meeting__begins_at", "pk")[:AHEAD]
    over = rows.public().filter(status__in=(EventStatus.HELD, EventStatus.CANCELLED))
    pages = Paginator(over.order_by("-meeting__begins_at", "-pk"), PAGE)
    shown = pages.get_page(page)
    made = OF_EXERCISE.items() if may.organises else ()
    return EventsPage(
        exercise=exercise,
        title=_("Eventos y capacitaciones"),
        description=_(
            "Foros, mesas de trabajo, talleres y capacitaciones: cuándo son, cómo se participa y qué se dijo."
        ),
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Eventos"))),
        drafts=lines(drafts.order_by("meeting__begins_at", "pk")[:AHEAD], url, may),
        ahead=lines(ahead, url, may),
        past=lines(shown.object_list, url, may),
        found=pages.count,
        previous_page=f"{url}?pagina={shown.previous_page_number()}" if shown.has_previous() else "",
        next_page=f"{url}?pagina={shown.next_page_number()}" if shown.has_next() else "",
        orders=tuple(Option(str(verb.title), name, url=f"{url}gestion/{name}/") for name, verb in made),
        done=done,
        trainings_url=f"{exercise.url}capacitaciones/",
        advice_url=f"{exercise.url}orientaciones/anotar/" if may.notes else "",
    )


def lines(rows: Iterable[Event], url: str, may: Rights) -> tuple[EventLine, ...]:
    return tuple(line_of(each, url, may) for each in rows)


def line_of(event: Event, url: str, may: Rights) -> EventLine:
    day, many, told = event.meeting.day(), getattr(event, "many", 0), getattr(event, "told", 0)
    held = event.status == EventStatus.HELD
    return EventLine(
        title=event.meeting.title,
        url=f"{url}{event.uid}/",
        kind=str(EventKind(event.kind).label),
        day=day,
        month=words.month_short(day.month),
        when=when(event.meeting),
        where=where(event.meeting),
        state=event.status,
        status=str(EventStatus(event.status).label),
        topics=tuple(each.name for each in event.topics.all()),
        reports=told if held else 0,
        without_call=has_lost_its_call(event),
        lacks=many - told if held and may.runs else 0,
    )


def has_lost_its_call(event: Event) -> bool:
    """Ask with ``call`` selected."""
    return event.status == EventStatus.OPEN and event.call is not None and event.call.status == CallStatus.VOID


def event_page(exercise: ExerciseHeader, event: Event, may: Rights, *, now: datetime, done: str = "") -> EventPage:
    url = f"{exercise.url}eventos/{event.uid}/"
    held = event.status == EventStatus.HELD
    counts, people = counts_of_event(event, whole=may.reads) if held or may.reads else ((), 0)
    meeting, zone = event.meeting, exercise.zone
    same_day = meeting.ends_at.astimezone(zone).date() == meeting.day()
    public_call = event.call if event.call and event.call.status != "draft" else None
    return EventPage(
        exercise=exercise,
        title=meeting.title,
        description=(lines_of(event.purpose) or [""])[0][:200],
        crumbs=(
            Crumb(_("Inicio"), "/"),
            exercise.crumb(),
            Crumb(_("Eventos"), f"{exercise.url}eventos/"),
            Crumb(meeting.title),
        ),
        url=url,
        kind=str(EventKind(event.kind).label),
        state=event.status,
        status=str(EventStatus(event.status).label),
        when=when(meeting),
        ends=f"{meeting.ends_at.astimezone(zone):%H:%M}"
        if same_day
        else words.long_date(meeting.ends_at.astimezone(zone)),
        where=where(meeting),
        link=meeting.link if event.status == EventStatus.OPEN else "",
        topics=tuple(event.topics.order_by("position").values_list("name", flat=True)),
        purpose=tuple(lines_of(event.purpose)),
        how=tuple(lines_of(event.how)),
        call=event.call.title if event.call and (public_call or may.organises) else "",
        call_url=f"{exercise.url}convocatoria/{public_call.uid}/" if public_call else "",
        mechanics=told_mechanics(public_call) if public_call else (),
        void_why=event.call.void_reason if event.call and has_lost_its_call(event) else "",
        moved_why=meeting.move_reason if event.opened_at else "",
        cancelled_why=meeting.cancel_reason,
        counts=counts,
        people=people,
        counted=held or bool(counts),
        tables=tables_of(event, url, may),
        orders=tuple(
            Option(str(verb.title), name, url=f"{url}gestion/{name}/")
            for name, verb in OF_EVENT.items()
            if may.organises and offered(name, verb, event, may, now)
        ),
        register_url=f"{url}asistencia/" if may.reads and event.status in ("open", "held") else "",
        done=done,
    )


def offered(name: str, verb: Verb, event: Event, may: Rights, now: datetime) -> bool:
    """What has not begun was not held."""
    ahead = name == "realizado" and now < event.meeting.begins_at
    return event.status in verb.statuses and (may.runs or not verb.to_run) and not ahead


def told_mechanics(call: Call) -> tuple[str, ...]:
    """The first lines; the bases often end in a list."""
    return (*lines_of(mechanics_of(call)), *unnumbered(map(str, call.objectives)))[:6]


def tables_of(event: Event, url: str, may: Rights) -> tuple[TableShown, ...]:
    """What was said is public once the event was held; before, for who writes it. Two queries."""
    rows = list(event.tables.order_by("number"))
    uids = [each.uid for each in rows]
    given = Issued.objects.filter(kind=KIND, subject_uid__in=uids).order_by("version")
    folios = dict(given.values_list("subject_uid", "folio")) if rows else {}
    open_to_read = event.status == EventStatus.HELD or may.reads
    return tuple(table_shown(each, url, folios.get(each.uid, ""), event.status, may, open_to_read) for each in rows)


def table_shown(table: EventTable, url: str, folio: str, status: str, may: Rights, open_to_read: bool) -> TableShown:
    own, told = f"{url}mesas/{table.number}/", open_to_read and table.written_at is not None
    orders = [
        Option(str(verb.title), name, url=f"{own}{name}/")
        for name, verb in OF_TABLE.items()
        if may.runs and status in verb.statuses and (not verb.to_issue or (may.issues and table.written_at))
    ]
    return TableShown(
        number=table.number,
        topic=table.topic,
        facilitator=table.facilitator,
        note_taker=table.note_taker,
        said=tuple(lines_of(table.said)) if told else (),
        proposals=tuple(lines_of(table.proposals)) if told else (),
        agreements=tuple(lines_of(table.agreements)) if told else (),
        url=own if told else "",
        folio=folio,
        orders=tuple(orders),
    )
