"""Clean records of invented places, one fault planted in each, written in the many shapes of ``tests.core.reading.variants``.

``python -m tests.core.rules.planted`` prints, for each fault, in how many of its documents it was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from random import Random

from tequio.core.dates import add_years, first_day, from_edtf
from tequio.core.reading import read
from tequio.core.reading.document import Block, Cell, Document, Paragraph, Table
from tequio.core.reading.records import (
    AnnualPlan,
    Commitment,
    Goal,
    Phase,
    PlannedActivity,
    Problem,
    Reading,
    Route,
    Sector,
    Values,
)
from tequio.core.rules.choice import choose_pack
from tequio.core.rules.engine import evaluate
from tequio.core.rules.findings import Finding
from tequio.core.rules.pack import RulePack
from tequio.formats import rulepack
from tests.core.reading import truths, variants

SEEDS = range(40)
#: what the shapes themselves hold and a person would want to know: not faults, not false findings either
TRUE_OF_SHAPE = {
    "sheet": {"sector-not-box", "subject-to-change"},
    "route": set[str](),
    "plan": {"year-inferred", "slogan-removed"},
    "call": {"honorary-missing"},
}
TITLES = (
    "Instalación del grupo de trabajo",
    "Diseño de la encuesta en línea",
    "Convocatoria a la encuesta en línea",
    "Convocatoria a foros regionales",
    "Convocatoria a grupos focales",
    "Realización de foros regionales",
    "Aplicación de la encuesta en línea",
    "Realización de grupos focales",
    "Sistematización de foros regionales",
    "Sistematización de la encuesta",
    "Sistematización de grupos focales",
    "Redacción del diagnóstico",
    "Publicación del diagnóstico",
    "Convocatoria a mesas de cocreación",
    "Realización de mesas de cocreación",
    "Redacción de compromisos",
    "Presentación pública del plan",
    "Comentarios de la ciudadanía al plan",
    "Firma del plan",
)


@dataclass(frozen=True)
class Fault:
    """``document(seed)`` is a document with that one fault, or None where that shape cannot hold it."""

    name: str
    code: str
    kind: str
    document: Callable[[int], Document | None]


def findings_of(document: Document) -> tuple[Finding, ...]:
    reading = read(document)
    return evaluate(reading, pack_of(reading))


def pack_of(reading: Reading) -> RulePack:
    packs = _packs()
    return choose_pack(reading, packs, next(pack for pack in packs if pack.name == rulepack.DEFAULT)).pack


@cache
def _packs() -> tuple[RulePack, ...]:
    return rulepack.load_all()


# --- clean records


def clean_sheet(seed: int) -> Commitment:
    return replace(truths.commitment(seed), kind="new")


def clean_route(seed: int) -> Route:
    phases = tuple(
        Phase(number, title, title, 5, str(number - 1) if number > 1 else "") for number, title in enumerate(TITLES, 1)
    )
    return replace(truths.route(seed), phases=phases)


def clean_documents(seeds: Sequence[int] = SEEDS) -> Iterator[tuple[str, int, Document]]:
    for seed in seeds:
        yield "sheet", seed, variants.sheet_document(clean_sheet(seed), seed)
        yield "route", seed, variants.route_document(clean_route(seed), seed)
        yield "plan", seed, variants.plan_document(truths.annual_plan(seed), seed)
        yield "call", seed, variants.call_document(truths.call(seed), seed)


# --- faults of a record


def in_sheet(change: Callable[[Commitment, Random], Commitment]) -> Callable[[int], Document]:
    return lambda seed: variants.sheet_document(change(clean_sheet(seed), Random(f"fault {seed}")), seed)


def in_route(change: Callable[[Route, Random], Route]) -> Callable[[int], Document]:
    return lambda seed: variants.route_document(change(clean_route(seed), Random(f"fault {seed}")), seed)


def in_plan(change: Callable[[AnnualPlan, Random], AnnualPlan | None]) -> Callable[[int], Document | None]:
    def document(seed: int) -> Document | None:
        changed = change(truths.annual_plan(seed), Random(f"fault {seed}"))
        return variants.plan_document(changed, seed) if changed else None

    return document


def too_long(record: Commitment, random: Random) -> Commitment:
    assert record.starts_on
    start = first_day(record.starts_on)
    assert start
    end = add_years(start, 2) + timedelta(days=random.choice([1, 1, 2, 30, 400]))
    return replace(record, ends_on=from_edtf(end.isoformat()))


def inverted(record: Commitment, random: Random) -> Commitment:
    assert record.starts_on
    start = first_day(record.starts_on)
    assert start
    return replace(record, ends_on=from_edtf((start - timedelta(days=random.randint(1, 300))).isoformat()))


def activity_after_end(record: Commitment, random: Random) -> Commitment:
    assert record.ends_on
    end = first_day(record.ends_on)
    assert end
    late = from_edtf((end + timedelta(days=random.choice([1, 2, 30]))).isoformat())
    last = record.goals[-1]
    activities = (*last.activities[:-1], replace(last.activities[-1], date=late))
    return replace(record, goals=(*record.goals[:-1], replace(last, activities=activities)))


def one_goal(change: Callable[[Goal], Goal]) -> Callable[[Commitment, Random], Commitment]:
    def changed(record: Commitment, random: Random) -> Commitment:
        at = random.randrange(1, len(record.goals))
        return replace(record, goals=(*record.goals[:at], change(record.goals[at]), *record.goals[at + 1 :]))

    return changed


def swapped_dates(record: Commitment, random: Random) -> Commitment:
    """The first activity of a goal takes a day before the one above it."""
    at = random.randrange(1, len(record.goals))
    above = record.goals[at - 1].activities[-1].date
    assert above
    day = first_day(above)
    assert day
    goal = record.goals[at]
    early = replace(goal.activities[0], date=from_edtf((day - timedelta(days=3)).isoformat()))
    goals = (*record.goals[:at], replace(goal, activities=(early, *goal.activities[1:])), *record.goals[at + 1 :])
    return replace(record, goals=goals)


def early_closing(record: Commitment, random: Random) -> Commitment:
    goals = [*record.goals]
    closing = replace(
        goals[-1], title=random.choice(["Cierre de los trabajos", "Clausura del proceso", "Informe final"])
    )
    first = goals[0].activities[0]
    return replace(record, goals=(*goals[:-1], replace(closing, activities=(first,))))


def dated_open(goal: Goal) -> Goal:
    return replace(goal, activities=(replace(goal.activities[0], date=from_edtf(None)), *goal.activities[1:]))


def without_sector(sector: Sector) -> Callable[[Commitment, Random], Commitment]:
    kinds = (
        {sector} if sector is not Sector.CIVIL_SOCIETY else {sector, Sector.CITIZEN, Sector.PRIVATE, Sector.ACADEMIA}
    )

    def changed(record: Commitment, random: Random) -> Commitment:
        return replace(record, actors=tuple(actor for actor in record.actors if actor.sector not in kinds))

    return changed


TOO_LONG = ("Publicar los datos. " * 20)[:280] + "s"
ONLY_TECHNOLOGY = Values(technology="Un sitio de datos")


def foreign_phone(record: Commitment, random: Random) -> Commitment:
    return replace(record, responsible=replace(record.responsible, phone="+51 33 5555 0100"))


def civil_responsible(record: Commitment, random: Random) -> Commitment:
    person = next(actor for actor in record.actors if actor.sector is Sector.CIVIL_SOCIETY)
    short = " ".join(person.name.split()[:2])
    return one_goal(lambda goal: replace(goal, responsibles=(short,)))(record, random)


def with_phase(at: int, change: Callable[[Phase], Phase]) -> Callable[[Route, Random], Route]:
    def changed(record: Route, random: Random) -> Route:
        return replace(record, phases=(*record.phases[:at], change(record.phases[at]), *record.phases[at + 1 :]))

    return changed


def titled(at: int, title: str) -> Callable[[Route, Random], Route]:
    return with_phase(at, lambda phase: replace(phase, title=title))


def without_title(*starts: str) -> Callable[[Route, Random], Route]:
    def changed(record: Route, random: Random) -> Route:
        titles = [title for title in TITLES if title not in starts]
        phases = tuple(
            Phase(number, title, title, 5, str(number - 1) if number > 1 else "")
            for number, title in enumerate(titles, 1)
        )
        return replace(record, phases=phases)

    return changed


def waits(phase: int, for_: str) -> Callable[[int], Document | None]:
    """Only in the shapes that write what each phase waits for."""

    def document(seed: int) -> Document | None:
        made = in_route(with_phase(phase - 1, lambda one: replace(one, predecessors=f"{for_};{phase - 1}")))(seed)
        return made if f"{for_};{phase - 1}" in _cells(made) else None

    return document


def _cells(document: Document) -> set[str]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return {cell.text for table in tables for row in table.rows for cell in row}


def same_number(seed: int) -> Document | None:
    """Only in the shapes that number their goals."""
    made = in_sheet(one_goal(lambda goal: replace(goal, number=(goal.number or 2) - 1)))(seed)
    return made if _cells(made) & set(variants.HEADINGS["number"]) else None


def signed(days: int) -> Callable[[Route, Random], Route]:
    def changed(record: Route, random: Random) -> Route:
        last = record.milestones[-1]
        assert last.date
        day = first_day(last.date)
        assert day
        moved = replace(last, date=from_edtf((day + timedelta(days=days)).isoformat()))
        return replace(record, milestones=(*record.milestones[:-1], moved))

    return changed


def child_out(record: AnnualPlan, random: Random) -> AnnualPlan | None:
    for at, parent in enumerate(record.activities):
        last = first_day(parent.ends) if parent.ends else None
        if parent.children and last and last.month < 12:
            later = from_edtf(f"{last.year}-{last.month + 1:02}")
            child = replace(parent.children[-1], starts=later, ends=later)
            changed = replace(parent, children=(*parent.children[:-1], child))
            return replace(record, activities=(*record.activities[:at], changed, *record.activities[at + 1 :]))
    return None


def repeats_once(record: AnnualPlan, random: Random) -> AnnualPlan | None:
    words = random.choice(
        ["Reuniones cada mes con el comité", "Sesión mensual del consejo", "Reunión periódica con vecinos"]
    )
    activity = replace(record.activities[0], title=words, ends=record.activities[0].starts, children=())
    return replace(record, activities=(activity, *record.activities[1:]))


def parent_undated(record: AnnualPlan, random: Random) -> AnnualPlan | None:
    for at, parent in enumerate(record.activities):
        if parent.children:
            changed = replace(parent, starts=None, ends=None)
            return replace(record, activities=(*record.activities[:at], changed, *record.activities[at + 1 :]))
    return None


def repeated_code(record: AnnualPlan, random: Random) -> AnnualPlan | None:
    plain = [at for at, activity in enumerate(record.activities) if not activity.children and at]
    if not plain:
        return None
    at = plain[0]
    same: PlannedActivity = replace(record.activities[at], code=record.activities[at - 1].code)
    return replace(record, activities=(*record.activities[:at], same, *record.activities[at + 1 :]))


# --- faults of a document


def edited(document: Document, change: Callable[[str], str], times: int = 1) -> Document | None:
    """The document with the first ``times`` texts that ``change`` alters."""
    left = times
    blocks: list[Block] = []

    def once(text: str) -> str:
        nonlocal left
        new = change(text) if left else text
        left -= new != text
        return new

    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(replace(block, text=once(block.text)))
        else:
            blocks.append(
                Table(tuple(tuple(_edited_row(row, once)) for row in block.rows), block.where, block.row_numbers)
            )
    return replace(document, blocks=tuple(blocks)) if left < times else None


def _edited_row(row: tuple[Cell, ...], change: Callable[[str], str]) -> Iterator[Cell]:
    for cell in row:
        yield replace(cell, text=change(cell.text)) if not cell.merged else cell


_LONG = re.compile(r"^(\d{1,2}) de (\w+) (?:de|del año) (\d{4})\.?$")


def another_way(text: str) -> str:
    found = _LONG.match(text)
    if not found:
        return text
    month = [name.casefold() for name in variants.MONTHS].index(found[2].casefold()) + 1
    return f"{found[1]}/{month}/{found[3][2:]}"


def mixed(seed: int) -> Document | None:
    return edited(variants.sheet_document(clean_sheet(seed), seed), another_way)


def authority_column(seed: int) -> Document | None:
    document = variants.sheet_document(civil_responsible(clean_sheet(seed), Random(f"fault {seed}")), seed)
    heading = "AUTORIDAD ENCARGADA DEL CUMPLIMIENTO"
    wordings = variants.HEADINGS["responsible"]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    has = any(
        cell.text in wordings for table in tables for cell in (table.rows[0] + table.rows[min(1, len(table.rows) - 1)])
    )
    return (
        edited(document, lambda text: heading if text in wordings and text != heading else text, 9) or document
        if has
        else None
    )


def yearless_milestones(seed: int) -> Document | None:
    def change(text: str) -> str:
        return re.sub(r"^((?:Fecha de |)[^:\d]*:? ?\d{1,2} de \w+) de \d{4}(\.?)$", r"\1\2", text)

    return edited(variants.route_document(clean_route(seed), seed), change, 3)


def with_annex(seed: int) -> Document | None:
    document = variants.route_document(clean_route(seed), seed)
    words = Random(f"fault {seed}").choice(
        ["Consultar cronograma anexo.", "Véase el anexo 2.", "Se detalla en la tabla anexa."]
    )
    return replace(document, blocks=(*document.blocks, Paragraph(words)))


def with_tag(seed: int) -> Document | None:
    ordinal = truths.call(seed).ordinal or 1
    other = ("", "I", "II", "III", "IV", "V")[ordinal + 1]
    record = replace(truths.call(seed), hashtags=(f"#{other}PAL", "#GobiernoAbierto"))
    return variants.call_document(record, seed)


def other_ordinal(seed: int) -> Document | None:
    ordinal = truths.call(seed).ordinal or 1
    word = ("", "Segundo", "Tercer", "Cuarto", "Quinto")[ordinal]
    record = replace(
        truths.call(seed),
        objectives=(f"Participar en la integración del {word} Plan de Acción Local.", "Instalar el secretariado."),
    )
    return variants.call_document(record, seed)


def without_contact(seed: int) -> Document | None:
    document = variants.call_document(truths.call(seed), seed)
    return edited(document, lambda text: "" if text.startswith("Informes:") else text)


def alternates(seed: int) -> Document | None:
    document = variants.methodology_document(truths.methodology(seed), seed)
    fixed = "El Secretariado Técnico reunirá"
    said = iter(
        (
            "Los integrantes del Secretariado o sus suplentes elegirán los problemas. ",
            "Los integrantes del Secretariado seleccionarán los compromisos. ",
        )
    )
    return edited(document, lambda text: next(said, "") + text if text.startswith(fixed) else text, 2)


FAULTS: tuple[Fault, ...] = (
    Fault("más de dos años", "too-long-duration", "sheet", in_sheet(too_long)),
    Fault("termina antes de empezar", "end-before-start", "sheet", in_sheet(inverted)),
    Fault("sin órgano garante", "sector-missing", "sheet", in_sheet(without_sector(Sector.GUARANTOR))),
    Fault("sin sociedad civil", "sector-missing", "sheet", in_sheet(without_sector(Sector.CIVIL_SOCIETY))),
    Fault("sin gobierno", "sector-missing", "sheet", in_sheet(without_sector(Sector.GOVERNMENT))),
    Fault("281 caracteres", "description-too-long", "sheet", in_sheet(lambda one, _: replace(one, description=TOO_LONG))),
    Fault("actividad fuera", "outside-commitment", "sheet", in_sheet(activity_after_end)),
    Fault("meta sin medios", "goal-without-means", "sheet", in_sheet(one_goal(lambda goal: replace(goal, means=())))),
    Fault("meta sin responsable", "goal-without-responsible", "sheet", in_sheet(one_goal(lambda goal: replace(goal, responsibles=())))),
    Fault("número de meta repetido", "goal-numbers", "sheet", same_number),
    Fault("fecha por definir", "undated", "sheet", in_sheet(one_goal(dated_open))),
    Fault("fechas en desorden", "out-of-order", "sheet", in_sheet(swapped_dates)),
    Fault("cierre antes", "closing-before-earlier-goal", "sheet", in_sheet(early_closing)),
    Fault("siglas", "unknown-acronyms", "sheet", in_sheet(one_goal(lambda goal: replace(goal, title=f"{goal.title} con la SSAS")))),
    Fault("sólo tecnología", "technology-only", "sheet", in_sheet(lambda one, _: replace(one, values=ONLY_TECHNOLOGY))),
    Fault("lada de otro país", "phone-country", "sheet", in_sheet(foreign_phone)),
    Fault("sin objetivo", "objective-missing", "sheet", in_sheet(lambda one, _: replace(one, objective=""))),
    Fault("sin problema", "problem-missing", "sheet", in_sheet(lambda one, _: replace(one, problem=Problem()))),
    Fault("sin anticorrupción", "anticorruption-missing", "sheet", in_sheet(lambda one, _: replace(one, anticorruption=""))),
    Fault("sin conclusión", "dates-missing", "sheet", in_sheet(lambda one, _: replace(one, ends_on=None))),
    Fault("en curso sin anterior", "ongoing-without-predecessor", "sheet", in_sheet(lambda one, _: replace(one, kind="ongoing"))),
    Fault("otra manera de fecha", "mixed-date-formats", "sheet", mixed),
    Fault("responsable no autoridad", "responsible-not-authority", "sheet", authority_column),
    Fault("fase repetida", "phase-numbers", "route", in_route(with_phase(11, lambda one: replace(one, number=11)))),
    Fault("ciclo", "cycle", "route", waits(7, "12")),
    Fault("predecesora que no está", "predecessor-missing", "route", waits(7, "77")),
    Fault("grupos sin sistematizar", "channel-not-systematised", "route", in_route(without_title("Sistematización de grupos focales"))),
    Fault("encuesta sin sistematizar", "channel-not-systematised", "route", in_route(without_title("Sistematización de la encuesta"))),
    Fault("foros sin convocatoria", "channel-without-call", "route", in_route(without_title("Convocatoria a foros regionales"))),
    Fault("títulos parecidos", "similar-titles", "route", in_route(titled(1, "Aplicación de encuesta en línea estatal"))),
    Fault("palabra repetida", "title-repaired", "route", in_route(titled(8, "Sistematización de de foros regionales"))),
    Fault("firma fuera de plazo", "signature-outside-window", "route", in_route(signed(45))),
    Fault("firma antes", "milestones-out-of-order", "route", in_route(signed(-40))),
    Fault("hitos sin año", "year-inferred", "route", yearless_milestones),
    Fault("anexo que falta", "annex-missing", "route", with_annex),
    Fault("hija fuera", "child-outside-parent", "plan", in_plan(child_out)),
    Fault("se repite una vez", "recurrence-outside-dates", "plan", in_plan(repeats_once)),
    Fault("actividad sin fechas", "dates-from-children", "plan", in_plan(parent_undated)),
    Fault("número de actividad repetido", "code-repeated", "plan", in_plan(repeated_code)),
    Fault("etiqueta de otro plan", "ordinal-mismatch", "call", with_tag),
    Fault("otro plan en las bases", "ordinal-mismatch", "call", other_ordinal),
    Fault("sin contacto", "contact-missing", "call", without_contact),
    Fault("suplentes omitidos", "suplentes-omitted", "methodology", alternates),
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    fault: Fault
    planted: int
    found: int
    missed: tuple[int, ...]


def measure(fault: Fault, seeds: Sequence[int] = SEEDS) -> Measured:
    documents = [(seed, document) for seed in seeds if (document := fault.document(seed))]
    missed = tuple(
        seed for seed, document in documents if fault.code not in {one.code for one in findings_of(document)}
    )
    return Measured(fault, len(documents), len(documents) - len(missed), missed)


def false_findings(kind: str, document: Document) -> list[Finding]:
    return [one for one in findings_of(document) if one.code not in TRUE_OF_SHAPE[kind]]


def as_lines(measured: list[Measured]) -> list[str]:
    planted, found = sum(one.planted for one in measured), sum(one.found for one in measured)
    lines = [f"{'falta':<30} {'regla':<30} plantadas halladas"]
    lines += [
        f"{one.fault.name:<30} {one.fault.code:<30} {one.planted:>9} {one.found:>8} {one.missed or ''}"
        for one in measured
    ]
    return [*lines, f"{'todas':<61} {planted:>9} {found:>8}  exhaustividad {found / planted:.3f}"]


def main() -> None:
    print("\n".join(as_lines([measure(fault) for fault in FAULTS])))
    for kind, seed, document in clean_documents():
        for finding in false_findings(kind, document):
            print(f"{kind} {seed}: {finding.code} | {finding.where} | {finding.message}")


if __name__ == "__main__":
    main()
