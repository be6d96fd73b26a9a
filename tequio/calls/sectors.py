"""Which kind of organisation, and so which sector, each type of applicant speaks for."""

from __future__ import annotations

from tequio.calls.models import ApplicantType
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
