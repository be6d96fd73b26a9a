"""What is sent to hurt is refused at once (cases F8, U3, U4): seconds of each beside its limit and beside a common file."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from bench.empty import empty_database

#: seconds
FORM, FILE = 1.0, 5.0


def main() -> int:
    logging.disable(logging.CRITICAL)
    with empty_database():
        from tests.entering import entered
        from tests.monitoring import test_pages as pages

        table = pages.public_table()
        client = entered(table.officer)

        def send(**sent: Any) -> int:
            form = {"key": str(uuid4()), "shown": "as_is", "description": "Foto", **sent}
            return client.post(pages.door(table), form).status_code

        common = pages.upload(pages.photo(), "foto.jpg", "image/jpeg")
        usual = seconds(lambda: send(file=common))[0]
        print(f"{usual:6.2f} s  una foto común")
        bombs = {
            "imagen de 50,000 × 50,000": pages.upload(pages.png_of(50_000, 50_000), "foto.png", "image/png"),
            "paquete de muchos miembros": pages.upload(pages.bomb_of_members(), "tabla.xlsx"),
            "paquete que se infla": pages.upload(pages.bomb_of_size(), "tabla.xlsx"),
        }
        forms: dict[str, dict[str, Any]] = {
            "cinco megabytes de texto": {"description": "x" * 5_000_000},
            "veinte mil campos": {f"campo{number}": "1" for number in range(20_000)},
            "treinta archivos": {f"archivo{number}": io.BytesIO(b"a,b\n") for number in range(30)},
        }
        over = [told(what, usual, FILE, partial(send, file=file), 422) for what, file in bombs.items()]
        over += [told(what, usual, FORM, partial(send, **form), 413) for what, form in forms.items()]
    return 1 if any(over) else 0


def seconds(call: Callable[[], int]) -> tuple[float, int]:
    began = time.perf_counter()
    status = call()
    return time.perf_counter() - began, status


def told(what: str, usual: float, limit: float, call: Callable[[], int], wanted: int) -> bool:
    took, status = seconds(call)
    over = took > limit or status != wanted
    print(f"{took:6.2f} s  {what} · {status} · {took / usual:.1f} × (límite {limit:.0f} s){'  MAL' if over else ''}")
    return over


if __name__ == "__main__":
    raise SystemExit(main())
