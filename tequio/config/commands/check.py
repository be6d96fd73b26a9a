"""``tequio check``: the findings of a rule pack over a document. Exit code 1 with findings of error level, 2 unreadable."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypedDict

from tequio.core.rules.findings import Finding, Severity

HEADINGS = {
    Severity.ERROR: "Errores: hay que corregirlos",
    Severity.WARNING: "Advertencias: revíselas",
    Severity.INFO: "Avisos: para su conocimiento",
}
COUNTED = {
    Severity.ERROR: ("error", "errores"),
    Severity.WARNING: ("advertencia", "advertencias"),
    Severity.INFO: ("aviso", "avisos"),
}


class FindingJson(TypedDict):
    code: str
    requirement: int | None
    severity: str
    message: str
    where: str
    citation: str
    path: list[str | int]


class ReportJson(TypedDict):
    file: str
    kind: str
    pack: str
    pack_reason: str
    findings: list[FindingJson]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """Findings of any source, a file or a stored exercise: ``source`` is what the reader knows it by."""

    source: str
    kind: str
    pack: str
    pack_title: str
    pack_reason: str
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="documento: .docx .xlsx .xls .csv .pdf .txt .md")
    parser.add_argument("--exercise", metavar="CLAVE", help="un ejercicio guardado, en lugar de un documento")
    parser.add_argument("--pack", help="paquete de reglas; sin él se elige por el lugar y el año que nombra el texto")
    parser.add_argument("--json", action="store_true", help="un documento JSON en la salida estándar")


def run(args: argparse.Namespace) -> int:
    if args.exercise is not None:
        if args.file is not None:
            sys.stderr.write("tequio check: un documento o un ejercicio, no los dos.\n")
            return 2
        return show(check_exercise(args.exercise, args.pack), as_json=args.json)
    if args.file is None:
        sys.stderr.write("tequio check: diga qué documento hay que revisar.\n")
        return 2
    return show(check_file(args.file, args.pack), as_json=args.json)


def check_file(path: Path, pack_name: str | None = None) -> Report:
    """The findings over one file. Raises Refusal if the file cannot be read or there is no such pack."""
    from tequio.core.reading import read
    from tequio.core.rules.choice import Choice, choose_pack
    from tequio.core.rules.engine import evaluate
    from tequio.formats import rulepack
    from tequio.formats.opening import open_document

    named = rulepack.load(pack_name) if pack_name else None
    reading = read(open_document(path))
    choice = (
        Choice(named, "Lo pidió quien revisa.")
        if named
        else choose_pack(reading, rulepack.load_all(), rulepack.load(rulepack.DEFAULT))
    )
    pack = choice.pack
    return Report(path.name, reading.kind.value, pack.name, pack.title, choice.reason, evaluate(reading, pack))


def check_exercise(slug: str, pack_name: str | None = None) -> Report:
    """The same rules over what is stored. Raises Refusal if there is no such exercise, or no such pack."""
    from datetime import UTC, datetime

    from tequio.config.environment import prepare, refuse_without_tables

    prepare()
    refuse_without_tables()
    from tequio.core.refusals import Refusal
    from tequio.core.rules.engine import evaluate
    from tequio.exercises.models import Exercise
    from tequio.formats import rulepack
    from tequio.imports.stored import subjects_of

    exercise = Exercise.objects.select_related("jurisdiction").filter(slugs__slug=slug).first()
    if exercise is None:
        known = ", ".join(Exercise.objects.public().order_by("slug").values_list("slug", flat=True)) or "ninguno"
        raise Refusal(f"no existe el ejercicio «{slug}». Los que hay: {known}.")
    pack = rulepack.load(pack_name or exercise.pack)
    reason = "Lo pidió quien revisa." if pack_name else "Es el paquete del ejercicio."
    today = exercise.today(datetime.now(UTC))
    found = (finding for subject in subjects_of(exercise) for finding in evaluate(subject.reading, pack, today=today))
    return Report(exercise.slug, "exercise", pack.name, pack.title, reason, tuple(found))


def show(report: Report, *, as_json: bool, out: TextIO | None = None) -> int:
    """Writes a report for people or for programs and answers the exit code."""
    stream = out or sys.stdout
    if as_json:
        json.dump(as_dict(report), stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    else:
        stream.writelines(f"{line}\n" for line in as_lines(report))
    return report.exit_code


def as_dict(report: Report) -> ReportJson:
    return {
        "file": report.source,
        "kind": report.kind,
        "pack": report.pack,
        "pack_reason": report.pack_reason,
        "findings": [finding_as_dict(finding) for finding in report.findings],
        "counts": counts(report.findings),
    }


def finding_as_dict(finding: Finding) -> FindingJson:
    return {
        "code": finding.code,
        "requirement": finding.requirement,
        "severity": finding.severity.value,
        "message": finding.message,
        "where": finding.where,
        "citation": finding.citation,
        "path": list(finding.path),
    }


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    found = Counter(finding.severity for finding in findings)
    return {severity.value: found[severity] for severity in Severity}


def as_lines(report: Report) -> list[str]:
    """What a person reads: by severity, each finding with its place, what to do and where the rule comes from."""
    lines = [report.source, f"Reglas: {report.pack_title} ({report.pack}). {report.pack_reason}"]
    if report.kind == "unknown":
        lines.append("No se reconoció qué documento es: las reglas no se le pueden aplicar.")
    for severity, heading in HEADINGS.items():
        group = [finding for finding in report.findings if finding.severity is severity]
        if group:
            lines += ["", f"{heading} ({len(group)})"]
        for finding in group:
            lines += [f"  • {finding.where}: {finding.message}", f"    {finding.citation} · {finding.code}"]
    number = counts(report.findings)
    said = [f"{number[severity.value]} {words[number[severity.value] != 1]}" for severity, words in COUNTED.items()]
    return [*lines, "", f"{said[0]}, {said[1]} y {said[2]}." if report.findings else "Sin hallazgos."]
