"""For each rule, the smallest records that break it and the same records mended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tequio.core.dates import FuzzyDate, from_edtf, parse
from tequio.core.reading.document import Dropped
from tequio.core.reading.records import (
    Activity,
    Actor,
    AnnualPlan,
    Call,
    CallSection,
    Commitment,
    Goal,
    Kind,
    Methodology,
    Milestone,
    Phase,
    PlanHeader,
    PlannedActivity,
    Problem,
    Reading,
    Remark,
    Responsible,
    Route,
    Sector,
    Step,
    Topic,
    Values,
)


@dataclass(frozen=True)
class Pair:
    """``broken`` gives the finding, ``mended`` does not."""

    broken: Reading
    mended: Reading


def day(text: str) -> FuzzyDate:
    """As a document writes it; an EDTF text where it is not meant to say how it was written."""
    return from_edtf(text) if text[:4].isdigit() else must(parse(text))


def must(value: FuzzyDate | None) -> FuzzyDate:
    assert value is not None
    return value


def sheet(**fields: object) -> Reading:
    """A reading with one commitment whose given fields are boxes of the form."""
    commitment = replace(Commitment("Un compromiso"), **fields, fields=frozenset(fields))  # type: ignore[arg-type]
    return Reading(Kind.COMMITMENT_SHEET, commitments=(commitment,))


def planned(*goals: Goal, **fields: object) -> Reading:
    return sheet(goals=goals, **fields)


def dated(*texts: str | None) -> tuple[Goal, ...]:
    """One goal per date, numbered from 1."""
    return tuple(
        Goal(number, f"Meta {number}", activities=(Activity("Reunión", day(text) if text else None),))
        for number, text in enumerate(texts, 1)
    )


def route(*titles: str, milestones: tuple[Milestone, ...] = (), window: str | None = None) -> Reading:
    phases = tuple(Phase(number, title) for number, title in enumerate(titles, 1))
    target = day(window) if window else None
    return Reading(Kind.ROUTE, route=Route(phases=phases, milestones=milestones, target_window=target))


def waiting(**predecessors: str) -> Reading:
    """``waiting(p1="", p2="1")``: phase 2 waits for 1."""
    phases = tuple(Phase(int(name[1:]), f"Fase {name}", predecessors=text) for name, text in predecessors.items())
    return Reading(Kind.ROUTE, route=Route(phases=phases))


def plan(*activities: PlannedActivity, slogan: str = "", dropped: tuple[Dropped, ...] = ()) -> Reading:
    return Reading(Kind.ANNUAL_PLAN, annual_plan=AnnualPlan(slogan=slogan, activities=activities), dropped=dropped)


def row(code: str, starts: str | None, ends: str | None, *children: PlannedActivity, **more: object) -> PlannedActivity:
    made = PlannedActivity(code, "Reunión", day(starts) if starts else None, day(ends) if ends else None, children)
    return replace(made, **more)  # type: ignore[arg-type]


def call(text: str = "", **fields: object) -> Reading:
    made = Call(
        ordinal=3,
        opens_on=day("2020-09-29"),
        closes_on=day("2020-11-15"),
        contact=("contacto@example.org",),
        sections=(CallSection("Requisitos", ("Participar de manera honorífica.",)),),
    )
    return Reading(Kind.CALL, text=text, call=replace(made, **fields))  # type: ignore[arg-type]


def method(*texts: str) -> Reading:
    steps = tuple(Step(str(number), f"Paso {number}", text) for number, text in enumerate(texts, 1))
    return Reading(Kind.METHODOLOGY, methodology=Methodology(steps=steps))


GOVERNMENT = Actor(organisation="Secretaría de Planeación", sector=Sector.GOVERNMENT)
SOCIETY = Actor("Ana Ruiz Torres", "Colectivo Vecinal", Sector.CIVIL_SOCIETY)
GUARANTOR = Actor(organisation="Instituto Estatal de Acceso a la Información", sector=Sector.GUARANTOR)
AUTONOMOUS = Actor(organisation="Comisión Estatal de Derechos Humanos", sector=Sector.AUTONOMOUS)
ENDED = Actor(organisation="INAI", sector=Sector.GUARANTOR)
EVERYBODY = (GOVERNMENT, SOCIETY, GUARANTOR, AUTONOMOUS)
ROLES = (
    "Gobierno: abre los datos",
    "Sociedad civil: los revisa",
    "Órgano garante: capacita",
    "Organismos autónomos: vigilan",
)
LONG = "á" * 281
FULL = Values("Publica los datos", "Rinde cuentas", "Consulta", "Una plataforma")
INFERRED = replace(must(parse("28 de junio de 2021")), inferred=True)


def _inferred_route(inferred: bool) -> Reading:
    return route("Firma", milestones=(Milestone("Inicio", replace(INFERRED, inferred=inferred)),))


def _forum(groups: tuple[str, ...]) -> Reading:
    phase = Phase(1, "Diseño de foros públicos afirmativos", target_groups=groups)
    return Reading(Kind.ROUTE, route=Route(phases=(phase,)))


def _signed(phase_end: str) -> Reading:
    phases = (Phase(1, "Presentación", ends=day(phase_end)),)
    return Reading(Kind.ROUTE, route=Route(phases=phases, milestones=(Milestone("Firma del plan", day("2021-10-18")),)))


def _topic(heard_on: date | None) -> Reading:
    topic = Topic("Agua", "Titular, Colectivo", date(2019, 9, 9), heard_on)
    return Reading(Kind.DIALOGUE, topics=(topic,))


def _dropped(text: str) -> Reading:
    return Reading(Kind.METHODOLOGY, methodology=Methodology(), dropped=(Dropped(text, "marca"),))


def _remarked(code: str) -> Reading:
    return Reading(Kind.COMMITMENT_SHEET, remarks=(Remark(code, "texto", "tabla 1, fila 4"),))


def _two(means: tuple[str, ...], responsibles: tuple[str, ...], activities: tuple[Activity, ...]) -> Reading:
    whole = Goal(1, "Una", ("Minuta",), ("Enlace",), (Activity("Reunión"),))
    return planned(whole, Goal(2, "Otra", means, responsibles, activities))


_ALL = (("Minuta",), ("Enlace",), (Activity("Reunión"),))
_SAFE = Reading(Kind.UNKNOWN)

PAIRS: dict[str, Pair] = {
    "activity-without-date": Pair(planned(*dated("2020-01-08", None)), planned(*dated("2020-01-08", "2020-02-08"))),
    "activity-without-objective": Pair(
        plan(row("1", "2021-11", "2021-11", objectives=("a",)), row("2", "2021-11", "2021-11")),
        plan(row("1", "2021-11", "2021-11"), row("2", "2021-11", "2021-11")),
    ),
    "affirmative-forum-without-group": Pair(_forum(()), _forum(("personas jóvenes",))),
    "annex-missing": Pair(
        Reading(Kind.ROUTE, text="Consultar cronograma anexo."),
        Reading(Kind.ROUTE, text="Consultar cronograma anexo.", attachments=("cronograma.xlsx",)),
    ),
    "anticorruption-missing": Pair(sheet(anticorruption=" "), sheet(anticorruption="Abre el padrón")),
    "channel-not-systematised": Pair(
        route("Convocatoria a grupos focales", "Realización de grupos focales"),
        route("Convocatoria a grupos focales", "Realización de grupos focales", "Sistematización de grupos focales"),
    ),
    "channel-without-call": Pair(
        route("Apertura de la consulta en línea", "Sistematización de la consulta en línea"),
        route("Invitación a la consulta en línea", "Apertura de la consulta en línea", "Sistematización de resultados"),
    ),
    "child-outside-parent": Pair(
        plan(row("4", "2021-11", "2021-11", row("4.1", "2021-12", "2021-12"))),
        plan(row("4", "2021-11", "2021-12", row("4.1", "2021-12", "2021-12"))),
    ),
    "closing-before-earlier-goal": Pair(
        planned(*dated("2019-11-25"), replace(dated("2019-11-13")[0], number=2, title="Cierre de los trabajos")),
        planned(*dated("2019-11-25"), replace(dated("2019-11-25")[0], number=2, title="Cierre de los trabajos")),
    ),
    "code-repeated": Pair(
        plan(row("1", "2021-11", "2021-11"), row("1", "2021-12", "2021-12")),
        plan(row("1", "2021-11", "2021-11"), row("2", "2021-12", "2021-12")),
    ),
    "contact-missing": Pair(call(contact=()), call()),
    "cycle": Pair(waiting(p10="17", p17="10"), waiting(p10="", p17="10")),
    "date-unreadable": Pair(_remarked("date-unreadable"), _SAFE),
    "dates-from-children": Pair(
        plan(row("6", "2021-12", "2021-12", row("6.1", "2021-12", "2021-12"), derived=True)),
        plan(row("6", "2021-12", "2021-12", row("6.1", "2021-12", "2021-12"))),
    ),
    "dates-missing": Pair(sheet(starts_on=day("2019-08-22"), ends_on=None), sheet(starts_on=day("2019-08-22"))),
    "description-too-long": Pair(sheet(description=LONG), sheet(description=LONG[:280])),
    "end-before-start": Pair(
        sheet(starts_on=day("2020-08-22"), ends_on=day("2019-08-22")),
        sheet(starts_on=day("2020-08-22"), ends_on=day("2020-08-22")),
    ),
    "goal-numbers": Pair(planned(Goal(1, "Una"), Goal(3, "Otra")), planned(Goal(1, "Una"), Goal(2, "Otra"))),
    "goal-without-activity": Pair(_two(*_ALL[:2], ()), _two(*_ALL)),
    "goal-without-means": Pair(_two((), *_ALL[1:]), _two(*_ALL)),
    "goal-without-responsible": Pair(_two(_ALL[0], (), _ALL[2]), _two(*_ALL)),
    "guarantor-ended": Pair(
        sheet(starts_on=day("2026-01-15"), actors=(ENDED,)),
        sheet(starts_on=day("2019-01-15"), actors=(ENDED,)),
    ),
    "honorary-missing": Pair(call(sections=()), call()),
    "impact-missing": Pair(sheet(impact_evidence=()), sheet(impact_evidence=("Propuestas incorporadas",))),
    "indicator-missing": Pair(sheet(indicators=()), sheet(indicators=("Campos publicados, porcentaje",))),
    "kind-missing": Pair(sheet(kind=None), sheet(kind="new")),
    "milestones-out-of-order": Pair(
        route(milestones=(Milestone("Presentación", day("2021-10-11")), Milestone("Firma", day("2021-10-04")))),
        route(milestones=(Milestone("Presentación", day("2021-10-11")), Milestone("Firma", day("2021-10-18")))),
    ),
    "mixed-date-formats": Pair(
        planned(*dated("5 de septiembre de 2019", "7/11/19")),
        planned(*dated("5 de septiembre de 2019", "7 de noviembre de 2019")),
    ),
    "noise-removed": Pair(_dropped("[bookmark: _GoBack]"), _dropped("página 3 de 4")),
    "objective-missing": Pair(sheet(objective=""), sheet(objective="Mejorar el acceso")),
    "ongoing-without-predecessor": Pair(
        sheet(kind="ongoing"), sheet(kind="ongoing", problem=Problem("Da continuidad al compromiso 3"))
    ),
    "ordinal-mismatch": Pair(call("Tercer Plan de Acción Local. #IIPAL"), call("Tercer Plan de Acción Local. #IIIPAL")),
    "out-of-order": Pair(planned(*dated("2019-10-17", "2019-10-10")), planned(*dated("2019-10-10", "2019-10-17"))),
    "outside-commitment": Pair(
        planned(*dated("2020-08-23"), starts_on=day("2019-08-22"), ends_on=day("2020-08-22")),
        planned(*dated("2020-08-22"), starts_on=day("2019-08-22"), ends_on=day("2020-08-22")),
    ),
    "participant-without-responsibility": Pair(
        planned(Goal(1, "Una", responsibles=("Colectivo Vecinal",)), actors=(GOVERNMENT, SOCIETY)),
        planned(
            Goal(1, "Una", responsibles=("Colectivo Vecinal", "Secretaría de Planeación")), actors=(GOVERNMENT, SOCIETY)
        ),
    ),
    "phase-after-signature": Pair(_signed("2021-10-19"), _signed("2021-10-18")),
    "phase-numbers": Pair(waiting(p1="", p3=""), waiting(p1="", p2="")),
    "phone-country": Pair(
        sheet(responsible=Responsible(phone="+51 (33) 5555 0100")),
        sheet(responsible=Responsible(phone="+52 33 5555 0100")),
    ),
    "planned-without-dates": Pair(
        plan(row("1", "2021-11", "2021-11"), row("2", None, None)), plan(row("1", None, None), row("2", None, None))
    ),
    "predecessor-missing": Pair(waiting(p1="", p2="9"), waiting(p1="", p2="1")),
    "problem-missing": Pair(sheet(problem=Problem()), sheet(problem=Problem("Falta información"))),
    "recurrence-outside-dates": Pair(
        plan(row("7", "2021-12", "2021-12", title="Reuniones cada mes con el consejo")),
        plan(row("7", "2021-12", "2024-09", title="Reuniones cada mes con el consejo")),
    ),
    "responsible-missing": Pair(sheet(responsible=Responsible()), sheet(responsible=Responsible("Secretaría"))),
    "responsible-not-authority": Pair(
        planned(Goal(1, "Una", responsibles=("Ana Ruiz",)), actors=(GOVERNMENT, SOCIETY), authority_column=True),
        planned(Goal(1, "Una", responsibles=("Ana Ruiz",)), actors=(GOVERNMENT, SOCIETY)),
    ),
    "rows-joined": Pair(_remarked("rows-joined"), _SAFE),
    "sector-missing": Pair(sheet(actors=(GOVERNMENT, SOCIETY, AUTONOMOUS)), sheet(actors=EVERYBODY)),
    "sector-not-box": Pair(
        sheet(actors=(replace(GUARANTOR, box=Sector.GOVERNMENT),)),
        sheet(actors=(replace(GUARANTOR, box=Sector.GUARANTOR),)),
    ),
    "sector-role-missing": Pair(sheet(sector_roles=ROLES[:2]), sheet(sector_roles=ROLES)),
    "signature-outside-window": Pair(
        route(milestones=(Milestone("Firma del plan", day("2021-11-05")),), window="2021-09/2021-10"),
        route(milestones=(Milestone("Firma del plan", day("2021-10-18")),), window="2021-09/2021-10"),
    ),
    "similar-titles": Pair(
        route("Activación de plataforma de consulta en línea", "Activación de consulta en línea"),
        route("Configuración de la plataforma de consulta en línea", "Apertura de la consulta en línea"),
    ),
    "slogan-removed": Pair(
        plan(slogan="Juntas y juntos", dropped=(Dropped("JUNTAS Y JUNTOS", "encabezado"),)),
        plan(slogan="Juntas y juntos", dropped=(Dropped("Página 2", "número de página"),)),
    ),
    "strategy-missing": Pair(sheet(strategy=""), sheet(strategy="Probar en un programa y extenderlo")),
    "subject-to-change": Pair(sheet(subject_to_change=True), sheet(subject_to_change=False)),
    "suplentes-omitted": Pair(
        method(
            "Los integrantes y suplentes seleccionan los problemas.", "Los integrantes seleccionan los compromisos."
        ),
        method("Los integrantes seleccionan los problemas.", "Los integrantes seleccionan los compromisos."),
    ),
    "table-unreadable": Pair(_remarked("table-unreadable"), _SAFE),
    "technology-only": Pair(sheet(values=Values(technology="Una plataforma")), sheet(values=FULL)),
    "title-repaired": Pair(_remarked("title-repaired"), _SAFE),
    "too-long-duration": Pair(
        sheet(starts_on=day("2019-08-22"), ends_on=day("2021-08-23")),
        sheet(starts_on=day("2019-08-22"), ends_on=day("2021-08-22")),
    ),
    "topic-without-inclusion": Pair(_topic(date(2019, 9, 9)), _topic(date(2019, 9, 8))),
    "undated": Pair(planned(*dated("Por definir")), planned(*dated("2019-08-22"))),
    "unknown-acronyms": Pair(
        planned(Goal(1, "Reunión con la SSAS sobre el programa")),
        planned(Goal(1, "Reunión con la Secretaría del Sistema de Asistencia Social (SSAS)")),
    ),
    "values-missing": Pair(sheet(values=Values()), sheet(values=FULL)),
    "window-missing": Pair(call(closes_on=None), call()),
    "year-inferred": Pair(_inferred_route(True), _inferred_route(False)),
}

#: a header alone, to choose packs with
HEADED = PlanHeader("Segundo Plan", 2, 2019)
