from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.people.models import Person
from tequio.places.models import Jurisdiction
from tequio.privacy.models import ArcoRequest, Copy, Outcome, Right, Status
from tequio.privacy.terms import Keeping, keepings, kept_for, terms_of
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.queries.schedules import calendar_of

PER_PAGE = 25


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Inicio"), "/"), Crumb(_("Privacidad"), "/privacidad/"), *more)


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form of a request; ``typed`` is what to show in its fields."""

    title: str
    description: str
    key: str
    places: tuple[Option, ...]
    rights: tuple[Option, ...]
    typed: dict[str, str]
    errors: tuple[FormError, ...]
    days: int
    #: days after the answer
    kept: int
    citation: str
    crumbs: tuple[Crumb, ...]


def form_page(*, key: str, typed: dict[str, str], errors: Sequence[FormError] = ()) -> FormPage:
    places = list(Jurisdiction.objects.exclude(level="country").order_by("name")) or list(Jurisdiction.objects.all())
    chosen = typed.get("jurisdiction") or (str(places[0].uid) if len(places) == 1 else "")
    terms = terms_of(next((place.name for place in places if str(place.uid) == chosen), ""))
    return FormPage(
        title=_("Solicitud sobre sus datos personales"),
        description=_("Acceso, rectificación, cancelación u oposición (derechos ARCO), sin cuenta y sin costo."),
        key=key,
        places=tuple(Option(place.name, str(place.uid), str(place.uid) == chosen) for place in places),
        rights=tuple(Option(str(each.label), each.value, each.value == typed.get("right")) for each in Right),
        typed=typed,
        errors=tuple(errors),
        days=terms.answer,
        kept=kept_for("arco_requests"),
        citation=terms.citation,
        crumbs=crumbs(Crumb(_("Solicitud"))),
    )


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    day: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class TrackingPage:
    """What anybody with the folio may know. ``mine`` has the rest, for whoever holds the letter."""

    title: str
    description: str
    folio: str
    right: str
    state: str
    steps: tuple[Step, ...]
    citation: str
    extended: bool
    crumbs: tuple[Crumb, ...]
    mine: ArcoRequest | None = None
    outcome: str = ""
    token: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    errors: tuple[FormError, ...] = ()


def tracking_page(
    request: ArcoRequest, *, mine: bool = False, token: str = "", typed: str = "", errors: Sequence[FormError] = ()
) -> TrackingPage:
    zone = request.jurisdiction.today
    answered = zone(request.answered_at) if request.answered_at else None
    steps = [
        Step(_("Recibida"), zone(request.received_at), True),
        Step(
            _("Respuesta a más tardar") if answered is None else _("Respondida"),
            answered or request.due_on,
            answered is not None,
        ),
    ]
    if request.effect_due_on:
        done = request.carried_out_at
        label = _("Cumplida") if done else _("Se cumple a más tardar")
        steps.append(Step(label, zone(done) if done else request.effect_due_on, done is not None))
    return TrackingPage(
        title=_("Solicitud %(folio)s") % {"folio": request.folio},
        description=_("En qué va una solicitud sobre datos personales. Esta página no dice de quién es."),
        folio=request.folio,
        right=str(Right(request.right).label),
        state=str(Status(request.status).label),
        steps=tuple(steps),
        citation=request.citation,
        extended=request.extended_at is not None,
        crumbs=crumbs(Crumb(request.folio)),
        mine=request if mine else None,
        outcome=str(Outcome(request.outcome).label) if mine and request.outcome else "",
        token=token,
        typed={"text": typed},
        errors=tuple(errors),
    )


@dataclass(frozen=True, slots=True)
class RequestRow:
    folio: str
    url: str
    right: str
    place: str
    state: str
    received_on: date
    owed_on: date | None
    left: str
    late: bool


@dataclass(frozen=True, slots=True)
class RequestsPage:
    title: str
    description: str
    rows: tuple[RequestRow, ...]
    shown: tuple[Option, ...]
    pages: tuple[Option, ...]
    found: int
    crumbs: tuple[Crumb, ...]


def attended_by(person: Person) -> list[int] | None:
    """The places whose requests this person attends; None when all."""
    if person.is_administrator:
        return None
    return [person.jurisdiction_id] if person.keeps_directory else []


def requests_page(person: Person, *, shown: str, page: int, at: datetime) -> RequestsPage:
    rows = ArcoRequest.objects.select_related("jurisdiction")
    places = attended_by(person)
    if places is not None:
        rows = rows.filter(jurisdiction__in=places)
    if shown != "todas":
        rows = rows.waiting()
    paged = Paginator(rows.annotate(owed=Coalesce("effect_due_on", "due_on")).order_by("owed", "pk"), PER_PAGE)
    here = paged.get_page(page)
    address = "/privacidad/solicitudes/?ver="
    return RequestsPage(
        title=_("Solicitudes sobre datos personales"),
        description=_("Las que esperan respuesta o cumplimiento, por su plazo."),
        rows=tuple(row_of(each, at) for each in here),
        shown=(
            Option(_("Pendientes"), "", shown != "todas", "/privacidad/solicitudes/"),
            Option(_("Todas"), "todas", shown == "todas", address + "todas"),
        ),
        pages=tuple(
            Option(str(number), str(number), number == here.number, f"{address}{shown}&pagina={number}")
            for number in paged.page_range
        )
        if paged.num_pages > 1
        else (),
        found=paged.count,
        crumbs=crumbs(Crumb(_("Solicitudes"))),
    )


def row_of(request: ArcoRequest, at: datetime) -> RequestRow:
    owed, today = request.pending_on(), request.jurisdiction.today(at)
    return RequestRow(
        folio=request.folio,
        url=f"/privacidad/solicitudes/{request.uid}/",
        right=str(Right(request.right).label).partition(":")[0],
        place=request.jurisdiction.name,
        state=str(Status(request.status).label),
        received_on=request.jurisdiction.today(request.received_at),
        owed_on=owed,
        left=left(owed, today),
        late=owed is not None and owed < today,
    )


def left(owed: date | None, today: date) -> str:
    """Calendar days, in words."""
    if owed is None:
        return ""
    days = (owed - today).days
    if days < 0:
        return ngettext("venció hace %(n)s día", "venció hace %(n)s días", -days) % {"n": -days}
    return _("vence hoy") if days == 0 else ngettext("falta %(n)s día", "faltan %(n)s días", days) % {"n": days}


@dataclass(frozen=True, slots=True)
class AttendPage:
    """``working`` counts the working days left to answer. ``erases``: whom a cancellation that is carried out erases."""

    title: str
    description: str
    request: ArcoRequest
    row: RequestRow
    working: int
    right: str
    outcome: str
    outcomes: tuple[Option, ...]
    is_open: bool
    can_extend: bool
    can_carry_out: bool
    erases: str
    may_erase: bool
    typed: dict[str, str]
    errors: tuple[FormError, ...]
    crumbs: tuple[Crumb, ...]


def attend_page(
    request: ArcoRequest,
    person: Person,
    *,
    at: datetime,
    typed: dict[str, str] | None = None,
    errors: Sequence[FormError] = (),
) -> AttendPage:
    is_open = request.status in (Status.RECEIVED, Status.DETAILS_ASKED)
    today, typed = request.jurisdiction.today(at), typed or {}
    whose = person_of_request(request) if request.right == Right.CANCELLATION else None
    return AttendPage(
        title=_("Solicitud %(folio)s") % {"folio": request.folio},
        description=_("Quién la presentó, qué pide y hasta cuándo se responde."),
        request=request,
        row=row_of(request, at),
        working=calendar_of(request.jurisdiction_id).count(today, request.due_on),
        right=str(Right(request.right).label),
        outcome=str(Outcome(request.outcome).label) if request.outcome else "",
        outcomes=tuple(Option(str(each.label), each.value, each.value == typed.get("outcome")) for each in Outcome),
        is_open=is_open,
        can_extend=is_open and request.extended_at is None,
        can_carry_out=request.status == Status.ANSWERED and request.outcome != Outcome.DENIED,
        erases=whose.name if whose else "",
        may_erase=person.is_administrator,
        typed=typed,
        errors=tuple(errors),
        crumbs=crumbs(Crumb(_("Solicitudes"), "/privacidad/solicitudes/"), Crumb(request.folio)),
    )


def person_of_request(request: ArcoRequest) -> Person | None:
    """Who sent it from her account; else whoever enters with the address that the answer goes to."""
    if request.person is not None or not request.email:
        return request.person
    return Person.objects.select_related("account").filter(account__email=request.email, erased_at=None).first()


def find_request(uid: UUID) -> ArcoRequest | None:
    return ArcoRequest.objects.select_related("jurisdiction", "person").filter(uid=uid).first()


def request_by_folio(folio: str) -> ArcoRequest | None:
    return ArcoRequest.objects.select_related("jurisdiction").filter(folio=folio).first()


@dataclass(frozen=True, slots=True)
class OwnDataPage:
    title: str
    description: str
    copy: Copy | None
    keepings: tuple[tuple[str, Keeping], ...]
    crumbs: tuple[Crumb, ...]


#: what each kind of ``terms.toml`` is called
def kinds_kept() -> dict[str, str]:
    return {
        "arco_requests": _("Solicitudes sobre datos personales, desde su respuesta"),
        "letters": _("A quién fueron los correos y qué decían"),
        "drafts": _("Lo que escribió en un formulario y no envió"),
        "copies": _("Copia de sus propios datos"),
    }


def own_data_page(person: Person, *, at: datetime) -> OwnDataPage:
    names = kinds_kept()
    return OwnDataPage(
        title=_("Sus datos"),
        description=_("Todo lo que este sitio guarda de usted, para llevárselo o pedir que se corrija o se borre."),
        copy=Copy.objects.filter(person=person, removed_at__isnull=True, expires_at__gt=at)
        .select_related("file")
        .first(),
        keepings=tuple((names.get(each.kind, each.kind), each) for each in keepings()),
        crumbs=(Crumb(_("Inicio"), "/"), Crumb(_("Su cuenta"), "/cuenta/"), Crumb(_("Sus datos"))),
    )


def copy_of(person: Person, uid: UUID, *, at: datetime) -> Copy | None:
    """One's own and still kept; to everybody else it does not exist."""
    mine = Copy.objects.filter(person=person, uid=uid, removed_at__isnull=True, expires_at__gt=at)
    return mine.select_related("file").filter(file__isnull=False, person=F("person")).first()
