"""Who may come to the pages of the hand-over: a draft exists only for who has a role in it."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils import timezone

from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_see_exercise
from tequio.people.models import Person
from tequio.people.visitors import require_person


def worker_at(request: HttpRequest, slug: str) -> tuple[Exercise, Person, datetime]:
    """Who entered, and an exercise that she may know of."""
    person, now = require_person(request), timezone.now()
    exercise = Exercise.objects.select_related("jurisdiction").filter(slug=slug).first()
    if exercise is None or not can_see_exercise(person, exercise, now):
        raise Http404(slug)
    return exercise, person, now
