"""The description that goes with open data: a Data Package (Frictionless, datapackage.org, version 2)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tequio.core.dataset import Dataset, Field, FieldKind

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
#: what a date to be defined says in our tables
UNDEFINED = "Por definir"
MISSING = ({"value": "", "label": "sin dato"}, {"value": UNDEFINED, "label": "fecha por definir"})
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Atribución 4.0 Internacional",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def render(name: str, title: str, resources: Sequence[tuple[Dataset, Mapping[str, str]]], *, homepage: str) -> bytes:
    """``datapackage.json``; each dataset comes with its addresses by ending (``csv``, ``xlsx``): the CSV is the resource."""
    package = {
        "$schema": PROFILE,
        "name": name,
        "title": title,
        "homepage": homepage,
        "licenses": [LICENCE],
        "resources": [_resource(dataset, paths) for dataset, paths in resources],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(dataset: Dataset, paths: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "path": paths["csv"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": schema(dataset),
    }


def schema(dataset: Dataset) -> dict[str, Any]:
    """The Table Schema of one dataset."""
    described: dict[str, Any] = {
        "$schema": TABLE_PROFILE,
        "fields": [_field(field) for field in dataset.fields],
        "missingValues": list(MISSING),
    }
    keys = [field.name for field in dataset.fields if field.unique]
    return {**described, "primaryKey": keys[:1]} if keys else described


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if field.max_length is not None:
        constraints["maxLength"] = field.max_length
    if field.choices:
        constraints["enum"] = list(field.choices)
    described: dict[str, Any] = {"name": field.name, "title": field.title, "type": field.kind.value}
    if field.kind is FieldKind.DATE:
        described["format"] = "default"
    if field.description:
        described["description"] = field.description
    return {**described, "constraints": constraints} if constraints else described
