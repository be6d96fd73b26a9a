from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.people import lost_factor_pages as pages
from tequio.people.visitors import require_person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    pages.refuse_unless_administers(person)
    if request.method != "POST":
        page = pages.lost_page({}, done="hecho" in request.GET)
        return render(request, "people/lost_factor.html", {"page": page})
    found, errors = pages.asked(request.POST, by=person, at=timezone.now())
    if found is None and not errors:
        return HttpResponseRedirect(f"{request.path}?hecho=1")
    page = pages.lost_page(request.POST, found=None if "volver" in request.POST else found, errors=errors)
    return render(request, "people/lost_factor.html", {"page": page}, status=422 if errors else 200)
