"""``tequio found``: from an empty database to somebody who can enter."""

from __future__ import annotations

import pytest

from tequio.config.examination import founded
from tequio.config.founding import CannotFound, found
from tequio.core.refusals import Refusal
from tequio.people.models import Account
from tequio.places.models import Jurisdiction
from tests.builders import NOW

pytestmark = pytest.mark.django_db
FIRST = {
    "email": "Ana@Example.org",
    "name": "Ana",
    "country": "México",
    "place": "Jalisco",
    "level": "state",
    "inside": "",
    "code": "14",
    "time_zone": "America/Mexico_City",
    "at": NOW,
}


def test_an_empty_installation_gets_its_place_and_who_administers_it() -> None:
    assert founded().wrong
    for wrong in (
        {"name": ""},
        {"email": "x"},
        {"time_zone": "Marte"},
        {"place": " "},
        {"inside": "Nadie", "level": "municipality"},
    ):
        with pytest.raises(Refusal):
            found(**{**FIRST, **wrong})  # type: ignore[arg-type]
        assert not Account.objects.exists(), "all of it or nothing"
    found(**FIRST)  # type: ignore[arg-type]
    assert not founded().wrong
    assert Account.objects.get().is_administrator
    more = {**FIRST, "name": "", "place": "Zapopan", "level": "municipality", "inside": "Jalisco", "code": "14120"}
    found(**more)  # type: ignore[arg-type]
    names = Jurisdiction.objects.order_by("pk").values_list("name", "level", "parent__name")
    assert list(names) == [
        ("México", "country", None),
        ("Jalisco", "state", "México"),
        ("Zapopan", "municipality", "Jalisco"),
    ]


def test_it_makes_nobody_else_an_administrator() -> None:
    found(**FIRST)  # type: ignore[arg-type]
    for wrong in ({"email": "otra@example.org", "place": "Sonora", "code": ""}, {}):
        with pytest.raises(CannotFound):
            found(**{**FIRST, **wrong})  # type: ignore[arg-type]
    assert Account.objects.count() == 1
