from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tequio.commitments.models import Commitment
from tequio.commitments.permissions import can_edit_commitment
from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_edit_exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.lineage.queries import record
from tequio.lineage.queries.commitment import CommitmentPage, commitment_page
from tequio.people.visitors import person_of
from tequio.web.downloads import downloads
from tequio.workplans.models import WorkPlan
from tequio.workplans.permissions import can_draft_workplan


@exercise_page
def commitment(request: HttpRequest, exercise: ExerciseHeader, number: int) -> HttpResponse:
    try:
        page = commitment_page(exercise, number, now=timezone.now())
    except Commitment.DoesNotExist as error:
        raise Http404(number) from error
    issued = downloads("versions", slug=exercise.slug, uid=page.uid)
    files = (*downloads("commitment", slug=exercise.slug, number=number), *issued)
    return render(
        request,
        "lineage/commitment.html",
        {"page": replace(with_urls(request, page), downloads=files)},
    )


def with_urls(request: HttpRequest, page: CommitmentPage) -> CommitmentPage:
    """Of the pages on which it is worked, only for who works in it; nobody else is asked about."""
    if not page.exercise.takes_changes:
        return page
    return replace(
        page,
        sheet_url=sheet_url(request, page),
        plan_url=plan_url(request, page),
        criteria_url=criteria_url(request, page),
    )


def criteria_url(request: HttpRequest, page: CommitmentPage) -> str:
    """Of the page on which the office says which criteria are met."""
    person = person_of(request)
    exercise = Exercise.objects.get(pk=page.exercise.id) if person else None
    may = person is not None and exercise is not None and can_edit_exercise(person, exercise, timezone.now())
    return f"{page.exercise.url}compromisos/{page.number}/criterios/" if may else ""


def sheet_url(request: HttpRequest, page: CommitmentPage) -> str:
    """Of the page on which its sheet is written."""
    person = person_of(request)
    if person is None:
        return ""
    found = Commitment.objects.select_related("exercise", "responsible__organisation__jurisdiction")
    may = can_edit_commitment(person, found.get(workplan__uid=page.workplan_uid), timezone.now())
    return f"{page.exercise.url}compromisos/{page.number}/editar/" if may else ""


def plan_url(request: HttpRequest, page: CommitmentPage) -> str:
    """Of the page on which the plan is drafted; nobody else is asked about."""
    person = person_of(request)
    if person is None:
        return ""
    plan = WorkPlan.objects.select_related("exercise__jurisdiction", "owner__organisation").get(uid=page.workplan_uid)
    may = not plan.locked_by and can_draft_workplan(person, plan, timezone.now())
    return f"{page.exercise.url}compromisos/{page.number}/plan/" if may else ""


@exercise_page
def public_record(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = record.record_page(exercise, request.GET.get("pagina", ""))
    files = downloads("record", slug=exercise.slug)
    return render(request, "lineage/record.html", {"page": replace(page, downloads=files)})
