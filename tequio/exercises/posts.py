"""What is told of who did something: her post, else the role she has in the exercise; never her name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from tequio.exercises.models import Membership, Role
from tequio.people.models import Post


def posts_in(exercise_id: int, people: Collection[int], today: date) -> dict[int, str]:
    """Person → words. Two queries, whatever their number; none for nobody."""
    if not people:
        return {}
    held = Membership.objects.filter(exercise=exercise_id, person__in=people, ends_at__isnull=True).order_by("-role")
    found = dict.fromkeys(people, _("Administración de la instalación"))
    found |= {each.person_id: str(Role(each.role).label) for each in held}
    posts = Post.objects.filter(person__in=people).exclude(ends_on__lte=today).select_related("organisation")
    for each in posts.order_by("pk"):
        if each.person_id is not None:
            found[each.person_id] = ", ".join(filter(None, (each.title or each.area, each.organisation.name)))
    return found
