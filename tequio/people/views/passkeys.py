"""Passkeys: the browser asks its machine, so these two doors speak JSON with ``passkey.js``."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tequio.core.refusals import Refusal
from tequio.people import keys
from tequio.people.factors import PASSKEY
from tequio.people.models import Passkey
from tequio.people.views.factors import proven, setting_up
from tequio.people.visitors import NotEntered, is_bound, require_person, visitor_of
from tequio.web.addresses import inside

#: in the session: what the browser was asked and still has to answer, once
CHALLENGE = "people.challenge"


def place_of(request: HttpRequest) -> keys.Place:
    return keys.place_of(request.get_host(), request.scheme or "http")


def told(refusal: Refusal) -> JsonResponse:
    return JsonResponse({"error": str(refusal)}, status=422)


def asked(request: HttpRequest, what: keys.Asked) -> HttpResponse:
    request.session[CHALLENGE] = what.challenge
    return HttpResponse(what.options, content_type="application/json")


@never_cache
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Without an answer, what to ask the machine; with it, the key is kept."""
    person, answer = setting_up(request), request.POST.get("answer", "")[:20_000]
    if person.account is None:
        raise Http404
    if not answer:
        return asked(request, keys.asked_to_add(person.account, place_of(request)))
    name, challenge = request.POST.get("name", "")[:60], request.session.pop(CHALLENGE, "")
    try:
        keys.add_passkey(
            answer=answer, challenge=challenge, place=place_of(request), name=name, by=person, at=timezone.now()
        )
    except Refusal as refusal:
        return told(refusal)
    proven(request, PASSKEY)
    return JsonResponse({"next": "/cuenta/segundo-paso/"})


@never_cache
@require_POST
def prove(request: HttpRequest) -> HttpResponse:
    person, answer = visitor_of(request), request.POST.get("answer", "")[:20_000]
    if person is None or person.account is None:
        raise NotEntered
    if not answer:
        return asked(request, keys.asked_to_prove(person.account, place_of(request)))
    challenge, now = request.session.pop(CHALLENGE, ""), timezone.now()
    try:
        how = keys.prove_with_passkey(answer=answer, challenge=challenge, place=place_of(request), by=person, at=now)
    except Refusal as refusal:
        return told(refusal)
    proven(request, how)
    return JsonResponse({"next": inside(request.POST.get("next", "/"))})


@never_cache
@require_POST
def remove(request: HttpRequest, uid: UUID) -> HttpResponse:
    person = require_person(request)
    key = Passkey.objects.filter(uid=uid, account=person.account_id).first()
    if key is None:
        raise Http404(_("Esa llave no es de su cuenta."))
    keys.remove_passkey(key=key, bound=is_bound(person), by=person, at=timezone.now())
    return HttpResponseRedirect("/cuenta/segundo-paso/")
