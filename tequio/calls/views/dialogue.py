from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tequio.calls.doors import exercise_of
from tequio.calls.permissions import can_edit_mechanism
from tequio.calls.queries.dialogue import dialogue_page
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.people.visitors import person_of


@exercise_page
def dialogue(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    person = person_of(request)
    keeps = person is not None and can_edit_mechanism(person, exercise_of(exercise.slug), timezone.now())
    return render(request, "calls/dialogue.html", {"page": dialogue_page(exercise, keeps=keeps)})
