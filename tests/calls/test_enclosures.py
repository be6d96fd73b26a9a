"""The documents of an application: several, each with what it is, kept through a mistake and taken out before it is sent."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.calls import doors
from tequio.calls.actions import (
    MOST_ENCLOSED,
    Attached,
    EnclosureSaysNothing,
    TooManyEnclosures,
    claim_application,
    forget_applications_of,
    withdraw_application,
)
from tequio.calls.actions.applications import statement_of
from tequio.calls.held import held_in
from tequio.calls.letters import private_address
from tequio.calls.models import Application, ApplicationFile, Call
from tequio.core.ledger import conceal
from tequio.exercises.models import Exercise
from tequio.files.actions import path_of
from tequio.files.models import StoredFile
from tequio.formats.attachments import LARGEST
from tequio.outbox.models import Message
from tequio.people.draft_models import Draft
from tequio.places.clock import database_now
from tequio.privacy.own_data import archive_of
from tests import builders
from tests.calls.applying import PDF, apply, fields, form_url, letter_and_path, open_call
from tests.entering import entered

pytestmark = pytest.mark.django_db
WHAT = ("Carta de postulación", "Trayectoria de Canaria", "Acta constitutiva")


@pytest.fixture
def call(exercise: Exercise) -> Call:
    return open_call(exercise)


def upload(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def three() -> dict[str, Any]:
    """Each with its own content."""
    files = {f"file_{n}": upload(f"canaria-{n}.pdf", PDF + b"%" * n + b"\n%%EOF\n") for n in (1, 2, 3)}
    return {**files, **{f"label_{n}": what for n, what in enumerate(WHAT, 1)}}


def carried(text: str) -> dict[str, str]:
    """What a page carries of the documents."""
    return dict(re.findall(r'name="((?:held|label)_\d)"[^>]*? value="([^"]+)"', text))


def of(application: Application) -> list[tuple[int, str, str]]:
    rows = application.files.order_by("position").values_list("position", "label", "file__original_name")
    return list(rows)


@pytest.mark.covers("case:F1", "req:48")
def test_three_documents_are_kept_through_a_mistake_and_told_wherever_the_application_is(call: Call) -> None:
    client = Client()
    answer = client.post(form_url(call), fields(call, name="", do="review", **three()))
    text = answer.content.decode()
    assert (answer.status_code, text.count('class="held"'), text.count("data-autosave")) == (422, 3, 2)
    review = client.post(form_url(call), fields(call, do="review", **carried(text))).content.decode()
    for each in (*WHAT, "canaria-1.pdf", "canaria-3.pdf"):
        assert each in review
    answer = client.post(form_url(call), fields(call, **carried(review)))
    made = Application.objects.get()
    assert of(made) == [(n, what, f"canaria-{n}.pdf") for n, what in enumerate(WHAT, 1)]
    public = client.get(answer["Location"]).content.decode()
    assert "3 documentos: PDF, " in public
    assert not [each for each in (*WHAT, "anaria") if each in public], "the folio alone does not say whose it is"
    receipt = pypdf.PdfReader(io.BytesIO(client.get(f"/seguir/{made.folio}/acuse.pdf").content))
    paper = " ".join(receipt.pages[0].extract_text().split())
    assert ("3 documentos: PDF, " in paper, "anaria" in paper) == (True, False)
    mine = client.get(private_address(made)).content.decode()
    letter = Message.objects.get(application_letter__application=made)
    desk = entered(builders.secretariat(call.exercise)).get(f"/durango/convocatoria/{call.uid}/solicitudes/")
    for told in (mine, letter.text, letter.html, desk.content.decode()):
        assert [each for each in (*WHAT, "canaria-2.pdf") if each not in told] == []
    assert "anaria" not in letter.subject


@pytest.mark.covers("case:X1")
def test_each_is_opened_by_the_office_with_its_ending_and_by_nobody_else(call: Call) -> None:
    made = apply(call, files=letter_and_path())
    office, stranger = entered(builders.secretariat(call.exercise)), entered(builders.person("Alguien"))
    for position, given in enumerate(letter_and_path(), 1):
        address = f"/durango/convocatoria/{call.uid}/solicitudes/{made.folio}/{position}"
        answer = office.get(address)
        assert answer.content == given.content
        assert answer["Content-Disposition"] == f'attachment; filename="{made.folio}-{position}.pdf"'
        assert (stranger.get(address).status_code, Client().get(address).status_code) == (403, 302)
    assert office.get(f"/durango/convocatoria/{call.uid}/solicitudes/{made.folio}/3").status_code == 404


def test_one_is_taken_out_in_the_form_and_another_in_the_review(call: Call) -> None:
    client, url = Client(), form_url(call)
    page = {"_pagina": url}
    text = client.post(url, fields(call, do="review", **page, **three())).content.decode()
    text = client.post(url, fields(call, do="edit", **page, **carried(text))).content.decode()
    text = client.post(url, fields(call, do="review", out_1="on", **page, **carried(text))).content.decode()
    assert [carried(text).get(f"label_{n}") for n in (1, 2, 3)] == [*WHAT[1:], None]
    text = client.post(url, fields(call, do="out-2", **page, **carried(text))).content.decode()
    assert "Todavía no se envía" in text
    assert {name: each for name, each in carried(text).items() if name.startswith("label")} == {"label_1": WHAT[1]}
    kept = {name for name in Draft.objects.get().fields if name.startswith(("held", "label", "out"))}
    assert kept == {"label_1", "held_1"}, "the draft is the form as it stands"
    again = client.post(url, {**fields(call, paso="retomar", do=""), **page, **carried(text)}).content.decode()
    assert "canaria-2.pdf" in again
    client.post(url, fields(call, **carried(text)))
    assert of(Application.objects.get()) == [(1, WHAT[1], "canaria-2.pdf")]


@pytest.mark.covers("case:F1")
def test_one_that_is_refused_is_told_at_its_field_and_the_others_stay(call: Call) -> None:
    wrong = {
        "file_1": upload("carta.pdf", b"<html><script>alert(1)</script></html>"),
        "label_1": "Carta",
        "file_2": upload("enorme.pdf", b"%PDF-1.4" + b" " * LARGEST),
        "label_2": "Enorme",
        "file_3": upload("trayectoria.pdf"),
        "label_3": "Trayectoria",
        "file_4": upload("sin-nombre.pdf", PDF + b"%\n%%EOF\n"),
        "label_5": "Acta que se olvidó elegir",
    }
    answer = Client().post(form_url(call), fields(call, **wrong))
    text = answer.content.decode()
    assert answer.status_code == 422
    kept = {name: each for name, each in carried(text).items() if name.startswith("held")}
    assert sorted(kept) == ["held_1", "held_2"]
    told = dict(re.findall(r'<a href="#((?:file|label)_\d)">([^<]+)</a>', text))
    assert sorted(told) == ["file_3", "file_4", "file_5", "label_2"]
    assert "sin-nombre.pdf" in told["label_2"]
    assert "pesa 20.0 MB" in told["file_4"]
    assert "Acta que se olvidó elegir" in told["file_5"]
    for field in told:
        assert f'id="{field}-error"' in text
        assert f'<input id="{field}"' in text
    assert not Application.objects.exists()


def test_one_network_does_not_fill_the_disk_and_nothing_of_what_was_kept_is_lost(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "HELD", 3)
    client = Client()
    text = client.post(form_url(call), fields(call, do="review", **three())).content.decode()
    more = {"file_4": upload("otro.pdf"), "label_4": "Otro"}
    answer = client.post(form_url(call), fields(call, do="review", **carried(text), **more))
    text = answer.content.decode()
    assert (answer.status_code, text.count("ya llegaron muchos documentos"), len(carried(text))) == (422, 2, 7)
    other = Client().post(form_url(call), fields(call, do="review", **three()), REMOTE_ADDR="198.51.100.4")
    assert other.status_code == 200
    client.post(form_url(call), fields(call, **{**carried(text), "label_4": ""}))
    assert len(of(Application.objects.get())) == 3


def test_one_that_waited_too_long_is_asked_for_again_and_never_left_out_in_silence(call: Call) -> None:
    client = Client()
    text = client.post(form_url(call), fields(call, do="review", **three())).content.decode()
    for name, token in carried(text).items():
        if name.startswith("held") and (held := held_in(token)) is not None:
            path_of(held.key).unlink()
    answer = client.post(form_url(call), fields(call, **carried(text)))
    assert (answer.status_code, answer.content.decode().count("pasó más de un día")) == (422, 6)
    assert not Application.objects.exists()
    forged = client.post(form_url(call), fields(call, held_1="no es de aquí"))
    assert (forged.status_code, Application.objects.get().files.count()) == (302, 0)


@pytest.mark.covers
def test_more_than_fit_and_one_that_says_nothing_leave_no_application(call: Call) -> None:
    many = [Attached(PDF, f"{n}.pdf", "application/pdf", f"Documento {n}") for n in range(MOST_ENCLOSED + 1)]
    with pytest.raises(TooManyEnclosures):
        apply(call, files=many)
    with pytest.raises(EnclosureSaysNothing, match="«carta"):
        apply(call, files=[Attached(PDF, "carta.pdf", "application/pdf", "  ")])
    assert (Application.objects.count(), StoredFile.objects.count()) == (0, 0)
    made = apply(call, files=many[:MOST_ENCLOSED])
    assert made.files.count() == MOST_ENCLOSED
    with pytest.raises(IntegrityError), transaction.atomic():
        made.files.update(label="")


def test_the_fingerprint_changes_with_a_document_and_with_what_it_is_called(call: Call) -> None:
    made = apply(call, files=letter_and_path())
    letter, path = made.files.select_related("file").order_by("position")
    renamed = ApplicationFile(label="Otra cosa", file=path.file)
    told = [statement_of(made, rows) for rows in ((), (letter,), (path,), (renamed,), (letter, path))]
    assert len(set(told)) == 5
    assert made.fingerprint == conceal(bytes(made.salt or b""), told[-1])


@pytest.mark.covers("req:129")
@pytest.mark.parametrize("how", ["withdrawn", "cancelled"])
def test_all_of_them_go_with_it(call: Call, how: str) -> None:
    made, other = apply(call, files=letter_and_path()), apply(call, email="otra@example.org", files=letter_and_path())
    if how == "withdrawn":
        withdraw_application(application=made, at=database_now())
    else:
        forget_applications_of(person=None, email="canaria@example.org", at=database_now())
    assert not made.files.exists()
    assert (ApplicationFile.objects.count(), StoredFile.objects.count()) == (2, 2)
    assert other.files.count() == 2


@pytest.mark.covers("req:129")
def test_her_copy_has_each_document_with_what_it_is(call: Call) -> None:
    person = builders.person("María Canaria", call.exercise.jurisdiction)
    made = apply(call, files=letter_and_path())
    apply(call, email="otra@example.org", files=letter_and_path())
    claim_application(application=made, holds_letter=True, by=person, at=database_now())
    with zipfile.ZipFile(io.BytesIO(archive_of(person, at=database_now()))) as copy:
        told = json.loads(copy.read("datos.json"))["calls.applicationfile"]
        documents = {name: copy.read(name) for name in copy.namelist() if name.startswith("documentos/")}
    assert [(each["application"], each["label"]) for each in told] == [
        (made.folio, "Carta de postulación"),
        (made.folio, "Trayectoria"),
    ]
    assert documents == {
        f"documentos/{made.folio}-{n}-{each.name}": each.content for n, each in enumerate(letter_and_path(), 1)
    }
