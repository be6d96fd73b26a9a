from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tequio.dashboard.letters import write_week_letters


class Command(BaseCommand):
    help = "Escribe el correo de la semana a quien tenga algo que hacer; una vez por semana a cada persona."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{write_week_letters(at=timezone.now(), earliest=0)} correos por enviar.")
