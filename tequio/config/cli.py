"""``tequio``: the same functions as the pages, for scripts and for people without a server.

Exit codes: 0 done and nothing wrong · 1 done and something is wrong · 2 cannot be read or bad arguments. Never a traceback.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from typing import NoReturn

from tequio.core.refusals import Refusal

#: command → one line of help; the module is imported only when the command is called, so that each starts fast
COMMANDS = {
    "demo": "prepara los ejercicios de muestra y abre el sitio en este equipo",
    "found": "el primer lugar y quien administra la instalación; después, otro lugar",
    "serve": "servidor de producción",
    "worker": "sella el registro público y envía el correo",
    "read": "lo que dice un documento: tipo, registros y lo que se apartó",
    "check": "hallazgos de un paquete de reglas sobre un documento o un ejercicio",
    "packs": "paquetes de reglas disponibles",
    "schedule": "ruta crítica: fechas tempranas y tardías, márgenes",
    "export": "el paquete de entrega-recepción de un ejercicio, en un archivo",
    "verify": "comprueba que un registro público o un paquete de entrega está intacto",
    "backup": "respaldo de la base y de los archivos",
    "restore-drill": "restaura un respaldo en un lugar vacío y compara",
    "doctor": "qué está mal configurado y cómo se arregla",
    "manage": "órdenes de mantenimiento de Django",
}


class SpanishParser(argparse.ArgumentParser):
    """One clear line in Spanish and exit code 2, instead of argparse's English."""

    def error(self, message: str) -> NoReturn:
        words = {
            "the following arguments are required": "faltan argumentos",
            "unrecognized arguments": "argumentos que no existen",
            "expected one argument": "espera un valor",
            "invalid choice": "opción que no existe",
            "(choose from": "(elija entre",
        }
        for english, spanish in words.items():
            message = message.replace(english, spanish)
        message = re.sub(r"^argument (?=-|[A-Z])", "argumento ", message)
        self.exit(2, f"{self.prog}: {message}\n")


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {text}" for name, text in COMMANDS.items()]
    return "tequio ORDEN [opciones]\n\n" + "\n".join(lines) + "\n\nCada orden explica las suyas: tequio ORDEN --help\n"


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in {"-h", "--help"}:
        sys.stdout.write(usage())
        return 0 if arguments else 2
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        sys.stderr.write(f"tequio: no existe la orden «{name}». Las que hay: {', '.join(COMMANDS)}.\n")
        return 2
    module = importlib.import_module(f"tequio.config.commands.{name.replace('-', '_')}")
    parser = SpanishParser(prog=f"tequio {name}", description=COMMANDS[name])
    module.add_arguments(parser)
    try:
        return int(module.run(parser.parse_args(rest)))
    except Refusal as refusal:
        sys.stderr.write(f"tequio {name}: {refusal}\n")
        return 2
    except BrokenPipeError:
        return 1
    except Exception as error:
        # a person at a terminal gets one line; TEQUIO_DEBUG=1 shows where it broke
        if os.environ.get("TEQUIO_DEBUG"):
            raise
        sys.stderr.write(f"tequio {name}: falló algo que no se esperaba ({type(error).__name__}: {error}).\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrumpido.\n")
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
