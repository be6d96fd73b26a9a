"""``tequio schedule FILE``: early and late dates, floats and critical path of a table of activities or a Project file."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tequio.core.schedule import Comparison, Row, Schedule
    from tequio.core.workdays import Calendar

_WIDTH = 46
_MOST_INDENTED = 2_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="ARCHIVO", type=Path, help=".csv .xlsx, o .xml de Microsoft Project")
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida")
    parser.add_argument("--start", metavar="FECHA", type=_day, help="primer día; sin él, el primer inicio del archivo")
    parser.add_argument("--finish", metavar="FECHA", type=_day, help="calcula hacia atrás desde ese día")
    parser.add_argument(
        "--holidays",
        choices=["MX", "none"],
        help="días de descanso obligatorio (MX); un .xml trae su propio calendario y no los usa si no se piden",
    )
    parser.add_argument("--holiday", metavar="FECHA", type=_day, action="append", default=[], help="otro día inhábil")
    parser.add_argument(
        "--closure", metavar="FECHA..FECHA", type=_closure, action="append", default=[], help="cierre de oficinas"
    )
    parser.add_argument(
        "--delay", metavar="NO=DÍAS", type=_delay, action="append", default=[], help="qué pasa si tarda esos días más"
    )


def run(args: argparse.Namespace) -> int:
    from tequio.core.schedule import ScheduleRefusal, compare, delay

    plan = _of_project(args) if args.file.suffix.lower() == ".xml" else _of_table(args)
    change = None
    if args.delay:
        if len({name for name, _ in args.delay}) < len(args.delay):
            raise ScheduleRefusal("Cada actividad va una sola vez en --delay.")
        before = plan
        plan = delay(before, {name: days * before.timeline.unit for name, days in args.delay})
        change = compare(before, plan)
    if args.json:
        # indenting is done in Python, ten times slower: only where a person may look
        indent = 1 if len(plan.tasks) <= _MOST_INDENTED else None
        sys.stdout.write(json.dumps(_answer(plan, change), ensure_ascii=False, indent=indent) + "\n")
    else:
        sys.stdout.write("\n".join(_page(plan, change)) + "\n")
    return 1 if plan.least_float < 0 else 0


def _of_table(args: argparse.Namespace) -> Schedule:
    from tequio.core.schedule import DayLine, ScheduleRefusal, schedule, start_for
    from tequio.formats.schedule_table import read_schedule

    table = read_schedule(args.file)
    _tell([f"Columnas que no se usan: {', '.join(table.unknown_columns)}."] if table.unknown_columns else [])
    _tell(table.remarks)
    calendar = _calendar(args, statutory=args.holidays != "none")
    start = args.start or table.earliest_start
    if start is None and args.finish is None:
        raise ScheduleRefusal(
            "No se sabe cuándo empieza: el archivo no trae columna de inicio. Agregue --start AAAA-MM-DD, "
            "o --finish AAAA-MM-DD para calcular hacia atrás."
        )
    tasks, links = table.tasks(calendar, own_starts=args.start is None), table.links()
    if start is None:
        start = start_for(tasks, links, calendar, finish=args.finish)
    return schedule(tasks, links, DayLine(calendar, start), finish=args.finish)


def _calendar(args: argparse.Namespace, *, statutory: bool) -> Calendar:
    from tequio.core.workdays import Calendar, Closure, LocalDay

    return Calendar(
        country="MX" if statutory else None,
        days=tuple(LocalDay(day, "día inhábil", "--holiday") for day in args.holiday),
        closures=tuple(Closure(first, last) for first, last in args.closure),
    )


def _of_project(args: argparse.Namespace) -> Schedule:
    from tequio.core.schedule import schedule
    from tequio.formats.mspdi import read_mspdi_file

    project = read_mspdi_file(args.file)
    _tell(project.remarks)
    statutory = args.holidays == "MX"
    if statutory or args.holiday or args.closure:
        project = project.without(_calendar(args, statutory=statutory))
    start = datetime.combine(args.start, datetime.min.time()) if args.start else None
    line = project.timeline(start=start)
    return schedule(project.tasks, project.links, line, finish=args.finish, elastic=project.elastic(line))


def _tell(remarks: list[str] | tuple[str, ...]) -> None:
    for remark in remarks:
        sys.stderr.write(f"{remark}\n")


def _answer(plan: Schedule, change: Comparison | None) -> dict[str, object]:
    answer: dict[str, object] = {
        "start": _iso(plan.start),
        "finish": _iso(plan.finish),
        "critical_path": list(plan.critical_path),
        "tasks": [_task(row, plan) for row in plan.rows()],
    }
    if plan.required_finish:
        answer["required_finish"] = _iso(plan.required_finish)
    if change:
        answer["finish_moved"] = _days(change.finish_by, plan)
        answer["moved"] = [
            {"id": each.id, "start_by": _days(each.start_by, plan), "finish_by": _days(each.finish_by, plan)}
            for each in change.moved
        ]
    return answer


def _task(row: Row, plan: Schedule) -> dict[str, object]:
    task: dict[str, object] = {
        "id": row.id,
        "name": row.name,
        "duration": _days(row.duration, plan),
        "early_start": _iso(row.early_start),
        "early_finish": _iso(row.early_finish),
        "late_start": _iso(row.late_start),
        "late_finish": _iso(row.late_finish),
        "total_float": _days(row.total_float, plan),
        "free_float": _days(row.free_float, plan),
        "critical": row.critical,
    }
    if row.summary or row.parent:
        task |= {"summary": row.summary, "parent": row.parent}
    if plan.timeline.has_hours:
        task["at"] = {
            "early_start": row.early_start.isoformat(),
            "early_finish": row.early_finish.isoformat(),
            "late_start": row.late_start.isoformat(),
            "late_finish": row.late_finish.isoformat(),
        }
    return task


def _iso(moment: date) -> str:
    return moment.isoformat()[:10]


def _days(units: int, plan: Schedule) -> int | float:
    whole, rest = divmod(units, plan.timeline.unit)
    return round(units / plan.timeline.unit, 4) if rest else whole


def _page(plan: Schedule, change: Comparison | None) -> Iterator[str]:
    from tequio.core.dates import render
    from tequio.core.schedule import float_words, what_moves, without_float

    rows = [
        [
            row.id,
            f"{'▸ ' if row.summary else ''}{row.name}",
            f"{_days(row.duration, plan):g}",
            render(date.fromisoformat(_iso(row.early_start)), style="short"),
            render(date.fromisoformat(_iso(row.early_finish)), style="short"),
            float_words(row.total_float, plan.timeline.unit),
        ]
        for row in plan.rows()
    ]
    yield from _table(["No.", "Actividad", "Días", "Inicio", "Término", "Margen"], rows)
    yield ""
    yield f"Del {render(plan.start)} al {render(date.fromisoformat(_iso(plan.finish)))}."
    yield without_float(plan)
    yield f"Ruta crítica: {' → '.join(plan.critical_path)}"
    if change:
        yield what_moves(change, per_day=plan.timeline.unit)


def _table(headings: list[str], rows: list[list[str]]) -> Iterator[str]:
    lines = [[_short(cell) for cell in line] for line in [headings, *rows]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for at, line in enumerate(lines):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        if at == 0:
            yield "  ".join("─" * width for width in widths)


def _short(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= _WIDTH else f"{flat[: _WIDTH - 1]}…"


def _day(text: str) -> date:
    from tequio.core.dates import Status, first_day, parse

    found = parse(text)
    day = first_day(found) if found and found.status is Status.EXACT else None
    if day is None:
        raise argparse.ArgumentTypeError(f"«{text}» no es un día; escríbalo así: 2021-06-28")
    return day


def _closure(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"«{text}» no es un cierre; escríbalo así: 2021-07-26..2021-08-06")
    return _day(first), _day(last)


def _delay(text: str) -> tuple[str, int]:
    name, equals, days = text.rpartition("=")
    try:
        return name.strip(), _whole(days) if equals else _whole("")
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» no es un atraso; escríbalo así: 15=2") from None


def _whole(days: str) -> int:
    count = int(days)
    if abs(count) > 100_000:
        raise ValueError
    return count
