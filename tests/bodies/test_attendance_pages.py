from __future__ import annotations

import io
import re
from datetime import timedelta

import pypdf
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tequio.bodies.actions import sessions
from tequio.bodies.models import Session
from tequio.files.models import StoredFile, Version
from tequio.formats import qr
from tequio.meetings.letters import answer_url
from tequio.meetings.models import Attendance, Invitation, Meeting
from tequio.people.models import PrivacyNotice
from tests import builders
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_check_in import held_at, holder
from tests.bodies.test_seat_pages import text
from tests.bodies.test_session_pages import url_of
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Council:
    return council()


def code_of(page: str) -> str:
    """The address under the code of the screen."""
    found = re.search(r"https?://[^/]+(/llegada/[^\"&<]+/)", page)
    assert found is not None
    return found[1]


def arrival_url(table: Council, session: Session) -> str:
    from tequio.meetings.actions import arrival_code

    return f"/llegada/{arrival_code(session.meeting)}/"


@pytest.mark.covers("exp:37")
def test_the_screen_at_the_door_has_a_code_that_leads_to_the_page_of_arrival(table: Council) -> None:
    session = held_at(table)
    shown = entered(table.clerk).get(f"{url_of(table, session)}puerta/")
    page = shown.context["page"]
    drawn = Image.open(io.BytesIO(qr.png(page.address)))
    (read,) = zxingcpp.read_barcodes(drawn)
    assert read.text == page.address
    path = "/" + page.address.split("/", 3)[3]
    assert qr.svg_data(page.address) in shown.content.decode()
    assert Client().get(path).status_code == 200
    assert "Titular civil_society" not in text(shown), "nobody's name is on a screen"
    assert entered(table.stranger).get(f"{url_of(table, session)}puerta/").status_code == 403
    enlace = table.enlace.person
    assert enlace is not None
    assert entered(enlace).get(f"{url_of(table, session)}puerta/").status_code == 403


def test_out_of_its_window_the_screen_has_no_code(table: Council) -> None:
    session = held_at(table, begins_in=timedelta(days=2))
    shown = text(entered(table.clerk).get(f"{url_of(table, session)}puerta/"))
    assert "El código funciona sólo durante la sesión" in shown
    assert "data:image/svg" not in shown


@pytest.mark.covers("req:129")
def test_a_form_without_its_notice_is_not_there(table: Council) -> None:
    session = held_at(table)
    url, screen = arrival_url(table, session), f"{url_of(table, session)}puerta/"
    assert "Aviso de asistencia" in text(entered(holder(table)).get(url))
    PrivacyNotice.objects.all().delete()
    shown = text(entered(holder(table)).get(url))
    assert "aún no publica su aviso de privacidad" in shown
    assert "Estoy aquí" not in shown
    door = entered(table.clerk).get(screen)
    assert "/privacidad/avisos/nuevo/?purpose=attendance" in door.content.decode()
    assert "data:image/svg" not in door.content.decode()


@pytest.mark.covers("case:F10")
def test_an_invited_person_says_that_she_is_here_and_twice_is_once(table: Council) -> None:
    session = held_at(table)
    browser, url = entered(holder(table)), arrival_url(table, session)
    assert "Estoy aquí" in text(browser.get(url))
    assert not Attendance.objects.exists(), "reading the code says nothing yet"
    for _each in range(2):
        assert browser.post(url).status_code == 302
    assert Attendance.objects.count() == 1
    shown = text(browser.get(url))
    assert "Su llegada quedó anotada a las" in shown


def test_who_has_no_account_is_known_by_the_letter_that_this_phone_opened(table: Council, client: Client) -> None:
    session = held_at(table)
    invitation = Invitation.objects.get(meeting=session.meeting, person=holder(table))
    url = arrival_url(table, session)
    assert "Entrar con mi correo" in text(client.get(url))
    assert client.post(url).status_code == 302
    assert not Attendance.objects.exists()
    client.get(answer_url(invitation))
    assert "Estoy aquí" in text(client.get(url))
    client.post(url)
    assert Attendance.objects.get().person == holder(table)
    other = held_at(table)
    assert "Entrar con mi correo" in text(client.get(arrival_url(table, other))), "of that meeting only"


def test_the_page_of_arrival_says_why_it_does_not_take_it(table: Council, client: Client) -> None:
    session = held_at(table)
    url = arrival_url(table, session)
    assert "No está en la lista de invitados" in text(entered(table.stranger).get(url))
    assert entered(table.stranger).post(url).status_code == 403
    day = timedelta(days=1)
    later = {"begins_at": session.meeting.begins_at + day, "ends_at": session.meeting.ends_at + day}
    Meeting.objects.filter(pk=session.meeting_id).update(**later)
    told = entered(holder(table)).post(url)
    assert told.status_code == 422
    assert "Todavía no se recibe" in text(told)
    assert client.get("/llegada/inventado:1:2/").status_code == 404
    assert not Attendance.objects.exists()


def test_the_table_marks_who_came_with_names_only_for_the_office(table: Council) -> None:
    session = held_at(table)
    url = f"{url_of(table, session)}registro/"
    office = entered(table.clerk)
    assert "Titular civil_society" in text(office.get(url))
    assert entered(table.stranger).get(url).status_code == 403
    marked = {"seat": [table.civil.pk, table.guarantor.pk], "way": "list"}
    assert office.post(url, marked).status_code == 302
    assert set(Attendance.objects.values_list("way", flat=True)) == {"list"}
    shown = office.get(url).content.decode()
    assert shown.count("checked>") == 3, "two people and the way"
    assert f'name="shown" value="{table.civil.pk}"' in shown


def test_the_list_on_the_page_of_the_session_does_not_erase_who_arrived_after_it_was_opened(table: Council) -> None:
    session = held_at(table)
    office, url = entered(table.clerk), url_of(table, session)
    assert 'name="shown" value=""' in office.get(url).content.decode()
    entered(holder(table)).post(arrival_url(table, session))
    office.post(f"{url}asistencia/", {"seat": [table.government.pk], "shown": ""})
    assert Attendance.objects.count() == 2


@pytest.mark.covers("req:40")
def test_a_specialist_without_a_seat_arrives_too(table: Council) -> None:
    session = held_at(table)
    guest = builders.person("Especialista")
    sessions.invite_specialist(session=session, person=guest, post="Universidad", by=table.clerk, at=NOW)
    office, url = entered(table.clerk), f"{url_of(table, session)}registro/"
    invitation = Invitation.objects.get(person=guest)
    assert office.post(url, {"guest": str(invitation.uid)}).status_code == 302
    assert Attendance.objects.get().person == guest
    assert office.post(url, {"guest": "nada"}).status_code == 404


def test_a_list_of_a_session_that_ended_is_refused_and_keeps_what_was_marked(table: Council) -> None:
    session = table.closed(table.opened("vote"))
    told = entered(table.clerk).post(f"{url_of(table, session)}registro/", {"seat": [table.civil.pk], "way": "list"})
    assert told.status_code == 422
    assert "ya no admite ese cambio" in text(told)


def scan() -> SimpleUploadedFile:
    """A photograph of the sheet with its canaries: in the picture's metadata and in its name."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "CANARIO 33 1234 5678 firma@example.org"
    Image.new("RGB", (60, 80), "white").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("lista de CANARIO.jpg", out.getvalue(), "image/jpeg")


@pytest.mark.covers("case:X3")
def test_the_signed_sheet_is_reserved_and_its_public_version_names_nobody(table: Council, client: Client) -> None:
    session = table.opened("vote")
    url = url_of(table, session)
    assert client.get(f"{url}asistencia.pdf").status_code == 404
    assert entered(table.clerk).post(f"{url}lista/", {"file": scan()}).status_code == 302
    kept = StoredFile.objects.get(version=Version.RESERVED)
    assert kept.public_version is not None
    assert client.get(f"{url}lista-firmada/").status_code == 302, "to the page of entering"
    assert entered(holder(table)).get(f"{url}lista-firmada/").status_code == 403
    assert entered(table.clerk).get(f"{url}lista-firmada/").status_code == 200
    content = client.get(f"{url}asistencia.pdf").content
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "Organización civil_society" in read
    for canary in ("CANARIO", "firma@example.org", "1234", "Titular civil_society"):
        assert canary not in read
        assert canary.encode() not in content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lista.docx", b"PK\x03\x04nada", "lista.docx"),
        ("lista.pdf", b"", "vac"),
        ("lista.html", b"<html>", "no es de un tipo permitido"),
    ],
)
def test_a_sheet_that_is_not_a_scan_is_told_apart(table: Council, name: str, content: bytes, said: str) -> None:
    session = table.opened("vote")
    given = {"file": SimpleUploadedFile(name, content, "application/octet-stream")}
    told = entered(table.clerk).post(f"{url_of(table, session)}lista/", given)
    assert told.status_code == 422
    assert said in text(told)
    assert not StoredFile.objects.exists()


def many(table: Council, people: int) -> Session:
    for number in range(people):
        builders.seat(
            builders.person(f"Persona {number}"), f"kind{number}", organisation=builders.organisation(f"Org {number}")
        )
    return held_at(table)


def test_the_pages_of_the_door_cost_the_same_with_a_hundred_seats(table: Council) -> None:
    office = entered(table.clerk)
    for name, ceiling in (("registro", 22), ("puerta", 18)):
        counted: list[int] = []
        for people in (5, 100):
            session = many(table, people)
            url = f"{url_of(table, session)}{name}/"
            office.get(url)
            with CaptureQueriesContext(connection) as asked:
                assert office.get(url).status_code == 200
            counted.append(len(asked))
        assert counted[1] <= counted[0] <= ceiling, counted
