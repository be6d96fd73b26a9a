"""Every page in a real browser, at both widths: axe, no overflow, no violation of the policy, weight, print, keyboard."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pypdf
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.journeys.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = (
    "/",
    "/buscar/",
    "/buscar/?q=agua",
    "/buscar/?q=reunion&tipo=activity",
    "/ayuda/",
    "/ayuda/como-se-calcula/",
    "/ayuda/glosario/",
    "/accesibilidad/",
    "/privacidad/",
    "/privacidad/avisos/",
    "/plan-2019/entrega/",
    "/no-existe/esta-pagina/",
    "/plan-2019/",
    "/plan-2019/tablero/",
    "/plan-2019/tablero/?estado=con-retraso",
    "/plan-2019/tablero/?q=nada-de-esto",
    "/plan-2019/compromisos/",
    "/plan-2019/compromisos/1/",
    "/plan-2019/ruta/",
    "/plan-2019/plan-anual/",
    "/plan-2019/hallazgos/",
    "/plan-2019/convocatoria/",
    "/plan-2019/dialogo/",
    "/plan-2019/eventos/",
    "/plan-2019/capacitaciones/",
    "/plan-2019/orientaciones/",
    "/plan-2019/metodologia/",
    "/plan-2019/datos/",
    "/plan-2019/bitacora/",
    "/plan-2019/organos/",
    "/plan-2019/directorio/",
    "/plan-2019/territorios/",
    "/plan-2019/dias-inhabiles/",
    "/dias-inhabiles/",
    "/municipio/",
    "/sin-fechas/ruta/",
    "/vacio/",
    "/vacio/tablero/",
    "/vacio/bitacora/",
)


@pytest.mark.covers("req:126", "exp:20")
def test_every_page_passes_axe_fits_and_keeps_the_policy(site: str, page: Page) -> None:
    """One browser walks them all; what fails is told page by page."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    wrong: list[str] = []
    for address in ADDRESSES:
        said.clear()
        page.goto(site + address)
        console = [text for text in said if "404 (Not Found)" not in text or "no-existe" not in address]
        wrong += [f"{address}: axe {each}" for each in violations(page)]
        wrong += [f"{address}: console {each}" for each in console]
        width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if width > inner:
            wrong.append(f"{address}: {width} px in a window of {inner}")
    assert wrong == []


def test_axe_would_tell(chromium: Browser) -> None:
    """The same check over a page with faults: a check that finds nothing proves nothing."""
    page = chromium.new_page()
    page.set_content(
        '<html><body><img src="x"><input><p style="color:#aaa;background:#fff">poco contraste</p></body></html>'
    )
    found = {each.split(":")[0] for each in violations(page)}
    page.close()
    assert {"image-alt", "label", "color-contrast", "html-has-lang"} <= found


def test_targets_are_large_enough_for_a_thumb(site: str, page: Page) -> None:
    """Buttons, fields and what stands alone: at least 44 px high; nothing that can be pressed under 24 px, links in a text apart."""
    page.goto(site + "/plan-2019/tablero/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.btn, .nav a, .tools a, .lang a, summary, input, select, .share a, .brand')]
        .filter(each => each.offsetParent && each.getBoundingClientRect().height < 43.5)
        .map(each => each.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_focus_can_be_seen_and_the_first_stop_skips_to_the_content(site: str, page: Page) -> None:
    page.goto(site + "/plan-2019/tablero/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#contenido"
    unseen, stops = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        name, width, style = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.outerHTML.slice(0, 80), parseFloat(s.outlineWidth), s.outlineStyle]; }"""
        )
        stops += 1
        if name.startswith("<body"):
            continue
        if width < 3 or style == "none":
            unseen.append(name)
    assert stops == 60
    assert unseen == []


@pytest.mark.covers("req:21", "exp:16", "exp:33")
def test_filters_work_without_javascript_and_the_back_button_returns(site: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(site + "/plan-2019/tablero/")
    assert page.locator("article.row").count() == 7
    page.get_by_label("Buscar por palabra").fill("xcunya")
    page.get_by_role("button", name="Filtrar").click()
    assert page.locator("article.row").count() == 1
    assert "q=xcunya" in page.url
    page.go_back()
    assert page.locator("article.row").count() == 7
    page.get_by_label("Buscar por palabra").fill("")
    page.get_by_text("Más filtros").click()
    page.get_by_label("Estado", exact=True).select_option("con-retraso")
    page.get_by_role("button", name="Filtrar").click()
    assert page.locator("article.row").count() == 2
    page.get_by_role("link", name="Quitar los filtros").click()
    assert page.locator("article.row").count() == 7


@pytest.mark.covers("exp:22")
def test_language_stays_on_the_page_keeps_the_filters_and_is_remembered(site: str, page: Page) -> None:
    page.goto(site + "/plan-2019/tablero/?estado=con-retraso")
    assert page.evaluate("document.documentElement.lang") == "es-MX"
    page.get_by_role("link", name="English").click()
    assert page.url == site + "/plan-2019/tablero/?estado=con-retraso"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.get_by_role("heading", level=1).inner_text() == "Dashboard"
    assert page.locator("article.row h3 a").first.get_attribute("lang") == "es"
    page.goto(site + "/plan-2019/ruta/")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("link", name="Español").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ruta crítica"


def sent(path: str, body: bytes) -> int:
    """Bytes on the wire: fonts as they are, the rest compressed."""
    return len(body) if path.endswith(".woff2") else len(gzip.compress(body, 6))


@pytest.mark.covers("exp:33")
@pytest.mark.parametrize(
    "address", ["/", "/plan-2019/", "/plan-2019/tablero/", "/plan-2019/compromisos/1/", "/plan-2019/ruta/"]
)
def test_first_view_weighs_at_most_100_kb(site: str, page: Page, address: str) -> None:
    got: dict[str, int] = {}
    page.on("response", lambda response: got.update({response.url: sent(urlsplit(response.url).path, response.body())}))
    page.goto(site + address, wait_until="networkidle")
    assert any(url.endswith(".woff2") for url in got)
    assert sum(got.values()) <= 100_000, got
    assert {urlsplit(url).netloc for url in got} == {urlsplit(site).netloc}


@pytest.mark.covers("exp:7")
@pytest.mark.parametrize(
    ("address", "most", "landscape"),
    [
        ("/plan-2019/tablero/", 3, False),
        ("/plan-2019/compromisos/1/", 4, False),
        ("/plan-2019/ruta/", 2, True),
        ("/plan-2019/convocatoria/", 1, False),
    ],
)
def test_prints_on_letter_paper_with_address_and_date(
    site: str, page: Page, address: str, most: int, landscape: bool
) -> None:
    page.goto(site + address)
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False)))
    width, height = (
        round(float(side) / 72, 1) for side in (paper.pages[0].mediabox.width, paper.pages[0].mediabox.height)
    )
    assert (width, height) == ((11.0, 8.5) if landscape else (8.5, 11.0))
    assert len(paper.pages) <= most
    text = " ".join(each.extract_text() for each in paper.pages)
    assert address.split("?")[0] in text.replace("\n", "")
    assert "20 de noviembre de 2019" in text
    assert "Buscar" not in text


@pytest.mark.covers("exp:23")
def test_orthographies_of_the_peoples_are_drawn_with_our_font(site: str, page: Page) -> None:
    """The second font is fetched only when its letters are on the page."""
    from tequio.commitments.models import Commitment

    fetched: list[str] = []
    page.on("response", lambda response: fetched.append(response.url))
    page.goto(site + "/plan-2019/compromisos/2/", wait_until="networkidle")
    assert not any("noto-peoples" in url for url in fetched)
    Commitment.objects.filter(number=3).update(description="ʼ ꞌ ā ē ī ō ū ɨ ʉ ẍ ǎ ǹ ṉ ẽ")
    page.goto(site + "/plan-2019/compromisos/3/", wait_until="networkidle")
    assert any("noto-peoples" in url for url in fetched)


def test_fonts_hold_the_letters_that_are_written() -> None:
    from fontTools.ttLib import TTFont

    held: set[int] = set()
    for name in ("noto.woff2", "noto-peoples.woff2", "noto-tones.woff2"):
        found = finders.find(f"web/fonts/{name}")
        assert isinstance(found, str)
        held |= set(TTFont(found).getBestCmap())
    wanted = "áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”–—…·ʼꞌꞋāēīōūäëïöüɨʉẍǎǹṉẽ"
    assert [letter for letter in wanted if ord(letter) not in held] == []


def test_static_files_are_named_by_the_settings_that_serve_them() -> None:
    """The weight above counts gzip; what is served is at most that, because whitenoise also offers brotli."""
    source = Path(settings.PACKAGE / "config" / "settings.py").read_text(encoding="utf-8")
    assert "whitenoise.storage.CompressedManifestStaticFilesStorage" in source
