from __future__ import annotations

from tequio.bodies.models import Body
from tequio.people.models import Person
from tequio.people.permissions import can_edit_directory
from tequio.places.models import Jurisdiction


def can_create_body(by: Person, jurisdiction: Jurisdiction) -> bool:
    return can_edit_directory(by, jurisdiction)


def can_edit_seats(by: Person, body: Body) -> bool:
    return can_edit_directory(by, body.jurisdiction)
