"""What is read before a session: for the page of the session, and for whoever holds a letter that calls to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.bodies.models import Paper, Session
from tequio.files.models import Version
from tequio.meetings.letters import when, where
from tequio.web import words
from tequio.web.pages import Crumb


@dataclass(frozen=True, slots=True)
class PaperLine:
    uid: UUID
    title: str
    url: str
    form: str
    weight: str
    public: bool
    #: it was not there when the seats were called
    after_call: bool


@dataclass(frozen=True, slots=True)
class CalledItem:
    position: int
    title: str
    kind: str
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class CalledPage:
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    office: str
    session: str
    when: str
    where: str
    back_url: str
    items: tuple[CalledItem, ...]


def paper_lines(papers: Iterable[Paper], root: str, *, all_of_them: bool) -> tuple[PaperLine, ...]:
    """``root`` is what stands before ``documentos/``; without ``all_of_them``, only the public ones. No query."""
    return tuple(
        PaperLine(
            uid=each.uid,
            title=each.title,
            url=f"{root}documentos/{each.uid}/",
            form=each.file.original_name.rpartition(".")[2].upper()[:5],
            weight=words.size(each.file.size),
            public=each.file.version == Version.PUBLIC,
            after_call=each.after_call,
        )
        for each in sorted(papers, key=lambda paper: paper.pk)
        if all_of_them or each.file.version == Version.PUBLIC
    )


def called_page(session: Session, root: str) -> CalledPage:
    """Two queries."""
    items = session.items.order_by("position").prefetch_related("papers__file")
    meeting = session.meeting
    return CalledPage(
        title=_("Orden del día"),
        description=_("Los puntos que se tratarán y lo que hay que leer antes."),
        crumbs=(),
        office=session.exercise.name,
        session=meeting.title,
        when=when(meeting),
        where=where(meeting),
        back_url=root,
        items=tuple(
            CalledItem(
                position=each.position,
                title=each.title,
                kind=str(each.get_kind_display()),
                papers=paper_lines(each.papers.all(), root, all_of_them=True),
            )
            for each in items
        ),
    )
