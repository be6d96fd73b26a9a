"""The words with which Mexicans write dates, as patterns over folded text (small letters, no accents)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
_OTHER_MONTHS = {
    "setiembre": 9,
    "ene": 1,
    "febr": 2,
    "feb": 2,
    "mar": 3,
    "mzo": 3,
    "abr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "agto": 8,
    "agos": 8,
    "ago": 8,
    "sept": 9,
    "sep": 9,
    "set": 9,
    "oct": 10,
    "novbre": 11,
    "nov": 11,
    "dic": 12,
}
#: folded word → number
MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | _OTHER_MONTHS
FULL_MONTHS = (*MONTHS, "setiembre")

_UNITS = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
_TEENS = [
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
]
_TWENTIES = [f"veinti{unit}" for unit in _UNITS]
_TENS = ("treinta", "cuarenta", "cincuenta")


def _count_in_words() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_UNITS + _TEENS + _TWENTIES, 1)}
    for tens, name in enumerate(_TENS, 3):
        words[name] = tens * 10
        words |= {f"{name} y {unit}": tens * 10 + number for number, unit in enumerate(_UNITS, 1)}
    return words


NUMBER_WORDS = _count_in_words()
DAY_WORDS = {"primero": 1, "primer": 1} | {word: number for word, number in NUMBER_WORDS.items() if number <= 31}
YEAR_WORDS = {"dos mil": 2000} | {f"dos mil {word}": 2000 + number for word, number in NUMBER_WORDS.items()}
ORDINALS = {
    "primer": 1,
    "primero": 1,
    "primera": 1,
    "segundo": 2,
    "segunda": 2,
    "tercer": 3,
    "tercero": 3,
    "tercera": 3,
    "cuarto": 4,
    "cuarta": 4,
    "quinto": 5,
    "sexto": 6,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "ultimo": -1,
    "ultima": -1,
}
#: folded period → months in it
PERIODS = {"bimestre": 2, "trimestre": 3, "cuatrimestre": 4, "semestre": 6}


def one_of(words: Iterable[str]) -> str:
    """An alternation, longest first, so that "sept" is not read as "sep" and a rest."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


ORDINAL_MARK = r"(?:\s?\.?\s?(?:º|°|ª|er[oa]?|r[oa]|do|da|to|ta|o|a)(?![a-z])\.?)"
MONTH = rf"(?:{one_of(MONTH_NUMBERS)})(?![a-z])\.?"
DAY = rf"(?:\d{{1,2}}(?!\d)(?:\s?\.?\s?(?:º|°|er[o]?|ro|o)(?![a-z])\.?)?|(?:{one_of(DAY_WORDS)})(?![a-z]))"
#: only years that a plan of our age can name, so that an amount after a month is not taken for a year
YEAR = rf"(?:(?:19|20)\d{{2}}(?!\d)|(?:{one_of(YEAR_WORDS)})(?![a-z]))"
WEEKDAY = (
    r"(?:(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|lun|mar|mie|jue|vie|sab|dom)(?![a-z])\.?"
    r"(?:\s{0,4},\s{0,4}|\s{1,4}|))"
)

_STEM = (
    r"(?:defin|confirm|determin|acord|establec|program|asign|fij|conven|precis|calendariz|agend|anunci|senal|especific)"
)
_TO_DO = rf"{_STEM}(?:ir|ar|er)(?:se|la|lo|las|los)?"
_DONE = rf"{_STEM}(?:id|ad)[oa]s?"
_WILL = rf"(?:{_STEM}(?:ira|ara|era)n?|convendra)"
_NOUN = r"(?:definicion|confirmacion|acuerdo|programacion|asignacion|determinacion|anuncio)"
_DATES = r"(?:fechas?|dias?|mes(?:es)?|periodo|plazo)"
#: the whole text, folded
UNDEFINED = re.compile(
    rf"""(?:(?:la\s+)?{_DATES}\s*[:-]?\s*)?(?:
        (?:esta\s+|queda\s+)?(?:aun\s+)?(?:por|a|sin|pendientes?(?:\s+(?:de|por))?|en\s+proceso\s+de)\s+(?:{_TO_DO}|{_DONE}|{_NOUN})
        |por\s+def|p\s?/\s?definir
        |se\s+{_WILL}(?:\s+(?:posteriormente|despues|mas\s+adelante))?
        |(?:aun\s+|todavia\s+)?no\s+(?:se\s+ha\s+|esta\s+|ha\s+sido\s+)?{_DONE}
        |(?:queda\s+|esta\s+)?pendientes?|en\s+definicion
        |s\s?/\s?[fd]|s\.\s?f|p\s?/\s?d|p\.\s?d|pd|tbd|tba|tbc|to\s+be\s+(?:defined|determined|confirmed|announced)
        |sin\s+(?:una\s+)?fechas?(?:\s+(?:{_DONE}|exacta|aun))?
    )(?:\s+(?:la\s+|su\s+|de\s+)?{_DATES})?
    (?:\s+(?:con|por|en|segun|conforme|entre|durante|dependiendo|junto|de\s+acuerdo)(?![a-z])(?!.*(?<![a-z]){MONTH})[^\d]{{1,100}})?""",
    re.VERBOSE,
)
#: inside running text only next to the word "fecha", because topics and places are "por definir" too
UNDEFINED_INSIDE = re.compile(
    rf"(?<![a-z])fechas?\s{{0,3}}:?\s{{0,3}}(?:(?:por|a|sin)\s{_TO_DO}|pendientes?)(?![a-z])|(?<![a-z])sin\sfecha(?![a-z])"
)


def fold(text: str) -> str:
    """Small letters without accents, plain dashes and blanks, **as long as the text**, so that places can be compared."""
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if character == "\n":
        return character
    if character < "\x7f":
        return " " if character.isspace() else character.lower()
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Pd" or character == "\u2212":
        return "-"
    if character in "’‘´`ʼ":
        return "'"
    small = unicodedata.normalize("NFD", character)[0].lower()
    return small if len(small) == 1 else character


def number_of(word: str) -> int:
    """A day, written with figures ("5", "1º") or in words."""
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else DAY_WORDS[re.sub(r"\s+", " ", word)]


def month_of(word: str) -> int:
    return MONTH_NUMBERS[word.rstrip(".")]


def year_of(word: str) -> int:
    """Four figures, words, or two figures: 00–68 are of this century and 69–99 of the last (POSIX ``strptime``)."""
    if not word[0].isdigit():
        return YEAR_WORDS[re.sub(r"\s+", " ", word)]
    year = int(word)
    if len(word) > 2:
        return year
    return year + (2000 if year <= 68 else 1900)
