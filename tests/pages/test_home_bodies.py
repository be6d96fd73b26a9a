"""Who decides, on the home of an exercise."""

from __future__ import annotations

from datetime import date

import pytest

from tequio.bodies.models import Body
from tequio.dashboard.queries.home import in_office


def body(pk: int, kind: str, level: str, installed: date | None) -> Body:
    return Body(pk=pk, name=str(pk), kind=kind, decision_level=level, installed_on=installed)


@pytest.mark.covers("req:112")
def test_the_last_secretariat_succeeds_the_others_and_a_council_stands_beside_it() -> None:
    old, new = (
        body(2, "secretariat", "maximum", date(2016, 8, 1)),
        body(1, "secretariat", "maximum", date(2019, 8, 1)),
    )
    council, committee = body(3, "council", "maximum", None), body(4, "committee", "ordinary", date(2016, 8, 1))
    assert in_office([new, old, council, committee]) == [new, council, committee]
