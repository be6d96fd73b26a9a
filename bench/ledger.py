"""Goal G6: a record of 100,000 events is verified in at most 60 s; 200 random edits of it are all located."""

from __future__ import annotations

import random
import time

from tequio.core.ledger import Checkpoint, verify
from tests.core.test_ledger import chain, random_edit

EVENTS, EDITS, LIMIT_SECONDS = 100_000, 200, 60.0
SEED = 20261121


def main() -> int:
    entries = chain(EVENTS)
    checkpoint = Checkpoint(EVENTS, entries[-1].hash)
    began = time.perf_counter()
    intact = verify(entries, [checkpoint]).intact
    seconds = time.perf_counter() - began
    print(f"{EVENTS:,} eventos comprobados en {seconds:.1f} s (límite {LIMIT_SECONDS:.0f} s)")
    choose, found = random.Random(SEED), 0
    for _ in range(EDITS):
        place = choose.randrange(EVENTS)
        before = Checkpoint(place, entries[place - 1].hash) if place else Checkpoint()
        forged = [random_edit(entries[place], choose), *entries[place + 1 : place + 50]]
        # the entries before the edited one were verified above: only the rest needs to be followed again
        broken = verify(forged, start=before).first_break
        found += broken is not None and broken.sequence == place + 1
    print(f"{found} de {EDITS} cambios al azar encontrados y ubicados (semilla {SEED})")
    return 0 if intact and seconds <= LIMIT_SECONDS and found == EDITS else 1


if __name__ == "__main__":
    raise SystemExit(main())
