"""What an address asks beyond the filters of its page changes nothing: no field of a table can be reached from outside."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.pages import world

pytestmark = pytest.mark.django_db
HOSTILE = (
    "order_by=responsible__person__account__email",
    "filtro__email__startswith=a",
    "fields=*",
    "exercise__status=draft",
    "q__regex=.*",
    "estado__in=x",
)
PAGES = (
    "tablero/",
    "compromisos/",
    "directorio/",
    "hallazgos/",
    "organos/",
    "datos/compromisos.csv",
    "datos/directorio.csv",
)


def body(address: str) -> tuple[int, str]:
    answer = Client().get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    # the address itself stands in some links of the page: what is compared is what it tells
    text = re.sub(r'(href|action|content|value|datetime)="[^"]*"', "", content.decode(errors="replace"))
    return answer.status_code, text


@pytest.mark.covers("case:X4")
@pytest.mark.parametrize("page", PAGES)
def test_a_parameter_that_is_no_filter_changes_nothing(page: str) -> None:
    world.everything(3)
    plain = body(f"/plan-2019/{page}")
    assert plain[0] == 200
    for query in HOSTILE:
        status, text = body(f"/plan-2019/{page}?{query}")
        assert status == 400 or (status, text) == plain, query
