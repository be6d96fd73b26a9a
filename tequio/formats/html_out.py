"""An outline as one accessible page: headings, lists and tables by their meaning, no script, nothing fetched.

It is what the PDF is made from; the style holds only what paper needs.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tequio.core.outline import (
    BULLET,
    Align,
    Block,
    Cell,
    Heading,
    Listing,
    NewPage,
    Order,
    Outline,
    Paragraph,
    Signatures,
    Table,
    placed,
)
from tequio.formats.ooxml import printable

STYLE = """
@page { size: letter SIZE; margin: 1.7cm 1.8cm 1.9cm;
  @top-right { content: HEAD; font: 8pt FONT; color: #46575c }
  @bottom-left { content: FOOT; font: 7pt FONT; color: #46575c; white-space: pre-line; width: 80% }
  @bottom-right { content: "Página " counter(page) " de " counter(pages); font: 7pt FONT; color: #46575c } }
html { font: 9.5pt/1.3 FONT; color: #1d2b2f; hyphens: manual }
body { margin: 0 }
h1 { font-size: 14pt; line-height: 1.2; color: #0b4f5c; margin: 0 0 6pt }
h2 { font-size: 11.5pt; line-height: 1.25; color: #0b4f5c; margin: 10pt 0 6pt }
h3 { font-size: 10.5pt; margin: 8pt 0 4pt }
h1, h2, h3 { break-after: avoid }
p { margin: 0 0 5pt }
ol, ul { margin: 0 0 6pt; padding-left: 16pt }
ol.letters { list-style: lower-alpha }
.small { font-size: 8.5pt }
.strong { font-weight: bold }
.centre { text-align: center }
.end { text-align: right }
.new-page { break-before: page }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 8.3pt; line-height: 1.25; margin: 0 0 8pt }
th, td { border: .5pt solid #7a8688; padding: 2pt 4pt; text-align: left; vertical-align: top;
  overflow-wrap: break-word; hyphens: auto; hyphenate-limit-chars: 13 5 4 }
th { hyphens: manual }
th { background: #e4eeef; font-weight: bold }
td.centre, th.centre { text-align: center }
td p, th p { margin: 0 }
td ul { margin: 0; padding-left: 10pt }
tr { break-inside: avoid }
tr.long { break-inside: auto }
.signatures { break-before: avoid; margin-top: 40pt; break-inside: avoid }
.signatures div { display: inline-block; width: 46%; margin: 0 1.5% 30pt; text-align: center; vertical-align: top }
.signatures .rule { border-top: .7pt solid #1d2b2f; margin: 0 14% 3pt }
"""
FONT = '"Noto Sans", "DejaVu Sans", Arial, sans-serif'
#: a row with more text than this may be broken over two pages
LONG_ROW = 900


@dataclass(frozen=True, slots=True)
class FontFace:
    """A font (woff2) to be carried inside the page."""

    family: str
    content: bytes
    weight: str = "400"

    @property
    def rule(self) -> str:
        source = b64encode(self.content).decode()
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; '
            f"src: url(data:font/woff2;base64,{source}) format('woff2') }}\n"
        )


def render(outline: Outline, fonts: Sequence[FontFace] = ()) -> str:
    """A whole HTML page. Without fonts it uses those of the system."""
    style = "".join(face.rule for face in fonts) + _style(outline)
    return (
        f'<!doctype html>\n<html lang="{escape(outline.language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_text(outline.title)}</title>\n{_dated(outline)}<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{''.join(_blocks(outline.blocks))}</main>\n</body>\n</html>\n"
    )


def _dated(outline: Outline) -> str:
    return f'<meta name="dcterms.created" content="{outline.dated.isoformat()}">\n' if outline.dated else ""


def _style(outline: Outline) -> str:
    foot = "\n".join(line for line in (outline.running_foot, outline.stamp.line if outline.stamp else "") if line)
    size = "landscape" if outline.landscape else ""
    style = STYLE.replace("SIZE", size).replace("FONT", FONT)
    return style.replace("HEAD", _css_text(outline.running_head)).replace("FOOT", _css_text(foot))


def _css_text(text: str) -> str:
    """A CSS string in which no character can end the string or the style element (each odd one is escaped by its number)."""
    plain = (char if char.isalnum() or char in " .,:;·-()“”" else f"\\{ord(char):06x}" for char in printable(text))
    return f'"{"".join(plain)}"'


def _text(text: str) -> str:
    return escape(printable(text))


def _class(*names: str) -> str:
    wanted = " ".join(name for name in names if name)
    return f' class="{wanted}"' if wanted else ""


def _align(align: Align) -> str:
    return "" if align is Align.START else align.value


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    new_page = ""
    for block in blocks:
        if isinstance(block, NewPage):
            new_page = "new-page"
            continue
        yield _block(block, new_page)
        new_page = ""


def _block(block: Block, new_page: str) -> str:
    match block:
        case Heading():
            level = min(block.level, 6)
            return f"<h{level}{_class(new_page, _align(block.align))}>{_text(block.text)}</h{level}>\n"
        case Paragraph():
            names = (new_page, "strong" * block.strong, "small" * block.small, _align(block.align))
            return f"<p{_class(*names)}>{_text(block.text)}</p>\n"
        case Listing():
            items = "".join(f"<li>{_text(item)}</li>" for item in block.items)
            tag = "ul" if block.order is Order.BULLETS else "ol"
            return f"<{tag}{_class(new_page, block.order.value)}>{items}</{tag}>\n"
        case Table():
            return _table(block, new_page)
        case Signatures():
            people = "".join(
                f'<div><p class="rule"></p><p class="strong">{_text(person.name)}</p><p>{_text(person.post)}</p></div>'
                for person in block.people
            )
            return f"<section{_class('signatures', new_page)}>{people}</section>\n"
        case NewPage():
            return ""


def _table(table: Table, new_page: str) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{share * 100 / total:.2f}%">' for share in table.widths)
    rows: list[list[str]] = [[] for _ in table.rows]
    for top, _, cell in placed(table):
        rows[top].append(_cell(cell, head=top < table.head))
    marked = [f"<tr{_long(table.rows[index])}>{''.join(cells)}</tr>\n" for index, cells in enumerate(rows)]
    head, body = "".join(marked[: table.head]), "".join(marked[table.head :])
    thead = f"<thead>{head}</thead>" if head else ""
    return f"<table{_class(new_page)}><colgroup>{columns}</colgroup>{thead}<tbody>{body}</tbody></table>\n"


def _long(cells: Iterable[Cell]) -> str:
    return _class("long") if sum(len(cell.text) for cell in cells) > LONG_ROW else ""


def _cell(cell: Cell, *, head: bool) -> str:
    tag = "th" if head or cell.heading else "td"
    scope = (' scope="col"' if head else ' scope="row"') if tag == "th" else ""
    spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
    names = _class(_align(cell.align), "strong" * cell.strong)
    return f"<{tag}{scope}{spans}{names}>{''.join(_lines(cell.lines))}</{tag}>"


def _lines(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs, and one list for each run of bullets."""
    items: list[str] = []
    for line in lines:
        if line.startswith(BULLET):
            items.append(f"<li>{_text(line.removeprefix(BULLET))}</li>")
            continue
        if items:
            yield f"<ul>{''.join(items)}</ul>"
            items = []
        yield f"<p>{_text(line)}</p>"
    if items:
        yield f"<ul>{''.join(items)}</ul>"
