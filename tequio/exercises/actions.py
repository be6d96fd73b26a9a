from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.core.dates import FuzzyDate, first_day, last_day
from tequio.core.reading.records import Step
from tequio.core.refusals import Refusal
from tequio.exercises import permissions
from tequio.exercises.addresses import SlugIsTaken as SlugIsTaken
from tequio.exercises.addresses import refuse_bad_slug
from tequio.exercises.models import (
    STAGES,
    Axis,
    Exercise,
    ExerciseSlug,
    Membership,
    MethodStep,
    Role,
    Stage,
    Status,
)
from tequio.people.actions import let_keep_directory
from tequio.people.models import Organisation, Person
from tequio.places.models import Jurisdiction


class OfficeOfAnotherPlace(Refusal):
    code = "office-of-another-place"


class OnlyInADemonstration(Refusal):
    code = "only-in-a-demonstration"


class NotAStageOfThisKind(Refusal):
    code = "not-a-stage-of-this-kind"


class ExerciseIsNotReady(Refusal):
    code = "exercise-not-ready"


def refuse_unless_secretariat(by: Person, exercise: Exercise, at: datetime) -> None:
    if not permissions.can_edit_exercise(by, exercise, at):
        raise PermissionDenied(_("Esto lo hace la secretaría técnica de «%(name)s».") % {"name": exercise.name})


class HasTheRole(Refusal):
    code = "has-the-role"


class RoleHasEnded(Refusal):
    code = "role-has-ended"


def note(verb: str, exercise: Exercise, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"exercises.{verb}",
        subject_kind="exercise",
        subject_uid=exercise.uid,
        exercise_uid=exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


@transaction.atomic
def create_exercise(
    *,
    jurisdiction: Jurisdiction,
    slug: str,
    name: str,
    kind: str,
    pack: str,
    by: Person,
    at: datetime,
    ordinal: int | None = None,
    edition: str = "",
    motto: str = "",
    period: tuple[date | None, date | None] = (None, None),
    is_sample: bool = False,
) -> Exercise:
    """A draft: nobody sees it before it is published."""
    if not permissions.can_create_exercise(by):
        raise PermissionDenied(_("Los ejercicios los crea la administración de la instalación."))
    refuse_bad_slug(slug)
    exercise = Exercise.objects.create(
        jurisdiction=jurisdiction,
        slug=slug,
        name=name,
        kind=kind,
        pack=pack,
        ordinal=ordinal,
        edition=edition,
        motto=motto,
        period_starts_on=period[0],
        period_ends_on=period[1],
        is_sample=is_sample,
    )
    ExerciseSlug.objects.create(slug=slug, exercise=exercise, since_at=at)
    note("exercise_created", exercise, by, at, {"name": (None, name), "slug": (None, slug), "pack": (None, pack)})
    return exercise


@transaction.atomic
def start_exercise(
    *,
    jurisdiction: Jurisdiction,
    slug: str,
    name: str,
    kind: str,
    pack: str,
    office: Person,
    stages: Iterable[tuple[str, FuzzyDate | None, FuzzyDate | None]],
    by: Person,
    at: datetime,
    period: tuple[date | None, date | None] = (None, None),
    is_sample: bool = False,
) -> Exercise:
    """A draft with its stages and its secretaría técnica (``office``), which is the only one who goes on from there."""
    if not permissions.can_start_exercise(by, jurisdiction):
        raise PermissionDenied(
            _("Los ejercicios los abre la administración de la instalación o la secretaría técnica del mismo lugar.")
        )
    refuse_bad_slug(slug)
    if office.jurisdiction_id != jurisdiction.pk and office.pk != by.pk:
        raise OfficeOfAnotherPlace(_("La secretaría técnica tiene que ser del lugar del ejercicio."))
    first, last = period
    exercise = Exercise.objects.create(
        jurisdiction=jurisdiction,
        slug=slug,
        name=name,
        kind=kind,
        pack=pack,
        period_starts_on=first,
        period_ends_on=last,
        is_sample=is_sample,
    )
    ExerciseSlug.objects.create(slug=slug, exercise=exercise, since_at=at)
    note("exercise_created", exercise, by, at, {"name": (None, name), "slug": (None, slug), "pack": (None, pack)})
    Membership.objects.create(exercise=exercise, person=office, role=Role.SECRETARIAT, starts_at=at)
    if office.jurisdiction_id == jurisdiction.pk:
        let_keep_directory(person=office, keeps=True, by=by, at=at)
    note("role_granted", exercise, by, at, {"role": (None, Role.SECRETARIAT.value), "person": (None, office.uid)})
    _set_stages(exercise, stages, by, at)
    return exercise


@transaction.atomic
def describe_exercise(
    *, exercise: Exercise, by: Person, at: datetime, ordinal: int | None = None, edition: str = "", motto: str = ""
) -> None:
    """What the documents say of the plan; an empty value leaves what there is."""
    refuse_unless_secretariat(by, exercise, at)
    given: dict[str, Any] = {"ordinal": ordinal, "edition": edition, "motto": motto}
    changes = {
        field: (getattr(exercise, field), value)
        for field, value in given.items()
        if value and value != getattr(exercise, field)
    }
    if not changes:
        return
    for field, (_before, after) in changes.items():
        setattr(exercise, field, after)
    Exercise.objects.filter(pk=exercise.pk).update(**{field: after for field, (_before, after) in changes.items()})
    note("exercise_described", exercise, by, at, changes)


@transaction.atomic
def change_slug(*, exercise: Exercise, slug: str, by: Person, at: datetime) -> None:
    """The old address keeps leading here."""
    refuse_unless_secretariat(by, exercise, at)
    refuse_bad_slug(slug)
    before = exercise.slug
    ExerciseSlug.objects.create(slug=slug, exercise=exercise, since_at=at)
    Exercise.objects.filter(pk=exercise.pk).update(slug=slug)
    exercise.slug = slug
    note("slug_changed", exercise, by, at, {"slug": (before, slug)})


@transaction.atomic
def publish_exercise(*, exercise: Exercise, by: Person, at: datetime) -> None:
    refuse_unless_secretariat(by, exercise, at)
    if not exercise.stages.exists():
        raise ExerciseIsNotReady(_("Antes de publicar el ejercicio hay que definir sus etapas."))
    _set_status(exercise, Status.OPEN, "exercise_published", by, at)


@transaction.atomic
def close_exercise(*, exercise: Exercise, by: Person, at: datetime) -> None:
    """It stays public; nothing more is expected of it."""
    refuse_unless_secretariat(by, exercise, at)
    if exercise.status != Status.OPEN:
        raise ExerciseIsNotReady(_("Sólo se concluye un ejercicio que está en curso."))
    _set_status(exercise, Status.CLOSED, "exercise_closed", by, at)


def _set_status(exercise: Exercise, status: Status, verb: str, by: Person, at: datetime) -> None:
    before = exercise.status
    mark_status(exercise, status)
    note(verb, exercise, by, at, {"status": (before, status.value)})


def mark_archived(exercise: Exercise) -> str:
    """Asked by the room above that closes its term, which also records it; the status it had."""
    before = exercise.status
    mark_status(exercise, Status.ARCHIVED)
    return before


def mark_status(exercise: Exercise, status: str) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(status=status)
    exercise.status = status


@transaction.atomic
def set_as_of(*, exercise: Exercise, day: date | None, by: Person, at: datetime) -> None:
    """The day that the pages of a demonstration compute with."""
    if not settings.DEMO:
        raise OnlyInADemonstration(_("El día de demostración sólo existe en una instalación de muestra."))
    if not permissions.can_create_exercise(by):
        raise PermissionDenied(_("El día de demostración lo fija la administración de la instalación."))
    before = exercise.as_of
    Exercise.objects.filter(pk=exercise.pk).update(as_of=day)
    exercise.as_of = day
    note("as_of_set", exercise, by, at, {"as_of": (before, day)})


@transaction.atomic
def grant_role(
    *,
    exercise: Exercise,
    person: Person,
    role: str,
    by: Person,
    at: datetime,
    organisation: Organisation | None = None,
    reason: str = "",
) -> Membership:
    """``reason`` is public."""
    if not permissions.can_grant_role(by, exercise, at):
        raise PermissionDenied(_("Los cargos los da la administración del ejercicio."))
    if Membership.objects.filter(exercise=exercise, person=person, role=role, ends_at__isnull=True).exists():
        raise HasTheRole(_("Esa persona ya tiene ese cargo en este ejercicio."))
    membership = Membership.objects.create(
        exercise=exercise, person=person, role=role, organisation=organisation, starts_at=at
    )
    if role == Role.SECRETARIAT and person.jurisdiction_id == exercise.jurisdiction_id:
        let_keep_directory(person=person, keeps=True, by=by, at=at)
    note("role_granted", exercise, by, at, {"role": (None, role), "person": (None, person.uid), **because(reason)})
    return membership


@transaction.atomic
def withdraw_role(*, membership: Membership, by: Person, at: datetime, reason: str = "") -> None:
    """``reason`` is public."""
    exercise, person = membership.exercise, membership.person
    if not permissions.can_grant_role(by, exercise, at):
        raise PermissionDenied(_("Los cargos los quita la administración del ejercicio."))
    if not Membership.objects.filter(pk=membership.pk, ends_at__isnull=True).update(ends_at=at):
        raise RoleHasEnded(_("Ese cargo ya había terminado."))
    left = Membership.objects.filter(person=person, role=Role.SECRETARIAT, ends_at__isnull=True)
    if not left.filter(exercise__jurisdiction=person.jurisdiction_id).exists():
        let_keep_directory(person=person, keeps=False, by=by, at=at)
    note(
        "role_withdrawn",
        exercise,
        by,
        at,
        {"role": (membership.role, None), "person": (person.uid, None), **because(reason)},
    )


def because(reason: str) -> dict[str, tuple[Any, Any]]:
    told = " ".join(reason.split())[:300]
    return {"reason": (None, told)} if told else {}


@transaction.atomic
def define_stages(
    *,
    exercise: Exercise,
    stages: Iterable[tuple[str, FuzzyDate | None, FuzzyDate | None]],
    by: Person,
    at: datetime,
) -> list[Stage]:
    """Key, start and end of each; those already there get the new dates."""
    refuse_unless_secretariat(by, exercise, at)
    return _set_stages(exercise, stages, by, at)


def _set_stages(
    exercise: Exercise, stages: Iterable[tuple[str, FuzzyDate | None, FuzzyDate | None]], by: Person, at: datetime
) -> list[Stage]:
    allowed = [key.value for key in STAGES[exercise.kind]]
    changes: dict[str, tuple[Any, Any]] = {}
    kept = []
    for key, starts, ends in stages:
        if key not in allowed:
            raise NotAStageOfThisKind(_("«%(key)s» no es una etapa de este tipo de ejercicio.") % {"key": key})
        before = Stage.objects.filter(exercise=exercise, key=key).first()
        stage, _created = Stage.objects.update_or_create(
            exercise=exercise,
            key=key,
            defaults={
                "position": allowed.index(key),
                "starts": starts,
                "starts_first_on": first_day(starts) if starts else None,
                "ends": ends,
                "ends_last_on": last_day(ends) if ends else None,
            },
        )
        changes[key] = ([before.starts, before.ends] if before else None, [starts, ends])
        kept.append(stage)
    note("stages_defined", exercise, by, at, changes)
    return kept


@transaction.atomic
def define_method(
    *,
    exercise: Exercise,
    axes: Sequence[str],
    steps: Sequence[Step],
    by: Person,
    at: datetime,
    notes: Sequence[str] = (),
) -> None:
    """Axes and steps of the published methodology, in place of those there were."""
    refuse_unless_secretariat(by, exercise, at)
    before = list(exercise.axes.order_by("position").values_list("name", flat=True))
    exercise.axes.all().delete()
    exercise.method_steps.all().delete()
    Axis.objects.bulk_create(Axis(exercise=exercise, name=name, position=place) for place, name in enumerate(axes, 1))
    MethodStep.objects.bulk_create(
        MethodStep(exercise=exercise, number=step.number, title=step.title, text=step.text, position=place)
        for place, step in enumerate(steps, 1)
    )
    Exercise.objects.filter(pk=exercise.pk).update(method_notes=list(notes))
    exercise.method_notes = list(notes)
    note(
        "method_defined",
        exercise,
        by,
        at,
        {"axes": (before, list(axes)), "steps": (None, [step.title for step in steps])},
    )
