"""One request of somebody who drafts a plan: the plan, the form of a part, two versions of it, saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tequio.core.dates import is_overdue
from tequio.core.ordering import next_code
from tequio.core.reading.records import Kind as RecordKind
from tequio.core.reading.records import Reading as DocumentReading
from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.formats import rulepack
from tequio.people.models import Person
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.actions import NeedsAReason, approve_workplan
from tequio.workplans.cancelling import cancel_activity, decisions_to_resume, resume_activity
from tequio.workplans.decided import words_of
from tequio.workplans.desk import uid_in
from tequio.workplans.editing import (
    HasEvidence,
    PartChangedMeanwhile,
    beside_of,
    draft_activity,
    draft_goal,
    edit_activity,
    edit_goal,
    order_part,
)
from tequio.workplans.models import Activity, Goal, Removal, Status, WorkPlan
from tequio.workplans.part_forms import READ, Reading, Surroundings, read_activity, read_goal, typed_texts
from tequio.workplans.parts import (
    ActivityWanted,
    GoalWanted,
    stored_activity,
    stored_goal,
    texts_in,
    texts_of,
    token_of,
)
from tequio.workplans.permissions import can_record_approval
from tequio.workplans.queries.parts import PartPage, chosen, fields_of, kinds, part_conflict
from tequio.workplans.queries.planning import as_typed, findings_of_part, plan_page
from tequio.workplans.queries.surroundings import surroundings_of
from tequio.workplans.records import annual_plan_of
from tequio.workplans.removals import TooLateToRestore, WasRemoved, refuse_removed, remove_part, restore_part

Wanted = ActivityWanted | GoalWanted


@dataclass(frozen=True, slots=True)
class Spot:
    """The part on the table; ``part`` None while it is new."""

    part: Goal | Activity | None
    stored: Wanted
    is_goal: bool
    action: str
    key: str


class PlanDesk:
    """Of the year of an office. The room that knows commitments has its own, with their sheet, their dates and their delays."""

    def __init__(
        self,
        request: HttpRequest,
        exercise: ExerciseHeader,
        person: Person,
        plan: WorkPlan,
        *,
        base: str,
        back: tuple[Crumb, ...],
        at: datetime,
    ) -> None:
        self.request, self.exercise, self.person, self.plan = request, exercise, person, plan
        self.base, self.back, self.at = base, back, at
        self.pack = rulepack.load(exercise.pack)

    # ---- what a plan of another kind does in another way

    def since(self) -> date | None:
        """The first day of the plan, from which a date without a year is read."""
        return self.exercise.period_starts_on or self.exercise.today

    def reading(self) -> DocumentReading:
        return DocumentReading(RecordKind.ANNUAL_PLAN, annual_plan=annual_plan_of(self.plan))

    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Of moving a date that has passed, where they have to be chosen from a list."""
        return ()

    def who_moves(self, spot: Spot) -> str:
        """Why this person may not move a date that has passed; empty when they may."""
        return ""

    def save_activity(self, activity: Activity, seen: Mapping[str, str], wanted: ActivityWanted) -> None:
        why = self.request.POST.get("motivo", "")[:1000]
        edit_activity(
            activity=activity,
            seen=seen,
            wanted=wanted,
            reason=why,
            today=self.exercise.today,
            by=self.person,
            at=self.at,
        )

    def lacks_to_approve(self) -> tuple[str, ...]:
        """What keeps a body from approving it, as sentences."""
        return ()

    def approve(self, decision: UUID | None) -> None:
        approve_workplan(workplan=self.plan, decision=decision, by=self.person, at=self.at)

    # ---- the plan

    def shown(self, errors: tuple[FormError, ...] = (), status: int = 200) -> HttpResponse:
        number = self.request.GET.get("pagina", "1")
        page = plan_page(
            self.plan,
            self.exercise,
            self.reading(),
            self.pack,
            base=self.base,
            crumbs=(*self.back, Crumb(_("Editar"))),
            back_url=self.back[-1].url,
            person_id=self.person.pk,
            now=self.at,
            page=int(number) if number.isascii() and number.isdecimal() else 1,
            saved="guardado" in self.request.GET,
            errors=errors,
        )
        if can_record_approval(self.person, self.plan, self.at):
            page = replace(page, approve_url=f"{self.base}aprobar/")
        return render(self.request, "workplans/plan.html", {"page": page}, status=status)

    def changed(self) -> HttpResponse:
        """A button of the list: ``what:uid``."""
        what, _colon, uid = self.request.POST.get("paso", "").partition(":")
        try:
            part = self.part_at(uid)
            if what == "quitar":
                remove_part(part=part, by=self.person, at=self.at)
                return HttpResponseRedirect(f"{self.base}#deshacer")
            if what in ("cancelar", "retomar") and isinstance(part, Activity):
                return self.ended_or_resumed(part, what)
            if what in ("subir", "bajar", "lugar"):
                order_part(part=part, place=self.place_of(part, what), by=self.person, at=self.at)
        except Refusal as refusal:
            status = 409 if isinstance(refusal, (HasEvidence, WasRemoved)) else 422
            return self.shown((FormError(str(refusal)),), status)
        return HttpResponseRedirect(f"{self.base}#p-{uid}")

    def ended_or_resumed(self, part: Activity, what: str) -> HttpResponse:
        """With what was typed beside what is wrong, when it is refused."""
        reason = self.request.POST.get("porque", "")[:1000].strip()
        who: dict[str, Any] = {"activity": part, "reason": reason, "by": self.person, "at": self.at}
        try:
            if what == "cancelar":
                cancel_activity(**who)
            else:
                resume_activity(decision=uid_in(self.request.POST.get("decision", "")), **who)
        except Refusal as refusal:
            return self.refused(part, refusal)
        return HttpResponseRedirect(f"{self.base}?guardado=1#p-{part.uid}")

    def refused(self, part: Activity, refusal: Refusal) -> HttpResponse:
        around = surroundings_of(self.plan, since=self.since())
        spot = self.spot(around, part.uid, goal=False)
        found = Reading(texts_of(spot.stored))
        of_body = "" if self.decided(part) is None else "decision"
        found.wrong("porque" if isinstance(refusal, NeedsAReason) else of_body, str(refusal))
        return self.form(spot, around, found, spot.stored, status=422)

    def decided(self, part: Goal | Activity | None) -> tuple[Option, ...] | None:
        """To take up again what was already cancelled when the body approved the plan."""
        found = decisions_to_resume(self.plan, part) if isinstance(part, Activity) else None
        chosen = self.request.POST.get("decision", "")
        return (
            None
            if found is None
            else tuple(Option(words_of(each), str(each.uid), str(each.uid) == chosen) for each in found)
        )

    def place_of(self, part: Goal | Activity, what: str) -> int:
        place = [each.pk for each in beside_of(part)].index(part.pk) + 1
        if what == "lugar":
            number = self.request.POST.get("lugar", "")
            return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else place
        return place - 1 if what == "subir" else place + 1

    def undone(self, uid: UUID) -> HttpResponse:
        removal = Removal.objects.filter(workplan=self.plan.pk, uid=uid).first()
        if removal is None:
            raise Http404(uid)
        try:
            restore_part(removal=removal, by=self.person, at=self.at)
        except TooLateToRestore as refusal:
            return self.shown((FormError(str(refusal)),), 409)
        return HttpResponseRedirect(f"{self.base}?guardado=1")

    def part_at(self, uid: str) -> Goal | Activity:
        try:
            key = UUID(uid)
        except ValueError as error:
            raise Http404(uid) from error
        part = (
            Activity.objects.filter(workplan=self.plan.pk, uid=key).select_related("goal", "parent").first()
            or Goal.objects.filter(workplan=self.plan.pk, uid=key).first()
        )
        if part is None:
            refuse_removed(self.plan, key, self.exercise.zone, at=self.at)
            raise Http404(uid)
        return part

    # ---- one part

    def spot(self, around: Surroundings, uid: UUID | None, *, goal: bool) -> Spot:
        kind = "metas" if goal else "actividades"
        if uid is None:
            key = self.request.POST.get("clave", "") or str(uuid4())
            return Spot(None, self.blank(around, goal=goal), goal, f"{self.base}{kind}/nueva/", key)
        part = self.part_at(str(uid))
        if isinstance(part, Goal) != goal:
            raise Http404(uid)
        stored: Wanted = stored_goal(part) if isinstance(part, Goal) else stored_activity(part, around.drawing)
        return Spot(part, stored, goal, f"{self.base}{kind}/{uid}/", "")

    def blank(self, around: Surroundings, *, goal: bool) -> Wanted:
        if goal:
            last = max((each.number or 0 for each in around.goals.values()), default=0)
            return GoalWanted("", last + 1)
        parent = around.activities.get(self.request.GET.get("dentro", ""))
        above = around.goals.get(self.request.GET.get("meta", "")) or (parent.goal if parent else None)
        codes = [each.code for each in around.drawing.activities]
        coded = parent.code if parent else ""
        numbered = bool(coded) or (parent is None and all(codes))
        return ActivityWanted("", next_code(coded, codes) if numbered else "", above, parent)

    def part(self, uid: UUID | None, *, goal: bool) -> HttpResponse:
        around = surroundings_of(self.plan, since=self.since())
        try:
            spot = self.spot(around, uid, goal=goal)
        except WasRemoved as gone:
            return self.shown((FormError(str(gone)),), 409)
        if self.request.method != "POST":
            return self.form(spot, around, Reading(texts_of(spot.stored)), spot.stored)
        step = self.request.POST.get("paso", "")
        values: dict[str, str] = {name: str(value) for name, value in self.request.POST.items()}
        stored, seen = texts_of(spot.stored), texts_in(values.get("visto", ""), texts_of(spot.stored))
        if step == "resolver":
            mine = typed_texts(values, tuple(stored), seen)
            values |= chosen(values, seen, stored, mine)
            seen = stored
        wanted, found = self.read(spot, values, around)
        if step == "revisar":
            return self.form(spot, around, found, wanted, part=True)
        if step == "retomar":
            return self.form(spot, around, found, wanted)
        if found.errors:
            return self.form(spot, around, found, wanted, status=422)
        if found.notes:
            return self.form(spot, around, found, wanted)
        return self.saved(spot, around, found, wanted, seen)

    def read(self, spot: Spot, values: Mapping[str, str], around: Surroundings) -> tuple[Wanted, Reading]:
        if isinstance(spot.stored, GoalWanted):
            return read_goal(values, spot.stored, around)
        return read_activity(values, spot.stored, around)

    def saved(
        self, spot: Spot, around: Surroundings, found: Reading, wanted: Wanted, seen: Mapping[str, str]
    ) -> HttpResponse:
        try:
            self.store(spot, wanted, seen)
        except PartChangedMeanwhile:
            return self.both_versions(spot, around, found, seen)
        except NeedsAReason as refusal:
            found.wrong("motivo", str(refusal))
            return self.form(spot, around, found, wanted, status=422)
        except Refusal as refusal:
            found.wrong("", str(refusal))
            return self.form(spot, around, found, wanted, status=409 if isinstance(refusal, HasEvidence) else 422)
        uid = spot.part.uid if spot.part else spot.key
        return HttpResponseRedirect(f"{self.base}?guardado=1#p-{uid}")

    def store(self, spot: Spot, wanted: Wanted, seen: Mapping[str, str]) -> None:
        who: dict[str, Any] = {"by": self.person, "at": self.at}
        if isinstance(wanted, GoalWanted):
            if isinstance(spot.part, Goal):
                edit_goal(goal=spot.part, seen=seen, wanted=wanted, **who)
            else:
                draft_goal(workplan=self.plan, key=key_of(spot.key), wanted=wanted, **who)
        elif isinstance(spot.part, Activity):
            self.save_activity(spot.part, seen, wanted)
        else:
            draft_activity(workplan=self.plan, key=key_of(spot.key), wanted=wanted, **who)

    def form(
        self,
        spot: Spot,
        around: Surroundings,
        found: Reading,
        wanted: Wanted,
        *,
        status: int = 200,
        part: bool = False,
    ) -> HttpResponse:
        uid = str(spot.part.uid) if spot.part else spot.key
        findings = findings_of_part(self.plan, self.reading(), wanted, uid, self.pack, self.exercise.today)
        findings = as_typed(findings, found.errors, told=part)
        passed = self.passed(spot)
        who_moves = self.who_moves(spot) if passed else ""
        beside = [each.pk for each in beside_of(spot.part)] if spot.part else []
        title = self.title_of(spot)
        reason = self.request.POST.get("razon", "")
        page = PartPage(
            exercise=self.exercise,
            title=title,
            description=_("Lo que falta no impide guardar: los hallazgos sólo avisan."),
            crumbs=(*self.back, Crumb(_("Editar"), self.base), Crumb(title)),
            action=spot.action,
            back_url=f"{self.base}#p-{uid}",
            base=self.base,
            seen=self.request.POST.get("visto", "") or token_of(texts_of(spot.stored)),
            key=spot.key,
            fields=fields_of(
                found.texts,
                self.plan,
                around,
                own=uid,
                errors=tuple(found.errors),
                notes=found.notes,
                read={**self.already_read(), **found.read},
                findings=findings,
                locked=bool(who_moves),
            ),
            findings=tuple(each for each in findings if not each.field),
            actors=tuple(around.actors),
            kinds=kinds(),
            is_new=spot.part is None,
            uid=spot.part.uid if spot.part else None,
            place=beside.index(spot.part.pk) + 1 if spot.part else 0,
            among=len(beside),
            passed=passed,
            reasons=tuple(Option(label, value, value == reason) for value, label in self.reasons()),
            why=self.request.POST.get("motivo", "")[:1000],
            who_moves=who_moves,
            confirm=bool(found.notes),
            repeat_url=f"{self.base}actividades/{uid}/repetir/" if isinstance(spot.part, Activity) else "",
            can_cancel=isinstance(spot.part, Activity) and spot.part.cancelled_at is None,
            can_remove=self.plan.status != Status.APPROVED,
            cancelled_for=spot.part.cancel_reason if isinstance(spot.part, Activity) else "",
            decisions=self.decided(spot.part),
            because=self.request.POST.get("porque", "")[:1000],
            errors=tuple(found.errors) if not part else (),
        )
        template = "workplans/parts/checked.html" if part else "workplans/part.html"
        return render(self.request, template, {"page": page}, status=status)

    def already_read(self) -> dict[str, str]:
        return {name: self.request.POST.get(f"{READ}{name}", "")[:60] for name in ("starts", "ends")}

    def title_of(self, spot: Spot) -> str:
        if spot.part is None:
            return _("Nueva meta") if spot.is_goal else _("Nueva actividad")
        return _("Editar meta") if spot.is_goal else _("Editar actividad")

    def passed(self, spot: Spot) -> str:
        """The due date in words when it has passed."""
        stored = spot.stored
        due = (stored.ends or stored.starts) if isinstance(stored, ActivityWanted) else None
        if due is None or spot.part is None or not is_overdue(due, self.exercise.today):
            return ""
        return words.fuzzy(due.edtf)

    def both_versions(self, spot: Spot, around: Surroundings, found: Reading, seen: Mapping[str, str]) -> HttpResponse:
        title = self.title_of(spot)
        extra = {name: self.request.POST.get(name, "") for name in ("razon", "motivo")}
        hidden = {**found.texts, "visto": token_of(seen), **extra}
        page = part_conflict(
            self.exercise,
            uid=spot.part.uid if spot.part else self.plan.uid,
            title=spot.stored.title,
            seen=seen,
            stored=texts_of(spot.stored),
            mine=found.texts,
            names=around.titles,
            hidden=tuple(hidden.items()),
            action=spot.action,
            back_url=self.base,
            crumbs=(*self.back, Crumb(_("Editar"), self.base), Crumb(title)),
            subject=self.plan.uid,
        )
        return render(self.request, "workplans/conflict.html", {"page": page}, status=409)


def key_of(text: str) -> UUID:
    return uid_in(text) or uuid4()
