"""The public contact of a post, corrected by whoever holds it or by who keeps the directory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import record
from tequio.people.models import Person, Post
from tequio.people.permissions import can_edit_directory

FIELDS = ("title", "area", "email", "phone", "extension")


def can_edit_contact(by: Person, post: Post, at: datetime) -> bool:
    holder = post.person_id == by.pk and post.held_at(at)
    return holder or can_edit_directory(by, post.organisation.jurisdiction)


@transaction.atomic
def edit_contact(*, post: Post, values: Mapping[str, str], by: Person, at: datetime) -> None:
    """``values``: any of ``FIELDS``. It changes wherever the post answers for something."""
    if not can_edit_contact(by, post, at):
        raise PermissionDenied(_("El contacto de un puesto lo corrige quien lo ocupa o la secretaría técnica."))
    stored = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    changes = {
        name: (getattr(stored, name), values[name])
        for name in FIELDS
        if name in values and values[name] != getattr(stored, name)
    }
    if not changes:
        return
    Post.objects.filter(pk=post.pk).update(**{name: after for name, (_before, after) in changes.items()})
    record(verb="people.contact_edited", subject_kind="post", subject_uid=post.uid, by=by, at=at, changes=changes)
