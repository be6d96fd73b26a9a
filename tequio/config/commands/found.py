"""``tequio found``: a new installation gets its first place and who administers it; later, the same adds another place."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="CORREO", help="con el que entra quien administra")
    parser.add_argument("--name", metavar="NOMBRE", default="", help="su nombre; sólo la primera vez")
    parser.add_argument("--place", metavar="LUGAR", required=True, help="nombre del estado o del municipio")
    parser.add_argument("--level", choices=("state", "municipality"), default="state", help="(%(default)s)")
    parser.add_argument("--inside", metavar="ESTADO", default="", help="de un municipio, su estado, ya registrado")
    parser.add_argument("--code", metavar="CLAVE", default="", help="clave del INEGI, por ejemplo 14 o 14039")
    parser.add_argument("--country", default="México", help="sólo la primera vez (%(default)s)")
    parser.add_argument("--time-zone", default="America/Mexico_City", help="del lugar (%(default)s)")


def run(args: argparse.Namespace) -> int:
    import sys

    from tequio.config.environment import prepare, refuse_without_tables

    prepare()
    refuse_without_tables()
    from tequio.config.founding import found
    from tequio.config.worker import clock

    place = found(
        email=args.email,
        name=args.name,
        country=args.country,
        place=args.place,
        level=args.level,
        inside=args.inside,
        code=args.code,
        time_zone=args.time_zone,
        at=clock(),
    )
    sys.stdout.write(
        f"Listo: {place}. Entre en la página de entrar con {args.email}; le pedirá configurar un segundo paso.\n"
        "Lo que sigue: abrir la cuenta de la secretaría técnica (/cuentas/) y crear el ejercicio (/ejercicios/nuevo/).\n"
    )
    return 0
