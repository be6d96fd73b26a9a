"""Rows of the board, rendered once for each content: the same row is the same text."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template import loader

from tequio.dashboard.queries.board import Row
from tequio.web import words

register = template.Library()


@register.simple_tag
def board_row(row: Row) -> str:
    return rendered(row, words.language())


@lru_cache(maxsize=1500)
def rendered(row: Row, language: str) -> str:
    return loader.render_to_string("dashboard/row.html", {"row": row})
