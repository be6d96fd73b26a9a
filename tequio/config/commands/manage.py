"""``tequio manage …``: Django's own commands, with the settings of this installation."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "arguments",
        nargs=argparse.REMAINDER,
        metavar="ORDEN",
        help="por ejemplo: migrate, seal_record, collect_orphans",
    )


def run(args: argparse.Namespace) -> int:
    from tequio.config.environment import prepare

    prepare()
    from django.core.management import ManagementUtility
    from django.core.management.base import CommandError

    try:
        ManagementUtility(["tequio manage", *(args.arguments or ["help"])]).execute()
    except CommandError as error:
        import sys

        sys.stderr.write(f"{error}\n")
        return 2
    return 0
