"""``tequio doctor``: what is misconfigured here, and how to mend it. Exit 1 when something is."""

from __future__ import annotations

import argparse
import json
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida")


def run(args: argparse.Namespace) -> int:
    from tequio.config.environment import prepare

    prepare()
    from tequio.config.examination import examine

    findings = examine()
    wrong = [finding for finding in findings if finding.wrong]
    if args.json:
        told = [{"what": each.what, "state": each.state, "wrong": each.wrong, "mend": each.mend} for each in findings]
        json.dump({"healthy": not wrong, "findings": told}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        for each in findings:
            sys.stdout.write(f"{'✗' if each.wrong else '✓'} {each.what}: {each.state}\n")
            if each.mend:
                sys.stdout.write(f"    {each.mend}\n")
    return 1 if wrong else 0
