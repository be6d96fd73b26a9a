from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.files.actions import store_file
from tequio.files.models import Version
from tequio.people.models import Person
from tequio.privacy.models import Copy
from tequio.privacy.own_data import archive_of
from tequio.privacy.terms import kept_for


@transaction.atomic
def make_copy(*, person: Person, by: Person, at: datetime) -> Copy:
    """Everything kept of a person, in a file that only that person opens, for a few days. A new one replaces the former."""
    if by.pk != person.pk:
        raise PermissionDenied(_("La copia de los datos de una persona la pide sólo esa persona."))
    for former in Copy.objects.filter(person=person, removed_at__isnull=True):
        _remove(former, at)
    content = archive_of(person, at=at)
    file = store_file(
        content=content, name="mis-datos.zip", media_type="application/zip", version=Version.RESERVED, at=at
    )
    copy = Copy.objects.create(person=person, file=file, made_at=at, expires_at=at + timedelta(days=kept_for("copies")))
    record(verb="privacy.copy_made", subject_kind="person", subject_uid=person.uid, by=by, at=at)
    return copy


def remove_old_copies(*, at: datetime) -> int:
    """Past their days; how many. The bytes go with the collection of orphans."""
    old = list(Copy.objects.filter(removed_at__isnull=True, expires_at__lte=at).select_related("file"))
    for copy in old:
        _remove(copy, at)
    return len(old)


@transaction.atomic
def _remove(copy: Copy, at: datetime) -> None:
    file = copy.file
    Copy.objects.filter(pk=copy.pk).update(file=None, removed_at=at)
    if file is not None:
        file.delete()
