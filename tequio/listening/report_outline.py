"""The relatoría of a table as a document, made from what was recorded alone: the same record gives the same bytes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tequio.core.outline import Block, Heading, Listing, Order, Outline, Paragraph, Signatory, Signatures
from tequio.listening.models import EventTable
from tequio.meetings.letters import when, where


def report_outline(table: EventTable) -> Outline:
    """No query but those of the event and its meeting, if they were not brought."""
    event = table.event
    title = _("Relatoría de la mesa %(number)s: %(topic)s") % {"number": table.number, "topic": table.topic}
    people = ((_("Facilitó"), table.facilitator), (_("Tomó nota"), table.note_taker))
    blocks: list[Block] = [
        Heading(title, 1),
        Paragraph(f"{event.get_kind_display()}: {event.meeting.title}", strong=True),
        Paragraph(f"{when(event.meeting)}. {where(event.meeting)}."),
        *(Paragraph(f"{label}: {who}") for label, who in people if who),
        Heading(_("Lo que se dijo")),
        *(Paragraph(line) for line in lines_of(table.said)),
        *listed(_("Propuestas"), table.proposals, _("No se registraron propuestas.")),
        *listed(_("Acuerdos"), table.agreements, _("No se tomaron acuerdos.")),
    ]
    signing = tuple(Signatory("", f"{label}: {who}") for label, who in people if who)
    if signing:
        blocks += [Heading(_("Firmas")), Signatures(signing)]
    return Outline(
        title=title,
        blocks=tuple(blocks),
        running_head=event.meeting.title,
        running_foot=event.exercise.name,
        dated=event.meeting.day(),
    )


def listed(heading: str, text: str, none: str) -> tuple[Block, ...]:
    items = tuple(lines_of(text))
    return (Heading(heading), Listing(items, Order.NUMBERS) if items else Paragraph(none))


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
