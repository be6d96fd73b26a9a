from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event
from tequio.core.dates import from_edtf
from tequio.core.reading.records import Step
from tequio.exercises import permissions
from tequio.exercises.actions import (
    ExerciseIsNotReady,
    NotAStageOfThisKind,
    OnlyInADemonstration,
    SlugIsTaken,
    change_slug,
    close_exercise,
    create_exercise,
    define_method,
    define_stages,
    describe_exercise,
    grant_role,
    publish_exercise,
    set_as_of,
    withdraw_role,
)
from tequio.exercises.models import STAGES, Axis, Exercise, Membership, MethodStep, Role, Stage
from tequio.exercises.records import methodology_of
from tequio.people.models import Person
from tests import builders

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER


@pytest.mark.covers("req:60")
def test_an_exercise_has_its_place_ordinal_edition_and_motto() -> None:
    made = builders.exercise(ordinal=3, edition="2020-2021", period=(date(2020, 9, 29), date(2021, 12, 31)))
    describe_exercise(exercise=made, motto="Cuentas claras", by=builders.secretariat(made), at=NOW)
    made.refresh_from_db()
    assert (made.ordinal, made.edition, made.motto) == (3, "2020-2021", "Cuentas claras")
    assert Event.objects.get(verb="exercises.exercise_described").changes == {"motto": ["", "Cuentas claras"]}
    describe_exercise(exercise=made, motto="Cuentas claras", by=builders.secretariat(made), at=NOW)
    assert Event.objects.filter(verb="exercises.exercise_described").count() == 1


@pytest.mark.covers("req:43")
def test_an_ordinal_is_of_one_plan_of_a_place() -> None:
    builders.exercise("uno", ordinal=1)
    builders.exercise("sin", ordinal=None)
    builders.exercise("tampoco", ordinal=None)
    builders.exercise("otro", ordinal=1, jurisdiction=builders.place("Durango"))
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.exercise("repetido", ordinal=1)


@pytest.mark.covers("req:5")
def test_a_period_does_not_end_before_it_begins() -> None:
    made = builders.exercise(period=(date(2016, 1, 1), date(2018, 12, 31)))
    assert (made.period_starts_on, made.period_ends_on) == (date(2016, 1, 1), date(2018, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        Exercise.objects.filter(pk=made.pk).update(period_ends_on=date(2015, 12, 31))


def test_a_draft_is_seen_by_nobody() -> None:
    made = builders.exercise(published=False)
    assert not Exercise.objects.public().exists()
    with pytest.raises(ExerciseIsNotReady):
        publish_exercise(exercise=made, by=builders.secretariat(made), at=NOW)
    with pytest.raises(ExerciseIsNotReady):
        close_exercise(exercise=made, by=builders.secretariat(made), at=NOW)
    define_stages(exercise=made, stages=[("call", None, None)], by=builders.secretariat(made), at=NOW)
    publish_exercise(exercise=made, by=builders.secretariat(made), at=NOW)
    assert Exercise.objects.public().count() == 1
    close_exercise(exercise=made, by=builders.secretariat(made), at=NOW)
    assert Exercise.objects.public().get().status == "closed"


@pytest.mark.covers("req:128")
def test_an_old_address_still_leads_here_and_is_never_given_to_another() -> None:
    made, other = builders.exercise("viejo"), builders.exercise("ajeno")
    change_slug(exercise=made, slug="nuevo", by=builders.secretariat(made), at=NOW)
    assert set(made.slugs.values_list("slug", flat=True)) == {"viejo", "nuevo"}
    assert Exercise.objects.get(pk=made.pk).slug == "nuevo"
    with pytest.raises(SlugIsTaken):
        change_slug(exercise=other, slug="viejo", by=builders.secretariat(other), at=NOW)
    with pytest.raises(SlugIsTaken):
        builders.exercise("viejo")
    assert Event.objects.get(verb="exercises.slug_changed").changes == {"slug": ["viejo", "nuevo"]}


def test_the_pretended_day_exists_only_in_a_demonstration(settings: LazySettings) -> None:
    made, admin = builders.exercise(), builders.administrator()
    settings.DEMO = False
    with pytest.raises(OnlyInADemonstration):
        set_as_of(exercise=made, day=date(2019, 11, 20), by=admin, at=NOW)
    settings.DEMO = True
    with pytest.raises(PermissionDenied):
        set_as_of(exercise=made, day=date(2019, 11, 20), by=builders.secretariat(made), at=NOW)
    set_as_of(exercise=made, day=date(2019, 11, 20), by=admin, at=NOW)
    assert made.today(datetime(2026, 1, 1, tzinfo=UTC)) == date(2019, 11, 20)
    settings.DEMO = False
    assert made.today(datetime(2026, 1, 1, 5, 59, tzinfo=UTC)) == date(2025, 12, 31)


@pytest.mark.parametrize("kind", ["state", "municipal"])
def test_stages_are_those_of_its_kind_and_in_their_order(kind: str) -> None:
    made = builders.exercise(kind=kind, published=False)
    keys = [key.value for key in STAGES[kind]]
    define_stages(
        exercise=made, stages=[(key, None, None) for key in reversed(keys)], by=builders.secretariat(made), at=NOW
    )
    assert list(made.stages.order_by("position").values_list("key", flat=True)) == keys
    foreign = "handover" if kind == "state" else "call"
    with pytest.raises(NotAStageOfThisKind):
        define_stages(exercise=made, stages=[(foreign, None, None)], by=builders.secretariat(made), at=NOW)


@pytest.mark.covers("req:128")
def test_a_stage_that_moves_keeps_both_dates_in_the_record() -> None:
    made = builders.exercise()
    by = builders.secretariat(made)
    before, after = from_edtf("2021-07"), from_edtf("2021-08-15")
    define_stages(exercise=made, stages=[("consultation", before, after)], by=by, at=NOW)
    define_stages(exercise=made, stages=[("consultation", before, from_edtf(None))], by=by, at=LATER)
    stage = made.stages.get(key="consultation")
    assert (stage.starts_first_on, stage.ends_last_on) == (date(2021, 7, 1), None)
    event = Event.objects.filter(verb="exercises.stages_defined").latest("pk")
    assert event.changes["consultation"] == [["2021-07", "2021-08-15"], ["2021-07", "por definir"]]


@pytest.mark.covers("req:20")
def test_a_stage_happens_once() -> None:
    made = builders.exercise()
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.create(exercise=made, key="call", position=9)


@pytest.mark.covers("req:4")
def test_the_methodology_is_kept_in_its_own_words() -> None:
    made = builders.exercise()
    by = builders.secretariat(made)
    steps = (Step("1", "Temas", "Por dos caminos"), Step("2", "Mesas"))
    define_method(exercise=made, axes=["Igualdad", "Servicios"], steps=steps, notes=["nota"], by=by, at=NOW)
    define_method(exercise=made, axes=["Igualdad", "Pobreza"], steps=steps, notes=["nota"], by=by, at=LATER)
    kept = methodology_of(Exercise.objects.get(pk=made.pk))
    assert (kept.axes, kept.steps, kept.notes) == (("Igualdad", "Pobreza"), steps, ("nota",))
    event = Event.objects.filter(verb="exercises.method_defined").latest("pk")
    assert event.changes["axes"] == [["Igualdad", "Servicios"], ["Igualdad", "Pobreza"]]


@pytest.mark.covers("req:4")
def test_an_axis_and_a_step_are_told_once() -> None:
    made = builders.exercise()
    Axis.objects.create(exercise=made, name="Igualdad", position=1)
    MethodStep.objects.create(exercise=made, number="1", title="x", position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Axis.objects.create(exercise=made, name="Igualdad", position=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        MethodStep.objects.create(exercise=made, number="1", title="y", position=2)


@pytest.mark.covers("req:128")
def test_a_role_is_given_recorded_and_taken() -> None:
    made, admin, clerk = builders.exercise(), builders.administrator(), builders.person()
    role = grant_role(exercise=made, person=clerk, role=Role.SECRETARIAT, by=admin, at=NOW)
    assert permissions.can_edit_exercise(clerk, made, NOW)
    assert not permissions.can_edit_exercise(clerk, made, NOW - timedelta(seconds=1))
    assert Person.objects.get(pk=clerk.pk).keeps_directory
    withdraw_role(membership=role, by=admin, at=LATER)
    assert not permissions.can_edit_exercise(clerk, made, LATER)
    assert permissions.can_edit_exercise(clerk, made, NOW)
    assert not Person.objects.get(pk=clerk.pk).keeps_directory
    verbs = (
        Event.objects.filter(exercise_uid=made.uid, changes__has_key="role")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(verbs)[-2:] == ["exercises.role_granted", "exercises.role_withdrawn"]


def test_the_directory_stays_while_another_plan_of_the_place_needs_it() -> None:
    admin, clerk = builders.administrator(), builders.person()
    roles = [
        grant_role(exercise=builders.exercise(slug), person=clerk, role=Role.SECRETARIAT, by=admin, at=NOW)
        for slug in ("uno", "dos")
    ]
    withdraw_role(membership=roles[0], by=admin, at=LATER)
    assert Person.objects.get(pk=clerk.pk).keeps_directory


@pytest.mark.covers("req:128")
def test_a_role_is_held_once_at_a_time() -> None:
    made = builders.exercise()
    clerk = builders.secretariat(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(exercise=made, person=clerk, role=Role.SECRETARIAT, starts_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(exercise=made, person=clerk, role=Role.AUDITOR, starts_at=NOW, ends_at=NOW)


def holder(role: Role) -> Callable[[Exercise], Person]:
    def make(made: Exercise) -> Person:
        person = builders.person()
        grant_role(exercise=made, person=person, role=role, by=builders.administrator(), at=NOW)
        return person

    return make


WHO: dict[str, tuple[Callable[[Exercise], Person], bool, bool, bool]] = {
    "administrator of the installation": (lambda made: builders.administrator(), True, False, True),
    "administrator of the exercise": (holder(Role.ADMINISTRATOR), False, False, True),
    "secretariat": (builders.secretariat, False, True, False),
    "auditor": (holder(Role.AUDITOR), False, False, False),
    "responsible": (holder(Role.RESPONSIBLE), False, False, False),
    "anybody": (lambda made: builders.person(), False, False, False),
    "secretariat of another exercise": (
        lambda made: builders.secretariat(builders.exercise("otro")),
        False,
        False,
        False,
    ),
}


@pytest.mark.covers("req:128")
@pytest.mark.parametrize("who", WHO)
def test_who_creates_edits_and_gives_roles(who: str) -> None:
    made = builders.exercise()
    make, creates, edits, grants = WHO[who]
    by = make(made)
    create: dict[str, Any] = {
        "jurisdiction": builders.place(),
        "slug": "x",
        "name": "x",
        "kind": "state",
        "pack": "jalisco-2019",
    }
    verbs: list[tuple[bool, Callable[[], object]]] = [
        (creates, lambda: create_exercise(**create, by=by, at=LATER)),
        (edits, lambda: describe_exercise(exercise=made, motto="x", by=by, at=LATER)),
        (edits, lambda: change_slug(exercise=made, slug="y", by=by, at=LATER)),
        (edits, lambda: define_stages(exercise=made, stages=[], by=by, at=LATER)),
        (edits, lambda: define_method(exercise=made, axes=[], steps=[], by=by, at=LATER)),
        (edits, lambda: publish_exercise(exercise=made, by=by, at=LATER)),
        (edits, lambda: close_exercise(exercise=made, by=by, at=LATER)),
        (grants, lambda: grant_role(exercise=made, person=by, role=Role.AUDITOR, by=by, at=LATER)),
        (grants, lambda: withdraw_role(membership=made.memberships.order_by("pk")[0], by=by, at=LATER)),
    ]
    for may, verb in verbs:
        if may:
            verb()
        else:
            with pytest.raises(PermissionDenied):
                verb()
