"""The picture that a messenger shows of a shared page: 1200 × 630 pixels (the size Open Graph readers ask for), PNG."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
INDIGO, MAIZE, CLAY, MAYA, WHITE, PALE = "#0B4F5C", "#F2B632", "#C4591C", "#2B8C9E", "#FFFFFF", "#D5E6E8"
#: the woven band of the brand: colour and share of its width
BAND = ((INDIGO, 42), (MAYA, 16), (INDIGO, 12), (MAIZE, 4), (CLAY, 12), (MAIZE, 4), (INDIGO, 10))
#: letter sizes tried for the title, until it fits
SIZES = (68, 60, 52, 44, 38)
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Said:
    """``kicker`` over the title, ``line`` under it, ``foot`` at the bottom."""

    kicker: str
    title: str
    line: str
    foot: str


def draw(said: Said, *, regular: bytes, bold: bytes) -> bytes:
    """The bytes of the PNG. ``regular`` and ``bold`` are the bytes of two fonts."""
    image = Image.new("RGB", (WIDTH, HEIGHT), INDIGO)
    pen = ImageDraw.Draw(image)
    _band(pen)
    small, middle = _font(regular, 30), _font(bold, 36)
    pen.text((MARGIN, 74), _cut(said.kicker, small), font=small, fill=MAIZE)
    font, lines = _fitted(said.title, bold)
    y = 128
    for line in lines:
        pen.text((MARGIN, y), line, font=font, fill=WHITE)
        y += int(font.size * 1.18)
    pen.text((MARGIN, HEIGHT - 152), _cut(said.line, middle), font=middle, fill=MAIZE)
    pen.text((MARGIN, HEIGHT - 92), _cut(said.foot, small), font=small, fill=PALE)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(content: bytes, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(content), size)


def _band(pen: ImageDraw.ImageDraw) -> None:
    unit = 168
    for start in range(0, WIDTH, unit):
        x = float(start)
        for colour, share in BAND:
            width = unit * share / 100
            pen.rectangle((x, 0, x + width, 26), fill=colour)
            x += width
    pen.rectangle((0, 26, WIDTH, 30), fill=MAIZE)


def _fitted(title: str, bold: bytes) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    for size in SIZES:
        font = _font(bold, size)
        lines = _wrapped(title, font)
        if len(lines) * size * 1.18 <= HEIGHT - 128 - 170:
            break
    return font, lines[:MOST_LINES]


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(joined) <= WIDTH - 2 * MARGIN:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    while text and font.getlength(text) > WIDTH - 2 * MARGIN:
        text = text[:-2].rstrip() + "…"
    return text
