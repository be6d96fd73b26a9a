"""An outline as a tagged PDF (PDF/UA-1), made by WeasyPrint in a process of its own with limits, that can fetch nothing.

WeasyPrint needs pango, a library of the system: where it is missing the refusal says what to install.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tequio.core.outline import Outline
from tequio.core.refusals import Refusal
from tequio.formats import html_out

#: emoji and the like: where no font has one, WeasyPrint writes an encoding that leaves the whole text unreadable to other programs
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
SECONDS = 60
MEMORY = 1_500 * 2**20
NO_PANGO, TOO_MUCH = 3, 4


class PdfUnavailable(Refusal):
    """This machine cannot make PDF files."""

    code = "pdf_unavailable"


class PdfTooBig(Refusal):
    """Making this PDF would cost more than the limits allow."""

    code = "pdf_too_big"


def render(outline: Outline, fonts: Sequence[html_out.FontFace] = ()) -> bytes:
    """The bytes of the PDF; the same outline gives the same bytes. Raises PdfUnavailable without pango, PdfTooBig over the limits."""
    return from_html(html_out.render(outline, fonts))


def from_html(page: str, *, seconds: int = SECONDS) -> bytes:
    """Only ``data:`` addresses are followed, whatever the page asks for."""
    command = [sys.executable, "-I", str(Path(__file__).resolve())]
    environment = {"PATH": os.environ.get("PATH", ""), "SOURCE_DATE_EPOCH": "0", "LANG": "C.UTF-8"}
    if "SYSTEMROOT" in os.environ:  # Windows starts no process without it
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    try:
        done = subprocess.run(
            command, input=page.encode(), capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as over:
        raise PdfTooBig("El PDF tardó demasiado en hacerse; descárguelo como Word o Excel.") from over
    if done.returncode == NO_PANGO:
        raise PdfUnavailable(
            "Este equipo no puede hacer PDF: falta la biblioteca pango. En Debian o Ubuntu se instala con "
            "«apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0». Mientras tanto descargue el documento como Word."
        )
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PdfTooBig(
            "El PDF no se pudo hacer dentro de los límites de memoria y tiempo; descárguelo como Word o Excel."
        )
    return done.stdout


def _make() -> int:
    """The child: HTML on standard input, PDF on standard output."""
    _limit()
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except (OSError, ImportError):
        return NO_PANGO
    fetcher = URLFetcher(allowed_protocols=("data",))
    try:
        page = weasyprint.HTML(
            string=_BEYOND.sub("\u25a1", sys.stdin.buffer.read().decode()), url_fetcher=fetcher, base_url="about:blank"
        )
        sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1"))
    except MemoryError:
        return TOO_MUCH
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: only the time limit of the parent
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    raise SystemExit(_make())
