"""People trained, as a page and as a table to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.listening.queries.trainings import TRAININGS, training_rows, trainings_page
from tequio.listening.views.tables import table_file


@exercise_page
def trainings(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    return render(request, "listening/trainings.html", {"page": trainings_page(exercise)})


@exercise_page
def data(request: HttpRequest, exercise: ExerciseHeader, form: str) -> HttpResponse:
    return table_file(TRAININGS, training_rows(exercise), form, exercise)
