"""Makes the subset fonts of the site from the packages of their authors (SIL Open Font License 1.1).

    npm pack @fontsource-variable/bricolage-grotesque@5 @fontsource-variable/noto-sans@5   # and unpack both
    python tequio/web/fonts/make.py BRICOLAGE/package NOTO/package

Needs fonttools with brotli. Only the weights and letters that the pages use are kept: Spanish and English in one file of each
family, and the letters of the orthographies of Mexico's peoples in a second one that a browser fetches when a page holds them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "static" / "web" / "fonts"
#: what an ordinary page in Spanish or English holds, and nothing else
BASIC = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2026,
    0x20AC,
    0x2212,
    0x2248,
]
#: ʼ ꞌ Ꞌ, long vowels, ɨ ʉ ẍ ǎ ǹ ṉ ẽ …: Maya, Nahuatl, Otomí, Mixtec, Zapotec and others
PEOPLES = [
    *range(0x100, 0x17F), *range(0x1CD, 0x1DD), 0x1F8, 0x1F9, 0x197, 0x268, 0x244, 0x289, 0x2BB, 0x2BC, 0xA78B, 0xA78C,
    *range(0x300, 0x305), 0x308, 0x30C, 0x331, *range(0x1E00, 0x1E9A),
]  # fmt: skip

#: ẽ ỹ ạ …: vowels with a tilde below or above, from the authors' Vietnamese package
TONES = [*range(0x1EA0, 0x1EFA)]


def subset(source: Path, target: str, letters: list[int], weights: tuple[int, int]) -> None:
    font = TTFont(source)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "tnum", "mark", "mkmk", "ccmp", "locl"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": weights})
    font.flavor = "woff2"
    font.save(OUT / target)
    sys.stdout.write(f"{target}: {(OUT / target).stat().st_size:,} bytes\n")


def main(bricolage: Path, noto: Path) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    subset(bricolage / "files/bricolage-grotesque-latin-wght-normal.woff2", "bricolage.woff2", BASIC, (700, 800))
    subset(noto / "files/noto-sans-latin-wght-normal.woff2", "noto.woff2", BASIC, (400, 700))
    subset(noto / "files/noto-sans-latin-ext-wght-normal.woff2", "noto-peoples.woff2", PEOPLES, (400, 700))
    subset(noto / "files/noto-sans-vietnamese-wght-normal.woff2", "noto-tones.woff2", TONES, (400, 700))
    shutil.copy(bricolage / "LICENSE", OUT / "OFL-bricolage-grotesque.txt")
    shutil.copy(noto / "LICENSE", OUT / "OFL-noto-sans.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
