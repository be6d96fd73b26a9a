"""Who may apply to a call, rule by rule: the rules are data of the call, the answers what the applicant declared.

A rule that ``holds back`` stops the form until it is met (an acknowledgement that has to be ticked); any other one is told before
sending and stored as «no cumple» with its reason, for a person to decide (requirements 46, 47, 49).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    """``declaration`` is any sentence of the call that the applicant has to declare as true."""

    RESIDENCE = "residence"
    AVAILABILITY = "availability"
    HONORARY = "honorary"
    ADULT = "adult"
    DECLARATION = "declaration"


#: a person decides later, with what was declared
DECIDED_LATER = frozenset({RuleKind.RESIDENCE, RuleKind.ADULT})


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """``code`` is unique in its call; ``text`` is the sentence that people read; ``place`` is the state or municipality of residence."""

    kind: RuleKind
    code: str
    text: str
    place: str = ""
    stages: tuple[str, ...] = ()
    minimum: int = 1

    @property
    def holds_back(self) -> bool:
        return self.kind not in DECIDED_LATER


@dataclass(frozen=True, slots=True)
class Declared:
    """What an applicant says. ``lives_in`` is a state and, where it is told, its municipality; ``codes`` the sentences ticked."""

    lives_in: tuple[str, ...] = ()
    stages: frozenset[str] = frozenset()
    honorary: bool = False
    adult: bool = False
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` says why it is not met; empty when it is."""

    rule: EligibilityRule
    met: bool
    reason: str = ""


def judge(rules: Iterable[EligibilityRule], declared: Declared) -> tuple[Verdict, ...]:
    """One verdict per rule, in the order of the rules."""
    return tuple(_verdict(rule, declared) for rule in rules)


def _verdict(rule: EligibilityRule, declared: Declared) -> Verdict:
    reason = _REASONS[rule.kind](rule, declared)
    return Verdict(rule, not reason, reason)


def _residence(rule: EligibilityRule, declared: Declared) -> str:
    if any(_same(each, rule.place) for each in declared.lives_in if each):
        return ""
    told = next((each for each in declared.lives_in if each), "")
    return f"Declaró vivir en {told}; la convocatoria pide residir en {rule.place}." if told else "No dijo dónde vive."


def _availability(rule: EligibilityRule, declared: Declared) -> str:
    wanted = declared.stages & frozenset(rule.stages) if rule.stages else declared.stages
    if len(wanted) >= rule.minimum:
        return ""
    return "Elija al menos una etapa." if rule.minimum == 1 else f"Elija al menos {rule.minimum} etapas."


def _honorary(_rule: EligibilityRule, declared: Declared) -> str:
    return "" if declared.honorary else "Falta aceptar que la participación es honorífica."


def _adult(_rule: EligibilityRule, declared: Declared) -> str:
    return "" if declared.adult else "No declaró ser mayor de edad."


def _declaration(rule: EligibilityRule, declared: Declared) -> str:
    return "" if rule.code in declared.codes else "Falta declarar este requisito."


_REASONS = {
    RuleKind.RESIDENCE: _residence,
    RuleKind.AVAILABILITY: _availability,
    RuleKind.HONORARY: _honorary,
    RuleKind.ADULT: _adult,
    RuleKind.DECLARATION: _declaration,
}


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
