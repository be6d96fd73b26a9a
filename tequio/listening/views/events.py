"""Events as anybody reads them, and the files of one."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tequio.calls.views.calls import given_out
from tequio.documents.queries import content_now
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.formats import ical
from tequio.listening.actions.tables import KIND
from tequio.listening.desk import told_done
from tequio.listening.doors import event_in, rights_in
from tequio.listening.models import EventStatus
from tequio.listening.queries.events import event_page, events_page
from tequio.listening.report_outline import report_outline
from tequio.meetings.letters import entry_of


@exercise_page
def events(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    asked = request.GET.get("pagina", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    done = told_done(request.GET.get("hecho", ""))
    page = events_page(exercise, rights_in(request, exercise), page=number, done=done)
    return render(request, "listening/events.html", {"page": page})


@exercise_page
def event(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    may = rights_in(request, exercise)
    found = event_in(exercise.id, uid, all_of_them=may.organises or may.reads)
    page = event_page(exercise, found, may, now=timezone.now(), done=told_done(request.GET.get("hecho", "")))
    return render(request, "listening/event.html", {"page": page})


@exercise_page
def calendar(request: HttpRequest, exercise: ExerciseHeader, uid: UUID) -> HttpResponse:
    found = event_in(exercise.id, uid, all_of_them=False)
    entry = entry_of(found.meeting, url=f"{settings.SITE_URL}{exercise.url}eventos/{uid}/")
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    content = b"".join(ical.stream(found.meeting.title, [entry], zone=exercise.zone, host=host))
    return given_out(content, "text/calendar; charset=utf-8", "evento.ics")


@exercise_page
def report(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, number: int, form: str) -> HttpResponse:
    """Of an event that was held; before, for who writes it."""
    may = rights_in(request, exercise)
    found = event_in(exercise.id, uid, all_of_them=may.reads)
    table = found.tables.filter(number=number, written_at__isnull=False).first()
    if table is None or not (found.status == EventStatus.HELD or may.reads):
        raise Http404(str(number))
    table.event = found
    content = content_now(report_outline(table), Form(form), kind=KIND, subject_uid=table.uid)
    return given_out(content, MEDIA_TYPES[Form(form)], f"relatoria-mesa-{number}.{form}")
