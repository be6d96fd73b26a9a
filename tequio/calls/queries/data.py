"""A call as data that another program reads: what its page says, and nothing of who applied."""

from __future__ import annotations

from typing import Any

from tequio.calls import blocks
from tequio.calls.models import Call
from tequio.calls.sectors import types_of
from tequio.calls.who import who_selects
from tequio.exercises.queries import ExerciseHeader


def call_data(call: Call, exercise: ExerciseHeader, *, url: str) -> dict[str, Any]:
    """Moments in ISO 8601 with the offset of the place; the window is half-open. Ask with ``selected_by`` and ``decision``. Two queries."""
    told = blocks.told(call)
    return {
        "uid": str(call.uid),
        "url": url,
        "exercise": exercise.slug,
        "title": call.title,
        "status": call.status,
        "opens_at": local(call.opens_at, exercise),
        "closes_at": local(call.closes_at, exercise),
        "results_at": local(call.results_at, exercise),
        "blocks": [
            {
                "heading": each.heading,
                "paragraphs": list(each.paragraphs),
                "numbered": list(each.numbered),
                "closing": list(each.closing),
            }
            for each in told.blocks
        ],
        "objectives": list(call.objectives),
        "requirements": list(call.requirements),
        "contact": list(call.contact),
        "hashtags": list(call.hashtags),
        "takes_applications": call.takes_applications,
        "applicant_types": [each.value for each in types_of(call)] if call.takes_applications else [],
        "eligibility": [{"code": each["code"], "text": each["text"]} for each in call.eligibility],
        "selection": {
            "body": str(call.selected_by.uid) if call.selected_by else None,
            "text": list(who_selects(call)),
            "decision": str(call.decision.uid) if call.decision else None,
        },
        "void_reason": call.void_reason,
        "reissue_of": str(call.reissue_of.uid) if call.reissue_of else None,
        "addenda": [
            {
                "number": each.number,
                "kind": each.kind,
                "added_at": local(each.added_at, exercise),
                "text": each.text,
                "closed_at_before": local(each.closed_at_before, exercise),
                "closes_at_after": local(each.closes_at_after, exercise),
            }
            for each in call.addenda.order_by("number")
        ],
    }


def local(moment: Any, exercise: ExerciseHeader) -> str | None:
    return moment.astimezone(exercise.zone).isoformat() if moment else None
