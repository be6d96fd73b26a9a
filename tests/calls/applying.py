"""Calls that take applications: their windows stand around the clock of the database, which no test can move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tequio.calls.actions import (
    Attached,
    Given,
    create_call,
    decide_application,
    publish_call,
    release_results,
    submit_application,
)
from tequio.calls.models import Application, Call
from tequio.calls.rules import Chosen, rows_of
from tequio.exercises.models import Exercise
from tequio.people.models import Person, PrivacyNotice, Purpose
from tequio.people.notices import notice_in_force, publish_notice
from tequio.places.clock import database_now
from tests import builders
from tests.builders import NOW

DURANGO = Chosen(residence=True, availability=True, honorary=True)
#: who selects while there is no body that does
SELECTORS: dict[str, Any] = {
    "selectors": "Secretaría de la Contraloría y Universidad del Estado",
    "selectors_reason": "El órgano se constituye con esta convocatoria.",
    "selectors_post": "Titular de la Contraloría",
    "selectors_on": date(2019, 9, 2),
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def notice(of: Exercise) -> PrivacyNotice:
    found = notice_in_force(of.jurisdiction_id, Purpose.APPLICATION)
    return found or publish_notice(
        jurisdiction=of.jurisdiction,
        purpose=Purpose.APPLICATION,
        text="Sus datos sirven para revisar su solicitud y avisarle del resultado.",
        kept_days=365,
        by=builders.secretariat(of),
        at=NOW,
    )


def open_call(of: Exercise, chosen: Chosen = DURANGO, **details: Any) -> Call:
    """Published, open since two days ago and for five more."""
    notice(of)
    today = of.jurisdiction.today(database_now())
    who = {} if "selected_by" in details else SELECTORS
    values = {"takes_applications": True, "eligibility": rows_of(chosen, place=of.jurisdiction.name), **who, **details}
    made = create_call(
        exercise=of,
        title="Convocatoria para participar",
        opens_on=today - timedelta(days=2),
        closes_on=today + timedelta(days=5),
        details=values,
        by=builders.secretariat(of),
        at=NOW,
    )
    publish_call(call=made, by=builders.secretariat(of), at=NOW)
    return made


def shut(call: Call) -> Call:
    """The window ended a moment ago."""
    Call.objects.filter(pk=call.pk).update(closes_at=database_now() - timedelta(milliseconds=1))
    call.refresh_from_db()
    return call


def given(call: Call, **values: Any) -> Given:
    plain: dict[str, Any] = {
        "applicant_type": "person",
        "name": "María Canaria",
        "email": "canaria@example.org",
        "motive": "Quiero participar en las mesas.",
        "state": call.exercise.jurisdiction.name,
        "stages": ("design",),
        "honorary": True,
    }
    return Given(**{**plain, **values})


def apply(call: Call, *, key: Any = None, files: Sequence[Attached] = (), **values: Any) -> Application:
    return submit_application(
        call=call,
        given=given(call, **values),
        notice=notice(call.exercise),
        key=key or uuid4(),
        files=files,
        at=database_now(),
    )


def form_url(call: Call) -> str:
    return f"/{call.exercise.slug}/convocatoria/{call.uid}/solicitud/"


def fields(call: Call, **values: Any) -> dict[str, Any]:
    """Of the form, as it is sent."""
    plain: dict[str, Any] = {
        "key": str(uuid4()),
        "notice": str(notice(call.exercise).uid),
        "applicant_type": "civil_society",
        "organisation_name": "Colectivo",
        "name": "María Canaria",
        "email": "canaria@example.org",
        "state": "Durango",
        "stages": ["design", "evaluation"],
        "motive": "Quiero participar en las mesas.",
        "honorary": "on",
        "accept": "on",
        "do": "send",
    }
    return {**plain, **values}


def letter_and_path() -> tuple[Attached, ...]:
    """Two documents."""
    return (
        Attached(PDF, "carta.pdf", "application/pdf", "Carta de postulación"),
        Attached(PDF + b"\n%%EOF\n", "trayectoria.pdf", "application/pdf", "Trayectoria"),
    )


def decide(application: Application, outcome: str = "accepted", by: Person | None = None) -> None:
    clerk = by or builders.secretariat(application.call.exercise)
    decide_application(application=application, outcome=outcome, reason="Cumple.", by=clerk, at=database_now())


def finished(of: Exercise, *names: str, **values: Any) -> Call:
    """Closed, everybody accepted and told."""
    call = open_call(of)
    made = [apply(call, name=name, email=f"{n}@example.org", **values) for n, name in enumerate(names)]
    shut(call)
    for each in made:
        decide(each)
    release_results(call=call, by=builders.secretariat(of), at=database_now())
    return call
