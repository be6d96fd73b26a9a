"""One Secretariado from the call that fills its seats to the acta of its first session and to what is left for the second.

Thirty people apply, four of them from a phone; the same ones are invited, come in, vote, dissent and answer for what was agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings

from tequio.bodies.models import Seat, Session
from tequio.bodies.presence import post_of
from tequio.calls.models import Call
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.people.models import Person
from tests import builders
from tests.builders import NOW
from tests.journeys import steps_call as call_steps
from tests.journeys import steps_session as steps
from tests.journeys.looking import DESK, Window, enters, main
from tests.journeys.moments import clock_at
from tests.journeys.walking import Walk

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: in the hour of Durango
PUBLISHED, LAST_MINUTES = "2020-09-29T10:00-05:00", "2020-10-04T23:50-05:00"
CLOSES, DECIDED = "2020-10-05T00:00-05:00", "2020-10-05T09:00-05:00"
HELD, AFTER = "2020-10-20T09:40-05:00", "2020-11-10T10:00-06:00"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def exercise(settings: LazySettings, tmp_path: Path, transactional_db: None, live_server: LiveServer) -> Exercise:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = live_server.url
    place = builders.place("Durango", time_zone="America/Monterrey")
    builders.organisation("Secretaría de Contraloría", "government", place)
    builders.organisation("Instituto de Transparencia", "guarantor", place)
    return builders.exercise("durango", jurisdiction=place, pack="durango-2020")


@pytest.fixture
def walk(exercise: Exercise, window: Window, live_server: LiveServer) -> Iterator[Walk]:
    with clock_at(moment(PUBLISHED), live_server) as clock:
        yield Walk(live_server.url, clock, window)


@pytest.fixture
def other(exercise: Exercise) -> Person:
    """Besides the clerk, so that who abstains has somebody who decides."""
    made = builders.person("Otra de la oficina", exercise.jurisdiction)
    grant_role(exercise=exercise, person=made, role=Role.SECRETARIAT, by=builders.administrator(), at=NOW)
    return made


@pytest.mark.covers("req:40", "req:44", "req:48", "req:50", "req:51", "req:113", "exp:12", "exp:37")
def test_a_secretariado_from_its_call_to_its_acta_and_to_the_next_agenda(
    exercise: Exercise, walk: Walk, other: Person
) -> None:
    clerk = builders.secretariat(exercise)
    office, maria, rosa = walk.window(clerk, DESK), walk.window(), walk.window()

    body = call_steps.registers_the_body(walk, office)
    call = call_steps.writes_and_publishes(walk, office, ("2020-09-29", "2020-10-04"))
    thirty_apply(walk, office, call, maria, rosa)

    walk.clock.move(moment(DECIDED))
    enters(office, walk.site, clerk, NOW)
    desk = f"{walk.site}/durango/convocatoria/{call.uid}/solicitudes/"
    call_steps.reviews(walk, office, walk.window(other, DESK), desk, call)
    call_steps.tells_everybody(walk, office, desk, call)
    call_steps.take_their_seats(walk, office, desk)
    folio = call.applications.get(email=call_steps.MARIA).folio
    call_steps.asks_by_folio(walk, walk.window(), folio)
    call_steps.reads_her_result_and_finds_her_seat(walk, maria, folio)

    sessions, own = f"{body}sesiones/", seat_of(call)
    phones = steps.Phones(maria, rosa, *(walk.window() for _ in range(3)))
    url = steps.calls_the_seats(walk, office, sessions, "2020-10-20")
    assert not Session.objects.get().short_notice
    steps.everybody_answers(walk, office, url, phones)

    walk.clock.move(moment(HELD))
    enters(office, walk.site, clerk, NOW)
    steps.come_in(walk, office, url, phones)
    steps.vote_and_dissent(walk, office, url, phones)
    steps.take_agreements(walk, office, url, own)
    issued = steps.write_the_acta(walk, office, url, maria)
    steps.read_both_files_back(office, issued, own)

    walk.clock.move(moment(AFTER))
    enters(office, walk.site, clerk, NOW)
    steps.carries_on(walk, office, sessions, phones)
    assert walk.wrong == []


def thirty_apply(walk: Walk, office: Page, call: Call, maria: Page, rosa: Page) -> None:
    """Until the window closes: nothing is decided or told before."""
    public = f"/durango/convocatoria/{call.uid}/"
    form, desk = f"{public}solicitud/", f"{walk.site}{public}solicitudes/"
    call_steps.reads_the_word_file(maria, f"{walk.site}{public}")
    call_steps.a_person(walk, maria, f"{walk.site}{public}")
    call_steps.for_an_organisation(walk, rosa, f"{walk.site}{form}")
    call_steps.from_another_state(walk, walk.window(), f"{walk.site}{form}")
    for number in range(26):
        call_steps.applies_without_a_browser(form, number)
    office.goto(desk)
    assert "La convocatoria sigue abierta" in main(office)
    assert office.get_by_role("button", name="Ver antes de decidir").count() == 0
    walk.sees(office, "convocatoria-16-sigue-abierta")
    walk.clock.move(moment(LAST_MINUTES))
    call_steps.the_window_closes(walk, f"{walk.site}{form}", moment(CLOSES))
    assert call.applications.count() == 30
    maria.goto(f"{walk.site}{public}")
    assert "Cerró el" in main(maria)
    assert maria.get_by_role("link", name="Postularse").count() == 0
    assert call_steps.results() == 0


def seat_of(call: Call) -> str:
    """How the one of María is called, in public."""
    return post_of(Seat.objects.get(application__call=call, person__name="María Canaria"))
