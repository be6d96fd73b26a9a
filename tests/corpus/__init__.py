"""Documents as offices of many places write them, with what must be understood of each."""

from __future__ import annotations

from collections.abc import Iterator

from tests.corpus.truth import Example


def all_examples() -> Iterator[tuple[str, Example]]:
    """Each document with the name of its group."""
    from tests.corpus import calls, harder, methodologies, plans, routes, second_round, sheets, unrelated

    for module in (sheets, routes, plans, calls, methodologies, harder, second_round, unrelated):
        group = module.__name__.rpartition(".")[2]
        yield from ((group, example) for example in module.EXAMPLES)
