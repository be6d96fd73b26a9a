"""What the demonstration lacks for every address to be about something: of one's own and of somebody else's.

Made by the same verbs as everything else, as the secretaría técnica of each exercise.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Q
from PIL import Image

from tequio.archive.models import Kind as PackKind
from tequio.archive.models import Pack
from tequio.bodies.actions import add_seat, create_body, record_pledge
from tequio.bodies.actions.agenda import add_item, add_paper, conclude_item
from tequio.bodies.actions.agreements import take_agreement
from tequio.bodies.actions.attendance import keep_list, note_attendance
from tequio.bodies.actions.comments import comment_document, open_comment_round
from tequio.bodies.actions.directory import Offer
from tequio.bodies.actions.minutes import draft_minutes, observe_minutes
from tequio.bodies.actions.oficios import send_oficio
from tequio.bodies.actions.photos import keep_photo
from tequio.bodies.actions.sessions import close_session, convene_session, open_session, prepare_session
from tequio.bodies.models import Body, PledgeKind, Seat, Session
from tequio.calls.actions import Given, create_call, publish_call, submit_application
from tequio.calls.actions.applications import Attached
from tequio.calls.models import Call
from tequio.commitments.actions import create_commitment
from tequio.commitments.removals import remove_commitment
from tequio.core.territories import read_list
from tequio.documents.actions import issue_document
from tequio.documents.models import Issued
from tequio.documents.models import Kind as DocumentKind
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.exercises.models import Exercise
from tequio.files.actions import store_file
from tequio.files.models import StoredFile, Version
from tequio.formats import rulepack
from tequio.monitoring.actions import accept_evidence, submit_evidence
from tequio.people.actions import create_organisation
from tequio.people.calendar import open_calendar
from tequio.people.models import Passkey, Person, Purpose
from tequio.people.notices import notice_in_force, publish_notice
from tequio.places.actions import add_non_working_day, load_territories
from tequio.privacy.actions import make_copy, send_request
from tequio.workplans.actions import add_activity, add_goal, create_workplan, entrust_workplan
from tequio.workplans.models import Kind, WorkPlan
from tequio.workplans.removals import remove_part
from tests.calls.applying import SELECTORS


@dataclass(frozen=True)
class Planting:
    """``owner``: whose the things of one person of that exercise are; the others act in it."""

    exercise: Exercise
    owner: Person
    administrator: Person
    secretariat: Person
    guarantor: Person
    at: datetime

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.secretariat, "at": self.at}


def plant(planting: Planting) -> None:
    personal(planting)
    territories(planting)
    bodies(planting)
    plans(planting)
    evidence(planting)
    documents(planting)
    advice(planting)
    calls(planting)
    packs(planting)


def territories(planting: Planting) -> None:
    """And a day off of the place."""
    add_non_working_day(
        jurisdiction=planting.exercise.jurisdiction,
        day_on=date(2030, 3, 5),
        name="Feria de muestra",
        source="Gaceta de muestra",
        **planting.by,
    )
    load_territories(
        jurisdiction=planting.exercise.jurisdiction,
        listed=read_list([["Delegación de muestra", "Colonia de muestra"]]),
        by=planting.secretariat,
        at=planting.at,
    )


def personal(planting: Planting) -> None:
    owner, at = planting.owner, planting.at
    assert owner.account is not None
    Passkey.objects.create(account=owner.account, name="Llave", key_id=uuid4().hex, public_key=b"x", added_at=at)
    make_copy(person=owner, by=owner, at=at)
    open_calendar(person=owner, moment=at)
    send_request(
        jurisdiction=planting.exercise.jurisdiction,
        right="access",
        name="Persona de muestra",
        email="persona.muestra@example.org",
        text="Qué datos míos hay",
        key=uuid4(),
        network="192.0.2.7",
        at=at,
    )


def packs(planting: Planting) -> None:
    """As the worker leaves them: the public one for anybody, and the reserved one for who administers the exercise."""
    for kind in (PackKind.PUBLIC, PackKind.RESERVED):
        version = Version.RESERVED if kind == PackKind.RESERVED else Version.PUBLIC
        empty = b"PK\x05\x06" + bytes(18)
        file = store_file(
            content=empty, name="entrega.zip", media_type="application/zip", version=version, at=planting.at
        )
        Pack.objects.create(
            exercise=planting.exercise,
            kind=kind,
            asked_by=planting.secretariat,
            asked_at=planting.at,
            file=file,
            entries=1,
            made_at=planting.at,
            expires_at=planting.at + timedelta(days=2),
        )


def bodies(planting: Planting) -> None:
    place = planting.exercise.jurisdiction
    offer = Offer("Vecinas de la colonia", PledgeKind.LABOUR, "Pintar la cancha", place.today(planting.at))
    for body in Body.objects.filter(jurisdiction=place):
        record_pledge(body=body, offer=offer, by=planting.administrator, at=planting.at)
    seated = Seat.objects.filter(body__jurisdiction=place, person=planting.guarantor).order_by("pk")[0]
    convened_session(planting, seated.body)
    held_session(planting, seated)
    there = Session.objects.filter(body=seated.body, exercise=planting.exercise).order_by("-pk")[0]
    record_pledge(body=seated.body, offer=replace(offer, session=there), by=planting.administrator, at=planting.at)


def session_of(planting: Planting, body: Body, days: int) -> Session:
    begins = planting.at + timedelta(days=days)
    ends = begins + timedelta(hours=2)
    made = prepare_session(body=body, exercise=planting.exercise, begins_at=begins, ends_at=ends, **planting.by)
    vote: dict[str, Any] = {"majority": "simple", "decision_kind": "plan"}
    for kind, options in (("information", {}), ("vote", vote)):
        add_item(session=made, title="Punto", kind=kind, **options, **planting.by)
    add_paper(item=made.items.order_by("position")[0], file=paper(planting.at), title="Anexo", **planting.by)
    convene_session(session=made, **planting.by)
    return made


def convened_session(planting: Planting, body: Body) -> None:
    """With an oficio that waits for its answer."""
    made = session_of(planting, body, 20)
    asked: dict[str, Any] = {"addressee": "Compras", "subject": "Sillas", "text": "Se piden diez.", "office": "STL"}
    send_oficio(exercise=planting.exercise, session=made, **asked, **planting.by)


def held_session(planting: Planting, seated: Seat) -> None:
    """With an agreement, and its acta waiting for what was observed to be answered."""
    made = session_of(planting, seated.body, 10)
    at = made.meeting.begins_at
    by: dict[str, Any] = {"by": planting.secretariat, "at": at}
    open_session(session=made, **by)
    seats = seated.body.seats.filter(role="titular", votes=True, person__isnull=False, ends_on__isnull=True)
    note_attendance(session=made, seats=list(seats), **by)
    kept = b"%PDF-1.4 lista %%EOF"
    keep_list(session=made, scan=kept, media_type="application/pdf", public=kept + b" ", **by)
    first = made.items.order_by("position")[0]
    take_agreement(item=first, text="Publicar la base", owner_post="Dirección", due_on=None, **by)
    for item in made.items.filter(outcome="pending"):
        ending = "informed" if item.kind == "information" else "postponed"
        conclude_item(item=item, outcome=ending, text="Se dio cuenta.", **by)
    close_session(session=made, **by)
    seen = io.BytesIO()
    Image.new("RGB", (40, 30)).save(seen, "PNG")
    keep_photo(session=made, content=seen.getvalue(), name="sala.png", caption="La sala", **by)
    drafted = draft_minutes(session=made, **by)
    observe_minutes(minutes=drafted, seat=seated, text="Falta un punto", by=planting.guarantor, at=at)


def paper(at: datetime) -> StoredFile:
    return store_file(content=b"%PDF-1.4 anexo %%EOF", name="anexo.pdf", media_type="application/pdf", at=at)


def plans(planting: Planting) -> None:
    """The year of an office, a route, and something taken out of each."""
    exercise, by = planting.exercise, planting.by
    first = exercise.commitments.order_by("number")[0]
    annual = create_workplan(exercise=exercise, kind=Kind.ANNUAL, title="Plan anual", **by)
    entrust_workplan(workplan=annual, owner=first.responsible, **by)
    if not WorkPlan.objects.filter(exercise=exercise, kind=Kind.ROUTE).exists():
        create_workplan(exercise=exercise, kind=Kind.ROUTE, title="Ruta", **by)
    spare = create_commitment(
        exercise=exercise,
        workplan=create_workplan(exercise=exercise, kind=Kind.COMMITMENT, title="Otro", **by),
        title="Otro",
        **by,
    )
    own = Q(exercise=exercise, kind__in=(Kind.ANNUAL, Kind.ROUTE)) | Q(pk=first.workplan_id)
    for plan in WorkPlan.objects.filter(own).order_by("pk"):
        if not plan.activities.exists():
            goal = add_goal(workplan=plan, title="Meta", means=[("minuta", "Minuta")], **by)
            add_activity(workplan=plan, title="Actividad", goal=goal, **by)
        if plan.status != "approved":
            remove_part(part=add_activity(workplan=plan, title="Sobra", **by), **by)
    remove_commitment(commitment=spare, reason="Prueba", **by)


def evidence(planting: Planting) -> None:
    """A photograph that was accepted and another that waits, of the first commitment."""
    first = planting.exercise.commitments.filter(status="published").order_by("number")[0]
    pack, at = rulepack.load(planting.exercise.pack), planting.at
    officer = first.responsible.person if first.responsible else None
    assert officer is not None
    activity = first.workplan.activities.order_by("position")[0]
    means = (activity.goal.means if activity.goal else activity.means).order_by("position")[0]
    given = [
        submit_evidence(
            means=means, activity=activity, file=photograph(at), description="Una mesa", pack=pack, by=officer, at=at
        )
        for _each in range(2)
    ]
    accept_evidence(evidence=given[0], pack=pack, by=planting.guarantor, at=at)


def photograph(at: datetime) -> Any:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "JPEG")
    kept: dict[str, Any] = {"content": drawn.getvalue(), "name": "mesa.jpg", "media_type": "image/jpeg", "at": at}
    return store_file(**kept, version="reserved", public_version=store_file(**kept))


def documents(planting: Planting) -> None:
    """The sheet of a commitment, given out with its folio."""
    for commitment in planting.exercise.commitments.filter(status="published"):
        issue_document(
            exercise=planting.exercise,
            kind=DocumentKind.COMMITMENT_SHEET.value,
            subject_kind="commitment",
            subject_uid=commitment.uid,
            content=f"ficha {commitment.uid}".encode(),
            name="ficha.docx",
            media_type=MEDIA_TYPES[Form.DOCX],
            office="STL",
            **planting.by,
        )


def advice(planting: Planting) -> None:
    """A comment that waits, in a round on that sheet."""
    exercise, by = planting.exercise, planting.by
    body = create_body(
        jurisdiction=exercise.jurisdiction, name="Asesoras", kind="advisory", decision_level="advice", **by
    )
    university = create_organisation(jurisdiction=exercise.jurisdiction, name="Universidad", kind="academia", **by)
    seat = add_seat(body=body, role="titular", organisation=university, person=planting.guarantor, **by)
    made = open_comment_round(
        body=body,
        document=Issued.objects.filter(exercise=exercise, kind=DocumentKind.COMMITMENT_SHEET).order_by("-pk")[0],
        asks="¿Qué falta?",
        closes_on=exercise.jurisdiction.today(planting.at) + timedelta(days=9),
        **by,
    )
    comment_document(round=made, seat=seat, text="Falta la fecha", by=planting.guarantor, at=planting.at)


def calls(planting: Planting) -> None:
    """An application with its paper, in a call that is open."""
    exercise, at = planting.exercise, planting.at
    notice = notice_in_force(exercise.jurisdiction_id, Purpose.APPLICATION) or publish_notice(
        jurisdiction=exercise.jurisdiction, purpose=Purpose.APPLICATION, text="Aviso", kept_days=30, **planting.by
    )
    call = open_call(planting)
    submit_application(
        call=call,
        given=Given(
            applicant_type="person",
            name="Persona de muestra",
            email="otra@example.org",
            motive="Ayudar",
            state=exercise.jurisdiction.name,
            stages=("follow_up",),
            honorary=True,
        ),
        notice=notice,
        key=uuid4(),
        files=(Attached(b"%PDF-1.4 carta", "carta.pdf", "application/pdf", "Carta"),),
        at=at,
    )


def open_call(planting: Planting) -> Call:
    known = Call.objects.filter(
        exercise=planting.exercise,
        takes_applications=True,
        status="published",
        opens_at__lte=planting.at,
        closes_at__gt=planting.at + timedelta(days=1),
    ).first()
    if known is not None:
        return known
    today = planting.exercise.jurisdiction.today(planting.at)
    made = create_call(
        exercise=planting.exercise,
        title="Convocatoria",
        opens_on=today - timedelta(days=2),
        closes_on=today + timedelta(days=20),
        details={"takes_applications": True, **SELECTORS},
        **planting.by,
    )
    publish_call(call=made, **planting.by)
    return made
