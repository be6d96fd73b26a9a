"""The plan of a commitment on the table: its sheet for the rules, its dates, and the reasons of its delays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from tequio.commitments.approval import approve_commitment, sectors_missing
from tequio.commitments.models import Commitment, Status
from tequio.commitments.records import commitment_of
from tequio.core.dates import first_day
from tequio.core.reading.records import Kind, Reading
from tequio.exercises.queries import ExerciseHeader
from tequio.monitoring.models import DelayReason
from tequio.monitoring.permissions import can_declare_delay
from tequio.monitoring.replanning import replan_activity
from tequio.people.models import Person
from tequio.web.pages import Crumb
from tequio.workplans.actions import NeedsAReason
from tequio.workplans.editing import edit_activity
from tequio.workplans.models import Activity
from tequio.workplans.parts import ActivityWanted
from tequio.workplans.plan_desk import PlanDesk, Spot


class CommitmentDesk(PlanDesk):
    """A commitment that is still a draft owes its dates to nobody; once it is public, moving one that has passed is a delay."""

    def __init__(self, commitment: Commitment, *args: Any, **kwargs: Any) -> None:
        self.commitment = commitment
        super().__init__(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        return self.commitment.status == Status.PUBLISHED

    def since(self) -> date | None:
        starts = self.commitment.starts
        return (first_day(starts) if starts else None) or super().since()

    def reading(self) -> Reading:
        return Reading(Kind.COMMITMENT_SHEET, commitments=(commitment_of(self.commitment),))

    def reasons(self) -> tuple[tuple[str, str], ...]:
        return tuple((value, str(label)) for value, label in DelayReason.choices) if self.is_public else ()

    def who_moves(self, spot: Spot) -> str:
        if not self.is_public or can_declare_delay(self.person, self.plan, self.at):
            return ""
        return _("Una fecha que ya pasó la mueven los responsables del compromiso y sus enlaces, con su motivo.")

    def lacks_to_approve(self) -> tuple[str, ...]:
        return sectors_missing(self.commitment, self.pack)

    def approve(self, decision: UUID | None) -> None:
        approve_commitment(commitment=self.commitment, decision=decision, pack=self.pack, by=self.person, at=self.at)

    def save_activity(self, activity: Activity, seen: Mapping[str, str], wanted: ActivityWanted) -> None:
        reason, text = self.request.POST.get("razon", ""), self.request.POST.get("motivo", "")[:1000]
        who: dict[str, Any] = {"today": self.exercise.today, "by": self.person, "at": self.at}
        if not self.is_public:
            edit_activity(activity=activity, seen=seen, wanted=wanted, reason=_("Borrador"), **who)
        elif reason and reason not in DelayReason.values:
            raise NeedsAReason(_("Elija un motivo de la lista."))
        else:
            replan_activity(activity=activity, seen=seen, wanted=wanted, reason=reason, text=text, **who)


def commitment_desk(
    request: HttpRequest, exercise: ExerciseHeader, person: Person, *, at: datetime, number: int
) -> PlanDesk:
    found = Commitment.objects.filter(exercise_id=exercise.id, number=number)
    commitment = found.select_related(
        "workplan__exercise__jurisdiction",
        "workplan__owner__organisation__jurisdiction",
        "responsible__organisation",
        "responsible__person",
        "continues",
    ).first()
    if commitment is None:
        raise Http404(number)
    url = f"{exercise.url}compromisos/{number}/"
    label = _("Compromiso %(number)s") % {"number": f"{number:02d}"}
    back = (Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(label, url))
    plan = commitment.workplan
    return CommitmentDesk(commitment, request, exercise, person, plan, base=f"{url}plan/", back=back, at=at)
