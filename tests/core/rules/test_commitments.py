"""The sheet of a commitment: time, length, sectors, who answers."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core.dates import from_edtf
from tequio.core.reading.records import Actor, Goal, Responsible, Sector
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Finding
from tequio.formats import rulepack

from .smallest import EVERYBODY, GOVERNMENT, GUARANTOR, ROLES, SOCIETY, day, planned, sheet

JALISCO = rulepack.load("jalisco-2019")


def found(reading: object, code: str, pack: str = "jalisco-2019") -> list[Finding]:
    return [one for one in evaluate(reading, rulepack.load(pack)) if one.code == code]  # type: ignore[arg-type]


@pytest.mark.covers("req:13", "case:F3")
@pytest.mark.parametrize(
    ("start", "end", "allowed"),
    [
        ("2019-08-22", "2021-08-22", True),
        ("2019-08-22", "2021-08-23", False),
        ("2019-08-22", "2022-08-21", False),
        ("2020-02-29", "2022-02-28", True),
        ("2020-02-29", "2022-03-01", False),
        ("2020-02-28", "2022-02-28", True),
        ("2019-08", "2021-08", True),
        ("2019-08", "2021-09", False),
        ("2019", "2021", True),
        ("2019-12-31", "2021-12-31", True),
    ],
)
def test_exactly_two_years_are_accepted_and_one_day_more_is_not(start: str, end: str, allowed: bool) -> None:
    findings = found(sheet(starts_on=from_edtf(start), ends_on=from_edtf(end)), "too-long-duration")
    assert [one.severity for one in findings] == ([] if allowed else ["error"])
    assert [one.path for one in findings] == ([] if allowed else [("commitments", 0, "ends_on")])


def test_what_to_do_names_the_last_day_allowed() -> None:
    reading = sheet(starts_on=from_edtf("2019-08-22"), ends_on=from_edtf("2021-08-23"))
    (finding,) = found(reading, "too-long-duration")
    assert "22/08/2021" in finding.message
    assert finding.where == "compromiso 1, fecha de conclusión"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 2000))
def test_a_longer_commitment_is_never_more_acceptable(start: date, days: int) -> None:
    first, second = start + timedelta(days), start + timedelta(days + 1)
    begin = from_edtf(start.isoformat())
    short = found(sheet(starts_on=begin, ends_on=from_edtf(first.isoformat())), "too-long-duration")
    long = found(sheet(starts_on=begin, ends_on=from_edtf(second.isoformat())), "too-long-duration")
    assert len(short) <= len(long)


@pytest.mark.covers("req:76", "case:F6")
@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 280, 280),
        ("a" * 281, 281),
        ("á" * 280, 280),
        (unicodedata.normalize("NFD", "á" * 280), 280),
        (unicodedata.normalize("NFD", "á" * 281), 281),
        ("🌳" * 280, 280),
        ("🌳" * 281, 281),
        ("ñ" * 140 + "🌳" * 140, 280),
    ],
)
def test_descriptions_are_counted_in_characters_after_nfc(text: str, length: int) -> None:
    findings = found(sheet(description=text), "description-too-long")
    assert [one.severity for one in findings] == ([] if length <= 280 else ["error"])
    assert all(f"{length} caracteres" in one.message for one in findings)


@pytest.mark.covers("req:18")
def test_the_missing_sector_is_named() -> None:
    (finding,) = found(sheet(actors=(GOVERNMENT, SOCIETY)), "sector-missing")
    assert finding.severity == "error"
    assert "órgano garante" in finding.message


@pytest.mark.covers("req:18")
def test_a_sheet_without_a_box_for_participants_is_not_asked_for_them() -> None:
    assert not found(sheet(description="Breve"), "sector-missing")
    assert len(found(sheet(actors=()), "sector-missing")) == 3


@pytest.mark.covers("req:72")
def test_the_sector_comes_from_the_organisation_and_not_from_the_box() -> None:
    itei = "Instituto de Transparencia, Información Pública y Protección de Datos Personales del Estado de Jalisco"
    misplaced = Actor(organisation=itei, sector=Sector.GOVERNMENT, box=Sector.GOVERNMENT)
    reading = sheet(actors=(GOVERNMENT, SOCIETY, misplaced))
    assert not found(reading, "sector-missing")
    (finding,) = found(reading, "sector-not-box")
    assert finding.severity == "info"
    assert finding.path == ("commitments", 0, "actors", 2)


@pytest.mark.covers("req:72")
def test_a_pack_knows_its_guarantor_by_acronym_too() -> None:
    reading = sheet(actors=(GOVERNMENT, SOCIETY, Actor(organisation="ITEI", sector=Sector.GOVERNMENT)))
    assert not found(reading, "sector-missing", "jalisco-2019")
    assert found(reading, "sector-missing", "ogp-local")


@pytest.mark.covers("req:131")
def test_from_jalisco_to_sinaloa_there_are_four_sectors_without_code() -> None:
    three = sheet(actors=(GOVERNMENT, SOCIETY, GUARANTOR))
    assert not found(three, "sector-missing", "jalisco-2019")
    (finding,) = found(three, "sector-missing", "sinaloa-2017")
    assert "organismos autónomos" in finding.message
    assert not found(sheet(actors=EVERYBODY), "sector-missing", "sinaloa-2017")
    assert [sector.code for sector in rulepack.load("sinaloa-2017").sectors] == [
        *(sector.code for sector in JALISCO.sectors),
        "autonomous",
    ]


@pytest.mark.covers("req:14")
def test_each_sector_needs_a_role_with_something_said() -> None:
    assert not found(sheet(sector_roles=ROLES), "sector-role-missing")
    (finding,) = found(sheet(sector_roles=("Gobierno:", *ROLES[1:])), "sector-role-missing")
    assert "gobierno" in finding.message
    (finding,) = found(sheet(sector_roles=()), "sector-role-missing")
    assert "sociedad civil, gobierno y órgano garante" in finding.message


@pytest.mark.covers("req:17")
def test_participants_are_matched_only_where_the_plan_names_them() -> None:
    strangers = planned(Goal(1, "Una", responsibles=("Enlace de la dependencia",)), actors=(GOVERNMENT, SOCIETY))
    assert not found(strangers, "participant-without-responsibility")
    known = planned(Goal(1, "Una", responsibles=("Secretaría de Planeación",)), actors=(GOVERNMENT, SOCIETY))
    (finding,) = found(known, "participant-without-responsibility")
    assert "Colectivo Vecinal" in finding.message
    assert finding.severity == "info"


@pytest.mark.covers("req:70")
@pytest.mark.parametrize(
    ("phone", "foreign"),
    [
        ("+51 (33) 5555 0100", True),
        ("+52 33 5555 0100", False),
        ("(33) 5555 0100", False),
        ("(+51) 33 5555 0100", True),
        ("0051 33 5555 0100", True),
        ("00 52 33 5555 0100", False),
        ("+52(33)5555 0100 ext. 51", False),
        ("33 5500 5100", False),
        ("", False),
    ],
)
def test_telephone_of_another_country(phone: str, foreign: bool) -> None:
    findings = found(sheet(responsible=Responsible("Secretaría", phone=phone)), "phone-country")
    assert [one.severity for one in findings] == (["warning"] if foreign else [])


@pytest.mark.covers("req:84")
def test_responsible_of_civil_society_in_a_column_for_authorities_is_said_once_with_every_place() -> None:
    goals = [Goal(number, f"Meta {number}", responsibles=("Ana Ruiz",)) for number in (3, 5, 7)]
    reading = planned(
        Goal(1, "Otra", responsibles=("Enlace",)), *goals, actors=(GOVERNMENT, SOCIETY), authority_column=True
    )
    (finding,) = found(reading, "responsible-not-authority")
    assert "metas 3, 5 y 7" in finding.message
    assert "Ana Ruiz (Colectivo Vecinal)" in finding.message


@pytest.mark.covers("req:84")
@pytest.mark.parametrize(
    ("name", "matched"),
    [
        ("Ana Ruiz", True),
        ("ANA RUÍZ TORRES", True),
        ("CIDES", True),
        ("Consejo de Instituciones para el Desarrollo Social A. C.", True),
        ("Ana", False),
        ("Ana López", False),
        ("Social", False),
        ("", False),
    ],
)
def test_short_names_are_matched_to_whole_ones(name: str, matched: bool) -> None:
    person = Actor(
        "Ana Ruiz Torres", "Consejo de Instituciones para el Desarrollo Social (CIDES)", Sector.CIVIL_SOCIETY
    )
    goal = Goal(1, "Una", responsibles=(name,))
    reading = planned(goal, actors=(GOVERNMENT, person), authority_column=True)
    assert bool(found(reading, "responsible-not-authority")) is matched


@pytest.mark.covers("req:66")
def test_a_note_is_enough_for_an_ongoing_commitment() -> None:
    assert found(sheet(kind="ongoing"), "ongoing-without-predecessor")
    assert not found(sheet(kind="ongoing", predecessor="Compromiso 2 del primer plan"), "ongoing-without-predecessor")
    assert not found(sheet(kind="new"), "ongoing-without-predecessor")


@pytest.mark.covers("req:77")
def test_technology_counts_only_besides_another_value() -> None:
    from tequio.core.reading.records import Values

    assert found(sheet(values=Values(technology="Una plataforma", access=" - ")), "technology-only")
    assert not found(sheet(values=Values(technology="Una plataforma", access="Abre datos")), "technology-only")
    assert not found(sheet(values=Values(access="Abre datos")), "technology-only")


def test_a_guarantor_that_ended_is_compared_with_the_day_given_when_the_sheet_has_no_dates() -> None:
    reading = sheet(actors=(Actor(organisation="INAI", sector=Sector.GUARANTOR),))
    today = evaluate(reading, JALISCO, today=date(2026, 1, 1))
    assert any(one.code == "guarantor-ended" for one in today)
    assert not any(one.code == "guarantor-ended" for one in evaluate(reading, JALISCO))


@pytest.mark.covers("req:98")
@pytest.mark.parametrize(
    ("when", "outside"),
    [
        ("2020-08-22", False),
        ("2020-08-23", True),
        ("2019-08-22", False),
        ("2019-08-21", True),
        ("2020-08", False),
        ("2020-09", True),
    ],
)
def test_activities_stand_inside_the_commitment(when: str, outside: bool) -> None:
    from .smallest import dated

    reading = planned(*dated(when), starts_on=day("2019-08-22"), ends_on=day("2020-08-22"))
    assert bool(found(reading, "outside-commitment")) is outside


def test_a_blank_box_is_told_from_a_box_that_the_form_does_not_have() -> None:
    for name in ("objective", "problem", "anticorruption", "strategy", "indicators"):
        code = f"{name.removesuffix('s') if name == 'indicators' else name}-missing"
        empty = sheet(**{name: replace(sheet().commitments[0]).__getattribute__(name)})
        assert found(empty, code), code
        assert not found(sheet(), code), code
