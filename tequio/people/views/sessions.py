"""The account is closed where it was left open."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tequio.people.models import OpenSession
from tequio.people.visitors import require_person


@never_cache
@require_POST
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One of one's own; of somebody else's nobody learns that it exists."""
    mine = OpenSession.objects.filter(account=require_person(request).account_id, uid=uid)
    if not mine.delete()[0]:
        raise Http404(str(uid))
    return HttpResponseRedirect("/cuenta/")


@never_cache
@require_POST
def close_others(request: HttpRequest) -> HttpResponse:
    """All but this one."""
    mine = OpenSession.objects.filter(account=require_person(request).account_id)
    mine.exclude(session_key=request.session.session_key).delete()
    return HttpResponseRedirect("/cuenta/")
