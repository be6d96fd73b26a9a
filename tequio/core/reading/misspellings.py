"""Headings typed in a hurry: a letter missing, doubled, wrong or swapped in one of the words that institutions use."""

from __future__ import annotations

from tequio.core.reading.words import word_set

#: long words of headings and labels, without accents; data
_WORDS = word_set(
    """
    fecha inicio termino conclusion cumplimiento vencimiento responsable responsables institucion dependencia compromiso
    compromisos objetivo objetivos problema problematica descripcion actividad actividades verificacion medios evidencia
    evidencias correo electronico telefono extension sociedad gobierno organo garante tematica indicador indicadores
    estrategia participacion transparencia rendicion cuentas tecnologia innovacion predecesoras duracion periodo principal
    autoridad encargada
    """
)
#: shorter words differ by one letter from too many others to change it
_LONG = 8
_SHORTEST = 4


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


_BY_DELETION: dict[str, set[str]] = {}
for _word in _WORDS:
    for _short in _shortened(_word):
        _BY_DELETION.setdefault(_short, set()).add(_word)


def corrected(heading: str) -> str:
    """The key of a heading with such words mended; the same heading when there is nothing to mend or doubt about it."""
    return " ".join(map(_mended, heading.split()))


def _mended(word: str) -> str:
    if word in _WORDS or len(word) < _SHORTEST or not word.isalpha():
        return word
    found = _BY_DELETION.get(word, set()) | (_shortened(word) & _WORDS)
    if not found:
        near = {other for short in _shortened(word) for other in _BY_DELETION.get(short, ())}
        found = {other for other in near if sorted(other) == sorted(word) or min(len(other), len(word)) >= _LONG}
    likely = {other for other in found if other[0] == word[0] and word not in {f"{other}s", f"{other}es"}}
    return likely.pop() if len(likely) == 1 else word
