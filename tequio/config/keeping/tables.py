"""What a database says of itself: rows and a digest of each table, the end of the record, every stored file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from tequio.audit.record import checkpoints, entries
from tequio.core import ledger
from tequio.files.models import StoredFile

#: what a restored copy need not have: who was logged in
LEFT_OUT = {"django_session", "people_opensession"}


def models() -> list[type[Model]]:
    """Every table of the installation, many-to-many ones included, by name."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table not in LEFT_OUT]
    return sorted(found, key=lambda model: model._meta.db_table)


def digests() -> dict[str, dict[str, Any]]:
    """Table → {rows, sha256}: every column of every row in order of key, as the database holds it."""
    return {model._meta.db_table: digest(model) for model in models()}


def digest(model: type[Model]) -> dict[str, Any]:
    mark, rows = hashlib.sha256(), 0
    for line in row_lines(model):
        mark.update(line)
        rows += 1
    return {"rows": rows, "sha256": mark.hexdigest()}


def row_lines(model: type[Model]) -> Iterator[bytes]:
    columns = [field.attname for field in model._meta.concrete_fields]
    for row in model._default_manager.order_by("pk").values_list(*columns).iterator(chunk_size=1000):
        yield (json.dumps([plain(value) for value in row], ensure_ascii=False, sort_keys=True) + "\n").encode()


def plain(value: Any) -> Any:
    """The same text on every engine."""
    if isinstance(value, memoryview | bytes | bytearray):
        return bytes(value).hex()
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return f"{type(value).__name__}:{value.isoformat() if hasattr(value, 'isoformat') else value}"


def record_state() -> dict[str, Any]:
    """The end of the chain and whether it is whole."""
    verdict = ledger.verify(entries(), checkpoints())
    found = verdict.first_break
    return {
        "sequence": verdict.end.sequence,
        "head": verdict.end.head,
        "first_break": None if found is None else {"sequence": found.sequence, "fault": found.fault.value},
    }


def file_rows() -> dict[str, str]:
    """key → SHA-256 of every file that a row points to."""
    return dict(StoredFile.objects.order_by("key").values_list("key", "sha256"))


def engine() -> str:
    return connection.vendor
