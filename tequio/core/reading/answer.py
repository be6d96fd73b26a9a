"""A Reading as the JSON that ``tequio read`` prints and the pages of import show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tequio.core.dates import FuzzyDate, Status, as_json, first_day, last_day
from tequio.core.reading.means import means_kinds
from tequio.core.reading.records import (
    Actor,
    AnnualPlan,
    Call,
    Commitment,
    Goal,
    Kind,
    Methodology,
    PlannedActivity,
    Reading,
    Route,
)

Json = dict[str, Any]


def answer(reading: Reading) -> Json:
    """``{"file", "kind", "summary", "records", "dropped", "remarks", "header"}``."""
    return {
        "file": reading.name,
        "kind": reading.kind.value,
        "summary": summary(reading),
        "records": records(reading),
        "dropped": [{"text": piece.text, "reason": piece.reason, "where": piece.where} for piece in reading.dropped],
        "remarks": [{"code": r.code, "text": r.text, "where": r.where, "path": list(r.path)} for r in reading.remarks],
        "header": {
            "title": reading.header.title,
            "ordinal": reading.header.ordinal,
            "year": reading.header.year,
            "motto": reading.header.motto,
        },
    }


def summary(reading: Reading) -> dict[str, int]:
    """Counts of what was understood; a key without meaning for the kind is absent."""
    if reading.kind is Kind.COMMITMENT_SHEET:
        return _sheet_summary(reading.commitments)
    if reading.route is not None:
        route = reading.route
        return {"phases": len(route.phases), "milestones": len(route.milestones), "objectives": len(route.objectives)}
    if reading.annual_plan is not None:
        return _plan_summary(reading.annual_plan)
    if reading.call is not None:
        return _call_summary(reading.call)
    if reading.methodology is not None:
        return {"axes": len(reading.methodology.axes), "steps": len(reading.methodology.steps)}
    return {}


def _sheet_summary(commitments: Iterable[Commitment]) -> dict[str, int]:
    found = list(commitments)
    goals = [goal for commitment in found for goal in commitment.goals]
    dates = [activity.date for goal in goals for activity in goal.activities]
    return {
        "commitments": len(found),
        "goals": len(goals),
        "activities": len(dates),
        "means_kinds": len(means_kinds(mean for goal in goals for mean in goal.means)),
        "required_means": sum(map(required_means, goals)),
        "dated": sum(date is not None and date.edtf is not None for date in dates),
        "to_be_defined": sum(date is not None and date.status is Status.TO_BE_DEFINED for date in dates),
    }


def required_means(goal: Goal) -> int:
    """Those of each activity that has its own; else those of the goal, once."""
    own = sum(len(activity.means) for activity in goal.activities)
    return own or len(goal.means)


def _plan_summary(plan: AnnualPlan) -> dict[str, int]:
    return {
        "activities": len(plan.activities),
        "subactivities": sum(_below(activity) for activity in plan.activities),
        "objectives": len(plan.objectives),
        "goals": len(plan.goals),
        "mechanisms": len(plan.mechanisms),
    }


def _below(activity: PlannedActivity) -> int:
    return sum(1 + _below(child) for child in activity.children)


def _call_summary(call: Call) -> dict[str, int]:
    found = {"requirements": len(call.requirements), "objectives": len(call.objectives)}
    opens = first_day(call.opens_on) if call.opens_on else None
    closes = last_day(call.closes_on) if call.closes_on else None
    if opens and closes and closes >= opens:
        found["window_days"] = (closes - opens).days + 1
    return found


def records(reading: Reading) -> Json:
    """The records by kind, in the shapes of the command line; {} for an unknown document."""
    if reading.kind is Kind.COMMITMENT_SHEET:
        return {"commitments": [_commitment(commitment) for commitment in reading.commitments]}
    if reading.route is not None:
        return _route(reading.route)
    if reading.annual_plan is not None:
        return _plan(reading.annual_plan)
    if reading.call is not None:
        return _call(reading.call)
    return _methodology(reading.methodology) if reading.methodology is not None else {}


def _date(value: FuzzyDate | None) -> Json | None:
    return None if value is None else dict(as_json(value))


def _commitment(commitment: Commitment) -> Json:
    return {
        "title": commitment.title,
        "number": commitment.number,
        "branch": commitment.branch,
        "kind": commitment.kind,
        "theme": commitment.theme,
        "starts_on": _date(commitment.starts_on),
        "ends_on": _date(commitment.ends_on),
        "description": commitment.description,
        "objective": commitment.objective,
        "problem": {
            "official": commitment.problem.official,
            "citizen_wording": commitment.problem.citizen_wording,
            "note": commitment.problem.note,
        },
        "responsible": {
            name: getattr(commitment.responsible, name)
            for name in ("organisation", "person", "post", "area", "email", "phone", "extension")
        },
        "actors": [_actor(actor) for actor in commitment.actors],
        "values": {
            name: getattr(commitment.values, name)
            for name in ("access", "accountability", "participation", "technology")
        },
        "anticorruption": commitment.anticorruption,
        "strategy": commitment.strategy,
        "indicators": list(commitment.indicators),
        "sector_roles": list(commitment.sector_roles),
        "goals": [_goal(goal) for goal in commitment.goals],
        "means_kinds": means_kinds(mean for goal in commitment.goals for mean in goal.means),
        "subject_to_change": commitment.subject_to_change,
        "fields": sorted(commitment.fields),
    }


def _actor(actor: Actor) -> Json:
    return {
        "name": actor.name,
        "organisation": actor.organisation,
        "sector": actor.sector.value,
        "box": actor.box.value if actor.box else None,
    }


def _goal(goal: Goal) -> Json:
    return {
        "number": goal.number,
        "title": goal.title,
        "means": list(goal.means),
        "responsibles": list(goal.responsibles),
        "responsible_text": goal.responsible_text,
        "activities": [
            {
                "title": activity.title,
                "date": _date(activity.date),
                "means": list(activity.means),
                "responsibles": list(activity.responsibles),
            }
            for activity in goal.activities
        ],
    }


def _route(route: Route) -> Json:
    return {
        "objective": route.objective,
        "objectives": list(route.objectives),
        "target_window": _date(route.target_window),
        "proposed": route.proposed,
        "phases": [
            {
                "number": phase.number,
                "title": phase.title,
                "source_text": phase.source_text,
                "duration": phase.duration,
                "predecessors": phase.predecessors,
                "starts": _date(phase.starts),
                "ends": _date(phase.ends),
            }
            for phase in route.phases
        ],
        "milestones": [{"name": stop.name, "date": _date(stop.date)} for stop in route.milestones],
    }


def _plan(plan: AnnualPlan) -> Json:
    return {
        "area": plan.area,
        "administration": plan.administration,
        "objectives": list(plan.objectives),
        "goals": list(plan.goals),
        "activities": [_activity(activity) for activity in plan.activities],
        "mechanisms": list(plan.mechanisms),
        "signatory": plan.signatory,
    }


def _activity(activity: PlannedActivity) -> Json:
    return {
        "code": activity.code,
        "title": activity.title,
        "starts": _date(activity.starts),
        "ends": _date(activity.ends),
        "derived": activity.derived,
        "children": [_activity(child) for child in activity.children],
    }


def _call(call: Call) -> Json:
    return {
        "title": call.title,
        "ordinal": call.ordinal,
        "edition": call.edition,
        "opens_on": _date(call.opens_on),
        "closes_on": _date(call.closes_on),
        "requirements": list(call.requirements),
        "objectives": list(call.objectives),
        "contact": list(call.contact),
        "hashtags": list(call.hashtags),
        "sections": [{"heading": section.heading, "paragraphs": list(section.paragraphs)} for section in call.sections],
    }


def _methodology(methodology: Methodology) -> Json:
    return {
        "axes": list(methodology.axes),
        "steps": [{"number": step.number, "title": step.title, "text": step.text} for step in methodology.steps],
        "notes": list(methodology.notes),
    }
