"""The sheets of the table of a session: a form, one action, and back to where it was opened from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tequio.bodies.desk_forms import DeskForm
from tequio.bodies.desk_pages import DeskPage, Told, errors_in, fields_of
from tequio.bodies.queries.attendance import session_trail
from tequio.bodies.views.session_door import Desk, desk_in
from tequio.core.refusals import Refusal
from tequio.exercises.closing import refuse_if_archived


def nothing(desk: Desk, request: HttpRequest) -> Mapping[str, Any]:
    return {}


def no_choices(desk: Desk) -> Mapping[str, list[tuple[str, str]]]:
    return {}


def untold(desk: Desk) -> tuple[Told, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """``does`` is the one action; ``after`` is where it leads, from the page of the session."""

    title: Any
    lead: Any
    button: Any
    form: type[DeskForm]
    does: Callable[[Desk, Any], object]
    after: str
    to_conduct: bool = True
    given: Callable[[Desk, HttpRequest], Mapping[str, Any]] = nothing
    choices: Callable[[Desk], Mapping[str, list[tuple[str, str]]]] = no_choices
    tells: Callable[[Desk], tuple[Told, ...]] = untold
    #: the page that the sheet goes back to when nothing is done
    back: str = ""


def answer(request: HttpRequest, slug: str, uid: UUID, session: UUID, sheet: Sheet) -> HttpResponse:
    desk = desk_in(request, slug, uid, session, to_conduct=sheet.to_conduct)
    refuse_if_archived(desk.exercise)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = sheet.form(*data, place=desk.session.exercise.jurisdiction, initial=dict(sheet.given(desk, request)))
    for name, choices in sheet.choices(desk).items():
        form.fields[name].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            sheet.does(desk, form)
            return HttpResponseRedirect(f"{desk.url}{sheet.after}")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    page = sheet_page(request, desk, sheet, form)
    return render(request, "bodies/desk.html", {"page": page}, status=422 if form.is_bound else 200)


def sheet_page(request: HttpRequest, desk: Desk, sheet: Sheet, form: DeskForm) -> DeskPage:
    return DeskPage(
        exercise=desk.exercise,
        title=str(sheet.title),
        description=str(sheet.lead),
        crumbs=session_trail(desk.exercise, desk.session, str(sheet.title)),
        kicker=desk.session.meeting.title,
        lead=str(sheet.lead),
        button=str(sheet.button),
        action=request.get_full_path(),
        back_url=f"{desk.url}{sheet.back}",
        fields=fields_of(form),
        told=sheet.tells(desk),
        takes_files=form.is_multipart(),
        errors=errors_in(form),
    )
