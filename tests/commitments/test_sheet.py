"""The sheet of a commitment is written on the web: every field, two editors, undo, and findings that never block a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from tequio.audit.models import Event
from tequio.commitments.actions import publish_commitment
from tequio.commitments.models import Commitment, CommitmentRemoval
from tequio.commitments.naming import NEW, ORGANISATION, PERSON, asked_as
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Role
from tequio.people.models import Organisation, Person, Post
from tequio.workplans.models import Goal, WorkPlan
from tests import builders
from tests.builders import Table
from tests.entering import entered

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django.fixtures import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
SHEET = "/jalisco/compromisos/1/editar/"
DESK = "/jalisco/compromisos/editar/"
NEW_SHEET = "/jalisco/compromisos/nuevo/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(builders.LATER, tick=False):
        yield


@pytest.fixture
def table() -> Table:
    return builders.table()


def clerk(table: Table) -> Client:
    return entered(builders.secretariat(table.exercise))


def read(answer: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def fields(answer: Answer) -> dict[str, str]:
    """What a browser would send back of the form."""
    body = answer.content.decode().partition("data-check")[2].partition("</form>")[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", body):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and 'type="radio"' not in tag:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, inner in re.findall(r'<select id="[^"]+" name="([^"]+)".*?>(.*?)</select>', body, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', body, re.S):
        found[name] = unescape(inner)
    return found


def beside(answer: Answer, field: str) -> str:
    """What is said under one field."""
    found = re.search(rf'id="h-{field}"[^>]*>(.*?)</div>', answer.content.decode(), re.S)
    return unescape(re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


def again(table: Table) -> Commitment:
    return Commitment.objects.select_related("responsible__organisation", "workplan").get(pk=table.commitment.pk)


def send(browser: Client, **changes: str) -> Answer:
    return browser.post(SHEET, {**fields(browser.get(SHEET)), **changes})


# ---- writing it


@pytest.mark.covers("req:15")
def test_every_field_is_written_and_comes_back_the_same(table: Table) -> None:
    browser = clerk(table)
    typed = {
        "title": "Padrones que se entienden",
        "branch": "Ejecutivo",
        "kind": "new",
        "theme": "Programas sociales",
        "starts": "22 ago 2019",
        "ends": "sep 2020",
        "description": "Publicar los padrones\nen un solo lugar.",
        "objective": "Que cualquiera sepa quién recibe qué.",
        "problem_official": "Están dispersos.",
        "problem_citizen": "No se encuentran.",
        "problem_note": "Encuesta de 2018.",
        "anticorruption": "Se ve a quién se da.",
        "continues_text": "Compromiso 3 del primer plan",
        "access": "Publica.",
        "accountability": "Explica.",
        "participation": "Consulta.",
        "technology": "Datos abiertos.",
        "strategy": "Por etapas.",
        "indicators": "Padrones publicados\nConsultas al mes",
        "impact_evidence": "Encuesta anual",
        "sector_roles": "Gobierno: publica\nSociedad civil: revisa",
        "actors": "Organización government | Gobierno",
        "area": "Planeación",
        "email": "titular@example.org",
        "phone": "+52 33 3819 2374",
        "extension": "43612",
    }
    assert send(browser, **typed).status_code == 302
    shown = fields(browser.get(SHEET))
    assert {name: shown[name].replace("\r\n", "\n") for name in typed} == typed
    made = again(table)
    assert (made.title, made.starts_first_on, made.ends_last_on) == (
        "Padrones que se entienden",
        date(2019, 8, 22),
        date(2020, 9, 30),
    )
    assert [each.text for each in made.workplan.indicators.order_by("position")] == [
        "Padrones publicados",
        "Consultas al mes",
    ]
    verbs = set(Event.objects.filter(subject_uid=made.uid).values_list("verb", flat=True))
    assert {"commitments.commitment_edited", "commitments.values_stated", "commitments.actors_named"} <= verbs
    assert Event.objects.filter(verb="people.contact_edited").count() == 1


def test_what_is_sent_as_it_was_shown_changes_nothing(table: Table) -> None:
    browser, before = clerk(table), Event.objects.count()
    assert send(browser).status_code == 302
    assert Event.objects.count() == before


@pytest.mark.covers("req:15")
def test_a_commitment_is_written_from_nothing_and_twice_is_once() -> None:
    of = builders.exercise()
    browser = entered(builders.secretariat(of))
    assert "Todavía no hay compromisos" in read(browser.get(DESK))
    form = {**fields(browser.get(NEW_SHEET)), "title": "Uno", "objective": "Que se entienda"}
    first, second = browser.post(NEW_SHEET, form), browser.post(NEW_SHEET, form)
    assert first.headers["Location"] == second.headers["Location"] == f"{SHEET}?guardado=1"
    made = Commitment.objects.get()
    assert (made.number, made.status, made.objective) == (1, "draft", "Que se entienda")
    assert "Guardado." in read(browser.get(f"{SHEET}?guardado=1"))


def test_without_a_title_nothing_is_saved_and_what_was_typed_stays(table: Table) -> None:
    answer = send(clerk(table), title="", objective="Se queda")
    assert (answer.status_code, fields(answer)["objective"]) == (422, "Se queda")
    assert "<title>Error:" in answer.content.decode()


def test_a_date_that_is_not_sure_is_asked_back(table: Table) -> None:
    browser = clerk(table)
    answer = send(browser, starts="05/09/19")
    assert "se leyó 5 de septiembre de 2019" in read(answer)
    assert again(table).starts is None
    browser.post(SHEET, fields(answer))
    assert again(table).starts_first_on == date(2019, 9, 5)


# ---- findings


@pytest.mark.covers("req:76")
def test_280_are_characters_as_a_person_sees_them(table: Table) -> None:
    """Decomposed accents and the two bytes of a new line count once; 281 is told and does not stop a draft."""
    browser = clerk(table)
    exact = "á" * 139 + "\r\n" + "a\u0301" * 140
    answer = send(browser, description=exact)
    assert answer.status_code == 302
    page = browser.get(SHEET)
    assert ("280 de 280 caracteres" in read(page), beside(page, "description")) == (True, "")
    assert send(browser, description=exact + "z").status_code == 302
    page = browser.get(SHEET)
    assert "281 de 280 caracteres" in read(page)
    assert "280" in beside(page, "description")


def test_a_public_one_keeps_to_the_limits_of_its_place(table: Table) -> None:
    browser = clerk(table)
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    assert send(browser, description="z" * 281).status_code == 422
    assert send(browser, starts="1 ene 2019", ends="1 ene 2029").status_code == 422
    assert send(browser, description="z" * 280).status_code == 302


@pytest.mark.covers("case:F2", "req:88")
def test_a_telephone_of_another_country_is_told_and_kept_as_typed(table: Table) -> None:
    browser, phone = clerk(table), "+51 (33) 3819 2374"
    assert send(browser, phone=phone, extension="43612").status_code == 302
    told = beside(browser.get(SHEET), "phone")
    assert "+51" in told
    assert "+52" in told
    kept = again(table).responsible
    assert kept is not None
    assert (kept.phone, kept.extension) == (phone, "43612")


def test_findings_come_while_one_types_and_nothing_is_stored(table: Table) -> None:
    browser = clerk(table)
    answer = send(browser, description="z" * 281, paso="revisar")
    assert "280" in beside(answer, "description")
    assert again(table).description == ""


# ---- who is who


def test_a_new_post_asks_who_its_names_are(table: Table) -> None:
    browser = clerk(table)
    office, holder = builders.organisation("Secretaría de Salud"), builders.person("Ana Ruiz")
    typed = {
        "responsible": "otro",
        "institution": "Secretaria de Salud",
        "person": "Ana Ruiz",
        "post_title": "Directora",
    }
    answer = send(browser, **typed)
    assert "Es Secretaría de Salud" in read(answer)
    assert "¿Quién es «Ana Ruiz»?" in read(answer)
    assert Post.objects.filter(title="Directora").count() == 0
    said = {
        asked_as(ORGANISATION, "Secretaria de Salud"): f"uid:{office.uid}",
        asked_as(PERSON, "Ana Ruiz"): f"uid:{holder.uid}",
    }
    assert browser.post(SHEET, {**fields(answer), **said}).status_code == 302
    post = again(table).responsible
    assert post is not None
    assert (post.organisation_id, post.person_id, post.title) == (office.pk, holder.pk, "Directora")
    assert WorkPlan.objects.get(pk=table.plan.pk).owner_id == post.pk


def test_the_same_name_may_be_somebody_else(table: Table) -> None:
    browser = clerk(table)
    builders.person("Ana Ruiz")
    answer = send(browser, actors=" | Ciudadanía | Ana Ruiz")
    assert Person.objects.filter(name="Ana Ruiz").count() == 1
    browser.post(SHEET, {**fields(answer), asked_as(PERSON, "Ana Ruiz"): NEW})
    assert Person.objects.filter(name="Ana Ruiz").count() == 2
    assert again(table).actors.get().person == Person.objects.filter(name="Ana Ruiz").latest("pk")


def test_who_does_not_keep_the_directory_chooses_and_does_not_add(table: Table) -> None:
    browser = entered(table.officer)
    answer = send(browser, actors="Una que no existe | Sociedad civil")
    assert (answer.status_code, "no está en el directorio" in read(answer)) == (422, True)
    assert send(browser, actors="Organización civil_society | Sociedad civil").status_code == 302
    assert not Organisation.objects.filter(name="Una que no existe").exists()


def test_an_answer_that_nobody_was_offered_is_no_answer(table: Table) -> None:
    """A place's directory is its own."""
    far = builders.person("Lejana", builders.place("Yucatán"))
    browser = clerk(table)
    answer = send(browser, actors=" | Ciudadanía | Ana", **{asked_as(PERSON, "Ana"): f"uid:{far.uid}"})
    assert answer.status_code == 422
    assert not again(table).actors.exists()


def test_the_responsible_edits_the_sheet_and_does_not_name_another(table: Table) -> None:
    browser = entered(table.officer)
    page = browser.get(SHEET)
    assert "Otro puesto" not in read(page)
    assert send(browser, objective="Mejor dicho").status_code == 302
    assert browser.get(DESK).status_code == 403
    assert browser.get(NEW_SHEET).status_code == 403
    answer = send(browser, responsible="otro", institution="Organización government", person="", post_title="Amigo")
    assert answer.status_code == 403
    assert entered(table.stranger).get(SHEET).status_code == 403


# ---- two editors


@pytest.mark.covers("exp:3", "case:C4")
def test_who_saves_second_sees_both_versions_and_chooses(table: Table) -> None:
    one, other = clerk(table), entered(table.officer)
    mine = fields(one.get(SHEET))
    send(other, objective="Del responsable", theme="Tema del responsable")
    answer = one.post(SHEET, {**mine, "objective": "De la secretaría", "problem_note": "Sólo mía"})
    told = read(answer)
    assert answer.status_code == 409
    for words in ("Del responsable", "De la secretaría", "Sólo mía", "Titular de la Secretaría"):
        assert words in told
    assert again(table).objective == "Del responsable"
    body = answer.content.decode().partition('class="redraw')[2]
    hidden = {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
    }
    one.post(SHEET, {**hidden, "elige-objective": "mia", "paso": "resolver"})
    kept = again(table)
    assert (kept.objective, kept.theme, kept.problem_note) == ("De la secretaría", "Tema del responsable", "Sólo mía")


# ---- order, delete, undo


def three(table: Table) -> None:
    for title in ("Dos", "Tres"):
        builders.commitment(table.exercise, title=title)


def numbers(table: Table) -> list[str]:
    return list(table.exercise.commitments.order_by("number").values_list("title", flat=True))


@pytest.mark.covers("exp:21")
def test_the_order_changes_with_buttons_while_they_are_drafts(table: Table) -> None:
    three(table)
    browser, last = clerk(table), Commitment.objects.get(title="Tres")
    browser.post(DESK, {"paso": f"subir:{last.uid}"})
    assert numbers(table) == ["Compromiso", "Tres", "Dos"]
    browser.post(DESK, {"paso": f"publicar:{last.uid}"})
    assert browser.post(DESK, {"paso": f"subir:{last.uid}"}).status_code == 422
    browser.post(DESK, {"paso": f"subir:{Commitment.objects.get(title='Dos').uid}"})
    assert numbers(table) == ["Dos", "Tres", "Compromiso"]


@pytest.mark.covers("exp:4")
def test_one_is_taken_out_with_a_reason_and_put_back_whole(table: Table) -> None:
    browser, uid = clerk(table), table.commitment.uid
    send(browser, access="Publica.", actors="Organización government | Gobierno")
    answer = browser.post(DESK, {"paso": f"quitar:{uid}", "motivo": " "})
    assert (answer.status_code, "Diga por qué se quita" in read(answer)) == (422, True)
    browser.post(DESK, {"paso": f"quitar:{uid}", "motivo": "Se repite con el 2"})
    assert not Commitment.objects.exists()
    assert not WorkPlan.objects.filter(pk=table.plan.pk).exists()
    page = browser.get(DESK)
    assert "Se quitó «Compromiso»" in read(page)
    removal = CommitmentRemoval.objects.get()
    assert f"{DESK}deshacer/{removal.uid}/" in page.content.decode()
    builders.commitment(table.exercise, title="Llegó después")
    assert entered(table.officer).post(f"{DESK}deshacer/{removal.uid}/").status_code == 403
    another = builders.person("Otra de la oficina")
    grant_role(
        exercise=table.exercise, person=another, role=Role.SECRETARIAT, by=builders.administrator(), at=builders.NOW
    )
    colleague = entered(another)
    assert "Se repite con el 2" in read(colleague.get(DESK)).partition("Lo que se quitó")[2]
    assert colleague.post(f"{DESK}deshacer/{removal.uid}/").status_code == 302
    back = Commitment.objects.get(uid=uid)
    assert (back.number, back.values.get().text, back.actors.count()) == (2, "Publica.", 1)
    assert Goal.objects.filter(workplan=back.workplan).count() == 1
    verbs = Event.objects.filter(subject_uid=uid).order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["commitments.commitment_removed", "commitments.commitment_restored"]
    assert browser.post(f"{DESK}deshacer/{removal.uid}/").status_code == 422


def test_what_is_public_or_proven_stays(table: Table) -> None:
    browser, form = clerk(table), {"paso": f"quitar:{table.commitment.uid}", "motivo": "Ya no"}
    table.evidence()
    assert browser.post(DESK, form).status_code == 422
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    assert browser.post(DESK, form).status_code == 422
    assert Commitment.objects.exists()


def test_a_removal_has_its_reason(table: Table) -> None:
    values = {"number": 1, "title": "a", "rows": [], "removed_by": table.officer, "removed_at": builders.NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentRemoval.objects.create(exercise=table.exercise, reason="", **values)


# ---- what a page costs


@pytest.mark.parametrize("count", [8, 120])
def test_the_list_costs_the_same_whatever_it_holds(
    table: Table, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        builders.commitment(table.exercise, title=f"Compromiso {number}")
    browser = clerk(table)
    with django_assert_max_num_queries(18):
        page = browser.get(DESK)
    assert len(page.content) < 100_000


def test_the_form_costs_the_same_whatever_the_directory(
    table: Table, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(110):
        builders.organisation(f"Organización {number}", "civil_society")
    browser = clerk(table)
    with django_assert_max_num_queries(34):
        page = browser.get(SHEET)
    assert len(page.content) < 100_000
