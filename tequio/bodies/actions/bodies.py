"""A body as a whole: its acta de instalación, the exercises that work with it, and who may vote what in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.bodies.actions.ending import EndsTooEarly
from tequio.bodies.actions.life import living
from tequio.bodies.actions.seats import refuse_unless_keeps
from tequio.bodies.models import Body, BodyUse, DecisionKind, VotingSetting
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.people.models import Person


class ActIsMissing(Refusal):
    code = "act-missing"


class OfAnotherPlace(Refusal):
    code = "of-another-place"


class SettledByNobody(Refusal):
    code = "settled-by-nobody"


class SettledInTheFuture(Refusal):
    code = "settled-in-the-future"


@dataclass(frozen=True, slots=True)
class Act:
    """An acta de instalación: at least one of its reference, an address where it can be read, and the file."""

    reference: str = ""
    url: str = ""
    file: StoredFile | None = None


@transaction.atomic
def record_installation(*, body: Body, installed_on: date, act: Act, by: Person, at: datetime) -> None:
    refuse_unless_keeps(by, body)
    if not (act.reference.strip() or act.url or act.file):
        raise ActIsMissing(_("Adjunte el acta de instalación, su liga, o escriba su folio."))
    if installed_on > body.jurisdiction.today(at):
        raise SettledInTheFuture(_("El órgano no puede haberse instalado en una fecha que aún no llega."))
    if body.dissolved_on and installed_on >= body.dissolved_on:
        raise EndsTooEarly(_("Según el registro ya había terminado ese día: revise la fecha."))
    before = body.installed_on
    body.installed_on, body.act_reference, body.act_url = installed_on, act.reference.strip(), act.url
    body.act_file = act.file or body.act_file
    Body.objects.filter(pk=body.pk).update(
        installed_on=installed_on, act_reference=body.act_reference, act_url=act.url, act_file=body.act_file
    )
    changes = {
        "installed_on": (before, installed_on),
        "act": (None, body.act_reference or act.url),
        "file": (None, act.file.sha256 if act.file else None),
    }
    _note("installation_recorded", body, by, at, changes)


@transaction.atomic
def use_body(*, body: Body, exercise: Exercise, by: Person, at: datetime) -> BodyUse:
    """The exercise works with that body; asking twice changes nothing."""
    refuse_unless_keeps(by, body)
    if exercise.jurisdiction_id != body.jurisdiction_id:
        raise OfAnotherPlace(_("Ese órgano es de otro lugar: el ejercicio trabaja con los suyos."))
    living(body)
    use, created = BodyUse.objects.get_or_create(body=body, exercise=exercise, defaults={"since_at": at})
    if created:
        _note("body_used", body, by, at, {"name": (None, body.name)}, exercise)
    return use


@transaction.atomic
def settle_suplente_vote(
    *,
    body: Body,
    kind: str,
    suplente_votes: bool,
    decided_by_post: str,
    decided_on: date,
    reason: str,
    by: Person,
    at: datetime,
) -> VotingSetting:
    """What the body decided of suplentes for a kind of decision; it replaces what was settled before, which stays written."""
    refuse_unless_keeps(by, body)
    if not decided_by_post.strip() or not reason.strip():
        raise SettledByNobody(_("Escriba el puesto de quien lo decidió y por qué: esta regla tiene autor y fecha."))
    if decided_on > body.jurisdiction.today(at):
        raise SettledInTheFuture(_("La fecha de la decisión aún no llega."))
    setting = VotingSetting.objects.create(
        body=body,
        kind=DecisionKind(kind),
        suplente_votes=suplente_votes,
        decided_by_post=decided_by_post.strip(),
        decided_on=decided_on,
        reason=reason.strip(),
        noted_at=at,
    )
    changes = {
        "decision_kind": (None, kind),
        "suplente_votes": (None, suplente_votes),
        "decided_by": (None, setting.decided_by_post),
        "decided_on": (None, decided_on),
        "reason": (None, setting.reason),
    }
    _note("suplente_vote_settled", body, by, at, changes)
    return setting


def _note(
    verb: str,
    body: Body,
    by: Person,
    at: datetime,
    changes: dict[str, tuple[Any, Any]],
    exercise: Exercise | None = None,
) -> None:
    record(
        verb=f"bodies.{verb}",
        subject_kind="body",
        subject_uid=body.uid,
        exercise_uid=exercise.uid if exercise else None,
        by=by,
        at=at,
        changes=changes,
    )
