"""``tequio export SLUG PATH``: the public hand-over pack of an exercise, as its page gives it; ``tequio verify`` checks it anywhere.

The reserved one is not given here: whoever takes it is told by post in the public record, and a command has no post.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="EJERCICIO", help="la dirección del ejercicio en el sitio")
    parser.add_argument("path", metavar="ARCHIVO", type=Path, help="archivo .zip nuevo")
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida")


def run(args: argparse.Namespace) -> int:
    from tequio.config.environment import prepare, refuse_without_tables

    prepare()
    refuse_without_tables()
    entries = write_pack(args.slug, args.path, datetime.now(UTC))
    if args.json:
        json.dump({"path": str(args.path), "kind": "bundle", "files": entries}, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return 0
    sys.stdout.write(
        f"Paquete público en {args.path}: {entries} archivos.\nCompruébelo con: tequio verify {args.path}\n"
    )
    return 0


def write_pack(slug: str, path: Path, now: datetime) -> int:
    """Whole or not at all: a name that is taken is refused, and what was cut short is taken away."""
    from tequio.archive.models import Kind
    from tequio.archive.packing import pack_into
    from tequio.audit.actions import seal_pending
    from tequio.core.refusals import UnreadableDocument
    from tequio.exercises.models import Exercise

    exercise = Exercise.objects.public().select_related("jurisdiction").filter(slug=slug).first()
    if exercise is None:
        raise UnreadableDocument(f"No hay un ejercicio publicado en la dirección «{slug}».")
    seal_pending(at=now)
    try:
        with path.open("xb") as out:
            return pack_into(out, exercise, kind=Kind.PUBLIC, now=now)
    except FileExistsError as error:
        raise UnreadableDocument(f"{path} ya existe: indique un archivo nuevo.") from error
    except OSError as error:
        raise UnreadableDocument(f"No se puede escribir {path}: {error.strerror}.") from error
