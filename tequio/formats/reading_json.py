"""A Reading as plain JSON and back, without loss: what a person confirmed is exactly what is loaded.

The shape follows ``core.reading.records`` field by field; ``tequio read --json`` has its own, for other programs.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from tequio.core.reading.records import Reading


class WrongShape(ValueError):
    """The data is not what it should be."""


def to_json(value: Any) -> Any:
    """Dataclasses → objects, tuples → lists, sets → sorted lists, enums → their values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [to_json(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(to_json(each) for each in value)
    return value


def from_json(data: Mapping[str, Any]) -> Reading:
    """Raises WrongShape where the data is not a Reading. Fields that did not exist when it was stored get their defaults."""
    reading = _build(Reading, data)
    if not isinstance(reading, Reading):
        raise WrongShape("not a reading")
    return reading


def build(kind: type, data: Any) -> Any:
    """One record of ``kind`` from its JSON."""
    return _build(kind, data)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), data)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], each) for each in _listed(data))
    if origin is frozenset:
        return frozenset(_build(get_args(kind)[0], each) for each in _listed(data))
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is bool or kind is int or kind is str:
        if type(data) is not kind:
            raise WrongShape(f"expected {kind.__name__}: {data!r}")
        return data
    raise WrongShape(f"cannot read {kind!r}")


def _record(kind: type, data: Any) -> Any:
    if not isinstance(data, Mapping):
        raise WrongShape(f"expected {kind.__name__}")
    hints = _hints(kind)
    unknown = set(data) - set(hints)
    if unknown:
        raise WrongShape(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{name: _build(hints[name], value) for name, value in data.items()})


def _one_of(options: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        if type(None) in options:
            return None
        raise WrongShape("expected a value")
    for option in options:
        if option is type(None):
            continue
        try:
            return _build(option, data)
        except ValueError:
            continue
    raise WrongShape(f"none of {options}: {data!r}")


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise WrongShape("expected a list")
    return data
