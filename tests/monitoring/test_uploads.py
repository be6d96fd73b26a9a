"""Uploads that are cut, huge or made to harm, at the door itself: over a socket, with a body that does not end."""

from __future__ import annotations

import io
import resource
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import Client, RequestFactory

from tequio.files.actions import stored_keys
from tequio.files.models import StoredFile
from tequio.monitoring.models import Evidence
from tequio.web.uploads import LARGEST_BODY, LARGEST_FILE
from tests.entering import entered
from tests.monitoring.test_pages import door, public_table

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer


BOUNDARY = "limite"


def body(content: bytes, name: str = "asistencia.csv", **fields: str) -> bytes:
    """In the order of the form: what is before the file, the file, what is after it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    file = head.encode() + content + b"\r\n"
    return b"".join([*parts[:3], file, *parts[3:], f"--{BOUNDARY}--\r\n".encode()])


def sent(server: str, path: str, client: Client, whole: bytes, *, part: float = 1.0) -> bytes:
    """Send that part of the body and hang up; what was answered, if anything."""
    at = urlsplit(server)
    cookies = "; ".join(f"{each.key}={each.value}" for each in client.cookies.values())
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {at.netloc}\r\nCookie: {cookies}\r\nReferer: {server}{path}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(whole)}\r\n"
        "Connection: close\r\n\r\n"
    )
    with socket.create_connection((at.hostname or "", at.port or 80), timeout=20) as line:
        line.sendall(head.encode() + whole[: int(len(whole) * part)])
        if part < 1:
            line.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    return answer


@pytest.mark.covers("case:U7")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("rows", "after"),
    [(2_000, 1), (400_000, 1), (100, 4_000)],
    ids=["in a file in memory", "in a file on the disk", "after the file"],
)
def test_an_upload_cut_at_sixty_percent_leaves_nothing_and_can_be_repeated(
    live_server: LiveServer, settings: LazySettings, tmp_path: Path, rows: int, after: int
) -> None:
    settings.MEDIA_ROOT, temporary = tmp_path / "files", tmp_path / "temporary"
    temporary.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(temporary)
    table = public_table()
    client = entered(table.officer)
    path = door(table)
    assert client.get(path).status_code == 200
    content = b"nombre,asiste\n" + b"Persona,si\n" * rows
    fields = {
        "csrfmiddlewaretoken": client.cookies[settings.CSRF_COOKIE_NAME].value,
        "key": str(uuid4()),
        "shown": "reserved",
        "description": "Lista",
        "nota": "n" * after,
    }
    whole = body(content, **fields)
    sent(live_server.url, path, client, whole, part=0.6)
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()
    assert list(stored_keys()) == []
    assert list(temporary.iterdir()) == []
    # the same form again, whole: once
    for _press in range(2):
        assert b" 302 " in sent(live_server.url, path, client, whole).partition(b"\r\n")[0]
    evidence = Evidence.objects.get()
    assert evidence.file is not None
    assert evidence.file.size == len(content)
    assert list(temporary.iterdir()) == []


@pytest.mark.covers("case:U7")
def test_a_body_that_ends_early_is_not_a_short_file() -> None:
    whole = body(b"a,b\n1,2\n" * 100, key="1")
    request = RequestFactory().generic("POST", "/", whole, content_type=f"multipart/form-data; boundary={BOUNDARY}")
    for missing in (1, 30, len(whole) // 2):
        cut = WSGIRequest({**request.environ, "wsgi.input": io.BytesIO(whole[:-missing])})
        with pytest.raises(UnreadablePostError):
            _ = cut.FILES
    received: Any = request.FILES["file"]
    assert received.size == 800


def memory() -> int:
    """Most that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.covers("exp:27")
@pytest.mark.django_db
def test_of_a_huge_file_nothing_beyond_the_limit_is_written(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "files", str(tmp_path)
    table = public_table()
    client = entered(table.officer)
    large = io.BytesIO(b"%PDF-1.4\n" + bytes(3 * LARGEST_FILE))
    large.name = "grande.pdf"
    answer = client.post(door(table), {"key": str(uuid4()), "shown": "reserved", "description": "x", "file": large})
    assert answer.status_code == 413
    assert "pesa 62.9 MB" in answer.content.decode()
    assert list(stored_keys()) == []


@pytest.mark.covers("case:F8")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "form",
    [
        {"description": "x" * 5_000_000},
        {f"campo{number}": "1" for number in range(20_000)},
        {f"archivo{number}": io.BytesIO(b"a,b\n") for number in range(30)},
    ],
    ids=["five megabytes of text", "twenty thousand fields", "thirty files"],
)
def test_a_form_made_to_be_too_large_is_answered_at_once(form: dict[str, Any]) -> None:
    table = public_table()
    client = entered(table.officer)
    client.get(door(table))
    before = memory()
    answer = client.post(door(table), {"key": str(uuid4()), **form})
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "Es demasiado grande" in page
    assert "lo que escribió sigue ahí" in page
    assert memory() - before < 100 * 1024 * 1024
    assert not Evidence.objects.exists()


@pytest.mark.covers("case:F8")
@pytest.mark.django_db
def test_a_body_that_announces_too_much_is_not_read() -> None:
    table = public_table()
    client = entered(table.officer)
    small = body(b"a,b\n1,2\n", key=str(uuid4()))
    announced: Any = {"CONTENT_LENGTH": str(LARGEST_BODY + 1)}
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    answer = client.generic("POST", door(table), small, content_type=kind, **announced)
    assert answer.status_code == 413
