from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import declare_interests, leave_vacant, settle_suplente_vote, show_name, use_body
from tequio.bodies.models import Body, Seat
from tequio.exercises.models import Exercise
from tequio.people.actions import create_post
from tequio.people.models import Person
from tests import builders
from tests.entering import entered

pytestmark = pytest.mark.django_db
NOW = builders.NOW
ON = date(2019, 9, 1)


def world() -> tuple[Exercise, Body]:
    """A secretariado with its three sectors seated, one of them by a person whose name nobody may read."""
    of = builders.exercise()
    for kind in ("civil_society", "government", "guarantor"):
        builders.seat(builders.person(f"Reservada {kind}"), kind, votes=True, sector=kind, starts_on=date(2018, 1, 1))
    use_body(body=builders.body(), exercise=of, by=builders.administrator(), at=NOW)
    return of, builders.body()


def clerk(of: Exercise) -> Client:
    return entered(builders.secretariat(of))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.covers("req:112")
def test_the_list_tells_bodies_and_their_vacancies(client: Client) -> None:
    of, body = world()
    seat = body.seats.order_by("pk")[0]
    leave_vacant(seat=seat, on=ON, reason="Renuncia", by=builders.administrator(), at=NOW)
    builders.body(name="Consejo ciudadano")
    shown = text(client.get(f"/{of.slug}/organos/"))
    assert "1 asiento vacante" in shown
    assert "Consejo ciudadano" in shown
    assert "Registrar un órgano" not in shown


@pytest.mark.covers("req:59")
def test_a_body_shows_posts_figures_and_findings_and_no_name(client: Client) -> None:
    of, body = world()
    seat = body.seats.order_by("pk")[0]
    assert seat.person
    assert seat.organisation
    create_post(
        organisation=seat.organisation,
        person=seat.person,
        title="Dirección general",
        by=builders.administrator(),
        at=NOW,
    )
    shown = text(client.get(f"/{of.slug}/organos/{body.uid}/"))
    assert "Dirección general" in shown
    assert "1 de 3 · 33.3 %" in shown
    assert "act-missing" in shown
    assert "no-facilitador" in shown
    assert "Reservada" not in shown
    show_name(seat=seat, shown=True, source="Carta", by=seat.person, at=NOW)
    again = text(client.get(f"/{of.slug}/organos/{body.uid}/"))
    assert "Reservada civil_society" in again
    assert "Reservada government" not in again


@pytest.mark.covers("req:10")
def test_the_page_tells_the_rule_of_suplentes_that_nobody_settled_and_who_settled_it(client: Client) -> None:
    of, body = world()
    url = f"/{of.slug}/organos/{body.uid}/"
    assert "Sin resolver: no vota" in text(client.get(url))
    settle_suplente_vote(
        body=body,
        kind="commitments",
        suplente_votes=False,
        decided_by_post="Presidencia del Secretariado",
        decided_on=ON,
        reason="Acuerdo 3",
        by=builders.administrator(),
        at=NOW,
    )
    shown = text(client.get(url))
    assert "Sin resolver" not in shown
    assert "Presidencia del Secretariado" in shown
    assert "1 de septiembre de 2019" in shown


@pytest.mark.parametrize("address", ["organos/", "organos/{uid}/", "directorio/"])
def test_a_page_costs_the_same_however_many_sit(client: Client, address: str) -> None:
    of, body = world()

    def cost() -> int:
        with CaptureQueriesContext(connection) as done:
            assert client.get(f"/{of.slug}/{address.format(uid=body.uid)}").status_code == 200
        return len(done)

    fill(body, 10)
    few = cost()
    fill(body, 110)
    assert cost() == few <= 18


def fill(body: Body, count: int) -> None:
    for n in range(count):
        office = builders.organisation(f"Oficina {n}")
        if not office.seats.exists():
            builders.seat(builders.person(), organisation=office, sector="government", votes=True)


@pytest.mark.covers("req:58")
def test_the_directory_is_found_by_topic(client: Client) -> None:
    of, _body = world()
    for name, topics in (("Colectivo del agua", ["Agua"]), ("Red de movilidad", ["Movilidad"])):
        office = builders.organisation(name, "civil_society")
        declare_interests(organisation=office, topics=topics, declared_on=ON, by=builders.administrator(), at=NOW)
    shown = text(client.get(f"/{of.slug}/directorio/?tema=Agua"))
    assert "Colectivo del agua" in shown
    assert "Red de movilidad" not in shown
    assert "Reservada" not in text(client.get(f"/{of.slug}/directorio/"))
    found = client.get(f"/{of.slug}/datos/directorio.csv?tema=Agua")
    rows = b"".join(found.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert rows[0] == "organizacion,siglas,tipo,temas,organos,sucesora,contactos"
    assert len(rows) == 2
    assert rows[1].startswith("Colectivo del agua,,Sociedad civil,Agua")
    book = client.get(f"/{of.slug}/datos/directorio.xlsx")
    assert b"".join(book.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


FORMS = (
    "organos/nuevo/",
    "organos/{body}/acta/",
    "organos/{body}/asiento-nuevo/",
    "organos/{body}/voto/",
    "organos/{body}/apoyo-nuevo/",
    "organos/{body}/asientos/{seat}/relevo/",
    "organos/{body}/asientos/{seat}/vacante/",
    "organos/{body}/asientos/{seat}/periodo/",
    "organos/{body}/asientos/{seat}/nombre/",
    "directorio/{organisation}/temas/",
)


@pytest.mark.covers("req:128")
@pytest.mark.parametrize("address", FORMS)
def test_the_desk_is_of_the_office_only(client: Client, address: str) -> None:
    of, body = world()
    seat = body.seats.order_by("pk")[0]
    assert seat.organisation
    url = f"/{of.slug}/{address.format(body=body.uid, seat=seat.uid, organisation=seat.organisation.uid)}"
    assert client.get(url).status_code == 302
    assert entered(builders.person()).get(url).status_code == 403
    mine = clerk(of)
    assert mine.get(url).status_code == 200
    wrong = mine.post(url, {})
    if "temas" not in address:
        assert wrong.status_code == 422
        assert "<title>Error:" in text(wrong)
    assert mine.get(url.replace(str(body.uid), str(uuid4()))).status_code == (404 if "{body}" in address else 200)


def test_the_office_replaces_a_holder_and_undoes_it(client: Client) -> None:
    of, body = world()
    mine, seat = clerk(of), body.seats.order_by("pk")[0]
    url = f"/{of.slug}/organos/{body.uid}/"
    answer = mine.post(
        f"{url}asientos/{seat.uid}/relevo/",
        {"person": "Quien llega", "on": "2019-09-01", "reason": "Fin del encargo", "term_ends_on": "2021-09-01"},
    )
    assert answer.status_code == 302
    after = Seat.objects.get(replaces=seat)
    assert after.person
    assert (after.person.name, after.term_ends_on) == ("Quien llega", date(2021, 9, 1))
    page = text(mine.get(answer["Location"].partition("#")[0]))
    assert "Otra persona ocupa el asiento" in page
    undo = f"{url}asientos/{after.uid}/deshacer/"
    assert undo in page
    assert "Quien llega" not in text(client.get(url))
    assert mine.get(undo).status_code == 405
    assert mine.post(undo).status_code == 302
    seat.refresh_from_db()
    assert seat.ends_on is None
    assert mine.post(undo).status_code == 404


def test_a_refused_change_leaves_nobody_behind() -> None:
    of, body = world()
    mine, seat = clerk(of), body.seats.order_by("pk")[0]
    before = Person.objects.count()
    answer = mine.post(
        f"/{of.slug}/organos/{body.uid}/asientos/{seat.uid}/relevo/",
        {"person": "Quien llega", "on": "2017-09-01", "reason": "x"},
    )
    assert answer.status_code == 422
    assert "posterior" in text(answer)
    assert Person.objects.count() == before


def test_the_office_creates_a_body_with_its_acta_and_a_seat() -> None:
    of = builders.exercise()
    mine, office = clerk(of), builders.organisation("Secretaría de Salud")
    made = mine.post(
        f"/{of.slug}/organos/nuevo/", {"name": "Comité", "kind": "follow_up", "decision_level": "ordinary"}
    )
    body = Body.objects.get(name="Comité")
    assert str(body.uid) in made["Location"]
    assert of.body_uses.get().body == body
    again = mine.post(
        f"/{of.slug}/organos/nuevo/", {"name": "Comité", "kind": "follow_up", "decision_level": "ordinary"}
    )
    assert again.status_code == 422
    url = f"/{of.slug}/organos/{body.uid}/"
    act = {"installed_on": "2019-09-01", "reference": "ACTA/1", "file": upload(b"%PDF-1.4 acta %%EOF")}
    assert mine.post(f"{url}acta/", act).status_code == 302
    assert Client().get(f"{url}acta/archivo/").content == b"%PDF-1.4 acta %%EOF"
    bad = {"installed_on": "2019-09-01", "file": upload(b"\x89PNG\r\n\x1a\n" + b"0" * 40)}
    assert mine.post(f"{url}acta/", bad).status_code == 422
    seat = {
        "role": "titular",
        "votes": "on",
        "organisation": str(office.uid),
        "person": "Alguien",
        "email": "Alguien@Example.org",
        "starts_on": "2019-09-01",
        "gender": "woman",
    }
    assert mine.post(f"{url}asiento-nuevo/", seat).status_code == 302
    one = Seat.objects.get(body=body)
    assert (one.sector, one.votes, one.organisation, one.gender) == ("government", True, office, "woman")
    assert one.person
    assert one.person.account
    assert one.person.account.email == "alguien@example.org"
    vacant = {"role": "suplente", "organisation": str(office.uid), "starts_on": "2019-09-01"}
    assert mine.post(f"{url}asiento-nuevo/", vacant).status_code == 302
    assert Seat.objects.filter(body=body, person=None).count() == 1


def upload(content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("acta.pdf", content)


@pytest.mark.covers("req:112")
def test_another_exercise_of_the_place_works_with_a_body_that_is_there(client: Client) -> None:
    of, body = world()
    other = builders.exercise("segundo", jurisdiction=of.jurisdiction)
    url, mine = f"/{other.slug}/organos/{body.uid}/", clerk(of)
    assert "Usarlo en este ejercicio" in text(mine.get(url))
    assert "Usarlo en este ejercicio" not in text(client.get(url))
    for _twice in range(2):
        assert mine.post(f"{url}usar/").status_code == 302
    assert body.uses.filter(exercise=other).count() == 1
    assert "Usarlo en este ejercicio" not in text(mine.get(url))


def test_few_answers_about_gender_are_not_published(client: Client) -> None:
    of, body = world()
    url = f"/{of.slug}/organos/{body.uid}/"
    for n in range(5):
        assert "Mujer" not in text(client.get(url))
        builders.seat(builders.person(), votes=True, gender="woman", organisation=builders.organisation(f"Red {n}"))
    assert "Mujer: 5" in text(client.get(url))
    for n in range(5):
        builders.seat(builders.person(), votes=True, gender="man", organisation=builders.organisation(f"Cámara {n}"))
        shown = text(client.get(url))
        assert ("Hombre: 5" in shown) == (n == 4), "of fewer than five nobody says how many, nor by subtraction"
    assert "Mujer: 5" in shown


def test_of_another_place_there_is_nothing() -> None:
    of, body = world()
    elsewhere = builders.exercise("zapopan", jurisdiction=builders.place("Zapopan"))
    theirs = clerk(elsewhere)
    assert theirs.get(f"/{elsewhere.slug}/organos/{body.uid}/").status_code == 404
    assert theirs.get(f"/{of.slug}/organos/{body.uid}/acta/").status_code == 403
    assert theirs.get(f"/{elsewhere.slug}/organos/{body.uid}/acta/").status_code == 404
