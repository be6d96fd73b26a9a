"""Makes the two fonts that PDFs carry from those of the site (Noto Sans, SIL Open Font License 1.1, text beside this file).

    python tequio/documents/fonts/make.py

A page may take its letters from several files; a PDF needs them in one per weight, with the blank, or a line that mixes them
loses its encoding and no program can read its text. Needs fonttools with brotli.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent
SITE = HERE.parent.parent / "web" / "static" / "web" / "fonts"
WEIGHTS = {"regular": 400, "bold": 700}


def main() -> None:
    for name, weight in WEIGHTS.items():
        with tempfile.TemporaryDirectory() as folder:
            parts = []
            for source in ("noto.woff2", "noto-peoples.woff2"):
                font = instantiateVariableFont(TTFont(SITE / source), {"wght": weight})
                font.flavor = None
                for table in ("GSUB", "GDEF", "STAT", "HVAR", "MVAR"):
                    if table in font:
                        del font[table]
                parts.append(str(Path(folder) / f"{source}.ttf"))
                font.save(parts[-1])
            merged = Merger().merge(parts)
            merged.flavor = "woff2"
            target = HERE / f"noto-print-{name}.woff2"
            merged.save(target)
            sys.stdout.write(f"{target.name}: {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
