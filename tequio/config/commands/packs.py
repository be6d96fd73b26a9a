"""``tequio packs``: the rule packs there are."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TypedDict


class PackJson(TypedDict):
    name: str
    title: str
    version: str
    level: str
    jurisdictions: list[str]
    years: list[int]
    sectors: list[str]
    rules: int
    citations: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida estándar")


def run(args: argparse.Namespace) -> int:
    packs = listed()
    if args.json:
        json.dump(packs, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    width = max(len(pack["name"]) for pack in packs)
    for pack in packs:
        years = f"{pack['years'][0]}-{pack['years'][-1]}" if pack["years"] else "cualquier año"
        sys.stdout.write(f"{pack['name']:<{width}}  {pack['title']} · {years} · {pack['rules']} reglas\n")
        sys.stdout.write(f"{'':<{width}}  sectores: {', '.join(pack['sectors'])}\n")
    return 0


def listed() -> list[PackJson]:
    from tequio.formats import rulepack

    return [
        {
            "name": pack.name,
            "title": pack.title,
            "version": pack.version,
            "level": pack.level,
            "jurisdictions": list(pack.jurisdictions),
            "years": list(pack.years),
            "sectors": [sector.name for sector in pack.sectors],
            "rules": sum(rule.enabled for rule in pack.rules),
            "citations": list(pack.citations),
        }
        for pack in rulepack.load_all()
    ]
