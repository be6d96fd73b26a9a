"""What a body agreed to do: the overdue first, what comes back to each session, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.bodies.models import Agreement, AgreementStatus, Body, Session
from tequio.bodies.queries.sessions import came_from, trail
from tequio.bodies.session_permissions import can_close_agreement, can_drop_agreement
from tequio.bodies.typed import NOTHING, Typed
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.web.words import number

PAGE = 25
VIEWS = {
    "pendientes": (AgreementStatus.OPEN, gettext_lazy("Pendientes")),
    "cumplidos": (AgreementStatus.DONE, gettext_lazy("Cumplidos")),
    "sin-efecto": (AgreementStatus.DROPPED, gettext_lazy("Sin efecto")),
}
EMPTY = {
    "pendientes": gettext_lazy(
        "Nada pendiente. Los acuerdos se toman en sesión, con quórum, y se leen aquí hasta que se cierran."
    ),
    "cumplidos": gettext_lazy("Todavía no se cumple ninguno. Aquí se lee qué se hizo en cada uno."),
    "sin-efecto": gettext_lazy("Ninguno ha quedado sin efecto. Cuando pase, aquí se lee por qué."),
}

#: a later session that was called and held, or will be
CAME_BACK = ~Q(carried_in__session__status__in=("draft", "cancelled"))


class NoSuchAgreement(Exception):
    """There is no agreement with that uid in that body."""


@dataclass(frozen=True, slots=True)
class Owed:
    """``carried`` is in how many later sessions it came back."""

    url: str
    text: str
    owner: str
    due_on: date | None
    late: str
    state: str
    taken: str
    carried: int
    how: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    views: tuple[Option, ...]
    view: str
    late: int
    agreements: tuple[Owed, ...]
    empty: str
    previous_page: str
    next_page: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A session it was in."""

    title: str
    url: str
    day: datetime
    said: str


@dataclass(frozen=True, slots=True)
class AgreementPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    body: str
    url: str
    status: str
    state: str
    owner: str
    due_on: date | None
    late: str
    how: str
    closed_at: datetime | None
    passages: tuple[Passage, ...]
    next_step: str
    closes: bool
    drops: bool
    reopens: bool
    is_own: bool
    typed: Typed
    done: str
    errors: tuple[FormError, ...]

    @property
    def how_typed(self) -> str:
        return self.typed.in_form("cumplir").get("how", "")

    @property
    def reason_typed(self) -> str:
        return self.typed.in_form("sin-efecto").get("reason", "")


def agreements_of(exercise: ExerciseHeader, body: Body) -> QuerySet[Agreement]:
    return Agreement.objects.filter(session__body=body, session__exercise=exercise.id)


def agreements_page(exercise: ExerciseHeader, body: Body, *, view: str = "", page: int = 1) -> AgreementsPage:
    """The overdue first, those without a date last. Two queries, whatever their number."""
    view = view if view in VIEWS else "pendientes"
    found = agreements_of(exercise, body)
    late = Q(status=AgreementStatus.OPEN, due_on__lt=exercise.today)
    counts = found.aggregate(
        late=Count("pk", filter=late), **{status: Count("pk", filter=Q(status=status)) for status in AgreementStatus}
    )
    status = VIEWS[view][0]
    total = counts[status]
    at = min(max(1, page), max(1, -(-total // PAGE)))
    order = (
        (F("due_on").asc(nulls_last=True), "session__meeting__begins_at", "number", "pk")
        if status == AgreementStatus.OPEN
        else ("-closed_at", "-pk")
    )
    rows = (
        found.filter(status=status)
        .annotate(times=Count("carried_in", filter=CAME_BACK))
        .select_related("session")
        .order_by(*order)
    )
    url = f"{exercise.url}organos/{body.uid}/acuerdos/"
    return AgreementsPage(
        exercise=exercise,
        title=_("Acuerdos"),
        description=_("Qué acordó hacer «%(body)s», quién responde, para cuándo, y qué se hizo.") % {"body": body.name},
        crumbs=(*trail(exercise, body), Crumb(_("Acuerdos"))),
        body=body.name,
        views=tuple(
            Option(str(label), key, key == view, f"{url}?ver={key}", counts[each])
            for key, (each, label) in VIEWS.items()
        ),
        view=view,
        late=counts["late"],
        agreements=tuple(owed(each, url, exercise.today) for each in rows[(at - 1) * PAGE : at * PAGE]),
        empty=str(EMPTY[view]),
        previous_page=f"{url}?ver={view}&pagina={at - 1}" if at > 1 else "",
        next_page=f"{url}?ver={view}&pagina={at + 1}" if at * PAGE < total else "",
    )


def owed(agreement: Agreement, url: str, today: date) -> Owed:
    return Owed(
        url=f"{url}{agreement.uid}/",
        text=agreement.text,
        owner=agreement.owner_post,
        due_on=agreement.due_on,
        late=late_words(agreement, today),
        state=agreement.status,
        taken=came_from(agreement.session),
        carried=getattr(agreement, "times", 0),
        how=agreement.closed_how,
        closed_at=agreement.closed_at,
    )


def late_words(agreement: Agreement, today: date) -> str:
    if not agreement.is_late(today) or agreement.due_on is None:
        return ""
    days = (today - agreement.due_on).days
    return ngettext("Atrasado %(n)s día", "Atrasado %(n)s días", days) % {"n": number(days)}


def agreement_at(exercise: ExerciseHeader, body: Body, uid: UUID) -> Agreement:
    found = agreements_of(exercise, body).filter(uid=uid)
    one = found.select_related("session__exercise", "session__meeting", "session__body", "item").first()
    if one is None:
        raise NoSuchAgreement(uid)
    return one


def agreement_page(
    exercise: ExerciseHeader,
    body: Body,
    agreement: Agreement,
    person: Person | None,
    at: datetime,
    *,
    typed: Typed = NOTHING,
    done: str = "",
) -> AgreementPage:
    """About four queries. Who answers is read by post."""
    is_open = agreement.status == AgreementStatus.OPEN
    closes = exercise.takes_changes and person is not None and can_close_agreement(person, agreement, at)
    drops = exercise.takes_changes and person is not None and can_drop_agreement(person, agreement, at)
    url = f"{exercise.url}organos/{body.uid}/acuerdos/"
    return AgreementPage(
        exercise=exercise,
        title=agreement.text,
        description=_("Un acuerdo de «%(body)s»: quién responde, para cuándo, y por qué sesiones ha pasado.")
        % {"body": body.name},
        crumbs=(*trail(exercise, body), Crumb(_("Acuerdos"), url), Crumb(_("Acuerdo %(n)s") % {"n": agreement.number})),
        body=body.name,
        url=f"{url}{agreement.uid}/",
        status=agreement.get_status_display(),
        state=agreement.status,
        owner=agreement.owner_post,
        due_on=agreement.due_on,
        late=late_words(agreement, exercise.today),
        how=agreement.closed_how,
        closed_at=agreement.closed_at,
        passages=passages_of(exercise, body, agreement),
        next_step=next_step(agreement),
        closes=closes and is_open,
        drops=drops and is_open,
        reopens=(drops if agreement.status == AgreementStatus.DROPPED else closes and not is_open)
        and not body.has_ended(exercise.today),
        is_own=person is not None and agreement.owner_id == person.pk,
        typed=typed,
        done=done,
        errors=typed.errors,
    )


def next_step(agreement: Agreement) -> str:
    if agreement.status == AgreementStatus.DONE:
        return _("Nada: se cumplió.")
    if agreement.status == AgreementStatus.DROPPED:
        return _("Nada: quedó sin efecto y ya no vuelve al orden del día.")
    return _("%(who)s dice qué se hizo. Mientras tanto, vuelve al orden del día de cada sesión.") % {
        "who": agreement.owner_post
    }


def passages_of(exercise: ExerciseHeader, body: Body, agreement: Agreement) -> tuple[Passage, ...]:
    """Where it was taken, and every later session it came back to that is public."""
    sessions = f"{exercise.url}organos/{body.uid}/sesiones/"

    def passage(session: Session, item: UUID, said: str) -> Passage:
        url = f"{sessions}{session.uid}/puntos/{item}/"
        return Passage(session.meeting.title, url, session.meeting.begins_at, said)

    back = agreement.carried_in.exclude(session__status__in=("draft", "cancelled")).select_related("session__meeting")
    return (
        passage(agreement.session, agreement.item.uid, _("Se tomó")),
        *(
            passage(each.session, each.uid, f"{_('Volvió')}: {each.get_outcome_display().lower()}")
            for each in back.order_by("session__meeting__begins_at", "pk")
        ),
    )
