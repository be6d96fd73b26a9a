from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tequio.calls import doors
from tequio.calls.letters import private_address
from tequio.calls.models import Application, Call
from tequio.exercises.models import Exercise
from tequio.outbox.models import Message
from tequio.people.draft_models import Draft
from tests.calls.applying import apply, fields, form_url, open_call, shut

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_misses() -> None:
    cache.clear()


@pytest.fixture
def call(exercise: Exercise) -> Call:
    return open_call(exercise)


@pytest.mark.covers("req:45", "req:48")
def test_it_is_written_reviewed_and_sent_without_an_account(call: Call) -> None:
    client = Client()
    assert "Postularse" in client.get(f"/durango/convocatoria/{call.uid}/").content.decode()
    text = client.get(form_url(call)).content.decode()
    assert text.count('name="applicant_type"') == 10
    review = client.post(form_url(call), fields(call, do="review")).content.decode()
    assert "Todavía no se envía" in review
    assert 'name="motive" value="Quiero participar' in review
    assert not Application.objects.exists()
    back = client.post(form_url(call), fields(call, do="edit")).content.decode()
    assert "Quiero participar en las mesas.</textarea>" in back
    answer = client.post(form_url(call), fields(call), follow=True)
    made = Application.objects.get()
    assert made.folio in answer.content.decode()
    assert made.stages == ["design", "evaluation"]
    receipt = client.get(f"/seguir/{made.folio}/acuse.pdf")
    assert receipt.content.startswith(b"%PDF")


@pytest.mark.covers("exp:32")
def test_who_has_no_account_answers_and_one_network_does_not_flood_a_call(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "SENT", 2)
    first = fields(call)
    for each in (first, fields(call)):
        assert Client().post(form_url(call), each).status_code == 302
    for forged in ("", "203.0.113.7"):
        late = fields(call, motive="Lo que tardé en escribir")
        refused = Client().post(form_url(call), late, HTTP_X_FORWARDED_FOR=forged)
        assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
        assert "Lo que tardé en escribir" in refused.content.decode()
    assert Client().post(form_url(call), first).status_code == 302, "a second click on one that was received"
    assert Client().post(form_url(call), fields(call), REMOTE_ADDR="198.51.100.4").status_code == 302
    assert (Application.objects.count(), Message.objects.count()) == (3, 3)


@pytest.mark.covers("case:F1")
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(call: Call) -> None:
    wrong = fields(call, name="", email="no-es-correo", accept="", do="review")
    answer = Client().post(form_url(call), wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert [each in text for each in ('href="#name"', 'href="#email"', 'href="#accept"')] == [True] * 3
    assert text.count('class="error"') == 3
    assert "<title>Error:" in text
    for kept in ("no-es-correo", "Quiero participar en las mesas.", "Colectivo"):
        assert kept in text
    assert not Application.objects.exists()


@pytest.mark.covers("req:47", "req:49")
@pytest.mark.parametrize("left_out", ["stages", "honorary"])
def test_it_cannot_be_sent_without_a_stage_nor_unticked(call: Call, left_out: str) -> None:
    given = fields(call)
    del given[left_out]
    answer = Client().post(form_url(call), given)
    assert answer.status_code == 422
    assert f'href="#{left_out}"' in answer.content.decode()
    assert not Application.objects.exists()


@pytest.mark.covers("case:F10")
def test_two_clicks_answer_the_same_folio(call: Call) -> None:
    client, given = Client(), fields(call)
    answers = {client.post(form_url(call), given).headers["Location"] for _click in range(2)}
    assert len(answers) == 1
    assert Application.objects.count() == 1


@pytest.mark.covers("req:50")
def test_one_that_arrives_late_says_so_and_gives_back_every_word(call: Call) -> None:
    given = fields(call)
    shut(call)
    for step in ("review", "send"):
        answer = Client().post(form_url(call), {**given, "do": step})
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "Su solicitud llegó tarde" in text
        for kept in ("María Canaria", "Quiero participar en las mesas.", "Colectivo"):
            assert kept in text
    assert not Application.objects.exists()
    assert Client().get(form_url(call)).status_code == 302


CANARIES = ("Canaria", "canaria@example.org", "Quiero participar en las mesas", "Municipio Canario")


@pytest.mark.covers("case:X3", "case:X1")
def test_the_folio_alone_tells_nothing_of_the_person_and_the_letter_does(call: Call) -> None:
    made = apply(call, municipality="Municipio Canario", organisation_name="")
    for address in (f"/seguir/{made.folio}/", f"/durango/convocatoria/{call.uid}/", "/durango/bitacora/"):
        text = Client().get(address).content.decode()
        assert [each for each in CANARIES if each in text] == []
    mine = Client().get(private_address(made))
    assert all(each in mine.content.decode() for each in CANARIES)
    assert mine.headers["Referrer-Policy"] == "same-origin"
    other = apply(call, name="Otra", email="otra@example.org")
    wrong = private_address(made)[:-3]
    assert Client().get(wrong).status_code == Client().get("/seguir/mi-solicitud/?t=nada").status_code == 404
    assert "Canaria" not in Client().get(private_address(other)).content.decode()
    letter = Message.objects.order_by("pk")[0]
    assert "Canaria" not in private_address(made) + letter.subject


@pytest.mark.covers("req:48")
def test_tracking_by_folio_as_people_type_it(call: Call) -> None:
    made = apply(call)
    typed = made.folio.removeprefix("TQ-").lower()
    assert Client().get("/seguir/", {"folio": typed}).headers["Location"] == f"/seguir/{made.folio}/"
    assert Client().get("/seguir/", {"folio": "TQ-1"}).status_code == 422
    assert made.fingerprint in Client().get(f"/seguir/{made.folio}/").content.decode()


def test_guessing_folios_is_stopped_after_twenty(call: Call) -> None:
    made = apply(call)
    answers = [Client().get("/seguir/TQ-00000000X/").status_code for _try in range(21)]
    assert answers == [404] * 20 + [429]
    assert Client().get(f"/seguir/{made.folio}/").status_code == 429


@pytest.mark.covers("case:D3")
def test_the_page_says_that_the_mail_may_be_late(call: Call) -> None:
    answer = Client().post(form_url(call), fields(call), follow=True)
    assert "si tarda, no vuelva a enviarla" in answer.content.decode()


def test_the_letter_withdraws_it(call: Call) -> None:
    made = apply(call)
    Client().post(private_address(made), {"do": "withdraw"})
    made.refresh_from_db()
    assert (made.status, made.name) == ("withdrawn", "")


def test_a_call_that_is_not_open_yet_has_no_form(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(opens_at=call.closes_at and call.closes_at - timedelta(hours=1))
    assert Client().get(form_url(call)).status_code == 302


@pytest.mark.covers("req:48", "exp:1")
def test_what_is_written_is_kept_for_that_browser_until_it_is_sent(call: Call) -> None:
    client, url = Client(), form_url(call)
    assert "data-autosave" in client.get(url).content.decode()
    written = fields(call, motive="A medias", _pagina=url, do="")
    assert client.post("/borrador/", {**written, "paso": "borrador"}).status_code in (200, 302)
    assert Draft.objects.get().page == url
    again = client.post(url, {**written, "paso": "retomar"})
    assert (again.status_code, "A medias</textarea>" in again.content.decode()) == (200, True)
    assert not Application.objects.exists()
    review = client.post(url, {**written, "do": "review"}).content.decode()
    assert f'name="_pagina" value="{url}"' in review
    client.post(url, {**written, "motive": "Más largo", "do": "review"})
    assert Draft.objects.get().fields["motive"] == ["Más largo"]
    client.post(url, {**written, "do": "edit"})
    assert Draft.objects.get().fields["motive"] == ["A medias"]
    assert client.post(url, {**written, "do": "send"}).status_code == 302
    assert not Draft.objects.exists()
    assert Application.objects.get().motive == "A medias"
