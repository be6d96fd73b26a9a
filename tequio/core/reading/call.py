"""A public call ("convocatoria"): sections, objectives, requirements, window, contact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tequio.core.dates import FuzzyDate, Status, ends, find_impossible, find_spans, parse
from tequio.core.reading.header import ordinal_of_plan
from tequio.core.reading.layout import Grid, Layout, Line, Row, as_line
from tequio.core.reading.records import Call, CallSection, Remark
from tequio.core.reading.words import key, lines_of, squash

SECTION_WORDS = (
    "considerando", "se convoca", "convoca", "bases", "base", "objetivo", "plazo", "requisito", "inscripcion", "registro", "resultado",
    "perfil", "participante", "recepcion", "calendario", "etapa", "transitorio", "informes", "contacto", "dudas", "fechas", "vigencia",
    "criterios", "evaluacion", "seleccion", "documentacion", "proceso", "quienes", "como participar", "modalidad", "tematica", "mecanica",
)  # fmt: skip
_WINDOW_WORDS = (
    "convocatoria",
    "registr",
    "inscri",
    "recepcion",
    "recib",
    "postula",
    "solicitud",
    "plazo",
    "vigencia",
    "abiert",
    "periodo",
    "particip",
    "cierre",
    "apertura",
    "inicio",
    "limite",
    "propuesta",
)
_OTHER_WINDOWS = (
    "resultado",
    "evaluacion",
    "seleccion",
    "publicacion de",
    "dictamen",
    "notific",
    "instalacion",
    "entrevista",
    "firma",
    "asamblea",
    "evento",
    "mesa de trabajo",
    "mesas de trabajo",
    "foro",
)
_OPENS = re.compile(
    r"\b(?:apertura|inicia(?:r[aá])?|inicio|comienza|comenzar[aá]|a\s+partir|desde|abre|abrir[aá]|publicaci[oó]n\s+de\s+la\s+convocatoria)\b",
    re.I,
)
_CLOSES = re.compile(
    r"\b(?:cierre|cierra|hasta|l[ií]mite|vence|vencimiento|a\s+m[aá]s\s+tardar|conclu|termin|fin(?:al)?\b)", re.I
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'“”]{3,300}", re.I)
_PHONE = re.compile(
    r"(?:tel[eé]fonos?|tel\.?|whatsapp|cel(?:ular)?\.?)\s*:?\s*((?:\+?\d[\d\s().-]{6,22}\d)(?:\s*,?\s*ext(?:ensi[oó]n|\.)?\s*\d{1,6})?)",
    re.I,
)
_HASHTAG = re.compile(r"(?<![\w&/])#[^\W\d_]\w{1,60}")
_EDITION = re.compile(
    r"\b(?:edici[oó]n|ejercicio|periodo|per[ií]odo|emisi[oó]n)\s+(?:del?\s+)?(?P<years>20\d\d(?:\s*[-–—/]\s*(?:20)?\d\d)?)",
    re.I,
)
_PERIOD = re.compile(r"(?<!\d)20\d\d\s*[-–—/]\s*20\d\d(?!\d)")
_REQUIREMENTS = (
    "requisito",
    "inscripcion",
    "cumplir con",
    "deberan cumplir",
    "perfil",
    "podran participar",
    "documentacion",
    "quienes pueden",
    "lo siguiente",
    "deberan",
    "postul",
    "documentos",
)
#: how the title of a call begins
TITLE_WORDS = (
    "convocatoria", "primera convocatoria", "segunda convocatoria", "tercera convocatoria", "se extiende la convocatoria",
    "se amplia la convocatoria", "ampliacion de la convocatoria", "prorroga de la convocatoria", "se emite la convocatoria",
    "extension de la convocatoria", "se abre la convocatoria",
)  # fmt: skip
_OBJECTIVES = ("objetivos", "objetivo")
#: "PRIMERA. De los requisitos": the bases of a call are often numbered in words
_CLAUSE = re.compile(
    r"(?:base\s+|cl[aá]usula\s+)?(?:primera|segunda|tercera|cuarta|quinta|sexta|s[eé]ptima|octava|novena|d[eé]cima)\s*[.:\-–—]",
    re.I,
)
_OPEN = frozenset({"para", "de", "el", "la", "del", "en", "a"})


@dataclass(slots=True)
class _Section:
    heading: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class CallReader:
    layout: Layout
    text: str
    remarks: list[Remark] = field(default_factory=list)

    def read(self) -> Call:
        lines = [line for line in [*self.layout.lines()] if line.text.strip()]
        tables = [line for grid in self.layout.grids() for line in _grid_lines(grid)]
        title = call_title(lines)
        sections = _sections(_with_labelled_rows(self.layout))
        opens, closes, window = _window([*lines, *tables])
        return Call(
            title=title,
            ordinal=ordinal_of_plan(title) or ordinal_of_plan(self.text),
            edition=_edition(title, self.text),
            opens_on=opens,
            closes_on=closes,
            requirements=tuple(_requirements(sections, window)),
            objectives=tuple(_objectives(sections)),
            contact=_contact(self.text),
            hashtags=tuple(dict.fromkeys(_HASHTAG.findall(self.text[:200000]))),
            sections=tuple(
                CallSection(s.heading, tuple(_typed(line) for line in s.lines))
                for s in sections
                if s.heading or s.lines
            ),
        )


def _with_labelled_rows(layout: Layout) -> list[Line]:
    """Running text, and each row "Requisitos | …" of a poster set in a table as a heading and what stands under it."""
    found: list[Line] = []
    for item in layout.items:
        filled = item.filled() if isinstance(item, Row) else []
        label = Line(squash(filled[0]), item.where) if isinstance(item, Row) and len(filled) == 2 else None
        if label is not None and is_section(label) and isinstance(item, Row):
            found += [label, *(as_line(part, item.where) for part in lines_of(filled[1]))]
        else:
            found += Layout(items=[item]).lines()
    return [line for line in found if line.text.strip()]


def call_title(lines: Sequence[Line]) -> str:
    """The line that begins with "Convocatoria", with the line it goes on in."""
    for index, line in enumerate(lines[:40]):
        words = key(line.text[:200])
        if words.startswith(TITLE_WORDS) and len(line.text) < 400:
            return _completed(line.text, lines[index + 1] if index + 1 < len(lines) else None)
    return next((line.text for line in lines[:20] if "convoca" in key(line.text[:300])), "")


def _completed(title: str, following: Line | None) -> str:
    """A title that says only "Convocatoria", or ends open, goes on in the next line."""
    words = key(title)
    short = words in {"convocatoria", "convocatoria publica", "convocatoria abierta"} or words.split()[-1] in _OPEN
    if following is None or not short or len(following.text) >= 300 or is_section(following):
        return title
    return f"{title} {following.text}"


def is_section(line: Line) -> bool:
    """A short line in capitals, or a heading, or one that says only the name of a usual section."""
    text = line.text.strip()
    words = key(text)
    if not text or len(text) > 120 or line.bullet:
        return False
    named = any(f"{words} ".startswith((f"{word} ", f"{word}s ")) for word in SECTION_WORDS)
    if line.level > 0 or (_CLAUSE.match(text) and len(words.split()) <= 12 and text[-1] not in ",;"):
        return True
    if text.isupper() and len(words.split()) <= 12 and text[-1] not in ".,;":
        return True
    return named and len(words.split()) <= 7 and text[-1] not in ".,;"


def _sections(lines: Sequence[Line]) -> list[_Section]:
    sections = [_Section("")]
    for line in lines:
        if is_section(line):
            sections.append(_Section(line.text.rstrip(" :")))
        else:
            sections[-1].lines.append(line)
    return sections


def _typed(line: Line) -> str:
    number = f"{line.number}) " if line.number.isalpha() else f"{line.number}. " if line.number else ""
    return f"{number}{line.text}"


def _grid_lines(grid: Grid) -> Iterable[Line]:
    for row in grid.rows:
        filled = row.filled()
        if filled:
            yield Line(": ".join([squash(filled[0]), squash(" ".join(filled[1:]))]), row.where)


def _window(lines: Sequence[Line]) -> tuple[FuzzyDate | None, FuzzyDate | None, str]:
    """(opens, closes, the line that says it): a range about applying; else an opening and a closing date."""
    ranged: list[tuple[int, FuzzyDate, FuzzyDate, str]] = []
    opens: FuzzyDate | None = None
    closes: FuzzyDate | None = None
    said = ""
    year = next(
        (int(span.date.edtf[:4]) for line in lines for span in find_spans(line.text[:4000]) if span.date.edtf), None
    )
    for line in lines:
        words = key(line.text[:4000])
        if not any(f" {word}" in f" {words}" for word in _WINDOW_WORDS):
            continue
        for span in find_spans(line.text[:4000], year=year):
            if span.date.edtf is None:
                continue
            about = key(line.text[max(0, span.start - 120) : span.end + 60])
            weight = _weight(about, words)
            first, last = ends(span.date)
            if "/" in span.date.edtf and first.status is Status.EXACT and weight > 0:
                ranged.append((weight, first, last, line.text))
            elif span.date.status is Status.EXACT and weight > 0:
                before = line.text[max(0, span.start - 60) : span.start]
                if closes is None and _CLOSES.search(before):
                    closes, said = span.date, line.text
                elif opens is None and _OPENS.search(before):
                    opens, said = span.date, said or line.text
        if not ranged and opens is None and closes is None and _weight(words, words) > 0:
            opens, closes = _backwards(line.text[:4000], year)
            said = line.text if opens else said
    if ranged:
        best = max(ranged, key=lambda found: found[0])
        return best[1], best[2], best[3]
    return opens, closes, said


def _backwards(text: str, year: int | None) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """The two ends of a window that closes before it opens, which no date can be: a rule says so."""
    for piece in find_impossible(text):
        halves = [parse(half, year=year) for half in re.split(r"\s+(?:al?|hasta)\s+(?:el\s+)?", piece, maxsplit=1)]
        first, last = (halves[0], halves[1]) if len(halves) == 2 else (None, None)
        if first and last and first.status is last.status is Status.EXACT:
            return first, last
    return None, None


def _weight(about: str, words: str) -> int:
    weight = sum(word in about for word in _WINDOW_WORDS) - 2 * sum(word in about for word in _OTHER_WINDOWS)
    return (
        weight
        + (2 if "convocatoria" in about and ("abiert" in about or "vigente" in about) else 0)
        + (1 if "registr" in words or "recep" in words else 0)
    )


def _requirements(sections: Sequence[_Section], window: str) -> list[str]:
    """The list under a heading or a sentence about what who applies must meet; not the line of the window."""
    found: list[str] = []
    for section in sections:
        active = _speaks(section.heading, _REQUIREMENTS[:3]) or _speaks(
            section.heading, ("perfil", "documentacion", "quienes pueden", "quien puede", "podran participar")
        )
        current = False
        for line in section.lines:
            item = bool(line.number or line.bullet)
            if not item:
                current = (
                    line.text.rstrip().endswith(":")
                    and _speaks(line.text[-400:], _REQUIREMENTS)
                    and (
                        active
                        or _speaks(line.text, ("requisito", "cumplir", "interesad", "participar", "postul", "aspirant"))
                    )
                )
                current = current and not _speaks(line.text, ("objetivo",))
                continue
            if (
                (current or active)
                and line.text != window
                and not _is_window(line.text)
                and not line.text.rstrip().endswith(":")
            ):
                found.append(line.text)
        if found:
            break
    return found


def _is_window(text: str) -> bool:
    spans = find_spans(text[:2000], year=2000)
    return bool(spans) and any(
        word in key(text[:2000])
        for word in ("convocatoria", "plazo", "recepcion", "registro", "cierre", "vigencia", "abierta")
    )


def _objectives(sections: Sequence[_Section]) -> list[str]:
    """The list after "objetivos específicos", or the general objective alone."""
    found: list[str] = []
    for section in sections:
        active = _speaks(section.heading, _OBJECTIVES)
        numbered = ""
        for line in section.lines:
            words = key(line.text[:60])
            if words.startswith("objetivos") or (
                line.text.rstrip().endswith(":") and "objetivo" in key(line.text[-80:])
            ):
                active, numbered = True, line.number
                continue
            if active and (line.number or line.bullet):
                if numbered and line.number.isdecimal() and numbered.isdecimal() and not line.bullet:
                    active = False
                    continue
                found.append(line.text)
            elif active and found:
                active = False
        if found:
            return found
    return [
        line.text
        for section in sections
        for line in section.lines
        if key(line.text[:40]).startswith("objetivo general")
    ][:1]


def _speaks(text: str, words: Sequence[str]) -> bool:
    return any(f" {word}" in f" {key(text[:1000])}" for word in words)


def _contact(text: str) -> tuple[str, ...]:
    head = text[:200000]
    found = [
        *_EMAIL.findall(head),
        *(url.rstrip(".,;:)") for url in _URL.findall(head)),
        *(squash(phone) for phone in _PHONE.findall(head)),
    ]
    return tuple(dict.fromkeys(found))


def _edition(title: str, text: str) -> str:
    found = _EDITION.search(title) or _EDITION.search(text[:200000])
    if found:
        return squash(found["years"]).replace("–", "-").replace("—", "-").replace(" ", "")
    period = _PERIOD.search(title)
    return period[0].replace(" ", "").replace("–", "-") if period else ""
