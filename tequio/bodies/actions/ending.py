"""The end of a body, and taking it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.audit.actions import record
from tequio.bodies.actions.life import living
from tequio.bodies.actions.seats import refuse_unless_keeps
from tequio.bodies.models import Agreement, AgreementStatus, Body, Session, SessionStatus
from tequio.core.refusals import Refusal
from tequio.people.models import Person
from tequio.web.words import long_date


class EndNeedsAReason(Refusal):
    code = "end-needs-a-reason"


class EndsInTheFuture(Refusal):
    code = "ends-in-the-future"


class EndsTooEarly(Refusal):
    code = "ends-too-early"


class SessionIsCalled(Refusal):
    code = "session-is-called"


class AgreementsAreOpen(Refusal):
    code = "agreements-are-open"


class BodyGoesOn(Refusal):
    code = "body-goes-on"


@transaction.atomic
def end_body(*, body: Body, on: date, reason: str, by: Person, at: datetime) -> None:
    """From that day on it is no longer there: nobody holds a seat of it. What it did stays to be read."""
    refuse_unless_keeps(by, body)
    living(body)
    if not reason.strip():
        raise EndNeedsAReason(_("Escriba por qué terminó: se publica."))
    _refuse_day(body, on, at)
    _refuse_unless_finished(body)
    Body.objects.filter(pk=body.pk).update(dissolved_on=on, ended_why=reason.strip())
    body.dissolved_on, body.ended_why = on, reason.strip()
    _note("body_ended", body, by, at, {"ends_on": (None, on), "reason": (None, body.ended_why)})


@transaction.atomic
def take_back_end(*, body: Body, reason: str, by: Person, at: datetime) -> None:
    """As if it had not ended: whoever sat there sits again. That it was said to end stays in the record."""
    refuse_unless_keeps(by, body)
    found = Body.objects.select_for_update().get(pk=body.pk)
    if found.dissolved_on is None:
        raise BodyGoesOn(_("«%(body)s» no ha terminado: no hay nada que deshacer.") % {"body": found.name})
    if not reason.strip():
        raise EndNeedsAReason(_("Escriba por qué se deshace: queda en la bitácora."))
    Body.objects.filter(pk=body.pk).update(dissolved_on=None, ended_why="")
    body.dissolved_on, body.ended_why = None, ""
    _note(
        "body_end_taken_back", body, by, at, {"ends_on": (found.dissolved_on, None), "reason": (None, reason.strip())}
    )


def sessions_ahead(body: Body) -> QuerySet[Session]:
    """Called or being held; whoever was called has to be told first."""
    found = body.sessions.filter(status__in=(SessionStatus.CONVENED, SessionStatus.OPEN))
    return found.select_related("meeting").order_by("meeting__begins_at", "pk")


def agreements_open(body: Body) -> QuerySet[Agreement]:
    return Agreement.objects.filter(session__body=body, status=AgreementStatus.OPEN)


def last_day_of(body: Body) -> date | None:
    """Of the last session that it held, on the calendar of its place."""
    held = body.sessions.filter(status=SessionStatus.CLOSED).select_related("meeting__exercise__jurisdiction")
    last = held.order_by("-meeting__begins_at", "-pk").first()
    return last.meeting.day() if last else None


def _refuse_day(body: Body, on: date, at: datetime) -> None:
    if on > body.jurisdiction.today(at):
        raise EndsInTheFuture(_("Ese día aún no llega: registre el fin cuando haya pasado."))
    if body.installed_on and on <= body.installed_on:
        raise EndsTooEarly(
            _("Se instaló el %(day)s: terminó después de ese día.") % {"day": long_date(body.installed_on)}
        )
    last = last_day_of(body)
    if last and on <= last:
        raise EndsTooEarly(
            _("El %(day)s tuvo sesión: el primer día sin el órgano es posterior.") % {"day": long_date(last)}
        )


def _refuse_unless_finished(body: Body) -> None:
    if session := sessions_ahead(body).first():
        raise SessionIsCalled(
            _("«%(session)s» está convocada o en curso: primero cancélela o concluya la sesión.")
            % {"session": session.meeting.title}
        )
    if count := agreements_open(body).count():
        raise AgreementsAreOpen(
            ngettext(
                "Queda %(n)s acuerdo pendiente: ciérrelo o déjelo sin efecto en «Acuerdos pendientes» del órgano.",
                "Quedan %(n)s acuerdos pendientes: ciérrelos o déjelos sin efecto en «Acuerdos pendientes» del órgano.",
                count,
            )
            % {"n": count}
        )


def _note(verb: str, body: Body, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(verb=f"bodies.{verb}", subject_kind="body", subject_uid=body.uid, by=by, at=at, changes=changes)
