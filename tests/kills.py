"""One protection switched off inside a test process: a rule of a pack, a permission, a constraint of the database."""

from __future__ import annotations

import dataclasses
import importlib
import os
from typing import Any

import pytest


def switch_off_rule(pack_name: str, code: str) -> None:
    """The pack is loaded without that rule, whoever loads it."""
    from tequio.formats import rulepack

    load = rulepack.load

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        pack = load(name, *arguments, **options)
        if name != pack_name:
            return pack
        return dataclasses.replace(pack, rules=tuple(rule for rule in pack.rules if rule.code != code))

    rulepack.load = without


def switch_off_permission(dotted: str) -> None:
    """The predicate says yes to everybody."""
    module_name, _, name = dotted.rpartition(".")
    setattr(importlib.import_module(module_name), name, lambda *arguments, **options: True)


def switch_off_constraint(name: str) -> None:
    """The constraint is taken from the database that the migrations made."""
    from django.apps import apps
    from django.db import connection

    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                # first from the model: SQLite remakes the whole table from it
                model._meta.constraints = [kept for kept in model._meta.constraints if kept.name != name]
                with connection.schema_editor() as editor:
                    editor.remove_constraint(model, constraint)
                return
    raise LookupError(name)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only a marked test counts as the guard of a protection."""
    if os.environ.get("TEQUIO_KILL"):
        items[:] = [item for item in items if item.get_closest_marker("covers")]


def pytest_configure() -> None:
    family, _, what = os.environ.get("TEQUIO_KILL", "").partition("=")
    if family == "rule":
        pack, _, code = what.partition(":")
        switch_off_rule(pack, code)
    elif family == "permission":
        switch_off_permission(what)


@pytest.fixture(scope="session", autouse=True)
def _without_constraint(request: pytest.FixtureRequest) -> None:
    family, _, what = os.environ.get("TEQUIO_KILL", "").partition("=")
    if family == "constraint":
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock():
            switch_off_constraint(what)
