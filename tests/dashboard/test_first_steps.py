"""What to do next, for who comes for the first time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.dashboard.queries.first_steps import guide_of
from tequio.people.guide import guide_is_away
from tequio.people.models import Person
from tests import builders
from tests.entering import entered
from tests.matrix import LATER, ROLES, world

pytestmark = pytest.mark.django_db


def test_a_new_site_tells_its_administration_to_open_an_exercise() -> None:
    web = entered(builders.administrator())
    page = web.get("/esta-semana/").content.decode()
    assert "Abra un ejercicio desde una plantilla" in page
    assert 'href="/ejercicios/nuevo/"' in page
    assert "Ya está." not in page
    builders.exercise()
    again = web.get("/esta-semana/").content.decode()
    assert again.count("Ya está.") == 2
    assert 'href="/jalisco/cargos/"' in again


def test_every_role_has_three_steps_at_most_and_each_one_opens() -> None:
    there = world()
    leads = set()
    for role in ROLES:
        person = Person.objects.get(pk=there.people[role].pk)
        with CaptureQueriesContext(connection) as captured:
            guide = guide_of(person, at=LATER)
        assert len(captured) <= 6, role
        assert 2 <= len(guide.steps) <= 3, role
        leads.add(guide.lead)
        web = entered(person)
        for step in guide.steps:
            assert web.get(step.url).status_code == 200, (role, step.url)
    assert len(leads) >= 5


def test_they_are_put_away_by_one_person_for_herself_and_come_back_from_the_help() -> None:
    mine, other = builders.person("Una"), builders.person("Otra")
    web, beside = entered(mine), entered(other)
    assert web.post("/ayuda/primeros-pasos/", {"ver": "no"})["Location"] == "/esta-semana/"
    web.post("/ayuda/primeros-pasos/", {"ver": "no"})
    assert guide_is_away(mine)
    assert "No mostrarlos más" not in web.get("/esta-semana/").content.decode()
    assert "No mostrarlos más" in beside.get("/esta-semana/").content.decode()
    assert 'href="/ayuda/primeros-pasos/"' in web.get("/ayuda/").content.decode()
    assert "Busque lo que le importa" in web.get("/ayuda/primeros-pasos/").content.decode()
    web.post("/ayuda/primeros-pasos/", {"ver": "si"})
    assert "No mostrarlos más" in web.get("/esta-semana/").content.decode()
    assert Client().get("/ayuda/primeros-pasos/")["Location"].startswith("/entrar/")
