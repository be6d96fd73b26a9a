"""Documents built by hand for the tests: a Word file from its XML, an Excel file from its cells, a PDF from words and places."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def package(parts: dict[str, str | bytes], level: int = 6) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, str | bytes]:
    """The parts of a package, to change some and pack it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def relations(*items: tuple[str, str, str]) -> str:
    """(id, last word of the type, target); a target with a scheme is outside the package."""
    shown = "".join(
        f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if ":" in target else "")
        + "/>"
        for identifier, kind, target in items
    )
    return f'<Relationships xmlns="{PACKAGE}">{shown}</Relationships>'


def word(body: str, links: Sequence[tuple[str, str, str]] = (), **parts: str) -> bytes:
    """A Word file: its body, and other parts by name (``styles``, ``numbering``, ``footnotes``, ``comments``, ``header``…)."""
    kinds = [(f"part{at}", name.rstrip("0123456789"), f"{name}.xml") for at, name in enumerate(parts)]
    return package(
        {
            "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*kinds, *links),
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    inner = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(number: int, text: str, depth: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def numbering(levels: dict[int, list[tuple[str, str]]], lists: dict[int, tuple[int, str]]) -> str:
    """Abstract definition → (format, text) per depth; list → its definition and overriding XML."""
    shown = "".join(
        f'<w:abstractNum w:abstractNumId="{definition}">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(depths)
        )
        + "</w:abstractNum>"
        for definition, depths in levels.items()
    )
    shown += "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'
        for number, (definition, override) in lists.items()
    )
    return f"<w:numbering {NAMES}>{shown}</w:numbering>"


def sheet(rows: str, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{S}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def excel(sheets: dict[str, str], *, states: dict[str, str] | None = None, **parts: str | bytes) -> bytes:
    """An Excel file: name → sheet XML; ``styles`` and ``sharedStrings`` by name, other parts as path with ``__`` for "/"."""
    states = states or {}
    known = [(f"x{name}", name, f"{name}.xml") for name in ("styles", "sharedStrings") if name in parts]
    entries = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="s{at}" state="{states.get(name, "visible")}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    files = {f"xl/worksheets/sheet{at}.xml": content for at, content in enumerate(sheets.values(), start=1)}
    return package(
        {
            "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{OFFICE}"><sheets>{entries}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                *((f"s{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)), *known
            ),
            **files,
            **{f"xl/{name.replace('__', '/')}.xml": content for name, content in parts.items()},
        }
    )


def pdf(
    pages: Sequence[Sequence[tuple[float, float, float, str]]],
    boxes: Sequence[Sequence[tuple[float, float, float, float]]] = (),
) -> bytes:
    """Letter pages; each piece of text is (x, distance from the top, size, text) in Helvetica, each box (x, top, width, height)."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        drawn = "".join(
            f"BT /F1 {size} Tf {x} {792 - top} Td ({text.replace('(', '[').replace(')', ']')}) Tj ET\n"
            for x, top, size, text in page
        )
        if number < len(boxes):
            drawn += "".join(
                f"{x} {792 - top - height} {width} {height} re S\n" for x, top, width, height in boxes[number]
            )
        resources = "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    return pdf_file(objects)


def pdf_file(objects: Sequence[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    size = len(objects) + 1
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{tail}".encode()
