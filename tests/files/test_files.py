from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tequio.files.actions import (
    FileIsDamaged,
    FileIsMissing,
    collect_orphans,
    path_of,
    read_file,
    safe_name,
    store_file,
    stored_keys,
)
from tequio.files.models import StoredFile, Version
from tests.builders import NOW, file

pytestmark = pytest.mark.django_db
OLD = timedelta(0)


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_what_is_given_out_is_what_was_given_in() -> None:
    stored = file(b"contenido")
    assert read_file(stored) == b"contenido"
    assert (stored.size, stored.sha256) == (9, hashlib.sha256(b"contenido").hexdigest())


def test_the_same_content_lies_once_on_the_disk_and_has_two_rows() -> None:
    first, second = file(b"acta", "acta.pdf"), file(b"acta", "acta (1).pdf")
    assert first.key == second.key
    assert first.uid != second.uid
    assert len(list(stored_keys())) == 1


def test_two_files_of_one_name_are_two_files() -> None:
    first, second = file(b"una", "acta.pdf"), file(b"otra", "acta.pdf")
    assert (read_file(first), read_file(second)) == (b"una", b"otra")


HOSTILE = [
    ("../../etc/cron.d/x", "x"),
    ("..\\..\\windows\\system.ini", "system.ini"),
    ("a\u202efdp.exe", "afdp.exe"),
    ("con\nsalto.pdf", "consalto.pdf"),
    ("   ", "archivo"),
    ("..", "archivo"),
    ("mi\u0301nuta.pdf", "mínuta.pdf"),
    ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
]


@pytest.mark.parametrize(("given", "kept"), HOSTILE)
def test_a_name_is_only_for_showing(given: str, kept: str) -> None:
    stored = file(b"contenido", given)
    assert stored.original_name == kept
    assert list(stored_keys()) == [stored.key]
    assert stored.key == f"{stored.sha256[:2]}/{stored.sha256}"


@pytest.mark.parametrize("key", ["../../etc/passwd", "ab/x", "", "/etc/passwd", "ab/" + "a" * 63 + "/"])
def test_a_key_that_no_content_can_have_leads_nowhere(key: str) -> None:
    with pytest.raises(FileIsMissing):
        path_of(key)


def test_a_lost_file_and_a_changed_one_are_told_apart() -> None:
    stored = file(b"contenido")
    path_of(stored.key).write_bytes(b"contenidO")
    with pytest.raises(FileIsDamaged):
        read_file(stored)
    path_of(stored.key).unlink()
    with pytest.raises(FileIsMissing):
        read_file(stored)


def test_the_bytes_are_there_before_the_row_and_an_undone_row_leaves_an_orphan() -> None:
    with suppress(RuntimeError), transaction.atomic():
        stored = file(b"huerfano")
        assert path_of(stored.key).is_file()
        raise RuntimeError
    assert list(stored_keys()) == [stored.key]
    assert collect_orphans() == []
    assert collect_orphans(older_than=OLD) == [stored.key]
    assert list(stored_keys()) == []


def test_the_collector_takes_only_old_files_that_no_row_points_to() -> None:
    kept, lost = file(b"con renglon"), file(b"sin renglon")
    StoredFile.objects.filter(pk=lost.pk).delete()
    partial = path_of(kept.key).with_name("x.part")
    partial.write_bytes(b"")
    for key in (kept.key, lost.key):
        os.utime(path_of(key), (0, 0))
    call_command("collect_orphans", verbosity=0)
    assert sorted(stored_keys()) == sorted([kept.key, f"{kept.key[:2]}/x.part"])
    assert collect_orphans(older_than=OLD) == [f"{kept.key[:2]}/x.part"]


def test_a_file_stored_again_is_young_again() -> None:
    """Else the collector could take it between the bytes and the commit of the second row."""
    stored = file(b"contenido")
    os.utime(path_of(stored.key), (0, 0))
    file(b"contenido")
    assert time.time() - path_of(stored.key).stat().st_mtime < 60


@pytest.mark.covers("req:92")
def test_a_public_version_belongs_to_a_reserved_one() -> None:
    public = file(b"version publica")
    whole = store_file(
        content=b"integra",
        name="lista.pdf",
        media_type="application/pdf",
        at=NOW,
        version=Version.RESERVED,
        public_version=public,
    )
    assert whole.public_version == public
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=whole.pk).update(version=Version.PUBLIC)


def test_a_short_name_stays() -> None:
    assert safe_name("Lista de asistencia (ñ).pdf") == "Lista de asistencia (ñ).pdf"
