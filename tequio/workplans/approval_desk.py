"""The page on which the office writes down which decision of a body approves a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tequio.bodies.models import Decision
from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.web.words import long_date
from tequio.workplans import permissions
from tequio.workplans.decided import decisions_about, words_of
from tequio.workplans.desk import uid_in
from tequio.workplans.models import Status, WorkPlan
from tequio.workplans.plan_desk import PlanDesk


@dataclass(frozen=True, slots=True)
class DecisionShown:
    uid: str
    label: str
    told: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    back_url: str
    bodies_url: str
    name: str
    approved: bool
    decisions: tuple[DecisionShown, ...]
    lacks: tuple[str, ...]
    errors: tuple[FormError, ...]


def approve(desk: PlanDesk) -> HttpResponse:
    return approval(
        desk.request,
        desk.exercise,
        desk.plan,
        desk.person,
        back=desk.back,
        at=desk.at,
        write=desk.approve,
        lacks=desk.lacks_to_approve(),
    )


def approval(
    request: HttpRequest,
    exercise: ExerciseHeader,
    plan: WorkPlan,
    person: Person,
    *,
    back: tuple[Crumb, ...],
    at: datetime,
    write: Callable[[UUID | None], None],
    lacks: tuple[str, ...] = (),
) -> HttpResponse:
    """``write`` approves by that decision; ``lacks`` is told before anybody tries."""
    if not permissions.can_record_approval(person, plan, at):
        raise PermissionDenied(_("La aprobación la asienta la secretaría técnica."))
    if request.method != "POST":
        return shown(request, exercise, plan, back, lacks)
    try:
        write(uid_in(request.POST.get("decision", "")))
    except Refusal as refusal:
        return shown(request, exercise, plan, back, lacks, (FormError(str(refusal), "decision"),))
    return HttpResponseRedirect(back[-1].url)


def shown(
    request: HttpRequest,
    exercise: ExerciseHeader,
    plan: WorkPlan,
    back: tuple[Crumb, ...],
    lacks: tuple[str, ...],
    errors: tuple[FormError, ...] = (),
) -> HttpResponse:
    title = _("Registrar la aprobación")
    chosen = request.POST.get("decision", "")
    page = ApprovalPage(
        exercise=exercise,
        title=title,
        description=_("Un plan lo aprueba el máximo órgano de decisión, en sesión, con quórum y votación."),
        crumbs=(*back, Crumb(title)),
        action=request.path,
        back_url=back[-1].url,
        bodies_url=f"{exercise.url}organos/",
        name=plan.title,
        approved=plan.status == Status.APPROVED,
        decisions=tuple(decision_shown(each, exercise, chosen) for each in decisions_about(plan)),
        lacks=lacks,
        errors=errors,
    )
    return render(request, "workplans/approval.html", {"page": page}, status=422 if errors else 200)


def decision_shown(decision: Decision, exercise: ExerciseHeader, chosen: str) -> DecisionShown:
    told = _("%(day)s · %(yes)s a favor, %(no)s en contra, %(abstain)s abstenciones") % {
        "day": long_date(decision.decided_at.astimezone(exercise.zone)),
        "yes": decision.yes,
        "no": decision.no,
        "abstain": decision.abstain,
    }
    return DecisionShown(str(decision.uid), words_of(decision), told, str(decision.uid) == chosen)
