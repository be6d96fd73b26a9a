"""What stays of each meeting of the follow-up committee: five kinds of evidence, as anybody takes them from its page."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from tequio.bodies.actions import agreements, minutes
from tequio.bodies.actions.photos import PhotoSaysNothing, keep_photo
from tequio.bodies.models import Session, SessionPhoto
from tequio.documents.rendering import Form
from tequio.formats.attachments import UnacceptableFile
from tests.bodies.council import SOON, Council, council
from tests.bodies.test_minutes import text_of
from tests.bodies.test_seat_pages import text
from tests.bodies.test_session_pages import url_of
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def picture(shade: int = 40) -> bytes:
    """With a place written in it, as a telephone does."""
    drawn, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "LUGAR SECRETO"
    Image.new("RGB", (60, 40), (shade, 90, 90)).save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


def photographed(table: Council, session: Session, shade: int = 40) -> SessionPhoto:
    at = session.meeting.ends_at
    return keep_photo(session=session, content=picture(shade), name="a.jpg", caption="El pleno", by=table.clerk, at=at)


@pytest.mark.covers("req:85")
def test_three_meetings_of_the_follow_up_committee_leave_five_kinds_of_evidence_each(
    table: Council, client: Client
) -> None:
    """Convocatoria, list, photographs, minutes and feedback report, each read back as it is downloaded."""
    taken = []
    for number, days in enumerate((0, 21, 57), 1):
        session = table.opened("information", begins_at=SOON + timedelta(days=days))
        made = table.agrees(session, text=f"Acuerdo de la reunión {number}")
        table.closed(session)
        minutes.approve_minutes(minutes=table.minutes(session), by=table.clerk, at=session.meeting.ends_at)
        photo = photographed(table, session, shade=number * 20)
        taken.append((session, made, photo))
    agreements.close_agreement(
        agreement=taken[0][1], how="Se publicó", by=table.clerk, at=taken[2][0].meeting.ends_at + timedelta(days=1)
    )
    reports = []
    for session, _made, photo in taken:
        url = url_of(table, session)
        shown = text(client.get(url))
        assert shown.count('class="is-there"') == 5
        names = ("convocatoria", "asistencia", "acta", "retroalimentacion")
        files = {name: client.get(f"{url}{name}.docx") for name in names}
        told = {name: text_of(each.content, Form.DOCX) for name, each in files.items()}
        assert "Orden del día" in told["convocatoria"]
        assert "Personas por sector" in told["asistencia"]
        assert "Acta de la sesión ordinaria" in told["acta"]
        again = client.get(f"{url}retroalimentacion.docx")
        assert again.content == files["retroalimentacion"].content, "the same record gives the same bytes"
        reports.append(told["retroalimentacion"])
        opened = client.get(f"{url}fotos/{photo.uid}/")
        assert opened["Content-Type"] == "image/jpeg"
        assert b"LUGAR SECRETO" not in opened.content
        assert client.get(f"{url}fotos/{photo.uid}/chica.jpg").status_code == 200
        for name in [each.person.name for each in (table.civil, table.guarantor) if each.person]:
            assert name not in "".join(told.values())
    assert "Acuerdo de la reunión 1" in reports[1]
    assert "Pendiente" in reports[1]
    assert "Se publicó" not in reports[2], "what was done after the meeting is not in its report"
    assert "Acuerdo de la reunión 2" in reports[2]


def test_each_document_comes_when_there_is_something_to_say(table: Council, client: Client) -> None:
    session = table.prepared()
    table.item(session, "information")
    office, url = entered(table.clerk), url_of(table, session)
    assert office.get(f"{url}convocatoria.docx").status_code == 404
    convened = url_of(table, table.convened("information"))
    assert client.get(f"{convened}convocatoria.docx").status_code == 200
    for name in ("asistencia", "retroalimentacion"):
        assert client.get(f"{convened}{name}.docx").status_code == 404
    assert "Al concluir la sesión" in text(client.get(convened))


@pytest.mark.covers("req:85", "case:F10")
def test_a_photograph_is_put_once_and_taken_away_by_who_prepares(table: Council) -> None:
    session = table.closed(table.opened("information"))
    office, url = entered(table.clerk), url_of(table, session)
    for _twice in range(2):
        file = SimpleUploadedFile("IMG_1.jpg", picture(), "image/jpeg")
        assert office.post(f"{url}foto/", {"file": file, "caption": "El pleno"}).status_code == 302
    photo = SessionPhoto.objects.get()
    broken = SimpleUploadedFile("a.pdf", b"%PDF-1.4 a %%EOF", "application/pdf")
    assert "no es una fotografía" in text(office.post(f"{url}foto/", {"file": broken, "caption": "x"}))
    stranger = entered(table.stranger)
    assert stranger.get(f"{url}foto/").status_code == 403
    assert stranger.post(f"{url}fotos/{photo.uid}/quitar/").status_code == 403
    assert office.post(f"{url}fotos/{photo.uid}/quitar/").status_code == 302
    assert not SessionPhoto.objects.exists()
    with pytest.raises(PhotoSaysNothing):
        keep_photo(session=session, content=picture(), name="a.jpg", caption=" ", by=table.clerk, at=SOON)
    with pytest.raises(UnacceptableFile):
        keep_photo(session=session, content=b"%PDF-1.4 a", name="a.pdf", caption="x", by=table.clerk, at=SOON)


@pytest.mark.covers
def test_the_table_keeps_a_photograph_once_and_with_what_is_seen(table: Council) -> None:
    photo = photographed(table, table.closed(table.opened("information")))
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionPhoto.objects.create(
            session=photo.session, file=photo.file, small=photo.small, caption="Otra", added_at=SOON
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionPhoto.objects.filter(pk=photo.pk).update(caption="")
