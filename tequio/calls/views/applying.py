from __future__ import annotations

from urllib.parse import urlencode
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tequio.calls import actions, letters
from tequio.calls.doors import (
    Caller,
    applicant_page,
    guessed_too_much,
    held_too_much,
    note_miss,
    note_sent,
    sent_too_much,
)
from tequio.calls.enclosing import attached, enclosed, standing
from tequio.calls.forms import ApplicationForm
from tequio.calls.models import Application
from tequio.calls.outlines import receipt_outline
from tequio.calls.queries import applying as queries
from tequio.calls.views.calls import given_out
from tequio.core import folio as folios
from tequio.core.refusals import Refusal
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.documents.rendering import render as render_file
from tequio.people.models import PrivacyNotice, Purpose
from tequio.people.notices import notice_in_force
from tequio.people.views.drafts import came_back
from tequio.people.visitors import is_halfway, person_of, require_person
from tequio.web.form_errors import FormError, errors_of
from tequio.web.refusals import error_page


def notice_of(caller: Caller) -> PrivacyNotice:
    found = notice_in_force(caller.call.exercise.jurisdiction_id, Purpose.APPLICATION)
    if found is None:
        raise Http404("notice")
    return found


@applicant_page
def apply(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The documents that come are kept first, so that neither a mistake nor a review asks for them again."""
    notice = notice_of(caller)
    enclosures = enclosed(request.POST, request.FILES, full=held_too_much(request))
    request.POST = standing(request.POST, enclosures)  # type: ignore[assignment]
    if request.method != "POST" or request.POST.get("paso") == "retomar":
        return asked(request, caller, notice)
    form = ApplicationForm(request.POST, call=caller.call, enclosures=enclosures)
    valid = form.is_valid()
    if not caller.call.is_open(caller.now) and request.POST.get("do") != "send":
        return too_late(request, caller, notice, _("La convocatoria no está abierta: su solicitud no se recibió."))
    if request.POST.get("do") == "edit":
        return came_back(request, asked(request, caller, notice, form))
    if not valid:
        return asked(request, caller, notice, form, errors_of(form))
    if request.POST.get("do") == "send":
        return sent_within_the_limit(request, caller, notice, form)
    page = queries.apply_page(caller, notice, request.POST["key"], dict(request.POST.lists()), form=form)
    return came_back(request, render(request, "calls/review.html", {"page": page}))


def asked(
    request: HttpRequest,
    caller: Caller,
    notice: PrivacyNotice,
    form: ApplicationForm | None = None,
    errors: tuple[FormError, ...] = (),
) -> HttpResponse:
    if form is None and not caller.call.is_open(caller.now):
        return HttpResponseRedirect(f"{caller.exercise.url}convocatoria/{caller.call.uid}/")
    key = request.POST.get("key", "")[:40] or str(uuid4())
    typed = dict(request.POST.lists())
    page = queries.apply_page(caller, notice, key, typed, form=form, errors=errors)
    return render(request, "calls/apply.html", {"page": page}, status=422 if errors else 200)


def too_late(request: HttpRequest, caller: Caller, notice: PrivacyNotice, why: str) -> HttpResponse:
    """It says so, and gives back every word."""
    typed = dict(request.POST.lists())
    page = queries.apply_page(caller, notice, "", typed, errors=(FormError(why),))
    return render(request, "calls/too_late.html", {"page": page}, status=409)


def sent_within_the_limit(
    request: HttpRequest, caller: Caller, notice: PrivacyNotice, form: ApplicationForm
) -> HttpResponse:
    """A second click on one that was received is answered whatever the network sent."""
    known = Application.objects.filter(key=form.cleaned_data["key"]).exists()
    if not known and sent_too_much(request):
        text = _(
            "Desde esta red ya llegaron muchas solicitudes en una hora. Lo que escribió sigue aquí: envíelo más tarde."
        )
        response = asked(request, caller, notice, form, (FormError(text),))
        response.status_code, response.headers["Retry-After"] = 429, "3600"
        return response
    response = sent(request, caller, notice, form)
    if not known and response.status_code == 302:
        note_sent(request)
    return response


def sent(request: HttpRequest, caller: Caller, notice: PrivacyNotice, form: ApplicationForm) -> HttpResponse:
    shown = PrivacyNotice.objects.filter(uid=form.cleaned_data["notice"]).first() or notice
    try:
        made = actions.submit_application(
            call=caller.call,
            given=form.given,
            notice=shown,
            key=form.cleaned_data["key"],
            files=attached(form.enclosures),
            at=caller.now,
            by=caller.person,
        )
    except actions.CallIsClosed as refusal:
        return too_late(request, caller, notice, str(refusal))
    except Refusal as refusal:
        return asked(request, caller, notice, form, (FormError(str(refusal)),))
    return HttpResponseRedirect(f"/seguir/{made.folio}/?recibida=1")


@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("folio", "")[:60]
    written = folios.read(typed) if typed else None
    if written:
        return HttpResponseRedirect(f"/seguir/{written}/")
    errors = (
        (FormError(_("Ese folio no está completo. Es como TQ-7F3K9M2PX; está en su acuse."), "folio"),) if typed else ()
    )
    title = _("Seguir una solicitud")
    page = {"title": title, "description": title, "errors": errors, "typed": typed}
    return render(request, "calls/find.html", {"page": page}, status=422 if errors else 200)


def found_by_folio(request: HttpRequest, folio: str) -> Application:
    written = folios.read(folio)
    found = queries.application_by_folio(written) if written else None
    if found is None:
        note_miss(request)
        raise Http404("folio")
    return found


@never_cache
@require_safe
def track(request: HttpRequest, folio: str) -> HttpResponse:
    if guessed_too_much(request):
        text = _("Se preguntó por muchos folios que no existen. Espere una hora o abra la liga de su correo.")
        return error_page(request, 429, _("Espere un poco"), text)
    page = queries.tracking_page(found_by_folio(request, folio), now=timezone.now())
    return render(request, "calls/track.html", {"page": page, "received": "recibida" in request.GET})


@never_cache
@require_safe
def receipt(request: HttpRequest, folio: str) -> HttpResponse:
    if guessed_too_much(request):
        return error_page(request, 429, _("Espere un poco"), _("Se preguntó por muchos folios que no existen."))
    found = found_by_folio(request, folio)
    page = queries.tracking_page(found, now=timezone.now())
    outline = receipt_outline(found, received=page.received, enclosed=page.enclosed, address=page.address)
    return given_out(render_file(outline, Form.PDF), MEDIA_TYPES[Form.PDF], f"acuse-{found.folio}.pdf")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """For whoever holds the letter; the address is a secret."""
    token = request.GET.get("t", "")
    uid = letters.uid_of(token)
    found = queries.application_by_uid(uid) if uid else None
    if found is None:
        raise Http404("token")
    if request.POST.get("do") == "claim" and person_of(request) is None:
        # back to this page with its key: what leads back from a form drops it
        where = "/entrar/segundo-paso/" if is_halfway(request) else "/entrar/"
        return HttpResponseRedirect(f"{where}?{urlencode({'next': request.get_full_path()})}")
    errors = changed(request, found) if request.method == "POST" else ()
    if request.method == "POST" and not errors:
        return HttpResponseRedirect(request.get_full_path())
    page = queries.tracking_page(found, now=timezone.now(), token=token)
    response = render(request, "calls/track.html", {"page": page, "errors": errors})
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def changed(request: HttpRequest, found: Application) -> tuple[FormError, ...]:
    try:
        if request.POST.get("do") == "withdraw":
            actions.withdraw_application(application=found, at=timezone.now())
        elif request.POST.get("do") == "claim":
            actions.claim_application(
                application=found, holds_letter=True, by=require_person(request), at=timezone.now()
            )
    except Refusal as refusal:
        return (FormError(str(refusal)),)
    return ()
