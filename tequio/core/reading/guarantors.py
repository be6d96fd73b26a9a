"""Who guarantees transparency in each place. Data for reading a sheet without a database; packs may add their own."""

from __future__ import annotations

from collections.abc import Sequence

from tequio.core.reading.words import key

#: acronyms of the national and state bodies under the laws of 2015, and what followed them in 2025
KNOWN = (
    "INAI", "IFAI", "ITEA", "ITAIPBC", "ITAIBCS", "COTAIPEC", "ICAI", "INFOCOL", "ITAIPCH", "ICHITAIP", "INFOCDMX", "INFODF",
    "IDAIP", "IACIP", "ITAIGRO", "ITAIH", "ITEI", "INFOEM", "IMAIP", "IMIPE", "ITAINAY", "COTAI", "INFONL", "OGAIPO", "IAIPO",
    "ITAIPUE", "INFOQRO", "IDAIPQROO", "CEGAIP", "CEAIP", "ISTAI", "ITAIP", "ITAIT", "IAIPTLAXCALA", "IVAI", "INAIP", "IZAI",
    "Transparencia para el Pueblo",
)  # fmt: skip
_KNOWN = frozenset(map(key, KNOWN))
_BODIES = ("instituto", "comision", "organo", "organismo", "consejo", "autoridad")
_GUARANTEED = ("informacion publica", "acceso a la informacion", "datos personales", "proteccion de datos")


def is_guarantor(organisation: str, guarantors: Sequence[str] = ()) -> bool:
    """Whether this names a guarantor: a known one, or a body of transparency and access to information or personal data."""
    name = key(organisation)
    if not name or len(name) > 300:
        return False
    words = name.split()
    known = {*_KNOWN, *map(key, guarantors)} - {""}
    if not known.isdisjoint(words) or any(" " in phrase and phrase in name for phrase in known):
        return True
    if "garante" in words and any(word in words for word in _BODIES):
        return True
    body = any(word in words[:2] for word in _BODIES)
    return (body and "transparencia" in name and any(matter in name for matter in _GUARANTEED)) or (
        body and words[0] in {"instituto", "comision"} and "acceso a la informacion" in name
    )
