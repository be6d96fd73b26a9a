"""How a body repeats its sessions, as people say it, and as a calendar writes it (RFC 5545)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

#: the last weekday of a month is said so; a month has a fourth one always and a fifth one seldom
ALWAYS = 4
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: every month has this day
SHORTEST = 28


class Pace(models.TextChoices):
    MONTH_WEEKDAY = "month_weekday", _("Cada mes, el mismo día de la semana (por ejemplo, el segundo martes)")
    MONTH_DAY = "month_day", _("Cada mes, el mismo número de día")
    FORTNIGHT = "fortnight", _("Cada dos semanas")
    WEEK = "week", _("Cada semana")


def rule_of(pace: str, first: date) -> str:
    """An RRULE without its end. Of the 29th on, where a month has no such day it is its last one."""
    if pace == Pace.WEEK:
        return "FREQ=WEEKLY"
    if pace == Pace.FORTNIGHT:
        return "FREQ=WEEKLY;INTERVAL=2"
    if pace == Pace.MONTH_WEEKDAY:
        place = (first.day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={place if place <= ALWAYS else -1}{WEEKDAYS[first.weekday()]}"
    if first.day <= SHORTEST:
        return "FREQ=MONTHLY"
    days = ",".join(str(day) for day in range(SHORTEST, first.day + 1))
    return f"FREQ=MONTHLY;BYMONTHDAY={days};BYSETPOS=-1"
