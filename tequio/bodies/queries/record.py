"""What stays of a meeting: its convocatoria, its list, its photographs, its acta and its feedback report (requirement 85)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.bodies.models import Kind, MinutesStatus, Session, SessionStatus


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """``there``: it exists; else ``said`` tells when it will."""

    name: str
    there: bool
    said: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PhotoShown:
    uid: UUID
    url: str
    small: str
    caption: str


@dataclass(frozen=True, slots=True)
class RecordPart:
    lines: tuple[RecordLine, ...]
    photos: tuple[PhotoShown, ...]
    pledges: tuple[str, ...]
    takes_pledges: bool
    #: the list of the body, and the form that adds to it from this meeting
    pledges_url: str
    pledge_url: str
    adds: bool

    @property
    def there(self) -> int:
        return sum(line.there for line in self.lines)


def record_part(session: Session, url: str, *, prepares: bool) -> RecordPart | None:
    """Nothing before it is called. One query; one more of a social council."""
    if session.convened_at is None:
        return None
    over, social = session.status == SessionStatus.CLOSED, session.body.kind == Kind.SOCIAL_COUNCIL
    body = url.partition("sesiones/")[0]
    photos = tuple(
        PhotoShown(each.uid, f"{url}fotos/{each.uid}/", f"{url}fotos/{each.uid}/chica.jpg", each.caption)
        for each in session.photos.order_by("pk")
    )
    return RecordPart(
        lines=(
            RecordLine(_("Convocatoria"), True, "", files(url, "convocatoria")),
            RecordLine(
                _("Lista de asistencia"),
                over,
                "" if over else at_the_end(session),
                files(url, "asistencia") if over else (),
            ),
            photo_line(session, len(photos)),
            acta_line(session, url),
            RecordLine(
                _("Informe de retroalimentación"),
                over,
                "" if over else at_the_end(session),
                files(url, "retroalimentacion") if over else (),
            ),
        ),
        photos=photos,
        pledges=tuple(f"{each.what} ({each.giver})" for each in session.pledges.order_by("pk")) if social else (),
        takes_pledges=social,
        pledges_url=f"{body}#apoyos",
        pledge_url=f"{body}apoyo-nuevo/?reunion={session.uid}",
        adds=prepares and session.status in (SessionStatus.OPEN, SessionStatus.CLOSED),
    )


def files(url: str, name: str) -> tuple[Link, ...]:
    return Link("Word", f"{url}{name}.docx"), Link(
        "PDF", f"{url}{name}-publica.pdf" if name == "asistencia" else f"{url}{name}.pdf"
    )


def at_the_end(session: Session) -> str:
    return _("No hubo sesión") if session.status == SessionStatus.CANCELLED else _("Al concluir la sesión")


def photo_line(session: Session, count: int) -> RecordLine:
    said = "" if count else _("Todavía no hay fotos")
    links = (Link(_("Ver las fotos"), "#fotos"),) if count else ()
    return RecordLine(_("Memoria fotográfica"), bool(count), said, links)


def acta_line(session: Session, url: str) -> RecordLine:
    minutes = getattr(session, "minutes", None)
    if minutes is not None and minutes.status == MinutesStatus.APPROVED:
        return RecordLine(_("Acta"), True, "", (Link("Word", f"{url}acta.docx"), Link("PDF", f"{url}acta.pdf")))
    if minutes is not None:
        return RecordLine(_("Acta"), False, _("En observaciones"), (Link(_("Ver el acta"), f"{url}acta/"),))
    return RecordLine(_("Acta"), False, at_the_end(session), ())
