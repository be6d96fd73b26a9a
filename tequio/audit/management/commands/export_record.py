from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tequio.audit.actions import chain_end
from tequio.audit.record import entries
from tequio.formats import record


class Command(BaseCommand):
    help = "Escribe el registro público en un archivo que cualquiera puede comprobar con tequio verify."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        end = chain_end()
        with options["path"].open("w", encoding="utf-8") as out:
            out.writelines(record.write(entries(), end))
        self.stdout.write(f"{end.sequence} eventos en {options['path']}. Huella del último: {end.head}")
