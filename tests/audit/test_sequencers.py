"""Two sequencers at once, for real: only PostgreSQL lets two transactions write at the same time."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import connection, connections

from tequio.audit import actions
from tequio.audit.actions import record, seal_pending
from tequio.audit.models import Event
from tequio.audit.record import checkpoints, entries
from tequio.core import ledger
from tests import builders


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("req:128")
def test_sequencers_and_writers_at_the_same_time_leave_one_whole_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite tiene un solo escritor")
    monkeypatch.setattr(actions, "BATCH", 5)
    errors: list[Exception] = []

    def run(work: str) -> None:
        try:
            for _ in range(20):
                if work == "write":
                    record(verb="test.written", subject_kind="thing", subject_uid=uuid4(), by=None, at=builders.NOW)
                else:
                    seal_pending(at=builders.NOW)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in ("write", "seal", "write", "seal", "seal")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    seal_pending(at=builders.NOW)
    assert Event.objects.filter(sequence__isnull=False).count() == 40
    verdict = ledger.verify(entries(), checkpoints())
    assert verdict.intact
    assert verdict.end.sequence == 40
