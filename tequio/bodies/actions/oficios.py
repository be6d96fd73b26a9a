"""Requests to other offices, numbered, and what they answer (requirements 107 and 108)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies.actions.session_rules import refuse_unless_runs
from tequio.bodies.minutes_outline import oficio_outline
from tequio.bodies.models import Oficio, Session
from tequio.core.refusals import Refusal
from tequio.documents.actions import issue_outline
from tequio.documents.rendering import Form
from tequio.exercises.models import Exercise
from tequio.formats import rulepack
from tequio.meetings.actions import change_need
from tequio.meetings.models import Need, NeedStatus
from tequio.meetings.queries import calendar_of
from tequio.people.models import Person

KIND = "oficio"


class OficioLacks(Refusal):
    code = "oficio-lacks"


class OficioWasAnswered(Refusal):
    code = "oficio-answered"


def note_oficio(verb: str, oficio: Oficio, by: Person, at: datetime, changes: dict[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"bodies.{verb}",
        subject_kind="oficio",
        subject_uid=oficio.uid,
        exercise_uid=oficio.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


@transaction.atomic
def send_oficio(
    *,
    exercise: Exercise,
    addressee: str,
    subject: str,
    text: str,
    office: str,
    by: Person,
    at: datetime,
    session: Session | None = None,
    need: Need | None = None,
    form: Form = Form.DOCX,
    key: UUID | None = None,
) -> Oficio:
    """Issued with the next number of the office ("DPC/012/2026"); the answer is due after the working days of the pack. The same
    ``key`` gives the same oficio."""
    refuse_unless_runs(by, exercise, at)
    Exercise.objects.select_for_update().get(pk=exercise.pk)
    if key and (known := Oficio.objects.filter(key=key).first()):
        return known
    if not all(each.strip() for each in (addressee, subject, text, office)):
        raise OficioLacks(_("Un oficio lleva a quién se dirige, el asunto, lo que se pide y la clave de la oficina."))
    sent_on = exercise.today(at)
    days = rulepack.load(exercise.pack).limits.oficio_reply_days
    oficio = Oficio(
        exercise=exercise,
        session=session,
        need=need,
        addressee=addressee.strip(),
        subject=subject.strip(),
        text=text.strip(),
        sent_on=sent_on,
        answer_due_on=calendar_of(exercise.jurisdiction).add(sent_on, days),
        sent_at=at,
        key=key,
    )
    issued = issue_outline(
        outline=oficio_outline(oficio),
        form=form,
        exercise=exercise,
        kind=KIND,
        subject_kind="oficio",
        subject_uid=oficio.uid,
        office=office.strip(),
        by=by,
        at=at,
    )
    oficio.folio = issued.folio
    oficio.save(force_insert=True)
    if need is not None and need.status == NeedStatus.PENDING:
        change_need(need=need, status=NeedStatus.REQUESTED, by=by, at=at)
    note_oficio("oficio_sent", oficio, by, at, {"folio": (None, oficio.folio), "due_on": (None, oficio.answer_due_on)})
    return oficio


@transaction.atomic
def record_oficio_answer(*, oficio: Oficio, answer: str, on: date, by: Person, at: datetime) -> None:
    refuse_unless_runs(by, oficio.exercise, at)
    found = Oficio.objects.select_for_update().get(pk=oficio.pk)
    if found.answered_on is not None:
        raise OficioWasAnswered(_("Ese oficio ya tiene respuesta."))
    if not answer.strip() or on < found.sent_on:
        raise OficioLacks(_("Diga qué contestaron y qué día; no puede ser antes de que se envió."))
    Oficio.objects.filter(pk=oficio.pk).update(answered_on=on, answer=answer.strip())
    oficio.refresh_from_db()
    note_oficio("oficio_answered", oficio, by, at, {"answered_on": (None, on), "text": (None, answer.strip())})
