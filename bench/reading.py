"""``tequio check`` of each document beside the usual library only opening the same file, in one run.

Seconds are of the processor, the whole path in this process: bytes → blocks → records → findings. The peer is python-docx, openpyxl or
pdfplumber taking out the text, which is where such a program would begin.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tequio.formats import rulepack

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PACKS = rulepack.load_all()
ROUNDS = 3
#: reading, understanding and checking a document costs at most this many times what opening it costs
LIMIT = 10.0


def documents() -> list[Path]:
    folders = [SHARED / "data" / "documents", SHARED / "seeds"] if SHARED.is_dir() else [ROOT / "samples"]
    found = [path for folder in folders for path in sorted(folder.rglob("*"))]
    return [path for path in found if path.suffix in {".docx", ".xlsx", ".pdf", ".txt"}]


def peer(path: Path) -> None:
    if path.suffix == ".docx":
        import docx

        document = docx.Document(str(path))
        for table in document.tables:
            for row in table.rows:
                [cell.text for cell in row.cells]
    elif path.suffix == ".xlsx":
        import openpyxl

        for sheet in openpyxl.load_workbook(path).worksheets:
            list(sheet.values)
    elif path.suffix == ".pdf":
        import pdfplumber

        with pdfplumber.open(path) as pages:
            for page in pages.pages:
                page.extract_text()
                page.extract_tables()
    else:
        path.read_text(encoding="utf-8")


def whole(path: Path) -> None:
    from tequio.core.reading import read
    from tequio.core.rules.choice import choose_pack
    from tequio.core.rules.engine import evaluate
    from tequio.formats.opening import read_document

    reading = read(read_document(path.read_bytes(), path.name))
    evaluate(reading, choose_pack(reading, PACKS, rulepack.load("ogp-local")).pack)


def processor_seconds(work: Callable[[Path], None], path: Path) -> float:
    samples = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work(path)
        samples.append(time.process_time() - before)
    return statistics.median(samples)


def main() -> int:
    slow = []
    paths = documents()
    for path in paths:
        ours, theirs = processor_seconds(whole, path), processor_seconds(peer, path)
        ratio = ours / max(theirs, 0.0001)
        #: a text file costs nothing to open: there the limit is what a person notices
        over = ratio > LIMIT and ours > 0.25
        slow += [path.name] if over else []
        print(f"{ours:7.3f} s  {ratio:7.1f} × la biblioteca  {path.name}{'  SOBRE EL LÍMITE' if over else ''}")
    print(f"{len(paths)} documentos; sobre {LIMIT:.0f} × y 0.25 s: {', '.join(slow) or 'ninguno'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
