"""Finding what a page of work is about. What is not public, or not of this exercise, does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.commitments.models import Commitment
from tequio.core.dates import FuzzyDate
from tequio.exercises.queries import ExerciseHeader
from tequio.monitoring.models import Evidence
from tequio.workplans.models import Activity, Kind, Means, WorkPlan


class NotThere(LookupError):
    """No page of this exercise has that address."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An activity of a published commitment, or of the year of an office: then there is no commitment."""

    exercise: ExerciseHeader
    activity: Activity
    commitment: Commitment | None = None

    @property
    def number(self) -> int:
        return self.commitment.number if self.commitment else 0

    @property
    def url(self) -> str:
        return activity_url(self.exercise.slug, self.number, self.activity.position)

    @property
    def plan_url(self) -> str:
        return plan_url(self.exercise.slug, self.number)

    @property
    def draft_url(self) -> str:
        """Of the page on which its plan is drafted."""
        return f"{self.plan_url}{'plan' if self.number else 'editar'}/"

    @property
    def plan_label(self) -> str:
        return plan_label(self.number)

    @property
    def plan_title(self) -> str:
        return self.commitment.title if self.commitment else self.activity.workplan.title

    @property
    def ends(self) -> FuzzyDate | None:
        return self.commitment.ends if self.commitment else self.activity.workplan.target


def plan_label(number: int) -> str:
    """«Compromiso 01»; the plan without a commitment is that of the year."""
    return _("Compromiso %(number)s") % {"number": f"{number:02d}"} if number else _("Plan anual")


def plan_url(slug: str, number: int) -> str:
    return f"/{slug}/compromisos/{number}/" if number else f"/{slug}/plan-anual/"


def activity_url(slug: str, number: int, position: int) -> str:
    return f"{plan_url(slug, number)}actividades/{position}/"


def spot_of(exercise: ExerciseHeader, number: int, position: int) -> Spot:
    """``number`` of the commitment, or 0 for the annual plan."""
    commitments = Commitment.objects.filter(exercise_id=exercise.id, number=number, status="published")
    commitment = commitments.select_related("responsible__organisation").first() if number else None
    plan = commitment.workplan_id if commitment else None if number else annual_plan_of(exercise.id)
    activity = (
        Activity.objects.filter(workplan=plan, position=position)
        .select_related("workplan__exercise__jurisdiction", "workplan__owner", "goal")
        .first()
        if plan
        else None
    )
    if activity is None:
        raise NotThere(number, position)
    return Spot(exercise, activity, commitment)


def annual_plan_of(exercise_id: int) -> int | None:
    """The one that the page of the year shows: the last."""
    plans = WorkPlan.objects.filter(exercise=exercise_id, kind=Kind.ANNUAL)
    return plans.order_by("-id").values_list("pk", flat=True).first()


def means_of_activity(activity: Activity) -> list[Means]:
    """Its own, or those of its goal where it has none."""
    own = list(Means.objects.filter(activity=activity).select_related("kind").order_by("position"))
    if own or activity.goal_id is None:
        return own
    return list(Means.objects.filter(goal=activity.goal_id).select_related("kind").order_by("position"))


def means_at(spot: Spot, uid: UUID) -> Means:
    found = next((means for means in means_of_activity(spot.activity) if means.uid == uid), None)
    if found is None:
        raise NotThere(uid)
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence and the activity it is shown under: its own, else the first that its means serves."""

    evidence: Evidence
    spot: Spot


def piece_of(exercise: ExerciseHeader, uid: UUID) -> Piece:
    evidence = (
        Evidence.objects.filter(uid=uid)
        .select_related(
            "means__kind", "means__goal", "means__activity", "activity", "file__public_version", "submitted_by"
        )
        .first()
    )
    if evidence is None:
        raise NotThere(uid)
    activity = evidence.activity or evidence.means.activity
    if activity is None and evidence.means.goal_id is not None:
        activity = Activity.objects.filter(goal=evidence.means.goal_id).order_by("position").first()
    if activity is None:
        raise NotThere(uid)
    here = Commitment.objects.filter(workplan=activity.workplan_id, exercise_id=exercise.id, status="published")
    number = here.values_list("number", flat=True).first()
    if number is None and activity.workplan_id != annual_plan_of(exercise.id):
        raise NotThere(uid)
    return Piece(evidence, spot_of(exercise, number or 0, activity.position))
