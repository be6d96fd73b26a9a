"""Who may apply is chosen for each call; a form sent twice makes one thing; a claim leads to enter and back."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from tequio.calls.actions import TypeIsNotCalled, create_call, reissue_call, void_call
from tequio.calls.letters import private_address
from tequio.calls.models import ApplicantType, Application, Call
from tequio.calls.office_forms import typed_of
from tequio.exercises.models import Exercise
from tests import builders
from tests.builders import NOW
from tests.calls.applying import apply, fields, form_url, open_call
from tests.calls.test_office_pages import SHELF, WRITTEN, order
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(exercise: Exercise) -> Client:
    return entered(builders.secretariat(exercise))


@pytest.mark.covers("req:45")
def test_a_new_call_offers_the_nine_and_the_free_text(office: Client) -> None:
    text = office.get(f"{SHELF}nueva/").content.decode()
    assert [f'name="type_{each}" type="checkbox" checked' in text for each in ApplicantType.values] == [True] * 10
    every = {f"type_{each}": "on" for each in ApplicantType.values}
    office.post(f"{SHELF}nueva/", {**WRITTEN, **every})
    assert Call.objects.get().applicant_types == []


@pytest.mark.covers("req:45")
def test_the_office_chooses_who_may_apply(office: Client) -> None:
    office.post(f"{SHELF}nueva/", {**WRITTEN, "type_academic": "on", "type_other": "on"})
    call = Call.objects.get()
    assert call.applicant_types == ["academic", "other"]
    assert [name for name in typed_of(call) if name.startswith("type_") and typed_of(call)[name]] == [
        "type_academic",
        "type_other",
    ]


@pytest.mark.covers("req:45")
def test_whoever_was_not_called_finds_no_box_and_is_told_so(exercise: Exercise) -> None:
    call = open_call(exercise, applicant_types=["academic", "person"])
    text = Client().get(form_url(call)).content.decode()
    assert text.count('name="applicant_type"') == 2
    refused = Client().post(form_url(call), fields(call))
    assert (refused.status_code, 'href="#applicant_type"' in refused.content.decode()) == (422, True)
    with pytest.raises(TypeIsNotCalled):
        apply(call, applicant_type="business")
    assert apply(call, applicant_type="academic").applicant_type == "academic"


@pytest.mark.covers("case:F10")
def test_a_double_click_writes_one_call(office: Client) -> None:
    text = office.get(f"{SHELF}nueva/").content.decode()
    key = text.split('name="key" value="')[1].split('"')[0]
    answers = {office.post(f"{SHELF}nueva/", {**WRITTEN, "key": key}).headers["Location"] for _click in range(2)}
    assert (len(answers), Call.objects.count()) == (1, 1)


@pytest.mark.covers("case:F10")
def test_a_double_click_reissues_it_once(office: Client, exercise: Exercise) -> None:
    call = open_call(exercise)
    void_call(call=call, reason="Nadie", by=builders.secretariat(exercise), at=NOW)
    text = office.get(order(call, "reemitir")).content.decode()
    key = text.split('name="key" value="')[1].split('"')[0]
    given = {"opens_on": "2030-01-10", "closes_on": "2030-01-31", "key": key}
    assert [office.post(order(call, "reemitir"), given).status_code for _click in range(2)] == [302, 302]
    assert call.reissues.count() == 1


def test_who_may_apply_goes_to_the_new_call(exercise: Exercise) -> None:
    clerk = builders.secretariat(exercise)
    call = open_call(exercise, applicant_types=["academic"])
    void_call(call=call, reason="Nadie", by=clerk, at=NOW)
    made = reissue_call(call=call, opens_on=date(2030, 1, 1), closes_on=date(2030, 1, 9), by=clerk, at=NOW)
    assert made.applicant_types == ["academic"]


def test_a_key_is_of_its_exercise(exercise: Exercise) -> None:
    """A key that somebody saw elsewhere gives nothing of another exercise."""
    key, clerk = uuid4(), builders.secretariat(exercise)
    made = [create_call(exercise=exercise, title="Una", key=key, by=clerk, at=NOW) for _click in range(2)]
    assert made[0] == made[1]


def test_to_claim_it_she_enters_and_lands_back_on_it(exercise: Exercise) -> None:
    made = apply(open_call(exercise))
    address = private_address(made)
    answer = Client().post(address, {"do": "claim"})
    asked = urlsplit(answer.headers["Location"])
    assert (answer.status_code, asked.path) == (302, "/entrar/")
    back = parse_qs(asked.query)["next"][0]
    assert back == address
    person = builders.person("María Canaria")
    client = entered(person)
    assert "Agregar a mi cuenta" in client.get(back).content.decode()
    assert client.post(back, {"do": "claim"}).headers["Location"] == address
    assert Application.objects.get().person == person
    assert "Agregar a mi cuenta" not in client.get(address).content.decode()
