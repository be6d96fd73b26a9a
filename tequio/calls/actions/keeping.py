"""What is the applicants' is kept the days that their privacy notice told, counted from the end of the process."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from tequio.audit.actions import record
from tequio.calls.actions.applications import erase_words_about, withdraw_application
from tequio.calls.models import ApplicantType, Application, ApplicationFile, Call, FolioMiss
from tequio.files.models import StoredFile
from tequio.people.models import Consent, Person

#: applications in one transaction
BATCH = 500
WRITTEN = ("organisation_name", "post", "name", "email", "state", "municipality", "motive")


@transaction.atomic
def forget_applications(*, at: datetime) -> int:
    """Of how many the personal data went. The folio, the type and what was decided stay, and so do the figures."""
    return _erase(past_their_days(at), at)


@transaction.atomic
def forget_applications_of(*, person: Person | None, email: str, at: datetime) -> int:
    """Those of somebody whose cancellation was granted, with an account or without; one still in play is withdrawn."""
    whose = Q(person=person) if person is not None else Q(pk__in=())
    if email:
        whose |= Q(email=email.strip().lower())
    hers = Application.objects.filter(whose, erased_at__isnull=True)
    # once withdrawn they no longer say whose they were
    every = list(hers.values_list("pk", flat=True))
    for each in hers.in_play().filter(call__results_at__isnull=True).exclude(call__status="void"):
        withdraw_application(application=each, at=at)
    return _erase(Application.objects.filter(pk__in=every), at)


def _erase(found: QuerySet[Application], at: datetime) -> int:
    rows = list(found.select_for_update(of=("self",)).order_by("pk").values_list("pk", "call_id")[:BATCH])
    applications = Application.objects.filter(pk__in=[pk for pk, _call in rows])
    files = list(ApplicationFile.objects.filter(application__in=applications).values_list("file_id", flat=True))
    ApplicationFile.objects.filter(application__in=applications).delete()
    StoredFile.objects.filter(pk__in=files).delete()
    erase_words_about(applications, at)
    Consent.objects.filter(application__in=applications).update(person=None)
    applications.filter(seat__isnull=True).update(person=None, organisation=None)
    empty = dict.fromkeys(WRITTEN, "")
    # who is none of the nine has to say something
    applications.filter(applicant_type=ApplicantType.OTHER).update(type_text=str(ApplicantType.OTHER.label))
    applications.update(**empty, declared=[], verdicts=[], stages=[], salt=None, erased_at=at)
    for call, number in Counter(call for _pk, call in rows).items():
        note_forgotten(call, number, at)
    return len(rows)


def past_their_days(at: datetime) -> QuerySet[Application]:
    """A process ends when everybody was told, or when the call was declared void; one that waits for its results has not ended."""
    still = Application.objects.filter(erased_at__isnull=True)
    over = Q(pk__in=())
    for days in still.values_list("consent__notice__kept_days", flat=True).distinct():
        before = at - timedelta(days=days)
        ended = Q(call__results_at__lte=before) | Q(call__status="void", call__closes_at__lte=before)
        over |= ended & Q(consent__notice__kept_days=days)
    return still.filter(over).order_by("pk")


def note_forgotten(call_id: int, number: int, at: datetime) -> None:
    call = Call.objects.select_related("exercise").get(pk=call_id)
    record(
        verb="calls.applications_forgotten",
        subject_kind="call",
        subject_uid=call.uid,
        exercise_uid=call.exercise.uid,
        by=None,
        at=at,
        changes={"forgotten": (None, number)},
    )


def forget_misses(*, before: datetime) -> int:
    return FolioMiss.objects.filter(missed_at__lt=before).delete()[0]
