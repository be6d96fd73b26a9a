"""``tequio manage withdraw_second_factor CORREO --reason TEXTO``: for the administrator who lost everything and has no other to ask."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tequio.core.refusals import Refusal
from tequio.people.lost_factors import withdraw_second_factor
from tequio.people.models import Person


class Command(BaseCommand):
    help = "Retira el segundo paso de una cuenta; queda en el registro público y se le avisa por correo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="CORREO")
        parser.add_argument("--reason", required=True, metavar="TEXTO", help="cómo se comprobó quién lo pide")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.select_related("account").filter(account__email=options["email"].lower()).first()
        if person is None:
            raise CommandError("Ninguna cuenta usa ese correo.")
        try:
            withdraw_second_factor(person=person, reason=options["reason"], by=None, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Listo: la próxima vez que entre configura otro.")
