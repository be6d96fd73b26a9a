"""``tequio restore-drill PATH``: the backup restores, and what comes back is what there was. Exit 1 naming each difference."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="CARPETA", type=Path, help="carpeta hecha por tequio backup")
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida")


def run(args: argparse.Namespace) -> int:
    from tequio.config.environment import prepare

    prepare()
    from tequio.config.keeping.restoring import drill, read_manifest

    differences = drill(args.path)
    if args.json:
        json.dump(
            {"path": str(args.path), "intact": not differences, "differences": differences},
            sys.stdout,
            ensure_ascii=False,
        )
        sys.stdout.write("\n")
    elif differences:
        sys.stdout.write("".join(f"{difference}\n" for difference in differences))
        sys.stdout.write(f"{len(differences)} diferencias: este respaldo no sirve tal como está.\n")
    else:
        manifest = read_manifest(args.path)
        sys.stdout.write(
            f"Restaurado en un lugar vacío y comparado: {len(manifest['tables'])} tablas, {len(manifest['files'])} archivos y "
            f"el registro público hasta el evento {manifest['record']['sequence']}. Todo igual.\n"
        )
    return 1 if differences else 0
