"""The text of the invented calls."""

from __future__ import annotations

from datetime import date
from typing import Any

from tequio.calls.blocks import Written

WORDS = Written(
    considerations="Que el gobierno abierto se hace entre autoridades y sociedad.",
    summons="A todas las personas y organizaciones interesadas, de acuerdo con las siguientes:",
    bases="Quienes participen trabajarán en lo siguiente:",
    process="Las personas interesadas deberán cumplir con lo siguiente:",
    results="Al terminar el plazo se avisa a cada persona por correo electrónico.",
)


def convening(day: date) -> dict[str, Any]:
    """Who selects while there is no body that does."""
    return {
        "selectors": "Oficina de participación de práctica y Universidad de muestra",
        "selectors_reason": "El órgano se constituye con esta convocatoria (texto de muestra).",
        "selectors_post": "Titular de la oficina de participación",
        "selectors_on": day,
    }
