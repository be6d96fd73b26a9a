"""What the page of a new version shows: each difference with both texts, and what moving them would do to the signature."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.core.comparison import Change, Difference
from tequio.core.reading.records import Reading
from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.imports.applying import phase_changes
from tequio.imports.fields import Json
from tequio.imports.models import ImportJob
from tequio.imports.queries import crumbs, job_url
from tequio.imports.versions import FIELDS, KINDS, Stored, Version, id_of, why_not
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.amendments import redraw
from tequio.workplans.drawing import drawn
from tequio.workplans.models import Kind

EMPTY = "—"
WHOLE_ROW = {
    Change.ADDED: gettext_lazy("Renglón nuevo"),
    Change.REMOVED: gettext_lazy("Ya no está en el documento"),
}


@dataclass(frozen=True, slots=True)
class DifferenceShown:
    id: str
    change: str
    field: str
    before: str
    after: str
    chosen: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class RowOfDifferences:
    """One thing of the document with all that differs in it. ``above``: where it hangs."""

    kind: str
    title: str
    above: str
    differences: tuple[DifferenceShown, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    file: str
    of: str
    counts: tuple[str, ...]
    rows: tuple[RowOfDifferences, ...]
    reason: str
    can_edit: bool
    consequence: str = ""
    errors: tuple[FormError, ...] = ()


def version_page(
    exercise: ExerciseHeader,
    job: ImportJob,
    version: Version,
    reading: Reading,
    *,
    today: date,
    can_edit: bool,
    chosen: Collection[str] | None = None,
    reason: str = "",
    errors: Sequence[FormError] = (),
) -> VersionPage:
    """``chosen``: ids that stay ticked after an error; at first every one that can be applied is."""
    url = job_url(exercise, job)
    return VersionPage(
        exercise=exercise,
        title=_("Qué cambia en la nueva versión"),
        description=_("Documento «%(name)s».") % {"name": job.file.original_name},
        crumbs=crumbs(exercise, Crumb(job.file.original_name, url), Crumb(_("Qué cambia"))),
        url=f"{url}version/{version.of.uid}/",
        file=job.file.original_name,
        of=version.of.title,
        counts=counts_of(version),
        rows=tuple(rows_of_page(version, today, chosen)),
        reason=reason,
        can_edit=can_edit,
        consequence=consequence_of(version, reading),
        errors=tuple(errors),
    )


def counts_of(version: Version) -> tuple[str, ...]:
    n = {change: sum(each.change is change for each in version.found) for change in Change}
    told = (
        ngettext("%(n)s dato distinto", "%(n)s datos distintos", n[Change.CHANGED]) % {"n": n[Change.CHANGED]},
        ngettext("%(n)s renglón nuevo", "%(n)s renglones nuevos", n[Change.ADDED]) % {"n": n[Change.ADDED]},
        ngettext("%(n)s renglón que ya no está", "%(n)s renglones que ya no están", n[Change.REMOVED])
        % {"n": n[Change.REMOVED]},
    )
    return tuple(
        text for text, change in zip(told, (Change.CHANGED, Change.ADDED, Change.REMOVED), strict=True) if n[change]
    )


def rows_of_page(version: Version, today: date, chosen: Collection[str] | None) -> list[RowOfDifferences]:
    """Differences of one row together, in the order of the document."""
    grouped: dict[Any, list[Difference]] = {}
    for each in version.found:
        grouped.setdefault((each.old, None if each.old is not None else each.new), []).append(each)
    return [
        RowOfDifferences(
            kind=str(KINDS.get(own[0].kind, "")),
            title=own[0].title,
            above=" · ".join(own[0].trail[1:-1]),
            differences=tuple(shown(each, version, today, chosen) for each in own),
        )
        for own in grouped.values()
    ]


def shown(each: Difference, version: Version, today: date, chosen: Collection[str] | None) -> DifferenceShown:
    name, refused = id_of(each), why_not(each, version, today)
    return DifferenceShown(
        id=name,
        change=each.change.value,
        field=str(FIELDS.get(each.name, "")) or str(WHOLE_ROW.get(each.change, "")),
        before=each.before or EMPTY,
        after=each.after or EMPTY,
        chosen=not refused and (chosen is None or name in chosen),
        why_not=refused,
    )


def consequence_of(version: Version, reading: Reading) -> str:
    """Of a route, what happens to its last day if all is accepted."""
    if version.of.plan.kind != Kind.ROUTE:
        return ""
    try:
        changes = phase_changes(version, version.found, reading)
        drawing = redraw(drawn(version.of.plan), changes, jurisdiction_id=version.of.plan.exercise.jurisdiction_id)
    except Refusal as refusal:
        return str(refusal)
    was, now = drawing.was.schedule, drawing.now.schedule
    if was is None or now is None:
        return _("La ruta no tiene las duraciones que hacen falta para calcular su último día.")
    if was.finish == now.finish:
        return _("Con todos los cambios, la ruta sigue terminando el %(day)s.") % {"day": words.long_date(now.finish)}
    days = (now.finish - was.finish).days
    told = _("Con todos los cambios, la ruta terminaría el %(day)s: %(days)s del %(before)s.")
    later = _("%(days)s después") if days > 0 else _("%(days)s antes")
    return told % {
        "day": words.long_date(now.finish),
        "days": later % {"days": words.days(abs(days))},
        "before": words.long_date(was.finish),
    }


def version_options(exercise: ExerciseHeader, job: ImportJob, found: Sequence[Stored]) -> tuple[Option, ...]:
    return tuple(
        Option(each.title, str(each.uid), url=f"{job_url(exercise, job)}version/{each.uid}/") for each in found[:5]
    )


def outcome_rows(outcome: Sequence[Json]) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """What was applied and what was left as it was."""
    return (
        tuple(each for each in outcome if each["accepted"]),
        tuple(each for each in outcome if not each["accepted"]),
    )
