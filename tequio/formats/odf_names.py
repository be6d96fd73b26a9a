"""Names of OpenDocument (ISO/IEC 26300, OASIS ODF 1.3) used by the readers."""

from __future__ import annotations

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = "{" + _BASE + "office:1.0}"
TEXT = "{" + _BASE + "text:1.0}"
TABLE = "{" + _BASE + "table:1.0}"
STYLE = "{" + _BASE + "style:1.0}"
DRAW = "{" + _BASE + "drawing:1.0}"
FO = "{" + _BASE + "xsl-fo-compatible:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
