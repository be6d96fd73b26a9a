"""Numbers of a spreadsheet as people see them: the value through its cell's number format (ECMA-376 part 1, 18.8.30–31)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

#: formats that files name only by number
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "$#,##0", 43: "#,##0.00",
    44: "$#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "dd/mm/yyyy"),
}  # fmt: skip
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|(?P<digits>[0#?][0#?,.]*)|(?P<other>.)'
)
_LAST_SERIAL = 2_958_466  # 31 December 9999


@lru_cache(maxsize=1024)
def is_date_format(form: str) -> bool:
    """Years, months, days, hours or seconds outside quotes and brackets."""
    first = form.split(";")[0]
    if "general" in first.lower():
        return False
    bare = _QUIET.sub("", first)
    return (
        re.search(r"[dmyhsaáñ]", bare, re.IGNORECASE) is not None
        and re.search(r"[0#?]", re.sub(r"\.0+", "", bare)) is None
    )


def shown_date(serial: float, form: str, from_1904: bool = False) -> tuple[str, bool]:
    """ISO text of a date cell and whether it is a date; a format without a day gives only the month ("2021-11").

    Source of the serial: days since 30 December 1899, one less before 1 March 1900 (Excel counts a day that never was).
    """
    if not 0 <= serial < _LAST_SERIAL:
        return shown_number(serial, "General"), False
    bare = _QUIET.sub("", form.split(";")[0]).lower()
    has_date = re.search(r"[dyañ]", bare) is not None or re.fullmatch(r"[^hs]*m+[^hs]*", bare) is not None
    if not has_date or serial < 1:
        minutes = round(serial * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}", False
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)  # noqa: DTZ001 - a sheet has no zone
    moment = start + timedelta(seconds=round(serial * 86_400))
    return _iso(moment, bare), True


def _iso(moment: datetime, form: str) -> str:
    if "d" not in form:
        return f"{moment:%Y-%m}" if "m" in form and "h" not in form else f"{moment:%Y}"
    if "h" in form and (moment.hour or moment.minute):
        return f"{moment:%Y-%m-%dT%H:%M}"
    return f"{moment:%Y-%m-%d}"


def shown_number(value: float, form: str) -> str:
    """ "1.0" under "0.0", "50%" under "0%", "$1,234.50"; under General the shortest form without binary noise."""
    section = _section(form, value)
    if section is None:
        return _general(value)
    text, shown = "", False
    value = abs(value) if form.count(";") and value < 0 else value
    percent = value * 100 if "%" in _QUIET.sub("", section) else value
    for piece in _PIECES.finditer(section):
        if piece["digits"] and not shown:
            text, shown = text + _digits(percent, piece["digits"]), True
        elif not piece["digits"]:
            text += piece["quoted"] or piece["escaped"] or piece["currency"] or piece["other"] or ""
    return text.strip() if shown else _general(value)


def _section(form: str, value: float) -> str | None:
    """The part of the format for this sign; None for what is shown as it is (General, text, fractions, powers, conditions)."""
    parts = form.split(";")
    part = parts[1] if value < 0 and len(parts) > 1 else parts[2] if value == 0 and len(parts) > 2 else parts[0]
    bare = _QUIET.sub("", part)
    if (
        "general" in bare.lower()
        or "@" in bare
        or "/" in bare
        or "e" in bare.lower()
        or re.search(r"\[[<>=]", part)
        or not re.search("[0#?]", bare)
    ):
        return None
    return part


def _digits(value: float, pattern: str) -> str:
    scale = len(pattern) - len(pattern.rstrip(","))
    whole, _, decimals = pattern.rstrip(",").partition(".")
    places = len(re.sub(r"[^0#?]", "", decimals))
    least = decimals.count("0")
    number = (
        f"{value / 1000**scale:,.{min(places, 30)}f}" if "," in whole else f"{value / 1000**scale:.{min(places, 30)}f}"
    )
    integer, _, fraction = number.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    integer = integer.rjust(whole.count("0"), "0") if "," not in whole else integer
    return f"{integer}.{fraction}" if fraction else integer


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"
