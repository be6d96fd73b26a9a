"""One request of somebody who redraws the route: the form, what it would move, two versions, saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import rulepack
from tequio.formats.mspdi import LARGEST, read_mspdi
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.workplans.actions import NeedsAReason
from tequio.workplans.amendments import (
    LONGEST_REASON,
    ChangedMeanwhile,
    EndsOnAnotherDay,
    amend_route,
    redraw,
    refuse_if_changed,
)
from tequio.workplans.decided import NeedsADecision
from tequio.workplans.drawing import Drawn, PhaseChange
from tequio.workplans.forms import TypedPhase, read_phases
from tequio.workplans.permissions import can_record_approval
from tequio.workplans.project_files import compare
from tequio.workplans.queries.editing import FileTold, before_saving_page, conflict_page, edit_page, file_page


class Desk:
    """``position`` when only one phase is on the table. Nothing is stored before ``proposed(saving=True)``."""

    def __init__(
        self,
        request: HttpRequest,
        exercise: ExerciseHeader,
        person: Person,
        drawing: Drawn,
        position: int | None,
        at: datetime,
    ) -> None:
        self.request, self.exercise, self.person = request, exercise, person
        self.drawing, self.position, self.at = drawing, position, at
        self.pack = rulepack.load(exercise.pack)
        self.file: FileTold | None = None
        self.reason = request.POST.get("reason", "")[:LONGEST_REASON]
        self.decision = request.POST.get("decision", "")[:300]

    def form(
        self, typed: Mapping[int, TypedPhase], errors: tuple[FormError, ...] = (), status: int = 200
    ) -> HttpResponse:
        page = edit_page(self.exercise, self.drawing, position=self.position, typed=typed, errors=errors)
        if can_record_approval(self.person, self.drawing.plan, self.at):
            page = replace(page, approve_url=f"{self.exercise.url}ruta/aprobar/")
        return render(self.request, "workplans/edit.html", {"page": page}, status=status)

    def proposed(self, typed: Mapping[int, TypedPhase], *, saving: bool) -> HttpResponse:
        changes, errors = read_phases(typed, self.drawing)
        if not errors and not changes:
            errors = (FormError(_("No cambió nada: corrija una duración, una predecesora o una fecha.")),)
        if errors:
            return self.form(typed, errors, 422)
        try:
            refuse_if_changed(self.drawing, changes)
            if saving:
                return self.saved(changes)
            return self.before_saving(changes, typed)
        except ChangedMeanwhile:
            return self.both_versions(changes, typed)
        except (NeedsAReason, NeedsADecision) as refusal:
            field = "reason" if isinstance(refusal, NeedsAReason) else "decision"
            return self.before_saving(changes, typed, (FormError(str(refusal), field),), 422)
        except EndsOnAnotherDay as refusal:
            return self.before_saving(changes, typed, (FormError(str(refusal)),), 409)
        except Refusal as refusal:
            return self.form(typed, (FormError(str(refusal)),), 422)

    def saved(self, changes: Sequence[PhaseChange]) -> HttpResponse:
        done = amend_route(
            workplan=self.drawing.plan,
            changes=changes,
            reason=self.reason,
            decision=uid_in(self.decision),
            shown_finish=day_of(self.request.POST.get("final", "")),
            pack=self.pack,
            by=self.person,
            at=self.at,
        )
        return HttpResponseRedirect(f"{self.exercise.url}ruta/cambios/?hecho={done}#hecho")

    def before_saving(
        self,
        changes: Sequence[PhaseChange],
        typed: Mapping[int, TypedPhase],
        errors: tuple[FormError, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        page = before_saving_page(
            self.exercise,
            redraw(self.drawing, changes, jurisdiction_id=self.exercise.jurisdiction_id),
            changes,
            typed,
            self.pack,
            position=self.position,
            reason=self.reason,
            decision=self.decision,
            errors=errors,
        )
        page = replace(page, file=self.file)
        return render(self.request, "workplans/before_saving.html", {"page": page}, status=status)

    def returned(self, upload: UploadedFile[Any] | None) -> HttpResponse:
        """A file of Project → the same page as a change by hand."""
        if upload is None:
            return self.file_form(_("Elija el archivo XML que guardó en Project."))
        if (upload.size or 0) > LARGEST:
            return self.file_form(_("El archivo pesa más de 20 MB."))
        try:
            found = compare(read_mspdi(upload.read()), self.drawing)
        except Refusal as refusal:
            return self.file_form(str(refusal))
        name = (upload.name or "")[:120]
        self.file = FileTold(name, found.added, found.removed, found.renamed, found.remarks)
        if not found.typed:
            page = file_page(self.exercise, told=self.file)
            return render(self.request, "workplans/file.html", {"page": page})
        return self.proposed(found.typed, saving=False)

    def file_form(self, wrong: str = "") -> HttpResponse:
        page = file_page(self.exercise, (FormError(wrong, "archivo"),) if wrong else ())
        return render(self.request, "workplans/file.html", {"page": page}, status=422 if wrong else 200)

    def both_versions(self, changes: Sequence[PhaseChange], typed: Mapping[int, TypedPhase]) -> HttpResponse:
        page = conflict_page(
            self.exercise,
            self.drawing,
            changes,
            typed,
            position=self.position,
            reason=self.reason,
            decision=self.decision,
        )
        return render(self.request, "workplans/conflict.html", {"page": page}, status=409)


def uid_in(text: str) -> UUID | None:
    """What is not one is none: the action says what is missing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
