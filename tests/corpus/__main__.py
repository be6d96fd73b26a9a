"""``python -m tests.corpus [TEXT]`` prints what each document gives; with a text, only those whose name has it."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.corpus import all_examples, truth

wanted = sys.argv[1] if len(sys.argv) > 1 else ""
good: Counter[str] = Counter()
total: Counter[str] = Counter()
for group, example in all_examples():
    if wanted not in f"{group}/{example.name}":
        continue
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / example.name
        example.build(path)
        try:
            found = truth.faults(example, truth.answer_of(path))
        except Exception as problem:  # the table shows every document, also the one that fails
            found = [f"{type(problem).__name__}: {problem}"]
    total[group] += 1
    good[group] += not found
    for line in found:
        print(f"{group}/{example.name}: {line}")
print(", ".join(f"{group} {good[group]}/{total[group]}" for group in total))
