"""An institution disappears and another takes its place: what it answered for passes to it, what it signed keeps its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies.actions import hand_over_seats
from tequio.bodies.models import Seat
from tequio.commitments.models import Commitment
from tequio.core.refusals import Refusal
from tequio.exercises.models import OVER, Exercise
from tequio.people.actions import create_post, name_successor
from tequio.people.models import Organisation, Person, Post
from tequio.people.permissions import can_edit_directory
from tequio.workplans.models import Responsible, WorkPlan


class HasASuccessor(Refusal):
    code = "has-a-successor"


class NotYet(Refusal):
    code = "not-yet"


@dataclass(frozen=True, slots=True)
class Passing:
    """How many of each thing are the institution's, in exercises that are not over."""

    posts: int
    seats: int
    commitments: int
    plans: int
    responsibilities: int


def passing(organisation: Organisation) -> Passing:
    posts = open_posts(organisation)
    return Passing(
        posts=len(posts),
        seats=Seat.objects.filter(organisation=organisation, ends_on__isnull=True).count(),
        commitments=commitments_of(posts).count(),
        plans=plans_of(posts).count(),
        responsibilities=named_in(organisation, posts).count(),
    )


@transaction.atomic
def hand_over_institution(
    *, organisation: Organisation, successor: Organisation, on: date, reason: str, by: Person, at: datetime
) -> Passing:
    """Posts, seats and responsibilities of open exercises pass with their people. Who takes part in a signed commitment stays as
    it was signed. One event per exercise besides those of each post and seat."""
    if not can_edit_directory(by, organisation.jurisdiction):
        raise PermissionDenied(_("Los relevos entre instituciones los registra la secretaría técnica."))
    current = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if current.successor_id is not None:
        raise HasASuccessor(_("Esa institución ya tiene quien la suceda."))
    if on > organisation.jurisdiction.today(at):
        raise NotYet(_("El relevo se registra cuando ya ocurrió: esa fecha aún no llega."))
    found = passing(organisation)
    name_successor(organisation=organisation, successor=successor, since_on=on, by=by, at=at)
    hand_over_seats(organisation=organisation, successor=successor, on=on, reason=reason, by=by, at=at)
    _pass(organisation, successor, on, by, at)
    return found


def _pass(organisation: Organisation, successor: Organisation, on: date, by: Person, at: datetime) -> None:
    posts = open_posts(organisation)
    exercises = _exercises(organisation, posts)
    for post in posts:
        new = _post_in(successor, post, on, by, at)
        commitments_of([post]).update(responsible=new)
        plans_of([post]).update(owner=new)
        _alive(Responsible.objects.filter(post=post)).update(post=new)
    _alive(Responsible.objects.filter(organisation=organisation)).update(organisation=successor)
    for exercise in exercises:
        record(
            verb="commitments.institution_handed_over",
            subject_kind="organisation",
            subject_uid=organisation.uid,
            exercise_uid=exercise.uid,
            by=by,
            at=at,
            changes={"organisation": (organisation.name, successor.name), "on": (None, on)},
        )


def _post_in(successor: Organisation, post: Post, on: date, by: Person, at: datetime) -> Post:
    """The same post, in the institution that follows; the former one ends and keeps its history."""
    Post.objects.filter(pk=post.pk).update(ends_on=on)
    return create_post(
        organisation=successor,
        person=post.person,
        title=post.title,
        area=post.area,
        email=post.email,
        phone=post.phone,
        extension=post.extension,
        starts_on=on,
        by=by,
        at=at,
    )


def open_posts(organisation: Organisation) -> list[Post]:
    return list(Post.objects.filter(organisation=organisation, ends_on__isnull=True).select_related("person"))


def commitments_of(posts: list[Post]) -> QuerySet[Commitment]:
    return Commitment.objects.filter(responsible__in=posts).exclude(exercise__status__in=OVER)


def plans_of(posts: list[Post]) -> QuerySet[WorkPlan]:
    return WorkPlan.objects.filter(owner__in=posts).exclude(exercise__status__in=OVER)


def named_in(organisation: Organisation, posts: list[Post]) -> QuerySet[Responsible]:
    return _alive(Responsible.objects.filter(Q(organisation=organisation) | Q(post__in=posts)))


def _alive(rows: QuerySet[Responsible]) -> QuerySet[Responsible]:
    """Of exercises that are not over."""
    over = Q(goal__workplan__exercise__status__in=OVER) | Q(activity__workplan__exercise__status__in=OVER)
    return Responsible.objects.filter(pk__in=rows.exclude(over).values("pk"))


def _exercises(organisation: Organisation, posts: list[Post]) -> list[Exercise]:
    """Those in which something passes; looked at before it does."""
    found = set(commitments_of(posts).values_list("exercise_id", flat=True))
    found |= set(plans_of(posts).values_list("exercise_id", flat=True))
    named = named_in(organisation, posts)
    found |= set(named.filter(goal__isnull=False).values_list("goal__workplan__exercise_id", flat=True))
    found |= set(named.filter(activity__isnull=False).values_list("activity__workplan__exercise_id", flat=True))
    return list(Exercise.objects.filter(pk__in=found).order_by("pk"))
