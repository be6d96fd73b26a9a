"""Doors that exist only in a demonstration, and only for the browser of the same machine."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST, require_safe

from tequio.config.demonstration.characters import casts
from tequio.outbox.queries import letters_page
from tequio.people.models import Account
from tequio.people.views import entering
from tequio.people.visitors import DEMONSTRATION, SECOND_FACTOR, is_at_this_machine
from tequio.web.pages import Crumb


def refuse_others(request: HttpRequest) -> None:
    """To anybody else the door does not exist."""
    if not (settings.DEMO and is_at_this_machine(request)):
        raise Http404


def enter(request: HttpRequest) -> HttpResponse:
    """The page of entering, with the characters of the sample for the browser of this machine."""
    return entering.ask(request, casts=casts() if settings.DEMO and is_at_this_machine(request) else ())


@never_cache
@csrf_protect
@require_POST
def enter_as(request: HttpRequest) -> HttpResponse:
    """Only the characters of the sample can be entered as; here it counts as the second factor too."""
    refuse_others(request)
    uid = request.POST.get("persona", "").split(" ")[0]
    if uid not in {each.uid for cast in casts() for each in cast.characters}:
        raise Http404
    request.session.flush()
    login(request, Account.objects.get(person__uid=uid))
    entering.mark_opened(request)
    request.session[SECOND_FACTOR] = DEMONSTRATION
    return HttpResponseRedirect(entering.landing(request.POST.get("next", "/")))


@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    refuse_others(request)
    page = letters_page(crumbs=(Crumb(_("Inicio"), "/"), Crumb(_("Correo"))))
    return render(request, "outbox/letters.html", {"page": page})
