"""``tequio worker``: what happens outside any request."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tequio.audit.actions import record
from tequio.audit.models import Event
from tequio.config import worker

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.covers("req:128")
def test_the_record_is_sealed_outside_the_request() -> None:
    record(verb="places.tested", subject_kind="places.jurisdiction", subject_uid=uuid4(), by=None, at=NOW)
    assert worker.seal(NOW) == 1
    assert not Event.objects.filter(sequence=None).exists()
    assert worker.seal(NOW) == 0


@pytest.mark.django_db
def test_a_job_that_fails_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    stop, done = threading.Event(), []

    def broken(now: datetime) -> int:
        raise OSError("sin disco")

    def good(now: datetime) -> int:
        done.append(now)
        if len(done) == 2:
            stop.set()
        return 1

    worker.work((broken, good), stop=stop, every=0, now=lambda: NOW)
    assert done == [NOW, NOW]
    assert "sin disco" in caplog.text


def test_a_job_of_every_hour_waits_its_hour() -> None:
    done: list[datetime] = []

    def job(now: datetime) -> int:
        done.append(now)
        return 1

    hourly = worker.at_most_every(timedelta(hours=1), job)
    for minutes in (0, 30, 60, 61, 119, 120):
        hourly(NOW + timedelta(minutes=minutes))
    assert [(moment - NOW).seconds // 60 for moment in done] == [0, 60, 120]


@pytest.mark.django_db
def test_what_is_no_longer_kept_is_forgotten_by_the_worker() -> None:
    assert [job.__name__ for job in worker.jobs_of_production()] == [
        "seal",
        "follow_record",
        "deliver",
        "tell_of_papers",
        "make_packs",
        "write_letters",
        "warn_of_needs",
        "forget",
    ]
    assert worker.forget(NOW) == 0
