from __future__ import annotations

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tequio.outbox.actions import UNDO, queue_message, receive_letters, refuse_letters
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import Refused
from tests.builders import LATER, NOW

pytestmark = pytest.mark.django_db
ADDRESS = "alguien@example.org"


@pytest.mark.covers("exp:17")
def test_an_address_refuses_a_kind_once_and_takes_it_back() -> None:
    refuse_letters(recipient=ADDRESS, kind="week", at=NOW)
    refuse_letters(recipient=ADDRESS, kind="week", at=LATER)
    assert Refused.objects.get().refused_at == NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        Refused.objects.create(recipient=ADDRESS, kind="week", refused_at=NOW)
    receive_letters(recipient=ADDRESS, kind="week")
    assert not Refused.objects.exists()


@pytest.mark.covers("exp:17")
def test_only_a_letter_that_comes_again_says_where_to_refuse_it() -> None:
    for address in ("", "https://example.org/baja?t=x"):
        queue_message(recipient=ADDRESS, subject="Aviso", text="x", at=NOW, unsubscribe_url=address)
    deliver_due(now=NOW + UNDO)
    once, again = (message.extra_headers for message in mail.outbox)
    assert "List-Unsubscribe" not in once
    assert again["List-Unsubscribe"] == "<https://example.org/baja?t=x>"
