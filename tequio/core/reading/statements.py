"""What a sheet states in prose: the problem in whose words, and how it advances each value of open government."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tequio.core.reading.boxes import Box, answered
from tequio.core.reading.records import Problem, Values
from tequio.core.reading.words import enumerated, is_bullet, joined, key, lines_of, one_line, without_bullet

_VALUES = (
    ("accountability", ("rendicion",)), ("technology", ("tecnolog", "innovacion")),
    ("participation", ("participacion",)), ("access", ("acceso", "transparencia", "informacion")),
)  # fmt: skip
_CITIZENS_SAY = re.compile(
    r"\(?\s*(?:expresad[oa]|planteado|señalad[oa]|manifestad[oa]|dich[oa]|descrit[oa]|en palabras|en voz|seg[uú]n)\b[^:()\n]{0,160}?"
    r"(?:ciudadan|vecin|poblaci[oó]n|participantes|asistentes|personas)[^:()\n]{0,120}:\s*(?P<words>[^)\n]{1,1500})\)?",
    re.I,
)
_CITIZEN_LABEL = re.compile(
    r"^(?:en\s+)?(?:voz|palabras|expresi[oó]n|planteamiento)[^:\n]{0,40}ciudadan[^:\n]{0,40}:\s*(?P<words>.{1,1500})$",
    re.I,
)


def read_problem(text: str) -> Problem:
    """The official wording, the citizens' own words and the note, apart (requirement 74)."""
    official: list[str] = []
    note: list[str] = []
    words = ""
    for line in lines_of(text):
        said = _CITIZEN_LABEL.match(without_bullet(line)) or _CITIZENS_SAY.search(line[:4000])
        if said and not words:
            words = said["words"].strip(' .“”"«»')
            line = (
                line[: said.start()] + line[said.end() :]
                if isinstance(said.re, re.Pattern) and said.re is _CITIZENS_SAY
                else ""
            )
        if line.lstrip().startswith("*") or (note and not is_bullet(line)) or key(line).startswith("nota "):
            note.append(line.lstrip("* "))
        elif line.strip(" ()."):
            official.append(line)
    return Problem(joined(official).strip(), words, joined(note))


def read_values(boxes: Sequence[Box]) -> Values:
    found: dict[str, list[str]] = {}
    last = ""
    for box in boxes:
        if box.field.startswith("value_") and answered(box.value):
            found.setdefault(box.field.removeprefix("value_"), []).append(box.value)
        elif box.field == "values" or (not box.field and last == "values"):
            _value_lines(box.value, found)
        last = box.field or last
    texts = {name: one_line("\n".join(lines)) for name, lines in found.items()}
    return Values(
        texts.get("access", ""),
        texts.get("accountability", ""),
        texts.get("participation", ""),
        texts.get("technology", ""),
    )


def _value_lines(text: str, found: dict[str, list[str]]) -> None:
    current = ""
    for line in [piece for whole in lines_of(text) for piece in _run_on_values(whole)]:
        bare = without_bullet(line)
        marked = enumerated(bare)
        label, colon, rest = (marked[1] if marked else bare).partition(":")
        name = _value_named(label) if colon and len(label) <= 80 else None
        if name is None and (marked or is_bullet(line)) and len(bare) <= 80:
            name, rest = _value_named(label), ""
        if name:
            current = name
            found.setdefault(name, [])
            if rest.strip():
                found[name].append(rest.strip())
        elif answered(bare):
            found.setdefault(current or "access", []).append(bare)


_VALUE_START = re.compile(
    r"\s(?=[a-e1-5][.)]\s*(?:Transparencia|Acceso|Rendici|Participaci|Tecnolog|Innovaci)[^:\n]{0,60}:)", re.I
)


def _run_on_values(line: str) -> list[str]:
    return [piece.strip() for piece in _VALUE_START.split(line)]


def _value_named(label: str) -> str | None:
    words = key(label)
    return next((name for name, stems in _VALUES if any(f" {stem}" in f" {words}" for stem in stems)), None)
