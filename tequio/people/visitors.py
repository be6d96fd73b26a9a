"""Who is looking: the person of a request, and from where."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port

from tequio.people.models import Account, Person
from tequio.web.addresses import inside

#: what a proxy adds when it passes on somebody else's request
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")
#: in the session: how the second factor was proven
SECOND_FACTOR = "people.second_factor"
THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}


class NotEntered(Exception):
    """The page is somebody's; whoever looks at it has to enter first."""


def person_of(request: HttpRequest) -> Person | None:
    """Who entered, or None. Without a session cookie nothing is asked of the database."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    if not hasattr(request, "_person"):
        account = request.user
        found = Person.objects.select_related("account", "jurisdiction").filter(account=account.pk)
        request._person = found.first() if account.is_authenticated else None  # type: ignore[attr-defined]
    found_person: Person | None = request._person  # type: ignore[attr-defined]
    return found_person


def require_person(request: HttpRequest) -> Person:
    """Who entered; else the page of entering, which leads back here."""
    person = person_of(request)
    if person is None:
        raise NotEntered
    return person


class EntranceFirst:
    """Middleware: a page that needs a person sends whoever has not entered to enter, and back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotEntered):
            return None
        back = request.get_full_path()
        if request.method not in ("GET", "HEAD"):
            back = urlsplit(request.headers.get("Referer", "")).path
        return HttpResponseRedirect(f"/entrar/?{urlencode({'next': inside(back)})}")


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
