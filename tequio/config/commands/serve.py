"""``tequio serve``: the production server, behind a proxy that speaks https."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="puerto (%(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="dirección en que escucha (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="procesos (%(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="hilos por proceso (%(default)s)")


def run(args: argparse.Namespace) -> int:
    import os

    from tequio.config import serving
    from tequio.config.environment import is_demo, prepare, refuse_without_tables
    from tequio.core.refusals import Refusal

    if is_demo() and "DATABASE_URL" not in os.environ:
        raise Refusal("Esta carpeta es de una demostración: ábrala con tequio demo, o indique otra con TEQUIO_VAR.")
    serving.refuse_taken_port(args.port, args.host)
    prepare()
    refuse_without_tables()
    from tequio.config.demonstration.installing import collect_static

    collect_static(lambda text: None)
    return serving.serve(port=args.port, host=args.host, workers=args.workers, threads=args.threads)
