"""Finding what a page of work is about. What is not public, or not of this exercise, does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tequio.commitments.models import Commitment
from tequio.exercises.queries import ExerciseHeader
from tequio.monitoring.models import Evidence
from tequio.workplans.models import Activity, Means


class NotThere(LookupError):
    """No page of this exercise has that address."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An activity of a published commitment."""

    exercise: ExerciseHeader
    commitment: Commitment
    activity: Activity

    @property
    def url(self) -> str:
        return activity_url(self.exercise.slug, self.commitment.number, self.activity.position)


def activity_url(slug: str, commitment: int, position: int) -> str:
    return f"/{slug}/compromisos/{commitment}/actividades/{position}/"


def spot_of(exercise: ExerciseHeader, number: int, position: int) -> Spot:
    commitments = Commitment.objects.filter(exercise_id=exercise.id, number=number, status="published")
    commitment = commitments.select_related("responsible__organisation").first()
    activity = (
        Activity.objects.filter(workplan=commitment.workplan_id, position=position)
        .select_related("workplan__exercise__jurisdiction", "goal")
        .first()
        if commitment
        else None
    )
    if commitment is None or activity is None:
        raise NotThere(number, position)
    return Spot(exercise, commitment, activity)


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
    commitment = (
        Commitment.objects.filter(workplan=activity.workplan_id, exercise_id=exercise.id, status="published").first()
        if activity
        else None
    )
    if commitment is None or activity is None:
        raise NotThere(uid)
    return Piece(evidence, spot_of(exercise, commitment.number, activity.position))
