from __future__ import annotations

from html.parser import HTMLParser

from tequio.formats import html_out
from tests.formats.outlines import HOSTILE, OUTLINE, STAMPED

VOID = {"meta", "col", "br"}


class Outline(HTMLParser):
    """Tags that are open, texts seen, and any tag closed out of place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed() -> Outline:
    parser = Outline()
    parser.feed(html_out.render(STAMPED))
    return parser


def test_every_tag_is_closed_in_its_place() -> None:
    page = parsed()
    assert page.wrong == []
    assert page.open == []


def test_it_says_its_language_and_its_title() -> None:
    page = parsed()
    assert ("html", {"lang": "es-MX"}) in page.seen
    assert "Ficha de prueba <&>" in page.text


def test_headings_of_rows_and_columns_are_headings() -> None:
    scopes = [attributes.get("scope") for tag, attributes in parsed().seen if tag == "th"]
    assert scopes == ["col"] * 4 + ["row"]


def test_lists_and_spans_keep_their_meaning() -> None:
    page = parsed()
    tags = [tag for tag, _ in page.seen]
    assert tags.count("ul") == 2
    assert tags.count("ol") == 2
    assert {"rowspan": "2"} in [attributes for tag, attributes in page.seen if tag == "td"]


def test_no_text_is_markup() -> None:
    page = parsed()
    assert "script" not in [tag for tag, _ in page.seen]
    for text in HOSTILE:
        assert text.replace("\0", "\ufffd").replace("\x07", "\ufffd") in page.text


def test_the_running_lines_cannot_leave_their_style() -> None:
    from dataclasses import replace

    hostile = '"} </style><script>alert(1)</script> @import url(http://example.org)'
    page = html_out.render(replace(OUTLINE, running_head=hostile, running_foot=hostile))
    assert page.count("</style>") == 1
    assert "<script" not in page
    assert '"}' not in page.split("<style>")[1].split("</style>")[0]
