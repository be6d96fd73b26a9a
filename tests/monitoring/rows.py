"""Rows of the matrix for what the office finds of a public commitment."""

from __future__ import annotations

from tequio.commitments.criteria import check_criterion
from tequio.commitments.models import Criterion
from tests.matrix import OFFICE, Verb, on_commitment

VERBS: tuple[Verb, ...] = (
    Verb(check_criterion, OFFICE, on_commitment(criterion=Criterion.SPECIFIC, met=True, reason="Dice una sola cosa")),
    Verb(
        check_criterion,
        frozenset(),
        on_commitment(criterion=Criterion.MEASURABLE, met=True, reason="Se puede contar"),
        by_rule=OFFICE,
        label="measurable without an indicator",
    ),
)
