"""The methodology of an exercise: its steps, and the thematic axes of the working tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from tequio.core.reading.layout import Grid, Layout, Line, Row
from tequio.core.reading.records import Methodology, Remark, Step
from tequio.core.reading.words import ORDINALS, enumerated, key, squash, whole_number

_AXES = re.compile(r"\b(?:ejes?|temas?|tem[aá]ticas?)\b[^:.]{0,120}:\s*(?P<list>.*)$", re.I | re.S)
_AXES_HEADING = re.compile(
    r"^(?:los\s+)?ejes?(?:\s+(?:tem[aá]ticos?|rectores|transversales|de\s+trabajo))?\s*:?$", re.I
)
_LONGEST_HEADING = 160
_IN_WORDS = re.compile(r"(?P<ordinal>\w{3,8})\s+(?:etapa|fase|momento|paso|parte)\s*[.:–—-]+\s*(?=\S)", re.I)
#: the name of a step and, after it, what it consists of
_OWN_HEAD = re.compile(r"(?P<head>[^.:\n]{3,80})[.:]\s+(?P<rest>\S.{15,})$", re.S)


@dataclass(slots=True)
class MethodologyReader:
    layout: Layout
    notes: Sequence[str] = ()
    remarks: list[Remark] = field(default_factory=list)

    def read(self) -> Methodology:
        lines = [line for line in self.layout.lines() if line.text.strip()]
        axes = _axes_in_table(self.layout) or _axes(lines)[0]
        return Methodology(tuple(axes), tuple(_steps(lines)), tuple(squash(note) for note in self.notes))


def step_places(lines: Sequence[Line]) -> list[int]:
    """Where the steps begin: whole numbers that follow each other, on lines that head something; not the list of axes."""
    lines = _numbered(lines)
    taken = set(_axes(lines)[1])
    headed = [i for i, line in enumerate(lines) if i not in taken and _heads(line)]
    marked = [i for i in headed if lines[i].level > 0]
    if len(marked) >= 3:
        top = min(lines[i].level for i in marked)
        marked = (
            [i for i in marked if lines[i].level == top] if sum(lines[i].level == top for i in marked) >= 3 else marked
        )
    return _longest_count(lines, marked if len(marked) >= 3 else headed)


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """ "Segunda etapa. …" is numbered 2."""
    found = [_IN_WORDS.match(line.text[:80]) if not line.number else None for line in lines]
    return [
        replace(line, number=str(ORDINALS[key(match["ordinal"])]), text=line.text[match.end() :])
        if match and key(match["ordinal"]) in ORDINALS
        else line
        for line, match in zip(lines, found, strict=True)
    ]


def _longest_count(lines: Sequence[Line], candidates: Sequence[int]) -> list[int]:
    """Of the lists that begin with 1, the first of the longest; lists inside a step restart and are passed over."""
    best: list[int] = []
    starts = [at for at, index in enumerate(candidates) if whole_number(lines[index].number) == 1]
    for start in starts[:20]:
        places: list[int] = []
        for index in candidates[start:]:
            if whole_number(lines[index].number) == len(places) + 1:
                places.append(index)
        best = places if len(places) > len(best) else best
    return best


def _heads(line: Line) -> bool:
    text = line.text.strip()
    return (
        whole_number(line.number) is not None
        and not line.bullet
        and (len(text) <= _LONGEST_HEADING or bool(_OWN_HEAD.match(text)))
        and text[-1:] not in ";,:"
    )


def says_more(line: Line) -> bool:
    """ "Consulta. Se harán talleres en cada barrio": the step and what it consists of on one line."""
    return len(line.text) > _LONGEST_HEADING or bool(_OWN_HEAD.match(line.text))


def _steps(lines: Sequence[Line]) -> list[Step]:
    lines = _numbered(lines)
    places = step_places(lines)
    steps: list[Step] = []
    for place, end in zip(places, [*places[1:], len(lines)], strict=True):
        title, text = lines[place].text, [_typed(line) for line in lines[place + 1 : end]]
        own = _OWN_HEAD.match(title)
        if own:
            title, text = own["head"], [own["rest"], *text]
        steps.append(Step(lines[place].number, title.rstrip(" .:"), "\n".join(text)))
    return steps


def _typed(line: Line) -> str:
    if line.bullet:
        return f"● {line.text}"
    return f"{line.number}. {line.text}" if line.number else line.text


def _axes(lines: Sequence[Line]) -> tuple[list[str], range]:
    """The list under a line about axes that ends with a colon, or after the colon itself; and the lines it takes."""
    for index, line in enumerate(lines):
        found = _AXES.search(line.text[-400:])
        heading = _AXES_HEADING.match(line.text[:80])
        if not found and not heading:
            continue
        if "eje" not in key(line.text[-400:]) and "mesa" not in key(line.text[-400:]):
            continue
        listed = [
            _bare(part)
            for part in re.split(r"[;,]|\s+y\s+(?=\S+(?:\s+\S+){0,6}\.?$)", found["list"] if found else "")
            if part.strip(" .")
        ]
        if len(listed) > 1:
            return listed, range(index, index + 1)
        below = _list_below(lines, index)
        if len(below) > 1:
            return below, range(index, index + 1 + len(below))
    return [], range(0)


def _axes_in_table(layout: Layout) -> list[str]:
    """The column headed "Eje" of a table."""
    items = layout.items
    for index, item in enumerate(items):
        if isinstance(item, Grid):
            place = _axes_column(item.headings)
            found = [row.texts()[item.heading_places[place]] for row in item.rows] if place is not None else []
        elif isinstance(item, Row):
            column = _axes_column(item.texts())
            if column is None or len(item.filled()) < 2:
                continue
            rows = takewhile(lambda other: isinstance(other, Row) and not other.first, items[index + 1 :])
            found = [row.texts()[column] for row in rows if isinstance(row, Row) and column < len(row.cells)]
        else:
            continue
        axes = list(dict.fromkeys(_bare(text) for text in found if text.strip()))
        if len(axes) > 1:
            return axes
    return []


def _axes_column(texts: Sequence[str]) -> int | None:
    return next((place for place, text in enumerate(texts) if text.strip() and _AXES_HEADING.match(text[:80])), None)


def _bare(text: str) -> str:
    """An axis without its number or the word before it."""
    short = squash(text)
    numbered = enumerated(short)
    return re.sub(r"^eje\s+\w{1,4}\s*[.:\-–]\s*", "", numbered[1] if numbered else short, flags=re.I).strip(" .;,")


def _list_below(lines: Sequence[Line], index: int) -> list[str]:
    items: list[str] = []
    first = lines[index + 1] if index + 1 < len(lines) else None
    for line in lines[index + 1 :]:
        same = first is not None and line.bullet == first.bullet and bool(line.number) == bool(first.number)
        if (
            not same
            or not (line.bullet or line.number or line.text[-1:] not in ".:")
            or line.level
            or len(line.text) > 200
        ):
            break
        if line.number and line.number.isdecimal() and int(line.number) != len(items) + 1 and not line.bullet:
            break
        items.append(_bare(line.text))
    return items
