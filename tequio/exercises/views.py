from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tequio.exercises import queries
from tequio.exercises.pages import exercise_page


@exercise_page
def method(request: HttpRequest, exercise: queries.ExerciseHeader) -> HttpResponse:
    return render(request, "exercises/method.html", {"page": queries.method_page(exercise)})
