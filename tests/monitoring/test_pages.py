"""The pages of evidence as people use them: giving, refusals that keep what was typed, reviewing, undoing, delays."""

from __future__ import annotations

import io
import re
import struct
import threading
import zipfile
import zlib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from PIL import Image, ImageFile

from tequio.audit.models import Event
from tequio.audit.record import content_of
from tequio.commitments.actions import publish_commitment
from tequio.exercises.actions import grant_role
from tequio.exercises.models import Role
from tequio.files.actions import read_file
from tequio.files.models import StoredFile
from tequio.monitoring.actions import accept_evidence
from tequio.monitoring.models import Delay, Evidence, Review
from tests import builders
from tests.builders import Table
from tests.entering import entered

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
NOW, LATER = builders.NOW, builders.LATER
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _world(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "files"
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def table() -> Table:
    return public_table()


def public_table() -> Table:
    """Its commitment is public."""
    made = builders.table()
    publish_commitment(commitment=made.commitment, by=builders.secretariat(made.exercise), at=NOW)
    return made


def spot(table: Table, position: int = 0) -> str:
    activity = (table.first, table.second)[position]
    return f"/{table.exercise.slug}/compromisos/{table.commitment.number}/actividades/{activity.position}/"


def door(table: Table, place: int = 0) -> str:
    return f"{spot(table)}evidencia/{table.means[place].uid}/"


def upload(content: bytes = PDF, name: str = "minuta.pdf", media: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, media)


def send(client: Client, address: str, **data: Any) -> Any:
    values: dict[str, Any] = {"key": str(uuid4()), "shown": "as_is", **data}
    return client.post(address, values)


def of_kind(table: Table, *kinds: str) -> Table:
    """The same commitment with another goal, whose means are of these kinds."""
    goal = builders.goal(table.plan, *kinds, number=2)
    activity = builders.activity(table.plan, "Tercera reunión", ends="2019-11-05", goal=goal)
    means = tuple(goal.means.order_by("position"))
    return Table(**{**{name: getattr(table, name) for name in Table.__slots__}, "means": means, "first": activity})


def text_of(response: Any) -> str:
    return str(response.content.decode())


def review_of(evidence: Evidence, table: Table) -> str:
    return f"/{table.exercise.slug}/revision/{evidence.uid}/"


# ---- giving ---------------------------------------------------------------------------------------------------------


@pytest.mark.covers("req:82")
def test_the_responsible_gives_a_file_and_is_told_what_comes_next(table: Table) -> None:
    client = entered(table.officer)
    page = text_of(client.get(spot(table)))
    assert page.count("Subir evidencia") == 2
    answer = send(client, door(table), file=upload(), description="Convocatoria publicada")
    assert answer.status_code == 302
    given = Evidence.objects.get()
    assert (given.state, given.means, given.activity) == ("sent", table.means[0], table.first)
    landed = text_of(client.get(answer.headers["Location"]))
    assert "Su evidencia llegó" in landed
    assert "Espera revisión" in landed
    event = Event.objects.get(verb="monitoring.evidence_submitted")
    assert event.changes["sha256"] == [None, given.file.sha256 if given.file else ""]
    assert "minuta.pdf" not in str(content_of(event))


def test_a_link_may_be_given_instead_of_a_file(table: Table) -> None:
    answer = send(entered(table.officer), door(table), url="https://example.org/convocatoria")
    assert answer.status_code == 302
    assert Evidence.objects.get().url == "https://example.org/convocatoria"
    for wrong in ("javascript:alert(1)", "ftp://example.org/x", "example"):
        refused = send(entered(table.officer), door(table, 1), url=wrong)
        assert refused.status_code == 422, wrong
        assert "empieza con https://" in text_of(refused)
        assert "Elija un archivo o escriba una liga" not in text_of(refused)


@pytest.mark.parametrize("who", ["citizen", "colleague", "stranger", "facilitator"])
def test_who_does_not_answer_for_it_gives_nothing_and_reads_why(table: Table, who: str) -> None:
    client = entered(getattr(table, who))
    for answer in (client.get(door(table)), send(client, door(table), file=upload())):
        assert answer.status_code == 403
        assert "responsables del compromiso y sus enlaces" in text_of(answer)
    assert not Evidence.objects.exists()
    assert "Subir evidencia" not in text_of(client.get(spot(table)))


def test_who_has_not_entered_is_sent_to_enter_and_back(table: Table) -> None:
    answer = Client().get(door(table))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/entrar/?next=")
    assert "Subir evidencia" not in text_of(Client().get(spot(table)))


@pytest.mark.covers("exp:27")
def test_the_form_tells_limits_types_and_what_its_kind_asks_before_choosing(table: Table) -> None:
    other = of_kind(table, "Lista de asistencia", "Minutas", "Memoria fotográfica")
    client = entered(table.officer)
    told = [text_of(client.get(door(other, place))) for place in range(3)]
    for page in told:
        assert "Hasta 20 MB" in page
        assert ".docx, .xlsx" in page
        assert "borran la ubicación" in page
    assert "Cuántas personas hay en la lista" in told[0]
    assert "nunca los nombres" in told[0]
    assert "Acuerdos de la minuta" in told[1]
    assert "Al menos una foto, con una descripción" in told[2]


@pytest.mark.covers("req:81", "exp:26")
@pytest.mark.parametrize(
    ("place", "wrong", "field"),
    [
        (0, {}, "people"),
        (0, {"people": "0"}, "people"),
        (0, {"people": "muchas"}, "people"),
        (1, {"agreements": "  "}, "agreements"),
        (2, {"description": "Reunión"}, "file"),
    ],
)
def test_each_kind_asks_its_own_and_the_form_keeps_everything(
    table: Table, place: int, wrong: dict[str, str], field: str
) -> None:
    other = of_kind(table, "Lista de asistencia", "Minuta", "Memoria fotográfica")
    client = entered(table.officer)
    data = {"description": "Reunión del 5 de noviembre", **wrong}
    sent = upload(b"a,b\n1,2\n", "tabla.csv") if place == 2 else upload()
    answer = send(client, door(other, place), file=sent, shown="reserved", **data)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert f'href="#{field}"' in page
    assert data["description"] in page
    assert not Evidence.objects.exists()


@pytest.mark.covers("req:81")
def test_the_kinds_are_met_and_kept(table: Table) -> None:
    other = of_kind(table, "Lista de asistencia", "Minuta")
    client = entered(table.officer)
    assert send(client, door(other), file=upload(), people="34", shown="reserved").status_code == 302
    assert send(client, door(other, 1), file=upload(), agreements="Uno\nDos").status_code == 302
    people, agreements = Evidence.objects.order_by("pk").values_list("people", "agreements")
    assert (people[0], agreements[1]) == (34, "Uno\nDos")


@pytest.mark.covers("case:U1", "exp:26")
def test_a_file_that_is_refused_leaves_what_was_typed_and_the_other_file(table: Table) -> None:
    client = entered(table.officer)
    svg = upload(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "logo.png", "image/png")
    answer = send(client, door(table), file=upload(), public=svg, shown="other", description="Lo que escribí")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "no es de un tipo permitido" in page
    assert "Lo que escribí" in page
    assert "ya lo recibimos" in page
    token = re.search(r'name="held_file" value="([^"]+)"', page)
    assert token
    again = send(client, door(table), held_file=token[1], shown="as_is", description="Lo que escribí")
    assert again.status_code == 302
    stored = Evidence.objects.get().file
    assert stored is not None
    assert read_file(stored) == PDF


def test_a_file_that_waits_serves_nobody_else_and_not_for_ever(table: Table) -> None:
    client = entered(table.officer)
    other = of_kind(table, "Lista de asistencia")
    page = text_of(send(client, door(other), file=upload(), shown="reserved"))
    token = re.search(r'name="held_file" value="([^"]+)"', page)
    assert token
    enlace = builders.person()
    builders.seat(enlace, "government", role="enlace")
    stolen = send(entered(enlace), door(other), held_file=token[1], people="3", shown="reserved")
    assert stolen.status_code == 422
    with time_machine.travel(NOW + timedelta(days=1, minutes=1)):
        late = send(entered(table.officer), door(other), held_file=token[1], people="3", shown="reserved")
    assert late.status_code == 422
    assert not Evidence.objects.exists()


@pytest.mark.covers("case:F10")
def test_a_double_click_gives_one_piece_and_the_same_answer(table: Table) -> None:
    client, key = entered(table.officer), str(uuid4())
    answers = [send(client, door(table), file=upload(), key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Evidence.objects.count() == 1
    other = send(client, door(table), file=upload(PDF + b"%otro\n%%EOF\n"), key=key)
    assert other.status_code == 409
    assert "ya se había enviado con otros datos" in text_of(other)
    assert Evidence.objects.count() == 1


@pytest.mark.covers("case:U8")
def test_two_files_of_one_name_are_two_files(table: Table) -> None:
    enlace = builders.person()
    builders.seat(enlace, "government", role="enlace")
    other = PDF + b"%segunda\n%%EOF\n"
    for person, content in ((table.officer, PDF), (enlace, other)):
        assert send(entered(person), door(table), file=upload(content, "acta.pdf")).status_code == 302
    assert [read_file(each) for each in StoredFile.objects.order_by("pk")] == [PDF, other]


@pytest.mark.covers("case:F10", "case:U8")
@pytest.mark.django_db(transaction=True)
def test_at_the_same_instant(table: Table) -> None:
    """Twice the same form: one piece. Two people with files of one name: two pieces, each with its own bytes."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite tiene un solo escritor")
    enlace = builders.person()
    builders.seat(enlace, "government", role="enlace")
    clients, key = [entered(table.officer), entered(enlace)], str(uuid4())
    other = PDF + b"%segunda\n%%EOF\n"
    jobs: list[tuple[Client, dict[str, Any]]] = [
        (clients[0], {"key": key, "file": upload(PDF, "acta.pdf")}),
        (clients[0], {"key": key, "file": upload(PDF, "acta.pdf")}),
        (clients[1], {"file": upload(other, "acta.pdf")}),
    ]
    gate, codes = threading.Barrier(len(jobs)), []

    def press(client: Client, data: dict[str, Any]) -> None:
        gate.wait()
        codes.append(send(client, door(table), **data).status_code)
        connections.close_all()

    threads = [threading.Thread(target=press, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [302, 302, 302]
    found = [read_file(each.file) for each in Evidence.objects.select_related("file").order_by("pk") if each.file]
    assert sorted(found) == sorted([PDF, other])


# ---- files ----------------------------------------------------------------------------------------------------------


def photo(kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (40, 120, 90)).save(out, kind, **options)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Cámara de prueba"
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 40.0, 30.0), 3: "W", 4: (103.0, 20.0, 30.0)})
    return photo(exif=exif, comment=b"en casa de alguien", xmp=b"<x:xmpmeta>lugar</x:xmpmeta>")


@pytest.mark.covers("case:U2", "exp:28", "req:92")
def test_the_public_copy_of_a_photo_tells_no_place_and_the_original_is_reserved(table: Table) -> None:
    original = with_place()
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)
    client = entered(table.officer)
    answer = send(
        client, door(table), file=upload(original, "reunion.jpg", "image/jpeg"), description="Personas sentadas"
    )
    assert answer.status_code == 302
    kept = Evidence.objects.get().file
    assert kept is not None
    assert kept.public_version is not None
    assert (kept.version, read_file(kept)) == ("reserved", original)
    public = read_file(kept.public_version)
    picture = Image.open(io.BytesIO(public))
    assert not picture.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(picture.info)
    for told in (b"Exif", b"xmpmeta", b"lugar", b"de alguien", "Cámara".encode()):
        assert told not in public


@pytest.mark.covers("case:U2", "exp:28")
@pytest.mark.needs_shared
@pytest.mark.parametrize("name", ["45-gps_ifd.jpg", "DSCN0010.jpg", "portrait_6.jpg"])
def test_real_photos_with_place_and_thumbnail(table: Table, shared: Path, name: str) -> None:
    data = (shared / "data/photos" / name).read_bytes()
    answer = send(entered(table.officer), door(table), file=upload(data, name, "image/jpeg"), description="Foto")
    assert answer.status_code == 302
    kept = Evidence.objects.get().file
    assert kept is not None
    assert kept.public_version is not None
    public = read_file(kept.public_version)
    assert not Image.open(io.BytesIO(public)).getexif()
    assert public.count(b"\xff\xd8\xff") == 1


@pytest.mark.covers("case:U2")
def test_a_photo_held_upright_stays_upright_and_a_large_one_is_reduced(table: Table) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (4000, 3000), "white").save(out, "JPEG", exif=exif)
    send(entered(table.officer), door(table), file=upload(out.getvalue(), "x.jpg"), description="Foto")
    kept = Evidence.objects.get().file
    assert kept is not None
    assert kept.public_version is not None
    assert Image.open(io.BytesIO(read_file(kept.public_version))).size == (1800, 2400)


@pytest.mark.covers("exp:29")
def test_a_photo_needs_a_description_and_one_is_suggested(table: Table) -> None:
    client = entered(table.officer)
    answer = send(client, door(table), file=upload(photo(), "x.jpg", "image/jpeg"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "para quien no puede verla" in page
    assert "Puede partir de esto:" in page
    assert "Primera reunión, 5 de septiembre de 2019" in page


@pytest.mark.covers("req:92", "exp:28")
def test_an_attendance_list_never_shows_its_names(table: Table) -> None:
    other = of_kind(table, "Lista de asistencia")
    client = entered(table.officer)
    refused = send(client, door(other), file=upload(), people="3", shown="as_is")
    assert refused.status_code == 422
    assert "sin ellos" in text_of(refused)
    public = PDF + b"%sin nombres\n%%EOF\n"
    answer = send(client, door(other), file=upload(), public=upload(public, "publica.pdf"), people="3", shown="other")
    assert answer.status_code == 302
    evidence = Evidence.objects.get()
    event = Event.objects.get(verb="monitoring.evidence_submitted")
    assert event.changes["sha256"] != event.changes["public_sha256"]
    accept_evidence(evidence=evidence, pack=builders.pack(), by=table.citizen, at=NOW)
    assert Client().get(f"/evidencia/{evidence.uid}/").content == public
    page = text_of(Client().get(spot(other)))
    assert "3 personas" in page


def png_of(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width // 8 + 1)) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bomb_of_members() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(2100):
            package.writestr(f"xl/p{number}.xml", "")
    return out.getvalue()


def bomb_of_size() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/sheet.xml", bytes(250_000_000))
    return out.getvalue()


@pytest.mark.covers("case:U3")
def test_a_picture_of_too_many_points_is_refused_before_it_is_opened(table: Table) -> None:
    bomb = png_of(50_000, 50_000)
    assert len(bomb) < 1_000_000
    client = entered(table.officer)
    answer = send(client, door(table), file=upload(bomb, "foto.png", "image/png"), description="Foto")
    assert answer.status_code == 422
    assert "40 millones de puntos" in text_of(answer)
    assert client.get(spot(table)).status_code == 200


@pytest.mark.covers("case:U4")
@pytest.mark.parametrize("make", [bomb_of_members, bomb_of_size])
def test_a_bomb_in_a_package_is_refused_without_unpacking(table: Table, make: Any) -> None:
    answer = send(entered(table.officer), door(table), file=upload(make(), "tabla.xlsx"))
    assert answer.status_code == 422
    assert not StoredFile.objects.exists()


@pytest.mark.covers("case:U5")
@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x",
        "CON.pdf",
        "a\u202efdp.exe.pdf",
        "n" * 300 + ".pdf",
        "dos\nrenglones.pdf",
        "con \"comillas\" y 'más'.pdf",
        "..\\..\\windows.pdf",
    ],
)
def test_an_odd_name_is_kept_under_its_content_and_given_back_harmless(table: Table, name: str) -> None:
    odd = SimpleUploadedFile("x.pdf", PDF, "application/pdf")
    # what a hostile client writes in the header, before anything cleans it
    odd.__dict__["_name"] = name
    answer = send(entered(table.officer), door(table), file=odd)
    assert answer.status_code == 302
    evidence = Evidence.objects.select_related("file").get()
    assert evidence.file is not None
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{64}", evidence.file.key)
    stored = evidence.file.original_name
    assert not re.search(r"[/\\\n\u202e]", stored)
    assert len(stored) <= 150
    assert not stored.upper().startswith("CON.")
    accept_evidence(evidence=evidence, pack=builders.pack(), by=table.citizen, at=NOW)
    told = Client().get(f"/evidencia/{evidence.uid}/").headers["Content-Disposition"]
    assert told == f'attachment; filename="evidencia-{str(evidence.uid)[:8]}.pdf"', "the public name tells nobody's"


@pytest.mark.covers("case:U6")
@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "acta.pdf", "«acta.pdf» está vacío"),
        (PDF[:-8], "acta.pdf", "«acta.pdf» llegó incompleto"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "foto.jpg", "«foto.jpg» está dañado o llegó incompleto"),
        (b"PK\x03\x04 cortado", "acta.docx", "«acta.docx» está dañado o incompleto"),
    ],
)
def test_what_is_empty_or_cut_is_told_by_its_name_and_why(table: Table, content: bytes, name: str, told: str) -> None:
    answer = send(entered(table.officer), door(table), file=upload(content, name), description="x")
    assert answer.status_code == 422
    assert told in text_of(answer)


@pytest.mark.covers("case:U6")
def test_a_photo_cut_in_the_middle_is_refused(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in a process where the maker of PDF was imported, which leaves Pillow filling in what lacks."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    out = io.BytesIO()
    Image.effect_noise((900, 700), 80).convert("RGB").save(out, "JPEG")
    cut = out.getvalue()[: len(out.getvalue()) // 2]
    answer = send(entered(table.officer), door(table), file=upload(cut, "foto.jpg"), description="Foto")
    assert answer.status_code == 422
    assert "«foto.jpg» está dañado o llegó incompleto" in text_of(answer)


@pytest.mark.covers("exp:27", "exp:26")
def test_what_is_too_large_is_told_with_its_size_and_what_was_typed_stays(table: Table) -> None:
    large = upload(PDF + bytes(20 * 1024 * 1024), "grande.pdf")
    answer = send(entered(table.officer), door(table), file=large, description="Minuta del 5 de septiembre")
    page = text_of(answer)
    assert answer.status_code == 413
    assert "<title>Error:" in page
    assert "«grande.pdf» pesa 21.0 MB y se admiten hasta 20 MB" in page
    assert "Minuta del 5 de septiembre" in page
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "stored"),
    [
        (PDF, "nomina.pdf.html", ("application/pdf", "nomina.pdf.html.pdf")),
        (photo("PNG"), "captura.jpg", ("image/png", "captura.jpg.png")),
        (photo("WEBP"), "foto.webp", ("image/webp", "foto.webp")),
        (b"clave,valor\n1,2\n", "datos.csv", ("text/csv", "datos.csv")),
        (b"ID3\x04\x00" + bytes(200), "audio.mp3", ("audio/mpeg", "audio.mp3")),
        (b"OggS\x00" + bytes(200), "audio.ogg", ("audio/ogg", "audio.ogg")),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(200), "audio.m4a", ("audio/mp4", "audio.m4a")),
    ],
)
def test_the_type_is_what_the_file_holds(table: Table, content: bytes, name: str, stored: tuple[str, str]) -> None:
    answer = send(entered(table.officer), door(table), file=upload(content, name), description="Foto", shown="reserved")
    assert answer.status_code == 302, re.findall(r'class="error"[^>]*>([^<]+)', text_of(answer))
    assert StoredFile.objects.order_by("-pk").values_list("media_type", "original_name")[0] == stored


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + bytes(300), "factura.pdf"),
        (b"<!doctype html><script>alert(1)</script>", "foto.jpg"),
        (b"#!/bin/sh\nrm -rf x\n", "guion.sh"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(200), "video.mp4"),
    ],
)
def test_other_types_are_refused(table: Table, content: bytes, name: str) -> None:
    answer = send(entered(table.officer), door(table), file=upload(content, name), description="x")
    assert answer.status_code == 422
    assert "no es de un tipo permitido" in text_of(answer)


def heic() -> bytes:
    """As an iPhone writes it: held upright by its EXIF, with place, maker and XMP."""
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.register_heif_opener()
    picture = Image.new("RGB", (640, 480), (30, 90, 60))
    exif = picture.getexif()
    exif[0x010F], exif[0x0112] = "Teléfono de prueba", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 40.0, 1.0), 3: "W", 4: (103.0, 20.0, 1.0)})
    out = io.BytesIO()
    picture.save(out, "HEIF", exif=exif.tobytes(), xmp=b"<x:xmpmeta>Guadalajara</x:xmpmeta>")
    return out.getvalue()


@pytest.mark.covers("exp:27", "exp:28", "case:U2")
def test_a_photo_of_an_iphone_is_shown_as_a_plain_picture(table: Table) -> None:
    original = heic()
    assert b"Guadalajara" in original
    sent = upload(original, "IMG_0042.HEIC", "image/heic")
    answer = send(entered(table.officer), door(table), file=sent, description="Segunda reunión")
    assert answer.status_code == 302
    file = Evidence.objects.get().file
    assert file is not None
    assert file.public_version is not None
    assert (file.version, file.media_type, file.public_version.media_type) == ("reserved", "image/heic", "image/jpeg")
    assert file.public_version.original_name == "IMG_0042.jpg"
    public = read_file(file.public_version)
    with Image.open(io.BytesIO(public)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (480, 640))
        assert not drawn.getexif()
    assert b"Guadalajara" not in public


@pytest.mark.covers("case:U6")
def test_a_photo_of_an_iphone_cut_in_the_middle_is_refused(table: Table) -> None:
    answer = send(entered(table.officer), door(table), file=upload(heic()[:600], "IMG_0042.HEIC"), description="x")
    assert answer.status_code == 422
    assert "IMG_0042.HEIC» está dañado o llegó incompleto" in text_of(answer)


@pytest.mark.covers("req:92")
@pytest.mark.parametrize(
    ("who", "page", "original"),
    [
        ("officer", 200, 200),
        ("citizen", 200, 200),
        ("guarantor", 200, 200),
        ("colleague", 200, 404),
        ("secretariat", 200, 200),
        ("auditor", 200, 200),
        ("facilitator", 404, 404),
        ("stranger", 404, 404),
        ("anonymous", 302, 302),
    ],
)
def test_who_opens_the_reserved_file(table: Table, who: str, page: int, original: int) -> None:
    send(entered(table.officer), door(table), file=upload(with_place(), "foto.jpg"), description="Foto")
    evidence = Evidence.objects.get()
    auditor = builders.person()
    grant_role(exercise=table.exercise, person=auditor, role=Role.AUDITOR, by=builders.administrator(), at=NOW)
    people = {"secretariat": builders.secretariat(table.exercise), "auditor": auditor}
    client = Client() if who == "anonymous" else entered(people.get(who) or getattr(table, who))
    address = review_of(evidence, table)
    assert client.get(address).status_code == page
    answer = client.get(f"{address}archivo/original/")
    assert answer.status_code == original
    if original == 200:
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Client().get(f"/evidencia/{evidence.uid}/").status_code == 404


# ---- reviewing ------------------------------------------------------------------------------------------------------


def given(table: Table, place: int = 0, position: int = 0) -> Evidence:
    return table.evidence(place, activity=(table.first, table.second)[position], description="Lo que se entregó")


@pytest.mark.covers("req:82")
def test_accepting_tells_what_changed(table: Table) -> None:
    client = entered(table.citizen)
    first, second = given(table, 0), given(table, 1)
    assert client.post(review_of(first, table), {"decision": "accept"}).status_code == 302
    page = text_of(client.get(review_of(first, table)))
    assert "El avance sigue en 0 de 2 (0 %)." in page
    assert "falta:" in page
    assert client.post(review_of(second, table), {"decision": "accept"}).status_code == 302
    page = text_of(client.get(review_of(second, table)))
    assert "El avance pasó de 0 de 2 a 2 de 2 (100 %)." in page


@pytest.mark.covers("req:82")
@pytest.mark.parametrize(
    ("who", "said"), [("colleague", "sector distinto del que la entregó"), ("officer", "nunca quien la entregó")]
)
def test_the_same_sector_and_the_giver_read_why_not(table: Table, who: str, said: str) -> None:
    evidence = given(table)
    client = entered(getattr(table, who))
    page = text_of(client.get(review_of(evidence, table)))
    assert "Guardar mi decisión" not in page
    for decision in ("accept", "return", "start"):
        answer = client.post(review_of(evidence, table), {"decision": decision, "reason": "x"})
        assert answer.status_code == 403
        assert said in text_of(answer)
    assert Evidence.objects.get().state == "sent"


@pytest.mark.covers("exp:26")
def test_a_return_needs_a_reason_and_a_decision_needs_choosing(table: Table) -> None:
    evidence = given(table)
    client = entered(table.guarantor)
    for data, field in (({"decision": "return", "reason": " "}, "reason"), ({"reason": "Falta la firma"}, "decision")):
        answer = client.post(review_of(evidence, table), data)
        assert answer.status_code == 422
        assert f'href="#{field}"' in text_of(answer)
    assert "Falta la firma" in text_of(answer)
    assert not Review.objects.exists()
    client.post(review_of(evidence, table), {"decision": "return", "reason": "Falta la firma"})
    page = text_of(entered(table.officer).get(spot(table)))
    assert "Falta la firma" in page
    assert "Entregar otra vez" in page


@pytest.mark.covers("req:82")
def test_another_sector_returns_an_accepted_one_and_both_reasons_stay(table: Table) -> None:
    evidence = given(table)
    citizen, guarantor = entered(table.citizen), entered(table.guarantor)
    citizen.post(review_of(evidence, table), {"decision": "accept", "reason": "Está completa"})
    assert "¿No corresponde?" not in text_of(citizen.get(review_of(evidence, table)))
    page = text_of(guarantor.get(review_of(evidence, table)))
    assert "¿No corresponde?" in page
    guarantor.post(review_of(evidence, table), {"decision": "return", "reason": "Es de otra sesión"})
    page = text_of(guarantor.get(review_of(evidence, table)))
    assert "Está completa" in page
    assert "Es de otra sesión" in page


@pytest.mark.covers("exp:4")
def test_a_decision_is_undone_with_a_button_and_stays_in_the_record(table: Table) -> None:
    evidence = given(table)
    client = entered(table.citizen)
    client.post(review_of(evidence, table), {"decision": "accept"})
    undo = f"{review_of(evidence, table)}deshacer/"
    assert f'action="{undo}"' in text_of(client.get(review_of(evidence, table)))
    with time_machine.travel(NOW + timedelta(seconds=30)):
        assert client.post(undo).status_code == 302
    assert Evidence.objects.get().state == "sent"
    verbs = Event.objects.filter(subject_uid=evidence.uid).order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[1:] == ["monitoring.evidence_accepted", "monitoring.review_undone"]
    assert Review.objects.get().undone_at is not None
    assert client.get(undo).status_code == 405
    client.post(review_of(evidence, table), {"decision": "return", "reason": "Falta la firma"})
    assert Evidence.objects.get().state == "returned"


@pytest.mark.covers("exp:4")
def test_it_is_undone_only_by_who_decided_and_only_for_a_while(table: Table) -> None:
    evidence = given(table)
    citizen = entered(table.citizen)
    citizen.post(review_of(evidence, table), {"decision": "accept"})
    undo = f"{review_of(evidence, table)}deshacer/"
    assert entered(table.guarantor).post(undo).status_code == 403
    with time_machine.travel(NOW + timedelta(minutes=11)):
        late = citizen.post(undo)
        assert "Deshacer" not in text_of(citizen.get(review_of(evidence, table)))
    assert late.status_code == 422
    assert "ya no se puede deshacer" in text_of(late)
    assert Evidence.objects.get().state == "accepted"


@pytest.mark.covers("req:82")
def test_what_was_undone_is_not_disputed(table: Table) -> None:
    """Accepted, taken back, returned by another: nobody's acceptance stands, so there is no controversy."""
    evidence = given(table)
    citizen = entered(table.citizen)
    citizen.post(review_of(evidence, table), {"decision": "accept"})
    citizen.post(f"{review_of(evidence, table)}deshacer/")
    entered(table.guarantor).post(review_of(evidence, table), {"decision": "return", "reason": "No corresponde"})
    assert "controvertido" not in text_of(Client().get(spot(table, 1)))


def test_two_reviewers_press_and_the_second_is_told(table: Table) -> None:
    evidence = given(table)
    entered(table.citizen).post(review_of(evidence, table), {"decision": "accept"})
    answer = entered(table.guarantor).post(review_of(evidence, table), {"decision": "accept"})
    assert answer.status_code == 409
    assert "ya no está en espera de revisión" in text_of(answer)


def test_the_list_holds_what_each_one_may_decide(table: Table, django_assert_max_num_queries: Any) -> None:
    address = f"/{table.exercise.slug}/revision/"
    given(table)
    reviewer = entered(table.citizen)
    assert text_of(reviewer.get(address)).count("Revisar evidencia") == 1
    assert "Nada espera su revisión" in text_of(entered(table.colleague).get(address))
    assert entered(table.stranger).get(address).status_code == 403
    for _ in range(12):
        given(table, 1)
    with django_assert_max_num_queries(16):
        assert text_of(reviewer.get(address)).count("Revisar evidencia") == 13


# ---- delays ---------------------------------------------------------------------------------------------------------


@pytest.mark.covers("exp:6", "req:87")
def test_a_new_date_says_why_and_both_stay_public(table: Table) -> None:
    client = entered(table.officer)
    assert "Sin motivo informado" in text_of(Client().get(spot(table)))
    data = {"reason": "staff", "text": "Cambió la persona titular.", "ends": "04/10/2019"}
    answer = client.post(f"{spot(table)}fecha/", data)
    assert answer.status_code == 302
    page = text_of(Client().get(spot(table)))
    for told in (
        "5 de septiembre de 2019",
        "4 de octubre de 2019",
        "Cambio de personal",
        "Cambió la persona titular.",
    ):
        assert told in page
    assert "Sin motivo informado" not in page


@pytest.mark.covers("exp:6", "exp:26")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "porque sí"}, "reason"),
        ({"text": "  "}, "text"),
        ({"ends": "pronto"}, "ends"),
        ({"ends": "31/02/2020"}, "ends"),
        ({"ends": "01/09/2019"}, "ends"),
        ({"ends": "2019-09-05"}, "ends"),
    ],
)
def test_a_delay_that_says_too_little_is_refused_and_kept(table: Table, wrong: dict[str, str], field: str) -> None:
    data = {"reason": "staff", "text": "Cambió la persona titular.", "ends": "04/10/2019", **wrong}
    answer = entered(table.officer).post(f"{spot(table)}fecha/", data)
    assert answer.status_code == 422
    assert f'href="#{field}"' in text_of(answer)
    if field != "text":
        assert "Cambió la persona titular." in text_of(answer)
    assert not Delay.objects.exists()


@pytest.mark.covers("exp:5")
def test_a_delay_may_leave_the_date_to_be_defined(table: Table) -> None:
    data = {"reason": "budget", "text": "No hay presupuesto.", "ends": "por definir"}
    assert entered(table.officer).post(f"{spot(table)}fecha/", data).status_code == 302
    assert "Por definir" in text_of(Client().get(spot(table)))
    assert entered(table.citizen).post(f"{spot(table)}fecha/", data).status_code == 403


# ---- nobody types a percentage --------------------------------------------------------------------------------------


@pytest.mark.covers("req:82", "req:128")
def test_no_form_and_no_verb_accepts_a_percentage() -> None:
    import inspect

    from django import forms as django_forms

    from tequio.monitoring import actions, forms, intake

    typed = {"percent", "percentage", "progress", "porcentaje", "avance", "done"}
    for module in (actions, intake):
        for _name, verb in inspect.getmembers(module, inspect.isfunction):
            assert not typed & set(inspect.signature(verb).parameters)
    found = [each for _name, each in inspect.getmembers(forms, inspect.isclass) if issubclass(each, django_forms.Form)]
    assert len(found) == 3
    for form in found:
        assert not typed & set(form.base_fields)
    for model in (Evidence, Review, Delay):
        assert not typed & {field.name for field in model._meta.get_fields()}


@pytest.mark.covers("req:82")
def test_a_percentage_sent_anyway_changes_nothing(table: Table) -> None:
    evidence = given(table)
    client = entered(table.citizen)
    client.post(review_of(evidence, table), {"decision": "accept", "percent": "100", "done": "2", "avance": "100"})
    assert "El avance sigue en 0 de 2 (0 %)." in text_of(client.get(review_of(evidence, table)))


@pytest.mark.covers("req:128", "req:92")
def test_the_record_tells_it_in_words_and_hides_what_is_reserved(table: Table) -> None:
    client = entered(table.citizen)
    send(entered(table.officer), door(table), file=upload(PDF, "nombres-de-personas.pdf"), description="Convocatoria")
    evidence = Evidence.objects.get()
    client.post(review_of(evidence, table), {"decision": "accept"})
    client.post(f"{review_of(evidence, table)}deshacer/")
    page = text_of(Client().get(f"/{table.exercise.slug}/bitacora/"))
    for told in (
        "Se entregó una evidencia.",
        "Se aceptó una evidencia.",
        "Se deshizo una decisión sobre una evidencia.",
    ):
        assert told in page
    assert "nombres-de-personas" not in page
    event = Event.objects.get(verb="monitoring.evidence_submitted")
    assert re.fullmatch(r"[0-9a-f]{64}", event.reserved["file"])


@pytest.mark.covers("case:F10", "req:81")
def test_the_database_keeps_one_piece_for_each_key_and_no_list_of_nobody(table: Table) -> None:
    key = uuid4()
    first, second = given(table, 0), given(table, 1)
    Evidence.objects.filter(pk=first.pk).update(key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=second.pk).update(key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=second.pk).update(people=0)
