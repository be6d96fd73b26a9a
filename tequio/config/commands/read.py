"""``tequio read FILE``: what a document says, as tables for a person or as JSON for a program."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tequio.core.dates import FuzzyDate
    from tequio.core.reading.records import AnnualPlan, Call, Commitment, Methodology, PlannedActivity, Reading, Route

_KINDS = {
    "commitment_sheet": "ficha de compromiso",
    "route": "ruta crítica",
    "annual_plan": "plan anual de trabajo",
    "call": "convocatoria",
    "methodology": "metodología",
    "unknown": "no se reconoce: se leyó, pero no es ninguno de los cinco tipos de documento",
}
_COUNTS = {
    "commitments": "compromisos", "goals": "metas", "activities": "actividades", "subactivities": "subactividades",
    "means_kinds": "clases de medios de verificación", "required_means": "medios exigidos", "dated": "con fecha",
    "to_be_defined": "por definir", "phases": "fases", "milestones": "hitos", "objectives": "objetivos",
    "mechanisms": "mecanismos de participación", "requirements": "requisitos", "window_days": "días abierta",
    "axes": "ejes", "steps": "pasos",
}  # fmt: skip
_WIDTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="ARCHIVO", type=Path, help=".docx .xlsx .xls .csv .pdf .txt .md")
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida")


def run(args: argparse.Namespace) -> int:
    from tequio.core.reading import read
    from tequio.formats.opening import open_document

    reading = read(open_document(args.file))
    if args.json:
        from tequio.core.reading.answer import answer

        json.dump(answer(reading), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(_page(reading)) + "\n")
    return 0


def _page(reading: Reading) -> Iterator[str]:
    from tequio.core.reading.answer import summary

    yield f"{reading.name}: {_KINDS[reading.kind.value]}"
    counts = [f"{_COUNTS[name]}: {number}" for name, number in summary(reading).items()]
    if counts:
        yield f"  {', '.join(counts)}"
    for commitment in reading.commitments:
        yield from _commitment(commitment)
    if reading.route is not None:
        yield from _route(reading.route)
    if reading.annual_plan is not None:
        yield from _plan(reading.annual_plan)
    if reading.call is not None:
        yield from _call(reading.call)
    if reading.methodology is not None:
        yield from _methodology(reading.methodology)
    if reading.remarks:
        yield from ("", "Lo que conviene saber")
        yield from (f"  · {remark.text}" for remark in reading.remarks)
    if reading.dropped:
        yield from ("", "Lo que se apartó")
        yield from (f"  · «{_short(piece.text, 60)}»: {piece.reason}{_at(piece.where)}" for piece in reading.dropped)


def _commitment(commitment: Commitment) -> Iterator[str]:
    kind = {"new": "nuevo", "ongoing": "en curso"}.get(commitment.kind or "", "sin marcar")
    yield from (
        "",
        f"Compromiso{f' {commitment.number}' if commitment.number else ''}: {_short(commitment.title, 200)}",
    )
    owner = _short(commitment.responsible.organisation or "sin institución responsable", 80)
    yield f"  {kind} · del {_date(commitment.starts_on)} al {_date(commitment.ends_on)} · {owner}"
    yield from table(
        ["Meta", "Actividad", "Fecha", "Medios de verificación", "Responsables"],
        [
            [
                str(goal.number or "·") if index == 0 else "",
                activity.title,
                _date(activity.date),
                "; ".join(activity.means or (goal.means if index == 0 else ())),
                "; ".join(activity.responsibles or (goal.responsibles if index == 0 else ())),
            ]
            for goal in commitment.goals
            for index, activity in enumerate(goal.activities)
        ],
    )


def _route(route: Route) -> Iterator[str]:
    rows = [
        [str(phase.number or "·"), phase.title, str(phase.duration or ""), phase.predecessors, _date(phase.starts, "")]
        for phase in route.phases
    ]
    yield ""
    yield from table(["No.", "Fase", "Días", "Después de", "Inicio"], rows)
    yield from ("", *(f"  {stop.name}: {_date(stop.date)}" for stop in route.milestones))


def _plan(plan: AnnualPlan) -> Iterator[str]:
    yield from ("", f"  {plan.area} · administración {plan.administration or 'sin periodo'}")
    yield from table(
        ["", "Actividad", "Inicio", "Término"], [row for activity in plan.activities for row in _rows(activity)]
    )
    if plan.mechanisms:
        yield f"  Mecanismos: {'; '.join(plan.mechanisms)}"


def _rows(activity: PlannedActivity) -> Iterator[list[str]]:
    mark = " (de sus subactividades)" if activity.derived else ""
    yield [activity.code, activity.title, _date(activity.starts, ""), _date(activity.ends, "") + mark]
    for child in activity.children:
        yield from _rows(child)


def _call(call: Call) -> Iterator[str]:
    yield from ("", f"  {_short(call.title, 200)}")
    yield f"  Abierta del {_date(call.opens_on)} al {_date(call.closes_on)}"
    for name, items in (("Requisitos", call.requirements), ("Objetivos", call.objectives), ("Contacto", call.contact)):
        if items:
            yield from (f"  {name}", *(f"    · {_short(item, 160)}" for item in items))


def _methodology(methodology: Methodology) -> Iterator[str]:
    yield from ("", "  Ejes", *(f"    · {axis}" for axis in methodology.axes))
    yield from ("  Pasos", *(f"    {step.number}. {step.title}" for step in methodology.steps))


def _date(value: FuzzyDate | None, absent: str = "sin fecha") -> str:
    from tequio.core.dates import render

    if value is None:
        return absent
    return f"{render(value)}{' (año inferido)' if value.inferred else ''}"


def _at(where: str) -> str:
    return f" ({where})" if where else ""


def _short(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 1].rstrip()}…"


def table(headings: list[str], rows: list[list[str]]) -> Iterator[str]:
    """Columns wide enough for their contents, the longest shortened so that a line fits a terminal."""
    if not rows:
        return
    widths = [max(len(heading), *(len(_short(row[i], 48)) for row in rows)) for i, heading in enumerate(headings)]
    while sum(widths) + 2 * len(widths) > _WIDTH + 20 and max(widths) > 18:
        widths[widths.index(max(widths))] -= 1
    for row in [headings, ["─" * width for width in widths], *rows]:
        yield (
            "  " + "  ".join(_short(text, width).ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        )
