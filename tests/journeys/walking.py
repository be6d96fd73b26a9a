"""A journey of many pages and several people: where it stands, what was wrong on the way, and the letters that arrived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import mail

from tequio.outbox.delivery import deliver_due
from tequio.places.clock import database_now
from tests.journeys.looking import DESK, PHONE, PICTURES, Window, looked_at
from tests.journeys.moments import Clock

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass
class Walk:
    site: str
    clock: Clock
    window: Window
    wrong: list[str] = field(default_factory=list)

    def sees(self, page: Page, name: str, *, both: bool = False) -> None:
        """At the width of whoever walks here; at the other one too where ``both`` says so, and for the pictures."""
        self.wrong += looked_at(page, name)
        if both or PICTURES:
            own = page.viewport_size or {"width": 0, "height": 0}
            width, height = DESK if own["width"] == PHONE[0] else PHONE
            page.set_viewport_size({"width": width, "height": height})
            self.wrong += looked_at(page, name)
            page.set_viewport_size(own)


def delivers() -> None:
    """Every letter waits a little, in case whoever pressed the button takes it back."""
    deliver_due(now=database_now() + timedelta(hours=1))


def letter(email: str, about: str) -> str:
    """The last one that arrived there about that."""
    return next(str(each.body) for each in reversed(mail.outbox) if each.to == [email] and about in each.subject)
