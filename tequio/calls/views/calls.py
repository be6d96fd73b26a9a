from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tequio.calls.queries import calls as queries
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page


@exercise_page
def call(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    return render(
        request,
        "calls/call.html",
        {"page": queries.call_page(exercise, now=timezone.now(), chosen=request.GET.get("cual", ""))},
    )
