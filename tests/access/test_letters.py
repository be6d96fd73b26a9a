"""Every letter that the program can queue: found by reading the program, written by the same verbs, and looked at as it arrives."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import Client

from tequio.bodies.letters import write_need_letters
from tequio.bodies.models import Agreement, Body, Paper, Session
from tequio.bodies.paper_letters import QUIET, write_paper_letters
from tequio.bodies.session_letters import tell_of_agreement
from tequio.calls.actions import record_declaration
from tequio.calls.letters import write_result
from tequio.calls.models import Application, Decision
from tequio.dashboard.letters import write_week_letters
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.meetings.actions import add_need, cancel_meeting
from tequio.meetings.models import Meeting
from tequio.outbox.actions import note_bounce, resend_message
from tequio.outbox.delivery import mail_of
from tequio.outbox.models import Message, MessageQuerySet, Refused
from tequio.people.lost_factors import withdraw_second_factor
from tequio.people.models import Passkey, Person
from tequio.workplans.cancelling import cancel_activity, resume_activity
from tequio.workplans.models import Activity, Responsible
from tests.access.planted_canaries import CANARY, plant_canaries
from tests.access.world import OWN, World, cast

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROOT = Path(__file__).parents[2] / "tequio"
#: notices: whoever gets them may stop them with one click
NOTICES = {"outbox.notices", "dashboard.letters"}
#: what the person asked for, what guards her account and what calls her to a meeting cannot be stopped
ASKED = {"people.entrance", "people.letters", "calls.letters", "privacy.letters", "meetings.actions"}
#: the same letter again
AGAIN = {"outbox.actions"}


def callers() -> set[str]:
    """Modules of the program that queue letters, the samples of the demonstration apart."""
    found = set()
    for file in ROOT.rglob("*.py"):
        calls = (each for each in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(each, ast.Call))
        if any(isinstance(each.func, ast.Name) and each.func.id == "queue_message" for each in calls):
            found.add(".".join(file.relative_to(ROOT).with_suffix("").parts))
    return {each for each in found if not each.startswith("config.demonstration")}


def caller_now() -> str:
    """The module that called ``queue_message``."""
    frame = sys._getframe()
    while frame and frame.f_code.co_name != "queue_message":
        frame = frame.f_back  # type: ignore[assignment]
    name = frame.f_back.f_globals["__name__"] if frame and frame.f_back else ""
    return str(name).removeprefix("tequio.")


@pytest.fixture(scope="module")
def written(world: World) -> Iterator[list[tuple[str, Message]]]:
    """(who wrote it, the letter) of all that the verbs of every room queue about one person and her sessions."""
    exercise = Exercise.objects.select_related("jurisdiction").get(slug=OWN)
    people, now = cast(exercise), datetime.now(UTC)
    admin = Person.objects.get(account__is_administrator=True)
    found: list[tuple[str, Message]] = []

    stored = MessageQuerySet.create

    def kept(rows: MessageQuerySet, **values: Any) -> Message:
        letter = stored(rows, **values)
        found.append((caller_now(), letter))
        return letter

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MessageQuerySet, "create", kept)
        with transaction.atomic():
            somebody = plant_canaries(exercise, people["secretariat"], people["guarantor"], admin, now)
            ask_for_the_rest(exercise, somebody, people["secretariat"], admin, now)
            yield found
            transaction.set_rollback(True)


def ask_for_the_rest(exercise: Exercise, somebody: Person, office: Person, admin: Person, now: datetime) -> None:
    by: dict[str, Any] = {"by": office, "at": now}
    assert somebody.account is not None
    for address in (somebody.account.email, "nadie@example.org"):
        Client().post("/entrar/", {"email": address})
    Passkey.objects.create(account=somebody.account, name="Llave", key_id=CANARY, public_key=b"x", added_at=now)
    withdraw_second_factor(person=somebody, reason="Vino", by=admin, at=now)
    mine = Application.objects.filter(email__contains=CANARY).order_by("pk")[0]
    mine.conflicts.all().delete()
    Decision.objects.create(application=mine, outcome="accepted", reason="Cumple", decided_by=office, decided_at=now)
    write_result(mine, at=now)
    here = Body.objects.filter(jurisdiction=exercise.jurisdiction, seats__person__account__isnull=False)
    signers = here.filter(seats__role="titular").order_by("pk")[0]
    asked: dict[str, Any] = {"title": "Declaración", "text": "Juntos.", "declared_on": exercise.today(now)}
    record_declaration(exercise=exercise, signers=signers, **asked, **by)
    assert Message.objects.filter(subject__startswith="Una declaración conjunta").exists()
    near = Session.objects.filter(exercise=exercise, status="convened").order_by("-pk")[0]
    Meeting.objects.filter(pk=near.meeting_id).update(
        begins_at=now + timedelta(days=1), ends_at=now + timedelta(days=1, hours=1)
    )
    near.meeting.refresh_from_db()
    add_need(meeting=near.meeting, kind="coffee", text="Café", **by)
    write_need_letters(at=now, earliest=0)
    item = near.items.order_by("position")[0]
    Paper.objects.create(
        item=item, file=StoredFile.objects.order_by("pk")[0], title="Dictamen", added_at=now, after_call=True
    )
    assert write_paper_letters(at=now + QUIET) >= 1
    cancel_meeting(meeting=near.meeting, reason="Llueve", **by)
    write_week_letters(at=now + timedelta(days=7 - now.weekday() + 1), earliest=0)
    owed = Agreement.objects.filter(session__exercise=exercise).select_related("session__body", "session__exercise")[0]
    owed.owner, owed.owner_id = somebody, somebody.pk
    tell_of_agreement(owed, now)
    hers = Activity.objects.filter(workplan__exercise=exercise, workplan__locked_by="", cancelled_at=None).order_by(
        "pk"
    )[0]
    Responsible.objects.create(activity=hers, name="Puesto", person=somebody, position=99)
    cancel_activity(activity=hers, reason="Sin fondos", **by)
    resume_activity(activity=hers, reason="Ya hay", **by)
    assert Message.objects.filter(subject="Una actividad suya se retomó").exists()
    lost = Message.objects.order_by("-pk")[0]
    note_bounce(message=lost, error="550", at=now)
    resend_message(message=lost, at=now)


def test_the_letters_of_every_caller_are_known(written: list[tuple[str, Message]]) -> None:
    """A new place that writes letters has to be put on one of the lists, and be written here."""
    assert callers() == NOTICES | ASKED | AGAIN
    assert {who for who, _letter in written} == callers()


@pytest.mark.covers("case:X3", "req:128")
def test_each_letter_is_whole_says_why_it_came_and_can_be_recognised(written: list[tuple[str, Message]]) -> None:
    names = set(Person.objects.exclude(name="").values_list("name", flat=True))
    wrong = []
    for who, letter in written:
        whole = mail_of(letter, mail.get_connection())
        html = str(whole.alternatives[0][0]) if whole.alternatives else ""
        lacks = {
            "text": not letter.text.strip(),
            "html": "<html" not in html,
            "why in words": "Recibe esto" not in letter.text,
            "why in html": "Recibe esto" not in html,
            "message-id": whole.message()["Message-ID"] != f"<{letter.uid}@{settings.MAIL_DOMAIN}>",
            "subject": not letter.subject or "@" in letter.subject or any(name in letter.subject for name in names),
            "one line": "\n" in letter.subject,
        }
        wrong += [f"{who} · {letter.subject}: {name}" for name, lacking in lacks.items() if lacking]
    assert wrong == []


@pytest.mark.covers("req:128")
def test_a_notice_is_stopped_with_one_click_and_what_was_asked_for_is_not(written: list[tuple[str, Message]]) -> None:
    for who, letter in written:
        headers = mail_of(letter, mail.get_connection()).extra_headers
        if who in NOTICES:
            assert headers["List-Unsubscribe"] == f"<{letter.unsubscribe_url}>", who
            assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", who
            assert letter.unsubscribe_url in letter.text, who
            path = letter.unsubscribe_url.removeprefix(settings.SITE_URL)
            before = Refused.objects.count()
            with transaction.atomic():
                assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200, who
                assert Refused.objects.count() == before + 1, who
                assert Refused.objects.latest("pk").recipient == letter.recipient
                transaction.set_rollback(True)
        if who in ASKED:
            assert "List-Unsubscribe" not in headers, who
