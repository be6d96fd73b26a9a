"""``tequio verify PATH``: an exported record is as it was sealed, or where it first breaks. Needs no database."""

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="ARCHIVO", type=Path, help="registro público exportado (.jsonl)")
    parser.add_argument("--head", help="huella del último evento, anotada o publicada en otra parte")
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida")


def run(args: argparse.Namespace) -> int:
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


def told(verdict: Verdict, found: Break | None) -> str:
    if found is None:
        return f"Íntegro: {verdict.end.sequence} eventos. Huella del último: {verdict.end.head}\n"
    return f"Roto: el evento {found.sequence} {TOLD[found.fault.value]}.\n"


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
