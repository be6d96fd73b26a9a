from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.calls.actions import (
    CallIsClosed,
    CallIsNotADraft,
    CallIsNotPublished,
    CallIsNotVoid,
    NeedsAReason,
    add_addendum,
    create_call,
    edit_call,
    extend_call,
    publish_call,
    reissue_call,
    void_call,
)
from tequio.calls.blocks import Written, sections_of, told, written_of
from tequio.calls.models import Addendum, Call, State
from tequio.exercises.models import Exercise
from tequio.people.notices import NoticeIsMissing
from tequio.places.clock import database_now
from tests import builders
from tests.builders import NOW
from tests.calls import applying

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("durango", jurisdiction=builders.place("Durango", time_zone="America/Monterrey"))


def test_the_clock_of_the_database_tells_this_moment_in_utc() -> None:
    assert database_now().tzinfo is UTC or database_now().utcoffset() == timedelta(0)
    assert abs(database_now() - datetime.now(UTC)) < timedelta(seconds=30)


@pytest.mark.covers("req:44")
def test_a_draft_is_corrected_and_a_published_one_is_not(exercise: Exercise) -> None:
    call, by = builders.call(exercise), builders.secretariat(exercise)
    values: dict[str, Any] = {"title": "Otra", "opens_on": date(2020, 1, 1), "closes_on": date(2020, 1, 31)}
    edit_call(call=call, **values, details={"hashtags": ["#Uno"]}, by=by, at=NOW)
    assert (call.title, call.hashtags) == ("Otra", ["#Uno"])
    assert Event.objects.get(verb="calls.call_edited").changes["title"] == ["Convocatoria", "Otra"]
    publish_call(call=call, by=by, at=NOW)
    with pytest.raises(CallIsNotADraft):
        edit_call(call=call, **values, details={}, by=by, at=NOW)


@pytest.mark.covers("req:44")
def test_addenda_are_numbered_and_the_text_of_the_call_stays(exercise: Exercise) -> None:
    call, by = builders.call(exercise), builders.secretariat(exercise)
    with pytest.raises(CallIsNotPublished):
        add_addendum(call=call, text="Antes", by=by, at=NOW)
    publish_call(call=call, by=by, at=NOW)
    with pytest.raises(NeedsAReason):
        add_addendum(call=call, text=" ", by=by, at=NOW)
    add_addendum(call=call, text="La sede cambia.", by=by, at=NOW)
    opened = datetime(2020, 10, 1, 18, tzinfo=UTC)
    extend_call(call=call, closes_on=date(2020, 11, 30), reason="Más difusión", by=by, at=opened)
    void_call(call=call, reason="Nadie", by=by, at=opened)
    assert list(call.addenda.order_by("number").values_list("number", "kind")) == [
        (1, "clarification"),
        (2, "extension"),
        (3, "void"),
    ]


@pytest.mark.covers("req:44")
def test_the_database_numbers_an_addendum_once_and_an_extension_is_later(exercise: Exercise) -> None:
    call, by = builders.call(exercise), builders.secretariat(exercise)
    publish_call(call=call, by=by, at=NOW)
    made = add_addendum(call=call, text="Uno", by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Addendum.objects.create(call=call, number=made.number, kind="clarification", text="Dos", added_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Addendum.objects.create(
            call=call, number=9, kind="extension", text="x", added_at=NOW, closed_at_before=NOW, closes_at_after=NOW
        )


@pytest.mark.covers("req:50")
def test_the_results_cannot_be_before_the_close_even_in_the_database(exercise: Exercise) -> None:
    call = builders.call(exercise)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(results_at=NOW)


@pytest.mark.covers("req:44")
def test_a_void_call_is_issued_again_and_each_says_which_the_other_is(exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    call = builders.call(exercise, details={"requirements": ["Residir en Durango"]})
    publish_call(call=call, by=by, at=NOW)
    days: dict[str, Any] = {"opens_on": date(2021, 1, 1), "closes_on": date(2021, 1, 31)}
    with pytest.raises(CallIsNotVoid):
        reissue_call(call=call, **days, by=by, at=NOW)
    void_call(call=call, reason="Nadie", by=by, at=NOW)
    again = reissue_call(call=call, **days, by=by, at=NOW)
    assert (again.state(NOW), again.reissue_of, again.requirements) == (State.DRAFT, call, call.requirements)


@pytest.mark.covers("case:T1")
def test_one_that_takes_applications_is_extended_by_the_clock_of_the_database(exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    call = applying.open_call(exercise)
    applying.shut(call)
    # the moment of the page would still be inside: it does not decide
    inside = call.closes_at - timedelta(hours=1) if call.closes_at else NOW
    with pytest.raises(CallIsClosed):
        extend_call(call=call, closes_on=date(2099, 1, 1), reason="Más", by=by, at=inside)


@pytest.mark.covers("req:129")
def test_applications_need_a_privacy_notice_first(exercise: Exercise) -> None:
    by = builders.secretariat(exercise)
    call = builders.call(exercise, details={"takes_applications": True, **applying.SELECTORS})
    with pytest.raises(NoticeIsMissing):
        publish_call(call=call, by=by, at=NOW)
    applying.notice(exercise)
    publish_call(call=call, by=by, at=NOW)


@pytest.mark.covers("req:44")
def test_the_blocks_come_in_the_order_of_a_call_with_their_lists_numbered_once(exercise: Exercise) -> None:
    written = Written(
        considerations="Que sí.\n\nQue también.", summons="A todos.", process="Deberán:", results="Por correo."
    )
    call = builders.call(
        exercise,
        details={
            "sections": sections_of(written),
            "objectives": ["1. Participar", "Decidir"],
            "requirements": ["Residir"],
            "contact": ["a@example.org"],
            "hashtags": ["#Uno"],
        },
    )
    text = told(call)
    assert [block.heading for block in text.blocks] == [
        "CONSIDERANDO",
        "SE CONVOCA",
        "BASES",
        "PLAZOS Y PROCESO DE INSCRIPCIÓN",
        "RESULTADOS",
    ]
    assert text.blocks[2].numbered == ("Participar", "Decidir")
    (closing,) = text.blocks[3].closing
    assert closing.startswith("La presente convocatoria estará abierta del 29 de septiembre de 2020 al 15 de noviembre")
    assert closing.endswith("a las 23:59 (hora de Monterrey).")
    assert "a@example.org" in text.blocks[4].closing[0]
    assert written_of(call) == Written(
        considerations="Que sí.\nQue también.", summons="A todos.", process="Deberán:", results="Por correo."
    )


def test_an_imported_call_is_written_again_by_what_its_headings_say(exercise: Exercise) -> None:
    sections = [
        {"heading": "CONVOCATORIA PARA PARTICIPAR", "paragraphs": []},
        {"heading": "Considerandos", "paragraphs": ["Que sí."]},
        {"heading": "SE CONVOCA", "paragraphs": ["A todas."]},
        {"heading": "Plazos", "paragraphs": ["Uno"]},
    ]
    call = create_call(
        exercise=exercise,
        title="Convocatoria para participar",
        details={"sections": sections},
        by=builders.secretariat(exercise),
        at=NOW,
    )
    assert written_of(call) == Written(considerations="Que sí.", summons="A todas.", process="Uno")
    assert [block.heading for block in told(call).blocks] == ["Considerandos", "SE CONVOCA", "Plazos"]
