"""What an advisory body says of one version of a document, and what was done with it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tequio.audit.models import Event
from tequio.bodies import actions
from tequio.bodies.actions import comments
from tequio.bodies.models import Comment, Seat
from tequio.core.outline import Outline, Paragraph
from tequio.documents.actions import issue_outline
from tequio.documents.models import Issued
from tequio.documents.rendering import Form
from tequio.people.models import Person
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_acta_page import person_in

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


def says(seat: Seat, document: Issued, text: str = "Falta la fecha", by: Person | None = None) -> Comment:
    return comments.comment_document(document=document, seat=seat, text=text, by=by or person_in(seat), at=NOW)


@pytest.mark.covers("req:33")
def test_a_comment_stays_tied_to_the_version_it_read_and_is_answered(table: Council) -> None:
    seat, first = adviser(table), issued(table, "Primera redacción")
    comment = says(seat, first)
    second = issued(table, "Segunda redacción")
    comment.refresh_from_db()
    assert (comment.version, comment.sha256) == (first.version, first.sha256)
    assert (second.version, second.sha256) != (comment.version, comment.sha256)
    with pytest.raises(comments.VersionIsOld):
        says(seat, first, "Otra cosa")
    with pytest.raises(comments.CommentIsEmpty):
        comments.answer_comment(comment=comment, answer=" ", by=table.clerk, at=NOW)
    comments.answer_comment(comment=comment, answer="Se agregó la fecha", by=table.clerk, at=NOW)
    assert comment.answered_at == NOW
    verbs = list(Event.objects.filter(subject_uid=comment.uid).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["bodies.comment_made", "bodies.comment_answered"]


@pytest.mark.covers
def test_only_who_sits_there_comments_and_only_an_advisory_body_advises(table: Council) -> None:
    seat, document = adviser(table), issued(table, "Redacción")
    with pytest.raises(PermissionDenied):
        says(seat, document, by=table.stranger)
    with pytest.raises(comments.BodyDoesNotAdvise):
        says(table.civil, document)
    with pytest.raises(PermissionDenied):
        comments.answer_comment(comment=says(seat, document), answer="Sí", by=person_in(seat), at=NOW)
