from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tequio.files.actions import ORPHAN_AGE, collect_orphans


class Command(BaseCommand):
    help = "Borra los archivos a los que ningún renglón apunta."

    def add_arguments(self, parser: CommandParser) -> None:
        hours = int(ORPHAN_AGE.total_seconds() // 3600)
        parser.add_argument("--hours", type=int, default=hours, help="edad mínima, en horas (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        collected = collect_orphans(older_than=timedelta(hours=options["hours"]))
        for key in collected:
            self.stdout.write(key)
        self.stdout.write(f"{len(collected)} archivos sin dueño borrados.")
