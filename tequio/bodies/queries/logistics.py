"""The page of what a session needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.bodies.models import Session, SessionStatus
from tequio.bodies.queries.attendance import session_trail
from tequio.bodies.queries.table import NeedLine, OficioLine, TablePart, table_part
from tequio.exercises.queries import ExerciseHeader
from tequio.meetings.letters import when, where
from tequio.meetings.models import NeedKind, NeedStatus
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option


@dataclass(frozen=True, slots=True)
class LogisticsPage:
    """``open``: something may still be added; ``conducts``: sends oficios; ``prepares``: says how each thing goes."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    session: str
    when: str
    where: str
    table: TablePart
    kinds: tuple[Option, ...]
    statuses: tuple[Option, ...]
    text: str
    open: bool
    conducts: bool
    prepares: bool
    done: str
    errors: tuple[FormError, ...]

    @property
    def needs(self) -> tuple[NeedLine, ...]:
        return self.table.needs

    @property
    def oficios(self) -> tuple[OficioLine, ...]:
        return self.table.oficios


def logistics_page(
    exercise: ExerciseHeader,
    session: Session,
    *,
    conducts: bool,
    prepares: bool = True,
    kind: str = "",
    text: str = "",
    done: str = "",
    error: str = "",
) -> LogisticsPage:
    """``kind`` and ``text`` are what was written in a form that was refused. Three queries."""
    return LogisticsPage(
        exercise=exercise,
        title=_("Preparativos"),
        description=_("Lo que tiene que estar listo ese día y lo que se pidió a otras oficinas."),
        crumbs=session_trail(exercise, session, _("Preparativos")),
        url=f"{exercise.url}organos/{session.body.uid}/sesiones/{session.uid}/",
        session=session.meeting.title,
        when=when(session.meeting),
        where=where(session.meeting),
        table=table_part(session, prepares=True, today=exercise.today),
        kinds=tuple(Option(str(label), value, value == kind) for value, label in NeedKind.choices),
        statuses=tuple(Option(str(label), value) for value, label in NeedStatus.choices),
        text=text,
        open=prepares and session.status in (SessionStatus.DRAFT, SessionStatus.CONVENED, SessionStatus.OPEN),
        conducts=conducts,
        prepares=prepares,
        done=done,
        errors=(FormError(error, "text"),) if error else (),
    )
