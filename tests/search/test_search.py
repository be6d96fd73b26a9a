"""What is found, how it is shown, and what is never found."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tequio.audit.actions import seal_pending
from tequio.commitments.actions import publish_commitment
from tequio.documents.models import Issued
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.monitoring.actions import accept_evidence
from tequio.monitoring.models import Evidence
from tequio.people.models import Organisation
from tequio.search import queries
from tequio.search.indexing import follow_record, index
from tequio.search.models import Entry, Kind
from tequio.web.search import fold, plain
from tests import builders
from tests.listening import making
from tests.pages import world

pytestmark = pytest.mark.django_db


def text_of(address: str) -> str:
    page = Client().get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def kinds_of(query: str) -> dict[str, list[str]]:
    page = queries.search_page(query, "", 1)
    return {group.kind: ["".join(piece.text for piece in hit.title) for hit in group.hits] for group in page.groups}


def entry(of: Exercise, number: int, title: str, body: str = "") -> Entry:
    words = fold(f"{title} {body}")
    given = {"kind": Kind.EXERCISE, "subject_uid": f"00000000-0000-4000-8000-{number:012}", "url": "/", "body": body}
    return Entry(exercise=of, title=title, head=fold(title), words=words, bare=plain(words), **given)


@pytest.mark.covers("exp:15")
def test_accents_capitals_and_apostrophes_do_not_matter_and_the_words_are_marked() -> None:
    world.everything(count=3)
    index()
    page = Client().get("/buscar/?q=PUBLICO+xcunya").content.decode()
    assert "tablero <mark>público</mark> de pozos, calidad y cortes por comunidad en <mark>Xcunyá</mark>" in page
    of = Exercise.objects.get()
    Entry.objects.bulk_create([entry(of, 1, "Kaʼanal, U kaꞌanal")])
    assert kinds_of("ka'anal")["exercise"] == ["Kaʼanal, U kaꞌanal"]
    assert kinds_of("KA’ANAL")["exercise"] == ["Kaʼanal, U kaꞌanal"]


def test_an_event_and_a_session_are_found_by_what_they_are_about_and_lead_to_their_page() -> None:
    of = builders.exercise()
    training = making.opened(of, topics=["Contraloría social"])
    making.event(of, title="Foro sin anunciar", topics=["Contraloría social"])
    meeting = builders.decision(of).session
    meeting.items.update(title="Aprobar la auditoría ciudadana")
    type(meeting).objects.filter(pk=meeting.pk).update(status="convened", convened_at=builders.NOW)
    index()
    assert kinds_of("contraloria") == {"event": [training.meeting.title]}
    [found] = queries.search_page("auditoria ciudadana", "", 1).groups
    assert [hit.url for hit in found.hits] == [f"/{of.slug}/organos/{meeting.body.uid}/sesiones/{meeting.uid}/"]
    for address in (found.hits[0].url, queries.search_page("contraloria", "", 1).groups[0].hits[0].url):
        assert Client().get(address).status_code == 200
    type(training).objects.filter(pk=training.pk).update(status="draft", opened_at=None)
    assert kinds_of("contraloria") == {}, "looked at again before it is shown"


@pytest.mark.covers("exp:15")
def test_enye_is_not_n_unless_nothing_else_matches() -> None:
    of = builders.exercise()
    Entry.objects.bulk_create([entry(of, 1, "Año del agua"), entry(of, 2, "El ano de la rana")])
    assert kinds_of("año") == {"exercise": ["Año del agua"]}
    assert kinds_of("ano") == {"exercise": ["El ano de la rana"]}
    Entry.objects.filter(title="El ano de la rana").delete()
    page = queries.search_page("ano", "", 1)
    assert page.loose
    assert [piece.text for piece in page.groups[0].hits[0].title if piece.hit] == ["Año"]


def test_every_kind_is_found_and_leads_to_a_page_that_opens() -> None:
    world.everything(count=4)
    index()
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"exercise", "commitment", "activity", "evidence", "call", "organisation"} <= kinds
    web = Client()
    for kind in kinds:
        for found in Entry.objects.filter(kind=kind)[:2]:
            assert web.get(found.url).status_code == 200, found.url
    titles = kinds_of("plan")
    assert list(titles) == [kind for kind in Kind.values if kind in titles], "in the order of the kinds"


@pytest.mark.covers("exp:15", "req:128")
def test_nothing_of_a_draft_is_found_even_if_the_index_still_has_it() -> None:
    world.everything(count=3)
    index()
    assert kinds_of("padrones")
    Exercise.objects.update(status="draft")
    assert kinds_of("padrones") == {}
    index()
    assert Entry.objects.count() == 0


@pytest.mark.covers("exp:15", "req:128")
def test_what_stops_being_public_is_not_shown_while_the_index_still_has_it() -> None:
    table = builders.table()
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    given = table.evidence(activity=table.first, description="Acta de la reunión en Tekax")
    index()
    assert "evidence" not in kinds_of("tekax"), "nobody accepted it yet"
    accept_evidence(evidence=given, pack=builders.pack(), by=table.guarantor, at=builders.NOW)
    index()
    assert kinds_of("tekax")["evidence"] == ["Convocatoria"]
    Evidence.objects.update(state="returned")
    assert kinds_of("tekax") == {}
    type(table.commitment).objects.update(status="draft")
    assert "activity" not in kinds_of("primera reunion")
    assert "commitment" not in kinds_of("compromiso")


def test_a_commitment_in_preparation_and_its_plan_are_not_indexed() -> None:
    builders.table()
    index()
    assert set(Entry.objects.values_list("kind", flat=True)) & {"commitment", "activity", "evidence"} == set()


def test_the_index_follows_the_sealed_record() -> None:
    table = builders.table()
    seal_pending(at=builders.NOW)
    assert follow_record() == 1
    assert follow_record() == 0, "nothing new, nothing done"
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    assert follow_record() == 0, "not before it is sealed"
    assert "commitment" not in kinds_of("compromiso")
    seal_pending(at=builders.NOW)
    assert follow_record() == 1
    assert kinds_of("compromiso")["commitment"] == ["Compromiso"]


def test_the_name_of_a_person_is_in_no_entry() -> None:
    table = builders.table()
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    index()
    assert Entry.objects.exists()
    assert not Entry.objects.filter(words__contains=fold(table.officer.name)).exists()
    assert Organisation.objects.exists()
    assert "organisation" in kinds_of("organizacion government")


def issued(of: Exercise, folio: str, subject: UUID) -> Issued:
    from tequio.documents.models import Series

    series = Series.objects.create(office=folio, year=2019, kind="ficha")
    return Issued.objects.create(
        exercise=of,
        series=series,
        kind="ficha",
        subject_kind="commitment",
        subject_uid=subject,
        number=1,
        folio=folio,
        version=1,
        file=StoredFile.objects.get(pk=builders.file().pk),
        sha256="0" * 64,
        issued_by=builders.secretariat(of),
        issued_at=builders.NOW,
    )


def test_a_whole_folio_leads_to_its_document_and_not_when_it_is_not_public() -> None:
    table = builders.table()
    issued(table.exercise, "DPC/012/2019", table.commitment.uid)
    index()
    assert Client().get("/buscar/?q=DPC/012/2019").status_code == 200
    publish_commitment(commitment=table.commitment, by=builders.secretariat(table.exercise), at=builders.NOW)
    index()
    number = type(table.commitment).objects.get().number
    assert Client().get("/buscar/", {"q": " dpc/012/2019 "})["Location"] == f"/jalisco/compromisos/{number}/"
    Exercise.objects.update(status="draft")
    assert Client().get("/buscar/?q=DPC/012/2019").status_code == 200


def cost(address: str) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as captured:
        page = Client().get(address)
    assert page.status_code == 200
    return len(captured), len(page.content)


@pytest.mark.covers("exp:33")
def test_a_thousand_results_cost_as_many_queries_as_ten_and_the_page_stays_small() -> None:
    of = builders.exercise()
    found = []
    for number in (10, 1000):
        Entry.objects.all().delete()
        Entry.objects.bulk_create(entry(of, each, f"Agua {each}", "agua " * 100) for each in range(number))
        found.append((cost("/buscar/?q=agua"), cost("/buscar/?q=agua&tipo=exercise")))
    (few, few_of_kind), (many, many_of_kind) = found
    assert few[0] == many[0] <= 4
    assert few_of_kind[0] == many_of_kind[0] <= 4
    assert max(many[1], many_of_kind[1]) < 100_000
    last = Client().get("/buscar/?q=agua&tipo=exercise&pagina=50").content.decode()
    assert "pagina=49" in last
    assert "pagina=51" not in last
    assert last.count('<h3 class="h-1">') == 20


@pytest.mark.parametrize(
    "asked", ["%", "_", "\\", "a'b\"c", "<script>", "x" * 5000, "\x00", "ﬁn", "İ", "a " * 300, "'", "1" * 50]
)
def test_hostile_words_get_a_page(asked: str) -> None:
    of = builders.exercise()
    Entry.objects.bulk_create([entry(of, 1, "İstanbul ﬁn aʼb 100", "ﬁn İ")])
    response = Client().get("/buscar/", {"q": asked, "tipo": "otra", "pagina": "-3"})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
    if asked in {"%", "_", "\\"}:
        assert "No encontramos nada" in response.content.decode()


def test_before_anything_is_asked_the_page_says_what_can_be_found() -> None:
    assert "Qué se puede encontrar" in text_of("/buscar/")
