"""What happens outside any request: the record is sealed, the mail leaves. A process in production, a thread in the demonstration."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import wraps

Job = Callable[[datetime], int]
EVERY = 5.0
PACKER = "entrega"
log = logging.getLogger(__name__)


def seal(now: datetime) -> int:
    from tequio.audit.actions import seal_pending

    return seal_pending(at=now)


def follow_record(now: datetime) -> int:
    from tequio.search.indexing import follow_record

    return follow_record()


def deliver(now: datetime) -> int:
    from tequio.outbox.delivery import deliver_due

    return deliver_due(now=now)


def make_packs(now: datetime) -> int:
    """Beside the loop: a hand-over of gigabytes takes minutes, and the code with which somebody enters does not wait for it."""
    if any(thread.name == PACKER for thread in threading.enumerate()):
        return 0
    threading.Thread(target=_make_packs, args=(now,), daemon=True, name=PACKER).start()
    return 1


def _make_packs(now: datetime) -> None:
    from django.db import connection

    from tequio.archive.actions import make_packs

    try:
        make_packs(at=now)
    except Exception:
        log.exception("Falló la preparación de un paquete de entrega; se intenta de nuevo en la siguiente vuelta.")
    finally:
        connection.close()


def forget(now: datetime) -> int:
    """Personal data, copies and files past the days they are kept."""
    from tequio.archive.actions import remove_old_packs
    from tequio.bodies.actions.keeping import forget_attendance
    from tequio.calls.actions import forget_applications, forget_misses
    from tequio.files.actions import collect_orphans
    from tequio.listening.actions.keeping import forget_participants
    from tequio.privacy.actions import forget_what_is_no_longer_kept, remove_old_copies

    forget_misses(before=now - timedelta(hours=1))
    return (
        remove_old_copies(at=now)
        + remove_old_packs(at=now)
        + forget_applications(at=now)
        + forget_attendance(at=now)
        + forget_participants(at=now)
        + forget_what_is_no_longer_kept(at=now)
        + len(collect_orphans())
    )


def write_letters(now: datetime) -> int:
    from tequio.dashboard.letters import write_week_letters

    return write_week_letters(at=now)


def warn_of_needs(now: datetime) -> int:
    """What is lacking for a session that is near; an oficio that nobody answered in its term."""
    from tequio.bodies.letters import write_need_letters, write_oficio_letters

    return write_need_letters(at=now) + write_oficio_letters(at=now)


def tell_of_papers(now: datetime) -> int:
    """Documents that were added to a session after its convocatoria, one letter for those added together."""
    from tequio.bodies.paper_letters import write_paper_letters

    return write_paper_letters(at=now)


def at_most_every(wait: timedelta, job: Job) -> Job:
    """The job in the first round, and then only when that long has passed."""
    last: list[datetime] = []

    @wraps(job)
    def sometimes(now: datetime) -> int:
        if last and now - last[0] < wait:
            return 0
        last[:] = [now]
        return job(now)

    return sometimes


def jobs_of_production() -> tuple[Job, ...]:
    hour = timedelta(hours=1)
    each_hour = tuple(at_most_every(hour, job) for job in (write_letters, warn_of_needs, forget))
    return (seal, follow_record, deliver, tell_of_papers, make_packs, *each_hour)


def work(jobs: Sequence[Job], *, stop: threading.Event, every: float = EVERY, now: Callable[[], datetime]) -> None:
    """Every job in turn until told to stop. A job that fails is tried again in the next round: nothing here may end the loop."""
    while not stop.is_set():
        for job in jobs:
            _once(job, now())
        stop.wait(every)


def _once(job: Job, now: datetime) -> None:
    from django.db import close_old_connections

    close_old_connections()
    try:
        job(now)
    except Exception:
        log.exception("Falló «%s»; se intenta de nuevo en la siguiente vuelta.", job.__name__)


def in_a_thread(jobs: Sequence[Job]) -> threading.Event:
    """Start working beside the site; setting the event ends it."""
    stop = threading.Event()
    thread = threading.Thread(
        target=work, args=(jobs,), kwargs={"stop": stop, "now": clock}, daemon=True, name="worker"
    )
    thread.start()
    return stop


def clock() -> datetime:
    return datetime.now(UTC)
