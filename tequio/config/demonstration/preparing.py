"""What stands around the sessions of the practice exercise: papers, answers, arrivals, the signed list, what is lacking, oficios in
every state and a series. All invented."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from PIL import Image, ImageDraw

from tequio.bodies.actions import agenda, attendance, logistics, oficios, photos, sessions
from tequio.bodies.models import Body, Kind, Oficio, Seat, Session, SessionStatus
from tequio.bodies.papers import give_list, give_paper
from tequio.bodies.recurrence import Pace, rule_of
from tequio.config.demonstration.cast import sample_pdf
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.config.demonstration.life import body_name
from tequio.exercises.models import Exercise
from tequio.formats.pdf_out import PdfUnavailable
from tequio.meetings.actions import answer_invitation, arrival_code
from tequio.meetings.letters import answer_signature
from tequio.meetings.models import Answer, Need, NeedKind, NeedStatus, Series, Way
from tequio.people.actions import create_person
from tequio.people.models import Person, Purpose
from tequio.people.notices import publish_notice

NOTICE = """La oficina de participación de este lugar anota quién llegó a cada sesión para contar el quórum.
Se guarda a qué hora llegó y, si quiere decirlo, de qué delegación o colonia viene. Sólo se publica el puesto y cuántas personas vinieron.
Puede ver, corregir o borrar sus datos en la página de privacidad de este sitio.
Texto de muestra: cada oficina publica el suyo."""
NEEDS = (
    (NeedKind.COFFEE, "Café y agua para 25 personas", NeedStatus.PENDING),
    (NeedKind.FURNITURE, "40 sillas y 4 mesas", NeedStatus.REQUESTED),
    (NeedKind.MATERIALS, "Copias del orden del día y plumones", NeedStatus.READY),
    (NeedKind.FUEL, "6 vales de gasolina para quien viene de la costa", NeedStatus.PENDING),
    (NeedKind.ROOM, "Traducción simultánea", NeedStatus.NOT_NEEDED),
)


@dataclass(frozen=True, slots=True)
class Office:
    exercise: Exercise
    body: Body
    clerk: Person
    now: datetime


def prepare_sessions(exercise: Exercise, sample: Sample, now: datetime) -> None:
    """Once, in the practice exercise, after its sessions."""
    if sample.slug != "practica" or Oficio.objects.filter(exercise=exercise).exists():
        return
    body = Body.objects.get(jurisdiction=exercise.jurisdiction, name=body_name(exercise))
    office = Office(exercise, body, clerk_of(exercise), now)
    with transaction.atomic():
        publish_notice(
            jurisdiction=exercise.jurisdiction,
            purpose=Purpose.ATTENDANCE,
            text=NOTICE,
            kept_days=365,
            by=office.clerk,
            at=now,
        )
        who_came(office)
        what_comes_soon(office)
        every_month(office)


def who_came(office: Office) -> None:
    """To the last one that ended, with its signed list; to the one of today, those who signed on paper too."""
    held = Session.objects.filter(body=office.body, exercise=office.exercise).select_related(
        "meeting__exercise__jurisdiction"
    )
    last = held.filter(status=SessionStatus.CLOSED).order_by("-meeting__begins_at")[0]
    for caption, colour in (
        ("Quienes integran el pleno, en la mesa", "#0b5563"),
        ("Una votación a mano alzada", "#a53f1b"),
    ):
        drawn = io.BytesIO()
        Image.new("RGB", (960, 600), colour).save(drawn, "PNG")
        photos.keep_photo(
            session=last, content=drawn.getvalue(), name="sesion.png", caption=caption, by=office.clerk, at=office.now
        )
    # without Pango there is no public version, and so no list
    with suppress(PdfUnavailable):
        give_list(session=last, content=signed_sheet(), name="lista.png", by=office.clerk, at=last.meeting.ends_at)
    today = held.filter(status=SessionStatus.OPEN).order_by("-meeting__begins_at").first()
    absent = Seat.objects.filter(body=office.body, role="suplente", person__isnull=False, ends_on=None)
    if today is not None and (seats := list(absent[:1])):
        attendance.note_attendance(
            session=today, seats=seats, shown=frozenset(), way=Way.LIST, by=office.clerk, at=office.now
        )
    if today is not None:
        with_the_code(today, office.now)


def with_the_code(session: Session, at: datetime) -> None:
    """Whoever facilitates read it at the door, if the session is being held by the clock of the database too."""
    seat = Seat.objects.filter(body=session.body, role="facilitador", person__isnull=False, ends_on=None).first()
    if seat is None or seat.person is None:
        return
    try:
        attendance.check_in(session=session, code=arrival_code(session.meeting), by=seat.person, at=at)
    except attendance.OutsideTheWindow:
        return


def signed_sheet() -> bytes:
    """A drawing that stands for the sheet: no name is on it."""
    sheet = Image.new("RGB", (850, 1100), "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((60, 40), "Lista de asistencia de muestra", fill="black")
    for row in range(12):
        pen.line((60, 120 + row * 70, 790, 120 + row * 70), fill="gray")
        pen.line((560, 160 + row * 70, 640, 140 + row * 70, 740, 165 + row * 70), fill="navy", width=3)
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def what_comes_soon(office: Office) -> None:
    """In two days, with papers, answers, things that are lacking and oficios that wait; it was moved once."""
    called, begins = office.now - timedelta(days=14), (office.now + timedelta(days=2)).replace(minute=0, second=0)
    session = sessions.prepare_session(
        body=office.body,
        exercise=office.exercise,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Casa de la cultura de muestra",
        by=office.clerk,
        at=called,
    )
    for title in ("Avance del compromiso del agua", "Propuesta de calendario de reportes"):
        item = agenda.add_item(session=session, title=title, kind="information", by=office.clerk, at=called)
        for public in (True, False):
            name = f"{title}, {'resumen' if public else 'borrador interno'}"
            give_paper(
                item=item, content=sample_pdf(name), name="d.pdf", title=name, public=public, by=office.clerk, at=called
            )
    guest = create_person(
        jurisdiction=office.exercise.jurisdiction, name="Especialista de muestra en agua", by=office.clerk, at=called
    )
    sessions.invite_specialist(
        session=session, person=guest, post="Especialista en agua, universidad de muestra", by=office.clerk, at=called
    )
    sessions.convene_session(session=session, by=office.clerk, at=called)
    answers(session, called + timedelta(days=1))
    sessions.move_session(
        session=session,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Biblioteca pública de muestra",
        reason="La casa de la cultura estará en obras.",
        by=office.clerk,
        at=called + timedelta(days=3),
    )
    needs(office, session, called)


def answers(session: Session, at: datetime) -> None:
    for number, invitation in enumerate(session.meeting.invitations.select_related("person", "meeting").order_by("pk")):
        if number % 3 == 2:
            continue
        answer = Answer.DECLINED if number % 5 == 1 else Answer.ACCEPTED
        invitation.meeting = session.meeting
        answer_invitation(invitation=invitation, signature=answer_signature(invitation.uid), answer=answer, at=at)


def needs(office: Office, session: Session, called: datetime) -> None:
    made: dict[str, Need] = {}
    for kind, text, status in NEEDS:
        need = logistics.ask_for(session=session, kind=kind, text=text, by=office.clerk, at=called)
        made[kind] = need
        if status not in (NeedStatus.PENDING, NeedStatus.REQUESTED):
            logistics.settle_need(session=session, need=need, status=status, by=office.clerk, at=called)

    def send(days_ago: int, addressee: str, subject: str, text: str, need: Need | None = None) -> Oficio:
        return oficios.send_oficio(
            exercise=office.exercise,
            session=session,
            need=need,
            addressee=addressee,
            subject=subject,
            text=text,
            office="STL",
            by=office.clerk,
            at=office.now - timedelta(days=days_ago),
        )

    send(
        40,
        "Oficina regional de planeación de la costa",
        "Datos de tomas de agua",
        "La relación de colonias sin medidor.",
    )
    answered = send(
        13, "Dirección de la biblioteca pública", "Préstamo del salón", "El salón grande, de 16 a 20 horas."
    )
    oficios.record_oficio_answer(
        oficio=answered,
        answer="Se presta el salón. Hay que dejarlo recogido.",
        on=office.exercise.jurisdiction.today(office.now - timedelta(days=9)),
        by=office.clerk,
        at=office.now - timedelta(days=9),
    )
    send(
        6, "Dirección de Recursos Materiales", "Mobiliario", "Cuarenta sillas y cuatro mesas.", made[NeedKind.FURNITURE]
    )


def every_month(office: Office) -> None:
    """The follow-up committee meets each month for half a year."""
    body = Body.objects.filter(jurisdiction=office.exercise.jurisdiction, kind=Kind.FOLLOW_UP).order_by("pk").first()
    if body is None or Series.objects.filter(exercise=office.exercise).exists():
        return
    zone = office.exercise.jurisdiction.zone
    first = (office.now + timedelta(days=9)).astimezone(zone).replace(hour=17, minute=0, second=0, microsecond=0)
    sessions.schedule_sessions(
        body=body,
        exercise=office.exercise,
        first_begins_at=first,
        lasts=timedelta(hours=2),
        rule=rule_of(Pace.MONTH_WEEKDAY, first.date()),
        until_on=(first + timedelta(days=200)).date(),
        place="Sala de cabildo de muestra",
        by=office.clerk,
        at=office.now,
    )
