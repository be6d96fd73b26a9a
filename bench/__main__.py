"""``make bench``: every measurement, each beside a peer or a limit in the same run. Exit 1 when one is over its limit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(wanted: list[str]) -> int:
    over = []
    for path in sorted(HERE.glob("[a-z]*.py")):
        if (wanted and path.stem not in wanted) or "def main(" not in path.read_text(encoding="utf-8"):
            continue
        print(f"\n== {path.stem}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{path.stem}"], cwd=HERE.parent, check=False).returncode:
            over.append(path.stem)
    print(f"\nSobre su límite: {', '.join(over) or 'ninguna medición'}.")
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
