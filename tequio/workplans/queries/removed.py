"""What was taken out: by which post, when, why where a reason is asked, and until when whoever may take out puts it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.exercises.posts import posts_in
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words
from tequio.workplans.removals import UNDO

#: those of the last hour come first, so that all that can be put back is told before anything that cannot
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Removed:
    """``url`` puts it back until ``until``; empty once the hour passed. ``mine``: of who looks, and the last one of hers."""

    title: str
    who: str
    when: str
    reason: str
    url: str
    until: str
    mine: bool


def removed_of(
    rows: QuerySet[Any], exercise: ExerciseHeader, *, base: str, person: int, now: datetime
) -> tuple[Removed, ...]:
    """Of a table of removals, those that were not put back, the last first. Three queries."""
    found = list(rows.filter(undone_at__isnull=True).defer("rows").order_by("-removed_at", "-pk")[:SHOWN])
    posts = posts_in(exercise.id, {each.removed_by_id for each in found}, exercise.today)
    mine = next((each.pk for each in found if each.removed_by_id == person), None)
    return tuple(
        Removed(
            title=each.title,
            who=posts[each.removed_by_id],
            when=moment(each.removed_at, exercise),
            reason=getattr(each, "reason", ""),
            url=f"{base}deshacer/{each.uid}/" if now - each.removed_at <= UNDO else "",
            until=f"{(each.removed_at + UNDO).astimezone(exercise.zone):%H:%M}",
            mine=each.pk == mine,
        )
        for each in found
    )


def moment(at: datetime, exercise: ExerciseHeader) -> str:
    here = at.astimezone(exercise.zone)
    return _("%(day)s, %(hour)s") % {"day": words.short_date(here), "hour": f"{here:%H:%M}"}


def undo_of(removed: tuple[Removed, ...]) -> Removed | None:
    """What she herself has just taken out is offered first."""
    return next((each for each in removed if each.mine and each.url), None)
