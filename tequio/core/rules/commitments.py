"""Rules about the sheet of a commitment: its time, who takes part, what it says of itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tequio.core.dates import FuzzyDate, Status, add_years, first_day, last_day
from tequio.core.reading.records import Actor, Sector
from tequio.core.rules.cases import Case, Hit, PlacedCommitment, commitments, goals
from tequio.core.rules.pack import PackSector
from tequio.core.rules.participants import Roster, guarantor_of, has_ended, kind_of, responsibles
from tequio.core.rules.words import content_words, listed, mentions

#: what stands before a colon that something follows, at the beginning of a line or sentence
_ROLE = re.compile(r"(?:^|[.;])[ \t●•-]*([^.:;\n]{2,120}):[ \t]*(?=[^\s.;])", re.MULTILINE)
_COUNTRY = re.compile(r"(?:\+|^\D*00)\s*\(?\s*([1-9][\d\s().-]*)")


def too_long_duration(case: Case) -> Iterator[Hit]:
    """Only when it is longer whatever day a month-only date stands for."""
    years = case.pack.limits.max_years
    for commitment in commitments(case.reading):
        start, end = commitment.record.starts_on, commitment.record.ends_on
        if start is None or end is None:
            continue
        latest_start, earliest_end = last_day(start), first_day(end)
        if latest_start and earliest_end and earliest_end > add_years(latest_start, years):
            limit = add_years(latest_start, years).strftime("%d/%m/%Y")
            yield _at(commitment, "ends_on", "fecha de conclusión", years=str(years), limit=limit)


def dates_missing(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        for name, label in (("starts_on", "fecha de inicio"), ("ends_on", "fecha de conclusión")):
            if name in commitment.record.fields and _is_open(getattr(commitment.record, name)):
                yield _at(commitment, name, label, what=label)


def _is_open(value: FuzzyDate | None) -> bool:
    return value is None or value.status is Status.TO_BE_DEFINED


def sector_missing(case: Case) -> Iterator[Hit]:
    """Presence of each sector, not parity; the sector comes from the organisation (requirement 72)."""
    for commitment in commitments(case.reading):
        if "actors" not in commitment.record.fields:
            continue
        present = {kind_of(actor, case.pack) for actor in commitment.record.actors}
        for sector in case.pack.sectors:
            if not present & set(sector.kinds):
                yield _at(commitment, "actors", "participantes", sector=sector.name)


def sector_role_missing(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        if "sector_roles" not in commitment.record.fields:
            continue
        without = [sector.name for sector in case.pack.sectors if not _has_role(sector, commitment.record.sector_roles)]
        if without:
            yield _at(commitment, "sector_roles", "participación de cada sector", sectors=listed(without))


def _has_role(sector: PackSector, roles: tuple[str, ...]) -> bool:
    """ "Gobierno: abre los datos" counts and "Gobierno:" does not; without colons it is enough that the sector is named."""
    text = "\n".join(roles)
    heads = [found[1] for found in _ROLE.finditer(text)]
    return any(mentions(head, sector.words) for head in heads) if ":" in text else bool(mentions(text, sector.words))


def sector_not_box(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        for index, actor in enumerate(commitment.record.actors):
            own = case.pack.sector_of(kind_of(actor, case.pack))
            box = case.pack.sector_of(actor.box) if actor.box else None
            if own and box and own != box:
                who = actor.organisation or actor.name
                words = {"organisation": who, "sector": own.name, "box": box.name}
                place = f"{commitment.where}, participantes, {who}"
                yield Hit(place, (*commitment.path, "actors", index), words)


def guarantor_ended(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        start = first_day(commitment.record.starts_on) if commitment.record.starts_on else None
        for index, actor in enumerate(commitment.record.actors):
            known = guarantor_of(actor.organisation, case.pack)
            if known and has_ended(known, start or case.today):
                words = {"organisation": known.name, "successor": known.successor or "la autoridad que la sustituyó"}
                where = f"{commitment.where}, participantes, {actor.organisation}"
                yield Hit(where, (*commitment.path, "actors", index), words)


def participant_without_responsibility(case: Case) -> Iterator[Hit]:
    """Only where the plan names its responsibles as the sheet names its participants; else nobody can tell."""
    for commitment in commitments(case.reading):
        record = commitment.record
        roster = Roster(record.actors)
        matched = [roster.named(name) for goal in record.goals for name in responsibles(goal)]
        if not matched or not all(matched):
            continue
        matched += [roster.named(name) for name in (record.responsible.organisation, record.responsible.person) if name]
        busy = {actor for actors in matched for actor in actors}
        idle = [actor for actor in record.actors if actor not in busy]
        if idle:
            names = listed(actor.organisation or actor.name for actor in idle)
            yield _at(commitment, "actors", "participantes", participants=names)


def strategy_missing(case: Case) -> Iterator[Hit]:
    yield from _blank(case, "strategy", "estrategia")


def indicator_missing(case: Case) -> Iterator[Hit]:
    yield from _blank(case, "indicators", "indicadores")


def objective_missing(case: Case) -> Iterator[Hit]:
    yield from _blank(case, "objective", "objetivo principal")


def anticorruption_missing(case: Case) -> Iterator[Hit]:
    yield from _blank(case, "anticorruption", "combate a la corrupción")


def impact_missing(case: Case) -> Iterator[Hit]:
    yield from _blank(case, "impact_evidence", "evidencia de medición de impacto")


def _blank(case: Case, name: str, label: str) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        if name in commitment.record.fields and not _filled(getattr(commitment.record, name)):
            yield _at(commitment, name, label)


def _filled(value: str | tuple[str, ...]) -> bool:
    return bool(content_words(value if isinstance(value, str) else " ".join(value)))


def problem_missing(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        problem = commitment.record.problem
        said = f"{problem.official} {problem.citizen_wording} {problem.note}"
        if "problem" in commitment.record.fields and not _filled(said):
            yield _at(commitment, "problem", "problema que se va a abordar")


def description_too_long(case: Case) -> Iterator[Hit]:
    """Code points after NFC: an accent and an emoji count one."""
    limit = case.pack.limits.max_description
    for commitment in commitments(case.reading):
        length = len(unicodedata.normalize("NFC", commitment.record.description))
        if length > limit:
            words = {"length": str(length), "limit": str(limit), "excess": str(length - limit)}
            yield _at(commitment, "description", "breve descripción", **words)


def technology_only(case: Case) -> Iterator[Hit]:
    """Technology and innovation count only in addition to another value (IRM, open-government lens)."""
    for commitment in commitments(case.reading):
        values = commitment.record.values
        others = (values.access, values.accountability, values.participation)
        if "values" in commitment.record.fields and _filled(values.technology) and not any(map(_filled, others)):
            yield _at(commitment, "values", "valores del gobierno abierto")


def values_missing(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        values = commitment.record.values
        said = (values.access, values.accountability, values.participation, values.technology)
        if "values" in commitment.record.fields and not any(map(_filled, said)):
            yield _at(commitment, "values", "valores del gobierno abierto")


def kind_missing(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        if "kind" in commitment.record.fields and commitment.record.kind is None:
            yield _at(commitment, "kind", "nuevo o en curso")


def ongoing_without_predecessor(case: Case) -> Iterator[Hit]:
    """A note in the sheet's own words is enough."""
    for commitment in commitments(case.reading):
        record = commitment.record
        said = f"{record.title} {record.description} {record.problem.official} {record.problem.note} {record.strategy}"
        noted = record.predecessor.strip() or mentions(said, case.pack.vocabulary.continuity)
        if record.kind == "ongoing" and not noted:
            yield _at(commitment, "kind", "nuevo o en curso")


def responsible_missing(case: Case) -> Iterator[Hit]:
    for commitment in commitments(case.reading):
        responsible = commitment.record.responsible
        if "responsible" in commitment.record.fields and not (responsible.organisation or responsible.person):
            yield _at(commitment, "responsible", "institución responsable")


def phone_country(case: Case) -> Iterator[Hit]:
    expected = case.pack.limits.phone_country
    for commitment in commitments(case.reading):
        phone = commitment.record.responsible.phone
        found = _COUNTRY.search(phone)
        if found and not re.sub(r"\D", "", found[1]).startswith(expected):
            hit = _at(commitment, "responsible", "teléfono", phone=phone, expected=expected)
            yield Hit(hit.where, (*hit.path, "phone"), hit.words)


def responsible_not_authority(case: Case) -> Iterator[Hit]:
    """A column for authorities names somebody who takes part for another sector: one finding, every place."""
    for commitment in commitments(case.reading):
        if not commitment.record.authority_column:
            continue
        roster = Roster(actor for actor in commitment.record.actors if _is_outside_government(case, actor))
        found: dict[str, list[str]] = {}
        for goal in goals(commitment):
            for name in responsibles(goal.record):
                for actor in roster.named(name):
                    found.setdefault(f"{name} ({actor.organisation or actor.name})", []).append(goal.label)
        if found:
            named = "; ".join(f"{who}: metas {listed(labels)}" for who, labels in found.items())
            yield _at(commitment, "goals", "responsables de las metas", responsibles=named)


def _is_outside_government(case: Case, actor: Actor) -> bool:
    kind = kind_of(actor, case.pack)
    sector = case.pack.sector_of(kind)
    return kind is not Sector.GOVERNMENT and (sector is None or Sector.GOVERNMENT not in sector.kinds)


def _at(commitment: PlacedCommitment, name: str, label: str, **words: str) -> Hit:
    return Hit(f"{commitment.where}, {label}", (*commitment.path, name), words)
