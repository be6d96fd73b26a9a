"""What is reserved: every row of the exercise as the database holds it, and every file in its whole version."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from tequio.archive.contents.manifest import KEPT, SECRET_COLUMNS, Kept
from tequio.archive.contents.papers import ending_of
from tequio.core.dataset import Dataset, Row, Value
from tequio.core.dataset import Field as Column
from tequio.core.dates import FuzzyDate
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.people.models import Person


class Rows:
    """Tables one after the other; on the way it notes which people and files they speak of, for the two tables that follow from it."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.people: set[int] = set()
        self.files: set[int] = set()
        self.counts: dict[str, int] = {}

    def tables(self) -> Iterator[tuple[Kept, Dataset, Iterator[Row]]]:
        """The tables of people and of files come last, whatever their place in the list."""
        for kept in sorted(KEPT, key=lambda each: each.of in ("people", "files")):
            model = apps.get_model(kept.table)
            columns = columns_of(model)
            title = str(model._meta.verbose_name_plural)
            extra = (Column("contact_email", "contact_email"),) if model is Person else ()
            fields = tuple(Column(each.attname, each.attname) for each in columns)
            yield kept, Dataset(kept.table, title, "", (*fields, *extra)), self._rows(kept, model, columns)

    def _rows(self, kept: Kept, model: type[Model], columns: list[Field[Any, Any]]) -> Iterator[Row]:
        readers = [(each.attname, self._noting(each)) for each in columns]
        self.counts[kept.table] = 0
        for row in self.rows_of(kept, model).iterator(chunk_size=500):
            self.counts[kept.table] += 1
            told = tuple(read(getattr(row, name)) for name, read in readers)
            yield (*told, email_of(row)) if isinstance(row, Person) else told

    def _noting(self, field: Field[Any, Any]) -> Callable[[Any], Value]:
        noted = {Person: self.people, StoredFile: self.files}
        target = noted.get(field.related_model) if isinstance(field, ForeignKey) else None
        if target is None:
            return plain

        def note(value: Any) -> Value:
            if value is not None:
                target.add(value)
            return plain(value)

        return note

    def rows_of(self, kept: Kept, model: type[Model]) -> QuerySet[Any]:
        if kept.of == "people":
            return Person.objects.filter(pk__in=self.people).select_related("account").order_by("pk")
        if kept.of == "files":
            return self.stored_files()
        return model._default_manager.filter(pk__in=mine(kept, model, self.exercise).values("pk")).order_by("pk")

    def stored_files(self) -> QuerySet[StoredFile]:
        """Those that some row speaks of, and the public version of each."""
        named = Q(pk__in=self.files) | Q(originals__in=self.files)
        return StoredFile.objects.filter(pk__in=StoredFile.objects.filter(named).values("pk")).order_by("pk")


def mine(kept: Kept, model: type[Model], exercise: Exercise) -> QuerySet[Any]:
    rows = model._default_manager.order_by()
    if kept.of == "jurisdiction":
        return rows.filter(pk=exercise.jurisdiction_id)
    if kept.of.startswith("jurisdiction_id:"):
        return rows.filter(**{kept.of.partition(":")[2]: exercise.jurisdiction_id})
    condition = Q()
    for path in kept.of.split("|"):
        condition |= of_subject(path, exercise) if path.startswith("subject:") else Q(**{path: exercise.pk})
    return rows.filter(condition)


def of_subject(path: str, exercise: Exercise) -> Q:
    """Of a row that names another by its uid alone: «subject:table:way from there to the exercise»."""
    _subject, table, way = path.split(":")
    named = apps.get_model(table)._default_manager.filter(**{way: exercise.pk})
    return Q(subject_uid__in=named.values("uid"))


def columns_of(model: type[Model]) -> list[Field[Any, Any]]:
    return [each for each in model._meta.concrete_fields if each.name not in SECRET_COLUMNS]


def email_of(person: Person) -> str | None:
    return person.account.email if person.account else None


def plain(value: Any) -> Value:
    if value is None or isinstance(value, bool | int | str | datetime | date):
        return value
    if isinstance(value, FuzzyDate):
        return value.edtf or "por definir"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def path_of_file(file: StoredFile) -> str:
    return f"reservado/archivos/{file.sha256[:16]}-{file.pk}.{ending_of(file)}"
