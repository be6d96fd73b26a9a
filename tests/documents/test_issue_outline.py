from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tequio.commitments.actions import edit_commitment
from tequio.commitments.models import Commitment
from tequio.commitments.outlines import commitment_outline
from tequio.core.outline import Heading, Outline, Paragraph, fingerprint
from tequio.documents.actions import SameBytes, issue_outline
from tequio.documents.models import Issued, Series
from tequio.documents.queries import content_now, regenerates
from tequio.documents.rendering import Form
from tequio.exercises.models import Exercise
from tequio.exercises.queries import header
from tequio.files.actions import read_file
from tequio.opendata.documents import changed_on
from tests import builders

pytestmark = pytest.mark.django_db
OUTLINE = Outline("Acuerdo", (Heading("Acuerdo", 1), Paragraph("Se acuerda publicar.")))
SUBJECT = uuid4()
each_form = pytest.mark.parametrize("form", list(Form))


def issue(exercise: Exercise, outline: Outline = OUTLINE, form: Form = Form.DOCX, **options: Any) -> Issued:
    values: dict[str, Any] = {
        "kind": "workplan",
        "subject_kind": "workplan",
        "subject_uid": SUBJECT,
        "office": "STL",
        "by": builders.secretariat(exercise),
        "at": builders.NOW,
        **options,
    }
    return issue_outline(outline=outline, form=form, exercise=exercise, **values)


@pytest.mark.covers("req:127")
@each_form
def test_making_it_again_from_the_data_gives_the_same_bytes(form: Form) -> None:
    issued = issue(builders.exercise(), form=form)
    assert regenerates(OUTLINE, issued)
    again = content_now(OUTLINE, form, kind="workplan", subject_uid=SUBJECT)
    assert again == read_file(issued.file)
    assert not regenerates(replace(OUTLINE, title="Otro acuerdo"), issued)


@pytest.mark.covers("req:127")
def test_the_folio_the_version_and_the_fingerprint_are_printed() -> None:
    issued = issue(builders.exercise())
    foot = docx.Document(io.BytesIO(read_file(issued.file))).sections[0].footer.paragraphs[0].text
    assert (issued.folio, issued.version) == ("STL/001/2019", 1)
    assert f"Folio STL/001/2019 · versión 1 · huella {fingerprint(OUTLINE)}" in foot


@pytest.mark.covers("req:127")
@each_form
def test_what_says_the_same_is_not_issued_again_in_any_form(form: Form) -> None:
    exercise = builders.exercise()
    issue(exercise)
    with pytest.raises(SameBytes, match="STL/001/2019"):
        issue(exercise, form=form)
    assert Series.objects.get().last_number == 1
    changed = issue(exercise, replace(OUTLINE, title="Acuerdo corregido"), form)
    assert (changed.folio, changed.version) == ("STL/002/2019", 2)


def test_a_changed_document_is_given_without_the_old_folio() -> None:
    issue(builders.exercise())
    changed = replace(OUTLINE, title="Acuerdo corregido")
    content = content_now(changed, Form.DOCX, kind="workplan", subject_uid=SUBJECT)
    assert "Folio" not in docx.Document(io.BytesIO(content)).sections[0].footer.paragraphs[0].text


def test_only_the_secretariat_issues() -> None:
    exercise = builders.exercise()
    with pytest.raises(PermissionDenied):
        issue(exercise, by=builders.person("Quien pasa"))
    assert not Issued.objects.exists()


@pytest.mark.covers("req:127", "exp:12")
def test_the_download_bears_the_folio_until_the_commitment_changes(client: Client) -> None:
    table = builders.table()
    Commitment.objects.update(status="published")
    path = f"/{table.exercise.slug}/compromisos/{table.commitment.number}/ficha.docx"
    plain = client.get(path).content
    of = header(table.exercise.slug, now=builders.NOW)
    dated = changed_on(of, table.commitment.uid, table.plan.uid)
    outline = commitment_outline(table.commitment, dated=dated)
    clerk = builders.secretariat(table.exercise)
    issued = issue(
        table.exercise,
        outline,
        kind="commitment_sheet",
        subject_kind="commitment_sheet",
        subject_uid=table.commitment.uid,
        at=builders.NOW + timedelta(days=5),
    )
    stamped = client.get(path).content
    assert stamped == read_file(issued.file) != plain
    new = {"objective": "Otro objetivo"}
    edit_commitment(commitment=table.commitment, values=new, pack=builders.pack(), by=clerk, at=builders.LATER)
    assert client.get(path).content not in {plain, stamped}
