"""The embedded installation: tables, static files, and the exercises; the second time it only looks that all is there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tequio.audit.actions import seal_pending
from tequio.config.demonstration.advising import ask_advisers
from tequio.config.demonstration.calendars import close_offices
from tequio.config.demonstration.calls import open_calls
from tequio.config.demonstration.characters import engage, engage_anybody
from tequio.config.demonstration.councils import furnish
from tequio.config.demonstration.dialogue import talk
from tequio.config.demonstration.endings import end_a_body
from tequio.config.demonstration.exercises import HISTORIC, PRACTICE_BEGAN, Sample, clerk_of, load_exercise, practice
from tequio.config.demonstration.gathering import gather, gather_practice
from tequio.config.demonstration.handing_over import hand_over
from tequio.config.demonstration.life import live
from tequio.config.demonstration.opening import offer_accounts
from tequio.config.demonstration.preparing import prepare_sessions
from tequio.config.demonstration.privacy import ask_about_data
from tequio.config.demonstration.recurring import repeat_meetings
from tequio.config.demonstration.sittings import hold_sessions
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.people.actions import found_installation
from tequio.people.models import Account, Person
from tequio.search.indexing import follow_record

EMAIL = "administracion@example.org"
STAMP = "stamp"

Say = Callable[[str], None]


class NotADemonstration(Refusal):
    code = "not-a-demonstration"


def install(*, now: datetime, say: Say) -> None:
    migrate(say)
    collect_static(say)
    admin = administrator(now)
    samples = [*HISTORIC, practice_of_installation(now)]
    for number, sample in enumerate(samples, 1):
        say(f"Ejercicio {number} de {len(samples)}: {sample.name}")
        exercise = load_exercise(sample, admin, now=now, say=lambda name: say(f"    {name}"))
        live(exercise, sample, admin, now=now)
        engage(exercise, admin, at=now)
        furnish(exercise, sample)
        offer_accounts(exercise, clerk_of(exercise), now=now)
        repeat_meetings(exercise, now)
        hold_sessions(exercise, sample, now)
        prepare_sessions(exercise, sample, now)
        ask_advisers(exercise, sample, now)
        end_a_body(exercise, sample, now)
        gather(exercise, sample, now)
        close_offices(exercise, sample)
    engage_anybody(admin.jurisdiction, admin, at=now)
    ask_about_data(exercise, clerk_of(exercise), now=now)
    open_calls(exercise, clerk_of(exercise), now=now)
    talk(exercise, clerk_of(exercise), now=now)
    gather_practice(exercise, clerk_of(exercise), now=now)
    sealed = seal_pending(at=now)
    hand_over(Exercise.objects.select_related("jurisdiction").get(slug="municipio-2021"), admin, now=now)
    sealed += seal_pending(at=now)
    follow_record()
    if sealed:
        say(f"Registro público: {sealed} eventos sellados.")


def migrate(say: Say) -> None:
    """Only when some migration is missing: looking costs a tenth of asking Django to do it all again."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Base de datos…")
        call_command("migrate", verbosity=0, interactive=False)


def collect_static(say: Say) -> None:
    """Again only when some file of ours changed."""
    stamp, mark = Path(settings.STATIC_ROOT) / STAMP, static_mark()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == mark:
        return
    say("Estilos e imágenes…")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(mark, encoding="ascii")


def static_mark() -> str:
    """Of every static file its name, size and time."""
    mark = hashlib.sha256()
    for path in sorted(settings.PACKAGE.glob("*/static/**/*")):
        if path.is_file():
            state = path.stat()
            mark.update(f"{path.relative_to(settings.PACKAGE)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return mark.hexdigest()


def administrator(now: datetime) -> Person:
    account = Account.objects.filter(is_administrator=True).order_by("pk").first()
    if account is None:
        return found_installation(
            country="México", time_zone="America/Mexico_City", name="Administración de muestra", email=EMAIL, at=now
        )
    if account.email != EMAIL:
        raise NotADemonstration(
            f"La carpeta {os.environ.get('TEQUIO_VAR', '')} ya tiene una instalación que no es de muestra. "
            "Indique otra: TEQUIO_VAR=/otra/carpeta tequio demo"
        )
    return account.person


def practice_of_installation(now: datetime) -> Sample:
    """Its dates are those of the first day, however many days later it is looked at."""
    known = Exercise.objects.filter(slugs__slug="practica").first()
    if known is not None and known.period_starts_on is not None:
        return practice(known.period_starts_on + timedelta(days=PRACTICE_BEGAN))
    return practice(now.astimezone(ZoneInfo(settings.TIME_ZONE)).date())
