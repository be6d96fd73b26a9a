"""What a seat and the office do on the page of the dialogue."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.models import Seat
from tequio.calls.actions import (
    propose_topic,
    record_declaration,
    record_inclusion,
    sign_declaration,
)
from tequio.calls.models import Declaration, InclusionActivity, Mechanism, Signature, Topic
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tests import builders
from tests.builders import NOW
from tests.calls.applying import PDF
from tests.entering import entered

pytestmark = pytest.mark.django_db
PAGE = "/jalisco/dialogo/"


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


@pytest.fixture
def holder(seat: Seat, mechanism: Mechanism) -> Client:
    assert seat.person is not None
    return entered(seat.person)


@pytest.fixture
def office(exercise: Exercise, mechanism: Mechanism) -> Client:
    return entered(builders.secretariat(exercise))


def heard(seat: Seat, **values: Any) -> dict[str, Any]:
    plain = {"key": str(uuid4()), "seat": str(seat.uid), "held_on": "2019-09-01", "people": "24"}
    return {**plain, "text": "Foro con colectivos", "evidence_url": "https://example.org/foro", **values}


def proposed(seat: Seat, **values: Any) -> dict[str, Any]:
    return {"seat": str(seat.uid), "title": "Agua limpia", "proposed_on": "2019-09-09", **values}


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("lista.pdf", PDF, "application/pdf")


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.covers("req:3")
def test_a_seat_records_what_it_did_and_proposes(holder: Client, seat: Seat) -> None:
    for text in ("Registrar una actividad de inclusión", "Proponer un tema"):
        assert text in read(holder, PAGE)
    assert "Registrar una declaración" not in read(holder, PAGE)
    assert "aún no escucha a su sector" in read(holder, f"{PAGE}tema/")
    answer = holder.post(f"{PAGE}inclusion/", heard(seat, file=paper()), follow=True)
    page = answer.content.decode()
    for text in ("Se registró la actividad", "Foro con colectivos", "24 personas", "Descargar el archivo reservado"):
        assert text in page
    assert "aún no escucha a su sector" not in read(holder, f"{PAGE}tema/")
    page = holder.post(f"{PAGE}tema/", proposed(seat), follow=True).content.decode()
    assert "Se propuso el tema." in page
    assert "sin que conste" not in page
    page = read(Client(), PAGE)
    assert "Consta en un archivo que guarda la oficina" in page
    assert "Nombre Reservado" not in page


@pytest.mark.covers("req:3")
def test_a_topic_before_hearing_the_sector_is_warned_of_on_the_page_and_among_the_findings(
    holder: Client, seat: Seat
) -> None:
    page = holder.post(f"{PAGE}tema/", proposed(seat), follow=True).content.decode()
    assert "No consta una actividad de inclusión anterior" in page
    for address in (PAGE, "/jalisco/hallazgos/?gravedad=warning"):
        assert "Titular, Organización civil_society" in read(Client(), address)
    assert "sin que conste que antes se escuchó" in read(Client(), PAGE)
    holder.post(f"{PAGE}inclusion/", heard(seat))
    assert "sin que conste" not in read(Client(), PAGE)
    assert "Agua limpia" not in read(Client(), "/jalisco/hallazgos/")


@pytest.mark.covers("req:3")
def test_the_office_does_it_for_a_seat(office: Client, seat: Seat) -> None:
    assert str(seat.uid) in read(office, f"{PAGE}inclusion/")
    assert office.post(f"{PAGE}inclusion/", heard(seat)).status_code == 302
    assert office.post(f"{PAGE}tema/", proposed(seat)).status_code == 302
    assert (InclusionActivity.objects.get().seat, Topic.objects.get().seat) == (seat, seat)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"held_on": "31/02/2019"}, 'id="held_on-error"'),
        ({"held_on": "2050-01-01"}, 'id="held_on-error"'),
        ({"people": "0"}, 'id="people-error"'),
        ({"people": "varias"}, "Escriba un número"),
        ({"text": "x" * 501}, 'id="text-error"'),
        ({"text": "  "}, 'id="text-error"'),
        ({"evidence_url": ""}, "Falta con qué consta"),
        ({"evidence_url": "foro"}, 'id="evidence_url-error"'),
        ({"seat": "6b1c2f7e-0000-4000-8000-000000000000"}, 'id="seat-error"'),
    ],
)
def test_what_was_typed_of_an_activity_stays_beside_its_error(
    holder: Client, seat: Seat, wrong: dict[str, str], told: str
) -> None:
    sent = heard(seat, people="31") | wrong
    answer = holder.post(f"{PAGE}inclusion/", sent)
    page = answer.content.decode()
    assert (answer.status_code, InclusionActivity.objects.count()) == (422, 0)
    for text in (told, 'id="errores"', *(value for name, value in sent.items() if name not in wrong)):
        assert text in page


def test_the_file_waits_while_the_rest_is_corrected(holder: Client, seat: Seat) -> None:
    page = holder.post(f"{PAGE}inclusion/", heard(seat, people="0", evidence_url="", file=paper())).content.decode()
    assert "lista.pdf" in page
    held = page.split('name="held" value="')[1].split('"')[0]
    assert holder.post(f"{PAGE}inclusion/", heard(seat, evidence_url="", held=held)).status_code == 302
    kept = InclusionActivity.objects.get().evidence
    assert kept is not None
    assert kept.original_name == "lista.pdf"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": ""}, 'id="title-error"'),
        ({"proposed_on": "2050-01-01"}, 'id="proposed_on-error"'),
        ({"title": "Ya dicho"}, "ya propuso ese tema"),
    ],
)
def test_what_was_typed_of_a_topic_stays_beside_its_error(
    holder: Client, seat: Seat, mechanism: Mechanism, wrong: dict[str, str], told: str
) -> None:
    assert seat.person is not None
    propose_topic(
        mechanism=mechanism, seat=seat, title="Ya dicho", proposed_on=date(2019, 9, 1), by=seat.person, at=NOW
    )
    sent = proposed(seat, **wrong)
    answer = holder.post(f"{PAGE}tema/", sent)
    page = answer.content.decode()
    assert (answer.status_code, Topic.objects.count()) == (422, 1)
    for text in (told, sent["title"], sent["proposed_on"]):
        assert text in page


@pytest.mark.covers("req:3", "case:X1")
def test_a_reserved_file_is_opened_by_its_seat_the_office_and_the_auditor(
    holder: Client, office: Client, seat: Seat, exercise: Exercise
) -> None:
    holder.post(f"{PAGE}inclusion/", heard(seat, file=paper()))
    address = f"{PAGE}constancia/{InclusionActivity.objects.get().uid}"
    auditor = builders.person("Auditoría")
    grant_role(exercise=exercise, person=auditor, role=Role.AUDITOR, by=builders.administrator(), at=NOW)
    other = builders.seat(builders.person(), "academia").person
    assert other is not None
    for client in (holder, office, entered(auditor)):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (200, PDF)
    nothing = f"{PAGE}constancia/{uuid4()}"
    for client in (entered(other), entered(builders.person("Quien pasa"))):
        answers = [client.get(each) for each in (address, nothing)]
        assert [each.status_code for each in answers] == [404, 404]
        bodies = [
            each.content.decode().replace(path, "") for each, path in zip(answers, (address, nothing), strict=True)
        ]
        shown = [re.sub(r'value="\w{64}"', "", each) for each in bodies]
        assert shown[0] == shown[1]
    assert Client().get(address).status_code == 302


def test_who_holds_no_seat_is_refused_with_a_sentence(mechanism: Mechanism, seat: Seat) -> None:
    stranger = entered(builders.person("Quien pasa"))
    for name in ("inclusion", "tema", "declaracion"):
        assert stranger.get(f"{PAGE}{name}/").status_code == 403
        assert stranger.post(f"{PAGE}{name}/", heard(seat) | proposed(seat)).status_code == 403
        assert Client().get(f"{PAGE}{name}/").status_code == 302
    assert stranger.get(f"{PAGE}otra-cosa/").status_code == 404
    assert (InclusionActivity.objects.count(), Topic.objects.count(), Declaration.objects.count()) == (0, 0, 0)


def declared(**values: str) -> dict[str, str]:
    plain = {"key": str(uuid4()), "title": "Declaración conjunta", "declared_on": "2019-09-20"}
    return {**plain, "text": "Nos comprometemos a escuchar.", **values}


@pytest.mark.covers("case:F10")
def test_a_declaration_is_recorded_by_the_office_and_signed_by_each_seat(
    office: Client, holder: Client, seat: Seat
) -> None:
    sent = declared()
    for _ in range(2):
        assert office.post(f"{PAGE}declaracion/", sent).status_code == 302
    made = Declaration.objects.get()
    sign = f"{PAGE}firmar/{made.uid}/"
    assert sign in read(holder, PAGE)
    assert sign not in read(office, PAGE)
    assert "Aún nadie la ha firmado" in read(Client(), PAGE)
    page = read(holder, sign)
    for text in ("Nos comprometemos a escuchar.", "Huella del texto", "Titular, Organización civil_society"):
        assert text in page
    page = holder.post(sign, {"seat": str(seat.uid)}, follow=True).content.decode()
    assert "Su firma quedó" in page
    assert sign not in page
    again = holder.post(sign, {"seat": str(seat.uid)})
    assert (again.status_code, again.headers["Location"]) == (302, f"{PAGE}?hecho=firma#hecho")
    page = read(Client(), PAGE)
    assert "1 firma" in page
    assert "Titular, Organización civil_society" in page
    assert "Nombre Reservado" not in page
    assert Signature.objects.count() == 1


def test_nobody_signs_with_a_seat_that_is_not_hers(office: Client, holder: Client, exercise: Exercise) -> None:
    office.post(f"{PAGE}declaracion/", declared())
    other = builders.seat(builders.person(), "academia")
    sign = f"{PAGE}firmar/{Declaration.objects.get().uid}/"
    assert holder.post(sign, {"seat": str(other.uid)}).status_code == 422
    assert office.get(sign).status_code == 403
    assert office.post(sign, {"seat": str(other.uid)}).status_code == 403
    assert holder.get(f"{PAGE}firmar/{uuid4()}/").status_code == 404
    assert Signature.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"title": ""}, {"text": " "}, {"declared_on": "2050-01-01"}, {"declared_on": ""}])
def test_what_was_typed_of_a_declaration_stays_beside_its_error(office: Client, wrong: dict[str, str]) -> None:
    sent = declared(**wrong)
    answer = office.post(f"{PAGE}declaracion/", sent)
    page = answer.content.decode()
    assert (answer.status_code, Declaration.objects.count()) == (422, 0)
    [name] = wrong
    for text in (f'id="{name}-error"', *(value for key, value in sent.items() if key not in wrong)):
        assert text in page


def test_the_page_costs_the_same_with_much_done(office: Client, holder: Client, exercise: Exercise, seat: Seat) -> None:
    by, mechanism = builders.secretariat(exercise), Mechanism.objects.get()
    signers = [builders.seat(builders.person(), kind) for kind in ("academia", "private", "government", "autonomous")]

    def cost(client: Client) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        return len(asked)

    def fill(first: int, last: int) -> None:
        for n in range(first, last):
            told: dict[str, Any] = {"mechanism": mechanism, "seat": seat, "by": by, "at": NOW}
            record_inclusion(held_on=date(2019, 9, 1), people=3, text=f"Foro {n}", **told)
            propose_topic(title=f"Tema {n}", proposed_on=date(2019, 9, 9), **told)
            record_declaration(
                exercise=exercise, title=f"D {n}", text="Nos toca.", declared_on=date(2019, 9, 9), by=by, at=NOW
            )
        for each in signers[:last]:
            newest = Declaration.objects.order_by("-pk")[0]
            if each.person is not None and not newest.signatures.filter(seat=each).exists():
                sign_declaration(declaration=newest, seat=each, by=each.person, at=NOW)

    fill(0, 10)
    few = [cost(each) for each in (Client(), holder, office)]
    fill(10, 110)
    assert [cost(each) for each in (Client(), holder, office)] == few
    assert few[0] <= 14
    assert max(few) <= 24
    assert len(Client().get(PAGE).content) < 100_000
