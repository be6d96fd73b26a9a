"""Counts of people that can be published: a small one could tell who they are. Prose and worked table: docs/rules/small-cells.md."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

#: fewer people than these, and more than none, are not counted out loud
LEAST = 5

Name = TypeVar("Name", bound=Hashable)


def small_hidden(counts: Mapping[Name, int], *, least: int = LEAST) -> dict[Name, int | None]:
    """People by cell → the same, with None where the number is not told; their total is taken to be public.

    A cell with 1 to ``least - 1`` people is hidden. What is hidden must not come out of the total by subtraction: the next smallest
    cells are hidden too, until there are two and they sum ``least``, or none is left. Nobody (0) is not a secret: it stays.
    Method: primary and complementary cell suppression, Hundepool et al., Statistical Disclosure Control (2012), ch. 4.
    """
    people = sorted((name for name, count in counts.items() if count > 0), key=lambda name: counts[name])
    hidden = [name for name in people if counts[name] < least]
    shown = [name for name in people if counts[name] >= least]
    while hidden and shown and (len(hidden) == 1 or sum(counts[name] for name in hidden) < least):
        hidden.append(shown.pop(0))
    return {name: None if name in hidden else count for name, count in counts.items()}
