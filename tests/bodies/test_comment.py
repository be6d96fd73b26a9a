"""What an advisory body says of one version of a document, and what was done with it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.audit.models import Event
from tequio.bodies import actions
from tequio.bodies.actions import comments
from tequio.bodies.models import Comment, CommentRound, Seat
from tequio.core.outline import Outline, Paragraph
from tequio.documents.actions import issue_outline
from tequio.documents.models import Issued
from tequio.documents.rendering import Form
from tequio.outbox.models import Message
from tequio.people.models import Person
from tequio.places.clock import database_now
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_acta_page import person_in
from tests.bodies.test_seat_pages import text
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def adviser(table: Council) -> Seat:
    body = actions.create_body(
        jurisdiction=table.body.jurisdiction,
        name="Grupo asesor",
        kind="advisory",
        decision_level="none",
        by=builders.administrator(),
        at=NOW,
    )
    return actions.add_seat(
        body=body,
        role="titular",
        person=builders.person("Asesora"),
        organisation=builders.organisation("Universidad asesora"),
        by=builders.administrator(),
        at=NOW,
    )


def issued(table: Council, text: str) -> Issued:
    return issue_outline(
        outline=Outline(title="Ficha", blocks=(Paragraph(text),)),
        form=Form.DOCX,
        exercise=table.exercise,
        kind="commitment-sheet",
        subject_kind="exercise",
        subject_uid=table.exercise.uid,
        office="STL",
        by=table.clerk,
        at=NOW,
    )


def asked(table: Council, seat: Seat, document: Issued, days: int = 7) -> CommentRound:
    closes_on = table.exercise.jurisdiction.today(database_now()) + timedelta(days=days)
    return comments.open_comment_round(
        body=seat.body, document=document, asks="¿Qué falta?", closes_on=closes_on, by=table.clerk, at=NOW
    )


def says(round: CommentRound, seat: Seat, text: str = "Falta la fecha", by: Person | None = None) -> Comment:
    return comments.comment_document(round=round, seat=seat, text=text, by=by or person_in(seat), at=NOW)


def url_of(round: CommentRound) -> str:
    return f"/{round.exercise.slug}/organos/{round.body.uid}/comentarios/{round.uid}/"


@pytest.mark.covers("req:33")
def test_a_comment_stays_tied_to_the_version_it_read_and_is_answered(table: Council) -> None:
    seat, first = adviser(table), issued(table, "Primera redacción")
    round = asked(table, seat, first)
    comment = says(round, seat)
    second = issued(table, "Segunda redacción")
    comment.refresh_from_db()
    assert (comment.version, comment.sha256) == (first.version, first.sha256)
    assert (second.version, second.sha256) != (comment.version, comment.sha256)
    with pytest.raises(comments.VersionIsOld):
        says(round, seat, "Otra cosa")
    with pytest.raises(comments.VersionIsOld):
        asked(table, seat, first)
    with pytest.raises(comments.CommentIsEmpty):
        comments.answer_comment(comment=comment, answer=" ", by=table.clerk, at=NOW)
    with pytest.raises(comments.CommentsWait):
        comments.close_comment_round(round=round, by=table.clerk, at=NOW)
    comments.answer_comment(comment=comment, answer="Se agregó la fecha", by=table.clerk, at=NOW)
    assert comment.answered_at == NOW
    comments.close_comment_round(round=round, by=table.clerk, at=NOW)
    verbs = list(
        Event.objects.filter(subject_uid__in=[comment.uid, round.uid]).order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == [
        "bodies.comment_round_opened",
        "bodies.comment_made",
        "bodies.comment_answered",
        "bodies.comment_round_closed",
    ]


@pytest.mark.covers
def test_a_comment_is_answered_with_words_on_a_day_or_not_at_all(table: Council) -> None:
    seat, document = adviser(table), issued(table, "Redacción")
    comment = Comment.objects.filter(pk=says(asked(table, seat, document), seat).pk)
    for half in ({"answer": "Se agregó"}, {"answered_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            comment.update(**half)


@pytest.mark.covers("req:33")
def test_nobody_is_asked_before_the_group_was_called(table: Council) -> None:
    seat, document = adviser(table), issued(table, "Redacción")
    Seat.objects.filter(pk=seat.pk).update(person=None)
    with pytest.raises(comments.NobodyAdvises, match="convoque al grupo"):
        asked(table, seat, document)
    Seat.objects.filter(pk=seat.pk).update(person=seat.person, ends_on=table.exercise.jurisdiction.today(NOW))
    with pytest.raises(comments.NobodyAdvises):
        asked(table, seat, document)
    Seat.objects.filter(pk=seat.pk).update(ends_on=None)
    assert asked(table, seat, document).body == seat.body


@pytest.mark.covers("req:33")
def test_a_round_takes_comments_until_its_last_day_and_until_it_is_closed(table: Council) -> None:
    seat, document = adviser(table), issued(table, "Redacción")
    with pytest.raises(comments.RoundEndsBefore):
        asked(table, seat, document, days=-1)
    round = asked(table, seat, document, days=0)
    says(round, seat)
    with pytest.raises(comments.RoundIsOpen):
        asked(table, seat, document)
    CommentRound.objects.filter(pk=round.pk).update(closes_on=round.closes_on - timedelta(days=1))
    with pytest.raises(comments.RoundIsClosed):
        says(round, seat, "Tarde")
    comments.answer_comment(comment=round.comments.get(), answer="Sí", by=table.clerk, at=NOW)
    comments.close_comment_round(round=round, by=table.clerk, at=NOW)
    for late in (
        lambda: says(round, seat, "Después"),
        lambda: comments.answer_comment(comment=round.comments.get(), answer="No", by=table.clerk, at=NOW),
        lambda: comments.close_comment_round(round=round, by=table.clerk, at=NOW),
    ):
        with pytest.raises(comments.RoundIsClosed):
            late()


@pytest.mark.covers
def test_only_who_sits_there_comments_and_only_an_advisory_body_advises(table: Council) -> None:
    seat, document = adviser(table), issued(table, "Redacción")
    round = asked(table, seat, document)
    with pytest.raises(PermissionDenied):
        says(round, seat, by=table.stranger)
    with pytest.raises(PermissionDenied):
        says(round, table.civil)
    with pytest.raises(comments.BodyDoesNotAdvise):
        asked(table, table.civil, document)
    with pytest.raises(PermissionDenied):
        comments.answer_comment(comment=says(round, seat), answer="Sí", by=person_in(seat), at=NOW)


@pytest.mark.covers
def test_the_table_keeps_one_open_round_and_none_closed_before_it_opened(table: Council) -> None:
    seat, document = adviser(table), issued(table, "Redacción")
    round = asked(table, seat, document)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentRound.objects.create(
            body=round.body, exercise=round.exercise, document=document, asks="x", opened_at=NOW, closes_on=NOW.date()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentRound.objects.filter(pk=round.pk).update(closed_at=NOW - timedelta(days=1))


@pytest.mark.covers("req:33", "exp:41", "case:F10")
def test_the_whole_round_on_its_pages(table: Council, client: Client) -> None:
    seat, document = adviser(table), issued(table, "Redacción")
    office, adviser_in = entered(table.clerk), entered(person_in(seat))
    rounds = f"/{table.exercise.slug}/organos/{seat.body.uid}/comentarios/"
    day = table.exercise.jurisdiction.today(database_now()) + timedelta(days=7)
    form = {"document": str(document.uid), "asks": "¿Qué falta?", "closes_on": day.isoformat()}
    assert entered(table.stranger).get(f"{rounds}nueva/").status_code == 403
    assert "Escriba" not in text(office.get(f"{rounds}nueva/"))
    told = office.post(f"{rounds}nueva/", form | {"asks": ""})
    assert told.status_code == 422
    assert office.post(f"{rounds}nueva/", form).status_code == 302
    assert office.post(f"{rounds}nueva/", form).status_code == 422, "pressed twice, one round"
    round = CommentRound.objects.get()
    url = url_of(round)
    (letter,) = Message.objects.all()
    assert letter.recipient == person_in(seat).account.email  # type: ignore[union-attr]
    assert "Recibe esto porque ocupa un asiento de «Grupo asesor»." in letter.text
    shown = text(adviser_in.get(url))
    assert "Enviar mi comentario" in shown
    assert "Enviar mi comentario" not in text(client.get(url))
    key = str(uuid4())
    said = {"part": "Página 2", "text": "Falta la fecha", "key": key}
    assert entered(table.stranger).post(f"{url}comentar/", said).status_code == 403
    refused = adviser_in.post(f"{url}comentar/", said | {"text": " "})
    assert refused.status_code == 422
    assert 'value="Página 2"' in text(refused), "what was typed stays"
    for _each in range(2):
        assert adviser_in.post(f"{url}comentar/", said).status_code == 302
    comment = Comment.objects.get()
    assert office.post(f"{url}cerrar/").status_code == 422
    answer = {"about": str(comment.uid), "answer": "Se agregó la fecha."}
    assert adviser_in.post(f"{url}contestar/", answer).status_code == 403
    assert office.post(f"{url}contestar/", answer).status_code == 302
    assert "Se agregó la fecha." in Message.objects.get(subject="Se contestó su comentario").text
    assert office.post(f"{url}cerrar/").status_code == 302
    public = text(client.get(url))
    for part in ("Universidad asesora", "Página 2", "Falta la fecha", "Se agregó la fecha.", document.sha256):
        assert part in public
    assert "Asesora</" not in public, "nobody's name"
    assert "Cerrada, con todo contestado" in text(client.get(rounds))
    assert client.get(f"{url}documento/").status_code == 200


def test_the_page_costs_the_same_with_a_hundred_comments(table: Council, client: Client) -> None:
    seat, document = adviser(table), issued(table, "Redacción")
    round = asked(table, seat, document)
    counted = []
    for many in (10, 110):
        while round.comments.count() < many:
            says(round, seat, f"Comentario {round.comments.count()}")
        with CaptureQueriesContext(connection) as questions:
            page = client.get(url_of(round))
        counted.append(len(questions))
    assert counted[0] == counted[1] <= 14
    assert len(page.content) < 100_000
    assert "Comentario 109" in text(client.get(f"{url_of(round)}?pagina=3"))


@pytest.mark.covers("req:33")
def test_it_waits_in_the_week_of_who_comments_and_then_of_who_answers(table: Council) -> None:
    seat, other = adviser(table), person_in(table.civil)
    round = asked(table, seat, issued(table, "Primera redacción"), days=30)
    told, unanswered = "Se pide su comentario", "1 comentario sin contestar."
    assert told in week(person_in(seat))
    assert told not in week(other)
    assert unanswered not in week(table.clerk)
    comment = says(round, seat)
    assert told not in week(person_in(seat))
    assert unanswered in week(table.clerk)
    comments.answer_comment(comment=comment, answer="Se agregó la fecha.", by=table.clerk, at=NOW)
    assert unanswered not in week(table.clerk)


def week(person: Person) -> str:
    return text(entered(person).get("/esta-semana/"))
