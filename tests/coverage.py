"""``make coverage``: which requirements, cases, expectations and goals which tests verify."""

from __future__ import annotations

import contextlib
import io
import sys
from collections import defaultdict

import pytest

CASES = {"F": 10, "U": 8, "V": 8, "C": 6, "A": 8, "X": 6, "P": 5, "S": 6, "K": 4, "D": 5, "T": 5, "B": 3, "M": 3}
IDS = {
    "req": [str(n) for n in range(1, 133)],
    "case": [f"{letter}{n}" for letter, count in CASES.items() for n in range(1, count + 1)],
    "exp": [str(n) for n in range(1, 45)],
    "goal": [f"G{n}" for n in range(1, 17)],
}
TITLES = {"req": "Requisitos", "case": "Casos", "exp": "Expectativas", "goal": "Metas"}


def known(marker: str) -> bool:
    family, _, number = marker.partition(":")
    return number in IDS.get(family, [])


def markers_of(item: pytest.Item) -> set[str]:
    return {str(identifier) for marker in item.iter_markers("covers") for identifier in marker.args}


class Collector:
    """Collects the markers of every test without running any."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for marker in markers_of(item):
                self.tests[marker].append(item.nodeid)


def report(tests: dict[str, list[str]]) -> str:
    lines = []
    for family, numbers in IDS.items():
        covered = [number for number in numbers if tests.get(f"{family}:{number}")]
        lines.append(f"\n{TITLES[family]}: {len(covered)} de {len(numbers)}")
        for number in covered:
            names = sorted({test.partition("[")[0] for test in tests[f"{family}:{number}"]})
            more = f" (+{len(names) - 3} más)" if len(names) > 3 else ""
            lines.append(f"  {family}:{number:<4} {', '.join(names[:3])}{more}")
        missing = [number for number in numbers if number not in covered]
        lines.append(f"  sin prueba: {', '.join(missing) or 'ninguno'}")
    return "\n".join(lines)


def main() -> int:
    collector = Collector()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(["--collect-only"], plugins=[collector])
    if code:
        sys.stderr.write(said.getvalue())
    sys.stdout.write(report(collector.tests) + "\n")
    return int(code)


if __name__ == "__main__":
    raise SystemExit(main())
