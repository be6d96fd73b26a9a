"""Names of WordprocessingML (ECMA-376 part 1) used by the Word reader."""

from __future__ import annotations

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"


def val(element: Element | None, default: str | None = None) -> str | None:
    return default if element is None else element.get(W + "val", default)


def is_on(element: Element | None) -> bool:
    """A toggle property: present without a value means on (17.17.4)."""
    return element is not None and element.get(W + "val", "true") not in {"0", "false", "off", "none"}
