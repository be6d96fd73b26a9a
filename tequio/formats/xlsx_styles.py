"""Number format and fill colour of each cell style of an Excel file (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tequio.formats.number_formats import BUILT_IN

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

#: the standard palette (18.8.27), six digits each
_PALETTE = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF" * 2
    + "800000008000000080808000800080008080C0C0C0808080"
    + "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF"
    + "000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    + "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    + "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    + "003366339966003300333300993300993366333399333333"
)
INDEXED = tuple(_PALETTE[start : start + 6] for start in range(0, len(_PALETTE), 6))
#: theme colours are numbered light before dark, unlike their order in the theme
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")


@dataclass(frozen=True, slots=True)
class CellStyle:
    number_format: str = "General"
    fill: str | None = None


def read_styles(root: Element | None, theme: Element | None) -> list[CellStyle]:
    """Styles in the order cells name them (``s``)."""
    if root is None:
        return []
    formats = dict(BUILT_IN)
    for item in root.iter(S + "numFmt"):
        if item.get("numFmtId", "").isdecimal():
            formats[int(item.get("numFmtId", "0"))] = item.get("formatCode", "General")
    colours = _theme_colours(theme)
    fills = [_fill(item, colours) for item in root.findall(f"{S}fills/{S}fill")]
    return [
        CellStyle(
            formats.get(_integer(item.get("numFmtId")), "General"),
            fills[_integer(item.get("fillId"))] if _integer(item.get("fillId")) < len(fills) else None,
        )
        for item in root.findall(f"{S}cellXfs/{S}xf")
    ]


def _integer(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _theme_colours(theme: Element | None) -> dict[str, str]:
    scheme = theme.find(f".//{A}clrScheme") if theme is not None else None
    colours: dict[str, str] = {}
    for item in scheme if scheme is not None else ():
        for colour in item:
            colours[item.tag.removeprefix(A)] = (colour.get("lastClr") or colour.get("val") or "").upper()
    return colours


def _fill(item: Element, theme: dict[str, str]) -> str | None:
    pattern = item.find(S + "patternFill")
    if pattern is None:
        stops = item.find(f".//{S}color")
        return colour_of(stops, theme) if stops is not None else None
    if pattern.get("patternType", "none") in {"none", "gray125"}:
        return None
    colour = pattern.find(S + "fgColor")
    if colour is None:
        colour = pattern.find(S + "bgColor")
    return colour_of(colour, theme) if colour is not None else None


def colour_of(colour: Element, theme: dict[str, str]) -> str | None:
    """``RRGGBB`` of a colour given by value, palette or theme; None for white and for automatic."""
    value = colour.get("rgb", "")[-6:].upper()
    if colour.get("theme", "").isdecimal():
        place = int(colour.get("theme", "0"))
        value = theme.get(_THEME_ORDER[place], "") if place < len(_THEME_ORDER) else ""
    elif colour.get("indexed", "").isdecimal():
        place = int(colour.get("indexed", "0"))
        value = INDEXED[place] if place < len(INDEXED) else ""
    if len(value) != 6 or any(digit not in "0123456789ABCDEF" for digit in value):
        return None
    tinted = _tint(value, colour.get("tint"))
    return None if tinted == "FFFFFF" else tinted


def _tint(value: str, tint: str | None) -> str:
    """Lighter or darker by a share of what is left (18.8.19)."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return value
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
