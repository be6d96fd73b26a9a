"""Small copies of the photographs: of what the public may open, and for who reviews, of both versions side by side."""

from __future__ import annotations

import io
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from PIL import Image

from tequio.monitoring.models import Evidence
from tests import builders
from tests.builders import Table
from tests.entering import entered
from tests.monitoring.test_pages import PDF, door, public_table, review_of, send, text_of, upload, with_place

pytestmark = pytest.mark.django_db
NOW = builders.NOW


@pytest.fixture
def table(settings: LazySettings, tmp_path: Path) -> Table:
    settings.MEDIA_ROOT = tmp_path / "files"
    return public_table()


def give(table: Table, shown: str = "as_is", content: bytes | None = None, name: str = "foto.jpg") -> Evidence:
    with time_machine.travel(NOW):
        sent = upload(content or with_place(), name)
        answer = send(entered(table.officer), door(table), file=sent, description="La reunión", shown=shown)
    assert answer.status_code == 302, text_of(answer)
    return Evidence.objects.get()


def accept(evidence: Evidence) -> None:
    Evidence.objects.filter(pk=evidence.pk).update(state="accepted")


def small(client: Client, address: str) -> Image.Image:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"Exif" not in answer.content
    return Image.open(io.BytesIO(answer.content))


@pytest.mark.covers("exp:29", "req:92")
def test_anyone_sees_a_small_copy_of_an_accepted_photo_and_of_nothing_else(table: Table) -> None:
    evidence = give(table)
    address = f"/evidencia/{evidence.uid}/miniatura/"
    assert Client().get(address).status_code == 404
    accept(evidence)
    assert max(small(Client(), address).size) <= 640
    for page in (f"/{table.exercise.slug}/compromisos/1/", f"/{table.exercise.slug}/tablero/", spot_of(table)):
        assert f'src="{address}"' in text_of(Client().get(page)), page
    Evidence.objects.update(state="returned")
    assert Client().get(address).status_code == 404


@pytest.mark.covers("req:92")
def test_of_a_reserved_photo_the_public_gets_no_small_copy(table: Table) -> None:
    evidence = give(table, "reserved")
    accept(evidence)
    assert Client().get(f"/evidencia/{evidence.uid}/miniatura/").status_code == 404
    assert "miniatura" not in text_of(Client().get(f"/{table.exercise.slug}/compromisos/1/"))


@pytest.mark.covers("exp:28", "req:92")
def test_who_reviews_sees_both_versions_side_by_side(table: Table) -> None:
    evidence = give(table)
    base = f"{review_of(evidence, table)}archivo/"
    reviewer = entered(table.citizen)
    page = text_of(reviewer.get(review_of(evidence, table)))
    for version in ("publica", "original"):
        assert f'src="{base}{version}/miniatura/"' in page
        assert max(small(reviewer, f"{base}{version}/miniatura/").size) <= 640
    assert 'alt="La reunión"' in page
    # somebody of the sector that gave it sees the public one only, and a stranger nothing
    assert entered(table.colleague).get(f"{base}original/miniatura/").status_code == 404
    assert entered(table.stranger).get(f"{base}publica/miniatura/").status_code == 404


def test_what_is_not_a_picture_has_no_small_copy(table: Table) -> None:
    evidence = give(table, content=PDF, name="minuta.pdf")
    accept(evidence)
    assert Client().get(f"/evidencia/{evidence.uid}/miniatura/").status_code == 404
    assert entered(table.citizen).get(f"{review_of(evidence, table)}archivo/publica/miniatura/").status_code == 404
    assert Client().get(f"/evidencia/{uuid4()}/miniatura/").status_code == 404


def test_a_transparent_drawing_becomes_a_plain_picture(table: Table) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (1500, 900), (10, 80, 90, 0)).save(out, "PNG")
    evidence = give(table, content=out.getvalue(), name="plano.png")
    accept(evidence)
    drawn = small(Client(), f"/evidencia/{evidence.uid}/miniatura/")
    assert (drawn.size, drawn.getpixel((5, 5))) == ((640, 384), (255, 255, 255))


def spot_of(table: Table) -> str:
    return f"/{table.exercise.slug}/compromisos/1/actividades/{table.first.position}/"
