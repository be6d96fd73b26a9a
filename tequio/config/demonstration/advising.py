"""What the advisory group of the practice exercise is asked: one round with everything answered, and one that takes comments. All
invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from django.db import transaction

from tequio.bodies import actions
from tequio.bodies.actions import comments
from tequio.bodies.models import Body, CommentRound, Kind, Seat
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.documents.models import Issued
from tequio.documents.rendering import Form
from tequio.exercises import queries
from tequio.exercises.models import Exercise
from tequio.opendata.versions import issue_version, subject_of
from tequio.people.models import Person

ASKS = (
    "¿La línea base alcanza para saber si el compromiso se cumplió? Interesan sobre todo los indicadores.",
    "¿Qué actividad conviene adelantar? Lea con cuidado las fechas de cada una.",
)
SAID = (
    (
        "Indicadores",
        "Falta decir de dónde sale el dato inicial y quién lo mide.",
        "Se agregó la fuente de cada indicador.",
    ),
    ("Actividad 2", "Una consulta en diciembre deja fuera a las escuelas.", "Se pasó a la segunda semana de enero."),
    ("Actividad 3", "Conviene publicar la base antes de la mesa, no después.", ""),
)


@transaction.atomic
def ask_advisers(exercise: Exercise, sample: Sample, now: datetime) -> None:
    """Once, in the practice exercise; whoever is suplente in the demonstration also advises."""
    body = Body.objects.filter(jurisdiction=exercise.jurisdiction, kind=Kind.ADVISORY).order_by("pk").first()
    if sample.slug != "practica" or body is None or CommentRound.objects.filter(body=body).exists():
        return
    clerk = clerk_of(exercise)
    seats = advisers(exercise, body, clerk, now)
    closed, open_now = (
        comments.open_comment_round(
            body=body,
            document=document,
            asks=asks,
            closes_on=exercise.jurisdiction.today(now) + timedelta(days=20),
            by=clerk,
            at=now,
        )
        for document, asks in zip(versions(exercise, clerk, now), ASKS, strict=True)
    )
    for round, said in ((closed, SAID[:1]), (open_now, SAID[1:])):
        for seat, (part, text, answer) in zip(seats, said, strict=False):
            made = comments.comment_document(round=round, seat=seat, part=part, text=text, by=holder(seat), at=now)
            if answer:
                comments.answer_comment(comment=made, answer=answer, by=clerk, at=now)
    comments.close_comment_round(round=closed, by=clerk, at=now)


def holder(seat: Seat) -> Person:
    return cast("Person", seat.person)


def advisers(exercise: Exercise, body: Body, clerk: Person, now: datetime) -> list[Seat]:
    rows = Seat.objects.filter(
        body__uses__exercise=exercise, role="suplente", sector="civil_society", ends_on=None, person__isnull=False
    )
    known = rows.select_related("person", "organisation__jurisdiction").order_by("pk")
    return [
        actions.add_seat(
            body=body,
            role="titular",
            sector=each.sector,
            organisation=each.organisation,
            person=each.person,
            starts_on=exercise.jurisdiction.today(now) - timedelta(days=60),
            by=clerk,
            at=now,
        )
        for each in known[:2]
    ]


def versions(exercise: Exercise, clerk: Person, now: datetime) -> list[Issued]:
    """Of the sheets of its first two commitments."""
    header = queries.header(exercise.slug, now=now, seen_by=clerk)
    found = [
        subject_of(header, uid)
        for uid in exercise.commitments.filter(status="published").order_by("number").values_list("uid", flat=True)[:2]
    ]
    return [
        issue_version(exercise=header, subject=each, form=Form.DOCX, office="STL", by=clerk, at=now)
        for each in found
        if each is not None
    ]
