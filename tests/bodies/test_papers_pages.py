from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.bodies.actions import agenda, sessions
from tequio.bodies.actions.session_rules import SessionIsFixed
from tequio.bodies.models import Paper, Session
from tequio.bodies.paper_letters import LONGEST_WAIT, QUIET, write_paper_letters
from tequio.bodies.papers import give_paper
from tequio.files.models import StoredFile
from tequio.meetings.letters import answer_url
from tequio.meetings.models import Invitation
from tequio.outbox.models import Message, Refused
from tests.bodies.council import NOW, Council, council
from tests.bodies.test_check_in import holder
from tests.bodies.test_seat_pages import text
from tests.bodies.test_session_pages import url_of
from tests.entering import entered

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 propuesta %%EOF"


@pytest.fixture
def table() -> Council:
    return council()


def draft(table: Council) -> Session:
    session = table.prepared()
    table.item(session, "vote")
    return session


def paper(table: Council, session: Session, title: str = "Propuesta", *, public: bool = False) -> Paper:
    item = session.items.order_by("position")[0]
    content = PDF.replace(b"propuesta", title.encode())
    return give_paper(item=item, content=content, name="p.pdf", title=title, public=public, by=table.clerk, at=NOW)


def sent(name: str = "propuesta.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


@pytest.mark.covers("req:113", "case:F10")
def test_an_enlace_adds_a_paper_to_a_point_and_twice_is_once(table: Council) -> None:
    session = draft(table)
    enlace = table.enlace.person
    assert enlace is not None
    url = f"{url_of(table, session)}documento/"
    browser = entered(enlace)
    assert "Agregar un documento" in text(browser.get(url))
    for _each in range(2):
        values = {"item": str(session.items.get().uid), "file": sent(), "title": "Propuesta", "shown": "invited"}
        assert browser.post(url, values).status_code == 302
    assert Paper.objects.get().title == "Propuesta"
    assert entered(table.stranger).post(url, {}).status_code == 404, "a draft does not exist for her"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("virus.exe", b"MZ\x00\x00", "no es de un tipo permitido"),
        ("vacio.pdf", b"", "está vacío"),
        ("voz.mp3", b"ID3\x03", "es un audio"),
        ("corto.pdf", b"%PDF-1.4 sin final", "llegó incompleto"),
    ],
)
@pytest.mark.covers
def test_a_file_that_cannot_be_a_paper_is_told_why_and_the_rest_stays(
    table: Council, name: str, content: bytes, said: str
) -> None:
    session = draft(table)
    values = {
        "item": str(session.items.get().uid),
        "file": sent(name, content),
        "title": "Mi título",
        "shown": "public",
    }
    told = entered(table.clerk).post(f"{url_of(table, session)}documento/", values)
    assert told.status_code == 422
    assert said in text(told)
    assert 'value="Mi título"' in text(told)
    assert not StoredFile.objects.exists()


@pytest.mark.covers("req:113")
def test_a_paper_is_opened_by_those_who_may(table: Council, client: Client) -> None:
    session = draft(table)
    inside, outside = paper(table, session, "Reservado"), paper(table, session, "Abierto", public=True)
    sessions.convene_session(session=session, by=table.clerk, at=NOW)
    root = url_of(table, session)
    shown = text(client.get(root))
    assert "Abierto" in shown
    assert "Reservado" not in shown
    invited = entered(holder(table))
    assert "Reservado" in text(invited.get(root))
    answers = {
        who: [each.get(f"{root}documentos/{one.uid}/").status_code for one in (inside, outside)]
        for who, each in {
            "anybody": client,
            "stranger": entered(table.stranger),
            "invited": invited,
            "office": entered(table.clerk),
        }.items()
    }
    assert answers == {"anybody": [404, 200], "stranger": [404, 200], "invited": [200, 200], "office": [200, 200]}
    opened = invited.get(f"{root}documentos/{inside.uid}/")
    assert b"Reservado" in opened.content
    assert "sandbox" in opened["Content-Security-Policy"]


@pytest.mark.covers("req:40")
def test_the_letter_names_the_papers_and_its_link_opens_them_without_an_account(table: Council, client: Client) -> None:
    session = draft(table)
    one = paper(table, session, "Reporte trimestral")
    person = holder(table)
    entered(person)
    sessions.convene_session(session=session, by=table.clerk, at=NOW)
    assert "Reporte trimestral" in Message.objects.get().text
    url = answer_url(Invitation.objects.get(person=person))
    assert f"{url}orden-del-dia/" in client.get(url).content.decode()
    shown = text(client.get(f"{url}orden-del-dia/"))
    assert "Aprobar el plan" in shown
    assert client.get(f"{url}documentos/{one.uid}/").status_code == 200
    other = url.rsplit("/", 2)[0] + "/otra/"
    assert client.get(f"{other}orden-del-dia/").status_code == 404
    assert client.get(f"{other}documentos/{one.uid}/").status_code == 404
    elsewhere = draft(table)
    foreign = paper(table, elsewhere, "De otra sesión")
    assert client.get(f"{url}documentos/{foreign.uid}/").status_code == 404


@pytest.mark.covers("req:113", "exp:41")
def test_papers_added_after_the_call_are_told_together_once_and_marked(table: Council, client: Client) -> None:
    session = draft(table)
    paper(table, session, "Desde el principio", public=True)
    entered(holder(table))
    sessions.convene_session(session=session, by=table.clerk, at=NOW)
    Message.objects.all().delete()
    for number in range(5):
        paper(table, session, f"Dictamen {number}", public=True)
    gone = paper(table, session, "Por error")
    agenda.remove_paper(paper=gone, by=table.clerk, at=NOW)
    later = NOW + QUIET
    assert [write_paper_letters(at=at) for at in (NOW, later, later + QUIET)] == [0, 1, 0]
    letter = Message.objects.get()
    assert "se agregaron 5 documentos: Dictamen 0 (punto 1); Dictamen 1" in letter.text
    assert "Por error" not in letter.text
    assert "Recibe esto porque se le invitó a esta sesión." in letter.text
    assert "Dictamen" not in letter.subject
    link = f"{answer_url(Invitation.objects.get(person=holder(table)))}orden-del-dia/"
    assert link in letter.text
    for shown in (text(client.get(link)), text(client.get(url_of(table, session)))):
        assert shown.count("agregado después de convocar") == 5
    Paper.objects.filter(title="Dictamen 0").update(told_at=None, added_at=NOW)
    Paper.objects.filter(title="Dictamen 1").update(told_at=None, added_at=NOW + LONGEST_WAIT - timedelta(seconds=1))
    assert write_paper_letters(at=NOW + LONGEST_WAIT - timedelta(seconds=1)) == 0
    assert write_paper_letters(at=NOW + LONGEST_WAIT) == 1, "one who keeps adding does not keep the others waiting"
    Refused.objects.create(recipient=letter.recipient, kind="session", refused_at=NOW)
    paper(table, session, "Dictamen 9", public=True)
    assert write_paper_letters(at=later) == 0


@pytest.mark.covers
def test_only_a_paper_of_after_the_call_is_told(table: Council) -> None:
    one = paper(table, draft(table))
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=one.pk).update(told_at=NOW)


def test_a_paper_is_taken_away_until_the_session_begins(table: Council) -> None:
    session = draft(table)
    one, other = paper(table, session), paper(table, session, "Otro")
    office, root = entered(table.clerk), url_of(table, session)
    assert office.post(f"{root}documentos/{one.uid}/quitar/").status_code == 302
    assert list(Paper.objects.values_list("title", flat=True)) == ["Otro"]
    sessions.convene_session(session=session, by=table.clerk, at=NOW)
    sessions.open_session(session=session, by=table.clerk, at=NOW)
    with pytest.raises(SessionIsFixed):
        agenda.remove_paper(paper=other, by=table.clerk, at=NOW)
    assert office.post(f"{root}documentos/{other.uid}/quitar/").status_code == 409


def test_the_page_costs_the_same_with_a_hundred_papers(table: Council, client: Client) -> None:
    counted: list[int] = []
    for papers in (10, 100):
        session = draft(table)
        for number in range(papers):
            paper(table, session, f"Papel {papers} {number}", public=True)
        sessions.convene_session(session=session, by=table.clerk, at=NOW)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url_of(table, session)).status_code == 200
        counted.append(len(asked))
    assert counted[1] <= counted[0] <= 40, counted
