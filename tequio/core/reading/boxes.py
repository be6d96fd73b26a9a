"""The boxes of a form, however it is laid out: beside their label, under it, after a colon, in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tequio.core.reading.headings import label_of
from tequio.core.reading.layout import Line, Row
from tequio.core.reading.words import LABEL_LIMIT, key, lines_of, squash

#: labels that are also ordinary words of a value: they count only where a label must stand
_WEAK = frozenset(
    {
        "value_access",
        "value_accountability",
        "value_participation",
        "value_technology",
        "title",
        "branch",
        "actors",
        "postal",
    }
)
_MARK = re.compile(r"[\[(]\s*[xX✓✔✗✘●]\s*[\])]|[☒☑✓✔✗✘☓]|(?<!\w)[xX](?!\w)")
_EMPTY = re.compile(r"[\[(]\s*[\])]|[☐□▢◻]")
_NEW = re.compile(r"\bnuev[oa]\b", re.I)
_ONGOING = re.compile(
    r"\ben\s+(?:curso|proceso|marcha|ejecuci[oó]n)\b|\bcontin(?:uidad|uaci[oó]n|[uú]a)\b|\bexistente\b", re.I
)


#: the field of a box whose label no wording knows
UNKNOWN = "unknown"
_NEXT_LABEL = re.compile(r"(?<=[.;|])\s+(?=[^\W\d_][^:.;|]{2,60}:)")


@dataclass(frozen=True, slots=True)
class Box:
    """``field`` as in headings.LABELS, UNKNOWN, or "" for a value that goes on with the box before."""

    field: str
    value: str
    where: str = ""
    label: str = ""


def boxes_of(rows: Sequence[Row]) -> Iterator[Box]:
    """The boxes of consecutive rows of a form table."""
    places = _label_places(rows)
    index = 0
    while index < len(rows):
        row = rows[index]
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below is not None and _labels_over_values(row, below):
            yield from _over(row, below)
            index += 2
            continue
        yield from _beside(row, places)
        index += 1


def _label_places(rows: Sequence[Row]) -> frozenset[int]:
    """The columns after the first that hold labels all the way down: label, value, label, value."""
    places: set[int] = set()
    for place in range(1, max((len(row.cells) for row in rows), default=0)):
        cells = [row.cells[place].text for row in rows if place < len(row.cells) and not _is_copy(row, place)]
        filled = [text for text in cells if text.strip()]
        labels = sum(len(text) <= LABEL_LIMIT and label_of(text) is not None for text in filled)
        if labels >= 2 and labels >= 0.7 * len(filled) and place - 1 not in places:
            places.add(place)
    return frozenset(places)


def _strong(text: str) -> str | None:
    found = label_of(text)
    return None if found in _WEAK else found


def _labels_over_values(row: Row, below: Row) -> bool:
    upper, lower = row.texts(), below.texts()
    labels = [i for i, text in enumerate(upper) if text.strip() and _strong(text) and not _inline(text)]
    filled = [i for i, text in enumerate(upper) if text.strip()]
    if len(labels) >= 2 and all(label_of(upper[i]) and not _inline(upper[i]) for i in filled):
        labels = filled
    if not labels or labels != filled or len({label_of(upper[i]) for i in labels}) != len(labels):
        return False
    beneath = [i for i, text in enumerate(lower) if text.strip()]
    answered = [i for i in labels if i < len(lower) and lower[i].strip() and not _strong(lower[i])]
    if len(labels) == 1:
        return len(beneath) == 1 and bool(answered) and beneath[0] == labels[0]
    return bool(answered) and not any(_strong(lower[i]) for i in beneath if i < len(lower))


def _over(row: Row, below: Row) -> Iterator[Box]:
    lower = below.texts()
    for index, text in enumerate(row.texts()):
        if text.strip():
            value = lower[index] if index < len(lower) else ""
            yield Box(label_of(text) or "", value, below.where, squash(text))


def _beside(row: Row, places: frozenset[int] = frozenset()) -> Iterator[Box]:
    marked = new_or_ongoing([text if not _is_copy(row, i) else None for i, text in enumerate(row.texts())])
    if marked or (marked is not None and not _asks_kind(row)):
        yield Box("kind", marked, row.where, "")
        return
    label = ""
    field = ""
    value: list[str] = []
    for index, text in enumerate(row.texts()):
        if not text.strip():
            continue
        if index in places and not _is_copy(row, index) and label_of(text):
            if field or value:
                yield Box(field, "\n".join(value), row.where, label)
            field, label, value = label_of(text) or "", squash(text), []
            continue
        inline = _inline(text) if not field or value else None
        found = (
            label_of(text) if index == 0 or (not field and not value) else _strong(text) if value or not field else None
        )
        if found and field and not value and index != 0:
            found = None
        if inline or (found and not (inline is None and index and _looks_like_value(text, value))):
            if field or value:
                yield Box(field, "\n".join(value), row.where, label)
            field, label = (inline[0], inline[2]) if inline else (found or "", squash(text))
            value = [inline[1]] if inline else []
        else:
            value.append(text)
    if field or value:
        yield Box(field or (UNKNOWN if _has_own_label(row) else ""), "\n".join(value), row.where, label)


def _has_own_label(row: Row) -> bool:
    """A label that no wording knows, with its value beside it: not the rest of the box above, broken by a page."""
    filled = row.filled()
    if row.first or len(filled) != 2 or is_tick(filled[1]) or not row.cells[0].text.strip() or row.cells[0].merged:
        return False
    first = filled[0].strip()
    return len(first) <= LABEL_LIMIT and (first[0] == "¿" or first[0].isupper()) and first[-1] not in ".,;"


def _asks_kind(row: Row) -> bool:
    """ "¿Es nuevo o en curso?" with its answer in another cell."""
    filled = row.filled()
    return len(filled) == 2 and label_of(filled[0]) == "kind" and kind_of(filled[1]) is not None


def _is_copy(row: Row, index: int) -> bool:
    return index > 0 and row.cells[index].merged and row.cells[index].text == row.cells[index - 1].text


def _looks_like_value(text: str, before: Sequence[str]) -> bool:
    return len(text) > 160 or not before


def _inline(text: str) -> tuple[str, str, str] | None:
    """ "Correo: a@example.org" in one cell → (field, value, label)."""
    label, colon, value = text.partition(":")
    if not colon or not value.strip() or len(label) > 160 or "\n" in label.strip():
        return None
    field = label_of(label)
    if field is None or (field in {"values", "anticorruption"} and "\n" in value):
        return None
    return field, value.strip(), squash(label)


def boxes_of_lines(lines: Sequence[Line]) -> Iterator[Box]:
    """The boxes of running text: "Etiqueta: valor", or a label alone with its value below."""
    field, label, where = "", "", ""
    value: list[str] = []
    for line in [part for whole in lines for part in _several(whole)]:
        marked = new_or_ongoing([line.text])
        inline = _inline_line(line)
        marked = None if marked == "" and inline and inline[0] == "kind" and kind_of(inline[1]) else marked
        alone = label_of(line.text.rstrip(" :")) if _may_be_label(line) else None
        if alone in _WEAK and not (line.level or line.text.rstrip().endswith(":")):
            alone = None
        if marked is None and inline is None and alone is None:
            value.append(_as_typed(line))
            continue
        if field or value:
            yield Box(field, "\n".join(value), where, label)
        where = line.where
        if marked is not None:
            field, label, value = "kind", "", [marked]
        elif inline is not None:
            field, text, label = inline
            value = [text]
        else:
            field, label, value = alone or "", line.text, []
    if field or value:
        yield Box(field, "\n".join(value), where, label)


def _several(line: Line) -> list[Line]:
    """ "Inicio: 7 de febrero. Término: 25 de noviembre." is two lines."""
    pieces = _NEXT_LABEL.split(line.text) if line.text.count(":") > 1 and len(line.text) <= 600 else [line.text]
    texts: list[str] = []
    for piece in pieces:
        label = piece.partition(":")[0]
        if texts and not (_strong(label) and label_of(texts[0].partition(":")[0])):
            texts[-1] = f"{texts[-1]} {piece}"
        else:
            texts.append(piece)
    return [replace(line, text=text) for text in texts] if len(texts) > 1 else [line]


def _may_be_label(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= 160 and not line.bullet and text[-1:] not in ".,;"


def _inline_line(line: Line) -> tuple[str, str, str] | None:
    found = _inline(line.text)
    return None if found is None or (found[0].startswith("value_") and not line.number and not line.bullet) else found


def _as_typed(line: Line) -> str:
    mark = f"{line.number}. " if line.number else "● " if line.bullet else ""
    return f"{mark}{line.text}"


def new_or_ongoing(texts: Sequence[str | None]) -> str | None:
    """ "new" or "ongoing" from boxes ticked in any usual way, "" when neither is ticked; None when it is no such pair.

    ``texts`` are the cells of a row, None for copies of merged ones. A box stands before its word when the row begins with
    a box, otherwise after it.
    """
    if sum(len(text or "") for text in texts) > 200:
        return None
    tokens = [token for text in texts if text is not None for token in _tokens(text)]
    if not {"new", "ongoing"} <= set(tokens):
        return None
    while tokens and tokens[0] == "other":
        tokens = tokens[1:]
    before = tokens[0] in {"mark", "empty"}
    for index, kind in enumerate(tokens):
        if kind == "mark":
            order = tokens[index + 1 :] if before else tokens[:index][::-1]
            return next((word for word in order if word in {"new", "ongoing"}), "")
    return ""


def _tokens(text: str) -> list[str]:
    if not text.strip():
        return ["empty"]
    places = [
        (match.start(), name)
        for name, pattern in (("new", _NEW), ("ongoing", _ONGOING), ("mark", _MARK), ("empty", _EMPTY))
        for match in pattern.finditer(text)
    ]
    return [name for _, name in sorted(places)] or ["other"]


def kind_of(value: str) -> str | None:
    """What a box "Tipo de compromiso" answers."""
    both = new_or_ongoing([value])
    if both is not None:
        return both or None
    if _NEW.search(value[:100]):
        return "new"
    return "ongoing" if _ONGOING.search(value[:100]) else None


def is_tick(value: str) -> bool:
    return bool(_MARK.fullmatch(value.strip())) or key(value) in {"x", "si"}


def answered(value: str) -> bool:
    """Whether a box holds more than the lines or blanks to write on."""
    return any(line.strip(" _.-–—…*[]()☐□") for line in lines_of(value))
