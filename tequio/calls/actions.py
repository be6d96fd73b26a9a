from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.calls import permissions
from tequio.calls.models import Call, Status
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.people.models import Person


class CallIsNotADraft(Refusal):
    code = "call-not-a-draft"


class CallIsNotPublished(Refusal):
    code = "call-not-published"


class CallIsClosed(Refusal):
    code = "call-closed"


class CallHasNoWindow(Refusal):
    code = "call-without-window"


class WindowIsBackwards(Refusal):
    code = "window-backwards"


class NeedsAReason(Refusal):
    code = "needs-a-reason"


def window(opens_on: date, closes_on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Both days whole, as people read "del 29 de septiembre al 15 de noviembre": ``[first midnight, midnight after the last)``."""
    if closes_on < opens_on:
        raise WindowIsBackwards(_("La convocatoria cierra antes de abrir."))
    return datetime.combine(opens_on, time.min, zone), datetime.combine(closes_on + timedelta(days=1), time.min, zone)


def note(verb: str, call: Call, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"calls.{verb}",
        subject_kind="call",
        subject_uid=call.uid,
        exercise_uid=call.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


@transaction.atomic
def create_call(
    *,
    exercise: Exercise,
    title: str,
    by: Person,
    at: datetime,
    opens_on: date | None = None,
    closes_on: date | None = None,
    details: Mapping[str, Any] | None = None,
) -> Call:
    """A draft. ``details``: any of ordinal, edition, requirements, objectives, contact, hashtags, sections, reissue_of."""
    if not permissions.can_create_call(by, exercise, at):
        raise PermissionDenied(_("Las convocatorias las redacta la secretaría técnica."))
    opens_at, closes_at = (None, None)
    if opens_on and closes_on:
        opens_at, closes_at = window(opens_on, closes_on, exercise.jurisdiction.zone)
    call = Call.objects.create(
        exercise=exercise, title=title, opens_at=opens_at, closes_at=closes_at, **(details or {})
    )
    note(
        "call_created",
        call,
        by,
        at,
        {"title": (None, title), "opens_at": (None, opens_at), "closes_at": (None, closes_at)},
    )
    return call


def refuse_unless_publisher(by: Person, call: Call, at: datetime) -> None:
    if not permissions.can_publish_call(by, call, at):
        raise PermissionDenied(_("Las convocatorias las publica la secretaría técnica."))


@transaction.atomic
def publish_call(*, call: Call, by: Person, at: datetime) -> None:
    refuse_unless_publisher(by, call, at)
    if call.status != Status.DRAFT:
        raise CallIsNotADraft(_("La convocatoria ya se publicó."))
    if call.opens_at is None or call.closes_at is None:
        raise CallHasNoWindow(_("Antes de publicar la convocatoria hay que decir qué día abre y qué día cierra."))
    _set_status(call, Status.PUBLISHED)
    note("call_published", call, by, at, {"status": ("draft", "published")})


@transaction.atomic
def extend_call(*, call: Call, closes_on: date, reason: str, by: Person, at: datetime) -> None:
    """More days, only while it is open; the first closing stays in the record."""
    refuse_unless_publisher(by, call, at)
    if not call.is_open(at) or call.opens_at is None or call.closes_at is None:
        raise CallIsClosed(_("La convocatoria no está abierta: para dar más tiempo hay que emitir otra."))
    if not reason.strip():
        raise NeedsAReason(_("Para prorrogar hay que decir por qué."))
    zone = call.exercise.jurisdiction.zone
    _opens, closes_at = window(call.opens_at.astimezone(zone).date(), closes_on, zone)
    if closes_at <= call.closes_at:
        raise WindowIsBackwards(_("Una prórroga no puede cerrar antes de lo anunciado."))
    before = call.closes_at
    Call.objects.filter(pk=call.pk).update(closes_at=closes_at)
    call.closes_at = closes_at
    note("call_extended", call, by, at, {"closes_at": (before, closes_at), "reason": (None, reason)})


@transaction.atomic
def void_call(*, call: Call, reason: str, by: Person, at: datetime) -> None:
    """Declared void; its dates stay."""
    refuse_unless_publisher(by, call, at)
    if call.status != Status.PUBLISHED:
        raise CallIsNotPublished(_("Sólo se declara desierta una convocatoria publicada."))
    if not reason.strip():
        raise NeedsAReason(_("Para declararla desierta hay que decir por qué."))
    Call.objects.filter(pk=call.pk).update(status=Status.VOID, void_reason=reason)
    call.refresh_from_db()
    note("call_voided", call, by, at, {"status": ("published", "void"), "reason": (None, reason)})


def _set_status(call: Call, status: Status) -> None:
    Call.objects.filter(pk=call.pk).update(status=status)
    call.status = status
