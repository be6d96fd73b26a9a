"""What the questions to an advisory group bring to «Esta semana»: a document to comment on, and comments that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import Comment, CommentRound, SeatRole
from tequio.bodies.queries.comments import document_words
from tequio.dashboard.queries.desk import WEEK, Desk
from tequio.dashboard.queries.todo import DECIDE, SOON, Todo, deadline_words, since_words

SHOWN = 50
COMMENTS = (SeatRole.TITULAR, SeatRole.SUPLENTE)


def asked(desk: Desk) -> Iterator[Todo]:
    """For whoever sits in the group and has not commented yet. One query."""
    mine = [seat for seat in desk.roles.seats if seat.role in COMMENTS]
    if not mine:
        return
    still = Q(pk__in=[])
    for pk, day in desk.today.items():
        still |= Q(exercise=pk, closes_on__gte=day)
    said = Comment.objects.filter(round=OuterRef("pk"), seat__in=[each.pk for each in mine])
    rounds = CommentRound.objects.filter(
        ~Exists(said), still, body__in=[each.body_id for each in mine], closed_at__isnull=True
    )
    for each in rounds.select_related("body", "document").order_by("closes_on", "pk")[:SHOWN]:
        today = desk.today[each.exercise_id]
        yield Todo(
            group=SOON if each.closes_on < today + WEEK else DECIDE,
            what=document_words(each.document),
            detail=_("Se pide su comentario sobre un documento"),
            commitment=each.body.name,
            whose=_("Usted"),
            since=deadline_words(each.closes_on, today),
            button=_("Leer y comentar"),
            url=url_of(desk, each),
            order=each.closes_on,
        )


def to_answer(desk: Desk) -> Iterator[Todo]:
    """For the office: each round with comments that nobody answered. One query."""
    kept = desk.roles.kept & desk.exercises.keys()
    if not kept:
        return
    waits = Q(comments__answered_at__isnull=True)
    rounds = CommentRound.objects.filter(exercise__in=kept, closed_at__isnull=True).annotate(
        waiting=Count("comments", filter=waits), first=Min("comments__made_at", filter=waits)
    )
    rounds = rounds.filter(waiting__gt=0).select_related("body", "document")
    for each in rounds.order_by("first", "pk")[:SHOWN]:
        exercise, waiting = desk.exercises[each.exercise_id], each.waiting
        day = each.first.astimezone(exercise.jurisdiction.zone).date()
        yield Todo(
            group=DECIDE,
            what=document_words(each.document),
            detail=ngettext("%(n)s comentario sin contestar.", "%(n)s comentarios sin contestar.", waiting)
            % {"n": waiting},
            commitment=each.body.name,
            whose=_("La secretaría técnica"),
            since=since_words(day, desk.today[exercise.pk]),
            button=_("Contestar"),
            url=url_of(desk, each),
            order=day,
        )


def url_of(desk: Desk, asked: CommentRound) -> str:
    return f"/{desk.exercises[asked.exercise_id].slug}/organos/{asked.body.uid}/comentarios/{asked.uid}/"
