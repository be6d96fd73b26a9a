"""Who is looking: the person of a request, and from where."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.module_loading import import_string

from tequio.people.models import Account, Authenticator, Passkey, Person

#: what a proxy adds when it passes on somebody else's request
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")
#: in the session: how the second factor was proven
SECOND_FACTOR = "people.second_factor"
#: written there by «Entrar como…», which exists only in a demonstration on this machine
DEMONSTRATION = "demo"
THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}


class NotEntered(Exception):
    """The page is somebody's; whoever looks at it has to enter first."""


class SecondStepMissing(Exception):
    """Entered with the code of the letter; her role asks for the second factor too."""


def visitor_of(request: HttpRequest) -> Person | None:
    """Whose session it is, whether or not the second step was taken. Without a session cookie nothing is asked of the database."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    if not hasattr(request, "_person"):
        account = request.user
        request._person = person_of_account(account.pk) if account.is_authenticated else None  # type: ignore[attr-defined]
    found: Person | None = request._person  # type: ignore[attr-defined]
    return found


def person_of_account(account_id: int | None) -> Person | None:
    """``asked_twice``: the second factor is asked of her, for her role or because she has one. One query."""
    role = import_string(settings.SECOND_FACTOR_FOR)()
    account = OuterRef("account")
    has = Exists(Authenticator.objects.filter(account=account)) | Exists(Passkey.objects.filter(account=account))
    bound = ExpressionWrapper(Q(account__is_administrator=True) | Q(role), output_field=BooleanField())
    found = Person.objects.select_related("account", "jurisdiction").filter(account=account_id)
    return found.annotate(bound=bound, has_second_factor=ExpressionWrapper(has, output_field=BooleanField())).first()


def is_bound(person: Person) -> bool:
    """Her role in some exercise, or of the installation, does not work without a second factor."""
    return bool(getattr(person, "bound", False))


def has_factor(person: Person) -> bool:
    return bool(getattr(person, "has_second_factor", False))


def is_halfway(request: HttpRequest) -> bool:
    """Entered, and the second step is still to be taken."""
    person = visitor_of(request)
    return person is not None and (is_bound(person) or has_factor(person)) and not request.session.get(SECOND_FACTOR)


def person_of(request: HttpRequest) -> Person | None:
    """Who entered, with both steps where two are asked; or None."""
    return None if is_halfway(request) else visitor_of(request)


def require_person(request: HttpRequest) -> Person:
    """Who entered; else the page of entering, or of its second step, which leads back here."""
    if is_halfway(request):
        raise SecondStepMissing
    person = person_of(request)
    if person is None:
        raise NotEntered
    return person


class Entrance(BaseBackend):
    """Django's door for sessions: only the code and the link (``people.entrance``) open one."""

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, is_active=True).first()


def network_of(request: HttpRequest) -> str:
    """The address of the peer, or the one that the trusted proxies in front wrote; of IPv6, the network of the house."""
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    told = list(filter(None, request.headers.get("X-Forwarded-For", "").split(",")))
    if len(told) >= proxies > 0:
        peer = told[-proxies]
    try:
        address = ip_address(peer.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def is_at_this_machine(request: HttpRequest) -> bool:
    """The browser runs here: loopback on both sides and nobody in between. A proxy on this machine is not a browser."""
    try:
        peer = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    host, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    return peer.is_loopback and host in THIS_MACHINE and not any(request.META.get(name) for name in FORWARDED)
