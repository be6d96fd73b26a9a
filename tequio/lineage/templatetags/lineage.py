"""The table of a work plan, rendered once for each content."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template import loader

from tequio.lineage.queries.commitment import GoalShown
from tequio.web import words

register = template.Library()


@register.simple_tag
def plan_table(goals: tuple[GoalShown, ...], count: int) -> str:
    return rendered(goals, count, words.language())


@lru_cache(maxsize=128)
def rendered(goals: tuple[GoalShown, ...], count: int, language: str) -> str:
    return loader.render_to_string("lineage/plan.html", {"goals": goals, "count": count})
