"""The convocatoria of a session as a document, and which documents a session gives out."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from tequio.bodies.minutes_outline import attendance_outline, feedback_outline, lower_first
from tequio.bodies.models import Session, SessionStatus
from tequio.core.outline import Block, Heading, Listing, Order, Outline, Paragraph
from tequio.meetings.letters import when, where
from tequio.web import words


def call_outline(session: Session) -> Outline:
    """To whom the body is, when and where, and what will be dealt with. Nobody's name is in it."""
    items = session.items.order_by("position").prefetch_related("papers")
    agenda = tuple(
        f"{each.title} ({each.get_kind_display().lower()})"
        + "".join(f"; {paper.title}" for paper in sorted(each.papers.all(), key=lambda paper: paper.pk))
        for each in items
    )
    zone = session.exercise.jurisdiction.zone
    called = [words.long_date(session.convened_at.astimezone(zone))] if session.convened_at else []
    title = _("Convocatoria: %(title)s") % {"title": session.meeting.title}
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *(Paragraph(each) for each in called),
        Paragraph(
            _("Se convoca a quienes integran «%(body)s» a la %(title)s.")
            % {"body": session.body.name, "title": lower_first(session.meeting.title)}
        ),
        Paragraph(f"{_('Cuándo')}: {when(session.meeting)}"),
        Paragraph(f"{_('Dónde')}: {where(session.meeting)}"),
        *((Paragraph(f"{_('A distancia')}: {session.meeting.link}"),) if session.meeting.link else ()),
        Heading(_("Orden del día")),
        Listing(agenda, Order.NUMBERS),
        Paragraph(_("Secretaría técnica de «%(name)s»") % {"name": session.exercise.name}),
    )
    return Outline(title=title, blocks=blocks, running_foot=session.exercise.name, dated=session.meeting.day())


def was_called(session: Session) -> bool:
    return session.convened_at is not None


def is_over(session: Session) -> bool:
    return session.status == SessionStatus.CLOSED


#: name in the address → (from when it is given out, what it says)
GIVEN: dict[str, tuple[Callable[[Session], bool], Callable[[Session], Outline]]] = {
    "convocatoria": (was_called, call_outline),
    "asistencia": (is_over, attendance_outline),
    "retroalimentacion": (is_over, feedback_outline),
}
