"""The tables of an event and what was said at each: its relatoría."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.documents.actions import issue_outline
from tequio.documents.models import Issued
from tequio.documents.rendering import Form
from tequio.listening.actions.rules import (
    SaySomething,
    locked,
    note,
    refuse_unless_organises,
    refuse_unless_runs,
)
from tequio.listening.models import Event, EventStatus, EventTable
from tequio.listening.report_outline import report_outline
from tequio.people.models import Person

KIND = "relatoria"
MOST_TABLES = 200


class ReportIsNotWritten(Refusal):
    code = "report-not-written"


class TooManyTables(Refusal):
    code = "too-many-tables"


class TableIsAlreadyThere(Refusal):
    code = "table-already-there"


@transaction.atomic
def add_table(
    *, event: Event, topic: str, by: Person, at: datetime, facilitator: str = "", note_taker: str = ""
) -> EventTable:
    """The next number. ``facilitator`` and ``note_taker`` are posts, which anybody reads."""
    refuse_unless_organises(by, event.exercise, at)
    locked(event, EventStatus.DRAFT, EventStatus.OPEN, EventStatus.HELD)
    if not topic.strip():
        raise SaySomething(_("Diga de qué trata la mesa."))
    if event.tables.filter(topic=topic.strip()[:300]).exists():
        raise TableIsAlreadyThere(_("Ya hay una mesa con ese tema."))
    number = (event.tables.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST_TABLES:
        raise TooManyTables(_("Un evento tiene a lo más 200 mesas."))
    made = EventTable.objects.create(
        event=event,
        number=number,
        topic=topic.strip()[:300],
        facilitator=facilitator.strip()[:200],
        note_taker=note_taker.strip()[:200],
    )
    note("table_added", event, by, at, number=(None, number), title=(None, made.topic))
    return made


@transaction.atomic
def write_report(
    *, table: EventTable, said: str, by: Person, at: datetime, proposals: str = "", agreements: str = ""
) -> None:
    """What was said, proposed and agreed at the table. Written again, the former text stays in the record."""
    event = table.event
    refuse_unless_runs(by, event, at)
    locked(event, EventStatus.OPEN, EventStatus.HELD)
    if not said.strip():
        raise SaySomething(_("Cuente qué se dijo en la mesa."))
    texts = {"said": said.strip(), "proposals": proposals.strip(), "agreements": agreements.strip()}
    before = EventTable.objects.select_for_update().get(pk=table.pk)
    changes = {name: (getattr(before, name) or None, text or None) for name, text in texts.items()}
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changed:
        return
    EventTable.objects.filter(pk=table.pk).update(**texts, written_at=at)
    table.refresh_from_db()
    note("report_written", event, by, at, number=(table.number, table.number), **changed)


@transaction.atomic
def issue_report(*, table: EventTable, form: Form, office: str, by: Person, at: datetime) -> Issued:
    """With folio, version and fingerprint; only of an event that was held."""
    event = table.event
    refuse_unless_runs(by, event, at)
    locked(event, EventStatus.HELD)
    if table.written_at is None:
        raise ReportIsNotWritten(_("La relatoría de esta mesa aún no se escribe."))
    return issue_outline(
        outline=report_outline(table),
        form=form,
        exercise=event.exercise,
        kind=KIND,
        subject_kind="event_table",
        subject_uid=table.uid,
        office=office,
        by=by,
        at=at,
    )
