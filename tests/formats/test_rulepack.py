"""Packs as files: inheritance, limits as data, mistakes said plainly."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from tequio.core.dates.words import fold
from tequio.core.refusals import Refusal
from tequio.core.rules.pack import Vocabulary
from tequio.formats import rulepack

EXPECTED = {
    "durango-2020",
    "jalisco-2016",
    "jalisco-2019",
    "municipal-jalisco-2021",
    "ogp-local",
    "sinaloa-2017",
    "yucatan-2021",
}


def table(name: str = "jalisco-2016") -> dict[str, object]:
    return dict(rulepack._merged(name))


def test_a_day_off_of_a_pack_has_a_name_a_source_and_a_date_of_every_year() -> None:
    days = rulepack.load("jalisco-2019").days_off
    assert (9, 28) in {(each.month, each.day) for each in days}
    assert rulepack.load("yucatan-2021").days_off == ()
    whole = {"month": 9, "day": 28, "name": "Día", "citation": "Ley"}
    for wrong in ({"day": 31}, {"month": 2, "day": 29}, {"name": " "}, {"citation": ""}):
        with pytest.raises(rulepack.BrokenPack):
            rulepack.parse("x", {**table(), "days_off": [{**whole, **wrong}]})


@pytest.mark.covers("req:131")
def test_the_packs_there_are() -> None:
    assert set(rulepack.names()) == EXPECTED
    assert {pack.name for pack in rulepack.load_all()} == EXPECTED


@pytest.mark.covers("req:131")
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_pack_is_whole(name: str) -> None:
    pack = rulepack.load(name)
    assert pack.title
    assert pack.version
    assert pack.citations
    assert (pack.limits.max_years, pack.limits.max_description, pack.limits.phone_country) == (2, 280, "52")
    assert all(rule.citation and rule.message.rstrip(".}")[0] for rule in pack.rules)
    assert len({rule.code for rule in pack.rules}) == len(pack.rules)
    assert any(guarantor.acronym == "INAI" and guarantor.until == date(2025, 3, 20) for guarantor in pack.guarantors)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_words_are_folded(name: str) -> None:
    pack = rulepack.load(name)
    lists = [getattr(pack.vocabulary, part.name) for part in fields(Vocabulary)]
    lists += [channel.words + channel.call_words for channel in pack.channels]
    lists += [sector.words for sector in pack.sectors] + [pack.jurisdictions]
    assert all(word == fold(word) for words in lists for word in words)


@pytest.mark.covers("req:131")
def test_sinaloa_has_a_fourth_sector_that_jalisco_lacks() -> None:
    jalisco, sinaloa = rulepack.load("jalisco-2019"), rulepack.load("sinaloa-2017")
    assert [sector.code for sector in jalisco.sectors] == ["civil_society", "government", "guarantor"]
    assert [sector.code for sector in sinaloa.sectors] == ["civil_society", "government", "guarantor", "autonomous"]


def test_a_pack_says_only_what_differs_from_the_one_it_extends() -> None:
    base, jalisco = rulepack.load("ogp-local"), rulepack.load("jalisco-2016")
    assert jalisco.vocabulary == base.vocabulary
    duration = jalisco.rule("too-long-duration")
    general = base.rule("too-long-duration")
    assert duration
    assert general
    assert duration.message == general.message
    assert duration.citation == "Metodología Jalisco 2016, numeral 4"
    assert {one.acronym for one in rulepack.load("jalisco-2019").guarantors} == {"INAI", "ITEI"}


def test_merging_goes_table_by_table() -> None:
    below = {"a": {"x": 1, "y": [1]}, "b": 2, "guarantors": [1]}
    assert rulepack.merge(below, {"a": {"y": [3]}, "guarantors": [2]}) == {
        "a": {"x": 1, "y": [3]},
        "b": 2,
        "guarantors": [1, 2],
    }
    assert below == {"a": {"x": 1, "y": [1]}, "b": 2, "guarantors": [1]}


@pytest.mark.parametrize("name", ["no-existe", "base", "", "../base", "ogp-local.toml"])
def test_a_pack_that_is_not_there_is_refused_with_the_list(name: str) -> None:
    with pytest.raises(rulepack.UnknownPack, match="ogp-local"):
        rulepack.load(name)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rules": {"no-hay-funcion": {}}}, "no-hay-funcion"),
        ({"rules": {"undated": {"severity": "grave"}}}, "grave"),
        ({"rules": {"undated": {"citation": " "}}}, "undated"),
        ({"rules": {"undated": {"color": "rojo"}}}, "color"),
        ({"limits": {"max_lustros": 1}}, "max_lustros"),
        ({"sectors": {"government": {"kinds": ["marciano"]}}}, "marciano"),
        ({"guarantors": [{"name": "Instituto", "until": "2025"}]}, "until"),
    ],
)
def test_a_mistake_in_a_pack_says_which_pack_and_what(change: dict[str, object], words: str) -> None:
    with pytest.raises(rulepack.BrokenPack, match=words) as refusal:
        rulepack.parse("mío", rulepack.merge(table(), change))
    assert "mío" in str(refusal.value)
    assert isinstance(refusal.value, Refusal)


def test_a_limit_is_data_of_the_pack() -> None:
    pack = rulepack.parse("tres", rulepack.merge(table(), {"limits": {"max_years": 3, "max_description": 100}}))
    assert (pack.limits.max_years, pack.limits.max_description) == (3, 100)
