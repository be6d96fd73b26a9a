"""Every page of an exercise begins alike: it exists and is public, or its address has changed, or there is nothing to see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core.refusals import Refusal
from tequio.exercises import permissions, queries, role_forms
from tequio.exercises.actions import publish_exercise
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.wiping import wipe_sample
from tequio.people.visitors import person_of, require_person
from tequio.web.form_errors import FormError

P = ParamSpec("P")
PageView = Callable[Concatenate[HttpRequest, queries.ExerciseHeader, P], HttpResponseBase]


def exercise_page(view: PageView[P]) -> Callable[..., HttpResponseBase]:
    """The view receives the header instead of the slug. A former slug answers 301 to the same page."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            exercise = queries.header(slug, now=timezone.now(), seen_by=person_of(request))
        except Exercise.DoesNotExist as error:
            raise Http404(slug) from error
        except queries.ExerciseMoved as moved:
            address = request.get_full_path().replace(f"/{slug}/", f"/{moved.slug}/", 1)
            return HttpResponsePermanentRedirect(address)
        return view(request, exercise, *args, **kwargs)

    return page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has which role; who gives them also gives and takes them here."""
    person, at = require_person(request), timezone.now()
    exercise = Exercise.objects.select_related("jurisdiction").filter(slug=slug).first()
    if exercise is None or not permissions.can_see_exercise(person, exercise, at):
        raise Http404(slug)
    if not permissions.can_see_roles(person, exercise, at):
        raise PermissionDenied(_("Los cargos de este ejercicio los ven su secretaría técnica y su administración."))
    errors: tuple[FormError, ...] = ()
    if request.method == "POST":
        errors = role_forms.done(request.POST, exercise, by=person, at=at)
        if not errors:
            return HttpResponseRedirect(request.path)
    may = permissions.can_grant_role(person, exercise, at)
    page = role_forms.roles_page(exercise, request.POST, by=person, may=may, errors=errors, at=at)
    return render(request, "exercises/roles.html", {"page": page}, status=422 if errors else 200)


@exercise_page
def method(request: HttpRequest, exercise: queries.ExerciseHeader) -> HttpResponse:
    return render(request, "exercises/method.html", {"page": queries.method_page(exercise)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """The page before it and the step itself; to who has no part in it a draft does not exist."""
    person, now = require_person(request), timezone.now()
    exercise = Exercise.objects.select_related("jurisdiction").filter(slug=slug).first()
    if exercise is None or not permissions.can_see_exercise(person, exercise, now):
        raise Http404(slug)
    if not permissions.can_open_publication(person, exercise, now):
        raise PermissionDenied(
            _("Un ejercicio lo publica su secretaría técnica; aquí lo ven las personas de ese ejercicio.")
        )
    refuse_if_archived(exercise)
    if request.method == "POST":
        publish_exercise(exercise=exercise, by=person, at=now)
        return HttpResponseRedirect(f"/{exercise.slug}/")
    page = queries.publish_page(exercise, person, now=now)
    return render(request, "exercises/publish.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wipe(request: HttpRequest, slug: str) -> HttpResponse:
    """An exercise to practise with: what would go, and its address typed once more."""
    person, now = require_person(request), timezone.now()
    exercise = Exercise.objects.select_related("jurisdiction").filter(slug=slug, is_sample=True).first()
    if exercise is None or not permissions.can_see_exercise(person, exercise, now):
        raise Http404(slug)
    if not permissions.can_wipe_exercise(person, exercise, now):
        raise PermissionDenied(_("Un ejercicio de práctica lo borra la administración."))
    errors: tuple[FormError, ...] = ()
    if request.method == "POST":
        try:
            wipe_sample(exercise=exercise, typed=request.POST.get("direccion", ""), by=person, at=now)
            return HttpResponseRedirect("/?borrado=1")
        except Refusal as refusal:
            errors = (FormError(str(refusal), "direccion"),)
    page = queries.wipe_page(exercise, errors, now=now)
    return render(request, "exercises/wipe.html", {"page": page}, status=422 if errors else 200)
