"""A plan is drafted on the web: its parts, dates as people write them, two editors, undo, and findings that never block."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from tequio.audit.models import Event
from tequio.commitments.actions import publish_commitment
from tequio.core.dates import Status
from tequio.monitoring.models import Delay
from tequio.people.actions import create_post
from tequio.workplans.actions import Named, approve_workplan
from tequio.workplans.drawing import drawn
from tequio.workplans.editing import (
    HasEvidence,
    InsideItself,
    PartChangedMeanwhile,
    draft_activity,
    edit_activity,
    order_part,
)
from tequio.workplans.models import Activity, Goal, Indicator, Link, Means, Removal, Responsible
from tequio.workplans.parts import ActivityWanted, MeansWanted, stored_activity, texts_of
from tequio.workplans.removals import UNDO, PlanIsApproved, TooLateToRestore, remove_part, restore_part
from tests import builders
from tests.builders import Table

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
Enter = Callable[..., Client]
PLAN = "/jalisco/compromisos/1/plan/"


@pytest.fixture
def table() -> Table:
    return builders.table()


def read(answer: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def fields(answer: Answer) -> dict[str, str]:
    """What a browser would send back of the form of the part."""
    body = answer.content.decode().partition("data-check")[2].partition("</form>")[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", body):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, inner in re.findall(r'<select id="[^"]+" name="([^"]+)".*?>(.*?)</select>', body, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', body, re.S):
        found[name] = unescape(inner)
    return found


def url(part: Activity | Goal) -> str:
    return f"{PLAN}{'metas' if isinstance(part, Goal) else 'actividades'}/{part.uid}/"


def again(activity: Activity) -> Activity:
    return Activity.objects.select_related("goal", "parent").get(pk=activity.pk)


def stored(activity: Activity) -> ActivityWanted:
    activity = again(activity)
    return stored_activity(activity, drawn(activity.workplan))


def edit(activity: Activity, table: Table, **changes: Any) -> None:
    before = stored(activity)
    edit_activity(
        activity=activity,
        seen=texts_of(before),
        wanted=replace(before, **changes),
        today=builders.NOW.date(),
        by=table.officer,
        at=builders.LATER,
    )


# ---- adding and correcting on the web


@pytest.mark.covers("req:15", "req:101")
def test_a_plan_is_written_from_nothing(enter: Enter) -> None:
    of = builders.exercise()
    builders.commitment(of, starts=builders.day("2019-08-22"), ends=builders.day("2020-08-22"))
    browser = enter(builders.secretariat(of))
    assert "El plan está vacío" in read(browser.get(PLAN))
    form = {
        **fields(browser.get(f"{PLAN}metas/nueva/")),
        "title": "Un padrón que se entiende",
        "means": "Minuta\nLista",
    }
    form["indicators"] = "Padrones publicados | padrones | 0 | 12"
    assert browser.post(f"{PLAN}metas/nueva/", form).status_code == 302
    goal = Goal.objects.get()
    assert (goal.title, goal.number) == ("Un padrón que se entiende", 1)
    indicator = Indicator.objects.get(goal=goal)
    assert (indicator.text, indicator.unit, indicator.baseline, indicator.target) == (
        "Padrones publicados",
        "padrones",
        "0",
        "12",
    )
    form = fields(browser.get(f"{PLAN}actividades/nueva/?meta={goal.uid}"))
    assert (form["goal"], form["code"]) == (str(goal.uid), "1")
    form |= {"title": "Primera reunión", "ends": "31/10/2019", "means": "Acta\nFotografías (opcional)"}
    assert browser.post(f"{PLAN}actividades/nueva/", form).status_code == 302
    first = Activity.objects.get()
    assert (first.goal, first.ends and first.ends.edtf) == (goal, "2019-10-31")
    assert list(Means.objects.filter(activity=first).order_by("position").values_list("text", "required")) == [
        ("Acta", True),
        ("Fotografías", False),
    ]
    form = fields(browser.get(f"{PLAN}actividades/nueva/?dentro={first.uid}"))
    assert (form["parent"], form["code"], form["goal"]) == (str(first.uid), "1.1", str(goal.uid))
    browser.post(f"{PLAN}actividades/nueva/", {**form, "title": "Invitar", "predecessors": "1"})
    assert Link.objects.get().predecessor == first
    page = read(browser.get(PLAN))
    assert "1 meta · 2 actividades" in page
    assert "1 medio de verificación y 1 opcional" in page


@pytest.mark.covers("case:F10")
def test_two_clicks_make_one_activity(table: Table, enter: Enter) -> None:
    browser = enter(table.officer)
    form = {**fields(browser.get(f"{PLAN}actividades/nueva/")), "title": "Tercera reunión", "ends": "Por definir"}
    for _click in range(2):
        assert browser.post(f"{PLAN}actividades/nueva/", form).status_code == 302
    assert Activity.objects.filter(title="Tercera reunión").count() == 1


@pytest.mark.covers("case:F5", "req:86", "req:102", "req:103", "exp:5")
def test_dates_as_people_write_them(table: Table, enter: Enter) -> None:
    browser, activity = enter(table.officer), table.second
    form = {**fields(browser.get(url(activity))), "ends": "05/09/20"}
    shown = browser.post(url(activity), form)
    assert shown.status_code == 200
    assert "«05/09/20» se leyó 5 de septiembre de 2020" in read(shown)
    assert again(activity).ends == builders.day("2019-10-15"), "nothing is stored before a person says yes"
    browser.post(url(activity), fields(shown))
    kept = again(activity).ends
    assert kept is not None
    assert (kept.edtf, kept.ambiguous, kept.source_text) == ("2020-09-05", False, "05/09/20")
    shown = browser.post(url(activity), {**fields(browser.get(url(activity))), "ends": "NOV"})
    assert "no dice el año" in read(shown)
    browser.post(url(activity), fields(shown))
    kept = again(activity).ends
    assert kept is not None
    assert (kept.status, kept.edtf) == (Status.MONTH, "2019-11")
    form = {**fields(browser.get(url(activity))), "ends": "Por definir", "dated_by": "15/01/2020"}
    browser.post(url(activity), form)
    kept = again(activity).ends
    assert kept is not None
    assert kept.status is Status.TO_BE_DEFINED
    page = read(browser.get(PLAN))
    assert "Por definir se sabrá el 15 ene 2020" in page
    wrong = browser.post(url(activity), {**fields(browser.get(url(activity))), "ends": "31/02/2020"})
    assert wrong.status_code == 422
    assert "«31/02/2020» no existe en el calendario" in read(wrong)


@pytest.mark.covers("req:84", "req:83")
def test_responsibles_are_a_post_an_institution_or_a_name_as_written(table: Table, enter: Enter) -> None:
    office = builders.organisation("Contraloría")
    create_post(organisation=office, person=None, title="Dirección", by=builders.administrator(), at=builders.NOW)
    browser = enter(table.officer)
    form = fields(browser.get(url(table.first)))
    form["responsibles"] = "Dirección · Contraloría\nContraloría\nLuis González"
    assert browser.post(url(table.first), form).status_code == 302
    rows = Responsible.objects.filter(activity=table.first).order_by("position")
    assert [(one.name, one.post is not None, one.organisation == office, one.is_lead) for one in rows] == [
        ("Dirección · Contraloría", True, True, True),
        ("Contraloría", False, True, False),
        ("Luis González", False, False, False),
    ]
    told = Event.objects.filter(verb="workplans.activity_edited").latest("id")
    assert "Luis González" not in str(told.changes)


# ---- means, order, removal


@pytest.mark.covers("req:82")
def test_a_means_with_evidence_is_not_taken_away(table: Table, enter: Enter) -> None:
    table.evidence()
    browser = enter(table.officer)
    form = {**fields(browser.get(url(table.goal))), "means": "Minuta"}
    answer = browser.post(url(table.goal), form)
    assert answer.status_code == 409
    assert "ya tiene evidencia" in read(answer)
    assert table.goal.means.count() == 2
    kept = set(table.goal.means.values_list("pk", flat=True))
    browser.post(url(table.goal), {**form, "means": "Convocatoria\nMinuta\nLista de asistencia"})
    assert kept < set(table.goal.means.values_list("pk", flat=True)), "a wording that stays keeps its row"


@pytest.mark.covers("exp:21")
def test_order_changes_by_buttons_and_by_number(table: Table, enter: Enter) -> None:
    third = builders.activity(table.plan, "Tercera", goal=table.goal)
    browser = enter(table.officer)

    def order() -> list[str]:
        return list(Activity.objects.filter(goal=table.goal).order_by("position").values_list("title", flat=True))

    browser.post(PLAN, {"paso": f"subir:{third.uid}"})
    assert order() == ["Primera reunión", "Tercera", "Segunda reunión"]
    browser.post(PLAN, {"paso": f"bajar:{table.first.uid}"})
    assert order() == ["Tercera", "Primera reunión", "Segunda reunión"]
    browser.post(PLAN, {"paso": f"lugar:{third.uid}", "lugar": "3"})
    assert order() == ["Primera reunión", "Segunda reunión", "Tercera"]
    assert Event.objects.filter(verb="workplans.order_changed").count() == 3
    order_part(part=third, place=9, by=table.officer, at=builders.LATER)
    assert Event.objects.filter(verb="workplans.order_changed").count() == 3, "what stays is not told"


@pytest.mark.covers("exp:4")
def test_what_is_taken_out_comes_back_as_it_was(table: Table, enter: Enter) -> None:
    builders.activity(table.plan, "Sub", parent=table.second, goal=table.goal, means=[("Acta", "Acta")])
    edit(table.second, table, responsibles=(Named("Alguien"),), predecessors="1")
    before = stored(table.second)
    browser = enter(table.officer)
    assert browser.post(PLAN, {"paso": f"quitar:{table.second.uid}"}).status_code == 302
    assert Activity.objects.filter(workplan=table.plan).count() == 1
    page = browser.get(PLAN)
    assert "Se quitó «Segunda reunión». Puede deshacerlo hasta las" in read(page)
    address = re.search(r'action="([^"]+/deshacer/[^"]+)"', page.content.decode())
    assert address is not None
    assert browser.post(address[1]).status_code == 302
    assert texts_of(stored(again(Activity.objects.get(uid=table.second.uid)))) == texts_of(before)
    assert Means.objects.filter(activity__title="Sub").count() == 1
    assert Link.objects.count() == 1
    assert [event.verb for event in Event.objects.filter(verb__contains="part_").order_by("id")] == [
        "workplans.part_removed",
        "workplans.part_restored",
    ]


@pytest.mark.covers("exp:4")
def test_a_colleague_puts_back_what_another_took_out_and_what_expired_says_so(table: Table, enter: Enter) -> None:
    removal = remove_part(part=table.second, by=table.officer, at=builders.LATER)
    colleague = enter(builders.secretariat(table.exercise))
    page = read(colleague.get(PLAN))
    assert "Se quitó «" not in page, "that is told to who took it out"
    assert "Lo que se quitó" in page
    assert "Titular, Organización government" in page
    assert table.officer.name not in page.partition("Lo que se quitó")[2], "the post, not the name"
    assert colleague.post(f"{PLAN}deshacer/{removal.uid}/").status_code == 302
    assert Activity.objects.filter(uid=table.second.uid).exists()
    twice = colleague.post(f"{PLAN}deshacer/{removal.uid}/")
    assert (twice.status_code, "ya había vuelto" in read(twice)) == (409, True)
    late = remove_part(part=again(table.second), by=table.officer, at=builders.LATER - 2 * UNDO)
    assert "Ya no se puede devolver" in read(colleague.get(PLAN))
    answer = colleague.post(f"{PLAN}deshacer/{late.uid}/")
    assert (answer.status_code, "pasó una hora" in read(answer)) == (409, True)


def test_its_place_may_be_taken_meanwhile(table: Table) -> None:
    removal = remove_part(part=table.second, by=table.officer, at=builders.NOW)
    builders.activity(table.plan, "Otra", goal=table.goal)
    restore_part(removal=removal, by=table.officer, at=builders.LATER)
    assert sorted(Activity.objects.values_list("title", "position")) == [
        ("Otra", 2),
        ("Primera reunión", 1),
        ("Segunda reunión", 3),
    ]


def test_undoing_ends_after_an_hour_and_is_once(table: Table) -> None:
    removal = remove_part(part=table.second, by=table.officer, at=builders.NOW)
    with pytest.raises(TooLateToRestore):
        restore_part(removal=removal, by=table.officer, at=builders.NOW + UNDO * 1.1)
    restore_part(removal=removal, by=table.officer, at=builders.NOW + UNDO)
    with pytest.raises(TooLateToRestore):
        restore_part(removal=removal, by=table.officer, at=builders.NOW + UNDO)
    assert Removal.objects.get().rows == [], "what it held is not kept"


def test_what_has_evidence_or_was_approved_is_not_taken_out(table: Table) -> None:
    table.evidence(activity=table.first)
    with pytest.raises(HasEvidence):
        remove_part(part=table.first, by=table.officer, at=builders.LATER)
    with pytest.raises(HasEvidence):
        remove_part(part=table.goal, by=table.officer, at=builders.LATER)
    approve_workplan(
        workplan=table.plan,
        decision=builders.decides(table.plan),
        by=builders.secretariat(table.exercise),
        at=builders.LATER,
    )
    with pytest.raises(PlanIsApproved):
        remove_part(part=table.second, by=table.officer, at=builders.LATER)
    assert Activity.objects.count() == 2


def test_an_activity_is_not_inside_itself(table: Table) -> None:
    edit(table.second, table, parent=table.first)
    with pytest.raises(InsideItself):
        edit(table.first, table, parent=again(table.second))


# ---- two editors


@pytest.mark.covers("exp:3", "case:C4")
def test_the_second_of_two_editors_sees_both_versions_and_chooses(table: Table, enter: Enter) -> None:
    secretary, officer = enter(builders.secretariat(table.exercise)), enter(table.officer)
    hers, his = (fields(browser.get(url(table.second))) for browser in (secretary, officer))
    assert secretary.post(url(table.second), {**hers, "title": "Segunda mesa", "code": "2"}).status_code == 302
    answer = officer.post(url(table.second), {**his, "title": "Reunión dos", "means": "Acta"})
    assert answer.status_code == 409
    page = read(answer)
    assert "Secretaría técnica de jalisco la cambió" in page
    assert all(
        text in page for text in ("Segunda reunión", "Segunda mesa", "Reunión dos", "Lo suyo: nadie más lo cambió")
    )
    assert again(table.second).title == "Segunda mesa", "nothing was overwritten"
    body = answer.content.decode().partition("<main")[2]
    hidden = {
        match[1]: unescape(match[2])
        for match in re.finditer(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
    }
    assert 'name="elige-title" value="guardada" checked' in body
    mine = officer.post(url(table.second), {**hidden, "elige-title": "mia", "paso": "resolver"})
    assert mine.status_code == 302
    now = again(table.second)
    assert (now.title, now.code) == ("Reunión dos", "2"), "what only the other changed stays"
    assert [each.text for each in now.means.all()] == ["Acta"]


def test_the_verb_refuses_what_was_not_seen(table: Table) -> None:
    seen = stored(table.first)
    edit(table.first, table, title="Otra")
    with pytest.raises(PartChangedMeanwhile):
        edit_activity(
            activity=table.first,
            seen=texts_of(seen),
            wanted=replace(seen, title="Encima"),
            today=builders.NOW.date(),
            by=table.officer,
            at=builders.LATER,
        )


# ---- findings and delays


@pytest.mark.covers("req:98")
def test_findings_stand_beside_the_field_and_block_nothing(table: Table, enter: Enter) -> None:
    type(table.commitment).objects.filter(pk=table.commitment.pk).update(
        starts=builders.day("2019-08-22"), ends=builders.day("2020-08-22")
    )
    browser = enter(table.officer)
    form = {**fields(browser.get(url(table.second))), "ends": "23 ago 2020", "paso": "revisar"}
    checked = browser.post(url(table.second), form)
    beside = checked.content.decode().partition('id="h-ends"')[2].partition("</div>")[0]
    assert "heed--error" in beside
    assert again(table.second).ends == builders.day("2019-10-15"), "looking stores nothing"
    calm = browser.post(url(table.second), {**form, "ends": "22 ago 2020"}).content.decode()
    assert "heed--error" not in calm.partition('id="h-ends"')[2].partition("</div>")[0]
    for typed, told in (("30/02/2020", "no existe en el calendario"), ("cuando se pueda", "no se entiende como fecha")):
        wrong = browser.post(url(table.second), {**form, "ends": typed}).content.decode()
        assert told in wrong.partition('id="h-ends"')[2].partition("</div>")[0], "told beside it, while one types"
    assert browser.post(url(table.second), {**form, "paso": ""}).status_code == 302
    assert "heed--error" in browser.get(PLAN).content.decode()


@pytest.mark.covers("exp:6")
def test_a_date_that_has_passed_moves_with_its_reason_and_both_stay(table: Table, enter: Enter) -> None:
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    browser = enter(table.officer)
    page = browser.get(url(table.first))
    assert "La fecha ya pasó: 5 de septiembre de 2019" in read(page)
    office = enter(builders.secretariat(table.exercise))
    assert "la mueven los responsables del compromiso" in read(office.get(url(table.first)))
    form = {**fields(page), "ends": "4 oct 2019", "title": "Primera mesa"}
    assert browser.post(url(table.first), form).status_code == 422
    assert again(table.first).title == "Primera reunión", "nothing was stored by half"
    form |= {"razon": "budget", "motivo": "El presupuesto llegó tarde"}
    assert browser.post(url(table.first), form).status_code == 302
    delay = Delay.objects.get()
    assert (delay.old_ends and delay.old_ends.edtf, delay.new_ends and delay.new_ends.edtf, delay.reason) == (
        "2019-09-05",
        "2019-10-04",
        "budget",
    )
    assert again(table.first).title == "Primera mesa"


# ---- who, and how much it costs


def test_only_who_drafts_the_plan_sees_its_editor(table: Table, enter: Enter) -> None:
    assert enter(None).get(PLAN).status_code == 302
    assert enter(table.stranger).get(PLAN).status_code == 403
    assert enter(table.officer).get(PLAN).status_code == 200
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    public = "/jalisco/compromisos/1/"
    shown = [PLAN in enter(who).get(public).content.decode() for who in (None, table.stranger, table.officer)]
    assert shown == [False, False, True]
    assert enter(table.officer).get("/jalisco/compromisos/9/plan/").status_code == 404
    assert enter(table.officer).get("/jalisco/plan-anual/editar/").status_code == 404


@pytest.mark.covers("req:100", "req:101")
def test_the_year_of_an_office_is_edited_the_same_way(enter: Enter) -> None:
    of = builders.exercise("municipio", kind="municipal")
    plan = builders.workplan(of, "annual", "Plan anual")
    parent = builders.activity(plan, "Capacitar", details={"code": "1", "objectives": ["a"]}, ends="2019-12-31")
    browser = enter(builders.secretariat(of))
    base = "/municipio/plan-anual/editar/"
    form = fields(browser.get(f"{base}actividades/nueva/?dentro={parent.uid}"))
    assert "predecessors" not in form
    assert form["code"] == "1.1"
    form |= {"title": "Elegir temas", "objectives": "a, b", "ends": "dic 2019"}
    assert browser.post(f"{base}actividades/nueva/", form).status_code == 302
    child = Activity.objects.get(title="Elegir temas")
    assert (child.parent, child.objectives) == (parent, ["a", "b"])
    assert "Elegir temas" in read(browser.get(base))


@pytest.mark.parametrize("count", [10, 140])
def test_the_cost_of_the_plan_does_not_grow(
    table: Table, enter: Enter, count: int, django_assert_max_num_queries: Any
) -> None:
    for at in range(count):
        key, wanted = uuid4(), ActivityWanted(f"Actividad {at}", goal=table.goal, means=(MeansWanted("Acta"),))
        draft_activity(workplan=table.plan, key=key, wanted=wanted, by=table.officer, at=builders.LATER)
    browser = enter(table.officer)
    with django_assert_max_num_queries(45):
        answer = browser.get(PLAN)
    assert len(answer.content) < 100_000
    with django_assert_max_num_queries(60):
        browser.get(url(table.second))


@pytest.mark.covers("exp:3", "exp:4")
def test_saving_what_somebody_has_just_taken_out_says_who_and_keeps_what_was_written(
    table: Table, enter: Enter
) -> None:
    browser, office = enter(table.officer), builders.secretariat(table.exercise)
    here = url(table.second)
    form = {**fields(browser.get(here)), "title": "Escrito con cuidado", "_pagina": here}
    removal = remove_part(part=table.second, by=office, at=builders.LATER)
    answer = browser.post(here, form)
    assert answer.status_code == 409
    assert "quitó «Segunda reunión» mientras usted lo tenía abierto" in read(answer)
    assert browser.post(PLAN, {"paso": f"subir:{table.second.uid}"}).status_code == 409
    restore_part(removal=removal, by=office, at=builders.LATER)
    kept = browser.get(f"/borrador/?_pagina={here}").content.decode()
    assert "Escrito con cuidado" in kept
    assert browser.get(f"{PLAN}actividades/{removal.uid}/").status_code == 404, "what never was stays unknown"


def test_an_activity_with_evidence_is_cancelled_with_its_reason_where_it_is_edited(table: Table, enter: Enter) -> None:
    browser, step = enter(table.officer), f"cancelar:{table.first.uid}"
    assert f'value="{step}"' in browser.get(url(table.first)).content.decode()
    without = browser.post(PLAN, {"paso": step, "porque": "  "})
    assert (without.status_code, again(table.first).cancelled_at) == (422, None)
    assert "Para cancelar una actividad hay que decir por qué." in read(without)
    assert browser.post(PLAN, {"paso": step, "porque": "Se une a la segunda"}).status_code == 302
    assert again(table.first).cancel_reason == "Se une a la segunda"
    assert f'value="{step}"' not in browser.get(url(table.first)).content.decode()
    assert browser.post(PLAN, {"paso": step, "porque": "Otra vez"}).status_code == 422
    assert enter(builders.person("Quien pasa")).post(PLAN, {"paso": step, "porque": "x"}).status_code in (403, 404)
