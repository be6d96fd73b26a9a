"""The secretaría técnica redraws the route: what moves is shown before it is stored, and nobody overwrites anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tequio.audit.models import Event
from tequio.core.dates import from_edtf
from tequio.core.refusals import Refusal
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.formats import rulepack
from tequio.people.models import Person
from tequio.workplans.actions import IsLocked, NeedsAReason, approve_workplan, lock_workplan
from tequio.workplans.amendments import (
    AlreadyUndone,
    CannotBeScheduled,
    ChangedMeanwhile,
    EndsOnAnotherDay,
    NothingChanges,
    amend_route,
    undo_amendment,
)
from tequio.workplans.decided import NeedsADecision
from tequio.workplans.drawing import PhaseChange, PhaseState, WaitsForWhatIsNotThere, drawn
from tequio.workplans.forms import state_of
from tequio.workplans.models import Baseline, Link, Milestone, WorkPlan
from tests import builders
from tests.matrix import ROLES, world

if TYPE_CHECKING:
    from uuid import UUID

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
Enter = Callable[..., Client]
EDIT, CHANGES = "/yucatan/ruta/editar/", "/yucatan/ruta/cambios/"
WHY = "El servidor estuvo caído"


def state(plan: WorkPlan, position: int) -> PhaseState:
    drawing = drawn(plan)
    return drawing.state(drawing.at(position))


def wanted(plan: WorkPlan, position: int, **values: object) -> PhaseChange:
    seen = state(plan, position)
    fields = {name: getattr(seen, name) for name in PhaseState.__slots__}
    return PhaseChange(position, seen, PhaseState(**{**fields, **values}))


def amend(plan: WorkPlan, *changes: PhaseChange, by: Person | None = None, **options: Any) -> UUID:
    values: dict[str, Any] = {"reason": WHY, "pack": rulepack.load("yucatan-2021"), "at": builders.LATER, **options}
    return amend_route(workplan=plan, changes=changes, by=by or builders.secretariat(plan.exercise), **values)


def undo(plan: WorkPlan, name: UUID) -> UUID:
    who = builders.secretariat(plan.exercise)
    return undo_amendment(workplan=plan, amendment=name, pack=rulepack.load("yucatan-2021"), by=who, at=builders.LATER)


def finish(plan: WorkPlan) -> date:
    plan = WorkPlan.objects.select_related("exercise").get(pk=plan.pk)
    schedule = drawn(plan).scheduled(plan.exercise.jurisdiction_id).schedule
    assert schedule is not None
    return schedule.finish


def read(response: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def fields(response: Answer) -> dict[str, str]:
    """What the browser would send back: inputs, text areas and the chosen options."""
    body = response.content.decode().partition("<main")[2]
    found = {}
    for tag in re.findall(r"<input [^>]*>", body):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and ('type="radio"' not in tag or "checked" in tag):
            found[name[1]] = unescape(value[1]) if value else ""
    for name, inner in re.findall(r'<select id="[^"]+" name="([^"]+)".*?>(.*?)</select>', body, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', body, re.S):
        found[name] = unescape(inner)
    return found


# ---- the verb -------------------------------------------------------------------------------------------------------


@pytest.mark.covers("req:28", "req:87")
def test_a_change_is_stored_with_its_reason_and_what_it_moved(plan: WorkPlan) -> None:
    name = amend(plan, wanted(plan, 15, duration=23))
    assert (state(plan, 15).duration, finish(plan)) == (23, date(2021, 10, 21))
    [event] = Event.objects.filter(verb="workplans.phase_amended")
    activity = drawn(plan).at(15)
    assert (event.subject_kind, event.subject_uid, event.exercise_uid) == ("activity", activity.uid, plan.exercise.uid)
    assert event.changes["duration"] == [20, 23]
    assert event.changes["ends"] == ["2021-08-13", "2021-08-18"]
    assert event.changes["plan_ends"] == ["2021-10-18", "2021-10-21"]
    assert event.changes["reason"] == [None, WHY]
    assert event.changes["amendment"] == [None, str(name)]


@pytest.mark.covers("req:28")
def test_predecessors_and_committed_dates_change_too(plan: WorkPlan) -> None:
    links = Link.objects.filter(successor__workplan=plan).count()
    before = state(plan, 24)
    amend(
        plan, wanted(plan, 24, predecessors="15FC+2;14"), wanted(plan, 24 - 1, bound="SNET", bound_on=date(2021, 9, 1))
    )
    # the same predecessors, in the order of the phases
    assert state(plan, 24).predecessors == "14;15FC+2"
    assert state(plan, 23).bound_on == date(2021, 9, 1)
    assert Milestone.objects.filter(workplan=plan, bound="SNET").count() == 1
    assert Link.objects.filter(successor__workplan=plan).count() == links - len(before.predecessors.split(";")) + 2
    amend(plan, wanted(plan, 24, predecessors=before.predecessors), wanted(plan, 23, bound="", bound_on=None))
    assert (state(plan, 24), state(plan, 23).bound) == (before, "")
    assert not Milestone.objects.filter(workplan=plan, bound="SNET").exists()


def test_a_committed_date_of_the_document_is_let_loose_but_stays(plan: WorkPlan) -> None:
    signature = state(plan, 35)
    assert (signature.bound, signature.bound_on) == ("FNLT", date(2021, 10, 18))
    name = amend(plan, wanted(plan, 35, bound="", bound_on=None))
    assert Milestone.objects.filter(workplan=plan, name="Firma del PAL", bound="").count() == 1
    undo(plan, name)
    assert state(plan, 35) == signature
    assert Milestone.objects.filter(workplan=plan, name="Firma del PAL").count() == 1


@pytest.mark.covers("exp:4")
def test_undoing_is_a_second_event(plan: WorkPlan) -> None:
    before = [state(plan, each) for each in (15, 24)]
    name = amend(plan, wanted(plan, 15, duration=25), wanted(plan, 24, predecessors=""))
    undo(plan, name)
    assert [state(plan, each) for each in (15, 24)] == before
    assert finish(plan) == date(2021, 10, 18)
    assert Event.objects.filter(verb="workplans.phase_amended").count() == 2
    assert Event.objects.filter(verb="workplans.phase_amendment_undone").count() == 2
    with pytest.raises(AlreadyUndone):
        undo(plan, name)


def test_what_was_changed_again_is_not_undone(plan: WorkPlan) -> None:
    name = amend(plan, wanted(plan, 15, duration=25))
    amend(plan, wanted(plan, 15, duration=30))
    with pytest.raises(ChangedMeanwhile):
        undo(plan, name)
    assert state(plan, 15).duration == 30
    with pytest.raises(NothingChanges):
        undo(builders.workplan(plan.exercise, "route"), name)


@pytest.mark.parametrize(
    ("position", "values", "options", "refusal"),
    [
        (15, {"duration": 23}, {"reason": "  "}, NeedsAReason),
        (15, {}, {}, NothingChanges),
        (15, {"predecessors": "99"}, {}, WaitsForWhatIsNotThere),
        (1, {"predecessors": "35"}, {}, CannotBeScheduled),
        (15, {"duration": None}, {}, CannotBeScheduled),
        (15, {"duration": 999999}, {}, CannotBeScheduled),
        (15, {"duration": 23}, {"shown_finish": date(2021, 10, 20)}, EndsOnAnotherDay),
    ],
)
def test_a_refused_change_stores_nothing(
    plan: WorkPlan, position: int, values: dict[str, object], options: dict[str, Any], refusal: type[Refusal]
) -> None:
    before, events = [state(plan, each) for each in range(1, 36)], Event.objects.count()
    with pytest.raises(refusal):
        amend(plan, wanted(plan, position, **values), **options)
    assert ([state(plan, each) for each in range(1, 36)], Event.objects.count()) == (before, events)


def test_a_circle_is_told_with_the_numbers_of_the_phases(plan: WorkPlan) -> None:
    with pytest.raises(CannotBeScheduled, match=r"34 → 35 → 34|35 → 34 → 35"):
        amend(plan, wanted(plan, 34, predecessors="33;35"))


@pytest.mark.covers("req:31")
def test_a_signed_route_is_locked(plan: WorkPlan, by: Person, enter: Enter) -> None:
    lock_workplan(workplan=plan, lock="plan:1", by=by, at=builders.NOW)
    with pytest.raises(IsLocked):
        amend(plan, wanted(plan, 15, duration=23))
    response = enter(by).get(EDIT)
    assert response.status_code == 422
    assert "ya se firmó" in read(response)
    assert EDIT not in enter(by).get("/yucatan/ruta/").content.decode()


# ---- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.covers
@pytest.mark.parametrize("role", ROLES)
def test_only_the_secretaria_of_the_exercise_redraws_the_route(role: str, enter: Enter) -> None:
    there = world()
    plan, person = there.route(), there.people[role]
    activity = plan.activities.get()
    change = PhaseChange(activity.position, PhaseState(None), PhaseState(5))
    url = f"/{there.exercise.slug}/ruta/"
    if role == "secretariat":
        name = amend(plan, change, by=person)
        assert enter(person).get(f"{url}editar/").status_code == 200
        assert f"{url}editar/" in enter(person).get(url).content.decode()
        assert enter(person).post(f"{url}cambios/{name}/deshacer/").status_code == 302
        return
    with pytest.raises(PermissionDenied):
        amend(plan, change, by=person)
    name = amend(plan, change)
    with pytest.raises(PermissionDenied):
        undo_amendment(workplan=plan, amendment=name, pack=builders.pack(), by=person, at=builders.LATER)
    for address in ("editar/", f"fases/{activity.position}/"):
        assert enter(person).get(url + address).status_code == 403
        assert enter(person).post(url + address, {"paso": "guardar"}).status_code == 403
    assert enter(person).post(f"{url}cambios/{name}/deshacer/").status_code == 403
    page = enter(person).get(f"{url}cambios/")
    assert (page.status_code, b"deshacer" in page.content.lower()) == (200, False)
    assert f"{url}editar/" not in enter(person).get(url).content.decode()


def test_without_entering_one_is_sent_to_enter_and_back(plan: WorkPlan, enter: Enter) -> None:
    response = enter().get(EDIT)
    assert (response.status_code, response.headers["Location"]) == (302, "/entrar/?next=%2Fyucatan%2Fruta%2Feditar%2F")
    assert enter().get(CHANGES).status_code == 200


def test_the_secretaria_of_another_exercise_may_not(plan: WorkPlan) -> None:
    other = builders.secretariat(builders.exercise("otro"))
    with pytest.raises(PermissionDenied):
        amend(plan, wanted(plan, 15, duration=23), by=other)


# ---- approved -------------------------------------------------------------------------------------------------------


@pytest.fixture
def approved(plan: WorkPlan, by: Person) -> WorkPlan:
    approve_workplan(workplan=plan, decision=builders.decides(plan, session="Acta 3/2021"), by=by, at=builders.NOW)
    return WorkPlan.objects.get(pk=plan.pk)


@pytest.mark.covers("req:31", "req:87")
def test_an_approved_route_keeps_what_was_approved_beside_what_is(approved: WorkPlan, enter: Enter) -> None:
    assert (
        "Todo sigue como se aprobó (Acta 3/2021: acuerdo 2): la firma sigue siendo el 18 de octubre de 2021."
        in read(enter().get("/yucatan/ruta/"))
    )
    amend(approved, wanted(approved, 15, duration=23))
    versions = Baseline.objects.filter(workplan=approved).order_by("number")
    assert [(each.number, each.is_amendment, each.reason) for each in versions] == [
        (1, False, "Acta 3/2021: acuerdo 2"),
        (2, True, WHY),
    ]
    assert [each.snapshot[34]["early"] for each in versions] == [["2021-10-18"] * 2, ["2021-10-21"] * 2]
    told = (
        "Desde la ruta aprobada (Acta 3/2021: acuerdo 2), la firma pasa del 18 al 21 de octubre de 2021; "
        "cambian las fechas de 13 fases."
    )
    assert told in read(enter().get("/yucatan/ruta/"))
    page = read(enter().get(CHANGES))
    assert told in page
    assert f"Motivo: {WHY}" in page
    assert "15. Activación de consulta en línea Duración 20 días hábiles 23 días hábiles" in page
    assert "Firma del PAL 18 oct 2021 21 oct 2021 3 días hábiles después" in page


@pytest.mark.covers("req:87")
def test_more_than_thirty_days_from_what_was_approved_needs_the_body(approved: WorkPlan) -> None:
    """Two changes of sixteen days are one of thirty-two."""
    WorkPlan.objects.filter(pk=approved.pk).update(target=from_edtf("2021"))
    amend(approved, wanted(approved, 15, duration=32))
    assert finish(approved) <= date(2021, 11, 17)
    second = wanted(approved, 15, duration=44)
    with pytest.raises(NeedsADecision, match="Más de 30 días necesitan la decisión"):
        amend(approved, second)
    amend(approved, second, decision=builders.decides(approved, at=builders.LATER, session="Acta 5/2021"))
    last = Baseline.objects.filter(workplan=approved).latest("number")
    assert (last.is_amendment, last.reason) == (False, "Acta 5/2021: acuerdo 2")
    event = Event.objects.filter(verb="workplans.phase_amended").latest("pk")
    assert event.changes["decision"] == [None, "Acta 5/2021: acuerdo 2"]


@pytest.mark.covers("req:87")
def test_past_the_end_that_was_foreseen_needs_the_body(approved: WorkPlan) -> None:
    WorkPlan.objects.filter(pk=approved.pk).update(target=from_edtf("2021-10-18"))
    with pytest.raises(NeedsADecision, match="después del periodo previsto, que acaba el 18 de octubre de 2021"):
        amend(approved, wanted(approved, 15, duration=21))


def test_a_proposal_is_edited_freely(plan: WorkPlan) -> None:
    amend(plan, wanted(plan, 15, duration=120))
    assert not Baseline.objects.exists()


# ---- the pages ------------------------------------------------------------------------------------------------------


@pytest.mark.covers("req:28", "req:29", "exp:6")
def test_before_saving_one_reads_what_moves_and_gives_the_reason(plan: WorkPlan, by: Person, enter: Enter) -> None:
    client = enter(by)
    form = fields(client.get(EDIT))
    assert (form["dura-15"], form["tipo-33"], form["fecha-33"]) == ("20", "FNLT", "11/10/2021")
    page = client.post(EDIT, {**form, "dura-15": "21", "paso": "revisar"})
    told = read(page)
    assert page.status_code == 200
    assert "Con este cambio, la firma pasa del 18 al 19 de octubre de 2021; cambian las fechas de 13 fases." in told
    assert "«Presentación del PAL» no se cumpliría: la fecha comprometida es el 11 de octubre de 2021" in told
    assert "33 Presentación del PAL 11 oct 2021 12 oct 2021" in told
    assert state(plan, 15).duration == 20
    kept = fields(page)
    assert {name for name in kept if name.startswith("dura-")} == {"dura-15"}
    without = client.post(EDIT, {**kept, "paso": "guardar"})
    assert without.status_code == 422
    assert "Para cambiar la ruta hay que decir por qué." in read(without)
    assert b"<title>Error:" in without.content
    assert state(plan, 15).duration == 20
    saved = client.post(EDIT, {**fields(without), "reason": WHY, "paso": "guardar"})
    assert saved.status_code == 302
    assert (state(plan, 15).duration, finish(plan)) == (21, date(2021, 10, 19))
    landed = client.get(saved.headers["Location"])
    assert "El cambio se guardó. El final pasó del 18 al 19 de octubre de 2021." in read(landed)
    assert "Deshacer" in read(landed)
    assert "35 fases para llegar al 19 de octubre de 2021." in read(client.get("/yucatan/ruta/"))
    assert "Deshacer" not in read(enter().get(saved.headers["Location"].partition("#")[0]))


@pytest.mark.covers("exp:4")
def test_undo_works_by_a_button_without_scripts(plan: WorkPlan, by: Person, enter: Enter) -> None:
    name = amend(plan, wanted(plan, 15, duration=25))
    client = enter(by)
    assert f'action="{CHANGES}{name}/deshacer/"' in client.get(CHANGES).content.decode()
    answer = client.post(f"{CHANGES}{name}/deshacer/")
    assert "El cambio se deshizo." in read(client.get(answer.headers["Location"]))
    assert state(plan, 15).duration == 20
    assert client.post(f"{CHANGES}{name}/deshacer/").status_code == 422
    assert client.get(f"{CHANGES}{name}/deshacer/").status_code == 405


def test_one_phase_alone(plan: WorkPlan, by: Person, enter: Enter) -> None:
    client, url = enter(by), "/yucatan/ruta/fases/15/"
    page = client.get(url)
    assert "La esperan: 24. Sistematización de consulta en línea" in read(page)
    form = fields(page)
    assert {name for name in form if name.startswith("dura-")} == {"dura-15"}
    shown = client.post(url, {**form, "fecha-15": "20/07/2021", "tipo-15": "SNET", "paso": "revisar"})
    assert "Sin fecha fija No comienza antes: 20 de julio de 2021" in read(shown)
    back = client.post(url, {**fields(shown), "paso": "volver"})
    assert (fields(back)["fecha-15"], fields(back)["tipo-15"]) == ("20/07/2021", "SNET")
    assert client.get("/yucatan/ruta/fases/99/").status_code == 404


@pytest.mark.covers("exp:26")
@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("dura-15", "veinte", "Escriba los días hábiles con cifras"),
        ("dura-15", "-3", "Escriba los días hábiles con cifras"),
        ("dura-15", "", "Escriba cuántos días hábiles dura"),
        ("antes-15", "99", "No hay una fase 99 en esta ruta."),
        ("antes-15", "la anterior", "No se entiende la predecesora «la anterior»."),
        ("antes-15", "14; 15", "Una fase no puede esperarse a sí misma."),
        ("fecha-33", "pronto", "Escriba el día completo"),
        ("fecha-33", "octubre de 2021", "Escriba el día completo"),
        ("fecha-33", "31/02/2021", "Escriba el día completo"),
        ("tipo-33", "", "Elija qué pide esa fecha"),
    ],
)
def test_what_cannot_be_understood_is_told_at_its_field_and_kept(
    plan: WorkPlan, by: Person, enter: Enter, field: str, typed: str, told: str
) -> None:
    client = enter(by)
    form = {**fields(client.get(EDIT)), "dura-20": "9", field: typed, "paso": "revisar"}
    response = client.post(EDIT, form)
    body = response.content.decode()
    assert response.status_code == 422
    assert told in read(response)
    assert f'href="#{field}"' in body
    assert f'id="{field}-error"' in body
    assert (fields(response)[field], fields(response)["dura-20"]) == (typed, "9")
    assert "<title>Error:" in body


def test_nothing_changed_and_a_circle_are_told(plan: WorkPlan, by: Person, enter: Enter) -> None:
    client = enter(by)
    form = fields(client.get(EDIT))
    same = client.post(EDIT, {**form, "paso": "revisar"})
    assert (same.status_code, "No cambió nada" in read(same)) == (422, True)
    circle = client.post(EDIT, {**form, "antes-34": "33; 35", "paso": "revisar"})
    assert (circle.status_code, "Hay un ciclo" in read(circle)) == (422, True)
    assert fields(circle)["antes-34"] == "33; 35"


@pytest.mark.covers("exp:3", "case:C4", "req:87")
def test_two_editors_see_both_versions_and_nothing_is_overwritten(
    plan: WorkPlan, exercise: Exercise, by: Person, enter: Enter
) -> None:
    colleague = builders.person("Colega de la secretaría", exercise.jurisdiction)
    grant_role(exercise=exercise, person=colleague, role=Role.SECRETARIAT, by=builders.administrator(), at=builders.NOW)
    first, second = enter(colleague), enter(by)
    opened = fields(second.get(EDIT))
    amend(plan, wanted(plan, 15, duration=22, predecessors="14"), by=colleague, reason="Se cayó el servidor")
    mine = {**opened, "dura-15": "25", "fecha-15": "19/07/2021", "tipo-15": "SNET", "dura-30": "8"}
    conflict = second.post(EDIT, {**mine, "paso": "revisar"})
    assert conflict.status_code == 409
    told = read(conflict)
    assert "Colega de la secretaría la cambió el 1 de octubre de 2019 a las 14:00. Motivo: Se cayó el servidor" in told
    assert "Duración 20 días hábiles 22 días hábiles 25 días hábiles Duración Lo guardado Lo mío" in told
    assert "Lo guardado: usted no lo cambió" in told
    assert "No comienza antes: 19 de julio de 2021 Lo suyo: nadie más lo cambió" in told
    assert state(plan, 15).duration == 22
    form = fields(conflict)
    # by default what is stored stays
    assert form["elige-duration-15"] == "guardada"
    assert (form["dura-30"], form["dura-15"]) == ("8", "25")
    kept = second.post(EDIT, {**form, "elige-duration-15": "mia", "paso": "resolver"})
    assert kept.status_code == 200
    assert "22 días hábiles 25 días hábiles" in read(kept)
    saved = second.post(EDIT, {**fields(kept), "reason": "Hace falta más tiempo", "paso": "guardar"})
    assert saved.status_code == 302
    assert state(plan, 15) == PhaseState(25, "14", "SNET", date(2021, 7, 19))
    assert state(plan, 30).duration == 8
    assert first.get(CHANGES).status_code == 200


@pytest.mark.covers("exp:3", "case:C4")
def test_a_save_that_comes_second_is_refused_too(plan: WorkPlan, by: Person, enter: Enter) -> None:
    client = enter(by)
    shown = client.post(EDIT, {**fields(client.get(EDIT)), "dura-15": "21", "paso": "revisar"})
    amend(plan, wanted(plan, 15, duration=30))
    answer = client.post(EDIT, {**fields(shown), "reason": WHY, "paso": "guardar"})
    assert answer.status_code == 409
    assert fields(answer)["reason"] == WHY
    assert state(plan, 15).duration == 30


def test_a_consequence_that_is_no_longer_true_is_shown_again(plan: WorkPlan, by: Person, enter: Enter) -> None:
    client = enter(by)
    shown = client.post(EDIT, {**fields(client.get(EDIT)), "dura-15": "21", "paso": "revisar"})
    amend(plan, wanted(plan, 30, duration=8))
    answer = client.post(EDIT, {**fields(shown), "reason": WHY, "paso": "guardar"})
    assert answer.status_code == 409
    assert "lo que se mueve ya no es lo que se le mostró" in read(answer)
    assert state(plan, 15).duration == 20
    assert client.post(EDIT, {**fields(answer), "paso": "guardar"}).status_code == 302


def test_a_decision_is_asked_for_before_saving(approved: WorkPlan, by: Person, enter: Enter) -> None:
    client = enter(by)
    shown = client.post(EDIT, {**fields(client.get(EDIT)), "dura-15": "60", "paso": "revisar"})
    assert "necesitan la decisión del órgano" in read(shown)
    refused = client.post(EDIT, {**fields(shown), "reason": WHY, "paso": "guardar"})
    assert (refused.status_code, 'href="#decision"' in refused.content.decode()) == (422, True)
    assert state(approved, 15).duration == 20
    later = builders.decides(approved, at=builders.LATER, session="Acta 5/2021")
    given = {**fields(refused), "decision": str(later), "paso": "guardar"}
    assert client.post(EDIT, given).status_code == 302
    assert "Lo decidió el órgano: Acta 5/2021: acuerdo 2" in read(enter().get(CHANGES))


def test_a_route_without_durations_gets_its_dates_by_editing(exercise: Exercise, by: Person, enter: Enter) -> None:
    plan = builders.workplan(exercise, "route", "Otra ruta")
    for title in ("Abrir", "Cerrar"):
        builders.activity(plan, title)
    client = enter(by)
    form = fields(client.get(EDIT))
    assert form["dura-1"] == ""
    values = {**form, "dura-1": "5", "dura-2": "0", "antes-2": "1", "tipo-1": "MSO", "fecha-1": "28/06/2021"}
    shown = client.post(EDIT, {**values, "paso": "revisar"})
    assert "Con este cambio ya se pueden calcular las fechas: el final queda el 2 de julio de 2021." in read(shown)
    assert client.post(EDIT, {**fields(shown), "reason": "Cronograma", "paso": "guardar"}).status_code == 302
    assert finish(plan) == date(2021, 7, 2)


@pytest.mark.parametrize(
    "text", ["", "a|b|c|d", "5|1|XXX|", "5|1|SNET|ayer", "5|1", "|||", "5|12;13FC+2|SNET|2021-10-11"]
)
def test_a_token_is_a_state_or_nothing(text: str) -> None:
    found = state_of(text)
    assert found is None or found.token() == text


def test_hostile_fields_are_kept_as_text(plan: WorkPlan, by: Person, enter: Enter) -> None:
    client = enter(by)
    form = {**fields(client.get(EDIT)), "dura-15": '"><script>alert(1)</script>', "visto-15": "x" * 5000}
    response = client.post(EDIT, {**form, "paso": "guardar"})
    assert response.status_code == 422
    assert b"<script>alert" not in response.content


def test_without_changes_or_without_a_route(plan: WorkPlan, by: Person, enter: Enter) -> None:
    assert "Nadie ha cambiado la ruta" in read(enter().get(CHANGES))
    empty = builders.exercise("vacio")
    assert enter().get("/vacio/ruta/cambios/").status_code == 404
    assert enter(builders.secretariat(empty)).get("/vacio/ruta/editar/").status_code == 404


@pytest.mark.covers("req:16", "req:31")
def test_a_route_is_approved_by_a_recorded_decision_and_never_by_a_tick(
    plan: WorkPlan, by: Person, enter: Enter
) -> None:
    client = enter(by)
    empty = client.get("/yucatan/ruta/aprobar/")
    assert "Ninguna decisión registrada puede aprobarlo" in read(empty)
    builders.decides(plan, kind="other", session="Acta 1")
    builders.decides(plan, outcome="rejected", yes=1, no=2, session="Acta 2")
    assert "Ninguna decisión registrada puede aprobarlo" in read(client.get("/yucatan/ruta/aprobar/"))
    right = builders.decides(plan, session="Acta 3")
    assert "Acta 3: acuerdo 2" in read(client.get("/yucatan/ruta/aprobar/"))
    refused = client.post("/yucatan/ruta/aprobar/", {"decision": "sí"})
    assert refused.status_code == 422
    assert client.post("/yucatan/ruta/aprobar/", {"decision": str(right)}).status_code == 302
    assert Baseline.objects.get(workplan=plan).decision_uid == right
    assert WorkPlan.objects.get(pk=plan.pk).status == "approved"
