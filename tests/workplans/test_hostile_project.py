"""A project file made to harm, at the door: refused or read in words, at once, and nothing is stored nor fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tequio.audit.models import Event
from tequio.people.models import Person
from tequio.workplans.models import Activity, Link, WorkPlan
from tests.workplans.test_project_file import FILE, exported
from tests.workplans.test_route_edit import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "a billion laughs": f'<!DOCTYPE p [<!ENTITY l0 "ja">{LAUGHS}]><Project><Name>&l9;</Name></Project>',
    "quadratic": f'<!DOCTYPE p [<!ENTITY a "{"a" * 50_000}">]><Project>{"<Name>&a;</Name>" * 500}</Project>',
    "a file of the machine": '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project><Name>&x;</Name></Project>',
    "another machine": '<!DOCTYPE p SYSTEM "http://127.0.0.1:9/x.dtd"><Project></Project>',
    "a parameter entity": '<!DOCTYPE p [<!ENTITY % x SYSTEM "file:///etc/hosts"> %x;]><Project></Project>',
    "very deep": f"<Project>{'<Tasks>' * 60_000}",
    "cut": "<Project><Tasks><Task><UID>1</UID><Name>Una",
    "a style sheet": '<?xml-stylesheet href="http://127.0.0.1:9/x"?><html><script>alert(1)</script></html>',
}


def given(client: Client, content: bytes) -> Any:
    return client.post(FILE, {"archivo": SimpleUploadedFile("ruta.xml", content, "text/xml")})


def stored(plan: WorkPlan) -> tuple[Any, ...]:
    rows = (
        Activity.objects.filter(workplan=plan).order_by("pk").values_list("pk", "title", "duration", "starts", "ends")
    )
    return (*rows, Link.objects.count(), Event.objects.count())


@pytest.mark.covers("req:28", "exp:26")
@pytest.mark.parametrize("name", BOMBS)
def test_it_is_refused_in_words(plan: WorkPlan, by: Person, enter: Callable[..., Client], name: str) -> None:
    browser, before = enter(by), stored(plan)
    answer = given(browser, BOMBS[name].encode())
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<title>Error:" in page
    for secret in ("root:", "ip6-", "Traceback", "<script>alert"):
        assert secret not in page
    assert stored(plan) == before


@pytest.mark.covers("req:28")
@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("<Duration>", "<Duration>PT99999999999999999999H0M0S</Duration><Old>"),
        ("<Duration>", "<Duration>PTNaNH0M0S</Duration><Old>"),
        ("<Duration>", "<Duration>-PT8H0M0S</Duration><Old>"),
        ("<UID>", "<UID>1e999</UID><Old>"),
        ("<LinkLag>", "<LinkLag>999999999999999999</LinkLag><Old>"),
        ("<Start>", "<Start>0000-99-99T00:00:00</Start><Old>"),
        ("<Start>", "<Start>9999-12-31T23:59:59</Start><Old>"),
        ("<Name>", "<Name>&lt;img src=x onerror=alert(1)&gt;</Name><Old>"),
        ("<Type>", "<Type>77</Type><Old>"),
    ],
)
def test_impossible_values_are_told_and_run_nothing(
    plan: WorkPlan, by: Person, enter: Callable[..., Client], was: str, becomes: str
) -> None:
    content = exported(plan)
    touched = content.replace(was, becomes).replace(f"</{becomes.split('<')[1].split('>')[0]}></Old>", "</Old>")
    browser, before = enter(by), stored(plan)
    for each in (touched, content.replace(was, becomes, 1)):
        answer = given(browser, each.encode())
        assert answer.status_code in (200, 422)
        assert "Traceback" not in read(answer)
        assert "<img src=x" not in answer.content.decode()
    assert stored(plan) == before


@pytest.mark.covers("req:28")
def test_its_cycle_is_told_before_anything_is_saved(plan: WorkPlan, by: Person, enter: Callable[..., Client]) -> None:
    content = exported(plan)
    first, second = (each.pk for each in Activity.objects.filter(workplan=plan).order_by("position")[:2])
    link = "<PredecessorLink><PredecessorUID>{}</PredecessorUID><Type>1</Type><LinkLag>0</LinkLag></PredecessorLink>"
    head, _uid, rest = content.partition(f"<UID>{first}</UID>")
    task, _end, tail = rest.partition("</Task>")
    looped = f"{head}<UID>{first}</UID>{task}{link.format(second)}</Task>{tail}"
    before = stored(plan)
    answer = given(enter(by), looped.encode())
    assert answer.status_code == 422
    assert stored(plan) == before
    assert "Hay un ciclo: las actividades 2 → 1 → 2 se esperan unas a otras" in read(answer)
