from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.documents.permissions import can_issue_document
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader, ExerciseMoved, header
from tequio.exercises.views import exercise_page
from tequio.files.actions import read_file
from tequio.opendata import answers
from tequio.opendata import versions as queries
from tequio.people.visitors import person_of, require_person
from tequio.web.form_errors import FormError


def versions(request: HttpRequest, slug: str, uid: UUID) -> HttpResponseBase:
    """Read by anybody; a new one is issued by the office."""
    return issue(request, slug, uid) if request.method == "POST" else listed(request, slug, uid)


@exercise_page
def listed(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponseBase:
    subject = subject_or_404(exercise, uid)
    offered = exercise.takes_changes and may(request, exercise)
    page = queries.versions_page(exercise, subject, may_issue=offered, issued="emitida" in request.GET)
    return render(request, "opendata/versions.html", {"page": page})


@never_cache
@require_http_methods(["POST"])
def issue(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    person, at = require_person(request), timezone.now()
    try:
        exercise = header(slug, now=at, seen_by=person)
    except (Exercise.DoesNotExist, ExerciseMoved) as error:
        raise Http404(slug) from error
    subject = subject_or_404(exercise, uid)
    if not may(request, exercise):
        raise PermissionDenied(_("Los documentos los emite la secretaría técnica."))
    refuse_if_archived(exercise)
    office, form = request.POST.get("oficina", "").strip()[:40], request.POST.get("forma", "")
    try:
        chosen = read_form(office, form)
        queries.issue_version(exercise=exercise, subject=subject, form=chosen, office=office, by=person, at=at)
    except Refusal as refusal:
        errors = (FormError(str(refusal), getattr(refusal, "field", "")),)
        page = queries.versions_page(exercise, subject, may_issue=True, office=office, form=form, errors=errors)
        return render(request, "opendata/versions.html", {"page": page}, status=422)
    return HttpResponseRedirect(f"{queries.address_of(exercise, uid)}?emitida=1")


class OfficeIsMissing(Refusal):
    code = "office-missing"
    field = "oficina"


class FormIsMissing(Refusal):
    code = "form-missing"
    field = "forma"


def read_form(office: str, form: str) -> Form:
    if not office:
        raise OfficeIsMissing(_("Escriba las siglas de la oficina que emite; van en el folio."))
    if form not in (Form.PDF, Form.DOCX):
        raise FormIsMissing(_("Elija PDF o Word."))
    return Form(form)


def subject_or_404(exercise: ExerciseHeader, uid: UUID) -> queries.Subject:
    subject = queries.subject_of(exercise, uid)
    if subject is None:
        raise Http404(str(uid))
    return subject


def may(request: HttpRequest, exercise: ExerciseHeader) -> bool:
    person = person_of(request)
    row = Exercise.objects.filter(pk=exercise.id).select_related("jurisdiction").first() if person else None
    return person is not None and row is not None and can_issue_document(person, row, timezone.now())


@exercise_page
def version_file(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, number: int, form: str) -> HttpResponseBase:
    found = queries.find_version(exercise, uid, number, form)
    if found is None:
        raise Http404(str(uid))
    name = f"{found.folio.replace('/', '-')}.{form}"
    return answers.whole(read_file(found.file), MEDIA_TYPES[Form(form)], name)
