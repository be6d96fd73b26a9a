"""Spanish first; English whole on every page; institutions in their own words."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.pages import world
from tests.pages.test_pages import OF_AN_EXERCISE, OF_THE_SITE

LOCALE = Path(settings.PACKAGE) / "locale"
#: rooms whose texts a public page shows
SHOWN = ("web", "dashboard", "lineage", "workplans/templates", "calls/templates", "exercises/templates")


def blocks(language: str) -> list[str]:
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    return text.strip().split("\n\n")[1:]


def strings(block: str, name: str) -> str:
    found = re.search(rf'^{re.escape(name)} ((?:".*"\n?)+)', block, flags=re.M)
    parts = re.findall(r'"(.*)"', found[1]) if found else []
    return "".join(parts).replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


@pytest.mark.parametrize("language", ["en", "es_MX"])
def test_compiled_catalogue_is_the_written_one(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for block in blocks(language):
        source = strings(block, "msgid")
        wanted = strings(block, "msgstr") or strings(block, "msgstr[0]")
        got = compiled.ngettext(source, "", 1) if "msgid_plural" in block else compiled.gettext(source)
        assert got == (wanted or source), source


def test_spanish_is_every_text_as_itself() -> None:
    for block in blocks("es_MX"):
        source = strings(block, "msgid")
        assert source == (strings(block, "msgstr") or strings(block, "msgstr[0]"))


def texts_of_templates() -> set[str]:
    found: set[str] = set()
    for room in SHOWN:
        for template in (Path(settings.PACKAGE) / room).rglob("*.html"):
            found |= set(re.findall(r'{% translate "([^"]+)"', template.read_text(encoding="utf-8")))
    return found


@pytest.mark.covers("exp:22")
def test_every_text_of_a_template_is_in_english() -> None:
    written = {strings(block, "msgid"): strings(block, "msgstr") for block in blocks("en")}
    assert len(texts_of_templates()) > 200
    assert sorted(text for text in texts_of_templates() if not written.get(text)) == []


def test_translations_keep_their_placeholders() -> None:
    for block in blocks("en"):
        for source, target in (("msgid", "msgstr"), ("msgid_plural", "msgstr[1]")):
            written = strings(block, target)
            if written:
                holes = sorted(re.findall(r"%\(\w+\)s", strings(block, source)))
                assert sorted(re.findall(r"%\(\w+\)s", written)) == holes, block


@pytest.mark.django_db
def test_pages_in_english_hold_no_spanish_of_ours(web: Client) -> None:
    """Words that no English text has, outside what is marked as Spanish."""
    world.everything(count=3)
    web.get("/idioma/en/?volver=/")
    for address in [*(f"/plan-2019/{end}" for end in OF_AN_EXERCISE), *OF_THE_SITE]:
        page = web.get(address).content.decode()
        assert '<html lang="en">' in page, address
        text = re.sub(
            r'<(\w+)[^>]* lang="es"[^>]*>.*?</\1>', "", page.split("<main")[1].split("</main>")[0], flags=re.S
        )
        words = re.findall(
            r"\b(?:aún|según|está|cómo|qué|compromisos|fecha|días|después|también|página)\b",
            re.sub(r"<[^>]+>|https?://\S+", " ", text),
            flags=re.I,
        )
        assert words == [], (address, words)


@pytest.mark.django_db
def test_language_of_the_browser_is_not_taken_for_a_choice(web: Client) -> None:
    page = web.get("/", headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="es-MX">' in page.content.decode()
    assert page["Content-Language"] == "es-MX"


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org"])
def test_language_switch_leads_nowhere_else(web: Client, back: str) -> None:
    assert web.get("/idioma/en/", {"volver": back})["Location"] == "/"


@pytest.mark.django_db
def test_unknown_language_changes_nothing(web: Client) -> None:
    response = web.get("/idioma/xx/", {"volver": "/ayuda/"})
    assert response["Location"] == "/ayuda/"
    assert not response.cookies
