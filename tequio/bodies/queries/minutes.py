"""The page of an acta: where it stands, what comes next and who does it, what was observed, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.bodies.actions.minutes import KIND
from tequio.bodies.minutes_outline import minutes_outline
from tequio.bodies.models import Minutes, MinutesStatus, Observation, Seat, Session, SessionStatus
from tequio.bodies.presence import post_of
from tequio.bodies.queries.sessions import trail
from tequio.bodies.session_permissions import can_observe_minutes, can_read_session, can_run_session
from tequio.bodies.typed import NOTHING, Typed
from tequio.core.outline import Block, Heading, Listing, Order, Paragraph, Signatures, Table
from tequio.documents.models import Issued
from tequio.documents.queries import last_issued
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.web.words import long_date

STATES = {
    "none": gettext_lazy("Por redactar"),
    "observations": gettext_lazy("En observaciones"),
    "approved": gettext_lazy("Aprobada"),
    "issued": gettext_lazy("Emitida con folio"),
}
WHO = {
    "none": gettext_lazy("La secretaría técnica la redacta con lo que se registró en la sesión."),
    "observations": gettext_lazy("Quien asistió la lee y dice qué le falta; la secretaría técnica contesta cada una."),
    "approved": gettext_lazy("Cuando no queda ninguna observación sin contestar, ya no admite cambios."),
    "issued": gettext_lazy("Con folio, versión y huella, en Word y en PDF, para que la firme quien asistió."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """``state``: done, now or ahead."""

    title: str
    who: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class ObservationLine:
    """``typed`` and ``error`` are of the form that answers it."""

    uid: UUID
    post: str
    text: str
    made_at: datetime
    answer: str
    accepted: bool
    is_answered: bool
    typed: str
    chose: str
    error: str


@dataclass(frozen=True, slots=True)
class Part:
    """``kind``: title, small_title, text, strong, list, numbers, table or signatures."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sits:
    """From which seat this visitor may observe."""

    uid: UUID
    label: str


@dataclass(frozen=True, slots=True)
class MinutesPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    session_title: str
    session_url: str
    url: str
    state: str
    status: str
    steps: tuple[Step, ...]
    next_step: str
    observations: tuple[ObservationLine, ...]
    parts: tuple[Part, ...]
    notes: str
    folio: str
    fingerprint: str
    office: str
    reads: bool
    drafts: bool
    can_draft: bool
    can_approve: bool
    sits: tuple[Sits, ...]
    typed: Typed
    done: str
    errors: tuple[FormError, ...]

    @property
    def observes(self) -> bool:
        return bool(self.sits) and self.state == "observations"

    @property
    def said(self) -> str:
        return self.typed.in_form("observar").get("text", "")


def minutes_page(
    exercise: ExerciseHeader,
    session: Session,
    person: Person | None,
    at: datetime,
    *,
    typed: Typed = NOTHING,
    done: str = "",
) -> MinutesPage:
    """About twenty queries, whatever was recorded. The draft is read by who attended and who drafts; of people, only posts."""
    minutes: Minutes | None = getattr(session, "minutes", None)
    issued = last_issued(KIND, session.uid) if minutes else None
    state = state_of(minutes, issued)
    drafts, attended = rights(session, person, at) if exercise.takes_changes else (False, False)
    reads = minutes is not None and (state in ("approved", "issued") or reads_draft(session, person, at))
    told = list(minutes.observations.order_by("made_at", "pk").select_related("seat__organisation")) if minutes else []
    waiting = sum(each.answered_at is None for each in told)
    sessions = f"{exercise.url}organos/{session.body.uid}/sesiones/"
    url = f"{sessions}{session.uid}/"
    return MinutesPage(
        exercise=exercise,
        title=_("Acta"),
        description=_("Acta de la sesión: cómo va, qué se observó, qué dice y quién la aprobó."),
        crumbs=(
            *trail(exercise, session.body),
            Crumb(_("Sesiones"), sessions),
            Crumb(str(session), url),
            Crumb(_("Acta")),
        ),
        body=session.body.name,
        session_title=session.meeting.title,
        session_url=url,
        url=f"{url}acta/",
        state=state,
        status=str(STATES[state]),
        steps=steps_of(minutes, issued, state, session),
        next_step=next_step(state, waiting, session),
        observations=tuple(observation_line(each, typed) for each in told) if reads else (),
        parts=parts_of(session) if reads else (),
        notes=typed.in_form("notas").get("notes", minutes.notes) if minutes else "",
        folio=issued.folio if issued else "",
        fingerprint=issued.sha256 if issued else "",
        office=typed.in_form("emitir").get("office", office_before(session)) if drafts and state == "approved" else "",
        reads=reads,
        drafts=drafts,
        can_draft=drafts and state == "none" and session.status == SessionStatus.CLOSED,
        can_approve=drafts and state == "observations" and not waiting,
        sits=sits_of(session, person) if attended and person else (),
        typed=typed,
        done=done,
        errors=typed.errors,
    )


def rights(session: Session, person: Person | None, at: datetime) -> tuple[bool, bool]:
    """Whether the visitor drafts the acta, and whether she was there."""
    if person is None:
        return False, False
    return can_run_session(person, session.exercise, at), can_observe_minutes(person, session)


def reads_draft(session: Session, person: Person | None, at: datetime) -> bool:
    """Whoever drafts it, whoever was there, and the auditor."""
    if person is None:
        return False
    return can_observe_minutes(person, session) or can_read_session(person, session, at)


def state_of(minutes: Minutes | None, issued: Issued | None) -> str:
    if minutes is None:
        return "none"
    return "issued" if issued and minutes.status == MinutesStatus.APPROVED else minutes.status


def office_before(session: Session) -> str:
    """The office that signed the last acta of the exercise."""
    last = Issued.objects.filter(kind=KIND, exercise=session.exercise_id).select_related("series").order_by("-pk")
    found = last.first()
    return found.series.office if found else ""


def steps_of(minutes: Minutes | None, issued: Issued | None, state: str, session: Session) -> tuple[Step, ...]:
    zone = session.exercise.jurisdiction.zone
    moments: dict[str, datetime | None] = {
        "none": minutes.drafted_at if minutes else None,
        "observations": minutes.approved_at if minutes else None,
        "approved": minutes.approved_at if minutes else None,
        "issued": issued.issued_at if issued else None,
    }
    names = [_("Redactarla"), _("Recibir observaciones"), _("Aprobarla"), _("Emitirla con folio")]
    done = {"none": 0, "observations": 1, "approved": 3, "issued": 4}[state]
    return tuple(
        Step(
            title=name,
            who=str(WHO[key]),
            when=long_date(moment.astimezone(zone)) if (moment := moments[key]) and place < done else "",
            state="done" if place < done else "now" if place == done else "ahead",
        )
        for place, (name, key) in enumerate(zip(names, STATES, strict=True))
    )


def next_step(state: str, waiting: int, session: Session) -> str:
    if state == "none" and session.status != SessionStatus.CLOSED:
        return _("El acta se redacta cuando la sesión concluye.")
    if waiting and state == "observations":
        return ngettext(
            "La secretaría técnica contesta %(n)s observación.",
            "La secretaría técnica contesta %(n)s observaciones.",
            waiting,
        ) % {"n": waiting}
    return {
        "none": _("La secretaría técnica redacta el acta con lo que se registró."),
        "observations": _("Quien asistió dice qué le falta; si no falta nada, la secretaría técnica la aprueba."),
        "approved": _("La secretaría técnica la emite con su folio."),
        "issued": _("Descargarla, imprimirla y reunir las firmas de quien asistió."),
    }[state]


def observation_line(observation: Observation, typed: Typed) -> ObservationLine:
    about = str(observation.uid)
    written = typed.in_form("contestar", about)
    return ObservationLine(
        uid=observation.uid,
        post=f"{post_of(observation.seat)} · {observation.seat.get_role_display()}",
        text=observation.text,
        made_at=observation.made_at,
        answer=observation.answer,
        accepted=bool(observation.accepted),
        is_answered=observation.answered_at is not None,
        typed=written.get("answer", ""),
        chose=written.get("accepted", ""),
        error=typed.error_of("contestar", about),
    )


def sits_of(session: Session, person: Person) -> tuple[Sits, ...]:
    seats = Seat.objects.held_on(session.meeting.day()).filter(body=session.body_id, person=person)
    found = seats.select_related("organisation").order_by("pk")
    return tuple(Sits(each.uid, f"{post_of(each)} · {each.get_role_display()}") for each in found)


def parts_of(session: Session) -> tuple[Part, ...]:
    """What the file says, without the names that stand under the signatures."""
    return tuple(part for block in minutes_outline(session).blocks for part in part_of(block))


def part_of(block: Block) -> tuple[Part, ...]:
    match block:
        case Heading(level=1):
            return (Part("lead", block.text),)
        case Heading():
            return (Part("title" if block.level == 2 else "small_title", block.text),)
        case Paragraph():
            return (Part("strong" if block.strong else "text", block.text),)
        case Listing():
            return (Part("numbers" if block.order is Order.NUMBERS else "list", items=block.items),)
        case Table():
            return (table_part(block),)
        case Signatures():
            return (Part("signatures", items=tuple(each.post for each in block.people)),)
        case _:
            return ()


def table_part(table: Table) -> Part:
    """Each cell with the label of its column, which a telephone shows beside it."""
    head = tuple(cell.text for cell in table.rows[0])
    rows = tuple(tuple(zip(head, (cell.text for cell in row), strict=False)) for row in table.rows[table.head :])
    return Part("table", table.title, head=head, rows=rows)
