from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.exercises import queries
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.formats import rulepack
from tequio.people.models import Person
from tequio.people.visitors import person_of, require_person
from tequio.web.downloads import downloads
from tequio.web.pages import Crumb
from tequio.workplans import permissions
from tequio.workplans.actions import approve_workplan, refuse_unless_drafter
from tequio.workplans.amendments import undo_amendment
from tequio.workplans.approval_desk import approval
from tequio.workplans.desk import Desk
from tequio.workplans.drawing import drawn
from tequio.workplans.forms import suppositions_of, typed_phases
from tequio.workplans.models import Kind, WorkPlan
from tequio.workplans.plan_desk import PlanDesk
from tequio.workplans.queries.annual import AnnualPage, annual_page
from tequio.workplans.queries.changes import changes_page
from tequio.workplans.queries.editing import plan_of, resolved
from tequio.workplans.queries.route import route_page
from tequio.workplans.queries.what_if import what_if_page

P = ParamSpec("P")
Opened = Callable[..., PlanDesk]
DrawingView = Callable[Concatenate[HttpRequest, ExerciseHeader, Person, WorkPlan, P], HttpResponse]


@exercise_page
def route(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = route_page(exercise, request.GET.get("ver", "todas"))
    issued = downloads("versions", slug=exercise.slug, uid=page.uid) if page.uid else ()
    files = (*downloads("route", slug=exercise.slug), *issued) if page.exists else ()
    return render(
        request,
        "workplans/route.html",
        {"page": replace(page, downloads=files, edit_url=edit_url(request, exercise) if page.exists else "")},
    )


def edit_url(request: HttpRequest, exercise: ExerciseHeader) -> str:
    """Only for who may change the route; nobody else is asked about."""
    person = person_of(request)
    plan = plan_of(exercise) if person else None
    if person is None or plan is None or plan.locked_by or not exercise.takes_changes:
        return ""
    may = permissions.can_draft_workplan(person, plan, timezone.now())
    return f"{exercise.url}ruta/editar/" if may else ""


@exercise_page
def what_if(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = what_if_page(exercise, suppositions_of(request.GET))
    return render(request, "workplans/what_if.html", {"page": page}, status=422 if page.errors else 200)


@exercise_page
def annual(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = annual_page(exercise)
    kinds = ("workplan", "versions") if page.uid else ()
    files = tuple(file for kind in kinds for file in downloads(kind, slug=exercise.slug, uid=page.uid))
    page = replace(page, downloads=files, edit_url=annual_edit_url(request, page))
    return render(request, "workplans/annual.html", {"page": page})


def annual_edit_url(request: HttpRequest, page: AnnualPage) -> str:
    person = person_of(request)
    if person is None or page.uid is None or not page.exercise.takes_changes:
        return ""
    plan = WorkPlan.objects.select_related("exercise__jurisdiction", "owner__organisation").get(uid=page.uid)
    may = not plan.locked_by and permissions.can_draft_workplan(person, plan, timezone.now())
    return f"{page.exercise.url}plan-anual/editar/" if may else ""


@exercise_page
def changes(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    plan, person = plan_of(exercise), person_of(request)
    if plan is None:
        raise Http404(exercise.slug)
    may = exercise.takes_changes and person is not None and permissions.can_draft_workplan(person, plan, timezone.now())
    page = changes_page(exercise, plan, may_undo=may, done=request.GET.get("hecho", ""))
    return render(request, "workplans/changes.html", {"page": page})


def drawing_page(view: DrawingView[P]) -> Callable[..., HttpResponse]:
    """The view receives who entered and the route; whoever may not redraw it is told why."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = require_person(request)
        try:
            exercise = queries.header(slug, now=timezone.now(), seen_by=person)
        except (Exercise.DoesNotExist, queries.ExerciseMoved) as error:
            raise Http404(slug) from error
        plan = plan_of(exercise)
        if plan is None:
            raise Http404(slug)
        refuse_unless_drafter(person, plan, timezone.now())
        refuse_if_archived(exercise)
        return view(request, exercise, person, plan, *args, **kwargs)

    return page


@drawing_page
def edit(
    request: HttpRequest, exercise: ExerciseHeader, person: Person, plan: WorkPlan, position: int | None = None
) -> HttpResponse:
    """The form; what it would move; saved. Nothing is stored before the last step."""
    desk = Desk(request, exercise, person, drawn(plan), position, timezone.now())
    if position is not None and position not in {each.position for each in desk.drawing.activities}:
        raise Http404(position)
    if request.method != "POST":
        return desk.form({})
    typed = typed_phases(request.POST, desk.drawing)
    step = request.POST.get("paso", "")
    if step == "volver" or (step == "retomar" and "reason" not in request.POST):
        return desk.form(typed)
    if step == "resolver":
        typed = resolved(request.POST, typed, desk.drawing)
    return desk.proposed(typed, saving=step == "guardar")


@drawing_page
def file(request: HttpRequest, exercise: ExerciseHeader, person: Person, plan: WorkPlan) -> HttpResponse:
    """The route as it comes back from Microsoft Project."""
    desk = Desk(request, exercise, person, drawn(plan), None, timezone.now())
    return desk.returned(request.FILES.get("archivo")) if request.method == "POST" else desk.file_form()


@drawing_page
def approve(request: HttpRequest, exercise: ExerciseHeader, person: Person, plan: WorkPlan) -> HttpResponse:
    back = (exercise.crumb(), Crumb(_("Ruta crítica"), f"{exercise.url}ruta/"))
    at = timezone.now()

    def write(decision: UUID | None) -> None:
        approve_workplan(workplan=plan, decision=decision, by=person, at=at)

    return approval(request, exercise, plan, person, back=back, at=at, write=write)


@require_POST
@drawing_page
def undo(request: HttpRequest, exercise: ExerciseHeader, person: Person, plan: WorkPlan, uid: UUID) -> HttpResponse:
    done = undo_amendment(workplan=plan, amendment=uid, pack=rulepack.load(exercise.pack), by=person, at=timezone.now())
    return HttpResponseRedirect(f"{exercise.url}ruta/cambios/?hecho={done}#hecho")


def annual_desk(request: HttpRequest, exercise: ExerciseHeader, person: Person, *, at: datetime) -> PlanDesk:
    plans = WorkPlan.objects.filter(exercise=exercise.id, kind=Kind.ANNUAL)
    plan = plans.select_related("exercise__jurisdiction", "owner__organisation__jurisdiction").order_by("-id").first()
    if plan is None:
        raise Http404(exercise.slug)
    url = f"{exercise.url}plan-anual/"
    back = (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Plan anual"), url))
    return PlanDesk(request, exercise, person, plan, base=f"{url}editar/", back=back, at=at)


def planning(opened: Opened, step: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page on which a plan is drafted: ``opened`` finds the plan of the address, ``step`` answers. Who may not draft is told why."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest, slug: str, **place: Any) -> HttpResponse:
        person = require_person(request)
        part = {name: place.pop(name) for name in ("uid", "goal") if name in place}
        try:
            exercise = queries.header(slug, now=timezone.now(), seen_by=person)
        except (Exercise.DoesNotExist, queries.ExerciseMoved) as error:
            raise Http404(slug) from error
        desk = opened(request, exercise, person, at=timezone.now(), **place)
        refuse_unless_drafter(person, desk.plan, desk.at)
        refuse_if_archived(exercise)
        return step(desk, **part)

    return page


def draft(desk: PlanDesk) -> HttpResponse:
    return desk.changed() if desk.request.method == "POST" else desk.shown()


def part(desk: PlanDesk, goal: bool, uid: UUID | None = None) -> HttpResponse:
    return desk.part(uid, goal=goal)


def restore(desk: PlanDesk, uid: UUID) -> HttpResponse:
    return desk.undone(uid) if desk.request.method == "POST" else desk.shown()
