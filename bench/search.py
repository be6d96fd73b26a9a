"""Three words among 50,000 entries, beside one bare LIKE over the same table; the expectation is 300 ms."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from bench.empty import empty_database

ENTRIES, ROUNDS, LIMIT_SECONDS = 50_000, 7, 0.3
BODY = "servicios públicos de la comunidad y su calendario de obras " * 3


def median_seconds(call: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def main() -> int:
    with empty_database():
        from tequio.search import queries
        from tequio.search.models import Entry
        from tests import builders
        from tests.search.test_search import entry

        of = builders.exercise()
        Entry.objects.bulk_create((entry(of, n, f"Obra {n}", BODY) for n in range(ENTRIES)), batch_size=2000)
        found = queries.search_page("obra 49999 calendario", "", 1).total
        ours = median_seconds(lambda: queries.search_page("obra 49999 calendario", "", 1))
        bare = median_seconds(lambda: Entry.objects.filter(words__contains="49999").count())
    print(f"{ENTRIES:,} entradas: {ours * 1000:.0f} ms la página, {bare * 1000:.0f} ms un LIKE · {ours / bare:.1f} ×")
    print(f"límite {LIMIT_SECONDS * 1000:.0f} ms · encontradas {found}")
    return 0 if ours <= LIMIT_SECONDS and found == 1 else 1


if __name__ == "__main__":
    raise SystemExit(main())
