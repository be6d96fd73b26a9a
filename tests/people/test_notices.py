"""Versions of a privacy notice and who accepted which: what the tables refuse by themselves."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tequio.people.models import Consent, PrivacyNotice
from tests import builders
from tests.builders import NOW

pytestmark = pytest.mark.django_db


def notice(version: int = 1) -> PrivacyNotice:
    return PrivacyNotice.objects.create(
        jurisdiction=builders.place(),
        purpose="application",
        version=version,
        text="Para qué se usan sus datos.",
        kept_days=90,
        since_at=NOW,
    )


@pytest.mark.covers("req:129")
def test_a_notice_has_each_version_once() -> None:
    notice()
    notice(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        notice(2)


@pytest.mark.covers("req:129")
def test_what_was_sent_accepts_a_notice_once_and_not_before_it_is_withdrawn() -> None:
    one, sent = notice(), {"subject_kind": "application", "given_at": NOW}
    first = Consent.objects.create(notice=one, subject_uid=uuid4(), **sent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(notice=one, subject_uid=first.subject_uid, **sent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(notice=one, subject_uid=uuid4(), withdrawn_at=NOW - timedelta(days=1), **sent)
