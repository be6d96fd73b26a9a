"""Requirement 99 on the whole demonstration: the pack of each exercise is opened and compared with the database."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from tequio.archive.contents.manifest import KEPT
from tequio.archive.contents.rows import mine
from tequio.archive.models import Kind
from tequio.archive.packing import pack_into
from tequio.audit.actions import seal_pending
from tequio.audit.closing import close_record
from tequio.audit.models import Event
from tequio.commitments.models import Commitment
from tequio.documents.models import Issued
from tequio.exercises.actions import mark_archived
from tequio.exercises.models import Exercise
from tests.access import table
from tests.access.addresses import addresses
from tests.access.objects import candidates
from tests.access.world import OWN, World

pytestmark = pytest.mark.django_db


def rows(parcel: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(parcel.read(name).decode("utf-8-sig"), newline="")))


@pytest.mark.covers("req:99")
def test_the_pack_of_every_exercise_has_everything(world: World) -> None:
    seal_pending(at=datetime.now(UTC))
    handed, found = set(), 0
    for exercise in Exercise.objects.public().select_related("jurisdiction"):
        out = io.BytesIO()
        pack_into(out, exercise, kind=Kind.RESERVED, now=datetime.now(UTC))
        with zipfile.ZipFile(out) as parcel:
            counts = {each.table: len(rows(parcel, each.file)) for each in KEPT}
            expected = {
                each.table: mine(each, apps.get_model(each.table), exercise).distinct().count()
                for each in KEPT
                if each.of not in ("people", "files")
            }
            assert {table: counts[table] for table in expected} == expected, exercise.slug
            assert counts["people.person"] > 0
            published = Commitment.objects.filter(exercise=exercise, status="published").count()
            assert len(rows(parcel, "tablas/compromisos.csv")) == published
            listed = [each for each in rows(parcel, "tablas/lista-de-documentos.csv") if each["folio"]]
            assert len(listed) <= Issued.objects.filter(exercise=exercise).count()
            record = parcel.read("registro/registro-publico.jsonl").decode().splitlines()
            assert len(record) - 1 == Event.objects.filter(sequence__isnull=False).count()
            handed |= {table for table, count in counts.items() if count}
        found += 1
    assert found >= 7
    # a list of tables that the demonstration leaves empty would prove nothing of them
    assert len(handed) > 60, {each.table for each in KEPT} - handed


#: what goes on once the term ended, and what is of the place or of one person, by address or by room
GOES_ON = {
    *("archive", "people", "privacy", "outbox", "web", "search"),
    *("exercises:roles", "exercises:wipe", "calls:mine", "dashboard:first_steps", "dashboard:week_letter"),
    # bodies, their seats and their support are of the place and outlive its exercises; so are its territories and organisations
    *(
        "bodies:new_body",
        "bodies:body",
        "bodies:seat",
        "bodies:pledge",
        "bodies:undo_succession",
        "bodies:organisation",
    ),
    *("bodies:territory_words", "exercises:territory", "exercises:territories", "commitments:hand_over"),
}

#: buttons of a page whose others do not: the names of a meeting are held, or go on to be forgotten
GOES_ON_THERE = re.compile(r'name="do" value="(hold|release)"')


def goes_on(name: str) -> bool:
    return name.split(":")[0] in GOES_ON or any(name == each or name.startswith(f"{each}_") for each in GOES_ON)


def offered(page: str, here: str) -> tuple[set[str], set[str]]:
    """What a page sends to, and where it leads; of this site, without what follows the question mark."""
    sent, led = set(), set()
    for form, inside in re.findall(r"(<form\b[^>]*>)(.*?)</form>", page, re.DOTALL):
        if 'method="post"' in form and not GOES_ON_THERE.search(inside):
            action = re.search(r'\baction="([^"]*)"', form)
            sent.add(urlsplit(urljoin(here, action[1] if action else "")).path)
    for link in re.findall(r'<a\b[^>]*\bhref="([^"#?]+)', page):
        led.add(urljoin(here, link))
    return sent, {each for each in led if each.startswith(f"/{OWN}/")}


def name_at(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


#: of each kind of page, that many objects, in as many states
TRIED = 4


@pytest.fixture
def archived(world: World) -> World:
    """The exercise of the table, its term handed over."""
    exercise = Exercise.objects.get(slug=OWN)
    mark_archived(exercise)
    close_record(exercise.uid, datetime.now(UTC))
    return replace(world, answers={})


@pytest.mark.covers("req:99")
@pytest.mark.once
@pytest.mark.parametrize("role", ["secretariat", "administrator", "responsible"])
def test_nobody_is_offered_what_an_archived_exercise_refuses(role: str, archived: World) -> None:
    """Every address of it: no page sends to what would be refused, nor leads to a page that only says so."""
    rows = {(row.address, row.route): row for row in table.read() if (row.method, row.whose) == ("GET", "own")}
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = archived.keys[role]
    wrong, said, refused = set(), 0, set()
    leads: dict[str, set[str]] = {}
    for address in addresses():
        row = rows.get((address.name, address.route))
        if row is None or address.is_file or row.answers[role] != "sí" or ("slug", "slug") not in address.parts:
            continue
        for values in candidates(address, row.objects, OWN, archived.owners[OWN])[:TRIED]:
            here = address.path(values)
            answer = client.get(here)
            page = "" if "html" not in answer.headers.get("Content-Type", "") else answer.content.decode()
            if answer.status_code == 422:
                assert "Lo reabre su administración" in page, here
                refused.add(resolve(here).view_name)
            if answer.status_code == 403 and role == "secretariat":
                wrong.add(f"{address.name} says that it is somebody else's")
            if answer.status_code == 200 and page:
                said += "Archivado desde el" in page
                sent, led = offered(page, here)
                leads.setdefault(address.name, set()).update(led)
                wrong |= {f"{address.name} sends to {name_at(to)}" for to in sent if not goes_on(name_at(to))}
    for here in ("/esta-semana/", "/ayuda/primeros-pasos/"):
        leads[here] = offered(client.get(here).content.decode(), here)[1]
    wrong |= {f"{name} leads to {name_at(to)}" for name, led in leads.items() for to in led if name_at(to) in refused}
    assert sorted(wrong) == []
    assert said > 30
    assert len(refused) > {"secretariat": 30, "responsible": 3}.get(role, -1), sorted(refused)
