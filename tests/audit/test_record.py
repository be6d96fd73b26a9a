"""The record of changes: written with them, sealed in batches, never rewritten."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tequio.audit import actions
from tequio.audit.actions import Reserved, chain_end, record, seal_pending
from tequio.audit.models import Event, Seal
from tequio.audit.queries import history, history_of_exercise
from tequio.audit.record import checkpoints, content_of, entries
from tequio.core import ledger
from tequio.core.dates import from_edtf
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW


class Somebody:
    uid = UUID(int=7)


def write(count: int = 1, **options: Any) -> list[Event]:
    values: dict[str, Any] = {"verb": "test.written", "subject_kind": "thing", "by": Somebody(), "at": NOW, **options}
    values.setdefault("subject_uid", uuid4())
    return [record(**values) for _ in range(count)]


@pytest.mark.covers("req:128")
def test_an_event_tells_who_what_and_when() -> None:
    [event] = write(changes={"title": ("antes", "después")})
    assert content_of(Event.objects.get(pk=event.pk)) == {
        "uid": str(event.uid),
        "verb": "test.written",
        "kind": "thing",
        "subject": str(event.subject_uid),
        "exercise": None,
        "actor": str(Somebody.uid),
        "at": "2019-10-01T18:00:00.000000Z",
        "changes": {"title": ["antes", "después"]},
        "reserved": {},
    }


def test_the_day_of_the_change_is_told_in_its_own_words() -> None:
    values = (None, from_edtf("2019-11")), (from_edtf(None), NOW.date()), ([1, "a"], {"k": UUID(int=1)}), (NOW, True)
    [event] = write(changes={str(place): value for place, value in enumerate(values)})
    assert event.changes["0"] == [None, "2019-11"]
    assert event.changes["1"] == ["por definir", "2019-10-01"]
    assert event.changes["2"] == [[1, "a"], {"k": "00000000-0000-0000-0000-000000000001"}]
    assert event.changes["3"] == ["2019-10-01T18:00:00.000000Z", True]


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError):
        write(changes={"x": (None, 1.5)})


@pytest.mark.covers("req:128")
def test_an_event_disappears_with_the_change_it_tells() -> None:
    with suppress(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert not Event.objects.exists()


@pytest.mark.covers("req:128")
def test_sealing_chains_everything_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    write(7)
    assert seal_pending(at=NOW) == 7
    assert seal_pending(at=NOW) == 0
    write(2)
    assert seal_pending(at=NOW) == 2
    assert list(Seal.objects.order_by("pk").values_list("first_sequence", "last_sequence")) == [
        (1, 3),
        (4, 6),
        (7, 7),
        (8, 9),
    ]
    assert [entry.sequence for entry in entries()] == list(range(1, 10))
    verdict = ledger.verify(entries(), checkpoints())
    assert verdict.intact
    assert verdict.end == chain_end()


@pytest.mark.covers("req:128")
def test_two_sequencers_cannot_continue_from_the_same_end() -> None:
    write(2)
    seal_pending(at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(first_sequence=1, last_sequence=2, head="f" * 64, at=NOW)


@pytest.mark.covers("req:128")
def test_a_number_is_given_once() -> None:
    write(2)
    seal_pending(at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(verb="x", subject_kind="x", subject_uid=uuid4(), at=NOW, sequence=1, hash="f" * 64)


@pytest.mark.covers("req:128")
def test_an_event_is_sealed_whole_or_not_at_all() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(verb="x", subject_kind="x", subject_uid=uuid4(), at=NOW, sequence=99, hash="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(verb="x", subject_kind="x", subject_uid=uuid4(), at=NOW, hash="f" * 64)


FORGERIES = [
    "verb = 'otro'",
    "subject_kind = 'otro'",
    "actor_uid = NULL",
    "changes = '{}'",
    "sequence = 50",
    "hash = 'f'",
    "previous = 'f'",
]


@pytest.mark.covers("req:128", "goal:G6")
@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_database_itself_refuses_to_rewrite_a_sealed_event(forgery: str) -> None:
    write(changes={"a": (1, 2)})
    seal_pending(at=NOW)
    with pytest.raises(DatabaseError, match="no se cambia"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_event SET {forgery}")


@pytest.mark.covers("req:128")
@pytest.mark.parametrize("forgery", FORGERIES[:4])
def test_nor_the_content_of_one_that_waits_for_its_number(forgery: str) -> None:
    write(changes={"a": (1, 2)})
    with pytest.raises(DatabaseError, match="no se cambia"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_event SET {forgery}")


@pytest.mark.covers("req:128", "goal:G6")
def test_the_database_itself_refuses_to_delete_a_sealed_event() -> None:
    write()
    seal_pending(at=NOW)
    with pytest.raises(DatabaseError, match="ni se borra"), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.covers("req:128")
def test_erasing_a_person_leaves_a_record_that_verifies_and_tells_nothing() -> None:
    """A reserved value is only its HMAC; with the salt destroyed nobody can connect it to anything."""
    from tequio.people.actions import create_person, erase_person

    admin = builders.administrator()
    person = create_person(jurisdiction=builders.place(), name="Nombre Reservado", by=admin, at=NOW)
    salt = bytes(person.salt or b"")
    seal_pending(at=NOW)
    told = Event.objects.get(verb="people.person_created", subject_uid=person.uid)
    assert told.reserved == {"name": ledger.conceal(salt, "Nombre Reservado")}
    erase_person(person=person, by=admin, at=NOW + timedelta(days=1))
    seal_pending(at=NOW)
    person.refresh_from_db()
    assert (person.salt, person.name) == (None, "")
    assert ledger.verify(entries(), checkpoints()).intact
    everything = json.dumps([content_of(event) for event in Event.objects.all()], ensure_ascii=False)
    assert "Nombre Reservado" not in everything


def test_a_person_without_salt_leaves_no_trace_of_the_value() -> None:
    [event] = write(reserved={"name": Reserved(None, "x")})
    assert event.reserved == {}


def test_the_history_of_a_thing_is_latest_first() -> None:
    subject, exercise = uuid4(), uuid4()
    write(subject_uid=subject, exercise_uid=exercise, changes={"n": (None, 1)})
    write(subject_uid=subject, at=NOW + timedelta(hours=1), changes={"n": (1, 2)})
    write()
    assert [line.changes for line in history([subject])] == [{"n": (1, 2)}, {"n": (None, 1)}]
    assert [line.sequence for line in history_of_exercise(exercise)] == [None]


def test_a_moment_has_one_text_whatever_its_zone() -> None:
    from zoneinfo import ZoneInfo

    local = datetime(2019, 10, 1, 13, 0, tzinfo=ZoneInfo("America/Mexico_City"))
    [here], [there] = write(at=local), write(at=local.astimezone(UTC))
    assert content_of(here)["at"] == content_of(there)["at"]
