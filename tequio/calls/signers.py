"""Who was called to sign a declaration and who did: each seat once, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy

from tequio.bodies.models import Seat
from tequio.calls.models import CalledSigner, Declaration, Signature


class Answer(StrEnum):
    SIGNED = "signed"
    PENDING = "pending"
    DECLINED = "declined"
    ENDED = "ended"


LABELS = {
    Answer.SIGNED: gettext_lazy("Firmó"),
    Answer.PENDING: gettext_lazy("Falta su firma"),
    Answer.DECLINED: gettext_lazy("No la firma"),
    Answer.ENDED: gettext_lazy("Dejó el asiento sin firmar"),
}


@dataclass(frozen=True, slots=True)
class Signer:
    """``day`` is that of the signature or of the refusal; ``reason`` why not."""

    seat: Seat
    answer: Answer
    day: date | None = None
    reason: str = ""

    @property
    def label(self) -> str:
        return str(LABELS[self.answer])


def with_signers(rows: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Two queries more, however many they are."""
    signatures = Signature.objects.select_related("seat__organisation").order_by("signed_at", "pk")
    called = CalledSigner.objects.select_related("seat__organisation", "seat__body").order_by("called_at", "pk")
    return rows.prefetch_related(Prefetch("signatures", signatures), Prefetch("called", called))


def signers_of(declaration: Declaration, zone: ZoneInfo, today: date) -> tuple[Signer, ...]:
    """Who signed in order, whoever called her; then those of whom an answer is known or waited. Ask ``with_signers``."""
    signed = [
        Signer(each.seat, Answer.SIGNED, each.signed_at.astimezone(zone).date())
        for each in declaration.signatures.all()
    ]
    done = {each.seat.pk for each in signed}
    return (*signed, *_unsigned((each for each in declaration.called.all() if each.seat_id not in done), zone, today))


def _unsigned(called: Iterable[CalledSigner], zone: ZoneInfo, today: date) -> Iterable[Signer]:
    for each in called:
        if each.declined_at is not None:
            yield Signer(each.seat, Answer.DECLINED, each.declined_at.astimezone(zone).date(), each.reason)
        elif each.seat.is_held(today):
            yield Signer(each.seat, Answer.PENDING)
        else:
            yield Signer(each.seat, Answer.ENDED)
