from __future__ import annotations

import http.server
import io
import shutil
import threading
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest

from tequio.documents.rendering import fonts
from tequio.formats import pdf_out
from tests.formats.outlines import HOSTILE, ORTHOGRAPHY, STAMPED


@pytest.fixture(scope="module")
def content() -> bytes:
    return pdf_out.render(STAMPED, fonts())


@pytest.mark.covers("req:127")
def test_the_same_outline_gives_the_same_bytes(content: bytes) -> None:
    assert pdf_out.render(STAMPED, fonts()) == content


@pytest.mark.covers("exp:12")
def test_it_is_tagged_with_its_language_and_its_title(content: bytes) -> None:
    catalog: Any = pypdf.PdfReader(io.BytesIO(content)).root_object
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "es-MX"
    assert "/StructTreeRoot" in catalog
    assert b"pdfuaid:part" in catalog["/Metadata"].get_object().get_data()
    tags = structure(catalog["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI"} <= tags


def structure(node: object) -> set[str]:
    """Every kind of element under a node of the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*map(structure, node))
    if not isinstance(node, dict):
        return set()
    return ({str(node["/S"])} if "/S" in node else set()) | structure(node.get("/K", []))


@pytest.mark.covers("exp:12", "exp:23")
def test_its_text_can_be_taken_out(content: bytes) -> None:
    with pdfplumber.open(io.BytesIO(content)) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    for expected in ("PLAN ANUAL DE TRABAJO", "Segunda reunión", "Por definir", "DPC/012/2026", "=1+1", "Página 1 de"):
        assert expected in text
    assert ORTHOGRAPHY.removesuffix("🌽") in " ".join(text.split()) + " "


def test_hostile_text_stays_text(content: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert b"/JavaScript" not in content
    assert not any("/Annots" in page for page in reader.pages)
    assert any("script" in text for text in HOSTILE)
    assert ORTHOGRAPHY


def test_it_fetches_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    class Trap(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    (tmp_path / "secreto.txt").write_text("secreto")
    server = http.server.HTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    page = (
        f'<html lang="es"><title>t</title><link rel="stylesheet" href="{address}/a.css">'
        f'<img alt="x" src="{address}/b.png"><p>Texto</p>'
        f'<a rel="attachment" href="file://{tmp_path}/secreto.txt">adjunto</a></html>'
    )
    content = pdf_out.from_html(page)
    server.shutdown()
    server.server_close()
    assert asked == []
    assert b"/EmbeddedFile" not in content


def test_too_slow_is_a_refusal_and_not_a_hung_server() -> None:
    with pytest.raises(pdf_out.PdfTooBig, match="Word"):
        pdf_out.from_html("<p>x</p>", seconds=0)


@pytest.mark.covers("exp:12")
def test_without_pango_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child is another one, that fails as WeasyPrint does where the library is missing."""
    source = Path(pdf_out.__file__).read_text("utf-8")
    broken = source.replace("import weasyprint\n", 'raise OSError("cannot load library libpango-1.0-0")\n', 1)
    assert broken != source
    (tmp_path / "pdf_out.py").write_text(broken, "utf-8")
    shutil.copy(Path(pdf_out.__file__), tmp_path / "original.py")
    monkeypatch.setattr(pdf_out, "__file__", str(tmp_path / "pdf_out.py"))
    with pytest.raises(pdf_out.PdfUnavailable, match="apt install libpango"):
        pdf_out.from_html("<p>x</p>")
