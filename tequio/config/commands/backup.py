"""``tequio backup PATH``: database, files and what must come back."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="CARPETA", type=Path, help="carpeta nueva o vacía")
    parser.add_argument("--json", action="store_true", help="el manifiesto como documento JSON en la salida")


def run(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from tequio.config.environment import prepare, refuse_without_tables

    prepare()
    refuse_without_tables()
    from tequio.config.keeping.backup import back_up

    manifest = back_up(args.path, now=datetime.now(UTC))
    if args.json:
        json.dump(manifest, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    rows = sum(table["rows"] for table in manifest["tables"].values())
    sys.stdout.write(
        f"Respaldo en {args.path}: {rows} renglones en {len(manifest['tables'])} tablas ({manifest['database']['name']}), "
        f"{len(manifest['files'])} archivos, registro público hasta el evento {manifest['record']['sequence']}.\n"
        "Compruébelo con: tequio restore-drill " + str(args.path) + "\n"
        "Las claves de la instalación no van en el respaldo: guárdelas aparte.\n"
    )
    return 0
