"""The sheet of one commitment on the table: shown, checked, saved, or both versions when two people saved at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tequio.commitments.editing import SheetChangedMeanwhile, draft_commitment, edit_sheet
from tequio.commitments.models import Commitment, Status
from tequio.commitments.naming import NotSaidWho, questions_of
from tequio.commitments.queries import (
    SheetPage,
    around_of,
    fields_of,
    findings_of,
    grouped,
    sectors,
    sheet_conflict,
)
from tequio.commitments.sheet import BLANK, SheetWanted, stored_sheet, texts_of
from tequio.commitments.sheet_forms import SheetReading, read_sheet, typed_texts
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import rulepack
from tequio.people.models import Person
from tequio.web.pages import Crumb
from tequio.workplans.part_forms import READ
from tequio.workplans.parts import texts_in, token_of
from tequio.workplans.plan_desk import key_of
from tequio.workplans.queries.parts import chosen
from tequio.workplans.queries.planning import as_typed


class SheetDesk:
    """``commitment`` None while it is new. ``is_keeper``: of the secretaría técnica, who says who answers."""

    def __init__(
        self,
        request: HttpRequest,
        exercise: ExerciseHeader,
        person: Person,
        commitment: Commitment | None,
        *,
        is_keeper: bool,
        at: datetime,
    ) -> None:
        self.request, self.exercise, self.person, self.commitment = request, exercise, person, commitment
        self.is_keeper, self.at = is_keeper, at
        self.pack = rulepack.load(exercise.pack)
        self.base = f"{exercise.url}compromisos/editar/"
        self.around = around_of(exercise, commitment)
        self.stored = stored_sheet(commitment) if commitment else BLANK
        self.key = "" if commitment else self.request.POST.get("clave", "") or str(uuid4())
        here = f"{commitment.number}/editar/" if commitment else "nuevo/"
        self.action = f"{exercise.url}compromisos/{here}"

    def answered(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.form(SheetReading(texts_of(self.stored)), self.stored)
        step = self.request.POST.get("paso", "")
        values: dict[str, str] = {name: str(value) for name, value in self.request.POST.items()}
        stored = texts_of(self.stored)
        seen = texts_in(values.get("visto", ""), stored)
        if step == "resolver":
            values |= chosen(values, seen, stored, typed_texts(values, seen))
            seen = stored
        wanted, found = read_sheet(values, self.stored, self.around)
        if step == "revisar":
            return self.form(found, wanted, part=True)
        if step == "retomar":
            return self.form(found, wanted)
        return self.checked(wanted, found, seen)

    def checked(self, wanted: SheetWanted, found: SheetReading, seen: Mapping[str, str]) -> HttpResponse:
        """Saved, unless a field cannot be read or somebody has to say who a name is."""
        where = self.person.jurisdiction if self.commitment is None else self.commitment.exercise.jurisdiction
        found.questions, lost = questions_of(wanted, found.answers, where, self.person)
        for name in lost:
            text = _("«%(name)s» no está en el directorio. Pida a la secretaría técnica que lo agregue.")
            found.wrong("actors", text % {"name": name})
        if found.errors:
            return self.form(found, wanted, status=422)
        if found.notes or found.questions:
            return self.form(found, wanted)
        try:
            number = self.store(wanted, found, seen)
        except SheetChangedMeanwhile:
            return self.both_versions(found, seen)
        except NotSaidWho as refusal:
            found.wrong("actors", str(refusal))
            return self.form(found, wanted, status=422)
        except Refusal as refusal:
            found.wrong("", str(refusal))
            return self.form(found, wanted, status=422)
        return HttpResponseRedirect(f"{self.exercise.url}compromisos/{number}/editar/?guardado=1")

    def store(self, wanted: SheetWanted, found: SheetReading, seen: Mapping[str, str]) -> int:
        who: dict[str, Any] = {"wanted": wanted, "answers": found.answers, "by": self.person, "at": self.at}
        if self.commitment is not None:
            edit_sheet(commitment=self.commitment, seen=seen, pack=self.pack, **who)
            return self.commitment.number
        exercise = Exercise.objects.get(pk=self.exercise.id)
        return draft_commitment(exercise=exercise, key=key_of(self.key), **who).number

    def form(self, found: SheetReading, wanted: SheetWanted, *, status: int = 200, part: bool = False) -> HttpResponse:
        findings = findings_of(wanted, self.commitment, self.pack, self.exercise.today)
        findings = as_typed(findings, found.errors, told=part)
        posted = self.request.POST
        read = {name: posted.get(f"{READ}{name}", "")[:60] for name in ("starts", "ends")}
        fields = fields_of(
            found.texts,
            self.around,
            limit=self.pack.limits.max_description,
            errors=tuple(found.errors),
            notes=found.notes,
            read={**read, **found.read},
            findings=findings,
            questions=found.questions,
            is_keeper=self.is_keeper,
        )
        number = self.commitment.number if self.commitment else None
        public = self.commitment is not None and self.commitment.status == Status.PUBLISHED
        page = SheetPage(
            exercise=self.exercise,
            title=self.title(),
            description=_("Lo que falta no impide guardar: los hallazgos sólo avisan."),
            crumbs=self.crumbs(),
            action=self.action,
            back_url=self.base if self.is_keeper else f"{self.exercise.url}compromisos/{number}/",
            base=self.base,
            seen=posted.get("visto", "") or token_of(texts_of(self.stored)),
            key=self.key,
            groups=grouped(fields, is_keeper=self.is_keeper),
            findings=tuple(each for each in findings if not each.field),
            around=self.around,
            sectors=sectors(),
            number=number,
            uid=self.commitment.uid if self.commitment else None,
            is_public=public,
            is_keeper=self.is_keeper,
            plan_url=f"{self.exercise.url}compromisos/{number}/plan/" if number else "",
            answers=tuple(found.answers.items()),
            confirm=bool(found.notes or found.questions),
            saved="guardado" in self.request.GET and self.request.method != "POST",
            errors=() if part else tuple(found.errors),
        )
        template = "commitments/parts/checked.html" if part else "commitments/sheet.html"
        return render(self.request, template, {"page": page}, status=status)

    def title(self) -> str:
        if self.commitment is None:
            return _("Nuevo compromiso")
        return _("Editar el compromiso %(number)s") % {"number": f"{self.commitment.number:02d}"}

    def crumbs(self) -> tuple[Crumb, ...]:
        listed = Crumb(_("Compromisos"), self.base if self.is_keeper else f"{self.exercise.url}compromisos/")
        return (Crumb(_("Inicio"), "/"), self.exercise.crumb(), listed, Crumb(self.title()))

    def both_versions(self, found: SheetReading, seen: Mapping[str, str]) -> HttpResponse:
        commitment = self.commitment
        assert commitment is not None  # noqa: S101  (a new one has nobody to collide with)
        fresh = stored_sheet(
            Commitment.objects.select_related("workplan", "responsible", "continues").get(pk=commitment.pk)
        )
        page = sheet_conflict(
            self.exercise,
            commitment,
            seen=seen,
            stored=texts_of(fresh),
            mine=found.texts,
            names=self.around.titles,
            hidden=(*found.texts.items(), *found.answers.items(), ("visto", token_of(seen))),
            action=self.action,
            crumbs=self.crumbs(),
        )
        return render(self.request, "workplans/conflict.html", {"page": page}, status=409)
