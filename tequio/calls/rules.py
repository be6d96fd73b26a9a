"""The eligibility rules of a call: rows of JSON ↔ the records of ``core.eligibility``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.calls.models import Call
from tequio.core.eligibility import EligibilityRule, RuleKind, Verdict

#: the stages in which a person offers to take part (requirement 47)
STAGES: dict[str, Promise] = {
    "design": gettext_lazy("Diseño"),
    "implementation": gettext_lazy("Implementación"),
    "follow_up": gettext_lazy("Seguimiento"),
    "evaluation": gettext_lazy("Evaluación"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the office ticks and writes of who may apply."""

    residence: bool = False
    availability: bool = False
    honorary: bool = False
    adult: bool = False
    declarations: tuple[str, ...] = ()


def rules_of(call: Call) -> tuple[EligibilityRule, ...]:
    return tuple(
        EligibilityRule(
            kind=RuleKind(row["kind"]),
            code=row["code"],
            text=row["text"],
            place=row.get("place", ""),
            stages=tuple(row.get("stages", ())),
            minimum=int(row.get("minimum", 1)),
        )
        for row in call.eligibility
    )


def rows_of(chosen: Chosen, *, place: str) -> list[dict[str, Any]]:
    """As a call stores them."""
    rows: list[dict[str, Any]] = []
    if chosen.residence:
        text = _("Residir en %(place)s.") % {"place": place}
        rows.append({"kind": "residence", "code": "residence", "text": text, "place": place})
    if chosen.adult:
        rows.append({"kind": "adult", "code": "adult", "text": _("Ser mayor de edad.")})
    if chosen.availability:
        text = _("Tener disponibilidad para participar en al menos una etapa.")
        rows.append({"kind": "availability", "code": "availability", "text": text, "stages": list(STAGES)})
    if chosen.honorary:
        text = _("Participar de manera honorífica, sin pago.")
        rows.append({"kind": "honorary", "code": "honorary", "text": text})
    declarations = enumerate(chosen.declarations, 1)
    return rows + [{"kind": "declaration", "code": f"declaration-{n}", "text": text} for n, text in declarations]


def chosen_of(call: Call) -> Chosen:
    kinds = [rule.kind for rule in rules_of(call)]
    return Chosen(
        residence=RuleKind.RESIDENCE in kinds,
        availability=RuleKind.AVAILABILITY in kinds,
        honorary=RuleKind.HONORARY in kinds,
        adult=RuleKind.ADULT in kinds,
        declarations=tuple(rule.text for rule in rules_of(call) if rule.kind is RuleKind.DECLARATION),
    )


def verdict_rows(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    return [
        {"code": each.rule.code, "text": each.rule.text, "met": each.met, "reason": each.reason} for each in verdicts
    ]
