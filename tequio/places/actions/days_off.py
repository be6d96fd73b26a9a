"""Days off and closures of a place: added with the reference of their publication, taken away with a reason, all of it public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import Actor, record
from tequio.core.refusals import Refusal
from tequio.core.workdays import Calendar, LocalDay
from tequio.places import permissions
from tequio.places.models import Closure, Jurisdiction, NonWorkingDay
from tequio.web import words

#: outside these a date is a mistake of the fingers
FIRST_YEAR, LAST_YEAR = 2000, 2100
#: no office closes for longer
LONGEST_CLOSURE = timedelta(days=92)
#: longest name, and longest reference of its publication
NAME, SOURCE = 200, 300


class Keeper(Actor, permissions.Keeper, Protocol):
    """Who acts here: a person, seen from the floor below."""


class DayIsAlreadyOff(Refusal):
    code = "day-already-off"


class DayIsFarAway(Refusal):
    code = "day-far-away"


class ClosureIsTooLong(Refusal):
    code = "closure-too-long"


class SaySource(Refusal):
    code = "say-source"


class SayName(Refusal):
    code = "say-name"


class SayWhy(Refusal):
    code = "say-why"


def refuse_unless_keeps(by: Keeper, jurisdiction: Jurisdiction) -> None:
    if not permissions.can_edit_calendar(by, jurisdiction.pk):
        raise PermissionDenied(
            _("Los días inhábiles de %(place)s los lleva su secretaría técnica o la administración.")
            % {"place": jurisdiction.name}
        )


def said(name: str, source: str) -> dict[str, str]:
    """Tidied. A day off that nobody published is not one."""
    told = {"name": " ".join(name.split())[:NAME], "source": " ".join(source.split())[:SOURCE]}
    if not told["name"]:
        raise SayName(_("Diga qué día es, por ejemplo: Feria municipal."))
    if not told["source"]:
        raise SaySource(_("Diga dónde se publicó: periódico oficial, acuerdo o circular, con su número y fecha."))
    return told


def refuse_far(*days: date) -> None:
    if any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        raise DayIsFarAway(
            _("Revise el año: se llevan los de %(first)s a %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


def own_days(jurisdiction: Jurisdiction) -> Calendar:
    """With its own days and the statutory ones, and nobody else's."""
    days = jurisdiction.non_working_days.order_by("day_on")
    return Calendar(days=tuple(LocalDay(each.day_on, each.name, each.source) for each in days))


@transaction.atomic
def add_non_working_day(
    *, jurisdiction: Jurisdiction, day_on: date, name: str, source: str, by: Keeper, at: datetime
) -> NonWorkingDay:
    """Not one in which nobody works anyway."""
    refuse_unless_keeps(by, jurisdiction)
    told = said(name, source)
    refuse_far(day_on)
    Jurisdiction.objects.select_for_update().get(pk=jurisdiction.pk)
    if why := own_days(jurisdiction).why_closed(day_on):
        raise DayIsAlreadyOff(_("El %(day)s ya es inhábil: %(why)s.") % {"day": words.long_date(day_on), "why": why})
    day = NonWorkingDay.objects.create(jurisdiction=jurisdiction, day_on=day_on, **told)
    changes = {"day_on": (None, day_on), **{name: (None, text) for name, text in told.items()}}
    note("non_working_day_added", jurisdiction, by, at, changes)
    return day


@transaction.atomic
def load_days_off(*, jurisdiction: Jurisdiction, days: Iterable[LocalDay], by: Keeper, at: datetime) -> int:
    """Those of a list, as the one of a rule pack, that were still working days; how many."""
    refuse_unless_keeps(by, jurisdiction)
    known = own_days(jurisdiction)
    new = {each.day: each for each in days if known.is_working(each.day)}
    for day, each in sorted(new.items()):
        add_non_working_day(jurisdiction=jurisdiction, day_on=day, name=each.name, source=each.source, by=by, at=at)
    return len(new)


@transaction.atomic
def add_closure(
    *, jurisdiction: Jurisdiction, first_on: date, last_on: date, name: str, source: str, by: Keeper, at: datetime
) -> Closure:
    """The very same days twice are one closure."""
    refuse_unless_keeps(by, jurisdiction)
    told = said(name, source)
    refuse_far(first_on, last_on)
    if not first_on <= last_on <= first_on + LONGEST_CLOSURE:
        raise ClosureIsTooLong(_("El último día va después del primero, y un cierre dura a lo más tres meses."))
    Jurisdiction.objects.select_for_update().get(pk=jurisdiction.pk)
    same = Closure.objects.filter(jurisdiction=jurisdiction, first_on=first_on, last_on=last_on)
    if same.exists():
        raise DayIsAlreadyOff(_("Ese cierre ya está anotado, con los mismos días."))
    closure = Closure.objects.create(jurisdiction=jurisdiction, first_on=first_on, last_on=last_on, **told)
    changes = {
        "first_on": (None, first_on),
        "last_on": (None, last_on),
        **{name: (None, text) for name, text in told.items()},
    }
    note("closure_added", jurisdiction, by, at, changes)
    return closure


@transaction.atomic
def remove_non_working_day(*, day: NonWorkingDay, reason: str, by: Keeper, at: datetime) -> None:
    """It is worked again. What it was and why it went stays in the record; the second time changes nothing."""
    refuse_unless_keeps(by, day.jurisdiction)
    why = reason_in(reason)
    gone, _each = NonWorkingDay.objects.filter(pk=day.pk).delete()
    if gone:
        changes = {"day_on": (day.day_on, None), "name": (day.name, None), "source": (day.source, None)}
        note("non_working_day_removed", day.jurisdiction, by, at, {**changes, "reason": (None, why)})


@transaction.atomic
def remove_closure(*, closure: Closure, reason: str, by: Keeper, at: datetime) -> None:
    refuse_unless_keeps(by, closure.jurisdiction)
    why = reason_in(reason)
    gone, _each = Closure.objects.filter(pk=closure.pk).delete()
    if gone:
        changes = {
            "first_on": (closure.first_on, None),
            "last_on": (closure.last_on, None),
            "name": (closure.name, None),
            "source": (closure.source, None),
        }
        note("closure_removed", closure.jurisdiction, by, at, {**changes, "reason": (None, why)})


def reason_in(text: str) -> str:
    if not text.strip():
        raise SayWhy(_("Diga por qué vuelve a ser hábil: lo lee cualquiera."))
    return " ".join(text.split())[:SOURCE]


def note(verb: str, jurisdiction: Jurisdiction, by: Keeper, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"places.{verb}",
        subject_kind="jurisdiction",
        subject_uid=jurisdiction.uid,
        by=by,
        at=at,
        changes=changes,
    )
