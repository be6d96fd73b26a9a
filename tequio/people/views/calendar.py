"""One's own calendar: opened, changed, closed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tequio.people.calendar import change_calendar, close_calendar, open_calendar
from tequio.people.visitors import require_person


@never_cache
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    person, step = require_person(request), request.POST.get("paso")
    if step == "abrir":
        open_calendar(person, moment=timezone.now())
    elif step == "cambiar":
        change_calendar(person, moment=timezone.now())
    elif step == "cerrar":
        close_calendar(person)
    return HttpResponseRedirect("/cuenta/#calendario")
