"""``make kill-check``: each rule, permission and constraint is switched off in turn; a marked test must turn red.

The parent imports Django and every room once; each target is one forked child, two at a time. Survivors are listed.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.config.settings_test")

ROOT = Path(__file__).resolve().parent.parent
PYTEST_USAGE_ERROR, NO_TESTS = 4, 5
RULE_TEST = "tests/core/rules/test_each_rule.py::test_broken_records_are_found_and_mended_ones_pass"


def rules() -> Iterator[tuple[str, list[str]]]:
    from tequio.formats import rulepack

    for name in rulepack.names():
        for rule in rulepack.load(name).rules:
            yield f"rule={name}:{rule.code}", [f"{RULE_TEST}[{name}:{rule.code}]"]


def permissions() -> Iterator[tuple[str, list[str]]]:
    import tequio

    for room in pkgutil.iter_modules(tequio.__path__):
        for module in modules_of_permissions(room.name):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if name.startswith("can_") and function.__module__ == module.__name__:
                    yield f"permission={module.__name__}.{name}", [f"tests/{room.name}"]


def modules_of_permissions(room: str) -> Iterator[ModuleType]:
    """``permissions``, and those of a part of the room, like ``session_permissions``."""
    for path in sorted((ROOT / "tequio" / room).glob("*permissions.py")):
        yield importlib.import_module(f"tequio.{room}.{path.stem}")


def constraints() -> Iterator[tuple[str, list[str]]]:
    from django.apps import apps

    for model in apps.get_models():
        if model.__module__.startswith("tequio."):
            for constraint in model._meta.constraints:
                yield f"constraint={constraint.name}", [f"tests/{model._meta.app_label}"]


def survives(target: str, paths: list[str]) -> bool:
    """In a forked child: whether the marked tests still pass with the target switched off."""
    import pytest

    os.environ["TEQUIO_KILL"] = target
    existing = [path for path in paths if (ROOT / path.partition("::")[0]).exists()]
    if not existing:
        return True
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        code = pytest.main(
            ["-x", "-q", "-p", "tests.kills", "-p", "no:cacheprovider", "-m", "not browser", "--create-db", *existing]
        )
    if code == PYTEST_USAGE_ERROR:
        sys.stderr.write(f"{target}: {quiet.getvalue()[-500:]}\n")
    return code in (0, NO_TESTS, PYTEST_USAGE_ERROR)


def start(target: str, paths: list[str]) -> int:
    child = os.fork()
    if child == 0:
        os._exit(1 if survives(target, paths) else 0)
    return child


def main(arguments: list[str]) -> int:
    import django

    django.setup()
    wanted = [target for family in (rules, permissions, constraints) for target in family()]
    if arguments:
        wanted = [target for target in wanted if any(word in target[0] for word in arguments)]
    running: dict[int, str] = {}
    survivors: list[str] = []
    queue = iter(wanted)
    done = 0
    while True:
        while len(running) < (os.cpu_count() or 1) and (target := next(queue, None)):
            running[start(*target)] = target[0]
        if not running:
            break
        child, status = os.wait()
        name = running.pop(child)
        done += 1
        if os.waitstatus_to_exitcode(status) != 0:
            survivors.append(name)
            print(f"SOBREVIVE {name}", flush=True)
        elif done % 25 == 0:
            print(f"{done} de {len(wanted)}…", flush=True)
    print(
        f"{len(wanted)} protecciones apagadas una por una; {len(wanted) - len(survivors)} pruebas en rojo, {len(survivors)} sobreviven."
    )
    return 1 if survivors else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
