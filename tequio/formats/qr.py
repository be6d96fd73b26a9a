"""A text as a QR code (ISO/IEC 18004), for paper and screens. Error correction M: still read with a fold or a stain on 15 % of it; on a
wall, where a corner is torn, Q is asked: 25 %."""

from __future__ import annotations

import io

import segno

#: modules of white around the code (ISO/IEC 18004 §5.3.8)
QUIET = 4


def svg_data(text: str, *, error: str = "m") -> str:
    """A ``data:`` address of an SVG picture, black on white. ``error``: the level, l, m, q or h; a code of the same size may get a
    better one."""
    made = segno.make(text, error=error, micro=False)
    return made.svg_data_uri(border=QUIET, dark="#000", light="#fff", xmldecl=False, unit="", scale=8)


def png(text: str, *, scale: int = 8) -> bytes:
    """``scale`` is pixels to a module."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", border=QUIET, scale=scale)
    return out.getvalue()
