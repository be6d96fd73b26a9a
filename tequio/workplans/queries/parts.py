"""The form of one goal or activity, and what two people changed in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.audit.queries import history
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.models import Kind, MeansKind, WorkPlan
from tequio.workplans.part_forms import READ, Surroundings
from tequio.workplans.parts import LABELS, OPTIONAL, Texts, said
from tequio.workplans.queries.editing import ConflictPage, PhaseInConflict, sides, who_and_when
from tequio.workplans.queries.planning import FindingHere

AREAS = {"title": 2, "means": 4, "responsibles": 3, "indicators": 3}
CHOICES = {"goal", "parent"}
#: fields of an activity that a plan of that kind does not have
UNUSED = {Kind.ANNUAL.value: {"goal", "predecessors"}, Kind.COMMITMENT.value: {"objectives"}}
MOST_KINDS = 60


@dataclass(frozen=True, slots=True)
class PartField:
    """``note``: what was read of a date that a person has to confirm; ``read`` is the same as it was typed."""

    name: str
    label: str
    hint: str
    value: str
    rows: int = 0
    choices: tuple[Option, ...] = ()
    suggests: str = ""
    error: str = ""
    note: str = ""
    read: str = ""
    read_name: str = ""
    locked: bool = False
    findings: tuple[FindingHere, ...] = ()


@dataclass(frozen=True, slots=True)
class PartPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    back_url: str
    base: str
    seen: str
    key: str
    fields: tuple[PartField, ...]
    findings: tuple[FindingHere, ...]
    actors: tuple[str, ...]
    kinds: tuple[str, ...]
    is_new: bool
    uid: UUID | None
    place: int
    among: int
    #: the date has passed: moving it asks for a reason
    passed: str = ""
    reasons: tuple[Option, ...] = ()
    why: str = ""
    who_moves: str = ""
    confirm: bool = False
    repeat_url: str = ""
    #: an activity that still counts
    can_cancel: bool = False
    #: of an approved plan nothing is taken out
    can_remove: bool = False
    #: why it counts no more, and what to take it up again asks: of which body's decisions, None where it asks for none
    cancelled_for: str = ""
    decisions: tuple[Option, ...] | None = None
    because: str = ""
    errors: tuple[FormError, ...] = ()


def hints() -> dict[str, str]:
    return {
        "code": _("Por ejemplo 4.2."),
        "number": _("El de la meta en la ficha."),
        "starts": _("Sólo si dura más de un día."),
        "ends": _("31/01/2020 (primero el día), «enero de 2020», NOV, o «Por definir»."),
        "dated_by": _("Si la fecha está por definir: el día en que se sabrá."),
        "means": _("Uno por renglón. Al que no es obligatorio, agréguele %(optional)s.") % {"optional": OPTIONAL},
        "responsibles": _(
            "Uno por renglón; el primero encabeza. Elija de la lista un puesto o una institución, o escriba el nombre."
        ),
        "predecessors": _("Las claves de las que deben terminar antes: 2; 4.1. «4FC+2» espera dos días más."),
        "objectives": _("Sus letras: a, b."),
        "indicators": _("Uno por renglón: qué se mide | unidad | de dónde parte | a dónde llega."),
    }


def fields_of(
    texts: Texts,
    plan: WorkPlan,
    around: Surroundings,
    *,
    own: str,
    errors: tuple[FormError, ...] = (),
    notes: Mapping[str, str],
    read: Mapping[str, str],
    findings: tuple[FindingHere, ...],
    locked: bool = False,
) -> tuple[PartField, ...]:
    """``own``: uid of the part, which cannot be inside itself. ``locked``: the dates are moved by somebody else."""
    hint, wrong = hints(), {each.field: each.text for each in errors}
    return tuple(
        PartField(
            name=name,
            label=str(LABELS[name]) if name != "title" or "code" in texts else _("Meta"),
            hint=hint.get(name, ""),
            value=value,
            rows=AREAS.get(name, 0),
            choices=choices_of(name, value, around, own) if name in CHOICES else (),
            suggests={"means": "medios", "responsibles": "actores"}.get(name, ""),
            error=wrong.get(name, ""),
            note=notes.get(name, ""),
            read=read.get(name, ""),
            read_name=f"{READ}{name}",
            locked=locked and name in ("starts", "ends"),
            findings=tuple(each for each in findings if each.field == name),
        )
        for name, value in texts.items()
        if name not in UNUSED.get(plan.kind, set())
    )


def choices_of(name: str, value: str, around: Surroundings, own: str) -> tuple[Option, ...]:
    if name == "goal":
        named = {uid: f"{each.number or ''} {each.title}".strip()[:90] for uid, each in around.goals.items()}
    else:
        named = {uid: f"{each.code} {each.title}".strip()[:90] for uid, each in around.activities.items() if uid != own}
    none = Option(_("Ninguna"), "", not value)
    return (none, *(Option(label, uid, uid == value) for uid, label in named.items()))


def kinds() -> tuple[str, ...]:
    return tuple(MeansKind.objects.order_by("name").values_list("name", flat=True)[:MOST_KINDS])


def part_conflict(
    exercise: ExerciseHeader,
    *,
    uid: UUID,
    title: str,
    seen: Texts,
    stored: Texts,
    mine: Texts,
    names: Mapping[str, str],
    hidden: tuple[tuple[str, str], ...],
    action: str,
    back_url: str,
    crumbs: tuple[Crumb, ...],
    subject: UUID,
) -> ConflictPage:
    """What it was, what is stored and what this person wrote, field by field; two queries."""
    line = next(iter(history([uid, subject], limit=1)), None)
    actor = line.actor_uid if line else None
    name_of = Person.objects.filter(uid=actor).values_list("name", flat=True).first() if actor else None
    told = sides(seen, stored, mine, LABELS, lambda name, text: said(name, text, names))
    reason = str(line.changes.get("reason", (None, ""))[1] or "") if line else ""
    return ConflictPage(
        exercise=exercise,
        title=_("Otra persona cambió lo mismo"),
        description=_("No se guardó nada encima. Estas son las dos versiones, campo por campo."),
        crumbs=crumbs,
        action=action,
        route_url=back_url,
        phases=(
            PhaseInConflict(
                phase=title,
                who=who_and_when(name_of or "", line.at, exercise) if line else "",
                reason=reason,
                sides=told,
                hidden=(),
            ),
        ),
        hidden=hidden,
        reason="",
        decision="",
    )


def chosen(values: Mapping[str, str], seen: Texts, stored: Texts, mine: Texts) -> dict[str, str]:
    """Each field as it was chosen: what is stored, unless the person kept their own."""
    found = {}
    for name, now in stored.items():
        untouched = mine[name] == seen[name]
        keeps = values.get(f"elige-{name}", "guardada" if now != seen[name] else "mia") == "mia"
        found[name] = now if untouched or not keeps else mine[name]
    return found
