from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pytest_django import Settings

from tequio.audit.models import Event
from tequio.calls import permissions
from tequio.calls.actions import (
    AlreadyClaimed,
    ApplicationIsSettled,
    Attached,
    CallIsClosed,
    CallTakesNoApplications,
    RequirementNotMet,
    claim_application,
    submit_application,
    withdraw_application,
)
from tequio.calls.letters import token_of, uid_of
from tequio.calls.models import ApplicantType, Application, Call
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.outbox.delivery import deliver_due
from tequio.outbox.models import Message
from tequio.people.actions import open_account
from tequio.people.models import Consent, Person, Purpose
from tequio.people.notices import NoticeHasChanged, NoticeIsEmpty, NoticeIsTheSame, publish_notice
from tequio.places.clock import database_now
from tests import builders
from tests.builders import NOW
from tests.calls.applying import DURANGO, PDF, apply, finished, given, notice, open_call, shut

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(exercise: Exercise) -> Call:
    return open_call(exercise)


@pytest.mark.covers("req:48")
def test_it_has_a_folio_a_fingerprint_and_a_receipt_and_the_record_tells_no_name(call: Call) -> None:
    made = apply(call)
    assert made.folio.startswith("TQ-")
    assert len(made.fingerprint) == 64
    event = Event.objects.get(verb="calls.application_received")
    assert set(event.reserved) == {"name", "email"}
    assert "Canaria" not in str(event.changes) + str(event.reserved)
    letter = Message.objects.get()
    assert made.folio in letter.subject
    assert "Canaria" not in letter.subject
    assert made.fingerprint in letter.text
    assert uid_of(token_of(made)) == made.uid
    assert uid_of(token_of(made)[:-2]) is None


@pytest.mark.covers("req:45")
@pytest.mark.parametrize("kind", [each for each in ApplicantType.values if each != "other"])
def test_each_of_the_nine_types_may_apply_also_without_an_organisation(call: Call, kind: str) -> None:
    assert len(ApplicantType.values) == 10
    assert apply(call, applicant_type=kind).applicant_type == kind


@pytest.mark.covers("req:45")
def test_another_type_says_what_it_is(call: Call) -> None:
    assert apply(call, applicant_type="other", type_text="Artista").type_text == "Artista"
    made = apply(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=made.pk).update(applicant_type="other", type_text="")


@pytest.mark.covers("req:46")
def test_who_lives_elsewhere_is_received_as_not_meeting_it_and_the_reason_stays(call: Call) -> None:
    made = apply(call, state="Jalisco", municipality="Zapopan")
    assert not made.is_eligible
    assert made.verdicts[0]["met"] is False
    assert "Jalisco" in made.verdicts[0]["reason"]
    assert apply(call, state="durango ").is_eligible


@pytest.mark.covers("req:46")
def test_no_address_is_kept() -> None:
    names = {field.name for field in Application._meta.get_fields()}
    assert not names & {"address", "street", "postal_code", "phone", "curp", "birthday"}


@pytest.mark.covers("req:47", "req:49")
@pytest.mark.parametrize("values", [{"stages": ()}, {"honorary": False}])
def test_without_a_stage_or_the_honorary_acknowledgement_it_is_not_sent(call: Call, values: dict[str, Any]) -> None:
    with pytest.raises(RequirementNotMet):
        apply(call, **values)
    assert not Application.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.covers("case:F10", "req:48")
def test_two_clicks_are_one_application_also_when_the_second_comes_after_the_close(call: Call) -> None:
    key = uuid4()
    first = apply(call, key=key)
    assert apply(call, key=key, name="Otro").folio == first.folio
    shut(call)
    assert apply(call, key=key).folio == first.folio
    assert (Application.objects.count(), Message.objects.count(), Consent.objects.count()) == (1, 1, 1)


@pytest.mark.covers("case:F10")
def test_the_database_keeps_one_row_for_one_form(call: Call) -> None:
    one, other = apply(call), apply(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=other.pk).update(key=one.key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=other.pk).update(folio=one.folio)


@pytest.mark.covers("case:T1", "req:50")
def test_the_clock_of_the_database_decides_whatever_the_page_says(call: Call) -> None:
    at = database_now()
    Call.objects.filter(pk=call.pk).update(closes_at=at + timedelta(hours=1))
    apply(call)
    shut(call)
    with pytest.raises(CallIsClosed):
        submit_application(
            call=call, given=given(call), notice=notice(call.exercise), key=uuid4(), at=at - timedelta(days=1)
        )
    Call.objects.filter(pk=call.pk).update(
        opens_at=database_now() + timedelta(hours=1), closes_at=database_now() + timedelta(days=1)
    )
    with pytest.raises(CallIsClosed):
        apply(call)
    assert Application.objects.count() == 1


def test_a_call_answered_elsewhere_takes_none(exercise: Exercise) -> None:
    call = open_call(exercise, DURANGO, takes_applications=False)
    with pytest.raises(CallTakesNoApplications):
        apply(call)


@pytest.mark.covers("req:129")
def test_the_version_of_the_notice_that_was_accepted_stays_with_it(call: Call, exercise: Exercise) -> None:
    shown = notice(exercise)
    made = apply(call)
    assert (made.consent.notice, made.consent.subject_uid) == (shown, made.uid)
    values: dict[str, Any] = {
        "jurisdiction": exercise.jurisdiction,
        "purpose": Purpose.APPLICATION,
        "by": builders.secretariat(exercise),
    }
    with pytest.raises(NoticeIsTheSame):
        publish_notice(**values, text=shown.text, kept_days=shown.kept_days, at=NOW)
    with pytest.raises(NoticeIsEmpty):
        publish_notice(**values, text=" ", kept_days=1, at=NOW)
    newer = publish_notice(**values, text="Otro aviso", kept_days=10, at=NOW)
    assert newer.version == 2
    with pytest.raises(NoticeHasChanged):
        submit_application(call=call, given=given(call), notice=shown, key=uuid4(), at=NOW)
    made.refresh_from_db()
    assert made.consent.notice.version == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        type(newer).objects.filter(pk=newer.pk).update(version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(notice=shown, subject_kind="x", subject_uid=made.uid, given_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=made.consent.pk).update(withdrawn_at=made.consent.given_at - timedelta(1))


@pytest.mark.covers
def test_what_comes_with_it_is_reserved(call: Call) -> None:
    made = apply(call, files=(Attached(PDF, "carta.pdf", "application/pdf", "Carta"),))
    assert made.files.get().file.version == "reserved"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.files.create(file=made.files.get().file, position=1, label="Otra")


@pytest.mark.covers("req:129")
def test_who_withdraws_takes_her_words_and_papers_and_the_folio_stays(call: Call) -> None:
    told = {"applicant_type": "other", "type_text": "Vecinas Canarias", "municipality": "Lerdo", "post": "Canaria"}
    made = apply(call, files=(Attached(PDF, "carta.pdf", "application/pdf", "Carta"),), **told)
    withdraw_application(application=made, at=database_now())
    assert (made.status, made.name, made.email, made.motive) == ("withdrawn", "", "", "")
    left = " ".join(str(getattr(made, each.attname)) for each in Application._meta.concrete_fields)
    assert [each for each in ("Canaria", "Lerdo", call.exercise.jurisdiction.name, "mesas") if each in left] == []
    assert made.folio
    assert not StoredFile.objects.filter(original_name="carta.pdf").exists()
    made.consent.refresh_from_db()
    assert made.consent.withdrawn_at
    with pytest.raises(ApplicationIsSettled):
        withdraw_application(application=made, at=database_now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=made.pk).update(withdrawn_at=None)


def test_after_the_results_it_is_not_withdrawn(exercise: Exercise) -> None:
    made = Application.objects.get(call=finished(exercise, "Una"))
    with pytest.raises(ApplicationIsSettled):
        withdraw_application(application=made, at=database_now())


def somebody(email: str, exercise: Exercise) -> Person:
    made = builders.person(f"Persona de {email}", exercise.jurisdiction)
    open_account(person=made, email=email, by=builders.administrator(), at=NOW)
    return Person.objects.get(pk=made.pk)


@pytest.mark.covers("case:X1")
def test_an_account_claims_its_own_folio_and_nobody_elses(call: Call, exercise: Exercise) -> None:
    made = apply(call)
    mine, other = somebody("canaria@example.org", exercise), somebody("otra@example.org", exercise)
    assert not permissions.is_written_by(other, made)
    with pytest.raises(PermissionDenied):
        claim_application(application=made, holds_letter=False, by=other, at=NOW)
    claim_application(application=made, holds_letter=False, by=mine, at=NOW)
    assert made.person == mine
    with pytest.raises(AlreadyClaimed):
        claim_application(application=made, holds_letter=True, by=other, at=NOW)


@pytest.mark.covers("case:D3")
def test_the_mail_server_may_be_down_and_the_application_is_whole(call: Call, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    made = apply(call)
    assert deliver_due(now=database_now() + timedelta(minutes=2)) == 0
    assert Application.objects.get(pk=made.pk).folio == made.folio
    assert Message.objects.get().sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due(now=database_now() + timedelta(hours=2)) == 1
