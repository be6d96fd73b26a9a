from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tequio.core.refusals import Refusal
from tequio.people import entrance
from tequio.people.entrance import Entered, LinkIsSpent, TooMany, WrongCode
from tequio.people.forms import AddressForm, CodeForm
from tequio.people.pages import Cast, EntrancePage
from tequio.people.sessions import BROWSER, OPENED, browser_of
from tequio.people.visitors import has_factor, is_at_this_machine, is_bound, network_of, person_of_account
from tequio.web.addresses import inside
from tequio.web.downloads import address
from tequio.web.form_errors import FormError, errors_of

#: in the session, while the letter is on its way
WAITING = "people.waiting"
WEEK = "/esta-semana/"

logger = logging.getLogger("tequio.entrance")

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def asking_page(request: HttpRequest, casts: Sequence[Cast]) -> EntrancePage:
    opens = entrance.anybody_may_open()
    return EntrancePage(
        title=_("Entrar o abrir una cuenta") if opens else _("Entrar"),
        description=_("Se entra sin contraseña, con un código o una liga que llegan al correo."),
        goes_to=inside(request.POST.get("next") or request.GET.get("next", "/")),
        letters=letters_of(request),
        casts=casts,
        opens=opens,
    )


def letters_of(request: HttpRequest) -> str:
    """Where a demonstration shows its mail to the browser of the same machine."""
    return address("demonstration:letters", ()) if is_at_this_machine(request) else ""


@never_cache
@get_or_post
def ask(request: HttpRequest, casts: Sequence[Cast] = ()) -> HttpResponse:
    page = asking_page(request, casts)
    if request.method != "POST":
        return render(request, "people/enter.html", {"page": page})
    form = AddressForm(request.POST)
    page = replace(page, value=request.POST.get("email", "")[:300])
    if not form.is_valid():
        return refused(request, "people/enter.html", replace(page, errors=errors_of(form)))
    email = form.cleaned_data["email"]
    try:
        entry = entrance.ask_to_enter(email=email, network=network_of(request), goes_to=page.goes_to, at=timezone.now())
    except TooMany as refusal:
        return refused(request, "people/enter.html", replace(page, errors=(FormError(str(refusal)),)), refusal)
    request.session[WAITING] = {"uid": str(entry.uid), "email": email, "next": page.goes_to}
    return HttpResponseRedirect("/entrar/codigo/")


@never_cache
@sensitive_post_parameters("code")
@get_or_post
def code(request: HttpRequest) -> HttpResponse:
    waiting = request.session.get(WAITING)
    if waiting is None:
        return HttpResponseRedirect("/entrar/")
    page = code_page(request, waiting)
    if request.method != "POST":
        return render(request, "people/code.html", {"page": page})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return refused(request, "people/code.html", replace(page, value=typed(request), errors=errors_of(form)))
    try:
        entered = entrance.enter_with_code(
            entry_uid=UUID(waiting["uid"]), code=form.cleaned_data["code"], at=timezone.now()
        )
    except Refusal as refusal:
        return refused(request, "people/code.html", wrong_page(page, refusal, typed(request)), refusal)
    return let_in(request, entered)


def code_page(request: HttpRequest, waiting: dict[str, str]) -> EntrancePage:
    return EntrancePage(
        title=_("Escriba el código que llegó a su correo"),
        description=_("El código tiene seis cifras y sirve 15 minutos."),
        goes_to=waiting["next"],
        email=waiting["email"],
        letters=letters_of(request),
        opens=entrance.anybody_may_open(),
    )


def typed(request: HttpRequest) -> str:
    return request.POST.get("code", "")[:40]


def wrong_page(page: EntrancePage, refusal: Refusal, value: str) -> EntrancePage:
    """A code that can still be corrected stays in its field."""
    error = FormError(str(refusal), "code" if isinstance(refusal, WrongCode) else "")
    return replace(page, value=value, errors=(error,), spent=not isinstance(refusal, WrongCode))


@never_cache
@sensitive_post_parameters("c")
@get_or_post
def link(request: HttpRequest) -> HttpResponse:
    """Looking shows a button; pressing it enters. So the programs that open every link of a letter spend nothing."""
    secret, at = request.POST.get("c") or request.GET.get("c", ""), timezone.now()
    page = EntrancePage(
        title=_("Entrar con la liga del correo"), description=_("La liga sirve una sola vez."), value=secret
    )
    try:
        if request.method == "POST":
            return let_in(request, entrance.enter_with_link(link=secret, at=at))
        if entrance.link_is_alive(link=secret, at=at):
            return unreferred(render(request, "people/link.html", {"page": page}))
    except LinkIsSpent:
        pass
    page = replace(page, title=_("Esta liga ya no sirve"), value="")
    return unreferred(render(request, "people/link_spent.html", {"page": page}, status=410))


def let_in(request: HttpRequest, entered: Entered) -> HttpResponse:
    """A new session, with nothing of the one before."""
    request.session.flush()
    login(request, entered.account)
    mark_opened(request)
    logger.info("entró la cuenta %s", entered.account.uid)
    person, goes_to = person_of_account(entered.account.pk), landing(entered.goes_to)
    if person is not None and (is_bound(person) or has_factor(person)):
        goes_to = f"/entrar/segundo-paso/?{urlencode({'next': goes_to})}"
    return HttpResponseRedirect(goes_to)


def mark_opened(request: HttpRequest) -> None:
    request.session[OPENED] = timezone.now().timestamp()
    request.session[BROWSER] = browser_of(request.headers.get("User-Agent", ""))


def landing(address: str) -> str:
    """Where a person was going; with nowhere to go, what is hers to do."""
    goes_to = inside(address)
    return WEEK if goes_to == "/" else goes_to


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(inside(request.POST.get("next", "/")))


def refused(request: HttpRequest, template: str, page: EntrancePage, refusal: Refusal | None = None) -> HttpResponse:
    response = render(request, template, {"page": page}, status=429 if isinstance(refusal, TooMany) else 422)
    if isinstance(refusal, TooMany):
        logger.warning("demasiados intentos en %s", request.path)
        response.headers["Retry-After"] = str(max(1, ceil(refusal.wait.total_seconds())))
    return response


def unreferred(response: HttpResponse) -> HttpResponse:
    """The address of this page is a secret: no other site is told it. (With "no-referrer" browsers post ``Origin: null``.)"""
    response.headers["Referrer-Policy"] = "same-origin"
    return response
