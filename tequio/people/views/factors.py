"""The second step of entering, and where it is set up."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tequio.core.refusals import Refusal
from tequio.people import factor_pages, factors, keys
from tequio.people.entrance import TooMany
from tequio.people.models import Person
from tequio.people.sessions import SEEN
from tequio.people.visitors import (
    SECOND_FACTOR,
    NotEntered,
    has_factor,
    is_bound,
    is_halfway,
    require_person,
    visitor_of,
)
from tequio.web.addresses import inside
from tequio.web.form_errors import FormError

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
#: in the session: the sealed secret that is being set up
PENDING = "people.pending_secret"
KEPT = "tequio.people.kept"
KEPT_LIFE = 12 * 3600


def proven(request: HttpRequest, how: str) -> None:
    """Another key for the same session, so that one taken before is worth nothing after."""
    request.session.cycle_key()
    request.session[SECOND_FACTOR] = how
    request.session[SEEN] = timezone.now().timestamp()


def second_step_page(request: HttpRequest, *, back: str, kept: str = "", error: Refusal | None = None) -> HttpResponse:
    """Also for what was sent while the second step was missing: ``kept``."""
    person = visitor_of(request)
    if person is None or person.account is None:
        raise NotEntered
    if not has_factor(person):
        return HttpResponseRedirect(f"/cuenta/segundo-paso/?{urlencode({'next': back})}")
    errors = (FormError(str(error), "" if isinstance(error, TooMany) else "code"),) if error else ()
    page = factor_pages.step_page(person.account, back=back, kept=kept, errors=errors)
    status = 429 if isinstance(error, TooMany) else 422 if error else 401 if kept else 200
    response = render(request, "people/second_step.html", {"page": page}, status=status)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(max(1, ceil(error.wait.total_seconds())))
    return response


@never_cache
@sensitive_post_parameters("code")
@get_or_post
def second_step(request: HttpRequest) -> HttpResponse:
    back, kept = inside(request.POST.get("next") or request.GET.get("next", "/")), request.POST.get("kept", "")
    person = visitor_of(request)
    if person is None:
        raise NotEntered
    if not is_halfway(request):
        return onwards(request, back, kept)
    if request.method != "POST":
        return second_step_page(request, back=back)
    try:
        how = factors.prove_with_code(typed=request.POST.get("code", "")[:40], by=person, at=timezone.now())
    except Refusal as refusal:
        return second_step_page(request, back=back, kept=kept, error=refusal)
    proven(request, how)
    return onwards(request, back, kept)


def onwards(request: HttpRequest, back: str, kept: str) -> HttpResponse:
    """Where she was going; with something typed on the way, a page that sends it when she says so."""
    if not kept:
        return HttpResponseRedirect(back)
    try:
        action, typed = signing.loads(kept, salt=KEPT, max_age=KEPT_LIFE)
    except signing.BadSignature:
        return HttpResponseRedirect(back)
    page = factor_pages.resume_page(action=inside(action), typed=typed)
    return render(request, "people/resume.html", {"page": page})


def setting_up(request: HttpRequest) -> Person:
    """Who may change the second factor: with the one she has proven, or with none yet."""
    person = visitor_of(request)
    if person is not None and not has_factor(person):
        return person
    return require_person(request)


@never_cache
@sensitive_post_parameters("code")
@get_or_post
def set_up(request: HttpRequest) -> HttpResponse:
    person, back = setting_up(request), inside(request.POST.get("next") or request.GET.get("next", "/cuenta/"))
    secret = pending_secret(request)
    if request.method != "POST":
        return set_up_page(request, person, secret, back)
    try:
        codes = factors.add_authenticator(
            secret=secret, code=request.POST.get("code", "")[:40], by=person, at=timezone.now()
        )
    except Refusal as refusal:
        return set_up_page(request, person, secret, back, refusal)
    del request.session[PENDING]
    proven(request, factors.TOTP)
    return render(request, "people/recovery_codes.html", {"page": factor_pages.codes_page(codes, back=back)})


def pending_secret(request: HttpRequest) -> str:
    """The same on every look until it is confirmed."""
    secret = factors.unsealed(request.session.get(PENDING, "").encode())
    if not secret:
        secret = factors.new_secret()
        request.session[PENDING] = factors.sealed(secret).decode()
    return secret


def set_up_page(
    request: HttpRequest, person: Person, secret: str, back: str, refusal: Refusal | None = None
) -> HttpResponse:
    page = factor_pages.set_up_page(person, secret, back=back, bound=is_bound(person))
    options: dict[str, Any] = {"page": page}
    if refusal is not None:
        options["page"] = replace(page, errors=(FormError(str(refusal), "code"),))
    return render(request, "people/set_up.html", options, status=422 if refusal else 200)


@never_cache
@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    codes = factors.renew_recovery_codes(by=require_person(request), at=timezone.now())
    return render(request, "people/recovery_codes.html", {"page": factor_pages.codes_page(codes, back="/cuenta/")})


@never_cache
@require_POST
def remove_application(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    keys.remove_authenticator(bound=is_bound(person), by=person, at=timezone.now())
    return HttpResponseRedirect("/cuenta/segundo-paso/")
