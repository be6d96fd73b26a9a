from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tequio.bodies.letters import write_need_letters, write_oficio_letters


class Command(BaseCommand):
    help = "Avisa, una sola vez, de lo que falta para una sesión que ya viene y de los oficios que nadie contestó a tiempo."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        letters = write_need_letters(at=at, earliest=0) + write_oficio_letters(at=at, earliest=0)
        self.stdout.write(f"{letters} correos por enviar.")
