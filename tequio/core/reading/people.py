"""Names in a cell: who is a person, what is an organisation, where one name ends and the next begins.

Two names are told apart by lines, separators, titles ("Lic.") or because the document has one of them alone elsewhere:
never by counting words. What stays unsure is handed to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tequio.core.reading.guarantors import is_guarantor
from tequio.core.reading.records import Actor, Sector
from tequio.core.reading.words import items_of, key, lines_of, squash, word_set

_HONORIFIC = re.compile(
    r"(?<![\w.])(?:Lic|Licda|Lcda|Mtr[oa]|Mtrx|Dr|Dra|Ing|Arq|Profa?|Abog|Abg|Biol|Psic|Antrop|Cap|Gral|Sr|Sra|Srta|C\.\s?P|L\.\s?A|M\.\s?en\s?C|LIC|MTR[OA]|DRA?|ING|ARQ|PROFA?)\b\.?\s?"
    r"|(?<![\w.])C\.\s(?=[A-ZÁÉÍÓÚÑ])"
)
_PARTICLES = word_set(
    """
    de del la las los da dos san santa van von
    """
)
_ORGANISATIONS = word_set(
    """
    secretaria subsecretaria instituto consejo coordinacion direccion subdireccion comision universidad ayuntamiento
    observatorio asociacion fundacion colectivo colectiva red camara centro colegio organizacion organizaciones
    gobierno municipio contraloria fiscalia congreso poder tribunal comite sistema departamento jefatura unidad
    oficina delegacion dif agencia junta alianza academia barra confederacion coparmex canaco canacintra organismo
    organo sindicatura regiduria tesoreria oficialia gabinete registro archivo patronato fideicomiso empresa grupo
    movimiento frente procuraduria defensoria auditoria parlamento cabildo presidencia despacho escuela facultad
    preparatoria cooperativa sindicato federacion union iniciativa laboratorio programa servicios autoridad enlace
    ciudadania sociedad area areas dependencias todas todos personal titular director directora coordinador
    coordinadora jefe jefa presidente presidenta regidor regidora sindico sindica encargado encargada representante
    subdirector subdirectora comisionado comisionada consejero consejera persona personas responsable integrante
    integrantes vocal secretario equipo mesa mesas
    """
)
_CITIZEN = word_set(
    """
    ciudadano ciudadana ciudadan ciudadanx ciudadania vecino vecina habitante particular independiente
    """
)
_ACADEMIC = (
    "universidad",
    "colegio de",
    "facultad",
    "escuela",
    "tecnologico",
    "centro de investigacion",
    "academia",
    "ciesas",
    "colef",
    "iteso",
    "unam",
)
_PRIVATE = (
    "camara",
    "coparmex",
    "canaco",
    "canacintra",
    "empresarial",
    "s a de c v",
    "sa de cv",
    "consejo coordinador empresarial",
    "industriales",
    "comerciantes",
)
_AUTONOMOUS = (
    "derechos humanos",
    "instituto electoral",
    "tribunal electoral",
    "auditoria superior",
    "instituto nacional electoral",
)
_AUTONOMOUS_BODIES = ("comision", "instituto", "tribunal", "auditoria", "organismo", "organo")
_CIVIL = (
    "a c",
    "ac",
    "asociacion civil",
    "observatorio",
    "fundacion",
    "colectivo",
    "colectiva",
    "sociedad civil",
    "i a p",
)
_GOVERNMENT = (
    "secretaria",
    "ayuntamiento",
    "gobierno",
    "direccion general",
    "subsecretaria",
    "contraloria",
    "coordinacion general",
    "h ayuntamiento",
    "municipio",
    "tesoreria",
    "oficialia mayor",
)
_SEPARATOR = re.compile(r"\s*;\s*|\s+/\s+|\s*\|\s*")
_DASH = re.compile(r"\s+[-–—]\s+|\s*:\s+")


def is_person(text: str) -> bool:
    """Two to six capitalised words and particles, none of them a word of organisations or posts."""
    bare = _HONORIFIC.sub("", text[:200]).strip(" .,;")
    words = bare.split()
    if not 2 <= len(words) <= 8 or any(character.isdecimal() for character in bare) or "(" in bare:
        return False
    names = [word for word in words if key(word) not in _PARTICLES]
    return (
        2 <= len(names) <= 6
        and all(word[0].isupper() and re.fullmatch(r"[^\W\d_][\w'’.\-]*", word) for word in names)
        and not any(key(word) in _ORGANISATIONS | _CITIZEN for word in words)
        and key(words[0]) not in _PARTICLES
    )


def is_organisation(text: str) -> bool:
    """Whether its first word heads the name of an institution or a post, or it is an acronym."""
    words = key(text[:200]).split()
    bare = text.strip(" .")
    acronym = 2 <= len(bare) <= 12 and bare.isupper() and " " not in bare
    return acronym or any(word in _ORGANISATIONS for word in words[:2]) or (bool(words) and words[0] == "h")


def known_names(cells: Iterable[str], more: Iterable[str] = ()) -> tuple[str, ...]:
    """Every name that stands alone in some line of the document, longest first, without those made of two others."""
    alone = {squash(_HONORIFIC.sub("", part)).strip(" .,;") for cell in cells for part in _parts(cell)}
    names = {name for name in alone | {squash(name) for name in more} if is_person(name) or is_organisation(name)}
    whole = sorted(
        (name for name in names if _covered(name, [other for other in names if other != name]) is None),
        key=len,
        reverse=True,
    )
    return tuple(whole)


def split_names(cell: str, known: Sequence[str], *, wrapped: bool = False) -> tuple[tuple[str, ...], bool]:
    """The names of a cell, and whether a person should confirm them.

    ``wrapped``: the lines of the cell are lines of a printed page, so that a line break separates nothing.
    """
    parts = _parts(" ".join(lines_of(cell)) if wrapped and "●" not in cell else cell)
    found: list[str] = []
    unsure = False
    for part in parts:
        covered = _covered(part, known)
        if covered is None and len(part.split()) > 5 and is_person(part):
            unsure = True
        found.extend(covered or [part])
    return tuple(dict.fromkeys(found)), unsure


def _parts(cell: str) -> list[str]:
    """Lines, bullets, semicolons and titles surely separate names; " y " only between two persons."""
    parts: list[str] = []
    for line in items_of(cell):
        for piece in _SEPARATOR.split(line):
            parts.extend(_at_titles(piece))
    return [squash(part).strip(" ,;") for part in parts if part.strip(" ,;.")]


def _at_titles(text: str) -> list[str]:
    starts = [
        match.start()
        for match in _HONORIFIC.finditer(text[:2000])
        if match.start() and is_person(text[: match.start()].rsplit("\n", 1)[-1])
    ]
    pieces = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    divided: list[str] = []
    for piece in pieces:
        halves = re.split(r"\s+[ye]\s+|,\s+", piece) if len(piece) < 400 else [piece]
        divided.extend(halves if len(halves) > 1 and all(is_person(half) for half in halves) else [piece])
    return divided


def _covered(text: str, known: Sequence[str]) -> list[str] | None:
    """The text as known names one after another, at least two of them; the rest may be one whole new person."""
    rest, found = squash(text), []
    while rest:
        name = next((name for name in known if rest == name or rest.startswith(f"{name} ")), None)
        if name is None:
            break
        found.append(name)
        rest = (
            rest[len(name) :].lstrip(" ,;y").strip()
            if not rest[len(name) :].startswith(" y")
            else rest[len(name) + 2 :].strip()
        )
    if rest and found:
        return [*found, rest] if is_person(rest) else None
    if rest:
        name = next((name for name in known if rest.endswith(f" {name}")), None)
        before = rest[: -len(name) - 1].strip() if name else ""
        return [before, name] if name and is_person(before) and is_person(name) else None
    return found if len(found) > 1 else None


def read_actors(
    text: str, box: Sector | None, guarantors: Sequence[str] = (), *, wrapped: bool = False
) -> tuple[Actor, ...]:
    """One actor per item of a box: "persona, organización (SIGLAS)", "organización", "persona, Ciudadano"."""
    items = [
        piece for item in items_of(text, bulleted=wrapped and "●" in text) for piece in item.split(";") if piece.strip()
    ]
    return tuple(read_actor(squash(item).strip(" ,;"), box, guarantors) for item in items if key(item) not in _NOBODY)


_NOBODY = frozenset({"", "no aplica", "n a", "na", "ninguno", "ninguna", "no", "s d", "x", "por definir"})


def read_actor(item: str, box: Sector | None, guarantors: Sequence[str] = ()) -> Actor:
    """The sector is what the organisation is; the box is kept beside it (requirement 72)."""
    name, organisation = _person_and_organisation(item)
    if _is_citizen(organisation):
        return Actor(name, "", Sector.CITIZEN, box)
    return Actor(name, organisation, sector_of(organisation, box, guarantors), box)


def _is_citizen(text: str) -> bool:
    words = key(text[:80]).split()
    return bool(words) and words[0] in _CITIZEN and len(words) <= 3


def _person_and_organisation(item: str) -> tuple[str, str]:
    for pattern in (re.compile(r"\s*,\s*"), _DASH):
        halves = pattern.split(item, maxsplit=1)
        if len(halves) < 2 or not all(halves):
            continue
        first, rest = halves
        if is_person(first) or _is_citizen(rest) or (is_organisation(rest) and not is_person(rest)):
            return first, rest
        if is_person(rest) and is_organisation(first):
            return rest, first
    inside = re.search(r"\(([^()]{5,80})\)\s*$", item)
    if inside and is_person(inside[1]):
        return inside[1], item[: inside.start()].strip()
    return (item, "") if is_person(item) else ("", item)


def sector_of(organisation: str, box: Sector | None, guarantors: Sequence[str] = ()) -> Sector:
    """By what the organisation is; where its name does not tell, by the box it stood in."""
    name = f" {key(organisation[:300])} "
    if is_guarantor(organisation, guarantors):
        return Sector.GUARANTOR
    if any(f" {word} " in name for word in _AUTONOMOUS) and any(f" {word}" in name[:40] for word in _AUTONOMOUS_BODIES):
        return Sector.AUTONOMOUS
    if box in {Sector.GOVERNMENT, Sector.GUARANTOR, Sector.AUTONOMOUS, Sector.PRIVATE, Sector.ACADEMIA, Sector.CITIZEN}:
        return box
    for sector, words in (
        (Sector.ACADEMIA, _ACADEMIC),
        (Sector.PRIVATE, _PRIVATE),
        (Sector.CIVIL_SOCIETY, _CIVIL),
        (Sector.GOVERNMENT, _GOVERNMENT),
    ):
        if any(f" {word} " in name or (len(word) > 6 and f" {word}" in name) for word in words):
            return sector if box is None or sector is not Sector.GOVERNMENT else box
    return box or Sector.CIVIL_SOCIETY
