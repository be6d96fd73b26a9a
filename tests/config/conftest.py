"""One demonstration for all the tests of this folder, made by the program itself in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def runner(var: Path) -> Run:
    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "TEQUIO_DEMO")
        }
        environment = {**kept, "TEQUIO_VAR": str(var), "PYTHONPATH": str(ROOT)}
        program = [sys.executable, "-m", "tequio.config.cli", *map(str, arguments)]
        return subprocess.run(
            program, env=environment, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120
        )

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """The folder of an installed demonstration, and how to run ``tequio`` on it."""
    var = tmp_path_factory.mktemp("demo")
    run = runner(var)
    done = run("demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    return var, run


@pytest.fixture
def empty(tmp_path: Path) -> Run:
    """``tequio`` where nothing is installed."""
    return runner(tmp_path / "var")
