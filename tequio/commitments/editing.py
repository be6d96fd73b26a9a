"""Writing the sheet of a commitment. Two who save at the same time wait for each other and neither overwrites the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.commitments import permissions
from tequio.commitments.actions import (
    CommitmentIsTooLong,
    DescriptionIsTooLong,
    create_commitment,
    days_of,
    length,
    name_actors,
    note,
    refuse_unless_editor,
    state_values,
)
from tequio.commitments.models import Commitment, SectorRole, Status
from tequio.commitments.naming import Answers, Naming
from tequio.commitments.sheet import BLANK, CONTACT, PostWanted, SheetWanted, role_line, stored_sheet, texts_of
from tequio.core.dates import add_years, first_day, last_day
from tequio.core.ordering import placed
from tequio.core.refusals import Refusal
from tequio.core.rules.pack import RulePack
from tequio.exercises.models import Exercise
from tequio.people.actions import create_post
from tequio.people.contacts import edit_contact
from tequio.people.models import Person, Post
from tequio.workplans.actions import create_workplan, entrust_workplan
from tequio.workplans.models import Indicator, Kind, WorkPlan
from tequio.workplans.parts import Texts

#: while the rows change places, so that no two of them hold the same number
ASIDE = 10_000


class SheetChangedMeanwhile(Refusal):
    """Somebody else saved this sheet after the form was shown."""

    code = "changed-meanwhile"


class HasItsNumber(Refusal):
    code = "number-is-public"


def locked(pk: int) -> Commitment:
    found = Commitment.objects.select_for_update(of=("self",)).select_related(
        "exercise__jurisdiction",
        "workplan__owner",
        "responsible__organisation__jurisdiction",
        "responsible__person",
        "continues",
    )
    return found.get(pk=pk)


def locked_exercise(pk: int) -> Exercise:
    return Exercise.objects.select_for_update(of=("self",)).select_related("jurisdiction").get(pk=pk)


@transaction.atomic
def draft_commitment(
    *, exercise: Exercise, key: UUID, wanted: SheetWanted, answers: Answers, by: Person, at: datetime
) -> Commitment:
    """A new one with an empty plan of work, nobody but its editors see it; the same ``key`` twice is the same commitment."""
    exercise = locked_exercise(exercise.pk)
    there = Commitment.objects.filter(exercise=exercise, uid=key).first()
    if not permissions.can_create_commitment(by, exercise, at):
        raise PermissionDenied(_("Los compromisos los abre la secretaría técnica."))
    if there is not None:
        return there
    title = wanted.plain["title"]
    plan = create_workplan(exercise=exercise, kind=Kind.COMMITMENT, title=title, by=by, at=at)
    made = create_commitment(
        exercise=exercise, workplan=plan, title=title, by=by, at=at, details={"uid": key, "status": Status.DRAFT}
    )
    _store(made, BLANK, wanted, answers, by, at)
    return made


@transaction.atomic
def edit_sheet(
    *,
    commitment: Commitment,
    seen: Texts,
    wanted: SheetWanted,
    answers: Answers,
    pack: RulePack,
    by: Person,
    at: datetime,
) -> None:
    """``seen``: the texts that the person had before the eyes. What the rules find never stops a draft, and stops a public one
    only where a limit of the pack is passed."""
    commitment = locked(commitment.pk)
    refuse_unless_editor(by, commitment, at)
    before = stored_sheet(commitment)
    if texts_of(before) != dict(seen):
        raise SheetChangedMeanwhile(_("Otra persona lo cambió mientras usted lo editaba. No se guardó nada encima."))
    if texts_of(before) == texts_of(wanted):
        return
    if commitment.status == Status.PUBLISHED:
        _refuse_beyond_limits(before, wanted, pack)
    _store(commitment, before, wanted, answers, by, at)


def _refuse_beyond_limits(before: SheetWanted, wanted: SheetWanted, pack: RulePack) -> None:
    """Of what changes: a public sheet that came so may be corrected piece by piece."""
    text, limit = wanted.plain["description"], pack.limits.max_description
    if text != before.plain["description"] and length(text) > limit:
        told = _("La descripción tiene %(length)s caracteres y el máximo es %(limit)s.")
        raise DescriptionIsTooLong(told % {"length": length(text), "limit": limit})
    if (before.starts, before.ends) == (wanted.starts, wanted.ends):
        return
    first = first_day(wanted.starts) if wanted.starts else None
    last = last_day(wanted.ends) if wanted.ends else None
    if first and last and last > add_years(first, pack.limits.max_years):
        told = _("Un compromiso dura como máximo %(years)s años.") % {"years": pack.limits.max_years}
        raise CommitmentIsTooLong(told)


def _store(
    commitment: Commitment, before: SheetWanted, wanted: SheetWanted, answers: Answers, by: Person, at: datetime
) -> None:
    naming = Naming(commitment.exercise.jurisdiction, answers, by, at)
    columns = _columns(before, wanted)
    if columns:
        Commitment.objects.filter(pk=commitment.pk).update(**columns)
    changes = _told(before, wanted)
    _store_plan(commitment.workplan, before, wanted)
    if before.sector_roles != wanted.sector_roles:
        commitment.sector_roles.all().delete()
        for sector, text in wanted.sector_roles:
            SectorRole.objects.create(commitment=commitment, sector=sector, text=text)
    _answer_for(commitment, before, wanted, naming)
    if changes:
        note("commitment_edited", commitment, by, at, changes)
    if before.values != wanted.values:
        state_values(commitment=commitment, texts=wanted.values, by=by, at=at)
    if before.actors != wanted.actors:
        name_actors(commitment=commitment, actors=list(map(naming.taking, wanted.actors)), by=by, at=at)


def _columns(before: SheetWanted, wanted: SheetWanted) -> dict[str, Any]:
    columns: dict[str, Any] = {name: text for name, text in wanted.plain.items() if text != before.plain[name]}
    if (before.starts, before.ends) != (wanted.starts, wanted.ends):
        columns |= days_of(wanted.starts, wanted.ends)
    if before.continues != wanted.continues:
        columns["continues"] = wanted.continues
    if before.impact_evidence != wanted.impact_evidence:
        columns["impact_evidence"] = list(wanted.impact_evidence)
    return columns


def _told(before: SheetWanted, wanted: SheetWanted) -> Mapping[str, tuple[Any, Any]]:
    """For the public record. Who answers and who takes part have their own events, without names of people."""
    was, now = (
        {
            **each.plain,
            "starts": each.starts,
            "ends": each.ends,
            "continues": each.continues.title if each.continues else "",
            "strategy": each.strategy,
            "indicators": list(each.indicators),
            "impact_evidence": list(each.impact_evidence),
            "sector_roles": [role_line(*role) for role in each.sector_roles],
        }
        for each in (before, wanted)
    )
    told = {name: (was[name], now[name]) for name in was if was[name] != now[name]}
    return {name: pair for name, pair in told.items() if name != "title" or pair[0]}


def _store_plan(plan: WorkPlan, before: SheetWanted, wanted: SheetWanted) -> None:
    if before.strategy != wanted.strategy:
        WorkPlan.objects.filter(pk=plan.pk).update(strategy=wanted.strategy)
    if before.indicators == wanted.indicators:
        return
    there = {each.text: each.pk for each in plan.indicators.filter(goal=None)}
    plan.indicators.filter(goal=None).exclude(text__in=wanted.indicators).delete()
    last = plan.indicators.aggregate(last=Max("position"))["last"] or 0
    for position, text in enumerate(wanted.indicators, last + 1):
        if text in there:
            Indicator.objects.filter(pk=there[text]).update(position=position)
        else:
            Indicator.objects.create(workplan=plan, text=text, position=position)


def _answer_for(commitment: Commitment, before: SheetWanted, wanted: SheetWanted, naming: Naming) -> None:
    """The post that answers, or its contact."""
    post = _new_post(wanted.post, naming) if wanted.is_another else wanted.responsible
    if post != before.responsible:
        entrust_workplan(workplan=commitment.workplan, owner=post, by=naming.by, at=naming.at)
        Commitment.objects.filter(pk=commitment.pk).update(responsible=post)
    elif post is not None and wanted.post.contact != before.post.contact:
        edit_contact(post=post, values=_contact(wanted.post), by=naming.by, at=naming.at)


def _contact(post: PostWanted) -> dict[str, Any]:
    return dict(zip(("title", *CONTACT[1:]), post.contact, strict=True))


def _new_post(wanted: PostWanted, naming: Naming) -> Post:
    organisation, person = naming.holder(wanted)
    return create_post(organisation=organisation, person=person, by=naming.by, at=naming.at, **_contact(wanted))


@transaction.atomic
def order_commitment(*, commitment: Commitment, place: int, by: Person, at: datetime) -> None:
    """Another number, among those that are still drafts: the number of a public one is in its address."""
    exercise = locked_exercise(commitment.exercise_id)
    if not permissions.can_create_commitment(by, exercise, at):
        raise PermissionDenied(_("El orden de los compromisos lo fija la secretaría técnica."))
    drafts = list(exercise.commitments.filter(status=Status.DRAFT).order_by("number"))
    before = [each.pk for each in drafts]
    if commitment.pk not in before:
        raise HasItsNumber(_("El compromiso ya es público: su número está en su dirección y no cambia."))
    after = placed(before, commitment.pk, place)
    if list(after) == before:
        return
    numbers = [each.number for each in drafts]
    for step in (ASIDE, 0):
        for pk, number in zip(after, numbers, strict=True):
            Commitment.objects.filter(pk=pk).update(number=number + step)
    new = numbers[after.index(commitment.pk)]
    note("commitment_ordered", commitment, by, at, {"number": (numbers[before.index(commitment.pk)], new)})
