"""The office finds where commitments are written from the pages of its exercise, before there is any."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import builders
from tests.entering import entered

pytestmark = pytest.mark.django_db
DESK, NEW = "/jalisco/compromisos/editar/", "/jalisco/compromisos/nuevo/"


@pytest.mark.covers("exp:24")
def test_a_new_exercise_leads_its_office_to_the_desk_of_commitments() -> None:
    office = entered(builders.secretariat(builders.exercise("jalisco")))
    assert 'href="/jalisco/compromisos/"' in office.get("/jalisco/").content.decode()
    listed = office.get("/jalisco/compromisos/").content.decode()
    assert DESK in listed
    assert NEW in listed
    assert office.get(DESK).status_code == office.get(NEW).status_code == 200


def test_nobody_else_is_led_to_what_is_not_theirs() -> None:
    builders.exercise("jalisco")
    for client in (Client(), entered(builders.person("Cualquier persona"))):
        assert 'href="/jalisco/compromisos/"' not in client.get("/jalisco/").content.decode()
        assert DESK not in client.get("/jalisco/compromisos/").content.decode()
