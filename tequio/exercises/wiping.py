"""An exercise to practise with goes away whole. One of the real ones never does: it is closed and stays in its address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import router, transaction
from django.db.models import ForeignKey, Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.exercises import permissions
from tequio.exercises.actions import note
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.people.models import Person


class IsReal(Refusal):
    code = "is-real"


class NameIsOther(Refusal):
    code = "name-is-other"


class IsContinued(Refusal):
    code = "is-continued"


@dataclass(slots=True)
class Wiped:
    """How many rows went, by model, and the files they spoke of."""

    rows: Counter[str]
    files: set[int]


@transaction.atomic
def wipe_sample(*, exercise: Exercise, typed: str, by: Person, at: datetime) -> Wiped:
    """Everything that is of the exercise; its place, people, organisations and bodies stay, and so does the record, where this is
    told. ``typed``: its address, as proof that it is the one that is meant."""
    exercise = Exercise.objects.select_for_update().select_related("jurisdiction").get(pk=exercise.pk)
    if not permissions.can_wipe_exercise(by, exercise, at):
        raise PermissionDenied(_("Un ejercicio de práctica lo borra la administración."))
    if not exercise.is_sample:
        raise IsReal(_("Este ejercicio no es de práctica: no se borra. Cuando termina, se concluye."))
    if typed.strip() != exercise.slug:
        raise NameIsOther(_("Escriba «%(slug)s» para confirmar que es éste.") % {"slug": exercise.slug})
    wiped = Wiped(Counter(), set())
    pk, exercise_uid = exercise.pk, exercise.uid
    _remove([exercise], pk, wiped)
    _remove_files(wiped.files)
    exercise.pk, exercise.uid = pk, exercise_uid
    told = {"name": (exercise.name, None), "slug": (exercise.slug, None), "rows": (sum(wiped.rows.values()), None)}
    note("sample_wiped", exercise, by, at, told)
    return wiped


def _remove(things: list[Model], of: int, wiped: Wiped) -> None:
    """What protects a thing is of the same exercise and goes first."""
    while True:
        collector = Collector(using=router.db_for_write(Exercise))
        try:
            for thing in things:
                collector.collect([thing])
        except ProtectedError as kept:
            protectors = list(kept.protected_objects)
            _refuse_of_another(protectors, of)
            _remove(protectors, of, wiped)
            continue
        gone: Iterable[Any] = chain(*collector.data.values(), *collector.fast_deletes)
        for each in gone:
            wiped.rows[type(each).__name__] += 1
            wiped.files.update(_files_of(each))
        collector.delete()
        return


def _refuse_of_another(protectors: Iterable[Any], of: int) -> None:
    if any(getattr(each, "exercise_id", of) != of for each in protectors):
        raise IsContinued(_("Otro ejercicio continúa algo de éste: primero quítelo de allá."))


def _files_of(row: Model) -> set[int]:
    """Ids of the stored files that a row speaks of."""
    columns = [each for each in row._meta.concrete_fields if isinstance(each, ForeignKey)]
    found = {getattr(row, each.attname) for each in columns if each.related_model is StoredFile}
    return found - {None}


def _remove_files(files: set[int]) -> None:
    """Those that nobody else speaks of, the public version after its original; their bytes go with the nightly collection."""
    rows = StoredFile.objects.filter(pk__in=files)
    versions = {each.public_version_id for each in rows if each.public_version_id is not None}
    for some in (files, versions):
        for row in StoredFile.objects.filter(pk__in=some):
            try:
                row.delete()
            except ProtectedError:
                continue
