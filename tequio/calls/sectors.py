"""Which kind of organisation, and so which sector, each type of applicant speaks for."""

from __future__ import annotations

from collections.abc import Iterable

from tequio.calls.models import ApplicantType, Call
from tequio.core.reading.records import Sector

KIND_OF: dict[str, str] = {
    ApplicantType.PUBLIC.value: Sector.GOVERNMENT.value,
    ApplicantType.PRIVATE.value: Sector.PRIVATE.value,
    ApplicantType.CIVIL_SOCIETY.value: Sector.CIVIL_SOCIETY.value,
    ApplicantType.AUTONOMOUS.value: Sector.AUTONOMOUS.value,
    ApplicantType.PROFESSIONALS.value: Sector.CIVIL_SOCIETY.value,
    ApplicantType.RESEARCHER.value: Sector.ACADEMIA.value,
    ApplicantType.ACADEMIC.value: Sector.ACADEMIA.value,
    ApplicantType.BUSINESS.value: Sector.PRIVATE.value,
    ApplicantType.PERSON.value: Sector.CITIZEN.value,
    ApplicantType.OTHER.value: Sector.CITIZEN.value,
}


def types_of(call: Call) -> tuple[ApplicantType, ...]:
    """Who may apply, in the order of the catalogue."""
    return tuple(each for each in ApplicantType if not call.applicant_types or each.value in call.applicant_types)


def types_called(chosen: Iterable[str]) -> list[str]:
    """As a call keeps them: all of them, and none of them, is everybody."""
    wanted = frozenset(chosen)
    found = [each.value for each in ApplicantType if each.value in wanted]
    return [] if len(found) == len(ApplicantType) else found
