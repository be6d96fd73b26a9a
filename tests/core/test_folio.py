from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.core import folio

FOLIOS = st.integers().map(lambda seed: folio.make(random.Random(seed).randrange))


def test_the_check_is_the_number_modulo_37() -> None:
    """Worked by hand: 00000010 is 32, 00000011 is 33 and 00000014 is 36; 00000015 is 37, that is 0."""
    assert [folio.check_of(f"000000{end}") for end in ("10", "11", "14", "15")] == ["*", "~", "U", "0"]


@given(FOLIOS)
def test_what_is_made_can_be_dictated(made: str) -> None:
    assert made.removeprefix("TQ-").isalnum()
    assert "U" not in made


def test_a_symbol_given_out_before_is_still_read() -> None:
    assert folio.read("tq-00000011~") == "TQ-00000011~"


@given(FOLIOS)
def test_what_is_made_is_read_as_it_is_and_as_people_type_it(made: str) -> None:
    assert folio.read(made) == made
    body, check = made[3:-1], made[-1]
    typed = f" tq {body[:4].lower().replace('1', 'l').replace('0', 'o')}-{body[4:]} {check.lower()}"
    assert folio.read(typed) == made


@given(FOLIOS, st.integers(0, 7), st.sampled_from(folio.ALPHABET))
def test_one_wrong_character_is_noticed(made: str, place: int, other: str) -> None:
    changed = made[: 3 + place] + other + made[4 + place :]
    assert folio.read(changed) == (made if changed == made else None)


@given(FOLIOS, st.integers(0, 6))
def test_two_neighbours_exchanged_are_noticed(made: str, place: int) -> None:
    one, two = made[3 + place], made[4 + place]
    changed = made[: 3 + place] + two + one + made[5 + place :]
    assert folio.read(changed) == (made if one == two else None)


@pytest.mark.parametrize(
    "typed", ["", "TQ-", "TQ-1234567", "TQ-123456789012", "TQ-ñandúes12", "../../etc", "TQ-00000000\x00"]
)
def test_what_cannot_be_one_is_none(typed: str) -> None:
    assert folio.read(typed) is None
