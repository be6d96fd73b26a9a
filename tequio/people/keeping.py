"""People whose data are kept for one matter and no longer needed for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Exists, ManyToOneRel, OuterRef, Q, QuerySet

from tequio.people.models import Person


def without_ties(people: QuerySet[Person], *, besides: Mapping[str, Q]) -> QuerySet[Person]:
    """Those without an account whom no row refers to but those of ``besides``: label of a table ("meetings.Attendance") → which of
    its rows do not count. One query, whatever tables there are."""
    found = people.filter(account__isnull=True, keeps_directory=False)
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            model = relation.related_model
            rows = model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            found = found.exclude(Exists(rows.exclude(besides.get(model._meta.label, Q(pk__in=())))))
    return found


def forget_unknown(people: Collection[int], *, besides: Mapping[str, Q], at: datetime) -> set[int]:
    """Name and salt of those who are known for nothing else; which of them (pk)."""
    alone = without_ties(Person.objects.filter(pk__in=people, erased_at__isnull=True), besides=besides)
    gone = set(alone.values_list("pk", flat=True))
    Person.objects.filter(pk__in=gone).update(name="", salt=None, erased_at=at)
    return gone


def let_go(people: Collection[int], *, besides: Mapping[str, Q], at: datetime) -> dict[int, int]:
    """Call it inside the transaction in which a matter lets them go. Whoever is known for nothing else loses her name and her salt;
    each of the others → somebody without a name, for the rows of that matter to refer to instead."""
    forget_unknown(people, besides=besides, at=at)
    known = Person.objects.filter(pk__in=people, erased_at__isnull=True)
    others = list(known.order_by("pk").values_list("pk", "jurisdiction_id"))
    nobody = Person.objects.bulk_create(Person(jurisdiction_id=place, salt=None, erased_at=at) for _pk, place in others)
    return {pk: made.pk for (pk, _place), made in zip(others, nobody, strict=True)}
