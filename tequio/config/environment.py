"""What a command needs before Django: where things are kept, the key of this installation, whether it is a demonstration."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import tequio
from tequio.core.refusals import Refusal

#: in the folder of a demonstration; nothing else makes one
DEMO_MARK = "demo"
KEY_FILE = "secret-key"


class NothingStored(Refusal):
    code = "nothing-stored"


def var() -> Path:
    return Path(os.environ.get("TEQUIO_VAR") or Path(tequio.__file__).resolve().parent.parent / "var")


def is_demo(folder: Path | None = None) -> bool:
    return ((folder or var()) / DEMO_MARK).is_file()


def prepare(*, demo: bool = False) -> Path:
    """Settings and applications are ready afterwards; the folder of the installation. An embedded one keeps its own key."""
    folder = var()
    os.environ["TEQUIO_VAR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.config.settings")
    folder.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret_key(folder)
    if demo:
        (folder / DEMO_MARK).touch()
        os.environ.pop("DATABASE_URL", None)
    if "DATABASE_URL" not in os.environ and is_demo(folder):
        os.environ["TEQUIO_DEMO"] = "1"
    import django

    django.setup()
    return folder


def secret_key(folder: Path) -> str:
    """Made once, readable only by its owner, never in the code."""
    path = folder / KEY_FILE
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def refuse_without_tables() -> None:
    """A command that works on what is stored says so when nothing is."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if "audit_event" not in connection.introspection.table_names():
        raise NothingStored(
            f"Aquí no hay nada guardado ({var()}). Para verlo con datos de muestra: tequio demo. Para empezar: tequio manage migrate"
        )
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NothingStored("La base es de una versión anterior. Respáldela y luego: tequio manage migrate")
