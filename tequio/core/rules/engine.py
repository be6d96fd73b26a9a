"""A rule pack over records → findings. Pure: the same records, pack and day always give the same answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tequio.core.reading.records import Reading
from tequio.core.rules.cases import Case, Hit
from tequio.core.rules.findings import Finding, Severity
from tequio.core.rules.pack import Rule, RulePack
from tequio.core.rules.registry import RULES

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def evaluate(
    reading: Reading, pack: RulePack, *, today: date | None = None, disabled: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Every finding of the pack's enabled rules, the gravest first, then in the order of the document.

    ``today`` is the day to compare undated records with (what has ended by now); None compares nothing with it.
    ``disabled`` are codes left out of this evaluation.
    """
    found = [
        finding
        for rule in pack.rules
        if rule.enabled and rule.code not in disabled
        for finding in _findings(rule, Case(reading, pack, rule, today))
    ]
    return tuple(sorted(found, key=_order))


def _findings(rule: Rule, case: Case) -> Iterator[Finding]:
    for hit in RULES[rule.code](case):
        yield Finding(
            code=rule.code,
            requirement=rule.requirement if hit.requirement is None else hit.requirement,
            severity=rule.severity,
            message=_message(rule, hit),
            where=hit.where,
            citation=rule.citation,
            path=hit.path,
        )


def _message(rule: Rule, hit: Hit) -> str:
    return rule.message.format_map(hit.words)


def _order(finding: Finding) -> tuple[int, tuple[tuple[int, int, str], ...], str, str]:
    path = tuple((0, part, "") if isinstance(part, int) else (1, 0, part) for part in finding.path)
    return _GRAVITY[finding.severity], path, finding.code, finding.where
