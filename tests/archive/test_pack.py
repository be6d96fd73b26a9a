"""The pack is opened, read back and compared with the database."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.archive import actions, permissions
from tequio.archive.contents.manifest import KEPT
from tequio.archive.contents.rows import mine
from tequio.archive.models import Kind, Pack, State
from tequio.audit.models import Event
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Exercise, Role
from tequio.files.actions import path_of
from tequio.files.models import StoredFile, Version
from tequio.formats.parcel import verify_parcel
from tequio.monitoring.actions import accept_evidence
from tequio.people.models import Consent, Person
from tests import builders
from tests.builders import LATER, NOW, Table
from tests.listening import making

pytestmark = pytest.mark.django_db


def keeper(of: Exercise) -> Person:
    who = builders.person("Quien administra")
    grant_role(exercise=of, person=who, role=Role.ADMINISTRATOR, by=builders.administrator(), at=NOW)
    return who


def made(of: Exercise, kind: str = Kind.PUBLIC, by: Person | None = None) -> Path:
    actions.prepare_pack(exercise=of, kind=kind, by=by or builders.secretariat(of), at=LATER)
    assert actions.make_packs(at=LATER) == 1
    pack = Pack.objects.get(exercise=of, kind=kind, removed_at=None)
    assert pack.state() == State.READY, pack.error
    assert pack.file is not None
    return path_of(pack.file.key)


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as parcel:
        return parcel.namelist()


def read(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as parcel:
        return parcel.read(name).decode("utf-8-sig")


def rows(path: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(path, name), newline="")))


@pytest.fixture
def table() -> Table:
    """One commitment with a piece of evidence that was accepted, in a file with a reserved and a public version."""
    found = builders.table()
    public = builders.file(b"%PDF-1.4 sin nombres", "publica.pdf")
    whole = StoredFile.objects.create(
        key=builders.file(b"%PDF-1.4 con nombres").key,
        sha256=hashlib.sha256(b"%PDF-1.4 con nombres").hexdigest(),
        size=20,
        media_type="application/pdf",
        original_name="lista.pdf",
        version=Version.RESERVED,
        public_version=public,
        stored_at=NOW,
    )
    evidence = found.evidence()
    type(evidence).objects.filter(pk=evidence.pk).update(file=whole, url="")
    accept_evidence(evidence=evidence, pack=builders.pack(), by=found.guarantor, at=NOW)
    from tequio.commitments.actions import publish_commitment

    publish_commitment(commitment=found.commitment, by=builders.secretariat(found.exercise), at=NOW)
    return found


@pytest.mark.covers("req:99")
def test_the_public_pack_opens_is_whole_and_verifies(table: Table) -> None:
    path = made(table.exercise)
    there = set(names(path))
    assert {
        "LEEME.txt",
        "index.html",
        "acta-de-entrega-recepcion.docx",
        "pendientes.xlsx",
        "registro/registro-publico.jsonl",
        "huellas.sha256",
        "documentos/compromiso-1.docx",
    } <= there
    verdict = verify_parcel(path)
    assert verdict.intact
    assert verdict.events == Event.objects.filter(sequence__isnull=False).count() > 10
    assert len(rows(path, "tablas/compromisos.csv")) == 1
    assert {each["actividad"] for each in rows(path, "tablas/actividades.csv")} == {
        "Primera reunión",
        "Segunda reunión",
    }
    proof = [name for name in there if name.startswith("evidencias/")]
    with zipfile.ZipFile(path) as parcel:
        assert [parcel.read(name) for name in proof] == [b"%PDF-1.4 sin nombres"]
    pending = rows(path, "tablas/pendientes.csv")
    assert any(each["que"] == "Primera reunión" and each["vencido"] == "true" for each in pending)
    assert "src=" not in read(path, "index.html")
    assert "<script" not in read(path, "index.html")


@pytest.mark.covers("req:99")
def test_everything_of_the_exercise_is_in_the_reserved_pack(table: Table) -> None:
    """Row by row: each table of the pack has what the database has."""
    path = made(table.exercise, Kind.RESERVED, keeper(table.exercise))
    for kept in KEPT:
        if kept.of in ("people", "files"):
            continue
        expected = set(mine(kept, apps.get_model(kept.table), table.exercise).values_list("pk", flat=True))
        assert {int(each["id"]) for each in rows(path, kept.file)} == expected, kept.table
    people = {each["name"] for each in rows(path, "reservado/tablas/people-person.csv")}
    assert {"Titular de la Secretaría", "Asiento guarantor"} <= people
    assert "Quien pasa por ahí" not in people, "only who has to do with it"
    with zipfile.ZipFile(path) as parcel:
        whole = {parcel.read(each) for each in parcel.namelist() if each.startswith("reservado/archivos/")}
    assert whole == {b"%PDF-1.4 con nombres", b"%PDF-1.4 sin nombres"}
    assert verify_parcel(path).intact


@pytest.mark.covers("req:99", "req:127")
def test_the_same_content_gives_the_same_bytes(table: Table) -> None:
    from tequio.archive.packing import pack_into

    one, two = io.BytesIO(), io.BytesIO()
    for out in (one, two):
        pack_into(out, table.exercise, kind=Kind.RESERVED, now=LATER)
    assert one.getvalue() == two.getvalue()


def damage(path: Path, target: Path, change: dict[str, bytes], without: str = "") -> Path:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            if name != without:
                copy.writestr(name, change.pop(name, source.read(name)))
        for name, content in change.items():
            copy.writestr(name, content)
    return target


@pytest.mark.covers("req:99")
def test_what_was_changed_taken_or_added_is_found(table: Table, tmp_path: Path) -> None:
    path = made(table.exercise)
    index = "index.html"
    found = verify_parcel(damage(path, tmp_path / "a.zip", {index: b"otra cosa"}))
    assert (found.path, found.fault) == (index, "changed")
    found = verify_parcel(damage(path, tmp_path / "b.zip", {}, without="LEEME.txt"))
    assert (found.path, found.fault) == ("LEEME.txt", "missing")
    found = verify_parcel(damage(path, tmp_path / "c.zip", {"de-mas.txt": b"x"}))
    assert (found.path, found.fault) == ("de-mas.txt", "added")
    record = read(path, "registro/registro-publico.jsonl").splitlines()
    event = json.loads(record[2])
    event["content"]["verb"] = "x"
    lines = "\n".join([record[0], record[1], json.dumps(event), *record[3:]]).encode()
    prints = read(path, "huellas.sha256").splitlines()
    same = [each for each in prints if not each.endswith("registro-publico.jsonl")]
    mended = "\n".join([*same, f"{hashlib.sha256(lines).hexdigest()}  registro/registro-publico.jsonl"]).encode()
    forged = {"registro/registro-publico.jsonl": lines, "huellas.sha256": mended}
    found = verify_parcel(damage(path, tmp_path / "d.zip", forged))
    assert (found.fault, found.record and found.record.sequence) == ("changed", 2)


@pytest.mark.covers("req:99")
def test_a_lost_file_is_told_and_stops_nothing(table: Table) -> None:
    file = StoredFile.objects.get(original_name="publica.pdf")
    path_of(file.key).unlink()
    path = made(table.exercise)
    listed = rows(path, "tablas/lista-de-documentos.csv")
    assert [each["falta"] for each in listed if each["clase"] == "Evidencia"] == ["true"]
    assert "1 archivos estaban perdidos" in read(path, "LEEME.txt")


def test_pressed_twice_it_is_one_and_a_new_one_replaces_the_former(table: Table) -> None:
    of, clerk = table.exercise, builders.secretariat(table.exercise)
    first = actions.prepare_pack(exercise=of, by=clerk, at=NOW)
    assert actions.prepare_pack(exercise=of, by=clerk, at=NOW) == first
    actions.make_packs(at=NOW)
    second = actions.prepare_pack(exercise=of, by=clerk, at=LATER)
    first.refresh_from_db()
    assert (second.pk != first.pk, first.state(), first.file) == (True, State.GONE, None)


def test_it_goes_away_after_its_days(table: Table) -> None:
    made(table.exercise)
    assert actions.remove_old_packs(at=LATER + timedelta(days=29)) == 0
    assert actions.remove_old_packs(at=LATER + timedelta(days=31)) == 1
    assert not StoredFile.objects.filter(packs__isnull=False).exists()


def test_what_a_killed_worker_left_is_taken_up_again(table: Table) -> None:
    actions.prepare_pack(exercise=table.exercise, by=builders.secretariat(table.exercise), at=NOW)
    Pack.objects.update(making_since=NOW)
    assert actions.make_packs(at=NOW + timedelta(minutes=20)) == 0, "somebody is making it"
    assert actions.make_packs(at=NOW + timedelta(minutes=40)) == 1


@pytest.mark.covers("req:99")
def test_each_time_the_reserved_one_is_taken_the_record_says_by_which_post(table: Table) -> None:
    admin = keeper(table.exercise)
    made(table.exercise, Kind.RESERVED, admin)
    pack = Pack.objects.get(kind=Kind.RESERVED)
    for _time in range(2):
        actions.take_pack(pack=pack, by=admin, at=LATER)
    told = Event.objects.filter(verb="archive.pack_taken")
    assert [each.changes["post"][1] for each in told] == ["Administración del ejercicio"] * 2
    assert admin.name not in str([each.changes for each in told])
    with pytest.raises(actions.PackIsGone):
        actions.take_pack(pack=pack, by=admin, at=LATER + timedelta(days=60))


@pytest.mark.covers
def test_who_may(table: Table) -> None:
    of, clerk, stranger = table.exercise, builders.secretariat(table.exercise), table.stranger
    assert not permissions.can_prepare_pack(stranger, of, NOW)
    assert not permissions.can_take_reserved(clerk, of, NOW)
    assert not permissions.can_take_reserved(builders.administrator(), of, NOW)
    with pytest.raises(PermissionDenied):
        actions.prepare_pack(exercise=of, by=stranger, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.prepare_pack(exercise=of, kind=Kind.RESERVED, by=clerk, at=NOW)


@pytest.mark.covers
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"twice": True}, id="archive_pack_once"),
        pytest.param({"made_at": NOW}, id="archive_pack_whole"),
    ],
)
def test_the_table_keeps_its_word(wrong: dict[str, Any]) -> None:
    values = {"exercise": builders.exercise(), "kind": "public", "asked_by": builders.administrator(), "asked_at": NOW}
    if wrong.pop("twice", False):
        Pack.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.objects.create(**{**values, **wrong})


@pytest.mark.covers("req:99")
def test_who_agreed_to_be_noted_goes_with_her_exercise_and_with_no_other() -> None:
    one, other = builders.exercise("jalisco"), builders.exercise("otro")
    came = [making.noted(making.opened(each), by=builders.secretariat(each)) for each in (one, other)]
    kept = next(each for each in KEPT if each.table == "people.consent")
    assert mine(kept, Consent, one).get().subject_uid == came[0].uid
