"""The sheet of a commitment as a person edits it: each field as a text, the same that the form shows and that two people compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.commitments.actions import Taking
from tequio.commitments.models import Commitment, Kind, Value
from tequio.commitments.records import ALL_FIELDS, commitment_of, responsible_of
from tequio.core.dates import FuzzyDate, first_day
from tequio.core.reading import records
from tequio.core.reading.records import Sector
from tequio.people.models import KIND_LABELS, Post
from tequio.workplans.parts import Texts, said_date

#: they are told line by line
SEPARATOR = " | "
PLAIN = (
    *("title", "branch", "kind", "theme", "description", "objective"),
    *("problem_official", "problem_citizen", "problem_note", "anticorruption", "continues_text"),
)
CONTACT = ("post_title", "area", "email", "phone", "extension")
VALUES = tuple(each.value for each in Value)
LABELS = {
    "title": gettext_lazy("Compromiso"),
    "branch": gettext_lazy("Poder u orden de gobierno"),
    "kind": gettext_lazy("Nuevo o en curso"),
    "theme": gettext_lazy("Tema"),
    "continues": gettext_lazy("Continúa al compromiso"),
    "continues_text": gettext_lazy("Si no está en la lista, cuál continúa"),
    "starts": gettext_lazy("Empieza"),
    "ends": gettext_lazy("Termina"),
    "description": gettext_lazy("Descripción breve"),
    "problem_official": gettext_lazy("El problema, como lo dice la autoridad"),
    "problem_citizen": gettext_lazy("El problema, como lo dice la ciudadanía"),
    "problem_note": gettext_lazy("Nota sobre el problema"),
    "objective": gettext_lazy("Objetivo: qué cambia"),
    "responsible": gettext_lazy("Puesto que responde"),
    "institution": gettext_lazy("Institución"),
    "person": gettext_lazy("Persona"),
    "post_title": gettext_lazy("Puesto"),
    "area": gettext_lazy("Área"),
    "email": gettext_lazy("Correo del puesto"),
    "phone": gettext_lazy("Teléfono del puesto"),
    "extension": gettext_lazy("Extensión"),
    "actors": gettext_lazy("Quiénes participan"),
    "sector_roles": gettext_lazy("Qué hace cada sector"),
    **{each.value: each.label for each in Value},
    "anticorruption": gettext_lazy("Cómo ayuda a combatir la corrupción"),
    "strategy": gettext_lazy("Estrategia"),
    "indicators": gettext_lazy("Indicadores"),
    "impact_evidence": gettext_lazy("Con qué se mide el impacto"),
}
FIELDS = tuple(LABELS)
#: chosen instead of a post that is known
ANOTHER = "otro"


@dataclass(frozen=True, slots=True)
class PostWanted:
    """``institution`` and ``person`` by name until somebody says who they are; empty where the post is a known one."""

    institution: str = ""
    person: str = ""
    contact: tuple[str, ...] = ("",) * len(CONTACT)


@dataclass(frozen=True, slots=True)
class ActorWanted:
    """A line. ``taking`` where it is somebody known; else the names, which a person says who are."""

    line: str
    sector: str
    institution: str = ""
    person: str = ""
    taking: Taking | None = None


@dataclass(frozen=True, slots=True)
class SheetWanted:
    """``post``: what the contact of ``responsible`` becomes, or who is to answer where none is chosen."""

    plain: Mapping[str, str]
    starts: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    continues: Commitment | None = None
    responsible: Post | None = None
    is_another: bool = False
    post: PostWanted = PostWanted()
    actors: tuple[ActorWanted, ...] = ()
    sector_roles: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    strategy: str = ""
    indicators: tuple[str, ...] = ()
    impact_evidence: tuple[str, ...] = ()


BLANK = SheetWanted(dict.fromkeys(PLAIN, ""), values=dict.fromkeys(VALUES, ""))


def stored_sheet(commitment: Commitment) -> SheetWanted:
    """As it is stored; four queries."""
    plan = commitment.workplan
    given = dict(commitment.values.values_list("value", "text"))
    rows = commitment.actors.select_related("organisation", "person").order_by("position")
    return SheetWanted(
        plain={name: getattr(commitment, name) for name in PLAIN},
        starts=commitment.starts,
        ends=commitment.ends,
        continues=commitment.continues,
        responsible=commitment.responsible,
        post=post_wanted(commitment.responsible),
        actors=tuple(_actor(Taking(row.sector, row.person, row.organisation, row.box)) for row in rows),
        sector_roles=tuple(commitment.sector_roles.order_by("pk").values_list("sector", "text")),
        values={name: given.get(name, "") for name in VALUES},
        strategy=plan.strategy,
        indicators=tuple(plan.indicators.filter(goal=None).order_by("position").values_list("text", flat=True)),
        impact_evidence=tuple(map(str, commitment.impact_evidence)),
    )


def post_wanted(post: Post | None) -> PostWanted:
    if post is None:
        return PostWanted()
    contact = (post.title, post.area, post.email, post.phone, post.extension)
    return PostWanted(post.organisation.name, post.person.name if post.person else "", contact)


def _actor(taking: Taking) -> ActorWanted:
    institution = taking.organisation.name if taking.organisation else ""
    person = taking.person.name if taking.person else ""
    return ActorWanted(actor_line(institution, taking.sector, person), taking.sector, institution, person, taking)


def actor_line(institution: str, sector: str, person: str = "") -> str:
    """ "Secretaría de Salud | Gobierno | Ana Ruiz"."""
    pieces = [institution, str(KIND_LABELS[Sector(sector)]), person]
    return SEPARATOR.join(pieces).removesuffix(SEPARATOR) if not person else SEPARATOR.join(pieces)


def role_line(sector: str, text: str) -> str:
    flat = " ".join(text.split())
    return f"{KIND_LABELS[Sector(sector)]}: {flat}" if sector in set(Sector) else flat


def texts_of(wanted: SheetWanted) -> dict[str, str]:
    """One text for each field, in the order of the form."""
    post = wanted.post
    own = {
        **wanted.plain,
        **wanted.values,
        **dict(zip(CONTACT, post.contact, strict=True)),
        "starts": said_date(wanted.starts),
        "ends": said_date(wanted.ends),
        "continues": str(wanted.continues.uid) if wanted.continues else "",
        "responsible": ANOTHER if wanted.is_another else str(wanted.responsible.uid) if wanted.responsible else "",
        "institution": post.institution,
        "person": post.person,
        "actors": "\n".join(each.line for each in wanted.actors),
        "sector_roles": "\n".join(role_line(*each) for each in wanted.sector_roles),
        "strategy": wanted.strategy,
        "indicators": "\n".join(wanted.indicators),
        "impact_evidence": "\n".join(wanted.impact_evidence),
    }
    return {name: own[name] for name in FIELDS}


def record_of(wanted: SheetWanted, commitment: Commitment | None) -> records.Commitment:
    """For the rules: what is typed in the place of what is stored."""
    base = commitment_of(commitment) if commitment else records.Commitment("", fields=ALL_FIELDS)
    plain, post = wanted.plain, wanted.post
    contact = dict(zip(CONTACT, post.contact, strict=True))
    told: dict[str, Any] = {"post": contact.pop("post_title"), **contact}
    same = commitment is not None and wanted.responsible == commitment.responsible
    known = responsible_of(wanted.responsible) if wanted.responsible and not same else None
    typed = records.Responsible(organisation=post.institution, person=post.person, **told)
    goals = (
        tuple(commitment.workplan.indicators.exclude(goal=None).values_list("text", flat=True)) if commitment else ()
    )
    return replace(
        base,
        title=plain["title"],
        kind=plain["kind"] or None,
        branch=plain["branch"],
        theme=plain["theme"],
        starts_on=wanted.starts,
        ends_on=wanted.ends,
        description=plain["description"],
        objective=plain["objective"],
        problem=records.Problem(plain["problem_official"], plain["problem_citizen"], plain["problem_note"]),
        responsible=known or (typed if wanted.is_another or wanted.responsible else records.Responsible()),
        actors=tuple(map(_record_of_actor, wanted.actors)),
        values=records.Values(**wanted.values),
        anticorruption=plain["anticorruption"],
        strategy=wanted.strategy,
        indicators=wanted.indicators + goals,
        sector_roles=tuple(role_line(*each) for each in wanted.sector_roles),
        predecessor=plain["continues_text"] or (wanted.continues.title if wanted.continues else ""),
        impact_evidence=wanted.impact_evidence,
    )


def _record_of_actor(actor: ActorWanted) -> records.Actor:
    box = actor.taking.box if actor.taking else ""
    return records.Actor(actor.person, actor.institution, Sector(actor.sector), Sector(box) if box else None)


#: first steps of the path of a finding → field of the form
_PLACES = {
    "starts_on": "starts",
    "ends_on": "ends",
    "predecessor": "continues",
    "problem": "problem_official",
    "values": "access",
    "responsible": "responsible",
}
_INSIDE = {
    ("problem", "citizen_wording"): "problem_citizen",
    ("problem", "note"): "problem_note",
    **{("values", name): name for name in VALUES},
    ("responsible", "organisation"): "institution",
    ("responsible", "post"): "post_title",
    **{("responsible", name): name for name in ("person", "area", "email", "phone", "extension")},
}


def field_at(rest: tuple[str | int, ...]) -> str:
    """Of the path below the commitment; "" for one that is about no field of the sheet."""
    if not rest:
        return ""
    inside = _INSIDE.get((str(rest[0]), str(rest[1]))) if len(rest) > 1 else None
    name = inside or _PLACES.get(str(rest[0]), str(rest[0]))
    return name if name in LABELS else ""


def since_of(commitment: Commitment | None, otherwise: date | None) -> date | None:
    starts = commitment.starts if commitment else None
    return (first_day(starts) if starts else None) or otherwise


def said(name: str, text: str, names: Texts) -> str:
    """As the page of two versions tells it; an empty text says so."""
    if not text:
        return _("(vacío)")
    if name == "kind":
        return str(Kind(text).label) if text in Kind.values else text
    if name in ("continues", "responsible"):
        return names.get(text, _("Otro puesto") if text == ANOTHER else text)
    return text
