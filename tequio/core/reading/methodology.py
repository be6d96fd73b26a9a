"""The methodology of an exercise: its steps, and the thematic axes of the working tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tequio.core.reading.layout import Layout, Line
from tequio.core.reading.records import Methodology, Remark, Step
from tequio.core.reading.words import key, squash, whole_number

_AXES = re.compile(r"\b(?:ejes?|temas?|tem[aá]ticas?)\b[^:.]{0,120}:\s*(?P<list>.*)$", re.I | re.S)
_AXES_HEADING = re.compile(
    r"^(?:los\s+)?ejes?(?:\s+(?:tem[aá]ticos?|rectores|transversales|de\s+trabajo))?\s*:?$", re.I
)
_LONGEST_HEADING = 160


@dataclass(slots=True)
class MethodologyReader:
    layout: Layout
    notes: Sequence[str] = ()
    remarks: list[Remark] = field(default_factory=list)

    def read(self) -> Methodology:
        lines = [line for line in self.layout.lines() if line.text.strip()]
        return Methodology(tuple(_axes(lines)), tuple(_steps(lines)), tuple(squash(note) for note in self.notes))


def step_places(lines: Sequence[Line]) -> list[int]:
    """Where the steps begin: whole numbers that follow each other, on lines that head something."""
    headed = [i for i, line in enumerate(lines) if _heads(line)]
    marked = [i for i in headed if lines[i].level > 0]
    if len(marked) >= 3:
        top = min(lines[i].level for i in marked)
        marked = (
            [i for i in marked if lines[i].level == top] if sum(lines[i].level == top for i in marked) >= 3 else marked
        )
    candidates = marked if len(marked) >= 3 else headed
    places: list[int] = []
    for index in candidates:
        number = whole_number(lines[index].number)
        expected = len(places) + 1
        if number == expected:
            places.append(index)
    return places


def _heads(line: Line) -> bool:
    text = line.text.strip()
    return (
        whole_number(line.number) is not None
        and not line.bullet
        and len(text) <= _LONGEST_HEADING
        and text[-1:] not in ";,:"
    )


def _steps(lines: Sequence[Line]) -> list[Step]:
    places = step_places(lines)
    steps: list[Step] = []
    for place, end in zip(places, [*places[1:], len(lines)], strict=True):
        title, text = lines[place].text, [_typed(line) for line in lines[place + 1 : end]]
        head, stop, rest = title.partition(". ")
        if stop and len(head) <= 80 and len(rest) > 40:
            title, text = head, [rest, *text]
        steps.append(Step(lines[place].number, title.rstrip(" .:"), "\n".join(text)))
    return steps


def _typed(line: Line) -> str:
    if line.bullet:
        return f"● {line.text}"
    return f"{line.number}. {line.text}" if line.number else line.text


def _axes(lines: Sequence[Line]) -> list[str]:
    """The list under a line about axes that ends with a colon, or after the colon itself."""
    for index, line in enumerate(lines):
        found = _AXES.search(line.text[-400:])
        heading = _AXES_HEADING.match(line.text[:80])
        if not found and not heading:
            continue
        if "eje" not in key(line.text[-400:]) and "mesa" not in key(line.text[-400:]):
            continue
        below = _list_below(lines, index)
        if len(below) > 1:
            return below
        listed = [
            squash(part).strip(" .")
            for part in re.split(r"[;,]|\s+y\s+(?=\S+(?:\s+\S+){0,6}\.?$)", found["list"] if found else "")
            if part.strip(" .")
        ]
        if len(listed) > 1:
            return listed
    return []


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
        items.append(re.sub(r"^eje\s+\w{1,4}\s*[.:\-–]\s*", "", line.text, flags=re.I).strip(" .;,"))
    return items
