from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tequio.config.cli import main
from tests.config.conftest import Run

Demo = tuple[Path, Run]


@pytest.fixture(scope="session")
def record(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "registro.jsonl"
    done = demo[1]("manage", "export_record", path)
    assert done.returncode == 0, done.stderr
    return path


def verified(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, object]]:
    code = main(["verify", str(path), "--json", *options])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.covers("req:128")
def test_an_exported_record_is_verified_without_a_database(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = verified(record, capsys)
    assert (code, answer["intact"], answer["first_break"]) == (0, True, None)
    assert answer["events"] == len(record.read_text("utf-8").splitlines()) - 1


def edited(lines: list[str]) -> list[str]:
    return [*lines[:7], lines[7].replace('"verb": "', '"verb": "x'), *lines[8:]]


TAMPERING = {
    "changed": (edited, 7),
    "deleted": (lambda lines: lines[:7] + lines[8:], 7),
    "reordered": (lambda lines: [*lines[:7], lines[8], lines[7], *lines[9:]], 7),
    "repeated": (lambda lines: [*lines[:8], *lines[7:]], 8),
    "truncated": (lambda lines: lines[:-3], -2),
    "not json": (lambda lines: [*lines[:7], "{" + lines[7], *lines[8:]], 7),
    "a field more": (lambda lines: [*lines[:7], lines[7].replace('{"content"', '{"a": 1, "content"'), *lines[8:]], 7),
    "an impossible number": (
        lambda lines: [*lines[:7], lines[7].replace('"changes": {', '"changes": {"n": 1e999, ', 1), *lines[8:]],
        7,
    ),
    "too deep": (lambda lines: [*lines[:7], "[" * 100_000, *lines[8:]], 7),
}


@pytest.mark.covers("req:128")
@pytest.mark.parametrize("deed", TAMPERING)
def test_any_tampering_is_located(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], deed: str) -> None:
    do, where = TAMPERING[deed]
    lines = record.read_text("utf-8").splitlines()
    path = tmp_path / "tocado.jsonl"
    path.write_text("\n".join(do(lines)) + "\n", "utf-8")
    code, answer = verified(path, capsys)
    assert (code, answer["intact"]) == (1, False)
    expected = where if where > 0 else len(lines) + where - 1
    assert answer["first_break"]["sequence"] == expected  # type: ignore[index]


@pytest.mark.covers("req:128")
def test_a_whole_new_record_is_noticed_by_a_head_kept_elsewhere(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = verified(record, capsys, "--head", "f" * 64)
    assert code == 1
    assert answer["first_break"]["fault"] == "changed"  # type: ignore[index]


def test_every_flipped_byte_of_an_event_is_noticed(record: Path, tmp_path: Path) -> None:
    """Except where the text means the same: white space between fields."""
    from tequio.config.commands.verify import verify_file

    lines = record.read_bytes().splitlines(keepends=True)
    place = sum(map(len, lines[:3]))
    path = tmp_path / "un-byte.jsonl"
    missed = []
    for offset in range(place, place + len(lines[3]) - 1, 7):
        content = bytearray(b"".join(lines))
        if content[offset] in b" ":
            continue
        content[offset] ^= 1
        path.write_bytes(content)
        broken = verify_file(path).first_break
        if broken is None or broken.sequence != 3:
            missed.append((offset - place, broken))
    assert missed == []


@pytest.mark.parametrize("content", [b"", b"hola", b"{}", b'{"format": "otro"}', b"\xff\xfe\x00"])
def test_what_is_no_record_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 2
    assert main(["verify", str(tmp_path / "nada")]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 2
    assert "Traceback" not in err


@pytest.mark.covers("req:99", "req:128")
def test_a_hand_over_pack_is_exported_and_verified(
    demo: Demo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "entrega.zip"
    done = demo[1]("export", "municipio-2021", path)
    assert done.returncode == 0, done.stderr
    code, answer = verified(path, capsys)
    assert (code, answer["kind"], answer["intact"]) == (0, "bundle", True)
    again = demo[1]("export", "municipio-2021", path)
    assert (again.returncode, "ya existe" in again.stderr) == (2, True)
    with zipfile.ZipFile(path, "a") as parcel:
        parcel.writestr("de-mas.txt", "x")
    assert main(["verify", str(path)]) == 1
    assert "«de-mas.txt» no venía en el paquete" in capsys.readouterr().out
