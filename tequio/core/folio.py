"""The folio of what a person sends: ``TQ-`` + 8 random characters + 1 check character, in Crockford's base 32.

Source: D. Crockford, «Base 32» (crockford.com/base32): no I, L, O or U; on reading, I and L are 1 and O is 0; the check is the
number modulo 37; of its five further symbols none is given out, though they are read. Nearly forty random bits: guessing one of a
million issued takes nearly a million tries on average, and misses are limited per network (docs/decisions).
"""

from __future__ import annotations

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
LENGTH = 8
PREFIX = "TQ-"
_ALIKE = str.maketrans("ILO", "110")


def make(draw: Callable[[int], int]) -> str:
    """A new folio; ``draw(n)`` gives a whole number in ``[0, n)`` that nobody can foresee (``secrets.randbelow``).

    One whose check would be a symbol is drawn again: «~» is on no telephone keyboard and nobody dictates it.
    """
    while True:
        body = "".join(ALPHABET[draw(len(ALPHABET))] for _place in range(LENGTH))
        if (check := check_of(body)) in ALPHABET:
            return f"{PREFIX}{body}{check}"


def check_of(body: str) -> str:
    """The check character of eight characters of the alphabet."""
    number = 0
    for character in body:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return CHECKS[number % len(CHECKS)]


def read(typed: str) -> str | None:
    """The folio that somebody typed or dictated, in its one written form; None where it cannot be one.

    Case, spaces, hyphens and the prefix do not count, and look-alikes are read as what they look like, except in the check, where
    U is a symbol of its own.
    """
    kept = "".join(character for character in typed.upper() if character.isascii() and not character.isspace())
    kept = kept.removeprefix("TQ").replace("-", "")
    body, check = kept[:LENGTH].translate(_ALIKE), kept[LENGTH:].translate(_ALIKE)
    if len(kept) != LENGTH + 1 or set(body) - set(ALPHABET) or check != check_of(body):
        return None
    return f"{PREFIX}{body}{check}"
