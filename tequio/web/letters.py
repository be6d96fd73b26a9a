"""A letter of the program as it is received: a few paragraphs, at most one thing to do, and why it came."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string


@dataclass(frozen=True, slots=True)
class Letter:
    """``link`` is a path of this site or a whole address; ``why`` ends the letter: "Recibe esto porque…"."""

    subject: str
    paragraphs: tuple[str, ...]
    why: str
    link: str = ""
    button: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    #: where letters like this one are stopped
    stop: str = ""

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL}{self.link}" if self.link.startswith("/") else self.link


def in_words(letter: Letter) -> str:
    """The text that every mail program shows."""
    return render_to_string("web/letter.txt", {"letter": letter}).strip() + "\n"


def in_html(letter: Letter) -> str:
    return render_to_string("web/letter.html", {"letter": letter})
