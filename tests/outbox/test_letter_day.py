"""What the table of chosen days refuses by itself."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tequio.outbox.models import LetterDay


@pytest.mark.django_db
@pytest.mark.covers("exp:17")
def test_one_day_for_each_letter_of_an_address_and_a_day_of_the_week() -> None:
    LetterDay.objects.create(recipient="a@example.org", kind="week", weekday=3)
    for wrong in (("a@example.org", "week", 4), ("b@example.org", "week", 7)):
        with pytest.raises(IntegrityError), transaction.atomic():
            LetterDay.objects.create(recipient=wrong[0], kind=wrong[1], weekday=wrong[2])
