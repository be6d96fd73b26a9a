"""The applications that a person keeps in her account."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tequio.calls.letters import private_address
from tequio.calls.models import Application
from tequio.calls.queries.applying import public_state
from tequio.exercises.models import Status
from tequio.people.models import Person

#: told one by one
MOST = 50


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """``url`` has its key: it is told to its own person and nobody else."""

    call: str
    folio: str
    state: str
    url: str


def applications_of(person: Person) -> tuple[OwnApplication, ...]:
    """The newest first; one query."""
    return _told(Application.objects.filter(person=person))


def claimable_by(person: Person) -> tuple[OwnApplication, ...]:
    """Sent without an account from the e-mail with which she enters, which proves that they are hers; one query."""
    email = person.account.email if person.account else ""
    open_ = Application.objects.exclude(call__exercise__status=Status.ARCHIVED)
    return _told(open_.filter(person=None, email=email)) if email else ()


def _told(applications: QuerySet[Application]) -> tuple[OwnApplication, ...]:
    rows = applications.filter(erased_at__isnull=True).select_related("call")
    return tuple(
        OwnApplication(each.call.title, each.folio, public_state(each), private_address(each))
        for each in rows.order_by("-received_at", "-pk")[:MOST]
    )
