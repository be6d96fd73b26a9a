"""The door: what is refused and in which words, bombs that take down only their own process, limits, start-up."""

from __future__ import annotations

import io
import os
import resource
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tequio.core.reading.document import Cell, Document, Dropped, Paragraph, Table
from tequio.core.refusals import UnreadableDocument
from tequio.formats.confinement import read_confined
from tequio.formats.document_json import from_json, to_json
from tequio.formats.memory import resident_bytes
from tequio.formats.opening import LIMITS, Limits, open_bytes, open_document, read_document
from tequio.formats.unpacking import PackageLimits
from tests.formats.office import NAMES, S, excel, p, package, pdf, sheet, tbl, tc, tr, unpacked, word

MEGABYTE = 1024 * 1024
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'


def refused(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableDocument) as raised:
        open_bytes(data, name)
    message = str(raised.value)
    assert name.split("/")[-1][:20] in message
    assert "\n" not in message
    return message


def own_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def swollen(name: str, megabytes: int) -> bytes:
    """A package one of whose parts is mostly zeros; written by pieces so that the test itself stays small."""
    parts = unpacked(excel({"Plan": sheet(ROW)}) if name.startswith("xl/") else word(p("x")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            if part != name:
                archive.writestr(part, content)
        with archive.open(name, "w", force_zip64=True) as stream:
            for _ in range(megabytes):
                stream.write(b" " * MEGABYTE)
    return out.getvalue()


class TestBombs:
    @pytest.mark.covers("case:U4")
    def test_a_gigabyte_unpacked_is_refused_before_parsing(self) -> None:
        data = swollen("xl/worksheets/sheet1.xml", 1024)
        assert len(data) < 2 * MEGABYTE
        before = own_memory()
        assert "descomprimirse" in refused(data, "bomba.xlsx")
        assert own_memory() - before < 100 * MEGABYTE

    @pytest.mark.covers("case:U4")
    def test_a_hundred_thousand_members_are_refused_before_they_are_listed(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for number in range(100_000):
                archive.writestr(f"xl/{number}.xml", b"")
        assert "partes" in refused(out.getvalue(), "muchas.xlsx")

    def test_a_directory_that_lies_about_its_length_is_refused(self) -> None:
        data = bytearray(package({f"xl/{number}.xml": "" for number in range(30_000)}))
        end = data.rindex(b"PK\x05\x06")
        data[end + 8 : end + 12] = struct.pack("<HH", 3, 3)
        assert "partes" in refused(bytes(data), "miente.xlsx")

    def test_a_high_ratio_is_refused_only_in_large_members(self) -> None:
        assert "descomprimirse" in refused(swollen("word/document.xml", 60), "razon.docx")
        rows = "".join(f'<row r="{at}">' + '<c s="0"/>' * 100 + "</row>" for at in range(1, 3000))
        small = excel({"Plan": sheet(ROW + rows)})
        assert sum(info.file_size for info in zipfile.ZipFile(io.BytesIO(small)).infolist()) > 100 * len(small)
        assert open_bytes(small, "repetitivo.xlsx").blocks

    @pytest.mark.parametrize(
        "bomb",
        [
            '<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_are_refused_in_any_part_and_encoding(self, bomb: str, encoding: str) -> None:
        head = f'<?xml version="1.0" encoding="{encoding}"?>{bomb}'
        document = (
            f"{head}<w:document {NAMES}><w:body>{p('&b;' if 'ENTITY b' in bomb else 'x')}</w:body></w:document>".encode(
                encoding
            )
        )
        assert "por seguridad" in refused(
            package({**unpacked(word(p("x"))), "word/document.xml": document}), "risas.docx"
        )
        book = f'{head}<worksheet xmlns="{S}"><sheetData>{ROW}</sheetData></worksheet>'.encode(encoding)
        assert "por seguridad" in refused(
            package({**unpacked(excel({"P": sheet(ROW)})), "xl/worksheets/sheet1.xml": book}), "risas.xlsx"
        )

    def test_a_document_type_hidden_behind_padding_is_refused(self) -> None:
        document = f"<!--{'x' * 200_000}--><!DOCTYPE w><w:document {NAMES}><w:body>{p('x')}</w:body></w:document>"
        refused(package({**unpacked(word(p("x"))), "word/document.xml": document}), "relleno.docx")

    def test_deep_nesting_is_refused(self) -> None:
        deep = "<w:sdt><w:sdtContent>" * 50_000 + p("x") + "</w:sdtContent></w:sdt>" * 50_000
        assert "niveles" in refused(word(deep), "hondo.docx")
        nested = tc("x")
        for _ in range(2000):
            nested = tc(tbl(tr(nested)) + p())
        assert "niveles" in refused(word(tbl(tr(nested))), "tablas.docx")

    def test_an_endless_sheet_of_merges_is_refused_or_cut(self) -> None:
        merges = "".join('<mergeCell ref="A1:XFD1048576"/>' for _ in range(100_000))
        rows = "".join(
            f'<row r="{at}"><c r="A{at}"><v>1</v></c><c r="Z{at}"><v>2</v></c></row>' for at in range(1, 3000)
        )
        assert "demasiadas" in refused(
            excel({"P": sheet(rows, f"<mergeCells>{merges}</mergeCells>")}), "combinadas.xlsx"
        )


class TestConfinement:
    """Each guard is shown to work where the others would not."""

    def confined(self, data: bytes, name: str, limits: Limits, watched: bool = False) -> Document:
        with tempfile.TemporaryFile() as stream:
            stream.write(data)
            stream.seek(0)
            return read_confined(stream, name, limits, watched=watched)

    def hungry(self) -> bytes:
        return word("".join(p(f"Párrafo {number} " + "x" * 200) for number in range(60_000)))

    def test_memory_is_limited_by_the_system(self) -> None:
        data = self.hungry()
        assert len(self.confined(data, "x.docx", Limits()).blocks) == 60_000
        with pytest.raises(UnreadableDocument, match="memoria"):
            self.confined(data, "x.docx", Limits(memory=60 * MEGABYTE))

    def test_memory_is_watched_where_the_system_sets_no_limit(self) -> None:
        with pytest.raises(UnreadableDocument, match="memoria"):
            self.confined(self.hungry(), "x.docx", Limits(memory=40 * MEGABYTE), watched=True)
        assert len(self.confined(word(p("x")), "x.docx", Limits(), watched=True).blocks) == 1

    def test_resident_memory_of_a_process_is_known_and_of_an_ended_one_is_nothing(self) -> None:
        assert 5 * MEGABYTE < resident_bytes(os.getpid()) < 4096 * MEGABYTE
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        assert resident_bytes(ended.pid) == 0

    def test_time_is_limited(self) -> None:
        with pytest.raises(UnreadableDocument, match="Tardó demasiado"):
            self.confined(self.hungry(), "x.docx", Limits(seconds=0.4))

    def test_the_answer_is_limited(self) -> None:
        with pytest.raises(UnreadableDocument, match="demasiado texto"):
            self.confined(self.hungry(), "x.docx", Limits(answer=1 * MEGABYTE))

    def test_the_process_sees_no_secrets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: dict[str, str] = {}

        class Recorded(subprocess.Popen[bytes]):
            def __init__(self, *arguments: object, **options: object) -> None:
                seen.update(options["env"])  # type: ignore[call-overload]
                super().__init__(*arguments, **options)  # type: ignore[call-overload]

        monkeypatch.setenv("DATABASE_URL", "postgres://secret@example.org/x")
        monkeypatch.setattr("tequio.formats.confinement.subprocess.Popen", Recorded)
        assert self.confined(word(p("x")), "x.docx", Limits()).blocks
        assert "PYTHONPATH" in seen
        assert not any("secret" in value for value in seen.values())


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "name", "says"),
        [
            (b"", "vacio.docx", "vacío"),
            (b"<!DOCTYPE html><html><body>x</body></html>", "pagina.docx", "página web"),
            (b"\n <html><table><tr><td>1</td></tr></table></html>", "exportado.xls", "página web"),
            (b"{\\rtf1\\ansi x}", "carta.doc", ".rtf"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
                "viejo.doc",
                "guárdelo como .docx",
            ),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
                "clave.docx",
                "contraseña",
            ),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "roto.xls", "dañado"),
            (b"\xff\xd8\xff\xe0" + b"\0" * 50, "foto.docx", "imagen"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "captura.png", "imagen"),
            (bytes(range(256)) * 20, "datos.docx", "dañado"),
            (bytes(range(256)) * 20, "programa.exe", "no es texto"),
            (b"Hola", "carta.docx", "texto simple"),
            (b'{"a": 1}', "datos.json", "Se admiten"),
            (b"%PDF-1.4\nnada", "x.pdf", "dañado"),
        ],
    )
    def test_each_kind_of_wrong_file_says_what_to_do(self, data: bytes, name: str, says: str) -> None:
        assert says in refused(data, name)

    @pytest.mark.parametrize(
        ("parts", "name", "says"),
        [
            ({"leeme.txt": "x"}, "cosas.zip", "descomprímalo"),
            ({"ppt/presentation.xml": "<x/>"}, "laminas.pptx", "presentación"),
            ({"xl/workbook.bin": "x"}, "libro.xlsb", ".xlsb"),
            ({"word/styles.xml": "<x/>"}, "hueco.docx", "dañado"),
            ({"word/document.xml": "<x/"}, "xml.docx", "dañado"),
            ({"mimetype": "application/epub+zip"}, "libro.epub", ".zip"),
        ],
    )
    def test_packages_that_are_not_documents(self, parts: dict[str, str | bytes], name: str, says: str) -> None:
        assert says in refused(package(parts), name)

    @pytest.mark.parametrize(
        "make", [lambda: word(p("Texto") * 300), lambda: excel({"P": sheet(ROW)}), lambda: pdf([[(72, 80, 10, "x")]])]
    )
    def test_truncated_files_are_refused_or_read_never_a_traceback(self, make: Callable[[], bytes]) -> None:
        data = make()
        name = "x.pdf" if data.startswith(b"%PDF") else "x.docx"
        for end in range(1, len(data), max(1, len(data) // 12)):
            try:
                read_document(data[:end], name)
            except UnreadableDocument as unreadable:
                assert len(str(unreadable)) > 20  # noqa: PT017 - either outcome is right

    def test_an_encrypted_member_has_a_password(self) -> None:
        data = bytearray(word(p("x")))
        at = data.index(b"PK\x01\x02")
        data[at + 8] |= 1
        assert "contraseña" in refused(bytes(data), "clave.docx")

    def test_a_member_with_a_wrong_checksum_is_damaged(self) -> None:
        data = bytearray(package({"_rels/.rels": "<x/>", "word/document.xml": "<x/>" * 1000}, level=0))
        at = data.index(b"<x/><x/>") + 1000
        data[at] ^= 1
        assert "dañado" in refused(bytes(data), "suma.docx")

    def test_a_file_too_large_is_refused_by_its_size(self, tmp_path: Path) -> None:
        path = tmp_path / "grande.docx"
        with path.open("wb") as stream:
            stream.truncate(LIMITS.size + 1)
        with pytest.raises(UnreadableDocument, match="20 MB"):
            open_document(path)
        with pytest.raises(UnreadableDocument, match="20 MB"):
            open_bytes(b"x" * (LIMITS.size + 1), "grande.txt")

    @pytest.mark.covers("case:U6")
    def test_empty_and_truncated_files_say_which_and_why(self, tmp_path: Path) -> None:
        whole = pdf([[(72, 80, 10, "Texto que sigue entero")]])
        jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 40
        for name, data, says in (
            ("acta.docx", b"", "vacío"),
            ("foto.jpg", jpeg, "imagen"),
            ("medio.pdf", whole[:200], "PDF|dañado"),
        ):
            path = tmp_path / name
            path.write_bytes(data)
            with pytest.raises(UnreadableDocument, match=f"«{name}».*({says})"):
                open_document(path)
        (tmp_path / "sin-fin.pdf").write_bytes(whole[: whole.rindex(b"%%EOF")])
        assert open_document(tmp_path / "sin-fin.pdf").blocks[0] == Paragraph("Texto que sigue entero", "página 1")

    def test_missing_files_folders_and_devices(self, tmp_path: Path) -> None:
        for path, says in (
            (tmp_path / "no.docx", "no existe"),
            (tmp_path, "no es un archivo"),
            (Path("/dev/zero"), "no es un archivo"),
        ):
            with pytest.raises(UnreadableDocument, match=says):
                open_document(path)

    def test_names_are_shown_without_tricks(self) -> None:
        with pytest.raises(UnreadableDocument) as raised:
            open_bytes(b"", "fdp\u202e.\nexe" + "x" * 500)
        assert "\u202e" not in str(raised.value)
        assert "\n" not in str(raised.value)
        assert len(str(raised.value)) < 300


class TestRecognition:
    @pytest.mark.parametrize(
        ("data", "name", "format_"),
        [
            (word(p("x")), "sin-extension", "docx"),
            (word(p("x")), "mal.pdf", "docx"),
            (excel({"P": sheet(ROW)}), "mal.xls", "xlsx"),
            (pdf([[(72, 80, 10, "x")]]), "mal.docx", "pdf"),
            (b"a\tb\n1\t2\n", "exportado.xls", "csv"),
            (b"a;b\n1;2\n", "datos.CSV", "csv"),
            (b"# Plan\n", "plan.md", "txt"),
        ],
    )
    def test_content_decides_before_the_name(self, data: bytes, name: str, format_: str) -> None:
        document = open_bytes(data, name)
        assert (document.format, document.name) == (format_, name)

    def test_macros_do_not_matter(self) -> None:
        assert (
            open_bytes(package({**unpacked(excel({"P": sheet(ROW)})), "xl/vbaProject.bin": b"\0"}), "m.xlsm").format
            == "xlsx"
        )


def test_a_document_survives_the_way_out_of_its_process() -> None:
    rows = ((Cell("a\nb"), Cell("a\nb", True, "FFFF00", True)), (Cell(), Cell("ñ“”\u2603")))
    document = Document(
        "x.docx",
        "docx",
        (Paragraph("p", "línea 1", 2, "1.1", True), Table(rows, "tabla 1", (1, 3))),
        (Dropped("t", "r", "w"),),
        ("nota",),
        ("pie",),
    )
    assert from_json(to_json(document)) == document


def test_text_is_read_without_another_process(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("1. Uno\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from tequio.formats.opening import open_document; "
        f"open_document(Path({str(path)!r})); "
        "assert not {'tequio.formats.confinement', 'django', 'openpyxl', 'docx', 'pdfplumber'} & set(sys.modules)"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], check=False, env={**os.environ, "PYTHONPATH": os.getcwd()}
        ).returncode
        == 0
    )


def test_limits_are_those_promised() -> None:
    assert (LIMITS.size, LIMITS.seconds, LIMITS.memory) == (20 * MEGABYTE, 20.0, 512 * MEGABYTE)
    limits = PackageLimits()
    assert (limits.unpacked, limits.members, limits.ratio) == (200 * MEGABYTE, 2_000, 100)


@pytest.mark.needs_shared
def test_every_document_of_the_shared_folder_opens(shared: Path) -> None:
    files = sorted((shared / "data" / "documents").glob("*/*.*"))
    assert len(files) == 35
    for path in files:
        document = open_document(path)
        assert sum(len(block.rows) if isinstance(block, Table) else 1 for block in document.blocks) > 10, path.name
        for block in document.blocks:
            if isinstance(block, Table):
                assert len({len(row) for row in block.rows}) == 1
                assert len(block.row_numbers) == len(block.rows)


@pytest.mark.needs_shared
def test_old_excel_files_open_with_their_sheets(shared: Path) -> None:
    from tequio.formats.xls_in import read_xls

    for path in sorted((shared / "data" / "forms" / "xls").glob("*.xls")):
        assert open_document(path).format == "xls", path.name
    widgets = shared / "data" / "forms" / "xls" / "widgets.xls"
    document = read_xls(widgets.read_bytes(), "widgets.xls")
    first = document.blocks[0]
    assert isinstance(first, Table)
    assert first.where == "hoja «survey»"
    assert [cell.text for cell in first.rows[1]][:2] == ["string", "my_string"]
    assert document.notes[0].startswith("Comentario en hoja «survey», celda G5")
    assert "columna oculta" in document.dropped[0].reason


@pytest.mark.needs_shared
def test_bad_input_is_refused_or_read_never_a_traceback(shared: Path) -> None:
    for path in sorted((shared / "data" / "bad-input").rglob("*")):
        if path.is_file():
            try:
                open_document(path)
            except UnreadableDocument as unreadable:
                assert path.name in str(unreadable)  # noqa: PT017 - either outcome is right
