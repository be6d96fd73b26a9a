"""Text as people typed it → clean lines: NFC, ordinary spaces, bullets and list numbers recognised."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

BULLET = "● "

#: every mark that people and programs put before an item; private-use ones are Symbol and Wingdings seen through Word
BULLET_MARKS = "●•·▪■◦○‣⁃∙◆◇►▶➢➤✦❖\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e\uf0a8"

_INVISIBLE = dict.fromkeys(
    [
        *(*range(0x09), 0x0E, 0x0F, *range(0x10, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)),
        *(
            0xAD,
            0xFEFF,
            0x2060,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
            0xFFFC,
            0xFFFE,
            0xFFFF,
        ),
    ]
)
_INVISIBLE.update(dict.fromkeys(range(0xD800, 0xE000)))
_REPLACED = {0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x2011: "-"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_TABLE = {**_INVISIBLE, **_REPLACED, **_LIGATURES}
_SPACES = re.compile(r"[^\S\n]+")

_INTEGER = r"(?P<integer>\d{1,3})(?:\s?\.\s?[-–—]|[.)°º](?:\s?[-–—])?|\s[-–—](?=\s))"  # 1. 1.- 1) 1º 1 -
_DOTTED = r"(?P<dotted>[1-9]\d?(?:\.\d{1,2}){1,4})(?:[.)]\s?[-–—]?|(?=\s+[¿¡“\"«A-ZÁÉÍÓÚÑÜ]))"
_LETTER = r"\(?(?P<letter>[a-zñ])(?:\)(?:\s?\.?[-–—])?|\.[-–—]|\.(?=\s+[¿¡“\"«A-ZÁÉÍÓÚÑÜ]))"
_ROMAN = r"(?P<roman>[IVX]{1,6})(?:\.[-–—]?|\))"
#: "10.Diseño": programs that print lists, and people in a hurry, leave no space
_TIGHT = r"(?P<tight>\d{1,3})[.)][-–—]?(?=[¿¡“\"«A-ZÁÉÍÓÚÑÜ]|[^\W\d_]{4})"
_NUMBERED = re.compile(rf"(?:(?:{_DOTTED}|{_INTEGER}|{_LETTER}|{_ROMAN})(?:\s+|$)|{_TIGHT})(?P<rest>.*)", re.DOTALL)
_BULLETED = re.compile(rf"(?:[{BULLET_MARKS}]\s*|[-–—]\s+|\*\s+(?=\S)|o\t)(?P<rest>.*)", re.DOTALL)
_INLINE_BULLET = re.compile(r"[●•▪■◦‣➢\uf0b7\uf0a7]")
#: Word's round bullet typed as a letter, at the start of a line only
_LETTER_BULLET = re.compile(r"^o\t", re.MULTILINE)
_CELL_BULLET = re.compile(rf"(?:[{BULLET_MARKS}]\s*|[-–—]\s+|o\t)(?P<rest>\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its mark: ``number`` is "3", "1.1", "a" or None."""

    text: str
    number: str | None = None
    bullet: bool = False


def clean(text: str) -> str:
    """NFC, one kind of space and of line break, nothing invisible; ends stripped, no empty line inside."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_TABLE))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def clean_line(text: str) -> str:
    """The same, on one line."""
    return clean(text).replace("\n", " ")


def typed_mark(line: str) -> Line:
    """The bullet or number typed at the start of a line of running text, taken apart from its text."""
    bulleted = _BULLETED.fullmatch(line)
    rest = bulleted["rest"].strip() if bulleted else line
    numbered = _NUMBERED.fullmatch(rest)
    if numbered:
        number = (
            numbered["dotted"] or numbered["integer"] or numbered["letter"] or numbered["roman"] or numbered["tight"]
        )
        return Line(clean_line(numbered["rest"]), number)
    return Line(clean_line(rest), None, bulleted is not None)


def cell_text(text: str) -> str:
    """Lines of a cell; a bullet of any kind becomes "● ". An asterisk stays: in a table it marks a remark."""
    return "\n".join(_cell_line(line) for line in clean(_LETTER_BULLET.sub(BULLET, text)).split("\n"))


def _cell_line(line: str) -> str:
    bulleted = _CELL_BULLET.fullmatch(line)
    return BULLET + bulleted["rest"].strip() if bulleted else line


def split_inline_bullets(text: str) -> str:
    """ "a ● b ● c" on one line → one line per item."""
    return _INLINE_BULLET.sub("\n" + BULLET, text)
