"""Every page of an exercise begins alike: it exists and is public, or its address has changed, or there is nothing to see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tequio.exercises import queries
from tequio.exercises.models import Exercise

P = ParamSpec("P")
PageView = Callable[Concatenate[HttpRequest, queries.ExerciseHeader, P], HttpResponseBase]


def exercise_page(view: PageView[P]) -> Callable[..., HttpResponseBase]:
    """The view receives the header instead of the slug. A former slug answers 301 to the same page."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            exercise = queries.header(slug, now=timezone.now())
        except Exercise.DoesNotExist as error:
            raise Http404(slug) from error
        except queries.ExerciseMoved as moved:
            address = request.get_full_path().replace(f"/{slug}/", f"/{moved.slug}/", 1)
            return HttpResponsePermanentRedirect(address)
        return view(request, exercise, *args, **kwargs)

    return page


@exercise_page
def method(request: HttpRequest, exercise: queries.ExerciseHeader) -> HttpResponse:
    return render(request, "exercises/method.html", {"page": queries.method_page(exercise)})
