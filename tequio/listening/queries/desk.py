"""One form of the desk of an event, and the list of who came."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.utils.translation import gettext as _

from tequio.bodies.desk_pages import errors_in, field_shown
from tequio.calls.office_forms import OfficeForm
from tequio.calls.queries.office import Group, OrderPage
from tequio.exercises.queries import ExerciseHeader
from tequio.listening.desk import Verb, told_of
from tequio.listening.doors import Spot
from tequio.listening.queries.counts import sector_names
from tequio.meetings.keeping import Keeping, keeping_of
from tequio.meetings.letters import when
from tequio.meetings.models import Attendance, Way
from tequio.people.models import Purpose
from tequio.people.notices import notice_in_force
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb

#: people on one page of the list
SHOWN = 100


def order_page(spot: Spot, verb: Verb, form: OfficeForm) -> OrderPage:
    exercise, base = spot.exercise, f"{spot.exercise.url}eventos/"
    back = f"{base}{spot.event.uid}/" if spot.event else base
    named = form.groups or (("", tuple(form.fields)),)
    groups = tuple(Group(str(legend), tuple(field_shown(form[each]) for each in names)) for legend, names in named)
    here = (Crumb(spot.event.meeting.title, back),) if spot.event else ()
    return OrderPage(
        exercise=exercise,
        title=str(verb.title),
        description=str(verb.lead),
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Eventos"), base), *here, Crumb(str(verb.title))),
        kicker=spot.event.meeting.title if spot.event else exercise.name,
        button=str(verb.button),
        back_url=back,
        groups=groups,
        keeps_draft=any(field.kind == "long" for group in groups for field in group.fields),
        told=told_of(spot),
        errors=errors_in(form),
    )


@dataclass(frozen=True, slots=True)
class Came:
    uid: str
    name: str
    post: str
    sector: str
    territory: str
    how: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A sector: people with a name, and those counted without one. ``typed`` is what stands in its field."""

    code: str
    name: str
    named: int
    typed: str


@dataclass(frozen=True, slots=True)
class NoticeRead:
    uid: str
    version: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    event: str
    url: str
    back_url: str
    when: str
    came: tuple[Came, ...]
    found: int
    counted: tuple[Counted, ...]
    people: int
    sectors: tuple[tuple[str, str], ...]
    #: what each person is read before she is noted; None while the office has not published it
    notice: NoticeRead | None
    #: when the names go
    keeping: Keeping
    typed: dict[str, str]
    key: str
    notes: bool
    errors: tuple[FormError, ...]
    done: str


def register_page(
    spot: Spot, *, typed: dict[str, str] | None = None, errors: tuple[FormError, ...] = (), done: str = ""
) -> RegisterPage:
    """With names: only for who runs the event and the auditor. Seven queries."""
    notice = notice_in_force(spot.row.jurisdiction_id, Purpose.ATTENDANCE)
    event, url = spot.mine, f"{spot.exercise.url}eventos/{spot.mine.uid}/"
    rows = Attendance.objects.filter(meeting=event.meeting_id).select_related("person", "walk_in").order_by("-pk")
    names, given = sector_names(spot.row.pack), typed or {}
    listed = list(rows.values_list("sector", flat=True))
    counts = dict(event.headcounts.values_list("sector", "people"))
    return RegisterPage(
        exercise=spot.exercise,
        title=_("Quién asistió"),
        description=_(
            "La lista con nombres sólo la ven quienes llevan el evento y la auditoría. El público lee cuántas personas, por sector."
        ),
        crumbs=(
            Crumb(_("Inicio"), "/"),
            spot.exercise.crumb(),
            Crumb(_("Eventos"), f"{spot.exercise.url}eventos/"),
            Crumb(event.meeting.title, url),
            Crumb(_("Asistencia")),
        ),
        event=event.meeting.title,
        url=f"{url}asistencia/",
        back_url=url,
        when=when(event.meeting),
        came=tuple(came(each, names) for each in rows[:SHOWN]),
        found=len(listed),
        counted=tuple(
            Counted(code, name, listed.count(code), given.get(f"people_{code}", str(counts.get(code, "") or "")))
            for code, name in names.items()
        ),
        people=len(listed) + sum(counts.values()),
        sectors=tuple((code, name) for code, name in names.items() if code),
        notice=NoticeRead(str(notice.uid), notice.version, notice.text, f"/privacidad/avisos/{notice.uid}/")
        if notice
        else None,
        keeping=keeping_of(event.meeting, holds=spot.may.notes),
        typed=given,
        key=given.get("key") or str(uuid4()),
        notes=spot.may.runs,
        errors=errors,
        done=done,
    )


def came(row: Attendance, names: dict[str, str]) -> Came:
    walk_in = getattr(row, "walk_in", None)
    return Came(
        uid=str(row.uid),
        name=row.person.name or _("Persona sin nombre"),
        post=walk_in.post if walk_in else "",
        sector=names.get(row.sector, row.sector) if row.sector else "",
        territory=row.territory,
        how=str(Way(row.way).label),
    )
