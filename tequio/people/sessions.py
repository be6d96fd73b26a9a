"""Sessions in a table of ours, so that a person sees where the account is open and closes it from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tequio.people.models import OpenSession

#: in the session: since when it is open, when something was last asked with it (seconds), and from what
OPENED, SEEN, BROWSER = "people.opened_at", "people.seen_at", "people.browser"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Any]:
        return OpenSession

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Counted from the moment of entering: to be used does not make it longer."""
        opened = moment(self.get(OPENED))
        if opened is None:
            return super().get_expiry_date(**kwargs)
        return opened + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds."""
        kwargs.setdefault("expiry", self.get_expiry_date())
        return max(0, super().get_expiry_age(**kwargs))

    def create_model_instance(self, data: dict[str, Any]) -> OpenSession:
        """One row per session; the columns repeat what the closed text of the session says."""
        made: Any = super().create_model_instance(data)
        known = OpenSession.objects.filter(pk=made.pk).values_list("uid", flat=True).first()
        if known is not None:
            made.uid = known
        made.account_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        made.browser = data.get(BROWSER, "")
        made.opened_at, made.seen_at = moment(data.get(OPENED)), moment(data.get(SEEN))
        return cast(OpenSession, made)


def moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_of(agent: str) -> str:
    """«Firefox · Android»: enough to recognise it, too little to follow anybody."""
    found = (next((name for mark, name in marks if mark in agent), "") for marks in (BROWSERS, MACHINES))
    return " · ".join(filter(None, found))
