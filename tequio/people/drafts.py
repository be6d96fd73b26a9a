"""What somebody typed and has not sent, so that neither a closed window nor an ended session loses it.

A draft is nobody's act: it is not in the public record, only its owner sees it, and it goes when the form is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.people.draft_models import Draft
from tequio.people.models import Person

Fields = Mapping[str, Sequence[str]]
#: characters of one draft, of who entered and of who did not
MOST, MOST_OF_ANYBODY = 400_000, 100_000
MOST_FIELDS = 500
#: drafts of one owner; the oldest goes
MOST_DRAFTS = 60
#: that a network begins in an hour without entering
MOST_OF_A_NETWORK = 120


class DraftIsTooLarge(Refusal):
    code = "draft-too-large"


class TooManyDrafts(Refusal):
    code = "too-many-drafts"


class WrittenInAnotherTab(Refusal):
    """``draft`` is the other one, which stays as it is until the person chooses."""

    code = "another-tab"

    def __init__(self, message: str, draft: Draft) -> None:
        super().__init__(message)
        self.draft = draft


@dataclass(frozen=True, slots=True)
class Owner:
    """A person, or the secret of a browser. ``meant_for``: the key of whoever had the form open when the session ended."""

    person: Person | None = None
    token: str = ""
    meant_for: str = ""
    network: str = ""

    def rows(self) -> dict[str, object]:
        if self.person is not None:
            return {"person": self.person}
        return {"person": None, "token_key": token_key(self.token), "meant_for": self.meant_for}


def token_key(token: str) -> str:
    return salted_hmac("tequio.people.drafts", token, algorithm="sha256").hexdigest() if token else ""


def key_of(person: Person | None) -> str:
    """What a form carries to say whose it is; it tells nothing else."""
    if person is None:
        return ""
    return salted_hmac("tequio.people.drafts.person", str(person.uid), algorithm="sha256").hexdigest()[:32]


def find_draft(*, owner: Owner, page: str) -> Draft | None:
    if owner.person is None and not owner.token:
        return None
    return Draft.objects.filter(page=page, **owner.rows()).first()


@transaction.atomic
def keep_draft(
    *,
    owner: Owner,
    page: str,
    fields: Fields,
    at: datetime,
    tab: str = "",
    known_at: datetime | None = None,
    over: bool = False,
) -> Draft:
    """``known_at``: when the last draft this window knows of was saved. A newer one of another window stays, unless ``over``."""
    _refuse_too_large(owner, fields)
    told = {name: list(values) for name, values in fields.items()}
    there = Draft.objects.select_for_update().filter(page=page, **owner.rows()).first()
    if there is None:
        return _begin(owner, page, told, tab, at)
    newer = there.tab != tab and (known_at is None or there.saved_at > known_at)
    if newer and not over and there.fields != told:
        raise WrittenInAnotherTab(_("En otra ventana se escribió otra cosa en este mismo formulario."), there)
    Draft.objects.filter(pk=there.pk).update(fields=told, tab=tab, saved_at=at)
    there.fields, there.tab, there.saved_at = told, tab, at
    return there


def _refuse_too_large(owner: Owner, fields: Fields) -> None:
    size = sum(len(name) + len(value) for name, values in fields.items() for value in values)
    if size > (MOST if owner.person else MOST_OF_ANYBODY) or sum(map(len, fields.values())) > MOST_FIELDS:
        raise DraftIsTooLarge(_("El texto es demasiado largo para guardarlo como borrador."))


def _begin(owner: Owner, page: str, fields: dict[str, list[str]], tab: str, at: datetime) -> Draft:
    network = salted_hmac("tequio.people.drafts.network", owner.network, algorithm="sha256").hexdigest()
    network = "" if owner.person else network
    hour = at - timedelta(hours=1)
    if network and Draft.objects.filter(network_key=network, began_at__gt=hour).count() >= MOST_OF_A_NETWORK:
        raise TooManyDrafts(_("Desde esta red se guardaron demasiados borradores. Espere una hora."))
    same = {name: value for name, value in owner.rows().items() if name != "meant_for"}
    old = Draft.objects.filter(**same).order_by("-saved_at").values_list("pk", flat=True)[MOST_DRAFTS - 1 :]
    Draft.objects.filter(pk__in=list(old)).delete()
    draft, _created = Draft.objects.get_or_create(
        page=page,
        **owner.rows(),
        defaults={"fields": fields, "tab": tab, "network_key": network, "began_at": at, "saved_at": at},
    )
    return draft


@transaction.atomic
def discard_draft(*, owner: Owner, page: str) -> bool:
    """Because it was sent, or its owner does not want it. Whether there was one."""
    if owner.person is None and not owner.token:
        return False
    return Draft.objects.filter(page=page, **owner.rows()).delete()[0] > 0


@transaction.atomic
def claim_drafts(*, person: Person, token: str) -> int:
    """After entering: what this browser kept while the session had ended becomes the person's, and only what was theirs."""
    mine = Draft.objects.select_for_update().filter(person=None, token_key=token_key(token), meant_for=key_of(person))
    claimed = list(mine.order_by("saved_at"))
    for draft in claimed:
        Draft.objects.filter(person=person, page=draft.page, saved_at__lte=draft.saved_at).delete()
        if not Draft.objects.filter(person=person, page=draft.page).exists():
            Draft.objects.filter(pk=draft.pk).update(person=person, token_key="", meant_for="", network_key="")
    Draft.objects.filter(person=None, token_key=token_key(token), meant_for=key_of(person)).delete()
    return len(claimed)


def forget_drafts(*, before: datetime) -> int:
    """Those that nobody touched since."""
    return Draft.objects.filter(saved_at__lte=before).delete()[0]
