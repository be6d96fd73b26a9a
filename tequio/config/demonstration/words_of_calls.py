"""The text of the invented calls."""

from __future__ import annotations

from tequio.calls.blocks import Written

WORDS = Written(
    considerations="Que el gobierno abierto se hace entre autoridades y sociedad.",
    summons="A todas las personas y organizaciones interesadas, de acuerdo con las siguientes:",
    bases="Quienes participen trabajarán en lo siguiente:",
    process="Las personas interesadas deberán cumplir con lo siguiente:",
    results="Al terminar el plazo se avisa a cada persona por correo electrónico.",
)
