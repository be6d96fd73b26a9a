"""Seconds and peak memory of opening each document, in the process that opens it: ``python bench/opening.py [FILES]``.

Without files: the real documents of ../shared and large ones made here. Exits 1 when any of them peaks above 300 MB.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CEILING = 300
_FOLDERS = ("documents", "forms/xls", "forms/spanish", "imports", "ogp", "bad-input/made", "pdf")
_SUFFIXES = {".docx", ".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".pdf", ".md"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.make:
        return _make(arguments.make)
    if arguments.one:
        return _measure(arguments.one)
    with tempfile.TemporaryDirectory() as folder:
        files = arguments.files or [*_shared(), *_large(Path(folder))]
        peaks = [_report(path) for path in files]
    print(f"\n{len(peaks)} documentos · pico mayor {max(peaks):.0f} MB · límite {CEILING} MB")
    return 0 if max(peaks) <= CEILING else 1


def _report(path: Path) -> float:
    """One fresh process per document, so that the peak is its own."""
    command = [sys.executable, str(Path(__file__)), "--one", str(path)]
    shown = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.split("\t")
    seconds, peak, what = float(shown[0]), float(shown[1]), shown[2].strip()
    print(f"{seconds:7.2f} s {peak:7.1f} MB  {path.name:<48} {what}", flush=True)
    return peak


def _measure(path: Path) -> int:
    """Peak of this process or of the one that opened the file, whichever is higher."""
    sys.path.insert(0, str(ROOT))
    from tequio.core.refusals import UnreadableDocument
    from tequio.formats.opening import open_document

    start = time.perf_counter()
    try:
        document = open_document(path)
        what = f"{document.format}, {len(document.blocks)} bloques"
    except UnreadableDocument as unreadable:
        what = f"rechazado: {unreadable}"
    seconds = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"{seconds}\t{peak}\t{what}")
    return 0


def _shared() -> list[Path]:
    data = ROOT.parent / "shared" / "data"
    found = [path for folder in _FOLDERS for path in sorted((data / folder).rglob("*")) if path.suffix in _SUFFIXES]
    return [*found, *sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))]


def _large(folder: Path) -> list[Path]:
    """As large as the limits let through, and far larger than what offices send.

    Made by another process: a child inherits the peak of its parent, which must therefore stay small.
    """
    subprocess.run([sys.executable, str(Path(__file__)), "--make", str(folder)], check=True)
    return sorted(folder.iterdir())


def _make(folder: Path) -> int:
    _word(folder / "grande.docx")
    _sheet(folder / "grande.xlsx")
    _values(folder / "grande.csv")
    _pdf(folder / "grande.pdf")
    return 0


def _word(path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>Reunión {} con el comité de seguimiento</w:t></w:r></w:p></w:tc>"
    rows = "".join(
        "<w:tr>" + "".join(cell.format(7 * row + column) for column in range(7)) + "</w:tr>" for row in range(10_000)
    )
    body = "".join(f"<w:p><w:r><w:t>Párrafo {number} del plan de acción.</w:t></w:r></w:p>" for number in range(30_000))
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}<w:tbl>{rows}</w:tbl></w:body></w:document>'
    _package(path, "word/document.xml", {"word/document.xml": document})


def _sheet(path: Path) -> None:
    rows = (
        f'<row r="{row}">'
        + "".join(f'<c t="inlineStr"><is><t>Actividad {row}-{column}</t></is></c>' for column in range(9))
        + "</row>"
        for row in range(1, 40_001)
    )
    sheet = f'<worksheet xmlns="{_S}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    entry = '<sheet name="Plan" sheetId="1" r:id="rId1"/>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_OFFICE}"><sheets>{entry}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    _package(path, "xl/workbook.xml", parts)


def _relations(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}">{one}</Relationships>'


def _package(path: Path, main: str, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {"_rels/.rels": _relations("officeDocument", main), **parts}.items():
            package.writestr(name, text)


def _values(path: Path) -> None:
    lines = (";".join(f"valor {row} {column}" for column in range(9)) for row in range(40_000))
    path.write_text("\n".join(lines), encoding="cp1252")


def _pdf(path: Path) -> None:
    """Sixty pages of ruled rows, written by hand."""
    pages = range(60)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in pages)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in pages:
        text = "".join(_pdf_row(number, row) for row in range(40))
        resources = "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    path.write_bytes(_pdf_file(objects))


def _pdf_row(page: int, row: int) -> str:
    bottom = 740 - 17 * row
    shown = ((50 + 170 * column, f"Actividad {page}.{row}.{column} del plan") for column in range(3))
    return "".join(
        f"{x} {bottom} 170 17 re S BT /F1 9 Tf {x + 4} {bottom + 5} Td ({text}) Tj ET\n" for x, text in shown
    )


def _pdf_file(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    size = len(objects) + 1
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{tail}".encode()


if __name__ == "__main__":
    raise SystemExit(main())
