"""All that an installation keeps of one person, whatever the room: every table that points to her, the documents of her
applications, her mail and what she did.

The tables are found by their foreign keys, so that a new room is in the copy from its first day.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Any

from django.apps import apps
from django.db.models import EmailField, Field, ForeignKey, JSONField, Model, Q, QuerySet
from django.utils.translation import gettext as _

from tequio.audit.models import Event
from tequio.calls.models import Application, ApplicationFile
from tequio.core.dataset import Dataset
from tequio.core.dataset import Field as Column
from tequio.files.actions import FileIsDamaged, FileIsMissing, read_file
from tequio.formats.csv_out import stream
from tequio.outbox.models import Message
from tequio.people.models import Account, Person
from tequio.privacy.models import Copy

#: secrets of the program about a person: they are not data that tell anything of her
SECRET = ("salt", "key", "secret", "sealed", "hash", "token", "session")
#: bytes of documents in one copy
LARGEST_DOCUMENTS = 100 * 1024 * 1024
Row = dict[str, Any]


def archive_of(person: Person, *, at: datetime) -> bytes:
    """A zip: ``datos.json`` with everything, one CSV per table, and what each is."""
    tables = tables_of(person)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LEEME.txt", _readme(tables, at))
        archive.writestr("datos.json", json.dumps(tables, ensure_ascii=False, indent=2, default=str))
        for name, rows in tables.items():
            archive.writestr(f"{name}.csv", _csv(name, rows))
        for name, content in documents_of(person):
            archive.writestr(f"documentos/{name}", content)
    return out.getvalue()


def tables_of(person: Person) -> dict[str, list[Row]]:
    """Name of the table → its rows about the person; tables without any are left out."""
    found = {"people.person": [row_of(person, person)]}
    if person.account is not None:
        found["people.account"] = [row_of(person.account, person)]
        found["outbox.message"] = [
            {"subject": each.subject, "text": each.text, "queued_at": each.queued_at, "sent_at": each.sent_at}
            for each in Message.objects.filter(recipient=person.account.email).order_by("queued_at")
        ]
    for model, fields in tables_that_name_people():
        rows = model._default_manager.filter(_mine(model, fields, person)).order_by("pk")
        found[model._meta.label_lower] = [row_of(each, person, did=_only_did(fields)) for each in rows]
    found["calls.applicationfile"] = [row_of(each, person) for each in enclosed_by(person)]
    found["audit.event"] = [
        {"at": at, "verb": verb, "subject_kind": kind, "subject_uid": uid}
        for at, verb, kind, uid in Event.objects.filter(Q(actor_uid=person.uid) | Q(subject_uid=person.uid))
        .order_by("pk")
        .values_list("at", "verb", "subject_kind", "subject_uid")
    ]
    return {name: rows for name, rows in found.items() if rows}


def enclosed_by(person: Person) -> QuerySet[ApplicationFile]:
    hers = Application.objects.filter(_mine(Application, dict(tables_that_name_people())[Application], person))
    rows = ApplicationFile.objects.filter(application__in=hers).select_related("application", "file")
    return rows.order_by("application_id", "position")


def documents_of(person: Person) -> Iterator[tuple[str, bytes]]:
    """Name → bytes, of those that fit in ``LARGEST_DOCUMENTS``; the table names them all."""
    left = LARGEST_DOCUMENTS
    for each in enclosed_by(person):
        left -= each.file.size
        if left < 0:
            return
        with suppress(FileIsMissing, FileIsDamaged):
            yield f"{each.application.folio}-{each.position}-{each.file.original_name}", read_file(each.file)


def _mine(model: type[Model], fields: list[ForeignKey[Any, Any]], person: Person) -> Q:
    """Also what she sent without entering, with the address of her account."""
    mine = Q()
    for each in fields:
        mine |= Q(**{each.name: person.pk if each.related_model is Person else person.account_id or 0})
    own = [each.name for each in fields if each.null and each.related_model is Person]
    written = isinstance(model._meta.get_field("email"), EmailField) if _has(model, "email") else False
    if written and person.account is not None and own:
        mine |= Q(email=person.account.email, **{f"{name}__isnull": True for name in own})
    return mine


def _has(model: type[Model], name: str) -> bool:
    return any(each.name == name for each in model._meta.concrete_fields)


def _only_did(fields: list[ForeignKey[Any, Any]]) -> bool:
    """The row is of something on which she worked («decided_by»), not of her: what others wrote in it is not hers."""
    return all(each.name.endswith("_by") for each in fields)


def tables_that_name_people() -> Iterator[tuple[type[Model], list[ForeignKey[Any, Any]]]]:
    for model in apps.get_models():
        if not model.__module__.startswith("tequio.") or model in (Person, Copy):
            continue
        fields = [
            each
            for each in model._meta.get_fields()
            if isinstance(each, ForeignKey) and each.related_model in (Person, Account)
        ]
        if fields:
            yield model, fields


def row_of(row: Model, person: Person, *, did: bool = False) -> Row:
    """``did``: without whole documents, that name others."""
    told = (each for each in row._meta.concrete_fields if _tells(each) and not (did and isinstance(each, JSONField)))
    return {each.name: _plain(each, row, person) for each in told}


def _tells(field: Field[Any, Any]) -> bool:
    return not field.primary_key and not any(word in field.name.split("_") for word in SECRET)


def _plain(field: Field[Any, Any], row: Model, person: Person) -> Any:
    value = field.value_from_object(row)
    if isinstance(field, ForeignKey) and value is not None:
        other = getattr(row, field.name)
        hers = other in (person, person.account)
        return _("otra persona") if isinstance(other, Person | Account) and not hers else str(other)
    return value.tobytes().hex() if isinstance(value, memoryview) else value


def _csv(name: str, rows: list[Row]) -> bytes:
    columns = tuple(Column(column, column) for column in rows[0])
    told = [["" if row[column.name] is None else str(row[column.name]) for column in columns] for row in rows]
    return b"".join(stream(Dataset(name, name, "", columns), told))


def _readme(tables: dict[str, list[Row]], at: datetime) -> str:
    lines = [_("Sus datos en esta instalación, al %(day)s (UTC).") % {"day": f"{at:%d/%m/%Y %H:%M}"}, ""]
    lines += [f"{name}: {len(rows)}" for name, rows in tables.items()]
    lines += ["", _("En «datos.json» está todo; cada tabla viene además como CSV, que abre en una hoja de cálculo.")]
    if "calls.applicationfile" in tables:
        lines.append(_("En «documentos» está lo que envió con sus solicitudes, hasta 100 MB."))
    return "\n".join(lines)
