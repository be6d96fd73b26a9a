from __future__ import annotations

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import Actor, record
from tequio.core.refusals import Refusal
from tequio.places import permissions
from tequio.places.models import Jurisdiction


class Steward(Actor, permissions.Administrator, Protocol):
    """Who acts here: a person, seen from the floor below."""


class UnknownTimeZone(Refusal):
    code = "unknown-time-zone"


def refuse_unless_administrator(by: Steward) -> None:
    if not permissions.can_edit_places(by):
        raise PermissionDenied(_("Los lugares los lleva la administración de la instalación."))


@transaction.atomic
def create_jurisdiction(
    *,
    level: str,
    name: str,
    time_zone: str,
    by: Steward,
    at: datetime,
    code: str = "",
    parent: Jurisdiction | None = None,
) -> Jurisdiction:
    refuse_unless_administrator(by)
    return found_jurisdiction(level=level, name=name, time_zone=time_zone, by=by, at=at, code=code, parent=parent)


def found_jurisdiction(
    *,
    level: str,
    name: str,
    time_zone: str,
    by: Actor | None,
    at: datetime,
    code: str = "",
    parent: Jurisdiction | None = None,
) -> Jurisdiction:
    """The same without asking who: the first one is older than any person."""
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownTimeZone(_("No existe la zona horaria «%(zone)s».") % {"zone": time_zone}) from error
    place = Jurisdiction.objects.create(level=level, name=name, code=code, parent=parent, time_zone=time_zone)
    changes = {"name": (None, name), "level": (None, level), "time_zone": (None, time_zone), "code": (None, code)}
    record(
        verb="places.jurisdiction_created",
        subject_kind="jurisdiction",
        subject_uid=place.uid,
        by=by,
        at=at,
        changes=changes,
    )
    return place
