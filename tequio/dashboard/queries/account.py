"""What the person who entered is told of her own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.bodies.models import Seat, SeatRole
from tequio.bodies.presence import post_of
from tequio.calls.queries.mine import OwnApplication, applications_of, claimable_by
from tequio.exercises.models import Membership, Role
from tequio.outbox.preferences import Choice, choices_of
from tequio.people.calendar import secret_of
from tequio.people.models import Authenticator, OpenSession, Person, RecoveryCode
from tequio.people.permissions import can_keep_accounts
from tequio.web.pages import Crumb

#: sessions and roles told one by one
MOST = 50


@dataclass(frozen=True, slots=True)
class Held:
    """A role in an exercise or a seat of a body; ``url`` is empty for what has no page."""

    what: str
    where: str
    url: str
    roles_url: str = ""


@dataclass(frozen=True, slots=True)
class SessionShown:
    uid: UUID
    browser: str
    opened_at: datetime | None
    seen_at: datetime | None
    here: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    title: str
    description: str
    name: str
    email: str
    place: str
    held: tuple[Held, ...]
    applications: tuple[OwnApplication, ...]
    #: sent from the e-mail of her account, without it
    claimable: tuple[OwnApplication, ...]
    administers: bool
    keeps_accounts: bool
    application: bool
    keys: int
    codes_left: int
    bound: bool
    sessions: tuple[SessionShown, ...]
    letters: tuple[Choice, ...]
    #: where one's own calendar is read; empty while it is closed
    calendar_url: str
    crumbs: tuple[Crumb, ...]

    @property
    def has_factor(self) -> bool:
        return self.application or self.keys > 0

    @property
    def webcal_url(self) -> str:
        """The same address, with the scheme that opens the calendar of the telephone."""
        return "webcal://" + self.calendar_url.partition("://")[2] if self.calendar_url else ""

    @property
    def elsewhere(self) -> bool:
        return any(not each.here for each in self.sessions)


def account_page(person: Person, *, session_key: str, bound: bool, at: datetime) -> AccountPage:
    """Ten queries, whatever the number of roles, applications and sessions."""
    account = person.account
    return AccountPage(
        title=_("Su cuenta"),
        description=_("Con qué entra, qué puede hacer y qué correos le llegan."),
        name=person.name,
        email=account.email if account else "",
        place=person.jurisdiction.name,
        held=(*roles_of(person, at), *seats_of(person, at)),
        applications=applications_of(person),
        claimable=claimable_by(person),
        administers=person.is_administrator,
        keeps_accounts=can_keep_accounts(person),
        application=Authenticator.objects.filter(account=account).exists(),
        keys=account.passkeys.count() if account else 0,
        codes_left=RecoveryCode.objects.filter(account=account, used_at__isnull=True).count(),
        bound=bound,
        sessions=sessions_of(person, session_key, at),
        letters=choices_of(account.email) if account else (),
        calendar_url=calendar_url(person),
        crumbs=(Crumb(_("Inicio"), "/"), Crumb(_("Su cuenta"))),
    )


def calendar_url(person: Person) -> str:
    secret = secret_of(person)
    return f"{str(settings.SITE_URL).rstrip('/')}/mi-calendario/{secret}.ics" if secret else ""


def roles_of(person: Person, at: datetime) -> list[Held]:
    still = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    rows = Membership.objects.filter(still, person=person).select_related("exercise").order_by("-starts_at", "pk")
    return [
        Held(str(Role(row.role).label), row.exercise.name, f"/{row.exercise.slug}/", roles_url(row))
        for row in rows[:MOST]
    ]


def roles_url(row: Membership) -> str:
    seen = row.role in (Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AUDITOR)
    return f"/{row.exercise.slug}/cargos/" if seen else ""


def seats_of(person: Person, at: datetime) -> list[Held]:
    day = person.jurisdiction.today(at)
    rows = Seat.objects.held_on(day).filter(person=person).select_related("body", "organisation").order_by("pk")
    return [Held(str(SeatRole(row.role).label), behalf(row), "") for row in rows[:MOST]]


def behalf(row: Seat) -> str:
    return f"{row.body.name} · {post_of(row)}" if row.organisation or row.sector else row.body.name


def sessions_of(person: Person, session_key: str, at: datetime) -> tuple[SessionShown, ...]:
    rows = OpenSession.objects.filter(account=person.account_id, expire_date__gt=at).order_by("-opened_at", "pk")
    return tuple(
        SessionShown(
            row.uid,
            row.browser or _("Un navegador"),
            row.opened_at,
            row.seen_at,
            row.session_key == session_key,
        )
        for row in rows[:MOST]
    )
