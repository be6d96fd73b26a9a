"""Who is looking, from where, and what may be kept of what they see."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tequio.people.actions import create_person, open_account
from tequio.people.doors import EntranceFirst
from tequio.people.models import Account, EntryCode, Person
from tequio.people.visitors import NotEntered, is_at_this_machine, network_of, person_of, require_person
from tests import builders
from tests.pages import world

pytestmark = pytest.mark.django_db


def entered() -> Client:
    person = create_person(
        jurisdiction=builders.place(),
        name="Enlace",
        email="e@example.org",
        by=builders.administrator(),
        at=builders.NOW,
    )
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


PUBLIC = ("/", "/plan-2019/", "/plan-2019/tablero/", "/plan-2019/compromisos/1/", "/ayuda/", "/no-existe/nada/")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_asks_nothing_about_who_looks(address: str) -> None:
    world.everything()
    client = Client()
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    asked = " ".join(each["sql"] for each in captured)
    assert "django_session" not in asked
    assert "people_account" not in asked
    assert not page.cookies
    assert "no-store" not in page.get("Cache-Control", "")
    assert "Cookie" not in page.get("Vary", "")


@pytest.mark.parametrize("address", [*PUBLIC, "/entrar/", "/plan-2019/datos/compromisos.csv"])
def test_what_somebody_who_entered_sees_is_kept_nowhere(address: str) -> None:
    world.everything()
    page = entered().get(address)
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("address", ["/entrar/", "/entrar/codigo/", "/entrar/liga/?c=x"])
def test_pages_of_entering_are_kept_nowhere(address: str) -> None:
    assert "no-store" in Client().get(address)["Cache-Control"]


def test_a_stale_cookie_is_a_visitor_without_a_name() -> None:
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "x" * 32
    page = client.get("/ayuda/")
    assert page.status_code == 200
    assert "Entrar" in page.content.decode()


def test_who_has_not_entered_is_sent_to_enter_and_back(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(require_person(request).name)

    middleware = EntranceFirst(view)
    request = rf.get("/plan-2019/editar/?campo=1")
    assert person_of(request) is None
    with pytest.raises(NotEntered):
        view(request)
    answer = middleware.process_exception(request, NotEntered())
    assert answer is not None
    assert answer["Location"] == "/entrar/?next=%2Fplan-2019%2Feditar%2F%3Fcampo%3D1"
    sent = rf.post("/plan-2019/guardar/", headers={"Referer": "http://localhost/plan-2019/editar/"})
    assert middleware.process_exception(sent, NotEntered())["Location"] == "/entrar/?next=%2Fplan-2019%2Feditar%2F"  # type: ignore[index]
    assert middleware.process_exception(request, ValueError()) is None


@pytest.mark.parametrize(
    ("proxies", "peer", "told", "network"),
    [
        (0, "203.0.113.9", "10.0.0.1", "203.0.113.9"),
        (1, "127.0.0.1", "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "127.0.0.1", "10.0.0.1, 203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (2, "127.0.0.1", "203.0.113.9", "127.0.0.1"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:203.0.113.9", "", "203.0.113.9"),
        (1, "127.0.0.1", "<script>", ""),
        (0, "", "", ""),
    ],
)
@pytest.mark.covers("case:A7")
def test_a_network_is_the_peer_or_what_trusted_proxies_wrote(
    rf: RequestFactory, settings: Settings, proxies: int, peer: str, told: str, network: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": told} if told else {})
    assert network_of(request) == network


@pytest.mark.parametrize("forged", ["10.0.0.{}", "203.0.113.{}, 127.0.0.1", "127.0.0.1, 10.0.0.{}"])
@pytest.mark.covers("case:A7")
def test_a_forged_header_does_not_make_another_network(forged: str) -> None:
    for number in range(3):
        Client().post(
            "/entrar/",
            {"email": f"p{number}@example.org"},
            REMOTE_ADDR="203.0.113.9",
            headers={"X-Forwarded-For": forged.format(number)},
        )
    assert EntryCode.objects.values("network_key").distinct().count() == 1


def test_this_machine_is_told_by_both_ends(rf: RequestFactory) -> None:
    assert is_at_this_machine(rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost:8000"))
    assert not is_at_this_machine(
        rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost:8000", HTTP_VIA="1.1 proxy")
    )


@pytest.mark.covers("case:X5")
@pytest.mark.parametrize(
    "field",
    ["is_administrator", "is_staff", "is_superuser", "is_active", "keeps_directory", "role", "account", "tries"],
)
def test_a_field_too_many_changes_nothing(field: str) -> None:
    client = entered()
    before = (list(Account.objects.values_list()), list(Person.objects.values_list()))
    for address in ("/entrar/", "/entrar/codigo/", "/entrar/liga/"):
        client.post(address, {"email": "e@example.org", "code": "000000", "c": "x", field: "1"})
    assert (list(Account.objects.values_list()), list(Person.objects.values_list())) == before
    assert set(EntryCode.objects.values_list("tries", flat=True)) <= {1}


def test_an_account_is_opened_once_for_an_address_that_nobody_has() -> None:
    from tequio.people.actions import AddressIsTaken, HasAnAccount

    admin, person = builders.administrator(), builders.person()
    account = open_account(person=person, email=" Una@Example.org ", by=admin, at=builders.NOW)
    assert account.email == "una@example.org"
    with pytest.raises(HasAnAccount):
        open_account(person=person, email="dos@example.org", by=admin, at=builders.NOW)
    with pytest.raises(AddressIsTaken):
        open_account(person=builders.person(), email="UNA@example.org", by=admin, at=builders.NOW)


COOKIES = """
import django; from django.conf import settings as s; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
c = Client()
through = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_HOST": "localhost"}
r = c.post("/entrar/", {"email": "a@example.org"}, **through)
g = c.get("/entrar/", **through)
for m in (*r.cookies.values(), *g.cookies.values(), *Client().get("/idioma/en/", **through).cookies.values()):
    print(m.OutputString())
print(g["Strict-Transport-Security"])
"""


def test_over_https_every_cookie_is_bound_to_the_host(tmp_path: object) -> None:
    """__Host-: Secure, the whole site, no domain; SameSite=Lax; no script reads it. As it is served: behind a proxy."""
    environment = {
        **os.environ,
        "SITE_URL": "https://gobierno.example.org",
        "SECRET_KEY": "only-for-the-suite",
        "TEQUIO_TRUSTED_PROXIES": "1",
        "TEQUIO_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tequio.config.settings_test",
    }
    done = subprocess.run([sys.executable, "-c", COOKIES], env=environment, capture_output=True, text=True, check=True)
    *cookies, transport = done.stdout.splitlines()
    assert len(cookies) >= 3
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-session", "__Host-csrf", "__Host-language"}
    for cookie in cookies:
        parts = {part.strip().lower() for part in cookie.split(";")}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
        assert not any(part.startswith("domain") for part in parts)
    assert transport.startswith("max-age=31536000")
