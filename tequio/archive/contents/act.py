"""The acta de entrega-recepción: who hands over what, to whom, and what stays pending; with a line for each signature."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.archive.contents.pending import GROUPS, Pending
from tequio.archive.models import TermEnd
from tequio.core.outline import Block, Cell, Heading, Outline, Paragraph, Signatory, Signatures, Table
from tequio.exercises.queries import ExerciseHeader
from tequio.web import words

#: of each group; the rest is in the table, so that the acta can be read in the ceremony
MOST = 50


def act_outline(
    exercise: ExerciseHeader, pending: list[Pending], counts: Iterable[tuple[str, int]], end: TermEnd | None
) -> Outline:
    title = _("Acta de entrega-recepción")
    blocks: list[Block] = [
        Heading(title, 1),
        Paragraph(opening(exercise, end)),
        Heading(_("Qué se entrega")),
        Paragraph(_("Todo está en el paquete electrónico que acompaña a esta acta, con la huella de cada archivo.")),
        inventory(counts),
        Heading(_("Lo que queda pendiente")),
        *pending_blocks(pending),
        Heading(_("Firmas")),
        Paragraph(_("Leída el acta, la firman quienes entregan, quienes reciben y quien dio fe.")),
        Signatures(signatories(exercise, end)),
    ]
    return Outline(
        title=title,
        blocks=tuple(blocks),
        running_head=exercise.office,
        running_foot=exercise.name,
        dated=exercise.today,
    )


def opening(exercise: ExerciseHeader, end: TermEnd | None) -> str:
    values = {"place": exercise.place, "name": exercise.name, "office": exercise.office}
    whole = _("En %(place)s, «%(office)s» entrega la documentación de «%(name)s»") % values
    if exercise.period:
        whole += _(" (periodo %(period)s)") % {"period": exercise.period}
    if end is None:
        return whole + _(". Recibe: ________________________________ , de ________________________________ .")
    told = {"post": end.receiver_post, "organisation": end.receiver_organisation, "reason": end.reason}
    return whole + _(". Recibe %(post)s, de %(organisation)s. Motivo: %(reason)s.") % told


def inventory(counts: Iterable[tuple[str, int]]) -> Table:
    head = (Cell((_("Qué"),), heading=True), Cell((_("Cuántos"),), heading=True))
    rows = tuple((Cell((label,)), Cell((words.number(count),), value=count)) for label, count in counts)
    return Table(widths=(8, 2), rows=(head, *rows), head=1, title=_("Qué se entrega"))


def pending_blocks(pending: list[Pending]) -> Iterable[Block]:
    if not pending:
        yield Paragraph(_("No queda nada pendiente."))
        return
    total = len(pending)
    yield Paragraph(
        ngettext(
            "Queda %(n)s asunto; está completo en «pendientes.xlsx».",
            "Quedan %(n)s asuntos; están completos en «pendientes.xlsx».",
            total,
        )
        % {"n": total}
    )
    for group, label in GROUPS.items():
        rows = [each for each in pending if each.group == group]
        if rows:
            yield Heading(f"{label} ({len(rows)})", 3)
            yield pending_table(rows[:MOST], str(label))
        if len(rows) > MOST:
            yield Paragraph(_("Y %(n)s más, en la hoja de cálculo.") % {"n": len(rows) - MOST}, small=True)


def pending_table(rows: list[Pending], title: str) -> Table:
    head = tuple(Cell((text,), heading=True) for text in (_("Asunto"), _("De quién es"), _("Desde"), _("Vence")))
    return Table(widths=(9, 5, 3, 3), rows=(head, *map(cells, rows)), head=1, title=title)


def cells(each: Pending) -> tuple[Cell, ...]:
    due = words.short_date(each.due) if each.due else ""
    return (
        Cell((each.what,)),
        Cell((each.whose or "—",)),
        Cell((words.short_date(each.since) if each.since else "—",)),
        Cell((_("%(day)s, vencido") % {"day": due} if each.late and due else due or "—",), strong=each.late),
    )


def signatories(exercise: ExerciseHeader, end: TermEnd | None) -> tuple[Signatory, ...]:
    receives = f"{end.receiver_post}, {end.receiver_organisation}" if end else ""
    return (
        Signatory(_("Entrega"), exercise.office),
        Signatory(_("Recibe"), receives),
        Signatory(_("Da fe"), _("Órgano interno de control")),
        Signatory(_("Atestigua"), _("Integrante del órgano de participación")),
    )
