"""A pack is asked for on a page and made by the worker: what takes minutes waits for nobody's browser."""

from __future__ import annotations

import logging
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.archive import permissions
from tequio.archive.actions.term import locked_exercise, note
from tequio.archive.models import Kind, Pack, State
from tequio.archive.packing import pack_into
from tequio.archive.terms import kept_days
from tequio.audit.actions import seal_pending
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise, Status
from tequio.exercises.posts import posts_in
from tequio.files.actions import adopt_file, partial_folder
from tequio.files.models import StoredFile, Version
from tequio.people.models import Person

logger = logging.getLogger("tequio.archive")
#: a pack that somebody began so long ago was cut short
STOPPED_AFTER = timedelta(minutes=30)


class NothingToHandOver(Refusal):
    code = "nothing-to-hand-over"


class PackIsGone(Refusal):
    code = "pack-is-gone"


@transaction.atomic
def prepare_pack(*, exercise: Exercise, by: Person, at: datetime, kind: str = Kind.PUBLIC) -> Pack:
    """Ask for a new one, which replaces the former. Pressed twice while it is being made, it is the same."""
    locked = locked_exercise(exercise)
    if kind == Kind.RESERVED and not permissions.can_take_reserved(by, locked, at):
        raise PermissionDenied(_("El paquete reservado lo prepara sólo quien administra este ejercicio."))
    if kind == Kind.PUBLIC and not permissions.can_prepare_pack(by, locked, at):
        raise PermissionDenied(_("El paquete de entrega lo preparan la secretaría técnica o la administración."))
    if locked.status == Status.DRAFT:
        raise NothingToHandOver(_("Este ejercicio no se ha publicado: no hay nada que entregar."))
    former = Pack.objects.filter(exercise=locked, kind=kind, removed_at__isnull=True).select_related("file").first()
    if former is not None and former.state() == State.ASKED:
        return former
    if former is not None:
        remove_pack(former, at)
    pack = Pack.objects.create(exercise=locked, kind=kind, asked_by=by, asked_at=at)
    note("pack_asked", locked, by, at, {"kind": (None, kind)})
    return pack


@transaction.atomic
def take_pack(*, pack: Pack, by: Person, at: datetime) -> StoredFile:
    """What is reserved leaves the house: who took it, by post, is public."""
    if not permissions.can_take_reserved(by, pack.exercise, at):
        raise PermissionDenied(_("El paquete reservado se lo lleva sólo quien administra este ejercicio."))
    if pack.file is None or pack.expires_at is None or pack.expires_at <= at:
        raise PackIsGone(_("Ese paquete ya se borró: prepare otro."))
    post = posts_in(pack.exercise_id, {by.pk}, pack.exercise.jurisdiction.today(at))[by.pk]
    note("pack_taken", pack.exercise, by, at, {"kind": (None, pack.kind), "post": (None, post)})
    return pack.file


def make_packs(*, at: datetime) -> int:
    """Those that somebody waits for, the oldest first; how many. Each in no transaction of its own making: it may take minutes."""
    made = 0
    while pack := _next(at):
        try:
            _make(pack, at)
            made += 1
        except Exception:
            logger.exception("el paquete %s no se pudo preparar", pack.uid)
            Pack.objects.filter(pk=pack.pk).update(error=_("Algo falló al prepararlo. Pida otro."), making_since=None)
    return made


@transaction.atomic
def _next(at: datetime) -> Pack | None:
    """Two workers never take the same one: the second finds it taken."""
    free = Q(making_since__isnull=True) | Q(making_since__lt=at - STOPPED_AFTER)
    waiting = Pack.objects.filter(free, removed_at__isnull=True, made_at__isnull=True, error="").order_by("pk")
    for pack in waiting.select_related("exercise__jurisdiction"):
        if Pack.objects.filter(free, pk=pack.pk).update(making_since=at):
            return pack
    return None


def _make(pack: Pack, at: datetime) -> None:
    seal_pending(at=at)
    reserved = pack.kind == Kind.RESERVED
    with tempfile.NamedTemporaryFile(dir=partial_folder(), suffix=".part", delete=False) as out:
        entries = pack_into(out, pack.exercise, kind=pack.kind, now=at)
    name = f"entrega-{'reservada-' if reserved else ''}{pack.exercise.slug}.zip"
    version = Version.RESERVED if reserved else Version.PUBLIC
    path = Path(out.name)
    try:
        with transaction.atomic():
            file = adopt_file(path=path, name=name, media_type="application/zip", version=version, at=at)
            expires = at + timedelta(days=kept_days())
            waiting = Pack.objects.filter(pk=pack.pk, removed_at__isnull=True)
            if not waiting.update(file=file, entries=entries, made_at=at, expires_at=expires):
                # nobody waits for it any more: its bytes go with the collection of orphans
                file.delete()
    finally:
        path.unlink(missing_ok=True)


def remove_old_packs(*, at: datetime) -> int:
    """Past their days; how many. The bytes go with the collection of orphans."""
    old = list(Pack.objects.filter(removed_at__isnull=True, expires_at__lte=at).select_related("file"))
    for pack in old:
        remove_pack(pack, at)
    return len(old)


@transaction.atomic
def remove_pack(pack: Pack, at: datetime) -> None:
    file = pack.file
    Pack.objects.filter(pk=pack.pk).update(file=None, removed_at=at)
    if file is not None:
        file.delete()
