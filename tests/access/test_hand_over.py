"""Requirement 99 on the whole demonstration: the pack of each exercise is opened and compared with the database."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.apps import apps

from tequio.archive.contents.manifest import KEPT
from tequio.archive.contents.rows import mine
from tequio.archive.models import Kind
from tequio.archive.packing import pack_into
from tequio.audit.actions import seal_pending
from tequio.audit.models import Event
from tequio.commitments.models import Commitment
from tequio.documents.models import Issued
from tequio.exercises.models import Exercise
from tests.access.world import World

pytestmark = pytest.mark.django_db


def rows(parcel: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(parcel.read(name).decode("utf-8-sig"), newline="")))


@pytest.mark.covers("req:99")
def test_the_pack_of_every_exercise_has_everything(world: World) -> None:
    seal_pending(at=datetime.now(UTC))
    handed, found = set(), 0
    for exercise in Exercise.objects.public().select_related("jurisdiction"):
        out = io.BytesIO()
        pack_into(out, exercise, kind=Kind.RESERVED, now=datetime.now(UTC))
        with zipfile.ZipFile(out) as parcel:
            counts = {each.table: len(rows(parcel, each.file)) for each in KEPT}
            expected = {
                each.table: mine(each, apps.get_model(each.table), exercise).distinct().count()
                for each in KEPT
                if each.of not in ("people", "files")
            }
            assert {table: counts[table] for table in expected} == expected, exercise.slug
            assert counts["people.person"] > 0
            published = Commitment.objects.filter(exercise=exercise, status="published").count()
            assert len(rows(parcel, "tablas/compromisos.csv")) == published
            listed = [each for each in rows(parcel, "tablas/lista-de-documentos.csv") if each["folio"]]
            assert len(listed) <= Issued.objects.filter(exercise=exercise).count()
            record = parcel.read("registro/registro-publico.jsonl").decode().splitlines()
            assert len(record) - 1 == Event.objects.filter(sequence__isnull=False).count()
            handed |= {table for table, count in counts.items() if count}
        found += 1
    assert found >= 7
    # a list of tables that the demonstration leaves empty would prove nothing of them
    assert len(handed) > 60, {each.table for each in KEPT} - handed
