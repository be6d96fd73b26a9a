"""Case X3: what is personal appears in no public page, file, address, subject or log: a value nobody else writes is given in each."""

from __future__ import annotations

import base64
import io
import logging
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

import pypdf
import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tequio.archive.actions import make_packs, prepare_pack
from tequio.archive.models import Kind
from tequio.archive.packing import pack_into
from tequio.calls.models import Application
from tequio.exercises.models import Exercise
from tequio.monitoring.models import Evidence
from tequio.outbox.delivery import mail_of
from tequio.outbox.models import Message
from tequio.outbox.preferences import KINDS, address_of, choices_url, token_of
from tequio.people.models import Person
from tests.access import table
from tests.access.addresses import addresses
from tests.access.planted_canaries import ADDRESS, CANARY, NAME, TEXT, plant_canaries
from tests.access.world import OWN, World, asked, cast, filled

pytestmark = [pytest.mark.django_db, pytest.mark.once]
#: the private part, with the key of the letter: its own person reads there what she wrote
WITH_A_KEY = {"calls:mine", "privacy:mine", "opendata:personal_ics", "meetings:invitation", "dashboard:week_letter"}


@pytest.fixture(scope="module")
def planted(world: World) -> Iterator[World]:
    """In the exercise of practice, after the demonstration wrote its own."""
    exercise = Exercise.objects.select_related("jurisdiction").get(slug=OWN)
    people = cast(exercise)
    admin = Person.objects.get(account__is_administrator=True)
    with transaction.atomic():
        plant_canaries(exercise, people["secretariat"], people["guarantor"], admin, datetime.now(UTC))
        # in place of the small one of the world: the pack as it is handed over
        prepare_pack(exercise=exercise, by=people["secretariat"], at=datetime.now(UTC))
        assert make_packs(at=datetime.now(UTC)) == 1
        yield world.anew()
        transaction.set_rollback(True)


def public_paths(world: World) -> Iterator[str]:
    """Of each public address, the last object there is, which is the one that was planted."""
    objects = {(row.address, row.route): row.objects for row in table.read()}
    for address in addresses():
        known = objects.get((address.name, address.route))
        if known is not None and address.name not in WITH_A_KEY:
            yield address.path(filled(address, known, OWN, world))
    for evidence in Evidence.objects.filter(submitted_by__name=NAME):
        yield f"/evidencia/{evidence.uid}/"
        yield f"/evidencia/{evidence.uid}/miniatura/"
    yield f"/seguir/{Application.objects.get(name=NAME).folio}/"
    for asked_for in (CANARY, "Persona", "Vivo"):
        yield f"/buscar/?q={asked_for}"
    for end in ("directorio/", "datos/directorio.csv", "bitacora/", "tablero/"):
        yield f"/{OWN}/{end}?q={CANARY}"


def texts_of(body: bytes) -> Iterator[str]:
    """What a reader can read, whatever the format."""
    yield body.decode("utf-8", "replace")
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield from texts_of(archive.read(name))
    if body.startswith(b"%PDF"):
        # the smallest papers of the world are no whole PDF; their bytes were read already
        with suppress(pypdf.errors.PdfReadError, ValueError):
            paper = pypdf.PdfReader(io.BytesIO(body))
            yield " ".join(page.extract_text() for page in paper.pages) + str(paper.metadata)


def tells(text: str) -> bool:
    return CANARY in unquote(text).lower()


def read(client: Client, path: str) -> tuple[int, str]:
    """Status, and everything of the answer; of a search, without what the visitor herself wrote."""
    answer = client.get(path)
    whole = "\n".join((*texts_of(b"".join(answer)), str(answer.headers)))
    return answer.status_code, whole.replace(
        unquote(urlsplit(path).query).removeprefix("q="), ""
    ) if "?" in path else whole


@pytest.mark.covers("case:X3")
def test_no_public_page_or_file_tells_what_is_personal(planted: World) -> None:
    client = Client(raise_request_exception=False)
    told = {path: read(client, path) for path in public_paths(planted)}
    opened = [path for path, (status, _text) in told.items() if status == 200]
    assert len(opened) > 50
    assert any(path.endswith(".zip") for path in opened), "the hand-over pack is read too, with what is packed in it"
    assert [path for path, (_status, text) in told.items() if tells(text)] == []


def test_what_was_planted_is_there_and_the_search_finds_it(planted: World) -> None:
    """A test that finds nothing anywhere proves nothing: the office does read it, in the page and in the packed file."""
    office = Client()
    office.cookies[settings.SESSION_COOKIE_NAME] = planted.keys["secretariat"]
    call = Application.objects.get(name=NAME).call.uid
    _status, text = read(office, f"/{OWN}/convocatoria/{call}/solicitudes/")
    assert tells(text)
    whole = io.BytesIO()
    exercise = Exercise.objects.select_related("jurisdiction").get(slug=OWN)
    pack_into(whole, exercise, kind=Kind.RESERVED, now=datetime.now(UTC))
    assert any(tells(each) for each in texts_of(whole.getvalue())), "the reserved pack does tell it"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f"<w:t>{NAME}</w:t>")
    assert any(tells(each) for each in texts_of(packed.getvalue()))


@pytest.mark.covers("case:X3")
def test_no_subject_of_a_letter_tells_whose_it_is(planted: World) -> None:
    written = Message.objects.filter(recipient__contains=CANARY)
    assert written.count() > 3
    assert [each.subject for each in Message.objects.all() if tells(each.subject)] == []


@pytest.mark.covers("case:X3")
def test_the_record_keeps_only_what_cannot_be_read(planted: World) -> None:
    from tequio.audit.models import Event
    from tequio.audit.record import content_of

    assert [each.verb for each in Event.objects.all() if tells(str(content_of(each)))] == []


FORMS = (
    ("/entrar/", {"email": ADDRESS}),
    ("/entrar/codigo/", {"code": CANARY}),
    ("/entrar/liga/", {"c": CANARY}),
    ("/entrar/abrir/", {"c": CANARY, "name": NAME}),
    ("/privacidad/solicitud/", {"name": NAME, "email": ADDRESS, "text": TEXT, "right": "access", "jurisdiction": "x"}),
    ("/privacidad/mi-solicitud/?t=x", {"text": TEXT}),
    ("/borrador/", {"text": TEXT}),
    (f"/{OWN}/cargos/", {"email": ADDRESS, "reason": TEXT, "role": "auditor"}),
    ("/cuentas/segundo-paso/", {"email": ADDRESS, "reason": TEXT}),
)


@pytest.mark.covers("case:X3")
@pytest.mark.parametrize("role", ["anonymous", "secretariat", "exercise_administrator", "administrator"])
def test_what_a_person_types_is_in_no_address_and_in_no_log(
    role: str, planted: World, caplog: pytest.LogCaptureFixture
) -> None:
    client, went = Client(raise_request_exception=False), []
    if planted.keys[role]:
        client.cookies[settings.SESSION_COOKIE_NAME] = planted.keys[role]
    call = Application.objects.get(name=NAME).call.uid
    document = {"file_1": SimpleUploadedFile(f"{CANARY}.pdf", b"no es un documento"), "label_1": f"Carta de {NAME}"}
    told = {"name": NAME, "email": ADDRESS, "motive": TEXT, **document}
    apply = (f"/{OWN}/convocatoria/{call}/solicitud/", told)
    logging.disable(logging.NOTSET)
    with caplog.at_level(logging.DEBUG), transaction.atomic():
        for address, data in (*FORMS, apply):
            answer = client.post(address, data)
            went.append(answer.headers.get("Location", ""))
        transaction.set_rollback(True)
    logging.disable(logging.CRITICAL)
    assert [address for address in went if tells(address)] == []
    mine = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert [text for text in mine if tells(text)] == []


@pytest.mark.covers("case:X3")
@pytest.mark.parametrize("kind", KINDS)
def test_the_address_that_stops_letters_hides_whose_it_is(kind: str, planted: World) -> None:
    link = choices_url(ADDRESS, kind)
    token = token_of(ADDRESS)
    assert not tells(link)
    assert not tells(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("utf-8", "replace"))
    assert address_of(token) == ADDRESS
    letter = Message(message_id="<a@b>", recipient=ADDRESS, subject="x", text="y", unsubscribe_url=link)
    headers = mail_of(letter, mail.get_connection()).extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert asked("", "POST", "/" + link.split("/", 3)[3]) == "sí"
