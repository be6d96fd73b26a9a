from __future__ import annotations

import json
from typing import Any

import pytest

from tequio.core.dataset import Dataset, Field, FieldKind
from tequio.formats import datapackage

DATASET = Dataset(
    "compromisos",
    "Compromisos",
    "Un renglón por compromiso.",
    (
        Field("uid", "Identificador", required=True, unique=True),
        Field("descripcion", "Descripción", max_length=280),
        Field("estado", "Estado", choices=("Cumplido", "En curso")),
        Field("inicia_el", "Primer día", FieldKind.DATE),
        Field("avance", "Avance", FieldKind.INTEGER),
    ),
)


@pytest.fixture
def package() -> Any:
    addresses = {"csv": "https://abierto.example.org/yucatan/datos/compromisos.csv"}
    return json.loads(datapackage.render("yucatan", "Yucatán", [(DATASET, addresses)], homepage="https://example.org"))


def test_each_table_says_where_it_is_and_how_to_read_it(package: Any) -> None:
    (resource,) = package["resources"]
    assert resource["path"].endswith("/compromisos.csv")
    assert (resource["encoding"], resource["dialect"]["delimiter"]) == ("utf-8", ",")
    assert [field["name"] for field in resource["schema"]["fields"]] == list(DATASET.headings)


def test_the_limits_of_the_data_are_in_the_schema(package: Any) -> None:
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert fields["descripcion"]["constraints"] == {"maxLength": 280}
    assert fields["uid"]["constraints"] == {"required": True, "unique": True}
    assert fields["estado"]["constraints"]["enum"] == ["Cumplido", "En curso"]
    assert (fields["inicia_el"]["type"], fields["avance"]["type"]) == ("date", "integer")
    assert package["resources"][0]["schema"]["primaryKey"] == ["uid"]


def test_a_blank_and_a_date_to_be_defined_are_not_the_same_absence(package: Any) -> None:
    missing = {entry["value"]: entry["label"] for entry in package["resources"][0]["schema"]["missingValues"]}
    assert missing == {"": "sin dato", "Por definir": "fecha por definir"}
