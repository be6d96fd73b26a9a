"""``tequio verify PATH``: an exported record, or a hand-over pack with the record in it, is as it was sealed, or where it first breaks.

Needs no database.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tequio.core.ledger import Break, Verdict

TOLD = {
    "changed": "se cambió después de sellarse",
    "deleted": "se borró",
    "reordered": "no está en su lugar",
    "repeated": "está repetido",
    "truncated": "falta, y todo lo que sigue",
}
OF_A_FILE = {
    "changed": "no es el que se entregó",
    "missing": "falta",
    "added": "no venía en el paquete",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", metavar="ARCHIVO", type=Path, help="registro público exportado (.jsonl) o paquete de entrega (.zip)"
    )
    parser.add_argument("--head", help="huella del último evento, anotada o publicada en otra parte")
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida")


def run(args: argparse.Namespace) -> int:
    if is_parcel(args.path):
        return run_parcel(args)
    verdict = verify_file(args.path, args.head)
    found = verdict.first_break
    if args.json:
        answer = {
            "path": str(args.path),
            "kind": "record",
            "intact": verdict.intact,
            "events": verdict.end.sequence,
            "head": verdict.end.head,
            "first_break": None if found is None else {"sequence": found.sequence, "fault": found.fault.value},
        }
        json.dump(answer, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(told(verdict, found))
    return 0 if verdict.intact else 1


def is_parcel(path: Path) -> bool:
    try:
        with path.open("rb") as content:
            return content.read(2) == b"PK"
    except OSError:
        return False


def run_parcel(args: argparse.Namespace) -> int:
    from tequio.formats.parcel import verify_parcel

    found = verify_parcel(args.path)
    where = {"path": found.path, "sequence": found.record.sequence if found.record else None, "fault": found.fault}
    answer = {
        "path": str(args.path),
        "kind": "bundle",
        "intact": found.intact,
        "files": found.files,
        "events": found.events,
        "first_break": None if found.intact else where,
    }
    if args.json:
        json.dump(answer, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    elif found.intact:
        sys.stdout.write(f"Íntegro: {found.files} archivos, {found.events} eventos en el registro público.\n")
    elif found.record:
        sys.stdout.write(told_of_record(found.record))
    else:
        sys.stdout.write(f"Roto: el archivo «{found.path}» {OF_A_FILE[found.fault]}.\n")
    return 0 if found.intact else 1


def told_of_record(found: Break) -> str:
    return f"Roto: el evento {found.sequence} {TOLD[found.fault.value]}.\n"


def told(verdict: Verdict, found: Break | None) -> str:
    if found is None:
        return f"Íntegro: {verdict.end.sequence} eventos. Huella del último: {verdict.end.head}\n"
    return told_of_record(found)


def verify_file(path: Path, head: str | None = None) -> Verdict:
    """Raises UnreadableDocument where it is no exported record at all."""
    from tequio.core.ledger import Checkpoint, verify
    from tequio.core.refusals import UnreadableDocument
    from tequio.formats.record import read_checkpoint, read_entries

    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            checkpoint = read_checkpoint(lines.readline())
            if head:
                checkpoint = Checkpoint(checkpoint.sequence, head)
            return verify(read_entries(lines), [checkpoint])
    except OSError as error:
        raise UnreadableDocument(f"No se puede abrir {path}: {error.strerror}.") from error
