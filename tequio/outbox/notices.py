"""Letters that an address may stop: each carries the link that stops its kind, and none goes twice."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from tequio.outbox.actions import UNDO, queue_message
from tequio.outbox.models import Message
from tequio.outbox.preferences import choices_url, refusing
from tequio.web.letters import Letter, in_html, in_words

#: of each address, what makes its letter the same one, and the letter
Notices = Mapping[str, tuple[uuid.UUID, Letter]]


def queue_notices(kind: str, letters: Notices, at: datetime, hold: timedelta = UNDO) -> int:
    """To each address its own. Not to who refused this kind, and not the same one twice; how many are queued."""
    if not letters:
        return 0
    stopped = refusing(kind)
    uids = [uid for uid, _letter in letters.values()]
    known = set(Message.objects.filter(uid__in=uids).values_list("uid", flat=True))
    owed = {address: pair for address, pair in letters.items() if address not in stopped and pair[0] not in known}
    return sum(_queue(kind, address, uid, letter, at, hold) for address, (uid, letter) in owed.items())


def _queue(kind: str, address: str, uid: uuid.UUID, letter: Letter, at: datetime, hold: timedelta) -> bool:
    """No, when somebody else queued the very same one at the same instant."""
    stop = choices_url(address, kind)
    mine = replace(letter, stop=stop)
    try:
        with transaction.atomic():
            queue_message(
                recipient=address,
                subject=mine.subject,
                text=in_words(mine),
                html=in_html(mine),
                unsubscribe_url=stop,
                uid=uid,
                at=at,
                hold=hold,
            )
    except IntegrityError:
        return False
    return True
