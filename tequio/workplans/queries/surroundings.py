"""What the form of a goal or an activity may speak of: the other parts of its plan, and the actors that the directory knows."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from tequio.people.models import Organisation, Post
from tequio.workplans.actions import Named
from tequio.workplans.drawing import drawn
from tequio.workplans.models import Goal, Responsible, WorkPlan
from tequio.workplans.part_forms import Surroundings

#: of each kind; the list only helps to write
MOST_ACTORS = 200


def surroundings_of(plan: WorkPlan, *, since: date | None) -> Surroundings:
    """Seven queries, whatever the size of the plan."""
    goals = {str(each.uid): each for each in Goal.objects.filter(workplan=plan.pk).order_by("position")}
    return Surroundings(drawn(plan), goals, actors_of(plan), since)


def actors_of(plan: WorkPlan) -> dict[str, Named]:
    """By the label that a person chooses: posts, institutions, and the people already named in this plan."""
    where = plan.exercise.jurisdiction_id
    owned = Q(goal__workplan=plan.pk) | Q(activity__workplan=plan.pk)
    rows = Responsible.objects.filter(owned, person__isnull=False).select_related("person", "organisation")
    found = {one.name: Named(one.name, one.person, one.organisation) for one in rows[:MOST_ACTORS]}
    for organisation in Organisation.objects.filter(jurisdiction=where).order_by("name")[:MOST_ACTORS]:
        found.setdefault(organisation.name, Named(organisation.name, organisation=organisation))
    posts = Post.objects.filter(organisation__jurisdiction=where).select_related("organisation")
    for post in posts.order_by("organisation__name", "title", "-pk")[:MOST_ACTORS]:
        label = f"{post.title or post.area} · {post.organisation.name}"
        if post.title or post.area:
            found.setdefault(label, Named(label, organisation=post.organisation, post=post))
    return found
