"""What will be told to whom before it leaves: how many letters, how they read, and whom they may not reach."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.calls.doors import Visit
from tequio.calls.letters import result_letter
from tequio.calls.models import Application, ApplicationLetter, Call, LetterKind, Outcome
from tequio.calls.queries.calls import name_of
from tequio.calls.queries.review import desk_url
from tequio.calls.queries.selection import DecisionShown, way_to_decide
from tequio.exercises.queries import ExerciseHeader
from tequio.web.form_errors import FormError
from tequio.web.letters import in_words
from tequio.web.pages import Crumb

#: each letter has the key of its own person: the office does not see it
KEYLESS = "/seguir/mi-solicitud/?t=…"
SHOWN = 200


@dataclass(frozen=True, slots=True)
class LetterShown:
    label: str
    count: int
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Her receipt came back."""

    name: str
    folio: str
    email: str
    why: str
    letter_uid: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """``missing`` says why nothing can be sent yet."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    call: str
    desk_url: str
    accepted: int
    declined: int
    body: str
    decision: DecisionShown | None
    missing: tuple[str, ...]
    letters: tuple[LetterShown, ...]
    unreachable: tuple[Unreachable, ...]
    can_edit: bool
    errors: tuple[FormError, ...] = ()

    @property
    def can_send(self) -> bool:
        return self.can_edit and not self.missing and bool(self.letters)


def results_page(call: Call, visit: Visit, errors: tuple[FormError, ...] = ()) -> ResultsPage:
    """About eight queries, however many applied."""
    counts = call.applications.aggregate(
        undecided=Count("pk", filter=Q(status="received")),
        accepted=Count("pk", filter=Q(status="accepted")),
        declined=Count("pk", filter=Q(status="declined")),
    )
    undecided = counts.pop("undecided")
    way = way_to_decide(call, visit.exercise, at=visit.at)
    title, desk = _("Antes de enviar los resultados"), desk_url(call, visit.exercise)
    name = name_of(call, visit.exercise)
    return ResultsPage(
        exercise=visit.exercise,
        title=title,
        description=name,
        crumbs=(
            Crumb(_("Inicio"), "/"),
            visit.exercise.crumb(),
            Crumb(_("Convocatoria"), f"{visit.exercise.url}convocatoria/{call.uid}/"),
            Crumb(_("Solicitudes recibidas"), desk),
            Crumb(title),
        ),
        call=name,
        desk_url=desk,
        body=way.body if way else "",
        decision=way.decision if way else None,
        missing=tuple(missing_of(call, visit, undecided, way.missing if way and not way.decision else "")),
        letters=tuple(
            letter
            for outcome, count in ((Outcome.ACCEPTED, counts["accepted"]), (Outcome.DECLINED, counts["declined"]))
            if (letter := sample_of(call, outcome, count)) is not None
        ),
        unreachable=unreachable_of(call),
        can_edit=visit.can_edit,
        errors=errors,
        **counts,
    )


def missing_of(call: Call, visit: Visit, undecided: int, session: str) -> list[str]:
    told = []
    if call.closes_at is None or visit.at < call.closes_at:
        told.append(_("La convocatoria sigue abierta: se decide y se avisa después del cierre."))
    if call.results_at is not None:
        told.append(_("Los resultados ya se comunicaron."))
    elif undecided:
        text = ngettext("Falta %(n)s solicitud por decidir.", "Faltan %(n)s solicitudes por decidir.", undecided)
        told.append(text % {"n": undecided})
    if session and call.results_at is None:
        told.append(session)
    return told


def sample_of(call: Call, outcome: Outcome, count: int) -> LetterShown | None:
    """The letter of the first of them, without her key."""
    rows = call.applications.filter(status=outcome.value).prefetch_related("decisions").order_by("received_at", "pk")
    first: Application | None = rows.first()
    if first is None or not first.decisions.all():
        return None
    first.call = call
    letter = replace(result_letter(first), link=KEYLESS)
    return LetterShown(str(outcome.label), count, letter.subject, in_words(letter))


def unreachable_of(call: Call) -> tuple[Unreachable, ...]:
    """Those whose receipt came back and was not sent again."""
    found = ApplicationLetter.objects.filter(
        application__call=call, kind=LetterKind.RECEIPT, message__bounced_at__isnull=False, sent_again__isnull=True
    ).exclude(application__status="withdrawn")
    rows = found.select_related("application", "message").order_by("pk")[:SHOWN]
    return tuple(
        Unreachable(
            name=each.application.name,
            folio=each.application.folio,
            email=each.application.email,
            why=_("Su acuse rebotó: el correo que dio no recibe."),
            letter_uid=str(each.uid),
        )
        for each in rows
    )
