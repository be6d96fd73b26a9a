"""A new exercise from a template, and from an exercise of before."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tequio.audit.models import Event
from tequio.core.workdays import Calendar
from tequio.exercises.actions import define_method, grant_role, publish_exercise, start_exercise
from tequio.exercises.addresses import NotASlug, SlugIsReserved, SlugIsTaken, refuse_bad_slug, reserved, slug_from
from tequio.exercises.models import Exercise, Role
from tequio.exercises.queries import header_of
from tequio.formats import blueprints
from tequio.people.models import Person
from tequio.places.actions import add_closure
from tequio.workplans.models import Activity, WorkPlan
from tequio.workplans.queries.route import route_of
from tequio.workplans.queries.starting import blueprint_of
from tequio.workplans.starting import start_from_template
from tests import builders
from tests.entering import entered

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 1, 11)


def started(slug: str = "nuevo", template: str = "secretariado-estatal", start: date = MONDAY) -> Exercise:
    admin = builders.administrator()
    return start_from_template(
        blueprint=blueprints.load(template),
        start=start,
        jurisdiction=builders.place(),
        slug=slug,
        name="Plan nuevo",
        office=admin,
        by=admin,
        at=builders.NOW,
    )


@pytest.mark.covers("exp:43")
def test_the_route_of_the_new_exercise_reads_as_its_preview_said() -> None:
    first, last = date(2027, 3, 22), date(2027, 4, 2)
    add_closure(
        jurisdiction=builders.place(),
        first_on=first,
        last_on=last,
        name="Semana Santa",
        source="Acuerdo 1",
        by=builders.administrator(),
        at=builders.NOW,
    )
    exercise = started()
    route = route_of(header_of(exercise, now=builders.NOW))
    assert route is not None
    assert route.scheduled.schedule is not None
    assert len(route.activities) == 35
    rows = [route.scheduled.rows[each.pk] for each in route.activities]
    assert rows[0].early_start == MONDAY
    assert all(Calendar().is_working(day) for row in rows for day in (row.early_start, row.early_finish))
    assert not any(first <= row.early_start <= last for row in rows)
    signature = route.scheduled.schedule.finish
    assert WorkPlan.objects.get().milestones.get(name="Fecha de firma del PAL").date_last_on == signature
    assert route.scheduled.schedule.least_float == 0
    assert exercise.stages.get(key="signature").ends_last_on == signature
    assert exercise.stages.get(key="evaluation").ends is None


@pytest.mark.covers("exp:43")
def test_a_council_gets_its_eight_activities_with_months() -> None:
    exercise = started(template="consejo-municipal", start=date(2026, 11, 3))
    top = Activity.objects.filter(workplan__exercise=exercise, parent=None).order_by("position")
    assert [activity.code for activity in top] == list("12345678")
    assert top[0].ends_last_on == date(2026, 11, 30)
    assert Activity.objects.get(code="4.2").parent == top[3]


def test_everything_or_nothing_and_the_record_tells_it() -> None:
    exercise = started()
    told = Event.objects.filter(exercise_uid=exercise.uid).order_by("pk").values_list("verb", flat=True)
    assert list(told) == [
        "exercises.exercise_created",
        "exercises.role_granted",
        "exercises.stages_defined",
        "workplans.plan_laid",
    ]
    with pytest.raises(SlugIsTaken) as refused:
        started()
    assert refused.value.suggestion == "nuevo-2"
    assert Exercise.objects.count() == 1
    assert exercise.memberships.get().role == Role.SECRETARIAT


@pytest.mark.covers("exp:43")
def test_a_previous_exercise_serves_as_template() -> None:
    model = started("anterior")
    define_method(exercise=model, axes=["Agua"], steps=[], by=builders.administrator(), at=builders.NOW)
    blueprint = blueprint_of(model)
    assert blueprint is not None
    admin = builders.administrator()
    copy = start_from_template(
        blueprint=blueprint,
        start=date(2028, 1, 10),
        jurisdiction=builders.place(),
        slug="siguiente",
        name="Plan siguiente",
        office=admin,
        model=model,
        by=admin,
        at=builders.NOW,
    )
    before, after = (
        list(each.workplans.get().activities.order_by("position").values_list("code", "title", "duration", "stage"))
        for each in (model, copy)
    )
    assert after == before
    assert copy.axes.get().name == "Agua"
    links = [each.workplans.get().activities.filter(links_in__isnull=False).count() for each in (model, copy)]
    assert links[0] == links[1] > 30
    assert copy.workplans.get().milestones.get(name="Fecha de inicio").date_first_on == date(2028, 1, 10)


def test_an_annual_plan_moves_by_months() -> None:
    model = started("anterior", "consejo-municipal", date(2026, 11, 3))
    blueprint = blueprint_of(model)
    assert blueprint is not None
    assert [part.starts for part in blueprint.parts] == [
        part.starts for part in blueprints.load("consejo-municipal").parts
    ]


@pytest.mark.covers("req:128")
def test_only_the_administration_and_the_office_of_the_place_open_one() -> None:
    web = entered(builders.person("Alguien"))
    assert web.get("/ejercicios/nuevo/").status_code == 403
    clerk = builders.secretariat(builders.exercise("otro"))
    assert entered(Person.objects.get(pk=clerk.pk)).get("/ejercicios/nuevo/").status_code == 200
    assert Client().get("/ejercicios/nuevo/")["Location"].startswith("/entrar/")


@pytest.mark.covers("exp:43", "exp:26")
def test_every_date_is_seen_before_anything_is_made() -> None:
    admin = builders.administrator()
    place = builders.place()
    web = entered(admin)
    assert "Secretariado estatal" in web.get("/ejercicios/nuevo/").content.decode()
    typed = {"plantilla": "secretariado-estatal", "nombre": "Plan de Jalisco 2027", "lugar": str(place.uid)}
    typed |= {"oficina": str(admin.uid), "inicio": "9 de enero de 2027", "paso": "ver"}
    seen = web.post("/ejercicios/nuevo/", typed).content.decode()
    assert "no es hábil: empieza el 11 de enero de 2027" in seen
    assert "Día de la Constitución" in seen
    assert seen.count('<th scope="row"') == 35
    assert Exercise.objects.count() == 0, "looking makes nothing"
    made = web.post("/ejercicios/nuevo/", {**typed, "paso": "crear"})
    assert made["Location"] == "/plan-de-jalisco-2027/"
    wrong = web.post("/ejercicios/nuevo/", {**typed, "direccion": "buscar", "inicio": "ene", "nombre": ""})
    assert wrong.status_code == 422
    assert "<title>Error:" in wrong.content.decode()
    assert "buscar-2" in wrong.content.decode()
    assert 'href="#inicio"' in wrong.content.decode()
    assert 'href="#nombre"' in wrong.content.decode()


@pytest.mark.covers("req:128")
def test_a_draft_is_seen_by_its_people_alone_until_it_is_published() -> None:
    exercise = started()
    mine, stranger = entered(builders.administrator()), entered(builders.person("Alguien"))
    for end in ("", "ruta/", "metodologia/", "datos/", "bitacora/", "tablero/", "compromisos/", "hallazgos/"):
        assert mine.get(f"/nuevo/{end}").status_code == 200, end
        assert stranger.get(f"/nuevo/{end}").status_code == 404, end
        assert Client().get(f"/nuevo/{end}").status_code == 404, end
    assert stranger.get("/nuevo/publicar/").status_code == 404
    page = mine.get("/nuevo/ruta/")
    assert "Borrador: sólo lo ven" in page.content.decode()
    assert "Ruta crítica" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "Plan nuevo" not in Client().get("/").content.decode()
    assert mine.post("/nuevo/publicar/")["Location"] == "/nuevo/"
    exercise.refresh_from_db()
    assert exercise.status == "open"
    assert "Borrador" not in Client().get("/nuevo/").content.decode()
    assert Client().get("/nuevo/ruta/").status_code == 200


@pytest.mark.covers("req:128")
def test_the_office_works_in_its_draft_before_anybody_sees_it() -> None:
    started()
    mine, stranger = entered(builders.administrator()), entered(builders.person("Alguien"))
    for end in ("compromisos/editar/", "compromisos/nuevo/", "ruta/editar/", "organos/nuevo/", "cargos/", "importar/"):
        assert mine.get(f"/nuevo/{end}").status_code == 200, end
        assert stranger.get(f"/nuevo/{end}").status_code == 404, end


def test_who_has_another_role_in_the_draft_sees_it_and_does_not_publish_it() -> None:
    exercise = started()
    auditor = builders.person("Auditoría")
    grant_role(exercise=exercise, person=auditor, role="auditor", by=builders.administrator(), at=builders.NOW)
    web = entered(auditor)
    assert "Lo publica su secretaría técnica" in web.get("/nuevo/publicar/").content.decode()
    assert web.post("/nuevo/publicar/").status_code == 403


@pytest.mark.covers("req:128")
def test_the_page_before_publishing_is_for_the_people_of_the_exercise_also_once_it_is_public() -> None:
    builders.exercise()
    stranger = entered(builders.person("Alguien"))
    assert stranger.get("/jalisco/publicar/").status_code == 403
    assert "lo publica su secretaría técnica" in stranger.get("/jalisco/publicar/").content.decode()
    assert entered(builders.administrator()).get("/jalisco/publicar/").status_code == 200


def test_no_exercise_may_take_the_address_of_a_page() -> None:
    assert {"buscar", "ayuda", "entrar", "salir", "privacidad", "ejercicios", "evidencia", "static"} <= reserved()
    assert not any("<" in each for each in reserved())
    for slug in sorted(reserved()):
        with pytest.raises((SlugIsReserved, NotASlug)) as refused:
            refuse_bad_slug(slug)
        refuse_bad_slug(refused.value.suggestion)
    for bad in ("Con Espacios", "ñandú", "", "-a", "a--b", "x" * 81):
        with pytest.raises(NotASlug) as wrong:
            refuse_bad_slug(bad)
        refuse_bad_slug(wrong.value.suggestion)
    assert slug_from("Tercer Plan, Yucatán 2027") == "tercer-plan-yucatan-2027"


def test_the_verb_itself_refuses_a_reserved_address() -> None:
    admin = builders.administrator()
    with pytest.raises(SlugIsReserved):
        start_exercise(
            jurisdiction=builders.place(),
            slug="ayuda",
            name="X",
            kind="state",
            pack="ogp-local",
            office=admin,
            stages=[],
            by=admin,
            at=builders.NOW,
        )


def test_the_page_of_templates_costs_the_same_with_many_exercises(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    web = entered(builders.administrator())
    for number in range(12):
        publish_exercise(exercise=started(f"uno-{number}"), by=builders.administrator(), at=builders.NOW)
    with django_assert_max_num_queries(8):
        page = web.get("/ejercicios/nuevo/")
    assert len(page.content) < 100_000
