from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.web.downloads import downloads
from tequio.workplans.forms import suppositions_of
from tequio.workplans.queries.annual import annual_page
from tequio.workplans.queries.route import route_page
from tequio.workplans.queries.what_if import what_if_page


@exercise_page
def route(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = route_page(exercise, request.GET.get("ver", "todas"))
    files = downloads("route", slug=exercise.slug) if page.exists else ()
    return render(request, "workplans/route.html", {"page": replace(page, downloads=files)})


@exercise_page
def what_if(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = what_if_page(exercise, suppositions_of(request.GET))
    return render(request, "workplans/what_if.html", {"page": page}, status=422 if page.errors else 200)


@exercise_page
def annual(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    page = annual_page(exercise)
    files = downloads("workplan", slug=exercise.slug, uid=page.uid) if page.uid else ()
    return render(request, "workplans/annual.html", {"page": replace(page, downloads=files)})
