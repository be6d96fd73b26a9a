"""What the table of commitments that were taken out refuses by itself."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tequio.commitments.models import CommitmentRemoval
from tequio.commitments.removals import remove_commitment
from tests import builders
from tests.builders import LATER


@pytest.mark.django_db
@pytest.mark.covers("exp:4")
def test_nothing_is_taken_out_without_its_reason() -> None:
    exercise = builders.exercise()
    by = builders.secretariat(exercise)
    removal = remove_commitment(commitment=builders.commitment(exercise), reason="Se repetía", by=by, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentRemoval.objects.filter(pk=removal.pk).update(reason="")
