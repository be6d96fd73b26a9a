"""A real browser over the whole site. Where Chromium is missing the tests are skipped in one visible line; with CI=true that fails."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db.transaction import Atomic

from tequio.people.models import Person
from tequio.search.indexing import index
from tests.builders import NOW
from tests.journeys.looking import PHONE, Window, enters
from tests.pages import world

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

CHROMIUM = (
    os.environ.get("TEST_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or "/usr/bin/chromium"
)
WIDTHS = {1280: 900, 390: 844}
#: milliseconds that a page may take on a machine that does many other things
PATIENCE = 120_000


@pytest.fixture(scope="package", autouse=True)
def _one_at_a_time() -> Iterator[None]:
    """SQLite in memory is one connection for the test and the site: what two did at once would be in one transaction."""
    turn = threading.RLock()
    serve, begin, end = WSGIHandler.__call__, Atomic.__enter__, Atomic.__exit__

    def served(self: WSGIHandler, *request: Any) -> Any:
        with turn:
            return serve(self, *request)

    def begun(self: Atomic) -> None:
        turn.acquire()
        try:
            begin(self)
        except BaseException:
            turn.release()
            raise

    def ended(self: Atomic, *raised: Any) -> None:
        try:
            end(self, *raised)
        finally:
            turn.release()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", served)
        patch.setattr(Atomic, "__enter__", begun)
        patch.setattr(Atomic, "__exit__", ended)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        message = "no está Chromium: instale el paquete «chromium» para probar las páginas en un navegador"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    # the browser's own loop would make Django refuse the database in the test's thread
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> Iterator[str]:
    """Address of a site with everything, on 20 November 2019."""
    with time_machine.travel(world.NOW, tick=True):
        world.everything(count=7)
        world.exercise("vacio", where=world.place("Estado vacío"))
        municipality = world.exercise("municipio", kind="municipal", where=world.place("Municipio de prueba"))
        world.annual(municipality)
        plain = world.exercise("sin-fechas", where=world.place("Estado sin fechas"))
        world.route(plain, dated=False)
        index()
        yield live_server.url


@pytest.fixture(params=WIDTHS, ids=str)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A window of each width, with JavaScript, that remembers what its console said."""
    context: BrowserContext = chromium.new_context(
        viewport={"width": request.param, "height": WIDTHS[request.param]}, locale="en-US"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer) -> Iterator[Window]:
    """Each its own browser: what one person has in her hands."""
    contexts: list[BrowserContext] = []

    def opened(person: Person | None = None, size: tuple[int, int] = PHONE) -> Page:
        contexts.append(chromium.new_context(viewport={"width": size[0], "height": size[1]}))
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        if person is not None:
            enters(page, live_server.url, person, NOW)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """Without JavaScript."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()
