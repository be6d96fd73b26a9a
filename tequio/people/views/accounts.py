from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.people import account_pages as pages
from tequio.people.visitors import require_person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    pages.refuse_unless_keeps_accounts(person)
    if request.method != "POST":
        page = pages.accounts_page(person, {}, done=request.GET.get("hecho", ""))
        return render(request, "people/accounts.html", {"page": page})
    errors = pages.asked(request.POST, by=person, at=timezone.now())
    if not errors:
        done = pages.OPEN if request.POST.get("do") == pages.OPEN else pages.CHANGE
        return HttpResponseRedirect(f"{request.path}?hecho={done}")
    page = pages.accounts_page(person, request.POST, errors=errors)
    return render(request, "people/accounts.html", {"page": page}, status=422)
