from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies.models import Body
from tequio.calls import permissions
from tequio.calls.decided import has_ended
from tequio.calls.models import Addendum, Call, Status
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.people.models import Person, Purpose
from tequio.people.notices import NoticeIsMissing, notice_in_force
from tequio.places.clock import database_now


class CallIsNotADraft(Refusal):
    code = "call-not-a-draft"


class CallIsNotPublished(Refusal):
    code = "call-not-published"


class CallIsClosed(Refusal):
    code = "call-closed"


class CallHasNoWindow(Refusal):
    code = "call-without-window"


class CallIsNotVoid(Refusal):
    code = "call-not-void"


class NobodySelects(Refusal):
    code = "nobody-selects"


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
    key: UUID | None = None,
) -> Call:
    """A draft. ``details``: any of ordinal, edition, requirements, objectives, contact, hashtags, sections, eligibility,
    takes_applications, applicant_types, selected_by, selectors and what goes with it, reissue_of. The same ``key`` gives the same call.
    """
    if not permissions.can_create_call(by, exercise, at):
        raise PermissionDenied(_("Las convocatorias las redacta la secretaría técnica."))
    if (known := made_with(key, exercise)) is not None:
        return known
    opens_at, closes_at = (None, None)
    if opens_on and closes_on:
        opens_at, closes_at = window(opens_on, closes_on, exercise.jurisdiction.zone)
    call = Call.objects.create(
        exercise=exercise, title=title, opens_at=opens_at, closes_at=closes_at, key=key, **(details or {})
    )
    note(
        "call_created",
        call,
        by,
        at,
        {"title": (None, title), "opens_at": (None, opens_at), "closes_at": (None, closes_at)},
    )
    return call


def told(value: Any) -> Any:
    """As the record writes it: of a body, its name."""
    return value.name if isinstance(value, Body) else value


def made_with(key: UUID | None, exercise: Exercise) -> Call | None:
    """What the first click made; two at once wait for each other here."""
    if key is None:
        return None
    Exercise.objects.select_for_update().get(pk=exercise.pk)
    return Call.objects.filter(key=key, exercise=exercise).first()


def refuse_unless_publisher(by: Person, call: Call, at: datetime) -> None:
    if not permissions.can_publish_call(by, call, at):
        raise PermissionDenied(_("Las convocatorias las publica la secretaría técnica."))


def locked(call: Call) -> Call:
    """The row as it is now; nobody else changes it until the end."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("exercise__jurisdiction", "selected_by")
    return rows.get(pk=call.pk)


@transaction.atomic
def edit_call(
    *,
    call: Call,
    title: str,
    opens_on: date | None,
    closes_on: date | None,
    details: Mapping[str, Any],
    by: Person,
    at: datetime,
) -> None:
    """Only a draft: what was published is changed by an addendum, in sight of everybody."""
    mine = locked(call)
    if not permissions.can_create_call(by, mine.exercise, at):
        raise PermissionDenied(_("Las convocatorias las redacta la secretaría técnica."))
    if mine.status != Status.DRAFT:
        raise CallIsNotADraft(_("La convocatoria ya se publicó: lo que cambie se dice en una adenda."))
    opens_at, closes_at = (None, None)
    if opens_on and closes_on:
        opens_at, closes_at = window(opens_on, closes_on, mine.exercise.jurisdiction.zone)
    values = {"title": title, "opens_at": opens_at, "closes_at": closes_at, **details}
    changes = {
        name: (told(getattr(mine, name)), told(value)) for name, value in values.items() if getattr(mine, name) != value
    }
    Call.objects.filter(pk=mine.pk).update(**values)
    call.refresh_from_db()
    note("call_edited", mine, by, at, changes)


@transaction.atomic
def publish_call(*, call: Call, by: Person, at: datetime) -> None:
    refuse_unless_publisher(by, call, at)
    if call.status != Status.DRAFT:
        raise CallIsNotADraft(_("La convocatoria ya se publicó."))
    if call.opens_at is None or call.closes_at is None:
        raise CallHasNoWindow(_("Antes de publicar la convocatoria hay que decir qué día abre y qué día cierra."))
    if call.takes_applications and notice_in_force(call.exercise.jurisdiction_id, Purpose.APPLICATION) is None:
        raise NoticeIsMissing(_("Para recibir solicitudes hace falta publicar antes el aviso de privacidad."))
    refuse_unless_somebody_selects(call, at)
    Call.objects.filter(pk=call.pk).update(status=Status.PUBLISHED, published_at=at)
    call.status, call.published_at = Status.PUBLISHED, at
    note("call_published", call, by, at, {"status": ("draft", "published")})


def refuse_unless_somebody_selects(call: Call, at: datetime) -> None:
    """Whoever applies is told beforehand who will choose: a body of this place, or the convening institutions while there is none."""
    if not call.takes_applications or call.selectors:
        return
    body = call.selected_by
    if body is None or body.jurisdiction_id != call.exercise.jurisdiction_id or has_ended(call, at):
        raise NobodySelects(
            _(
                "Diga quién selecciona: el órgano que lo decide en sesión o, si aún no lo hay, las instituciones que convocan."
            )
        )


@transaction.atomic
def extend_call(*, call: Call, closes_on: date, reason: str, by: Person, at: datetime) -> None:
    """More days, only while it is open; the first closing stays in the record."""
    mine = locked(call)
    refuse_unless_publisher(by, mine, at)
    # one that was answered elsewhere has only the day that is told here
    if not mine.is_open(database_now() if mine.takes_applications else at):
        raise CallIsClosed(_("La convocatoria no está abierta: para dar más tiempo hay que emitir otra."))
    if not reason.strip():
        raise NeedsAReason(_("Para prorrogar hay que decir por qué."))
    before, closes_at = _later(mine, closes_on)
    Call.objects.filter(pk=mine.pk).update(closes_at=closes_at)
    call.refresh_from_db()
    added(mine, Addendum.Kind.EXTENSION, reason, at, closed_at_before=before, closes_at_after=closes_at)
    note("call_extended", mine, by, at, {"closes_at": (before, closes_at), "reason": (None, reason)})


def _later(call: Call, closes_on: date) -> tuple[datetime, datetime]:
    """The closing as it was and as it will be."""
    if call.opens_at is None or call.closes_at is None:
        raise CallHasNoWindow(_("La convocatoria no dice qué días está abierta."))
    zone = call.exercise.jurisdiction.zone
    _opens, closes_at = window(call.opens_at.astimezone(zone).date(), closes_on, zone)
    if closes_at <= call.closes_at:
        raise WindowIsBackwards(_("Una prórroga no puede cerrar antes de lo anunciado."))
    return call.closes_at, closes_at


@transaction.atomic
def add_addendum(*, call: Call, text: str, by: Person, at: datetime) -> Addendum:
    """A clarification to a published call; what it said before stays."""
    mine = locked(call)
    refuse_unless_publisher(by, mine, at)
    if mine.status != Status.PUBLISHED:
        raise CallIsNotPublished(_("Una adenda se agrega a una convocatoria publicada."))
    if not text.strip():
        raise NeedsAReason(_("Escriba lo que se aclara."))
    made = added(mine, Addendum.Kind.CLARIFICATION, text, at)
    note("addendum_added", mine, by, at, {"number": (None, made.number), "text": (None, made.text)})
    return made


def added(call: Call, kind: Addendum.Kind, text: str, at: datetime, **window: datetime) -> Addendum:
    last = call.addenda.aggregate(last=Max("number"))["last"] or 0
    return Addendum.objects.create(call=call, number=last + 1, kind=kind, text=text.strip(), added_at=at, **window)


@transaction.atomic
def void_call(*, call: Call, reason: str, by: Person, at: datetime) -> None:
    """Declared void; its dates stay."""
    mine = locked(call)
    refuse_unless_publisher(by, mine, at)
    if mine.status != Status.PUBLISHED:
        raise CallIsNotPublished(_("Sólo se declara desierta una convocatoria publicada."))
    if not reason.strip():
        raise NeedsAReason(_("Para declararla desierta hay que decir por qué."))
    Call.objects.filter(pk=mine.pk).update(status=Status.VOID, void_reason=reason)
    call.refresh_from_db()
    added(mine, Addendum.Kind.VOID, reason, at)
    note("call_voided", mine, by, at, {"status": ("published", "void"), "reason": (None, reason)})


#: what a new call takes from the void one
COPIED = (
    "ordinal",
    "edition",
    "requirements",
    "objectives",
    "contact",
    "hashtags",
    "sections",
    "eligibility",
    "takes_applications",
    "applicant_types",
    "selected_by",
    "selectors",
    "selectors_reason",
    "selectors_post",
    "selectors_on",
)


@transaction.atomic
def reissue_call(
    *, call: Call, opens_on: date, closes_on: date, by: Person, at: datetime, key: UUID | None = None
) -> Call:
    """Another one with the same words, a draft to be corrected; each says which the other is. The same ``key`` gives the same one."""
    mine = locked(call)
    refuse_unless_publisher(by, mine, at)
    if (known := made_with(key, mine.exercise)) is not None:
        return known
    if mine.status != Status.VOID:
        raise CallIsNotVoid(_("Se emite de nuevo una convocatoria que se declaró desierta."))
    made = create_call(
        exercise=mine.exercise,
        title=mine.title,
        opens_on=opens_on,
        closes_on=closes_on,
        key=key,
        by=by,
        at=at,
        details={**{name: getattr(mine, name) for name in COPIED}, "reissue_of": mine},
    )
    note("call_reissued", mine, by, at, {"reissued_as": (None, made.uid)})
    return made
