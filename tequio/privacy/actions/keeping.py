from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tequio.outbox.actions import forget_letters
from tequio.people.drafts import forget_drafts
from tequio.people.models import OpenSession
from tequio.privacy.models import ArcoRequest
from tequio.privacy.terms import kept_for


@transaction.atomic
def forget_what_is_no_longer_kept(*, at: datetime) -> int:
    """Personal data past the days that ``terms.toml`` gives them; how many rows lost theirs. What was decided, and when, stays."""

    def before(kind: str) -> datetime:
        return at - timedelta(days=kept_for(kind))

    requests = ArcoRequest.objects.filter(answered_at__lte=before("arco_requests"), erased_at__isnull=True).update(
        name="",
        email="",
        text="",
        details="",
        details_asked="",
        answer="",
        network_key="",
        salt=None,
        person=None,
        erased_at=at,
    )
    letters = forget_letters(ended_before=before("letters"))
    sessions, _each = OpenSession.objects.filter(expire_date__lte=at).delete()
    return requests + letters + sessions + forget_drafts(before=before("drafts"))
