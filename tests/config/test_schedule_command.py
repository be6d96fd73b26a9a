"""``tequio schedule``: exit codes, JSON, messages; never a traceback."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tequio.config.cli import main

HEAD = "id,name,duration,predecessors\n"
SMALL = HEAD + "1,Redactar,5,\n2,Consultar,10,1\n3,Traducir,3,1\n4,Firmar,0,2;3\n"
START = ("--start", "2021-06-28")


class Answer:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def task(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(task for task in self.json["tasks"] if task["id"] == name)
        return found


class Command:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, content: str | bytes | Path, *args: str, name: str = "plan.csv") -> Answer:
        path = content if isinstance(content, Path) else self.folder / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        try:
            code = main(["schedule", str(path), *args])
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = self.capsys.readouterr()
        return Answer(code, captured.out, captured.err)


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)


@pytest.mark.covers("req:28")
def test_the_shape_of_the_answer(command: Command) -> None:
    answer = command(SMALL, *START, "--json")
    assert answer.code == 0
    assert answer.err == ""
    assert (answer.json["start"], answer.json["finish"]) == ("2021-06-28", "2021-07-16")
    assert answer.json["critical_path"] == ["1", "2", "4"]
    assert answer.task("3") == {
        "id": "3", "name": "Traducir", "duration": 3, "early_start": "2021-07-05", "early_finish": "2021-07-07",
        "late_start": "2021-07-14", "late_finish": "2021-07-16", "total_float": 7, "free_float": 7, "critical": False,
    }  # fmt: skip
    assert answer.task("4")["early_start"] == answer.task("4")["early_finish"] == "2021-07-16"


def test_the_page_for_people(command: Command) -> None:
    answer = command(SMALL, *START)
    assert answer.code == 0
    assert "Puede moverse siete días hábiles" in answer.out
    assert "3 actividades no tienen margen. Si una se atrasa un día, el final se atrasa un día." in answer.out
    assert "Ruta crítica: 1 → 2 → 4" in answer.out


@pytest.mark.needs_shared
@pytest.mark.covers("req:28", "req:132")
def test_the_yucatan_route_names_the_columns_it_ignores(command: Command, shared: Path) -> None:
    answer = command(shared / "domain" / "route-yucatan.csv", *START, "--json")
    assert (answer.code, answer.json["finish"], len(answer.json["critical_path"])) == (0, "2021-10-18", 15)
    assert "early_start, early_finish, total_float_wd" in answer.err


def documents() -> list[str]:
    path = Path(__file__).resolve().parents[3] / "shared" / "data" / "documents" / "expected.json"
    files = json.loads(path.read_text(encoding="utf-8"))["files"] if path.exists() else []
    return [json.dumps(entry) for entry in files if "schedule" in entry]


@pytest.mark.needs_shared
@pytest.mark.covers("req:28")
@pytest.mark.parametrize(
    "text", documents() or ["null"], ids=lambda text: str((json.loads(text) or {}).get("file", "none"))
)
def test_the_documents(text: str, command: Command, shared: Path) -> None:
    entry = json.loads(text)
    expected = entry["schedule"]
    path = shared / "data" / "documents" / entry["file"]
    answer = command(path, *expected["args"], "--json")
    codes = expected["exit"] if isinstance(expected["exit"], list) else [expected["exit"]]
    assert answer.code in codes
    for word in expected.get("message_contains", []):
        assert word in answer.err
    for key in ("start", "finish", "critical_path"):
        if key in expected:
            assert answer.json[key] == expected[key]


@pytest.mark.covers("req:29")
def test_backwards_with_negative_float_ends_with_1(command: Command) -> None:
    answer = command(SMALL, *START, "--finish", "2021-07-14", "--json")
    assert answer.code == 1
    assert answer.task("1")["total_float"] == -2
    assert answer.task("1")["late_start"] == "2021-06-24"
    assert "faltan dos días hábiles" in command(SMALL, *START, "--finish", "2021-07-14").out


def test_only_a_finish_gives_the_latest_start(command: Command) -> None:
    answer = command(SMALL, "--finish", "2021-07-16", "--json")
    assert (answer.code, answer.json["start"]) == (0, "2021-06-28")


@pytest.mark.covers("req:29")
def test_a_delay_tells_what_moves(command: Command) -> None:
    answer = command(SMALL, *START, "--delay", "2=1", "--json")
    assert (answer.json["finish"], answer.json["finish_moved"]) == ("2021-07-19", 1)
    assert [each["id"] for each in answer.json["moved"]] == ["2", "4"]
    assert command(SMALL, *START, "--delay", "3=7", "--json").json["finish_moved"] == 0
    assert "el final sigue siendo el 16 de julio de 2021" in command(SMALL, *START, "--delay", "3=7").out


@pytest.mark.covers("req:132")
def test_holidays_closures_and_local_days(command: Command) -> None:
    table = HEAD + "1,Firmar,3,\n"

    def finish(*args: str) -> str:
        return str(command(table, "--start", "2021-09-15", "--json", *args).json["finish"])

    assert finish() == "2021-09-20"
    assert finish("--holidays", "none") == "2021-09-17"
    assert finish("--holiday", "2021-09-17") == "2021-09-21"
    assert finish("--closure", "2021-09-17..2021-09-24") == "2021-09-28"


@pytest.mark.parametrize(
    ("table", "encoding"),
    [
        ("No.;Actividad;Duración;Predecesoras\n1;Diseño;5 días;\n2;Difusión;1 semana;1FC+2\n", "latin-1"),
        ("no\tactividad\tduración (días hábiles)\tpredecesoras\n1\tDiseño\t5\t\n2\tDifusión\t5\t1FS+2\n", "utf-16"),
        ("\ufeffFase,Actividad,Días,Depende de\n1,Diseño,5,\n2,Difusión,5.0,1 FC + 2 días\n", "utf-8"),
        ("predecesoras|plazo|no.|fase\n|5|1|Diseño\n1+2|5|2.|Difusión\n", "cp1252"),
    ],
)
def test_headings_separators_and_encodings(table: str, encoding: str, command: Command) -> None:
    answer = command(table.encode(encoding), *START, "--json")
    assert answer.code == 0
    assert [task["name"] for task in answer.json["tasks"]] == ["Diseño", "Difusión"]
    assert answer.task("2")["early_start"] == "2021-07-07"


@pytest.mark.covers("req:28")
def test_a_workbook_with_a_title_above_and_notes_below(command: Command, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Plan de trabajo",), (), ("No.", "Fase", "Duración", "Predecesoras", "Notas"), (1, "Diseño", 5, None, "x"),
        (2, "Difusión", 3, 1), (3, "Firma", 0, "1;2"), (), ("Fecha de firma: 9 de julio de 2021.",),
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "ruta.xlsx")
    answer = command(tmp_path / "ruta.xlsx", *START, "--json")
    assert answer.code == 0
    assert [task["id"] for task in answer.json["tasks"]] == ["1", "2", "3"]
    assert answer.task("3")["early_finish"] == "2021-07-07"
    assert "Notas" in answer.err
    assert "Fecha de firma" in answer.err


def test_starts_finishes_and_parts_of_the_table(command: Command) -> None:
    table = (
        "id,name,duration,predecessors,start,finish\n1,Preparar,,,,\n1.1,Redactar,5,,2021-06-28,\n"
        "1.2,Revisar,,1.1,05/07/2021,09/07/2021\n2,Aparte,2,,12 de julio de 2021,\n3,Otra,1,,NOV,\n"
    )
    answer = command(table, "--json")
    assert answer.json["start"] == "2021-06-28"
    assert (answer.task("1.2")["duration"], answer.task("2")["early_start"]) == (5, "2021-07-12")
    assert answer.task("1")["summary"] is True
    assert answer.task("1")["early_finish"] == "2021-07-09"
    assert "NOV" in answer.err


@pytest.mark.covers("req:29")
def test_constraints_of_the_table(command: Command) -> None:
    table = "id,name,duration,predecessors,constraint\n1,a,5,,\n2,Presentación,1,1,MSO:{}\n"
    met = command(table.format("2021-07-12"), *START, "--json")
    assert (met.code, met.task("2")["early_start"], met.task("1")["total_float"]) == (0, "2021-07-12", 5)
    missed = command(table.format("2021-07-01"), *START, "--json")
    assert (missed.code, missed.task("2")["total_float"]) == (1, -2)


@pytest.mark.needs_shared
@pytest.mark.covers("req:28")
def test_a_project_file_in_days_with_its_hours_besides(command: Command, shared: Path) -> None:
    path = shared / "data" / "schedules" / "mspdi" / "mspdirelations.xml"
    answer = command(path, "--json")
    assert (answer.code, answer.json["start"], answer.json["finish"]) == (0, "2006-09-21", "2006-09-25")
    assert (answer.task("5")["total_float"], answer.task("5")["duration"]) == (1, 1)
    assert answer.task("5")["at"]["early_finish"] == "2006-09-25T08:00:00"
    moved = command(path, "--json", "--delay", "1=1")
    assert (moved.json["finish"], moved.json["finish_moved"]) == ("2006-09-26", 1)
    closed = command(path, "--json", "--closure", "2006-09-22..2006-09-22")
    assert closed.json["finish"] == "2006-09-26"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", ["vacío"]),
        ("\n \n", ["vacío"]),
        (HEAD, ["vacía"]),
        ("hola\nadiós\n", ["no., actividad, duración, predecesoras"]),
        (HEAD + "1,a,2,\n1,b,3,\n", ["número 1"]),
        (HEAD + "1,a,-2,\n", ["-2", "menor que cero"]),
        (HEAD + "1,a,2.5,\n", ["2.5", "fila 2", "entero"]),
        (HEAD + "1,a,cinco,\n", ["cinco", "fila 2"]),
        (HEAD + "1,a,,\n", ["1", "no tiene duración"]),
        (HEAD + ",a,5,\n", ["fila 2", "no tiene número"]),
        (HEAD + "1,a,2,1\n", ["1", "sí misma"]),
        (HEAD + "1,a,2,9\n", ["9", "no está en la lista"]),
        (HEAD + "1,a,2,3\n2,b,1,1\n3,c,1,2\n", ["ciclo", "1", "2", "3"]),
        (HEAD + "1,a,99999,\n2,b,99999,1\n", ["2399"]),
        (HEAD + "1,a,999999,\n", ["999,999"]),
        ("id,duration,constraint\n1,2,CUANDO:2021\n", ["CUANDO:2021", "fila 2"]),
        (HEAD + "1,a,2,\n" * 200_500, ["200,000"]),
        (HEAD + "1,a,2," + "2;" * 600_000, ["demasiado largo"]),
        (HEAD + "1,a,2," + "2;" * 30_000, ["20,000 predecesoras"]),
        (b"PK\x03\x04" + bytes(100), ["no lo es"]),
        (bytes(range(256)) * 4, ["no es texto"]),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, list) else "",
)
def test_what_cannot_be_scheduled_ends_with_2_and_one_line(
    table: str | bytes, words: list[str], command: Command
) -> None:
    answer = command(table, *START, "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert all(word in answer.err for word in words)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "Agregue --start"),
        (("--start", "ayer"), "2021-06-28"),
        (("--start", "06/2021"), "no es un día"),
        ((*START, "--closure", "2021-07-01"), "2021-07-26..2021-08-06"),
        ((*START, "--closure", "2021-08-01..2021-07-01"), "antes de empezar"),
        ((*START, "--delay", "3"), "15=2"),
        ((*START, "--delay", "77=1"), "77"),
        ((*START, "--delay", "1=1", "--delay", "1=2"), "una sola vez"),
        ((*START, "--holidays", "FR"), "FR"),
    ],
)
def test_bad_arguments_end_with_2(args: tuple[str, ...], words: str, command: Command) -> None:
    answer = command(SMALL, *args)
    assert answer.code == 2
    assert words in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("name", ["no-hay.csv", "no-hay.xml", "no-hay.xlsx", "."])
def test_files_that_cannot_be_opened(name: str, command: Command, tmp_path: Path) -> None:
    answer = command(tmp_path / name, *START)
    assert (answer.code, answer.err.count("\n")) == (2, 1)


def test_damaged_files_never_give_a_traceback(command: Command) -> None:
    chance = random.Random(5)
    for _ in range(150):
        data = bytearray(SMALL.encode())
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert command(bytes(data), *START, "--json").code in {0, 1, 2}


def test_a_hundred_thousand_activities_and_the_program_itself(tmp_path: Path) -> None:
    rows = [f"{at},Actividad {at},{at % 7},{at - 500 if at > 500 else ''}" for at in range(1, 100_001)]
    path = tmp_path / "grande.csv"
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tequio.config.cli", "schedule", str(path), *START, "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["tasks"]) == 100_000
