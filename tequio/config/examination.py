"""What ``tequio doctor`` looks at, one function per thing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

#: below this much free space evidence may be refused
FREE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """``mend`` says how; it may also come with something that works but could be better."""

    what: str
    state: str
    wrong: bool = False
    mend: str = ""


def examine() -> list[Finding]:
    looks: list[Callable[[], Finding]] = [
        database,
        migrations,
        durability,
        record,
        files,
        space,
        key,
        founded,
        address,
        proxies,
        demo,
        pdf,
        mail,
        terms,
    ]
    return [look() for look in looks]


def database() -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        told = str(error).strip().splitlines()[0][:200]
        return Finding(
            "Base de datos", f"no responde: {told}", True, "Revise DATABASE_URL y que el servidor esté encendido."
        )
    return Finding("Base de datos", connection.vendor)


def migrations() -> Finding:
    try:
        executor = MigrationExecutor(connection)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return Finding("Tablas", "no se pueden ver", True, "Primero hay que arreglar la base de datos.")
    if pending:
        return Finding("Tablas", f"faltan {pending} migraciones", True, "Corra: tequio manage migrate")
    return Finding("Tablas", "al día")


def durability() -> Finding:
    """What was acknowledged must survive a power cut."""
    question = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            answer = str(cursor.fetchone()[0])
    except DatabaseError:
        return Finding("Durabilidad", "no se puede ver", True, "Primero hay que arreglar la base de datos.")
    safe = answer in ("2", "3") if connection.vendor == "sqlite" else answer not in ("off", "local")
    if safe:
        return Finding("Durabilidad", "lo confirmado queda en el disco")
    return Finding(
        "Durabilidad", f"«{answer}»", True, "Ponga synchronous_commit = on en PostgreSQL, o quite la opción de SQLite."
    )


def record() -> Finding:
    from tequio.config.keeping.tables import record_state

    try:
        state = record_state()
    except DatabaseError:
        return Finding("Registro público", "no se puede ver", True, "Corra: tequio manage migrate")
    if state["first_break"]:
        where = state["first_break"]["sequence"]
        return Finding(
            "Registro público", f"roto en el evento {where}", True, "Restaure el último respaldo íntegro y avise."
        )
    return Finding("Registro público", f"íntegro hasta el evento {state['sequence']}")


def files() -> Finding:
    from tequio.files.actions import path_of
    from tequio.files.models import StoredFile

    try:
        lost = [
            key for key in StoredFile.objects.values_list("key", flat=True).distinct() if not path_of(key).is_file()
        ]
    except DatabaseError:
        return Finding("Archivos", "no se pueden ver", True, "Corra: tequio manage migrate")
    if lost:
        return Finding(
            "Archivos",
            f"faltan {len(lost)}, el primero {lost[0]}",
            True,
            "Cópielos del último respaldo (carpeta files).",
        )
    return Finding("Archivos", "todos están")


def space() -> Finding:
    root = Path(settings.MEDIA_ROOT)
    while not root.exists():
        root = root.parent
    free = shutil.disk_usage(root).free
    if free < FREE_BYTES:
        return Finding("Espacio", f"quedan {free // 1_000_000} MB", True, f"Libere espacio en {root}.")
    return Finding("Espacio", f"quedan {free // 1_000_000_000} GB")


def key() -> Finding:
    if len(settings.SECRET_KEY) < 40:
        return Finding(
            "Clave de la instalación", "corta o vacía", True, "Borre SECRET_KEY del entorno: se hace una sola."
        )
    return Finding("Clave de la instalación", "puesta")


def address() -> Finding:
    if settings.SITE_URL.startswith("https://"):
        return Finding("Dirección", settings.SITE_URL)
    if "//localhost" in settings.SITE_URL or "//127." in settings.SITE_URL:
        return Finding("Dirección", settings.SITE_URL, mend="Sólo para este equipo. En producción: SITE_URL=https://…")
    return Finding("Dirección", settings.SITE_URL, True, "Una dirección pública va con https: SITE_URL=https://…")


def founded() -> Finding:
    """Without somebody who administers it nobody can be given an account."""
    from tequio.people.models import Account

    try:
        known = Account.objects.filter(is_administrator=True, is_active=True).exists()
    except DatabaseError:
        return Finding("Administración", "no se puede ver", True, "Corra: tequio manage migrate")
    if known:
        return Finding("Administración", "alguien administra la instalación")
    return Finding("Administración", "nadie", True, "Corra: tequio found CORREO --name NOMBRE --place LUGAR")


def proxies() -> Finding:
    """With https there is somebody in front; not believed, all visitors are one network and share its limits."""
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        mend = "Si delante hay un servidor con el certificado: TEQUIO_TRUSTED_PROXIES=1; sin él todas las visitas cuentan como una sola."
        return Finding("Servidores intermedios", "ninguno", mend=mend)
    return Finding("Servidores intermedios", str(settings.TRUSTED_PROXIES))


def demo() -> Finding:
    if settings.DEMO and not ("//localhost" in settings.SITE_URL or "//127." in settings.SITE_URL):
        return Finding("Demostración", "encendida en una dirección pública", True, "Quite TEQUIO_DEMO del entorno.")
    return Finding("Demostración", "encendida" if settings.DEMO else "apagada")


def pdf() -> Finding:
    try:
        import weasyprint  # noqa: F401
    except (OSError, ImportError):
        return Finding(
            "PDF", "falta Pango; Word y Excel sí salen", mend="En Debian y Ubuntu: apt install libpangoft2-1.0-0"
        )
    return Finding("PDF", "se puede")


def mail() -> Finding:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Finding("Correo", f"por {settings.EMAIL_HOST}")
    # on a public address nobody could enter: the code goes by mail
    return Finding(
        "Correo",
        "no sale de este equipo",
        settings.HTTPS,
        "Para enviarlo: EMAIL_URL=smtp+tls://usuario:clave@servidor:587",
    )


def terms() -> Finding:
    """Of the requests about personal data, and how long those are kept."""
    from tequio.privacy.terms import of_the_installation, refuse_unreadable

    try:
        refuse_unreadable()
    except (ValueError, TypeError, KeyError) as error:
        told = f"terms.toml no se puede usar: {error}"[:200]
        return Finding(
            "Plazos", told, True, f"Corrija {settings.VAR}/terms.toml; el ejemplo es tequio/privacy/terms.toml."
        )
    if of_the_installation():
        return Finding("Plazos", "los de esta instalación")
    mend = f"Confírmelos con su ley: copie tequio/privacy/terms.toml a {settings.VAR} y corrija lo que haga falta."
    return Finding("Plazos", "los generales", mend=mend)
