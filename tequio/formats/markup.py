"""Fragments of HTML and Markdown left in text by other programs → lines. Tags are noise, what they hold is not."""

from __future__ import annotations

import html
import re

from tequio.formats.lines import BULLET, cell_text, clean, split_inline_bullets

_NEW_LINE = r"p|div|br|ul|ol|tr|table|tbody|thead|h[1-6]|hr|section|article|blockquote|dl|dt|dd"
_GONE = (
    r"b|i|u|s|em|strong|span|font|a|sup|sub|small|big|img|td|th|col|colgroup|mark|code|pre|label|input|abbr|center"
    r"|html|body|head|meta|o:p"
)
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>li|{_NEW_LINE}|{_GONE})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_ORDERED = re.compile(r"<ol\b[^<>]{0,2000}>(?P<inside>.*?)(?=</ol>|<ul\b|<ol\b|$)", re.IGNORECASE | re.DOTALL)
_ANCHOR = re.compile(r"<a\s(?P<attributes>[^<>]{0,2000})>(?P<shown>[^<]{0,2000})</a>", re.IGNORECASE)
_HREF = re.compile(r"href\s?=\s?[\"']?([^\"'\s]{1,2000})", re.IGNORECASE)
_LINK = re.compile(r"!?\[(?P<shown>[^\[\]\n]{0,500})\]\((?P<target>[^\s()<>]{1,1000})(?:\s+\"[^\"\n]{0,300}\")?\)")
_ADDRESS = re.compile(
    r"<(?P<target>(?:https?://|mailto:)[^\s<>]{1,1000}|[^\s<>@]{1,100}@[^\s<>@]{1,200})>", re.IGNORECASE
)
_ITEM = re.compile(r"(?:^|(?<=\s))(?P<mark>\d{1,2}|[a-z])[.)]\s+")


def has_tags(text: str) -> bool:
    return "<" in text and _TAG.search(text) is not None


def strip_tags(text: str) -> str:
    """``<li>`` becomes a "● " line, blocks and breaks become line ends; what is not a known tag ("a < b") stays."""
    if not has_tags(text):
        return text
    text = _ANCHOR.sub(_anchor, text)
    text = _ORDERED.sub(lambda match: "\n" + split_items(match["inside"]), text)
    return html.unescape(_TAG.sub(_replacement, text))


def _anchor(match: re.Match[str]) -> str:
    target = _HREF.search(match["attributes"])
    return link_text(match["shown"], target[1]) if target else match["shown"]


def _replacement(match: re.Match[str]) -> str:
    name = match["name"].lower()
    if name == "li":
        return "\n" if match["close"] else "\n" + BULLET
    if name in {"td", "th"}:
        return " "
    return "\n" if re.fullmatch(_NEW_LINE, name) else ""


def split_items(text: str) -> str:
    """ "1. Uno 2. Dos" → one line per item, only where the marks follow each other (1, 2, 3 or a, b, c)."""
    expected: str | None = None
    pieces: list[str] = []
    last = 0
    for match in _ITEM.finditer(text):
        mark = match["mark"]
        if mark not in ({"1", "a"} if expected is None else {expected}):
            continue
        pieces.append(text[last : match.start()])
        last = match.start()
        expected = str(int(mark) + 1) if mark.isdecimal() else chr(ord(mark) + 1)
    pieces.append(text[last:])
    return "\n".join(piece.strip() for piece in pieces if piece.strip())


def strip_markdown(text: str) -> str:
    """Bold marks go, whether paired or left over; links keep their address; single asterisks are people's own."""
    text = _LINK.sub(lambda match: link_text(match["shown"], match["target"]), text)
    text = _ADDRESS.sub(lambda match: match["target"].removeprefix("mailto:"), text)
    return text.replace("**", "").replace("\\_", "_").replace("\\*", "*")


def link_text(shown: str, target: str) -> str:
    """The words of a link, followed by its address when the words do not say it."""
    address = re.sub(r"^mailto:", "", target, flags=re.IGNORECASE)
    bare = re.sub(r"^https?://(?:www\.)?", "", address, flags=re.IGNORECASE).rstrip("/")
    if not bare or bare.startswith("#") or bare.lower() in shown.lower():
        return shown
    return f"{shown} ({address})" if shown.strip() else address


def line_text(text: str) -> str:
    """One or several clean lines of running text."""
    return clean(strip_markdown(strip_tags(text)))


def marked_cell(text: str) -> str:
    """Lines of a cell that may hold HTML or Markdown; inline bullets become lines."""
    return cell_text(split_inline_bullets(strip_markdown(strip_tags(text))))
