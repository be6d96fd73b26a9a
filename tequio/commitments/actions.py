from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.commitments import permissions
from tequio.commitments.models import Commitment, CommitmentActor, SectorRole, Status, ValueRelevance
from tequio.core.dates import FuzzyDate, add_years, first_day, last_day
from tequio.core.refusals import Refusal
from tequio.core.rules.pack import RulePack
from tequio.exercises.models import Exercise
from tequio.people.models import Organisation, Person, Post
from tequio.workplans.actions import entrust_workplan
from tequio.workplans.models import WorkPlan

#: what ``edit_commitment`` may change
TEXTS = (
    "title",
    "branch",
    "kind",
    "theme",
    "description",
    "objective",
    "problem_official",
    "problem_citizen",
    "problem_note",
    "anticorruption",
)


class DescriptionIsTooLong(Refusal):
    code = "description-too-long"


class CommitmentIsTooLong(Refusal):
    code = "too-long-duration"


class EndsBeforeItStarts(Refusal):
    code = "end-before-start"


class NotAField(Refusal):
    code = "not-a-field"


class AlreadyPublished(Refusal):
    code = "already-published"


class PlanIsTaken(Refusal):
    code = "plan-taken"


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes part: a person, an organisation or both; ``box`` where the sheet named it."""

    sector: str
    person: Person | None = None
    organisation: Organisation | None = None
    box: str = ""


def note(verb: str, commitment: Commitment, by: Person, at: datetime, changes: Mapping[str, tuple[Any, Any]]) -> None:
    record(
        verb=f"commitments.{verb}",
        subject_kind="commitment",
        subject_uid=commitment.uid,
        exercise_uid=commitment.exercise.uid,
        by=by,
        at=at,
        changes=changes,
    )


@transaction.atomic
def create_commitment(
    *,
    exercise: Exercise,
    workplan: WorkPlan,
    title: str,
    by: Person,
    at: datetime,
    starts: FuzzyDate | None = None,
    ends: FuzzyDate | None = None,
    responsible: Post | None = None,
    number: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> Commitment:
    """A draft, as complete as it is: what is wrong with it is for the rules to say. ``details``: other columns of the sheet."""
    if not permissions.can_create_commitment(by, exercise, at):
        raise PermissionDenied(_("Los compromisos los abre la secretaría técnica."))
    if workplan.exercise_id != exercise.pk or Commitment.objects.filter(workplan=workplan).exists():
        raise PlanIsTaken(_("Ese plan de trabajo es de otro compromiso o de otro ejercicio."))
    last = exercise.commitments.aggregate(last=Max("number"))["last"] or 0
    commitment = Commitment.objects.create(
        exercise=exercise,
        workplan=workplan,
        number=number or last + 1,
        title=title,
        responsible=responsible,
        **days_of(starts, ends),
        **(details or {}),
    )
    changes = {
        "title": (None, title),
        "number": (None, commitment.number),
        "starts": (None, starts),
        "ends": (None, ends),
    }
    note("commitment_created", commitment, by, at, changes)
    if responsible is not None:
        entrust_workplan(workplan=workplan, owner=responsible, by=by, at=at)
    return commitment


def days_of(starts: FuzzyDate | None, ends: FuzzyDate | None) -> dict[str, Any]:
    return {
        "starts": starts,
        "starts_first_on": first_day(starts) if starts else None,
        "ends": ends,
        "ends_last_on": last_day(ends) if ends else None,
    }


def refuse_unless_editor(by: Person, commitment: Commitment, at: datetime) -> None:
    if not permissions.can_edit_commitment(by, commitment, at):
        raise PermissionDenied(_("El compromiso lo edita quien responde por él o la secretaría técnica."))


def length(text: str) -> int:
    """Characters as a person counts them: after NFC, accents do not count apart."""
    return len(unicodedata.normalize("NFC", text))


@transaction.atomic
def edit_commitment(
    *, commitment: Commitment, values: Mapping[str, str], pack: RulePack, by: Person, at: datetime
) -> None:
    """New texts for any of ``TEXTS``; what a pack sets as an error is refused here."""
    refuse_unless_editor(by, commitment, at)
    for field in values:
        if field not in TEXTS:
            raise NotAField(_("«%(field)s» no es un campo del compromiso.") % {"field": field})
    limit = pack.limits.max_description
    if length(values.get("description", "")) > limit:
        text = _("La descripción tiene %(length)s caracteres y el máximo es %(limit)s.")
        raise DescriptionIsTooLong(text % {"length": length(values["description"]), "limit": limit})
    new = {field: unicodedata.normalize("NFC", value) for field, value in values.items()}
    changes = {
        field: (getattr(commitment, field), value)
        for field, value in new.items()
        if value != getattr(commitment, field)
    }
    if changes:
        Commitment.objects.filter(pk=commitment.pk).update(**{field: after for field, (_old, after) in changes.items()})
        commitment.refresh_from_db()
        note("commitment_edited", commitment, by, at, changes)


@transaction.atomic
def date_commitment(
    *, commitment: Commitment, starts: FuzzyDate, ends: FuzzyDate, pack: RulePack, by: Person, at: datetime
) -> None:
    """New dates, inside the longest time that the pack allows."""
    refuse_unless_editor(by, commitment, at)
    first, last = first_day(starts), last_day(ends)
    if first and last:
        if last < first:
            raise EndsBeforeItStarts(_("El compromiso termina antes de comenzar."))
        if last > add_years(first, pack.limits.max_years):
            raise CommitmentIsTooLong(
                _("Un compromiso dura como máximo %(years)s años.") % {"years": pack.limits.max_years}
            )
    changes = {"starts": (commitment.starts, starts), "ends": (commitment.ends, ends)}
    Commitment.objects.filter(pk=commitment.pk).update(**days_of(starts, ends))
    commitment.refresh_from_db()
    note("commitment_dated", commitment, by, at, changes)


@transaction.atomic
def publish_commitment(*, commitment: Commitment, by: Person, at: datetime) -> None:
    """From now on anyone sees it, with whatever the rules find in it."""
    if not permissions.can_publish_commitment(by, commitment, at):
        raise PermissionDenied(_("Los compromisos los publica la secretaría técnica."))
    if commitment.status == Status.PUBLISHED:
        raise AlreadyPublished(_("El compromiso ya es público."))
    Commitment.objects.filter(pk=commitment.pk).update(status=Status.PUBLISHED)
    commitment.status = Status.PUBLISHED
    note("commitment_published", commitment, by, at, {"status": ("draft", "published")})


@transaction.atomic
def name_actors(*, commitment: Commitment, actors: Sequence[Taking], by: Person, at: datetime) -> None:
    """Who takes part, in place of those there were."""
    refuse_unless_editor(by, commitment, at)
    before = _told(commitment)
    commitment.actors.all().delete()
    for position, one in enumerate(actors, 1):
        CommitmentActor.objects.create(
            commitment=commitment,
            person=one.person,
            organisation=one.organisation,
            sector=one.sector,
            box=one.box,
            position=position,
        )
    note("actors_named", commitment, by, at, {"actors": (before, _told(commitment))})


def _told(commitment: Commitment) -> list[str]:
    """Organisations by name; people by uid, for a name never enters the record."""
    actors = commitment.actors.select_related("organisation", "person").order_by("position")
    return [
        actor.organisation.name if actor.organisation else str(actor.person.uid if actor.person else "")
        for actor in actors
    ]


@transaction.atomic
def state_values(*, commitment: Commitment, texts: Mapping[str, str], by: Person, at: datetime) -> None:
    """How it advances each value of the OGP; an empty text takes the value away."""
    refuse_unless_editor(by, commitment, at)
    before = dict(commitment.values.values_list("value", "text"))
    changes = {value: (before.get(value), text) for value, text in texts.items() if text != before.get(value, "")}
    for value, (_old, text) in changes.items():
        if text:
            ValueRelevance.objects.update_or_create(commitment=commitment, value=value, defaults={"text": text})
        else:
            commitment.values.filter(value=value).delete()
    if changes:
        note("values_stated", commitment, by, at, changes)


@transaction.atomic
def state_sector_role(*, commitment: Commitment, sector: str, text: str, by: Person, at: datetime) -> SectorRole:
    refuse_unless_editor(by, commitment, at)
    before = SectorRole.objects.filter(commitment=commitment, sector=sector).first()
    role, _created = SectorRole.objects.update_or_create(commitment=commitment, sector=sector, defaults={"text": text})
    note("sector_role_stated", commitment, by, at, {sector: (before.text if before else None, text)})
    return role
