"""The poster of a call, for a wall: what it is, until when, what is asked, and a QR code that leads to its page."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from django.template.loader import render_to_string

from tequio.calls.queries.calls import CallPage
from tequio.documents import rendering
from tequio.formats import pdf_out, qr, share_image

#: of the web, for the title; the text uses the fonts of the documents
TITLE_FONT = Path(__file__).resolve().parent.parent / "web" / "static" / "web" / "fonts" / "bricolage.woff2"


def poster_pdf(page: CallPage, *, address: str) -> bytes:
    """Letter size. Raises PdfUnavailable where the system cannot make PDF."""
    faces = [(face.weight, b64encode(face.content).decode()) for face in rendering.fonts()]
    context = {
        "page": page,
        "address": address,
        "shown": address.partition("://")[2].rstrip("/"),
        "qr": qr.svg_data(address, error="q"),
        "faces": faces,
        "title_face": b64encode(TITLE_FONT.read_bytes()).decode(),
    }
    return pdf_out.from_html(render_to_string("calls/poster.html", context))


def share_png(page: CallPage) -> bytes:
    fonts = {face.weight: face.content for face in rendering.fonts()}
    said = share_image.Said(
        kicker=f"{page.exercise.place} · {page.exercise.name}",
        title=page.call,
        line=page.window.sentence if page.window else "",
        foot="Tequio · gobierno abierto local",
    )
    return share_image.draw(said, regular=fonts["400"], bold=fonts["700"])
