"""Small pieces of text that every reader uses: comparable keys, items of a list, sentences that go on, ordinals.

Every pattern is linear in the length of the text: documents come from strangers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

#: longer texts are prose, never a heading, a label or a name
LABEL_LIMIT = 160
BULLETS = "●•▪◦○■□✓✔➢➤–—‣⁃·∙*-"

_TAG = re.compile(
    r"</?(?:p|ul|ol|li|br|div|span|b|i|u|strong|em|font|table|tbody|tr|td|th|h[1-6])\b[^<>]{0,300}/?>", re.I
)
_LINE_TAG = re.compile(r"</?(?:p|ul|ol|li|br|div|tr|h[1-6])\b[^<>]{0,300}/?>", re.I)
_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COMBINING = re.compile("[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^a-z0-9%]+")
_INLINE_BULLET = re.compile(r"[●•▪◦○■➢➤‣⁃∙·][ \t]+")
_MARKER = re.compile(rf"^[\s{re.escape(BULLETS)}]*(?=[^\s{re.escape(BULLETS)}])")
_MARKDOWN = re.compile(r"\*\*|__|^\s{0,3}#{1,6}\s+", re.M)
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((?:[a-z]+:)?[^()\s]{1,500}\)")
_REPEATED = re.compile(r"\b(de|del|la|las|el|los|en|a|y|o|por|para|con|que|un|una|al|se|su)[ ]+\1\b(?![ ]*[-/])", re.I)
_ENUMERATION = re.compile(
    r"^\s*[-–•●·*]*\s*(?:(?:fase|etapa|paso|actividad|meta|acci[oó]n|objetivo|eje|punto)\s+)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[ivxl]{1,7}|[a-zñ])\s*"
    r"(?:[.)°ºª:]\s*[-–—]?\**|\s?[-–—](?=\s)|\.?-)\**\s*(?=\S)",
    re.I,
)
_WHOLE_NUMBER = re.compile(
    r"^\s*(?:(?:fase|etapa|paso|actividad|meta|no\.?|n[uú]m\.?|#)\s*)?(\d{1,4}(?:\.\d{1,3}){0,4}|[ivxl]{1,7}|[a-zñ])\s*[.)°º\-–]*\s*$",
    re.I,
)


def word_set(text: str) -> frozenset[str]:
    """Words set down as running text, for lists that people extend."""
    return frozenset(text.split())


_OPEN_ENDS = word_set(
    """
    de del la las el los en a y e o u por para con que un una al su sus entre sobre como desde hasta segun sin ante
    mediante tras hacia lo se este esta cada
    """
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "primer primero primera 1er 1o 1ro",
            "segundo segunda 2do 2o",
            "tercer tercero tercera 3er 3o 3ro",
            "cuarto cuarta 4to 4o",
            "quinto quinta 5to 5o",
            "sexto sexta 6to 6o",
            "septimo septima 7mo 7o",
            "octavo octava 8vo 8o",
            "noveno novena 9no 9o",
            "decimo decima 10mo 10o",
        ),
        1,
    )
    for word in words.split()
}


def key(text: str) -> str:
    """Small letters, no accents, one space between words, nothing else: for comparing wordings."""
    plain = text.lower()
    if not plain.isascii():
        plain = _COMBINING.sub("", unicodedata.normalize("NFKD", plain))
    return _NOT_WORD.sub(" ", plain).strip()


def label_key(text: str) -> str:
    """The key of a heading or label without its notes in parentheses; empty when it is too long to be one."""
    if len(text) > 4 * LABEL_LIMIT:
        return ""
    short = key(_PARENTHESIS.sub(" ", text))
    return short if len(short) <= LABEL_LIMIT else ""


def squash(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def without_markup(text: str) -> str:
    """HTML fragments become line breaks; Markdown marks and links become their words."""
    if "<" in text and ">" in text:
        text = _TAG.sub("", _LINE_TAG.sub("\n", text))
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "**" in text or "__" in text or "#" in text:
        text = _MARKDOWN.sub("", text)
    return text


def lines_of(text: str) -> list[str]:
    """The lines of a cell, a bullet inside a line beginning another; bullets kept as "● ", empty lines left out."""
    broken = _INLINE_BULLET.sub("\n● ", without_markup(text))
    return [line for line in (squash(line) for line in broken.split("\n")) if line.strip(BULLETS + " ")]


def is_bullet(line: str) -> bool:
    return line[:1] in BULLETS and len(line) > 1


def without_bullet(line: str) -> str:
    found = _MARKER.match(line)
    return line[found.end() :].strip() if found else line.strip()


def goes_on(before: str, after: str) -> bool:
    """Whether ``after`` continues the sentence of ``before``: it ends open or the rest begins in small letters."""
    after = after.lstrip()
    if not before or not after or is_bullet(after):
        return False
    last = before.rstrip()
    tail = key(last[-24:]).rsplit(" ", 1)[-1]
    if last[-1] in ".:;!?":
        return after[0].islower() and last[-1] not in ".:!?"
    return after[0].islower() or last[-1] in ",–-(/" or tail in _OPEN_ENDS


def items_of(text: str, *, bulleted: bool = False) -> list[str]:
    """The items of a cell: a line that goes on belongs to the item before; with ``bulleted`` so does any without a bullet."""
    items: list[list[str]] = []
    for line in lines_of(text):
        if items and not is_bullet(line) and (bulleted or goes_on(items[-1][-1], line)):
            items[-1].append(line)
        else:
            items.append([without_bullet(line)])
    return [" ".join(item) for item in items]


def joined(lines: Iterable[str]) -> str:
    """Lines of a cell as one sentence: bullets are set apart by "; ", broken lines by a space."""
    parts: list[str] = []
    for line in lines:
        bare = without_bullet(line)
        if parts and is_bullet(line) and parts[-1][-1:] not in ":;,.":
            parts[-1] += ";"
        if bare:
            parts.append(bare)
    return " ".join(parts)


def one_line(text: str) -> str:
    """A cell as one sentence."""
    return joined(lines_of(text))


def without_doubled_words(text: str) -> str:
    """ "Realización de de consulta" → "Realización de consulta": only small words, which Spanish never doubles."""
    return _REPEATED.sub(r"\1", text)


def enumerated(text: str) -> tuple[str, str] | None:
    """ "3.- Texto", "b) Texto", "IV. Texto", "Fase 2: Texto" → (number, text); None without a list number."""
    found = _ENUMERATION.match(text[:80])
    if found is None:
        return None
    number = found["number"].lower()
    if number.isalpha() and len(number) > 1 and not is_roman(number):
        return None
    if found["number"].isupper() and number not in "ivx" and text[found.end("number") :][:1] == ".":
        return None  # "C. Ana Ruiz" is a title of courtesy
    return number, text[found.end() :].strip()


def code_of(text: str) -> str:
    """What stands alone in a number cell: "1.-" → "1", "Fase 2" → "2", "IV." → "4", "A)" → "a"; "" when it is no number."""
    found = _WHOLE_NUMBER.match(text[:40]) if len(text) <= 40 else None
    if found is None:
        return ""
    code = found[1].lower()
    if code.isalpha():
        return str(roman(code)) if is_roman(code) else code
    return ".".join(str(int(part)) for part in code.split("."))


def is_roman(text: str) -> bool:
    return bool(text) and all(letter in _ROMAN for letter in text.lower()) and _as_roman(roman(text)) == text.lower()


def roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text.lower()]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _as_roman(number: int) -> str:
    text = ""
    for value, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += letters * (number // value)
        number %= value
    return text


def whole_number(code: str) -> int | None:
    """ "3" → 3; "3.1", "a" and "" → None."""
    return int(code) if code.isdecimal() else None


def has_stems(text_key: str, stems: Sequence[str]) -> bool:
    """Whether each stem begins some word of the key; a stem that ends in "$" is a whole word."""
    padded = f" {text_key} "
    return all(f" {stem[:-1]} " in padded if stem.endswith("$") else f" {stem}" in padded for stem in stems)


def starts_upper(text: str) -> bool:
    first = next((c for c in text if c.isalnum()), "")
    return first.isupper() or first.isdecimal()
