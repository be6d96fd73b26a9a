"""Reading that takes longer than a person waits goes on without the page; what a stop cuts short is taken up again."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillReading
from datetime import datetime, timedelta
from functools import cache, partial
from threading import current_thread, main_thread

from django.conf import settings
from django.db import connection

from tequio.core.refusals import Refusal
from tequio.imports.actions import Understood, keep_reading, start_reading, understand
from tequio.imports.models import ImportJob
from tequio.people.models import Person

logger = logging.getLogger("tequio.imports")
#: seconds that an answer waits for a reading
PATIENCE = 2.0
#: documents opened at a time by one process; each may take 20 s and half a gigabyte
AT_A_TIME = 2
#: opening ends or is ended long before this
STOPPED_AFTER = timedelta(seconds=90)


@cache
def pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="lectura")


def read_apart(*, job: ImportJob, by: Person, at: datetime) -> bool:
    """Whether it is read already. If not, it goes on, and is stored when it is done."""
    start_reading(job=job, by=by, at=at)
    # fetched here: the thread has no business with the database before it has something to store
    job.file.refresh_from_db(fields=["key"])
    reading = pool().submit(understand, job)
    try:
        understood = reading.result(timeout=getattr(settings, "IMPORT_PATIENCE", PATIENCE))
    except StillReading:
        reading.add_done_callback(partial(keep_later, job=job, by=by, at=at))
        return False
    keep_reading(job=job, understood=understood, by=by, at=at)
    return True


def keep_later(reading: Future[Understood], *, job: ImportJob, by: Person, at: datetime) -> None:
    """In the thread that read. Whatever fails here leaves the job as one that stopped."""
    try:
        keep_reading(job=job, understood=reading.result(), by=by, at=at)
    except Refusal:
        logger.info("la lectura %s llegó tarde", job.uid)
    except Exception:
        logger.exception("la lectura %s no se pudo guardar", job.uid)
    finally:
        if current_thread() is not main_thread():
            connection.close()


def has_stopped(job: ImportJob, now: datetime) -> bool:
    """Nobody is reading it: never begun, or begun so long ago that the process is gone."""
    return job.reading_since is None or now - job.reading_since > STOPPED_AFTER
