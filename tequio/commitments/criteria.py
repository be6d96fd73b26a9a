"""The four things that a commitment has to be: each found by the office with its reason, except that measuring needs an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.commitments import permissions
from tequio.commitments.actions import note
from tequio.commitments.models import Commitment, Criterion, CriterionCheck
from tequio.core.refusals import Refusal
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.workplans.models import Indicator

LONGEST = 600


class NotMeasurable(Refusal):
    """Nobody finds measurable what has no indicator."""

    code = "not-measurable"


class NeedsAReason(Refusal):
    code = "needs-a-reason"


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """``met``: None while nobody has looked. ``reason`` and ``day`` are of who looked; ``auto`` is what the program sees itself."""

    key: str
    label: str
    met: bool | None
    reason: str
    day: date | None
    auto: str = ""


@transaction.atomic
def check_criterion(
    *, commitment: Commitment, criterion: Criterion, met: bool, reason: str, by: Person, at: datetime
) -> CriterionCheck:
    """Of the office. A second look replaces the first; the record keeps both."""
    if not permissions.can_publish_commitment(by, commitment, at):
        raise PermissionDenied(_("Los cuatro criterios los revisa la secretaría técnica."))
    if not reason.strip():
        raise NeedsAReason(_("Diga por qué lo cumple o por qué no."))
    if criterion == Criterion.MEASURABLE and met and not has_indicator(commitment):
        raise NotMeasurable(_("No tiene ningún indicador: sin uno no es medible. Agréguelo en su plan de trabajo."))
    locked = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    before = CriterionCheck.objects.filter(commitment=locked, criterion=criterion).first()
    found, _made = CriterionCheck.objects.update_or_create(
        commitment=locked,
        criterion=criterion,
        defaults={"met": met, "reason": reason.strip()[:LONGEST], "checked_by": by, "checked_at": at},
    )
    changes: Mapping[str, tuple[Any, Any]] = {
        "criterion": (None, str(criterion.value)),
        "met": (before.met if before else None, met),
        "reason": (before.reason if before else None, found.reason),
    }
    note("criterion_checked", commitment, by, at, changes)
    return found


def has_indicator(commitment: Commitment) -> bool:
    return Indicator.objects.filter(workplan=commitment.workplan_id).exists()


def criteria_of(commitment: Commitment, *, zone: ZoneInfo) -> tuple[CriterionShown, ...]:
    """The four in their order, in two queries. Without an indicator it is not measurable, whatever anybody found before."""
    checks = {each.criterion: each for each in CriterionCheck.objects.filter(commitment=commitment)}
    measured = has_indicator(commitment)
    return tuple(_shown(each, checks.get(each.value), measured=measured, zone=zone) for each in Criterion)


@dataclass(frozen=True, slots=True)
class CriteriaPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    back_url: str
    commitment: str
    criteria: tuple[CriterionShown, ...]
    hints: dict[str, str]
    #: what was typed and could not be stored
    asked: str = ""
    met: str = ""
    reason: str = ""
    errors: tuple[FormError, ...] = ()


def criteria_page(
    exercise: ExerciseHeader, commitment: Commitment, *, errors: tuple[FormError, ...] = (), **typed: str
) -> CriteriaPage:
    url = f"{exercise.url}compromisos/{commitment.number}/"
    label = _("Compromiso %(number)s") % {"number": f"{commitment.number:02d}"}
    return CriteriaPage(
        exercise=exercise,
        title=_("Los cuatro criterios"),
        description=_("Un compromiso es puntual, realizable, medible y transformador. Lo que se encuentre es público."),
        crumbs=(Crumb(exercise.name, exercise.url), Crumb(label, url), Crumb(_("Los cuatro criterios"))),
        action=f"{url}criterios/",
        back_url=url,
        commitment=commitment.title,
        criteria=criteria_of(commitment, zone=exercise.zone),
        hints={
            Criterion.SPECIFIC.value: _("Dice una sola cosa, y se sabe cuál."),
            Criterion.FEASIBLE.value: _("Cabe en su plazo, con los medios que hay."),
            Criterion.MEASURABLE.value: _("Tiene al menos un indicador: el programa lo revisa solo."),
            Criterion.TRANSFORMING.value: _("Cambia algo que hoy no se hace así."),
        },
        errors=errors,
        **typed,
    )


def _shown(criterion: Criterion, check: CriterionCheck | None, *, measured: bool, zone: ZoneInfo) -> CriterionShown:
    met, auto = (check.met if check else None), ""
    if criterion == Criterion.MEASURABLE and not measured:
        met, auto = False, _("No tiene ningún indicador.")
    return CriterionShown(
        key=criterion.value,
        label=str(criterion.label),
        met=met,
        reason=check.reason if check else "",
        day=check.checked_at.astimezone(zone).date() if check else None,
        auto=auto,
    )
