"""What is typed is kept until it is sent: by the script, without it, in two windows, and when the session has ended."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.audit.models import Event
from tequio.commitments.actions import publish_commitment
from tequio.monitoring.models import Delay, Evidence
from tequio.people import drafts
from tequio.people.draft_models import Draft
from tequio.people.drafts import Owner, TooManyDrafts, WrittenInAnotherTab, key_of
from tequio.people.models import Account, Person
from tequio.privacy.actions import forget_what_is_no_longer_kept
from tequio.privacy.terms import kept_for
from tests import builders

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
PAGE = "/jalisco/compromisos/1/plan/actividades/nueva/"
ACCEPT = {"Accept": "application/json"}
Enter = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(builders.LATER, tick=False):
        yield


@pytest.fixture
def enter() -> Enter:
    def entered(person: Person) -> Client:
        client = Client()
        client.force_login(account_of(person))
        return client

    return entered


def account_of(person: Person) -> Account:
    if person.account is None:
        person.account = Account.objects.create(email=f"{uuid4().hex}@example.org", joined_at=builders.NOW)
        Person.objects.filter(pk=person.pk).update(account=person.account)
    return person.account


def save(browser: Client, text: str, **more: str) -> Answer:
    return browser.post("/borrador/", {"_pagina": PAGE, "_ventana": "a", "title": text, **more}, headers=ACCEPT)


def look(browser: Client) -> Any:
    return json.loads(browser.get(f"/borrador/?_pagina={PAGE}", headers=ACCEPT).content)


@pytest.mark.covers("exp:1")
def test_what_is_typed_is_there_after_closing(enter: Enter) -> None:
    who = builders.person("Alguien")
    answer = save(enter(who), "Una meta a medias", _quien=key_of(who), means="Minuta")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store, private")
    there = look(enter(who))
    assert there["fields"] == {"title": ["Una meta a medias"], "means": ["Minuta"]}
    assert (there["saved"], bool(there["proof"])) == (json.loads(answer.content)["saved"], True)
    assert not Event.objects.filter(verb__contains="draft").exists()


def test_nobody_else_sees_it(enter: Enter) -> None:
    who = builders.person("Alguien")
    save(enter(who), "Mío", _quien=key_of(who))
    assert "fields" not in look(enter(builders.person("Otra")))
    assert "fields" not in look(Client())


def test_the_form_of_another_person_in_the_same_browser_is_never_mine(enter: Enter) -> None:
    """Two people share a machine: the window that one left open keeps typing while the other has entered."""
    one, other = builders.person("Una"), builders.person("Otra")
    browser = enter(other)
    save(browser, "De la primera", _quien=key_of(one))
    assert "fields" not in look(browser)
    browser.force_login(account_of(one))
    assert look(browser)["fields"] == {"title": ["De la primera"]}


@pytest.mark.covers("exp:3")
def test_a_second_window_does_not_write_over_the_first(enter: Enter) -> None:
    who = builders.person("Alguien")
    browser = enter(who)
    first = json.loads(save(browser, "De la primera").content)
    answer = save(browser, "De la segunda", _ventana="b")
    told = json.loads(answer.content)
    assert (answer.status_code, told["fields"], told["saved"]) == (409, {"title": ["De la primera"]}, first["saved"])
    assert look(browser)["fields"] == {"title": ["De la primera"]}
    assert save(browser, "De la segunda", _ventana="b", _encima="1").status_code == 200
    assert look(browser)["fields"] == {"title": ["De la segunda"]}


def test_the_window_that_knows_the_last_one_goes_on(enter: Enter) -> None:
    browser = enter(builders.person("Alguien"))
    first = json.loads(save(browser, "Uno").content)
    assert save(browser, "Dos", _ventana="b", _desde=first["saved"]).status_code == 200


@pytest.mark.covers("case:F8")
def test_a_text_too_large_is_refused_and_the_last_one_stays(enter: Enter) -> None:
    browser = enter(builders.person("Alguien"))
    save(browser, "Corto")
    answer = save(browser, "x" * (drafts.MOST + 1))
    assert (answer.status_code, json.loads(answer.content)["text"][:2]) == (413, "El")
    assert look(browser)["fields"] == {"title": ["Corto"]}


def test_a_draft_of_no_page_of_this_site_is_refused(enter: Enter) -> None:
    browser = enter(builders.person("Alguien"))
    for page in ("", "https://example.org/", "//example.org/x/", "/borrador/"):
        assert browser.post("/borrador/", {"_pagina": page, "title": "x"}, headers=ACCEPT).status_code == 400
    assert not Draft.objects.exists()


def test_without_its_proof_nothing_is_kept() -> None:
    browser = Client(enforce_csrf_checks=True)
    assert save(browser, "x").status_code == 403
    browser.get(f"/borrador/?_pagina={PAGE}", headers=ACCEPT)
    proof = look(browser)["proof"]
    assert save(browser, "x", csrfmiddlewaretoken=proof).status_code == 200


@pytest.mark.covers("exp:1")
def test_without_javascript_a_button_keeps_it_and_shows_it(enter: Enter) -> None:
    browser = enter(builders.person("Alguien"))
    answer = browser.post(
        "/borrador/", {"_pagina": PAGE, "title": "Una meta a medias", "paso": "borrador"}, follow=True
    )
    page = answer.content.decode()
    assert "Una meta a medias" in page
    assert f'action="{PAGE}"' in page
    assert 'value="retomar"' in page
    browser.post("/borrador/", {"_pagina": PAGE, "paso": "descartar"})
    assert "No hay borrador" in browser.get(f"/borrador/?_pagina={PAGE}").content.decode()


@pytest.mark.covers("exp:2", "case:F9")
def test_a_form_sent_after_the_session_ended_is_there_after_entering() -> None:
    table = builders.table()
    who, browser = table.officer, Client()
    browser.force_login(account_of(who))
    page = f"/jalisco/compromisos/1/plan/actividades/{table.second.uid}/"
    typed = {"title": "Escrito en cuarenta minutos", "_pagina": page, "_quien": key_of(who)}
    browser.logout()
    answer = browser.post(page, typed)
    assert answer.status_code == 302
    assert (
        answer.headers["Location"]
        == f"/entrar/?next=%2Fborrador%2F%3F_pagina%3D{page.replace('/', '%252F')}%26entrar%3D1"
    )
    browser.force_login(account_of(who))
    kept = browser.get(f"/borrador/?_pagina={page}&entrar=1").content.decode()
    assert "data-resume" in kept
    assert "Escrito en cuarenta minutos" in kept
    again = browser.post(page, {"title": "Escrito en cuarenta minutos", "paso": "retomar"})
    assert (again.status_code, "Escrito en cuarenta minutos" in again.content.decode()) == (200, True)
    table.second.refresh_from_db()
    assert table.second.title == "Segunda reunión"
    assert browser.post(page, {**typed, "ends": "por definir"}).status_code == 302
    table.second.refresh_from_db()
    assert table.second.title == "Escrito en cuarenta minutos"
    assert not Draft.objects.exists()


def test_who_has_not_entered_has_drafts_too_and_a_browser_does_not_give_them_to_who_enters(enter: Enter) -> None:
    browser = Client()
    answer = save(browser, "Mi solicitud")
    cookie = answer.cookies["draft"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert look(browser)["fields"] == {"title": ["Mi solicitud"]}
    browser.force_login(account_of(builders.person("Alguien")))
    assert "fields" not in look(browser)


def owner(network: str = "192.0.2.1") -> Owner:
    return Owner(None, uuid4().hex, "", network)


def test_a_network_does_not_fill_the_table() -> None:
    for _each in range(drafts.MOST_OF_A_NETWORK):
        drafts.keep_draft(owner=owner(), page=PAGE, fields={"a": ["b"]}, at=builders.LATER)
    with pytest.raises(TooManyDrafts):
        drafts.keep_draft(owner=owner(), page=PAGE, fields={"a": ["b"]}, at=builders.LATER)
    drafts.keep_draft(owner=owner("192.0.2.2"), page=PAGE, fields={"a": ["b"]}, at=builders.LATER)


def test_an_owner_keeps_the_last_ones() -> None:
    mine = Owner(builders.person("Alguien"))
    for number in range(drafts.MOST_DRAFTS + 3):
        at = builders.NOW + timedelta(minutes=number)
        drafts.keep_draft(owner=mine, page=f"/pagina/{number}/", fields={"a": ["b"]}, at=at)
    assert Draft.objects.count() == drafts.MOST_DRAFTS
    assert not Draft.objects.filter(page="/pagina/0/").exists()


def test_two_windows_that_did_not_know_of_each_other() -> None:
    mine, fields = Owner(builders.person("Alguien")), {"a": ["b"]}
    drafts.keep_draft(owner=mine, page=PAGE, fields=fields, tab="1", at=builders.NOW)
    drafts.keep_draft(owner=mine, page=PAGE, fields=fields, tab="2", at=builders.NOW)
    with pytest.raises(WrittenInAnotherTab):
        drafts.keep_draft(owner=mine, page=PAGE, fields={"a": ["c"]}, tab="3", at=builders.NOW)


@pytest.mark.covers("req:129")
def test_a_draft_nobody_touched_is_forgotten(enter: Enter) -> None:
    save(enter(builders.person("Alguien")), "Viejo")
    forget_what_is_no_longer_kept(at=builders.LATER + timedelta(days=kept_for("drafts") - 1))
    assert Draft.objects.exists()
    forget_what_is_no_longer_kept(at=builders.LATER + timedelta(days=kept_for("drafts")))
    assert not Draft.objects.exists()


def row(**values: Any) -> None:
    with transaction.atomic():
        Draft.objects.create(page=PAGE, fields={}, began_at=builders.NOW, saved_at=builders.NOW, **values)


@pytest.mark.covers("exp:1")
def test_the_database_keeps_one_draft_of_a_form_and_one_owner_of_a_draft() -> None:
    who = builders.person("Alguien")
    row(person=who)
    row(token_key="a")
    row(token_key="a", meant_for="b")
    for wrong in ({"person": who}, {"token_key": "a"}, {"token_key": "a", "meant_for": "b"}, {}):
        with pytest.raises(IntegrityError):
            row(**wrong)
    with pytest.raises(IntegrityError):
        row(person=builders.person("Otra"), token_key="c")


@pytest.mark.covers("exp:1")
def test_evidence_is_taken_up_again_and_not_sent() -> None:
    table = builders.table()
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    browser = Client()
    browser.force_login(account_of(table.officer))
    page = f"/jalisco/compromisos/1/actividades/{table.first.position}/evidencia/{table.means[0].uid}/"
    assert "data-autosave" in browser.get(page).content.decode()
    answer = browser.post(page, {"description": "A medias", "paso": "retomar"})
    assert (answer.status_code, "A medias" in answer.content.decode()) == (200, True)
    assert "<title>Error:" not in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.covers("exp:1", "case:F1")
def test_of_a_form_that_comes_back_the_draft_is_what_was_sent() -> None:
    """An older draft would be offered beside the newer words, and taking it up would lose them."""
    table = builders.table()
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    browser = Client()
    browser.force_login(account_of(table.officer))
    page = f"/jalisco/compromisos/1/actividades/{table.first.position}/evidencia/{table.means[0].uid}/"
    written = {"_pagina": page, "_ventana": "una"}
    browser.post("/borrador/", {**written, "description": "A med"}, headers={"accept": "application/json"})
    assert Draft.objects.get().fields["description"] == ["A med"]
    answer = browser.post(page, {"_pagina": page, "description": "A medias"})
    assert answer.status_code == 422
    assert Draft.objects.get().fields["description"] == ["A medias"]
    assert not Evidence.objects.exists()


@pytest.mark.covers("exp:2")
def test_every_form_where_one_writes_outlives_the_session_and_shows_it_before_anything_is_stored() -> None:
    table = builders.table()
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    phase = builders.activity(builders.workplan(table.exercise, "route"))
    office, later = (
        builders.secretariat(table.exercise),
        f"/jalisco/compromisos/1/actividades/{table.first.position}/fecha/",
    )
    written = "Escrito antes de que terminara la sesión"
    forms = (
        (table.officer, later, {"text": written, "reason": "budget"}),
        (office, "/jalisco/ruta/editar/", {f"antes-{phase.position}": written, f"visto-{phase.position}": ""}),
        (office, "/jalisco/importar/", {"texto": written}),
    )
    for person, page, typed in forms:
        browser = Client()
        browser.force_login(account_of(person))
        assert f'name="_pagina" value="{page}"' in browser.get(page).content.decode()
        browser.logout()
        answer = browser.post(page, {**typed, "_pagina": page, "_quien": key_of(person)})
        assert "%2Fborrador%2F" in answer.headers["Location"], page
        browser.force_login(account_of(person))
        assert written in browser.get(f"/borrador/?_pagina={page}&entrar=1").content.decode(), page
    for page in (later, "/jalisco/ruta/editar/"):
        person, _page, typed = next(each for each in forms if each[1] == page)
        browser.force_login(account_of(person))
        again = browser.post(page, {**typed, "paso": "retomar"})
        assert (again.status_code, written in again.content.decode()) == (200, True), page
    assert not Delay.objects.exists()
