"""The desk of a call: each application with what it lacks, what was decided, and what became of each letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from tequio.bodies.models import Body
from tequio.calls import permissions
from tequio.calls.doors import Visit
from tequio.calls.enclosures import EnclosureShown, enclosures_shown
from tequio.calls.models import (
    Application,
    ApplicationFile,
    ApplicationLetter,
    ApplicationStatus,
    Call,
    Conflict,
    LetterKind,
    LetterState,
    Outcome,
)
from tequio.calls.models import Status as CallStatus
from tequio.calls.queries.calls import name_of
from tequio.calls.queries.selection import WayToDecide, way_to_decide
from tequio.calls.queries.waiting import Waiting, waiting_of
from tequio.exercises.queries import ExerciseHeader
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.web.words import long_date

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """``lacks`` are the requirements it does not meet, with their reason; ``letters`` what became of each one with its result."""

    uid: str
    folio: str
    name: str
    who: str
    motive: str
    status: str
    label: str
    lacks: tuple[str, ...]
    reason: str
    abstains: bool
    repeated: bool
    letters: tuple[str, ...]
    letter_uid: str
    bounced: bool
    email: str
    enclosures: tuple[EnclosureShown, ...]
    can_decide: bool
    seated: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    call: str
    url: str
    rows: tuple[Row, ...]
    pages: tuple[Option, ...]
    total: int
    undecided: int
    accepted: int
    seated: int
    is_closed: bool
    results_out: bool
    can_edit: bool
    outcomes: tuple[Option, ...]
    bodies: tuple[Option, ...]
    way: WayToDecide | None = None
    #: since when nobody is told, and what is lacking
    waiting_words: str = ""
    can_release: bool = False
    can_recall: bool = False
    done: str = ""
    errors: tuple[FormError, ...] = ()
    preview: tuple[Row, ...] = ()
    left_out: tuple[Row, ...] = ()
    chosen_outcome: str = ""
    chosen_label: str = ""
    reason: str = ""


def applications_of(call: Call, visit: Visit) -> QuerySet[Application]:
    twin = Application.objects.filter(call=call, email=OuterRef("email")).exclude(pk=OuterRef("pk")).exclude(email="")
    mine = Conflict.objects.filter(application=OuterRef("pk"), person=visit.person)
    found = call.applications.select_related("person").prefetch_related(
        "decisions",
        "letters__message",
        "letters__sent_again",
        Prefetch("files", ApplicationFile.objects.select_related("file")),
    )
    return found.annotate(repeated=Exists(twin), abstains=Exists(mine)).order_by("received_at", "pk")


def row_of(each: Application, visit: Visit) -> Row:
    decision = max(each.decisions.all(), key=lambda one: (one.decided_at, one.pk), default=None)
    letters = results_of(each.letters.all())
    letter = letters[-1] if letters else None
    own = permissions.is_written_by(visit.person, each)
    abstains = bool(getattr(each, "abstains", False)) or own
    return Row(
        uid=str(each.uid),
        folio=each.folio,
        name=each.name or _("(retiró sus datos)"),
        who=" · ".join(
            filter(None, (each.type_text or str(each.get_applicant_type_display()), each.organisation_name))
        ),
        motive=each.motive,
        status=each.status,
        label=str(each.get_status_display()),
        lacks=tuple(one["reason"] for one in each.verdicts if not one["met"]),
        reason=decision.reason if decision else "",
        abstains=abstains,
        repeated=bool(getattr(each, "repeated", False)),
        letters=tuple(told_of(one, visit.exercise.zone) for one in letters),
        letter_uid=str(letter.uid) if letter else "",
        bounced=letter is not None and letter.state() is LetterState.BOUNCED,
        email=each.email,
        enclosures=enclosures_shown(each.files.all()),
        can_decide=visit.can_edit and not abstains and each.status != ApplicationStatus.WITHDRAWN,
        seated=each.seat_id is not None,
    )


def results_of(letters: Iterable[ApplicationLetter]) -> list[ApplicationLetter]:
    """The last one at the end."""
    return sorted((one for one in letters if one.kind == LetterKind.RESULT), key=lambda one: one.pk)


def told_of(letter: ApplicationLetter, zone: ZoneInfo) -> str:
    """«Enviada · 16 de noviembre de 2020»."""
    state, message = letter.state(), letter.message
    label = _("Rebotó y se volvió a enviar") if state is LetterState.RESENT else str(state.label)
    at = message.bounced_at or message.sent_at or letter.queued_at
    return f"{label} · {long_date(at.astimezone(zone))}"


def desk_url(call: Call, exercise: ExerciseHeader) -> str:
    return f"{exercise.url}convocatoria/{call.uid}/solicitudes/"


def waits_of(call: Call, undecided: int, in_play: int, visit: Visit) -> Waiting | None:
    """None before the close, after the results, or where nobody is left to be told."""
    shut = call.closes_at is not None and call.closes_at <= visit.at
    if not shut or call.results_at is not None or call.status != CallStatus.PUBLISHED or not in_play:
        return None
    return waiting_of(call, undecided, visit.at)


def can_be_stopped(call: Call) -> bool:
    """None of the letters has left. One query."""
    if call.results_at is None:
        return False
    letters = ApplicationLetter.objects.filter(application__call=call, kind=LetterKind.RESULT, stopped_at=None)
    left = letters.exclude(message__sent_at=None, message__bounced_at=None, message__leased_until=None)
    return letters.exists() and not left.exists()


def desk_page(
    call: Call,
    visit: Visit,
    *,
    number: int = 1,
    done: str = "",
    errors: Sequence[FormError] = (),
    picked: Sequence[str] = (),
    outcome: str = "",
    reason: str = "",
) -> DeskPage:
    """``picked`` are folios, to see what a decision on all of them would do."""
    paginator: Paginator[Application] = Paginator(applications_of(call, visit), PER_PAGE)
    shown = paginator.get_page(number)
    chosen = (
        [row_of(each, visit) for each in applications_of(call, visit) if each.folio in set(picked)] if picked else []
    )
    counts = call.applications.aggregate(
        undecided=Count("pk", filter=Q(status="received")),
        accepted=Count("pk", filter=Q(status="accepted")),
        seated=Count("seat"),
        in_play=Count("pk", filter=~Q(status="withdrawn")),
    )
    name = name_of(call, visit.exercise)
    url = desk_url(call, visit.exercise)
    title = _("Solicitudes recibidas")
    way = way_to_decide(call, visit.exercise, at=visit.at) if visit.can_edit and not call.results_at else None
    waits = waits_of(call, counts["undecided"], counts.pop("in_play"), visit)
    return DeskPage(
        exercise=visit.exercise,
        title=title,
        description=name,
        crumbs=(
            Crumb(_("Inicio"), "/"),
            visit.exercise.crumb(),
            Crumb(_("Convocatoria"), f"{visit.exercise.url}convocatoria/{call.uid}/"),
            Crumb(title),
        ),
        call=name,
        url=url,
        rows=tuple(row_of(each, visit) for each in shown),
        pages=tuple(Option(str(n), str(n), n == shown.number, f"?pagina={n}") for n in paginator.page_range)
        if paginator.num_pages > 1
        else (),
        total=paginator.count,
        is_closed=call.closes_at is not None and call.closes_at <= visit.at,
        results_out=call.results_at is not None,
        can_edit=visit.can_edit,
        outcomes=tuple(Option(str(each.label), each.value, each.value == outcome) for each in Outcome),
        bodies=tuple(
            Option(body.name, str(body.uid))
            for body in Body.objects.filter(jurisdiction=visit.row.jurisdiction, dissolved_on__isnull=True).order_by(
                "name"
            )
        ),
        way=way,
        waiting_words=waits.sentence if waits else "",
        can_release=visit.can_edit
        and waits is not None
        and not waits.undecided
        and (way is None or bool(way.decision)),
        can_recall=visit.can_edit and counts["seated"] == 0 and can_be_stopped(call),
        done=done,
        errors=tuple(errors),
        preview=tuple(each for each in chosen if each.can_decide),
        left_out=tuple(each for each in chosen if not each.can_decide),
        chosen_outcome=outcome if outcome in Outcome.values else "",
        chosen_label=str(Outcome(outcome).label) if outcome in Outcome.values else "",
        reason=reason,
        **counts,
    )
