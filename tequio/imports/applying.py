"""What was accepted of a new version becomes the same changes a person would make by hand: all of them or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.commitments.actions import TEXTS, date_commitment, edit_commitment, state_values
from tequio.core.comparison import Change, Difference, Place
from tequio.core.dates import from_edtf
from tequio.core.reading import records
from tequio.core.reading.records import Reading
from tequio.core.refusals import Refusal
from tequio.formats import rulepack
from tequio.formats.reading_json import from_json
from tequio.imports.actions import note, refuse_unless
from tequio.imports.loading.people import Directory
from tequio.imports.models import ImportJob, State
from tequio.imports.versions import FIELDS, Stored, Version, applicable, id_of, record_at, version_of
from tequio.people.models import Person
from tequio.workplans.actions import NeedsAReason
from tequio.workplans.amendments import amend_route
from tequio.workplans.cancelling import cancel_activity
from tequio.workplans.drawing import PhaseChange, canonical, drawn
from tequio.workplans.editing import HasEvidence, draft_activity, draft_goal, edit_activity, edit_goal
from tequio.workplans.models import Activity, Goal, Kind
from tequio.workplans.parts import (
    ActivityWanted,
    GoalWanted,
    MeansWanted,
    stored_activity,
    stored_goal,
    texts_of,
)
from tequio.workplans.removals import PlanIsApproved, remove_part

VALUES = ("access", "accountability", "participation", "technology")
#: what of a phase its dates are computed from; the rest are texts
DRAWN_FIELDS = {"duration", "predecessors"}


class StoredChangedMeanwhile(Refusal):
    code = "changed-meanwhile"


class NothingAccepted(Refusal):
    code = "nothing-accepted"


class NotAVersion(Refusal):
    code = "not-a-version"


@dataclass(frozen=True, slots=True)
class Applying:
    """Everything the steps need. ``text`` is the reason in words."""

    version: Version
    reading: Reading
    directory: Directory
    key: UUID
    text: str
    today: date

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.directory.by, "at": self.directory.at}

    def record(self, difference: Difference) -> Any:
        return record_at(self.reading, difference.new or ())

    def named(self, names: Sequence[str]) -> tuple[Any, ...]:
        return tuple(self.directory.named(name) for name in names)


@transaction.atomic
def apply_version(
    *,
    job: ImportJob,
    stored: Stored,
    accepted: Iterable[str],
    text: str,
    today: date,
    by: Person,
    at: datetime,
) -> int:
    """``accepted`` are ids of differences as they were shown; how many were applied. What was left is written down too."""
    refuse_unless(job, by, at, State.READ)
    reading = from_json(job.reading or {})
    version = version_of(stored, reading)
    if version is None:
        raise NotAVersion(_("El documento no es del mismo tipo que lo guardado."))
    known, chosen = version.by_id(), set(accepted)
    if chosen - set(known):
        raise StoredChangedMeanwhile(
            _("Lo guardado cambió mientras usted comparaba. No se aplicó nada: revise otra vez las diferencias.")
        )
    mine = [each for each in applicable(version, today) if id_of(each) in chosen]
    if not mine:
        raise NothingAccepted(_("Marque al menos un cambio para aplicarlo."))
    if not text.strip():
        raise NeedsAReason(_("Diga por qué cambia: el motivo queda en el registro público."))
    directory = Directory(job.exercise.jurisdiction, rulepack.load(job.pack), by, at, job.answers)
    _apply(mine, Applying(version, reading, directory, job.uid, text.strip(), today))
    _close(job, version, chosen, text.strip(), by, at)
    return len(mine)


@transaction.atomic
def close_unchanged(*, job: ImportJob, stored: Stored, by: Person, at: datetime) -> None:
    """Somebody looked and nothing of it is wanted, or it says the same: the document is kept as seen."""
    refuse_unless(job, by, at, State.READ)
    version = version_of(stored, from_json(job.reading or {}))
    if version is None:
        raise NotAVersion(_("El documento no es del mismo tipo que lo guardado."))
    _close(job, version, set(), "", by, at)


def _close(job: ImportJob, version: Version, chosen: set[str], text: str, by: Person, at: datetime) -> None:
    job.state, job.confirmed_at, job.loaded_at, job.version_of = State.LOADED, at, at, version.of.uid
    job.outcome = [told_of(each, id_of(each) in chosen) for each in version.found]
    job.save(update_fields=["state", "confirmed_at", "loaded_at", "version_of", "outcome"])
    applied = sum(each["accepted"] for each in job.outcome)
    changes = {
        "version_of": (None, version.of.title),
        "applied": (None, applied),
        "left": (None, len(job.outcome) - applied),
        "reason": (None, text or None),
    }
    note("version_applied", job, by, at, changes)


def told_of(difference: Difference, accepted: bool) -> dict[str, Any]:
    return {
        "change": difference.change.value,
        "kind": difference.kind,
        "title": difference.title,
        "field": str(FIELDS.get(difference.name, "")),
        "before": difference.before,
        "after": difference.after,
        "accepted": accepted,
    }


def _apply(mine: Sequence[Difference], doing: Applying) -> None:
    changed: dict[Place, list[Difference]] = defaultdict(list)
    for each in mine:
        if each.change is Change.CHANGED:
            changed[each.old or ()].append(each)
    if doing.version.of.plan.kind == Kind.ROUTE:
        _redraw([each for own in changed.values() for each in own if each.name in DRAWN_FIELDS], doing)
    for place, own in changed.items():
        texts = [each for each in own if doing.version.of.plan.kind != Kind.ROUTE or each.name not in DRAWN_FIELDS]
        if texts:
            _change(place, texts, doing)
    made: dict[Place, Goal | Activity] = {}
    for each in mine:
        if each.change is Change.ADDED and each.new is not None:
            _add(each, each.new, made, doing)
        elif each.change is Change.REMOVED and each.old is not None:
            _remove(doing.version.rows[each.old], doing)


def _change(place: Place, own: Sequence[Difference], doing: Applying) -> None:
    if not place:
        _change_sheet({each.name for each in own}, doing)
        return
    row, record, names = doing.version.rows[place], doing.record(own[0]), {each.name for each in own}
    if isinstance(row, Goal):
        before = stored_goal(row)
        edit_goal(goal=row, seen=texts_of(before), wanted=_goal(before, record, names, doing), **doing.who)
        return
    was = stored_activity(row, drawn(row.workplan))
    wanted = _activity(was, record, names, doing)
    edit_activity(activity=row, seen=texts_of(was), wanted=wanted, today=doing.today, reason=doing.text, **doing.who)


def _change_sheet(names: set[str], doing: Applying) -> None:
    commitment, [sheet] = doing.version.of.commitment, doing.reading.commitments
    if commitment is None:
        return
    texts = {
        "problem_official": sheet.problem.official,
        "problem_citizen": sheet.problem.citizen_wording,
        "problem_note": sheet.problem.note,
    }
    values = {name: texts.get(name, getattr(sheet, name, "") or "") for name in names & set(TEXTS)}
    pack = doing.directory.pack
    if values:
        edit_commitment(commitment=commitment, values=values, pack=pack, **doing.who)
    if said := {name: getattr(sheet.values, name) for name in names & set(VALUES)}:
        state_values(commitment=commitment, texts=said, **doing.who)
    if names & {"starts_on", "ends_on"}:
        starts = sheet.starts_on if "starts_on" in names else commitment.starts
        ends = sheet.ends_on if "ends_on" in names else commitment.ends
        unset = from_edtf(None)
        date_commitment(commitment=commitment, starts=starts or unset, ends=ends or unset, pack=pack, **doing.who)


def _goal(before: GoalWanted, record: records.Goal, names: set[str], doing: Applying) -> GoalWanted:
    return replace(
        before,
        title=record.title if "title" in names else before.title,
        means=_means(record.means) if "means" in names else before.means,
        responsibles=doing.named(record.responsibles) if "responsibles" in names else before.responsibles,
    )


def _means(texts: Sequence[str]) -> tuple[MeansWanted, ...]:
    return tuple(MeansWanted(text) for text in dict.fromkeys(texts))


def _activity(before: ActivityWanted, record: Any, names: set[str], doing: Applying) -> ActivityWanted:
    """``record`` is an activity of a sheet, a phase or a planned activity."""
    wanted = replace(before, title=record.title if "title" in names else before.title)
    if "date" in names:
        wanted = replace(wanted, ends=record.date)
    if "starts" in names:
        wanted = replace(wanted, starts=record.starts)
    if "ends" in names:
        wanted = replace(wanted, ends=record.ends)
    if "means" in names:
        wanted = replace(wanted, means=_means(record.means))
    if "responsibles" in names:
        wanted = replace(wanted, responsibles=doing.named(record.responsibles))
    if "objectives" in names:
        wanted = replace(wanted, objectives=tuple(record.objectives))
    return wanted


def _redraw(mine: Sequence[Difference], doing: Applying) -> None:
    """Durations and predecessors of a route move together, with one reason."""
    changes = phase_changes(doing.version, mine, doing.reading)
    if changes:
        amend_route(
            workplan=doing.version.of.plan, changes=changes, reason=doing.text, pack=doing.directory.pack, **doing.who
        )


def phase_changes(version: Version, mine: Sequence[Difference], reading: Reading) -> list[PhaseChange]:
    """What a set of differences asks of the drawing of a route."""
    drawing = drawn(version.of.plan)
    wanted: dict[int, PhaseChange] = {}
    for each in mine:
        row = version.rows.get(each.old or ())
        if each.name not in DRAWN_FIELDS or not isinstance(row, Activity):
            continue
        phase, state = record_at(reading, each.new or ()), drawing.state(drawing.at(row.position))
        change = wanted.get(row.position) or PhaseChange(row.position, seen=state, wanted=state)
        after = change.wanted
        if each.name == "duration":
            after = replace(after, duration=phase.duration)
        else:
            after = replace(after, predecessors=canonical(phase.predecessors, drawing))
        wanted[row.position] = replace(change, wanted=after)
    return list(wanted.values())


def _add(difference: Difference, place: Place, made: dict[Place, Goal | Activity], doing: Applying) -> None:
    """With all that hangs under it."""
    record, plan = doing.record(difference), doing.version.of.plan
    parent = made.get(place[:-1]) or _stored_parent(place[:-1], doing)
    key = uuid5(doing.key, repr(place))
    if isinstance(record, records.Goal):
        wanted = GoalWanted(record.title, record.number, _means(record.means), doing.named(record.responsibles))
        made[place] = draft_goal(workplan=plan, key=key, wanted=wanted, **doing.who)
    else:
        blank = ActivityWanted(
            record.title,
            code=_code(record),
            goal=parent if isinstance(parent, Goal) else None,
            parent=parent if isinstance(parent, Activity) else None,
        )
        names = {
            name for name in ("date", "starts", "ends", "means", "responsibles", "objectives") if hasattr(record, name)
        }
        row = draft_activity(workplan=plan, key=key, wanted=_activity(blank, record, names, doing), **doing.who)
        made[place] = row
    for inner, _child in enumerate(getattr(record, "activities", ()) or getattr(record, "children", ())):
        _add(replace(difference, new=(*place, inner)), (*place, inner), made, doing)


def _code(record: Any) -> str:
    if isinstance(record, records.Phase):
        return "" if record.number is None else str(record.number)
    return str(getattr(record, "code", ""))[:20]


def _stored_parent(place: Place, doing: Applying) -> Goal | Activity | None:
    """The stored row that the parent of an added one was paired with."""
    return doing.version.partner(place) if place else None


def _remove(row: Goal | Activity, doing: Applying) -> None:
    """What was approved or proves something is cancelled with the reason, not taken out."""
    try:
        with transaction.atomic():
            remove_part(part=row, **doing.who)
    except (PlanIsApproved, HasEvidence):
        activities = row.activities.filter(cancelled_at__isnull=True) if isinstance(row, Goal) else [row]
        for each in activities:
            cancel_activity(activity=each, reason=doing.text, **doing.who)
