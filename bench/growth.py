"""Text made to hurt the readers: seconds of a long line beside those of one eight times shorter, and of each hostile text.

Reading in proportion gives 8 ×; what takes less than 0.2 s at the larger size is not compared.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from tequio.core.reading import read
from tequio.core.refusals import UnreadableDocument
from tests.core.reading.test_any_document import long_documents
from tests.formats.test_text_in import HOSTILE
from tests.formats.test_text_in import read as read_text

SMALL, LARGE = 48_000, 384_000
#: of the larger over the smaller; seconds below which it does not matter; seconds of a hostile text
RATIO, NOTHING, AT_MOST = 20.0, 0.2, 8.0


def main() -> int:
    over = [line(name) for name in long_documents(60)] + [hostile(text) for text in HOSTILE]
    print(f"{len(over)} textos, {sum(over)} sobre su límite")
    return 1 if any(over) else 0


def line(name: str) -> bool:
    shorter, longer = long_documents(SMALL)[name], long_documents(LARGE)[name]
    small, large = seconds(lambda: read(shorter)), seconds(lambda: read(longer))
    over = large > max(RATIO * small, NOTHING)
    print(f"{large:7.3f} s  {large / small:5.1f} ×  {name}{'  SOBRE EL LÍMITE' if over else ''}")
    return over


def hostile(text: str) -> bool:
    took = seconds(lambda: read_text(text))
    over = took > AT_MOST
    print(f"{took:7.3f} s  de {AT_MOST:.0f} s  {text[:12]!r} …{'  SOBRE EL LÍMITE' if over else ''}")
    return over


def seconds(call: Callable[[], object]) -> float:
    """Of the processor."""
    began = time.process_time()
    with contextlib.suppress(UnreadableDocument):
        call()
    return time.process_time() - began


if __name__ == "__main__":
    raise SystemExit(main())
