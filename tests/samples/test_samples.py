"""Our own documents keep every trap of the five that define the product, with invented people only."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from tequio.config.commands.check import check_file
from tequio.core.reading import read
from tequio.core.reading.means import means_kinds
from tequio.core.reading.records import Commitment, Reading, Sector
from tequio.formats.opening import open_document

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DOCUMENTS = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".docx", ".xlsx", ".txt"})
#: words in a row that two people would not write by chance; the formulas of a call are shorter
RUN = 13
NAME = "plan de acción local de gobierno abierto"
#: as decided for the documents they stand for: code → how many
METHODOLOGY = {"suplentes-omitted": 1}
ROUTE = {
    "year-inferred": 3,
    "annex-missing": 1,
    "channel-not-systematised": 1,
    "channel-without-call": 3,
    "similar-titles": 1,
    "title-repaired": 1,
}
SHEET = {
    "phone-country": 1,
    "sector-not-box": 1,
    "responsible-not-authority": 1,
    "undated": 3,
    "subject-to-change": 1,
    "out-of-order": 3,
    "closing-before-earlier-goal": 1,
    "mixed-date-formats": 1,
    "unknown-acronyms": 1,
}
ANNUAL = {
    "year-inferred": 1,
    "dates-from-children": 1,
    "child-outside-parent": 1,
    "recurrence-outside-dates": 1,
    "slogan-removed": 1,
}
EXPECTED = {
    "metodologia-jalisco-2016.docx": ("jalisco-2016", METHODOLOGY),
    "metodologia-jalisco-2016.txt": ("jalisco-2016", {**METHODOLOGY, "noise-removed": 1}),
    "ruta-yucatan-2021.docx": ("yucatan-2021", ROUTE),
    "ruta-yucatan-2021.txt": ("yucatan-2021", ROUTE),
    "ruta-yucatan-2021.xlsx": ("yucatan-2021", ROUTE),
    "convocatoria-durango-2020.docx": ("durango-2020", {"ordinal-mismatch": 1}),
    "compromiso-jalisco-2019.docx": ("jalisco-2019", SHEET),
    "compromiso-jalisco-2019-partido.docx": ("jalisco-2019", {**SHEET, "rows-joined": 1}),
    "plan-anual-2021-2024.docx": ("municipal-jalisco-2021", ANNUAL),
    "plan-anual-2021-2024.xlsx": ("municipal-jalisco-2021", ANNUAL),
}


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_make", SAMPLES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reading(name: str) -> Reading:
    return read(open_document(SAMPLES / name))


def commitment(name: str = "compromiso-jalisco-2019.docx") -> Commitment:
    (found,) = reading(name).commitments
    return found


def test_what_is_committed_is_what_the_sources_give() -> None:
    built = maker().build()
    assert sorted(built) == DOCUMENTS == sorted(EXPECTED)
    assert [name for name, content in built.items() if (SAMPLES / name).read_bytes() != content] == []


@pytest.mark.covers("req:10", "req:23", "req:30", "req:32", "req:35", "req:36", "req:42", "req:63")
@pytest.mark.covers("req:70", "req:72", "req:84", "req:86", "req:87", "req:88", "req:89", "req:90", "req:91")
@pytest.mark.covers("req:103", "req:104", "req:105", "req:106", "req:125")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_trap_is_found_once_and_nothing_else(name: str) -> None:
    pack, findings = EXPECTED[name]
    report = check_file(SAMPLES / name)
    assert report.pack == pack
    assert Counter(finding.code for finding in report.findings) == findings
    assert report.exit_code == 0


@pytest.mark.parametrize("name", ["compromiso-jalisco-2019.docx", "compromiso-jalisco-2019-partido.docx"])
def test_the_sheet_has_the_figures_of_the_worked_table(name: str) -> None:
    """11 goals, 16 activities of which 3 without date, 13 kinds of means, 47 required means."""
    goals = commitment(name).goals
    activities = [activity for goal in goals for activity in goal.activities]
    # a document whose activities have means of their own gives them to the goal too: those count once
    required = [
        means
        for goal in goals
        for means in (
            *(own for activity in goal.activities for own in activity.means),
            *shared(goal.means, goal.activities),
        )
    ]
    assert (len(goals), len(activities), len(required)) == (11, 16, 47)
    assert sum(activity.date is not None and activity.date.edtf is None for activity in activities) == 3
    assert len(means_kinds(required)) == 13
    assert [activity.date.edtf for activity in goals[0].activities if activity.date] == ["2019-09-05", "2019-09-09"]
    assert len(goals[0].means) == 4


def shared(means: tuple[str, ...], activities: object) -> list[str]:
    own = {text for activity in activities for text in activity.means}  # type: ignore[attr-defined]
    return [text for text in means if text not in own]


def test_the_two_files_of_the_sheet_say_the_same() -> None:
    whole, split = commitment(), commitment("compromiso-jalisco-2019-partido.docx")
    assert [goal.title for goal in whole.goals] == [goal.title for goal in split.goals]
    assert [goal.means for goal in whole.goals] == [goal.means for goal in split.goals]
    assert whole.objective == split.objective
    assert whole.problem == split.problem


def test_the_guarantor_is_recognised_and_all_sectors_take_part() -> None:
    sectors = {actor.sector for actor in commitment().actors}
    assert {Sector.GOVERNMENT, Sector.GUARANTOR, Sector.CIVIL_SOCIETY, Sector.CITIZEN} <= sectors


@pytest.mark.needs_shared
def test_the_route_is_the_one_of_the_oracle(shared: Path) -> None:
    route = reading("ruta-yucatan-2021.xlsx").route
    assert route is not None
    rows = list(csv.DictReader(io.StringIO((shared / "domain/route-yucatan.csv").read_text("utf-8"))))
    assert [phase.duration for phase in route.phases] == [int(row["duration_wd"]) for row in rows]
    assert [re.split(r"[;,]\s*", phase.predecessors) for phase in route.phases] == [
        row["predecessors"].split(";") for row in rows
    ]


def text_of(name: str) -> str:
    """All of it, footers too."""
    document = open_document(SAMPLES / name)
    return " ".join([read(document).text, *document.running])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_address_or_telephone_of_anybody(name: str) -> None:
    text = text_of(name)
    addresses = re.findall(r"[\w.+-]+@([\w.-]+\w)", text) + re.findall(r"https?://([\w.-]+)", text)
    assert set(addresses) <= {"example.org"}
    for number in re.findall(r"\+\d[\d ()]{8,}", text):
        assert "0000" in number


def test_every_person_bears_it_in_the_name() -> None:
    sheet = commitment()
    people = [sheet.responsible.person, *(actor.name for actor in sheet.actors if actor.name)]
    people += [name for goal in sheet.goals for name in goal.responsibles]
    fictitious = [name for name in people if re.search(r"Fictici[oa]", name)]
    # the short name of requirement 84 is that of somebody whose full name bears the mark
    assert {name for name in people if name not in fictitious} == {"Jacinto Olvera"}
    plan = reading("plan-anual-2021-2024.docx").annual_plan
    assert plan is not None
    assert "FICTICIA" in plan.signatory


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.endswith(".txt")])
def test_each_file_says_that_it_is_a_sample(name: str) -> None:
    import zipfile

    package = zipfile.ZipFile(SAMPLES / name)
    parts = [package.read(part).decode("utf-8", "replace") for part in package.namelist() if part.endswith(".xml")]
    assert any("Documento de muestra de Tequio" in part for part in parts)


@pytest.mark.needs_shared
def test_no_prose_is_copied_from_the_published_documents(shared: Path) -> None:
    """No long run of words in common; lists that everybody shares (axes, phases, mechanisms) are not prose."""
    seeds = " ".join(path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt")))
    sheet, plan = commitment(), reading("plan-anual-2021-2024.docx").annual_plan
    methodology, call = reading("metodologia-jalisco-2016.docx").methodology, reading("convocatoria-durango-2020.docx")
    assert methodology is not None
    assert plan is not None
    prose = [sheet.title, sheet.description, sheet.objective, sheet.anticorruption, sheet.problem.official]
    prose += [sheet.values.access, sheet.values.accountability, sheet.values.participation, sheet.values.technology]
    prose += [goal.title for goal in sheet.goals] + [step.text for step in methodology.steps] + call.text.split("\n")
    prose += [row.title for parent in plan.activities for row in (parent, *parent.children) if row.code != "6.1"]
    lists = runs(" ".join(["ejes", *methodology.axes]))
    assert {run for text in prose for run in runs(text)} & runs(seeds) - lists == set()


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower().replace(NAME, ""))
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
