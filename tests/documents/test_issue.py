from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.documents import permissions
from tequio.documents.actions import PatternIsWrong, SameBytes, folio, issue_document, keep_source
from tequio.documents.models import Issued, Series, Source
from tequio.exercises.models import Exercise
from tequio.files.actions import read_file
from tests import builders

pytestmark = pytest.mark.django_db
NOW = builders.NOW
SUBJECT = uuid4()


def issue(exercise: Exercise, content: bytes = b"uno", **options: Any) -> Issued:
    values: dict[str, Any] = {
        "kind": "commitment_sheet",
        "subject_kind": "commitment",
        "subject_uid": SUBJECT,
        "name": "ficha.docx",
        "media_type": "application/msword",
        "office": "DPC",
        "by": builders.secretariat(exercise),
        "at": NOW,
        **options,
    }
    return issue_document(exercise=exercise, content=content, **values)


@pytest.mark.covers("req:127")
def test_folio_version_hash_and_bytes() -> None:
    exercise = builders.exercise()
    first, second = issue(exercise), issue(exercise, b"dos")
    other = issue(exercise, subject_uid=uuid4())
    assert [one.folio for one in (first, second, other)] == ["DPC/001/2019", "DPC/002/2019", "DPC/003/2019"]
    assert [one.version for one in (first, second, other)] == [1, 2, 1]
    assert read_file(second.file) == b"dos"
    assert second.sha256 == second.file.sha256
    event = Event.objects.filter(verb="documents.document_issued").earliest("pk")
    assert event.changes["folio"] == [None, "DPC/001/2019"]
    assert event.changes["sha256"] == [None, first.sha256]


@pytest.mark.covers("req:127")
def test_the_same_bytes_are_not_issued_twice() -> None:
    exercise = builders.exercise()
    issue(exercise)
    with pytest.raises(SameBytes):
        issue(exercise)
    assert Series.objects.get().last_number == 1


@pytest.mark.covers("req:127")
def test_a_series_is_of_one_office_year_and_kind_of_the_place() -> None:
    """The year is that of the place: in Mexico it is still 2019 when in UTC it is 2020."""
    exercise = builders.exercise()
    assert issue(exercise, at=datetime(2020, 1, 1, 3, 0, tzinfo=UTC)).folio == "DPC/001/2019"
    assert issue(exercise, b"dos", at=datetime(2020, 1, 1, 7, 0, tzinfo=UTC)).folio == "DPC/001/2020"
    assert issue(exercise, b"tres", office="OTRA").folio == "OTRA/001/2019"
    assert issue(exercise, b"cuatro", kind="workplan").folio == "DPC/001/2019"
    Series.objects.filter(office="DPC", year=2019, kind="workplan").update(pattern="{year}-{number}")
    assert issue(exercise, b"cinco", kind="workplan").folio == "2019-2"


@pytest.mark.parametrize(
    "pattern", ["{office}/{year}", "{number.__class__}", "{number} {secret}", "{number", "{0}{number}"]
)
def test_a_pattern_has_only_its_three_names(pattern: str) -> None:
    with pytest.raises(PatternIsWrong):
        folio(pattern, office="DPC", number=1, year=2026)


@pytest.mark.covers("req:127")
def test_numbers_versions_and_series_are_given_once() -> None:
    exercise = builders.exercise()
    first, second = issue(exercise), issue(exercise, b"dos")
    with pytest.raises(IntegrityError), transaction.atomic():
        Issued.objects.filter(pk=second.pk).update(number=first.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Issued.objects.filter(pk=second.pk).update(version=first.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.create(office="DPC", year=2019, kind="commitment_sheet")


@pytest.mark.covers("req:23")
def test_the_source_is_kept_with_what_was_read_besides() -> None:
    exercise = builders.exercise()
    by = builders.secretariat(exercise)
    values: dict[str, Any] = {
        "exercise": exercise,
        "file": builders.file(),
        "kind": "call",
        "subject_kind": "call",
        "subject_uid": SUBJECT,
    }
    source = keep_source(**values, text="Texto", reading={"dropped": []}, by=by, at=NOW)
    assert (source.text, source.reading) == ("Texto", {"dropped": []})
    assert Event.objects.get(verb="documents.source_kept").changes["file"] == [None, "minuta.pdf"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(**values, kept_at=NOW)


@pytest.mark.covers("req:127")
@pytest.mark.parametrize(("who", "may"), [("secretariat", True), ("administrator", False), ("anybody", False)])
def test_who_issues_and_keeps(who: str, may: bool) -> None:
    exercise = builders.exercise()
    by = {
        "secretariat": lambda: builders.secretariat(exercise),
        "administrator": builders.administrator,
        "anybody": builders.person,
    }[who]()
    assert permissions.can_issue_document(by, exercise, NOW) is may
    assert permissions.can_keep_source(by, exercise, NOW) is may
    if may:
        return
    with pytest.raises(PermissionDenied):
        issue(exercise, by=by)
    with pytest.raises(PermissionDenied):
        keep_source(
            exercise=exercise,
            file=builders.file(),
            kind="call",
            subject_kind="call",
            subject_uid=SUBJECT,
            by=by,
            at=NOW,
        )
