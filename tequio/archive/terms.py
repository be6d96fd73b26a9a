"""How long a prepared pack is kept, read from ``terms.toml``: configuration with its reason."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _configuration() -> dict[str, int]:
    read = tomllib.loads(files("tequio.archive").joinpath("terms.toml").read_text(encoding="utf-8"))
    return {name: int(values["days"]) for name, values in read.items()}


def kept_days() -> int:
    return _configuration()["pack"]
