"""Run as a program by the drill, with the settings of the restored copy: what this copy says of itself, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def describe() -> dict[str, object]:
    from tequio.config.keeping import tables

    return {"tables": tables.digests(), "record": tables.record_state(), "files": tables.file_rows()}


def load(path: Path) -> None:
    """Rows into an empty database, in any order: references are checked at the end."""
    from django.core import serializers
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0, interactive=False)
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    # made by the migrations of the empty copy, with other numbers than those of the backup
    Permission.objects.all().delete()
    ContentType.objects.all().delete()
    with transaction.atomic(), connection.constraint_checks_disabled(), path.open(encoding="utf-8") as rows:
        for row in serializers.deserialize("jsonl", rows):
            row.save()
    connection.check_constraints()


def main() -> int:
    import django

    django.setup()
    if sys.argv[1] == "load":
        load(Path(sys.argv[2]))
    json.dump(describe(), sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
