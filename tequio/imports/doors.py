"""Every page of import begins alike: somebody entered, the exercise is theirs to see, the document is of that exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise, Status
from tequio.exercises.queries import ExerciseHeader, header_of
from tequio.imports import permissions
from tequio.imports.models import ImportJob
from tequio.imports.queries import find_job
from tequio.people.models import Person
from tequio.people.visitors import require_person


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, of which exercise, when. ``row`` is what the actions take, ``exercise`` what the pages show."""

    person: Person
    row: Exercise
    exercise: ExerciseHeader
    at: datetime
    can_edit: bool


def door(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @never_cache
        @require_http_methods(methods)
        @wraps(view)
        def page(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            return view(request, visit_of(request, slug), **kwargs)

        return page

    return decorate


def visit_of(request: HttpRequest, slug: str) -> Visit:
    """A draft does not exist for who has no part in it; a public exercise does, and then the answer says whose this is."""
    person, at = require_person(request), timezone.now()
    row = Exercise.objects.select_related("jurisdiction").filter(slug=slug).first()
    if row is None:
        raise Http404(slug)
    if not permissions.can_see_imports(person, row, at):
        if row.status == Status.DRAFT:
            raise Http404(slug)
        raise PermissionDenied(_("Los documentos de este ejercicio los importa su secretaría técnica."))
    may = permissions.can_upload_document(person, row, at)
    return Visit(person, row, header_of(row, now=at), at, may and row.takes_changes)


def job_of(visit: Visit, uid: UUID) -> ImportJob:
    job = find_job(visit.exercise, uid)
    if job is None:
        raise Http404(str(uid))
    return job


def editable(visit: Visit) -> None:
    refuse_if_archived(visit.row)
    if not visit.can_edit:
        raise PermissionDenied(_("Usted puede leer esto; corregirlo y guardarlo es de la secretaría técnica."))
