"""Each document of the corpus is read and checked as a person who knows it would."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tequio.config.cli import main
from tests.corpus import all_examples, truth
from tests.corpus.truth import Answer, Example

EXAMPLES = {f"{group}/{example.name}": example for group, example in all_examples()}


@cache
def pango_lacks() -> str:
    try:
        import weasyprint
    except OSError as problem:
        return f"no hay pango: {problem}"
    return "" if weasyprint else "no hay weasyprint"


def built(example: Example, folder: Path) -> Path:
    if example.name.endswith(".pdf") and pango_lacks():
        pytest.skip(pango_lacks())
    path = folder / example.name
    example.build(path)
    return path


def params() -> list[object]:
    late = {name: pytest.mark.xfail(strict=True, reason=one.not_yet) for name, one in EXAMPLES.items() if one.not_yet}
    return [pytest.param(name, marks=[late[name]] if name in late else []) for name in EXAMPLES]


@cache
def answered(name: str) -> Answer:
    """What the program says of it; each document is built and opened once in a run."""
    with tempfile.TemporaryDirectory() as folder:
        return truth.answer_of(built(EXAMPLES[name], Path(folder)))


@pytest.mark.parametrize("name", params())
def test_the_document_is_understood(name: str) -> None:
    found = truth.faults(EXAMPLES[name], answered(name))
    assert not found, "\n".join(found)


@pytest.mark.covers("req:13", "req:18", "req:70", "req:76", "req:77", "req:79", "req:82", "req:86", "req:88", "req:98")
def test_planted_faults_are_found_and_clean_documents_left_in_peace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Over the whole corpus: at least 95 of 100 planted faults; no error and at most one false finding per clean file."""
    answers = {name: answered(name) for name in EXAMPLES if not (name.endswith(".pdf") and pango_lacks())}
    planted = [(name, code) for name in answers for code in EXAMPLES[name].finds]
    found = [(name, code) for name, code in planted if code in answers[name].codes]
    kinds = Counter(name.partition("/")[0] for name in answers if answers[name].reading["kind"] == EXAMPLES[name].kind)
    clean = [name for name in answers if EXAMPLES[name].clean]
    loud = [
        name
        for name in clean
        if any("false" in line or "errors" in line for line in truth.checked(EXAMPLES[name], answers[name]))
    ]
    with capsys.disabled():
        total = Counter(name.partition("/")[0] for name in answers)
        said = " · ".join(f"{group} {kinds[group]}/{total[group]}" for group in total)
        print(f"\nCORPUS: {len(answers)} documentos; reconocidos: {said}")
        print(
            f"CORPUS: fallas plantadas {len(found)}/{len(planted)}; limpios sin ruido {len(clean) - len(loud)}/{len(clean)}"
        )
    assert len(planted) > 40
    assert len(found) >= 0.95 * len(planted), sorted(set(planted) - set(found))
    assert not loud


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("sheets/nuevo-leon.docx", 0),
        ("sheets/nl-281.docx", 1),
        ("routes/durango-ciclo.csv", 1),
        ("unrelated/minuta.docx", 0),
    ],
)
def test_the_command_says_the_same(name: str, status: int, tmp_path: Path) -> None:
    path = built(EXAMPLES[name], tmp_path)
    got = truth.answer_of(path)
    code, reading = ran("read", path)
    assert code == 0
    assert {key: reading[key] for key in got.reading} == got.reading
    code, report = ran("check", path)
    assert code == status
    assert Counter(finding["code"] for finding in report["findings"]) == Counter(got.codes)


def ran(command: str, path: Path) -> tuple[int, truth.Json]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([command, str(path), "--json"])
    return code, json.loads(out.getvalue())
