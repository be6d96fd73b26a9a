from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
import time_machine
from django.test import Client

from tequio.exercises.actions import mark_archived
from tequio.exercises.models import Exercise
from tequio.meetings.letters import answer_url
from tequio.meetings.models import Answer
from tests import builders
from tests.bodies.council import council
from tests.meetings.test_meeting import BEGINS, NOW, arranged, invited

pytestmark = pytest.mark.django_db


@pytest.mark.covers("req:40")
def test_an_invitation_is_answered_without_an_account_and_reading_it_answers_nothing(client: Client) -> None:
    made = invited(arranged(builders.exercise()))
    url = answer_url(made)
    with time_machine.travel(NOW, tick=False):
        shown = client.get(url)
        made.refresh_from_db()
        assert (shown.status_code, made.answer) == (200, Answer.NONE)
        assert made.person.name not in shown.content.decode()
        assert client.post(url, {"answer": "declined"}).status_code == 200
        assert client.post(url, {"answer": "accepted"}).status_code == 200
        made.refresh_from_db()
        assert made.answer == Answer.ACCEPTED
        assert client.post(url, {"answer": "quizá"}).status_code == 422
    with time_machine.travel(BEGINS + timedelta(minutes=1), tick=False):
        assert client.post(url, {"answer": "declined"}).status_code == 422
    made.refresh_from_db()
    assert made.answer == Answer.ACCEPTED


def test_of_an_archived_exercise_no_answer_is_asked_for(client: Client) -> None:
    made = invited(arranged(builders.exercise()))
    mark_archived(Exercise.objects.get())
    with time_machine.travel(NOW, tick=False):
        page = client.get(answer_url(made)).content.decode()
    assert 'name="answer"' not in page
    assert "ya no se reciben respuestas" in page


def test_a_link_that_is_not_whole_shows_nothing(client: Client) -> None:
    made = invited(arranged(builders.exercise()))
    assert client.get(f"/invitacion/{made.uid}/otra/").status_code == 404


@pytest.mark.covers("exp:8")
def test_what_is_shared_of_an_invitation_is_the_public_session_and_not_its_answer(client: Client) -> None:
    table = council()
    session = table.convened()
    made = session.meeting.invitations.order_by("pk")[0]
    url = answer_url(made)
    shown = client.get(url).content.decode()
    (link,) = re.findall(r'href="(https://wa[.]me/[^"]+)"', shown)
    said = parse_qs(urlparse(html.unescape(link)).query)["text"][0]
    assert session.meeting.title in said
    assert url.rsplit("/", 2)[-2] not in said
    assert made.person.name not in said
    public = f"/reunion/{session.meeting.uid}/"
    assert said.endswith(public)
    assert client.get(public, follow=True).status_code == 200
    (title,) = re.findall(r'property="og:title" content="([^"]*)"', shown)
    assert (html.unescape(title).startswith(session.meeting.title), made.person.name in shown) == (True, False)
    assert client.get(f"/reunion/{table.prepared().meeting.uid}/").status_code == 404
