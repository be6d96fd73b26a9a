from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tequio.outbox.delivery import deliver_due


class Command(BaseCommand):
    help = "Envía los mensajes que ya pueden salir."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{deliver_due(now=timezone.now())} mensajes enviados.")
