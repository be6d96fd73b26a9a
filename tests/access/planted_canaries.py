"""What nobody else writes, in every personal field: given by the same verbs with which people give theirs."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from PIL import Image

from tequio.bodies.actions import add_seat
from tequio.bodies.actions.agenda import add_item
from tequio.bodies.actions.attendance import note_attendance
from tequio.bodies.actions.sessions import convene_session, prepare_session
from tequio.bodies.models import Seat
from tequio.calls.actions import Given, declare_conflict, submit_application
from tequio.calls.actions.applications import Attached
from tequio.calls.models import Call
from tequio.exercises.actions import grant_role, withdraw_role
from tequio.exercises.models import Exercise, Role
from tequio.formats import rulepack
from tequio.listening.actions import (
    add_table,
    hold_event,
    note_advice,
    note_participant,
    open_event,
    prepare_event,
    write_report,
)
from tequio.meetings.actions import invite
from tequio.monitoring.actions import accept_evidence
from tequio.monitoring.intake import Gift, Shown, give_evidence, receive
from tequio.outbox.models import Message
from tequio.people.actions import create_person
from tequio.people.entrance import ask_to_enter
from tequio.people.models import Person, Purpose
from tequio.people.notices import notice_in_force, publish_notice
from tequio.people.opening import open_own_account
from tequio.privacy.actions import ask_for_details, make_copy, send_request

CANARY = "canario7b1"
ADDRESS = f"{CANARY}@example.org"
NAME = f"Persona {CANARY}"
#: as people write them where they should not, too
TEXT = f"Vivo en {CANARY} 12, mi teléfono es 951{CANARY}, mi CURP {CANARY.upper()} y tengo diabetes {CANARY}"


def plant_canaries(
    exercise: Exercise, secretariat: Person, guarantor: Person, administrator: Person, at: datetime
) -> Person:
    by: dict[str, Any] = {"by": secretariat, "at": at}
    somebody = create_person(jurisdiction=exercise.jurisdiction, name=NAME, email=ADDRESS, **by)
    reviewer = create_person(jurisdiction=exercise.jurisdiction, name=NAME, email=f"otra.{ADDRESS}", **by)
    role = grant_role(
        exercise=exercise, person=somebody, role=Role.AUDITOR, by=administrator, at=at - timedelta(hours=1)
    )
    withdraw_role(membership=role, by=administrator, at=at)
    application(exercise, somebody, by)
    request(exercise, administrator, at)
    session(exercise, somebody, guarantor, by)
    evidence(exercise, somebody, reviewer, by)
    event(exercise, by)
    own_account(exercise, at)
    make_copy(person=somebody, by=somebody, at=at)
    return somebody


def own_account(exercise: Exercise, at: datetime) -> None:
    """Whom nobody knew opened one for herself, with the link of her letter."""
    address = f"propia.{ADDRESS}"
    ask_to_enter(email=address, network="192.0.2.8", goes_to="/", at=at)
    link = re.search(r"/entrar/abrir/\?c=([\w-]+)", Message.objects.filter(recipient=address).latest("pk").text)
    notice = notice_in_force(exercise.jurisdiction_id, Purpose.ACCOUNT)
    assert link is not None
    assert notice is not None
    open_own_account(link=link[1], name=NAME, notice=notice, at=at)


def event(exercise: Exercise, by: dict[str, Any]) -> None:
    """Somebody without an account came to a training, and the office wrote of whom it advised what it should not."""
    begins = by["at"] - timedelta(hours=3)
    made = prepare_event(
        exercise=exercise,
        kind="training",
        title="Capacitación de muestra",
        purpose="Conocer",
        topics=["Datos"],
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        **by,
    )
    open_event(event=made, **by)
    read = notice_in_force(exercise.jurisdiction_id, Purpose.ATTENDANCE) or publish_notice(
        jurisdiction=exercise.jurisdiction, purpose=Purpose.ATTENDANCE, text="Aviso", kept_days=365, **by
    )
    note_participant(event=made, name=NAME, post=TEXT, territory=CANARY, sector="government", notice=read, **by)
    write_report(table=add_table(event=made, topic="Agua", **by), said="Se habló del agua.", **by)
    hold_event(event=made, **by)
    told: dict[str, Any] = {"given_on": exercise.today(by["at"]), "people": 6, "channel": "desk", "note_text": TEXT}
    note_advice(exercise=exercise, subject="other", topic=NAME, territory="Centro", **told, **by)


def application(exercise: Exercise, somebody: Person, by: dict[str, Any]) -> None:
    takes = Call.objects.filter(exercise=exercise, takes_applications=True, status="published")
    call = takes.filter(closes_at__gt=by["at"], opens_at__lte=by["at"]).order_by("pk")[0]
    notice = notice_in_force(exercise.jurisdiction_id, Purpose.APPLICATION)
    assert notice is not None
    made = submit_application(
        call=call,
        given=Given(
            applicant_type="civil_society",
            type_text=TEXT[:120],
            name=NAME,
            email=ADDRESS,
            motive=TEXT,
            organisation_name=f"Colectivo {CANARY}",
            post=f"Presidenta {CANARY}",
            state=exercise.jurisdiction.name,
            municipality=f"San {CANARY}",
            stages=("follow_up",),
            honorary=True,
        ),
        notice=notice,
        key=uuid4(),
        files=[
            Attached(b"%PDF-1.4 " + TEXT.encode() + b" %%EOF", f"{CANARY}-{n}.pdf", "application/pdf", f"{n} de {NAME}")
            for n in ("Carta", "Trayectoria")
        ],
        at=by["at"],
        by=somebody,
    )
    declare_conflict(application=made, reason=TEXT, **by)


def request(exercise: Exercise, administrator: Person, at: datetime) -> None:
    sent = send_request(
        jurisdiction=exercise.jurisdiction,
        right="access",
        name=NAME,
        email=ADDRESS,
        text=TEXT,
        key=uuid4(),
        network="192.0.2.9",
        at=at,
    )
    ask_for_details(request=sent, text=TEXT, by=administrator, at=at)
    sent.refresh_from_db()


def session(exercise: Exercise, somebody: Person, guarantor: Person, by: dict[str, Any]) -> None:
    """Sits without agreeing to be named, is called, and comes."""
    seated = Seat.objects.filter(body__jurisdiction=exercise.jurisdiction, person=guarantor)
    body = seated.order_by("pk")[0].body
    titulars = body.seats.filter(role="titular", sector="government").exclude(organisation=None)
    titular = titulars.order_by("pk")[0]
    office: dict[str, Any] = {"sector": "government", "organisation": titular.organisation, "gender": "woman"}
    seat = add_seat(body=body, role="suplente", person=somebody, **office, **by)
    begins = by["at"] + timedelta(days=12)
    made = prepare_session(body=body, exercise=exercise, begins_at=begins, ends_at=begins + timedelta(hours=1), **by)
    add_item(session=made, title="Punto", kind="information", **by)
    invite(meeting=made.meeting, person=somebody, email=ADDRESS, post="Suplente", **by)
    convene_session(session=made, **by)
    note_attendance(session=made, seats=[seat], **by)


def evidence(exercise: Exercise, somebody: Person, reviewer: Person, by: dict[str, Any]) -> None:
    """A photograph that tells where it was taken, under a name that tells whose it is; and a reserved paper."""
    first = exercise.commitments.filter(status="published").order_by("number")[0]
    assert first.responsible is not None
    body = Seat.objects.filter(body__jurisdiction=exercise.jurisdiction).order_by("pk")[0].body
    add_seat(
        body=body,
        role="enlace",
        person=somebody,
        sector="government",
        organisation=first.responsible.organisation,
        **by,
    )
    add_seat(body=body, role="enlace", person=reviewer, sector="civil_society", **by)
    activity = first.workplan.activities.order_by("position")[0]
    means = (activity.goal.means if activity.goal else activity.means).order_by("position")[0]
    pack = rulepack.load(exercise.pack)
    for name, content, shown in (
        (f"{CANARY}.jpg", photograph(), Shown.AS_IS),
        (f"{CANARY}.pdf", b"%PDF-1.4 " + TEXT.encode() + b" %%EOF", Shown.RESERVED),
    ):
        gift = Gift(file=receive(content, name), description="Una mesa", people=4, agreements="Uno", shown=shown)
        given = give_evidence(
            means=means, activity=activity, gift=gift, key=uuid4(), pack=pack, by=somebody, at=by["at"]
        )
        accept_evidence(evidence=given, pack=pack, by=reviewer, at=by["at"])


def photograph() -> bytes:
    drawn, exif = io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x013B] = TEXT, NAME
    Image.new("RGB", (40, 30)).save(drawn, "JPEG", exif=exif, comment=TEXT.encode())
    return drawn.getvalue()
