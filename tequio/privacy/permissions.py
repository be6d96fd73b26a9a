from __future__ import annotations

from tequio.people.models import Person
from tequio.people.permissions import can_edit_directory
from tequio.privacy.models import ArcoRequest, Copy


def can_attend_request(by: Person, request: ArcoRequest) -> bool:
    """The office that keeps the directory of that place, and the administration of the installation."""
    return can_edit_directory(by, request.jurisdiction)


def can_read_copy(by: Person | None, copy: Copy) -> bool:
    """Only whose data they are, whoever else has the address."""
    return by is not None and by.pk == copy.person_id
