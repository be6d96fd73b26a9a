from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from tequio.commitments.models import Commitment
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.opendata import answers
from tequio.opendata.documents import commitment_file, workplan_file
from tequio.workplans.models import WorkPlan


@exercise_page
def commitment(request: HttpRequest, exercise: ExerciseHeader, number: int, form: Form) -> HttpResponseBase:
    try:
        content = commitment_file(exercise, number, form)
    except Commitment.DoesNotExist as missing:
        raise Http404(number) from missing
    return answers.whole(content, MEDIA_TYPES[form], f"ficha-compromiso-{number}-{exercise.slug}.{form}")


@exercise_page
def workplan(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, form: Form) -> HttpResponseBase:
    try:
        content = workplan_file(exercise, uid, form)
    except WorkPlan.DoesNotExist as missing:
        raise Http404(uid) from missing
    return answers.whole(content, MEDIA_TYPES[form], f"plan-de-trabajo-{exercise.slug}.{form}")
