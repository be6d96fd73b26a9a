"""Taking a part out of a plan, and putting it back as it was."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core import serializers
from django.db import router, transaction
from django.db.models import Max, Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.people.models import Person
from tequio.workplans.actions import note, refuse_unless_drafter
from tequio.workplans.editing import HasEvidence, locked
from tequio.workplans.models import Activity, Goal, Removal, Status, WorkPlan

#: during which what was taken out can be put back
UNDO = timedelta(hours=1)


class PlanIsApproved(Refusal):
    code = "plan-is-approved"


class TooLateToRestore(Refusal):
    code = "too-late-to-undo"


class WasRemoved(Refusal):
    code = "was-removed"


def refuse_removed(plan: WorkPlan, uid: UUID, zone: ZoneInfo, *, at: datetime) -> None:
    """Of a part that somebody has just taken out it is told who, and until when anybody who drafts puts it back."""
    lately = Removal.objects.filter(workplan=plan.pk, undone_at=None, removed_at__gt=at - UNDO).select_related(
        "removed_by"
    )
    for removal in lately.order_by("-pk"):
        if any(row["fields"].get("uid") == str(uid) for row in removal.rows):
            until = (removal.removed_at + UNDO).astimezone(zone)
            told = {"who": removal.removed_by.name, "title": removal.title, "hour": f"{until:%H:%M}"}
            text = _(
                "%(who)s quitó «%(title)s» mientras usted lo tenía abierto. Usted puede devolverlo al plan hasta las "
                "%(hour)s; lo que escribió queda en el borrador de esa página."
            )
            raise WasRemoved(text % told)


@transaction.atomic
def remove_part(*, part: Goal | Activity, by: Person, at: datetime) -> Removal:
    """With its means, its responsibles and what hangs under it. What proves something stays: it is cancelled, not taken out."""
    plan = locked(part.workplan_id)
    refuse_unless_drafter(by, plan, at)
    if plan.status == Status.APPROVED:
        raise PlanIsApproved(_("El plan ya se aprobó: una actividad se cancela con su motivo, no se quita."))
    try:
        rows = taken_with(part)
        type(part).objects.filter(pk=part.pk).delete()
    except ProtectedError as kept:
        raise HasEvidence(_("Ya tiene evidencia: se puede cancelar con su motivo, pero no quitar.")) from kept
    Removal.objects.filter(workplan=plan, removed_at__lt=at - UNDO).update(rows=[])
    removal = Removal.objects.create(workplan=plan, title=part.title, rows=rows, removed_by=by, removed_at=at)
    note("part_removed", plan, by, at, {"title": (part.title, None), "removal": (None, removal.uid)})
    return removal


def taken_with(part: Model) -> list[Any]:
    """Every row that goes with it or that points at it, as it is now. Raises ProtectedError."""
    collector = Collector(using=router.db_for_write(type(part)))
    collector.collect([part])
    updates: Any = collector.field_updates.values()
    updated: Any = chain.from_iterable(chain.from_iterable(updates))
    gone: Any = chain(*collector.data.values(), *collector.fast_deletes)
    rows = {(type(each), each.pk): each for each in chain(gone, updated)}
    found: list[Any] = json.loads(serializers.serialize("json", rows.values()))
    return found


def refuse_unless_in_time(removal: Any, at: datetime) -> None:
    """Of a part or of a commitment."""
    if removal.undone_at is not None:
        raise TooLateToRestore(_("«%(title)s» ya había vuelto: alguien lo devolvió antes.") % {"title": removal.title})
    if at - removal.removed_at > UNDO or not removal.rows:
        raise TooLateToRestore(
            _("«%(title)s» ya no se puede devolver: pasó una hora desde que se quitó.") % {"title": removal.title}
        )


@transaction.atomic
def restore_part(*, removal: Removal, by: Person, at: datetime) -> None:
    """By anybody who may take out. A second event: that it was taken out stays in the record."""
    plan = locked(removal.workplan_id)
    refuse_unless_drafter(by, plan, at)
    removal = Removal.objects.get(pk=removal.pk)
    refuse_unless_in_time(removal, at)
    for each in serializers.deserialize("json", json.dumps(removal.rows)):
        _make_room(each.object)
        each.save()
    Removal.objects.filter(pk=removal.pk).update(undone_at=at, rows=[])
    note("part_restored", plan, by, at, {"title": (None, removal.title), "removal": (None, removal.uid)})


def _make_room(part: Any) -> None:
    """Somebody may have taken its place meanwhile."""
    if isinstance(part, (Goal, Activity)):
        same: Any = type(part).objects.filter(workplan=part.workplan_id)
        if same.filter(position=part.position).exists():
            part.position = (same.aggregate(last=Max("position"))["last"] or 0) + 1
