from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tequio.audit.models import Event as Recorded
from tequio.documents.actions import SameBytes
from tequio.documents.rendering import Form
from tequio.exercises.models import Exercise
from tequio.files.actions import read_file
from tequio.formats.docx_in import read_docx
from tequio.listening.actions import (
    EventIsFixed,
    ReportIsNotWritten,
    SaySomething,
    TableIsAlreadyThere,
    TooManyTables,
    add_table,
    issue_report,
    write_report,
)
from tequio.listening.models import EventTable
from tests import builders
from tests.builders import NOW
from tests.listening import making

pytestmark = pytest.mark.django_db
SAID = {"said": "Falta agua en la zona norte.", "proposals": "Un pozo\nUna pipa", "agreements": "Volver en marzo"}


@pytest.fixture
def exercise() -> Exercise:
    return builders.exercise("jalisco")


@pytest.mark.covers("req:93")
def test_each_table_yields_its_relatoria_with_folio(exercise: Exercise) -> None:
    by, event = builders.secretariat(exercise), making.held(exercise)
    first = add_table(event=event, topic="Agua", facilitator="Universidad", note_taker="Enlace", by=by, at=NOW)
    second = add_table(event=event, topic="Movilidad", by=by, at=NOW)
    assert (first.number, second.number) == (1, 2)
    issuing: dict[str, Any] = {"table": first, "form": Form.DOCX, "office": "STL", "by": by, "at": NOW}
    with pytest.raises(ReportIsNotWritten):
        issue_report(**issuing)
    with pytest.raises(SaySomething):
        write_report(table=first, said=" ", by=by, at=NOW)
    write_report(table=first, by=by, at=NOW, **SAID)
    issued = issue_report(**issuing)
    text = str(read_docx(read_file(issued.file), "relatoria.docx"))
    for piece in ("Relatoría de la mesa 1: Agua", "Falta agua en la zona norte.", "Un pozo", "Una pipa", issued.folio):
        assert piece in text
    assert "Volver en marzo" in text
    assert "Universidad" in text
    with pytest.raises(SameBytes):
        issue_report(**issuing)
    write_report(table=first, by=by, at=NOW, **{**SAID, "said": "Falta agua."})
    assert issue_report(**issuing).version == 2
    write_report(table=first, by=by, at=NOW, **{**SAID, "said": "Falta agua."})
    assert Recorded.objects.filter(verb="listening.report_written", subject_uid=event.uid).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        EventTable.objects.filter(pk=second.pk).update(written_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventTable.objects.filter(pk=second.pk).update(number=1)


def test_a_table_has_a_topic_of_its_own_and_is_written_by_who_runs_the_event(exercise: Exercise) -> None:
    by, enlace, event = builders.secretariat(exercise), builders.person("Enlace"), making.event(exercise)
    builders.seat(enlace, "government", role="enlace")
    table = add_table(event=event, topic="Agua", by=enlace, at=NOW)
    with pytest.raises(TableIsAlreadyThere):
        add_table(event=event, topic=" Agua ", by=by, at=NOW)
    with pytest.raises(SaySomething):
        add_table(event=event, topic=" ", by=by, at=NOW)
    with pytest.raises(EventIsFixed):
        write_report(table=table, by=by, at=NOW, **SAID)
    with pytest.raises(PermissionDenied):
        write_report(table=table, by=enlace, at=NOW, **SAID)
    EventTable.objects.filter(pk=table.pk).update(number=200)
    with pytest.raises(TooManyTables):
        add_table(event=event, topic="Otra", by=by, at=NOW)
