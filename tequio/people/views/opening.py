from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tequio.core.refusals import Refusal
from tequio.people.entrance import LinkIsSpent
from tequio.people.models import PrivacyNotice
from tequio.people.opening import open_own_account, opening_of, was_opened_by
from tequio.people.opening_pages import OpeningForm, opening_page
from tequio.people.pages import EntrancePage
from tequio.people.views.entering import get_or_post, let_in, unreferred
from tequio.people.visitors import visitor_of
from tequio.web.addresses import inside
from tequio.web.form_errors import FormError, errors_of

OPENED = "/cuenta/?abierta=1"
logger = logging.getLogger("tequio.entrance")


@never_cache
@sensitive_post_parameters("c", "name")
@get_or_post
def open_account(request: HttpRequest) -> HttpResponse:
    """Looking spends nothing; sending the form opens the account and enters, on whatever device."""
    secret, at = request.POST.get("c") or request.GET.get("c", ""), timezone.now()
    try:
        if request.method == "POST":
            return unreferred(sent(request, secret, at))
        page = opening_page(opening_of(link=secret, at=at), secret, {})
    except LinkIsSpent:
        if was_opened_by(person=visitor_of(request), link=secret):
            return HttpResponseRedirect(OPENED)
        spent = EntrancePage(title=_("Esta liga ya no sirve"), description=_("La liga sirve una sola vez."))
        return unreferred(render(request, "people/link_spent.html", {"page": spent}, status=410))
    return unreferred(render(request, "people/open.html", {"page": page}))


def sent(request: HttpRequest, secret: str, at: datetime) -> HttpResponse:
    opening, form = opening_of(link=secret, at=at), OpeningForm(request.POST)
    answer = opened(request, secret, form, at) if form.is_valid() else errors_of(form)
    if isinstance(answer, HttpResponse):
        return answer
    page = opening_page(opening, secret, request.POST.dict(), answer)
    return render(request, "people/open.html", {"page": page}, status=422)


def opened(request: HttpRequest, secret: str, form: OpeningForm, at: datetime) -> HttpResponse | tuple[FormError, ...]:
    given = form.cleaned_data
    notice = PrivacyNotice.objects.select_related("jurisdiction").filter(uid=given["notice"]).first()
    if notice is None:
        return (FormError(_("Elija en qué lugar participa."), "notice"),)
    try:
        entered = open_own_account(link=secret, name=given["name"], notice=notice, at=at)
    except LinkIsSpent:
        raise
    except Refusal as refusal:
        return (FormError(str(refusal), "accept"),)
    logger.info("se abrió la cuenta %s", entered.account.uid)
    return let_in(request, replace(entered, goes_to=account_address(entered.goes_to)))


def account_address(came_from: str) -> str:
    """Her account, from where she goes on to what she came for."""
    whole = f"{OPENED}&{urlencode({'next': came_from})}"
    return whole if inside(whole) == whole else OPENED
