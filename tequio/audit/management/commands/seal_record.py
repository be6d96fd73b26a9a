from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tequio.audit.actions import seal_pending


class Command(BaseCommand):
    help = "Numera y encadena los eventos que aún no lo están."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal_pending(at=timezone.now())} eventos sellados.")
