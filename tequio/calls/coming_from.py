"""Of which place is a page of this site, asked by who has only its address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tequio.calls.letters import uid_of
from tequio.calls.models import Application
from tequio.exercises.models import Exercise, Status


def place_of_page(address: str) -> int | None:
    """Key of the jurisdiction of a page of a public exercise, or of the application that a letter leads to. One query."""
    parts = urlsplit(address)
    uid = uid_of(parse_qs(parts.query).get("t", [""])[0]) if parts.path.startswith("/seguir/") else None
    if uid is not None:
        return Application.objects.filter(uid=uid).values_list("call__exercise__jurisdiction", flat=True).first()
    slug = parts.path.strip("/").partition("/")[0]
    public = Exercise.objects.exclude(status=Status.DRAFT)
    return public.filter(slugs__slug=slug).values_list("jurisdiction", flat=True).first()
