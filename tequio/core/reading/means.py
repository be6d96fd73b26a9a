"""Items of a cell of means of verification, and which wordings are the same kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tequio.core.reading.words import enumerated, goes_on, is_bullet, items_of, key, lines_of, squash, word_set

#: words with which a means of verification begins, without accents; data
HEADS = word_set(
    """
    acta actas acuerdo acuerdos aviso avisos base bases bitacora bitacoras boletin boletines calendario captura
    capturas carta cartas cedula circular comprobante comunicado constancia constancias convenio convenios
    convocatoria convocatorias correo correos cronograma cuestionario diagnostico dictamen diseno documento
    documentos encuesta encuestas enlace escrito estudio evaluacion evidencia evidencias expediente factura ficha
    fichas formato formatos foto fotos fotografia fotografias galeria grabacion grabaciones guia guias hoja
    indicador indicadores informe informes infografia invitacion invitaciones inventario liga ligas link
    lineamientos lista listado listas manual manuales mapa material materiales matriz memoria memorias metodologia
    minuta minutas nota notas oficio oficios orden padron pagina plan plataforma portal presentacion presentaciones
    programa propuesta protocolo proyecto publicacion publicaciones registro registros reglamento relatoria
    relatorias reporte reportes resultados screenshot sitio solicitud tablero testigos version video videos
    """
)
_WORD = re.compile(r"\S+")
_SMALL = word_set(
    """
    de del la las los el en a y e o u por para con que un una al su sus
    """
)
_LIST_BREAK = re.compile(r"\s*[,;]\s+|\s+[ye]\s+")


def read_items(text: str) -> list[str]:
    """One item per bullet, line or semicolon; a line that goes on belongs to the item before."""
    return [piece for item in items_of(text) for piece in _pieces(squash(_without_number(item)))]


def _without_number(item: str) -> str:
    number = enumerated(item)
    return number[1] if number and number[1] else item


def join_items(before: Sequence[str], text: str) -> tuple[list[str], list[str], bool]:
    """What a broken cell goes on with: (items before, new items, whether the first piece completed the last item)."""
    lines = lines_of(text)
    if before and lines and not is_bullet(lines[0]) and goes_on(before[-1], lines[0]):
        head = read_items(f"{before[-1]} {lines[0]}")
        rest = "\n".join(lines[1:])
        return [*before[:-1], *head], read_items(rest), True
    return list(before), read_items(text), False


def _pieces(item: str) -> list[str]:
    if ";" in item:
        return [piece for part in item.split(";") if part.strip() for piece in _pieces(part.strip())]
    if len(item) > 600:
        return [item.strip(" .")]
    listed = _LIST_BREAK.split(item)
    if len(listed) > 1 and all(_is_head(part) for part in listed):
        return [_capital(part.strip(" .")) for part in listed]
    return [part.strip(" .,") for part in _run_on(item) if part.strip(" .,")]


def _is_head(text: str) -> bool:
    words = key(text).split()
    return bool(words) and words[0] in HEADS


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _run_on(item: str) -> list[str]:
    """Items whose bullets were lost: a capitalised head word begins another, except after "de" and its like."""
    starts = [0]
    before = ""
    for match in _WORD.finditer(item):
        word = key(match[0])
        if match.start() and match[0][0].isupper() and word in HEADS and before not in _SMALL and before:
            starts.append(match.start())
        before = word if match[0][-1] not in '“"«(:' else "de"
    if not _is_head(item):
        return [item]
    return [item[a:b].strip() for a, b in zip(starts, [*starts[1:], len(item)], strict=True)]


def kind_of_means(text: str) -> tuple[str, ...]:
    """The words that tell kinds apart, in the singular and without small ones: "Minutas" and "minuta" are the same."""
    return tuple(_singular(word) for word in key(text).split() if word not in _SMALL)


def means_kinds(texts: Iterable[str]) -> list[str]:
    """One wording per kind, in order of appearance: plurals are one kind, and so is a wording cut short by one word."""
    first: dict[tuple[str, ...], str] = {}
    for text in texts:
        first.setdefault(kind_of_means(text), text)
    longer = {kind[:-1] for kind in first if len(kind) > 2}
    return [text for kind, text in first.items() if kind and not (len(kind) > 1 and kind in longer)]


def _singular(word: str) -> str:
    if len(word) > 5 and word.endswith("es") and word[-3] in "lnrdzjs":
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] in "aeiou" else word
