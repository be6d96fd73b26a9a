"""Bytes first, row afterwards: a killed worker leaves an orphan that is collected, never a row without its file."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from tequio.core.refusals import Refusal
from tequio.files.models import StoredFile, Version

#: an unfinished change may still be about to point to a file this young
ORPHAN_AGE = timedelta(days=1)
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)


class FileIsMissing(Refusal):
    code = "file-missing"


class FileIsDamaged(Refusal):
    code = "file-damaged"


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def path_of(key: str) -> Path:
    """Only what the key of a content can be, whatever a row says."""
    if not _KEY.fullmatch(key):
        raise FileIsMissing(f"«{key}» no es la clave de un archivo.")
    return root() / key


def safe_name(name: str) -> str:
    """A name to show and to download under: no path, no control or direction characters, 150 characters at most."""
    kept = "".join(
        c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    kept = re.split(r"[/\\]", kept)[-1].strip(" .") or "archivo"
    if _DEVICE.fullmatch(kept.partition(".")[0].strip()):
        # Windows opens a device instead of the file
        kept = f"_{kept}"
    stem, dot, extension = kept.rpartition(".")
    return f"{stem[: 149 - len(extension)]}.{extension}" if dot and len(extension) <= 10 else kept[:150]


def store_file(
    *,
    content: bytes,
    name: str,
    media_type: str,
    at: datetime,
    version: str = Version.PUBLIC,
    public_version: StoredFile | None = None,
) -> StoredFile:
    """The bytes are on the disk, flushed, before the row exists."""
    key = hold_content(content)
    sha256 = key.rpartition("/")[2]
    return StoredFile.objects.create(
        key=key,
        sha256=sha256,
        size=len(content),
        media_type=media_type,
        original_name=safe_name(name),
        version=version,
        public_version=public_version,
        stored_at=at,
    )


def partial_folder() -> Path:
    """Where a long file is written before it is adopted; what a killed worker leaves there is collected like any orphan."""
    folder = root() / "partial"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def adopt_file(*, path: Path, name: str, media_type: str, at: datetime, version: str = Version.PUBLIC) -> StoredFile:
    """A file that was written to ``partial_folder`` becomes a stored one, without passing through memory."""
    with path.open("rb") as content:
        os.fsync(content.fileno())
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    size, key = path.stat().st_size, f"{sha256[:2]}/{sha256}"
    target = path_of(key)
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)
    # young again: the collector of orphans must not take it before this row is committed
    os.utime(target)
    return StoredFile.objects.create(
        key=key,
        sha256=sha256,
        size=size,
        media_type=media_type,
        original_name=safe_name(name),
        version=version,
        stored_at=at,
    )


def open_file(file: StoredFile) -> BinaryIO:
    """To be sent piece by piece. Raises FileIsMissing, also for one of another size."""
    try:
        content = path_of(file.key).open("rb")
    except OSError as error:
        raise FileIsMissing(f"Falta el archivo «{file.original_name}» ({file.key}).") from error
    if os.fstat(content.fileno()).st_size != file.size:
        content.close()
        raise FileIsDamaged(f"El archivo «{file.original_name}» ({file.key}) no es el que se guardó.")
    return content


def hold_content(content: bytes) -> str:
    """Keep bytes that no row points to yet, as those of a form that has to be corrected; a day later they are collected."""
    sha256 = hashlib.sha256(content).hexdigest()
    key = f"{sha256[:2]}/{sha256}"
    _write(path_of(key), content)
    return key


def held_content(key: str) -> bytes | None:
    """None once it was collected."""
    path = path_of(key)
    return path.read_bytes() if path.is_file() else None


def wait_longer(key: str) -> bool:
    """What is held is young again for the collector of orphans; False once it was collected."""
    try:
        os.utime(path_of(key))
    except FileNotFoundError:
        return False
    return True


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size == len(content):
        # young again: the collector of orphans must not take it before this row is committed
        os.utime(path)
        return
    partial = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    with partial.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)


def read_file(file: StoredFile) -> bytes:
    """Raises FileIsMissing or FileIsDamaged: what is given out is what was given in."""
    try:
        content = path_of(file.key).read_bytes()
    except OSError as error:
        raise FileIsMissing(f"Falta el archivo «{file.original_name}» ({file.key}).") from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileIsDamaged(f"El archivo «{file.original_name}» ({file.key}) no es el que se guardó.")
    return content


def stored_keys() -> Iterator[str]:
    """Every file on the disk, whether or not a row points to it."""
    for path in sorted(root().glob("*/*")):
        yield f"{path.parent.name}/{path.name}"


def collect_orphans(*, older_than: timedelta = ORPHAN_AGE) -> list[str]:
    """Delete files that no row points to and that are not young; their keys."""
    limit = time.time() - older_than.total_seconds()
    collected = []
    for key in stored_keys():
        path = root() / key
        if path.stat().st_mtime <= limit and not StoredFile.objects.filter(key=key).exists():
            path.unlink()
            collected.append(key)
    return collected
