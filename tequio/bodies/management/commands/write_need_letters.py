from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tequio.bodies.letters import write_need_letters


class Command(BaseCommand):
    help = "Avisa, una sola vez, a quien prepara una sesión que ya viene y a la que todavía le falta algo."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{write_need_letters(at=timezone.now(), earliest=0)} correos por enviar.")
