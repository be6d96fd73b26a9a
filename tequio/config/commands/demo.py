"""``tequio demo``: everything ready on this machine, and the site open."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="puerto del sitio (%(default)s)")
    parser.add_argument("--no-serve", action="store_true", help="prepara todo y termina sin abrir el sitio")
    parser.add_argument("--census", action="store_true", help="cuántos objetos hay en cada estado, y termina")
    parser.add_argument("--json", action="store_true", help="con --census: un documento JSON en la salida")


def run(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from tequio.config import serving
    from tequio.config.environment import prepare

    serves = not (args.no_serve or args.census)
    if serves:
        serving.refuse_taken_port(args.port)
    os.environ["SITE_URL"] = f"http://localhost:{args.port}"
    os.environ.setdefault("EMAIL_URL", "memorymail://")
    prepare(demo=True)
    from tequio.config.demonstration.installing import install

    now = datetime.now(UTC)
    install(now=now, say=say)
    if args.census:
        return print_census(now, as_json=args.json)
    say("")
    say(addresses(args.port))
    return serving.serve(port=args.port, workers=1, beside=work_beside) if serves else 0


def work_beside() -> None:
    """The record of a demonstration is sealed as it grows; its mail stays in the outbox, which a page shows."""
    from tequio.config import worker

    worker.in_a_thread((worker.seal, worker.follow_record, worker.tell_of_papers, worker.make_packs))


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def print_census(now: datetime, *, as_json: bool) -> int:
    from tequio.config.demonstration.census import as_table, census

    found = census(now=now)
    if as_json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        as_table(found, sys.stdout.write)
    return int(any(number == 0 for states in found.values() for number in states.values()))


def addresses(port: int) -> str:
    """Where to look, and what this machine cannot do."""
    from tequio.exercises.models import Exercise

    site = f"http://localhost:{port}"
    lines = [f"Sitio: {site}/"]
    lines += [
        f"  {site}/{exercise.slug}/  {exercise.name}"
        for exercise in Exercise.objects.public().order_by("period_starts_on", "pk")
    ]
    lines.append("Las personas y los contactos son inventados. No hay contraseñas: todo lo público se lee sin cuenta.")
    lines.append(
        f"Para entrar con cualquier cargo, en este equipo: {site}/entrar/ · el correo de muestra: {site}/correo/"
    )
    missing = pdf_is_missing()
    if missing:
        lines.append(missing)
    return "\n".join(lines)


def pdf_is_missing() -> str:
    """What an optional system library gives is said, not crashed on."""
    try:
        import weasyprint  # noqa: F401
    except (OSError, ImportError):
        return "Falta la biblioteca Pango: los botones de PDF lo explican. En Debian y Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0"
    return ""
