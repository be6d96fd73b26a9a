"""Where a page may send somebody: only inside this site."""

from __future__ import annotations

import unicodedata

from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500


def inside(address: str) -> str:
    """``address`` if it is a path of this site, else the first page."""
    plain = address.startswith("/") and not any(unicodedata.category(letter)[0] == "C" for letter in address)
    short = len(address) <= LONGEST and "\\" not in address
    return address if plain and short and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"
