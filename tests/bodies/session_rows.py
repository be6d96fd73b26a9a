"""Who may do what with a session, its agreements, its acta and the oficios (tests/matrix.py)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tequio.bodies.actions import (
    agenda,
    agreements,
    attendance,
    comments,
    decisions,
    logistics,
    minutes,
    oficios,
    photos,
    sessions,
)
from tequio.bodies.models import (
    AgendaItem,
    Agreement,
    Body,
    Comment,
    CommentRound,
    Minutes,
    Observation,
    Oficio,
    Seat,
    Session,
    SessionPhoto,
)
from tequio.documents.actions import issue_outline
from tequio.documents.models import Issued
from tequio.documents.rendering import Form
from tequio.files.actions import store_file
from tequio.meetings.actions import arrival_code
from tequio.places.clock import database_now
from tests import builders
from tests.bodies.council import notice_of_attendance
from tests.builders import LATER, NOW
from tests.matrix import OFFICE, OUTLINE, Verb, World

PREPARES = OFFICE | {"enlace", "enlace_of_another"}
#: those who hold a seat of the body
INVITED = frozenset({"titular", "suplente", "guarantor", "colleague", "enlace", "enlace_of_another", "facilitador"})
OFFICE_CODE = "DPC"


def body_of(world: World) -> Body:
    return builders.body(world.where)


def seat_of(world: World, role: str = "titular") -> Seat:
    return Seat.objects.get(person=world.people[role])


def draft(world: World) -> Session:
    return sessions.prepare_session(
        body=body_of(world),
        exercise=world.exercise,
        begins_at=NOW + timedelta(days=12),
        ends_at=NOW + timedelta(days=12, hours=2),
        by=world.clerk,
        at=NOW,
    )


def item_of(world: World, session: Session, kind: str = "agreement") -> AgendaItem:
    values: dict[str, Any] = {"majority": "simple", "decision_kind": "plan"} if kind == "vote" else {}
    return agenda.add_item(session=session, title="Punto", kind=kind, by=world.clerk, at=NOW, **values)


def convened(world: World, kind: str = "agreement") -> AgendaItem:
    item = item_of(world, draft(world), kind)
    sessions.convene_session(session=item.session, by=world.clerk, at=NOW)
    return item


def opened(world: World, kind: str = "agreement") -> AgendaItem:
    item = convened(world, kind)
    sessions.open_session(session=item.session, by=world.clerk, at=NOW)
    seats = [seat_of(world, role) for role in ("titular", "guarantor", "colleague")]
    attendance.note_attendance(session=item.session, seats=seats, by=world.clerk, at=NOW)
    return item


def closed(world: World) -> Session:
    item = opened(world)
    agenda.conclude_item(item=item, outcome="agreed", text="Sí", by=world.clerk, at=NOW)
    sessions.close_session(session=item.session, by=world.clerk, at=LATER)
    return item.session


def agreement(world: World) -> Agreement:
    return agreements.take_agreement(
        item=opened(world), text="Publicar", owner_post="Oficina", due_on=None, by=world.clerk, at=NOW
    )


def done(world: World) -> Agreement:
    made = agreement(world)
    agreements.close_agreement(agreement=made, how="Se publicó", by=world.clerk, at=NOW)
    return made


def drafted(world: World) -> Minutes:
    return minutes.draft_minutes(session=closed(world), by=world.clerk, at=LATER)


def observation(world: World) -> Observation:
    seat = seat_of(world)
    return minutes.observe_minutes(
        minutes=drafted(world), seat=seat, text="Falta", by=world.people["titular"], at=LATER
    )


def approved(world: World) -> Minutes:
    made = drafted(world)
    minutes.approve_minutes(minutes=made, by=world.clerk, at=LATER)
    return made


def sent(world: World) -> Oficio:
    return oficios.send_oficio(exercise=world.exercise, **ASKED, by=world.clerk, at=NOW)


ASKED: dict[str, Any] = {
    "addressee": "Servicios generales",
    "subject": "Sillas",
    "text": "Veinte sillas.",
    "office": OFFICE_CODE,
}


def document(world: World) -> Issued:
    return issue_outline(
        outline=OUTLINE,
        form=Form.DOCX,
        exercise=world.exercise,
        kind="commitment-sheet",
        subject_kind="commitment",
        subject_uid=world.plan.uid,
        office=OFFICE_CODE,
        by=world.clerk,
        at=NOW,
    )


def advisory(world: World) -> Seat:
    """A seat of the titular in an advisory body."""
    admin = builders.administrator()
    from tequio.bodies import actions

    made = actions.create_body(
        jurisdiction=world.where, name="Grupo asesor", kind="advisory", decision_level="none", by=admin, at=NOW
    )
    office = builders.organisation("Asesora", jurisdiction=world.where)
    return actions.add_seat(
        body=made, role="titular", person=world.people["titular"], organisation=office, votes=True, by=admin, at=NOW
    )


def photo(world: World) -> SessionPhoto:
    return photos.keep_photo(
        session=closed(world), content=PICTURE, name="foto.png", caption="El pleno", by=world.clerk, at=LATER
    )


def asking(world: World) -> dict[str, Any]:
    closes_on = world.where.today(database_now()) + timedelta(days=7)
    return {"body": advisory(world).body, "document": document(world), "asks": "¿Qué falta?", "closes_on": closes_on}


def round_of(world: World) -> CommentRound:
    return comments.open_comment_round(**asking(world), by=world.clerk, at=NOW)


def said(world: World) -> dict[str, Any]:
    round = round_of(world)
    return {"round": round, "seat": round.body.seats.get(), "text": "Falta la fecha"}


def comment(world: World) -> Comment:
    return comments.comment_document(**said(world), by=world.people["titular"], at=NOW)


def on(given: Callable[[World], Any], name: str, **values: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {name: given(world), **values}


def session_with(kind: str, make: Callable[..., AgendaItem]) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"session": make(world, kind).session}


def need(world: World) -> dict[str, Any]:
    session = draft(world)
    asked = logistics.ask_for(session=session, kind="coffee", text="Café", by=world.clerk, at=NOW)
    return {"session": session, "need": asked, "status": "ready"}


def at_the_door(world: World) -> dict[str, Any]:
    """A session that begins in a moment, by the clock of the database."""
    notice_of_attendance(world.exercise)
    begins = database_now() + timedelta(minutes=10)
    session = sessions.prepare_session(
        body=body_of(world),
        exercise=world.exercise,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        by=world.clerk,
        at=NOW,
    )
    item_of(world, session)
    sessions.convene_session(session=session, by=world.clerk, at=NOW)
    return {"session": session, "code": arrival_code(session.meeting)}


def kept_paper(world: World) -> dict[str, Any]:
    return {"paper": agenda.add_paper(**paper(world), by=world.clerk, at=NOW)}


def paper(world: World) -> dict[str, Any]:
    file = store_file(content=b"%PDF-1.4 papel", name="papel.pdf", media_type="application/pdf", at=NOW)
    return {"item": item_of(world, draft(world)), "file": file, "title": "Propuesta"}


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SPAN = {"begins_at": NOW + timedelta(days=20), "ends_at": NOW + timedelta(days=20, hours=2)}
SESSIONS = (
    Verb(sessions.prepare_session, PREPARES, lambda w: {"body": body_of(w), "exercise": w.exercise, **SPAN}),
    Verb(
        sessions.schedule_sessions,
        OFFICE,
        lambda w: {
            "body": body_of(w),
            "exercise": w.exercise,
            "first_begins_at": NOW,
            "lasts": timedelta(hours=2),
            "rule": "FREQ=MONTHLY",
            "until_on": date(2020, 1, 31),
        },
    ),
    Verb(agenda.add_item, PREPARES, on(draft, "session", title="Punto", kind="information")),
    Verb(agenda.raise_item, PREPARES, lambda w: {"item": (item_of(w, made := draft(w)), item_of(w, made))[1]}),
    Verb(agenda.remove_item, PREPARES, lambda w: {"item": item_of(w, draft(w))}),
    Verb(agenda.add_paper, PREPARES, paper),
    Verb(agenda.remove_paper, PREPARES, kept_paper),
    Verb(attendance.check_in, INVITED, at_the_door),
    Verb(sessions.convene_session, OFFICE, lambda w: {"session": item_of(w, draft(w)).session}),
    Verb(
        sessions.invite_specialist,
        OFFICE,
        lambda w: {"session": draft(w), "person": w.people["person"], "post": "Experta"},
    ),
    Verb(sessions.move_session, OFFICE, on(draft, "session", place="Auditorio", **SPAN)),
    Verb(sessions.cancel_session, OFFICE, on(draft, "session", reason="Falta de quórum")),
    Verb(sessions.open_session, OFFICE, session_with("agreement", convened)),
    Verb(attendance.note_attendance, OFFICE, lambda w: {"session": convened(w).session, "seats": [seat_of(w)]}),
    Verb(attendance.note_guest, OFFICE, lambda w: {"session": convened(w).session, "person": w.people["person"]}),
    Verb(agenda.conclude_item, OFFICE, on(opened, "item", outcome="agreed", text="Sí")),
    Verb(
        sessions.close_session,
        OFFICE,
        lambda w: {
            "session": (
                item := opened(w),
                agenda.conclude_item(item=item, outcome="agreed", text="Sí", by=w.clerk, at=NOW),
            )[0].session
        },
    ),
    Verb(
        attendance.keep_list,
        OFFICE,
        lambda w: {
            "session": convened(w).session,
            "scan": b"imagen",
            "media_type": "image/png",
            "public": b"%PDF-1.4 lista",
        },
    ),
    Verb(logistics.ask_for, PREPARES, on(draft, "session", kind="coffee", text="Café")),
    Verb(logistics.settle_need, PREPARES, need),
    Verb(
        decisions.cast_vote,
        frozenset({"titular"}),
        lambda w: {"item": opened(w, "vote"), "seat": seat_of(w), "ballot": decisions.Ballot("yes")},
    ),
    Verb(decisions.record_vote, OFFICE, lambda w: {"item": opened(w, "vote"), "ballots": {}}),
    Verb(
        agreements.take_agreement,
        OFFICE,
        on(opened, "item", text="Publicar", owner_post="Oficina", due_on=None),
    ),
    Verb(agreements.close_agreement, OFFICE, on(agreement, "agreement", how="Se publicó")),
    Verb(agreements.drop_agreement, OFFICE, on(agreement, "agreement", reason="Ya no procede")),
    Verb(agreements.reopen_agreement, OFFICE, on(done, "agreement")),
    Verb(
        photos.keep_photo,
        PREPARES,
        lambda w: {"session": closed(w), "content": PICTURE, "name": "foto.png", "caption": "El pleno"},
    ),
    Verb(photos.remove_photo, PREPARES, on(photo, "photo")),
    Verb(minutes.draft_minutes, OFFICE, on(closed, "session")),
    Verb(minutes.annotate_minutes, OFFICE, on(drafted, "minutes", notes="Hubo lluvia")),
    Verb(
        minutes.observe_minutes,
        frozenset({"titular"}),
        lambda w: {"minutes": drafted(w), "seat": seat_of(w), "text": "Falta un nombre"},
    ),
    Verb(minutes.answer_observation, OFFICE, on(observation, "observation", accepted=True, answer="Se agregó")),
    Verb(minutes.approve_minutes, OFFICE, on(drafted, "minutes")),
    Verb(minutes.issue_minutes, OFFICE, on(approved, "minutes", form=Form.DOCX, office=OFFICE_CODE)),
    Verb(oficios.send_oficio, OFFICE, lambda w: {"exercise": w.exercise, **ASKED}),
    Verb(oficios.record_oficio_answer, OFFICE, on(sent, "oficio", answer="Sí hay", on=date(2019, 10, 2))),
    Verb(comments.open_comment_round, OFFICE, asking),
    Verb(comments.comment_document, frozenset({"titular"}), said),
    Verb(comments.close_comment_round, OFFICE, on(round_of, "round")),
    Verb(comments.answer_comment, OFFICE, on(comment, "comment", answer="Se atendió")),
)
ABOVE = {
    "bodies.carry_over": "called when a session is convened, opened or closed",
    "bodies.invite_seats": "called when a session is convened",
}
