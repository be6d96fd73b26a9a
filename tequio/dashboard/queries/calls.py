"""What the calls bring to «Esta semana»: closed ones whose applicants nobody has told, and declarations that wait for a signature."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tequio.calls.models import CalledSigner, Signature
from tequio.calls.queries.waiting import Waiting, waiting_calls
from tequio.dashboard.queries.desk import WEEK, Desk
from tequio.dashboard.queries.todo import DECIDE, LATE, Todo, since_words

#: lines that a page of the week may bring from here
SHOWN = 100


def untold(desk: Desk) -> Iterator[Todo]:
    """Late from a week after the close, by the clock that closed them and not by the day that a demonstration pretends. One query."""
    kept = desk.roles.kept & desk.exercises.keys()
    for each in waiting_calls(kept, desk.at) if kept else ():
        yield untold_todo(desk, each)


def untold_todo(desk: Desk, waiting: Waiting) -> Todo:
    call = waiting.call
    exercise = desk.exercises[call.exercise_id]
    return Todo(
        group=LATE if waiting.days > WEEK.days else DECIDE,
        what=call.title,
        detail=waiting.lacks,
        commitment=_("Convocatoria"),
        whose=_("La secretaría técnica"),
        since=since_words(waiting.closed_on, exercise.jurisdiction.today(desk.at)),
        button=_("Ver las solicitudes"),
        url=f"/{exercise.slug}/convocatoria/{call.uid}/solicitudes/",
        order=waiting.closed_on,
    )


def unsigned(desk: Desk) -> Iterator[Todo]:
    """Of who sits in a seat that was called to sign a declaration, until she signs or says why not. One query."""
    signed = Signature.objects.filter(declaration=OuterRef("declaration"), seat=OuterRef("seat"))
    found = CalledSigner.objects.filter(
        ~Exists(signed),
        seat__person=desk.person.pk,
        seat__ends_on__isnull=True,
        declined_at__isnull=True,
        declaration__exercise__in=desk.exercises,
    )
    for each in found.select_related("declaration", "seat__body").order_by("called_at", "pk")[:SHOWN]:
        exercise = desk.exercises[each.declaration.exercise_id]
        day = each.called_at.astimezone(exercise.jurisdiction.zone).date()
        yield Todo(
            group=DECIDE,
            what=each.declaration.title,
            detail=_("Se le llamó a firmar esta declaración conjunta."),
            commitment=each.seat.body.name,
            whose=_("Usted"),
            since=since_words(day, desk.today[exercise.pk]),
            button=_("Leer y firmar"),
            url=f"/{exercise.slug}/dialogo/firmar/{each.declaration.uid}/",
            order=day,
        )
