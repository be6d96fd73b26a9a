from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tequio.commitments.models import Commitment
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.lineage.queries import record
from tequio.lineage.queries.commitment import commitment_page
from tequio.web.downloads import downloads


@exercise_page
def commitment(request: HttpRequest, exercise: ExerciseHeader, number: int) -> HttpResponse:
    try:
        page = commitment_page(exercise, number, now=timezone.now())
    except Commitment.DoesNotExist as error:
        raise Http404(number) from error
    files = downloads("commitment", slug=exercise.slug, number=number)
    return render(request, "lineage/commitment.html", {"page": replace(page, downloads=files)})


@exercise_page
def public_record(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = record.record_page(exercise, request.GET.get("pagina", ""))
    files = downloads("record", slug=exercise.slug)
    return render(request, "lineage/record.html", {"page": replace(page, downloads=files)})
