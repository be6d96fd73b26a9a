"""Nobody goes past without having entered, with both steps where two are asked; what was typed meanwhile is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from tequio.people import attempts
from tequio.people.sessions import SEEN
from tequio.people.views.factors import KEPT, second_step_page
from tequio.people.visitors import SECOND_FACTOR, NotEntered, SecondStepMissing, is_halfway, person_of
from tequio.web.addresses import inside

SAFE = ("GET", "HEAD", "OPTIONS")
#: without being used, the second factor is asked again after this
IDLE = timedelta(minutes=30)
#: a session that is used is written at most this often
NOTED = timedelta(minutes=1)
#: these are for whoever has not taken the second step
BEFORE = ("/entrar/", "/salir/", "/cuenta/segundo-paso/", "/idioma/", "/esta-semana/correo/")


class EntranceFirst:
    """Middleware: a page that needs a person sends whoever has not entered to enter, and back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            watch(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """What somebody sends while the second step is missing waits on the page of that step."""
        if request.method in SAFE or request.path.startswith(BEFORE) or not is_halfway(request):
            return None
        return second_step_page(request, back=request.path, kept=kept_of(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotEntered):
            return HttpResponseRedirect(f"/entrar/?{urlencode({'next': back_of(request)})}")
        if isinstance(exception, SecondStepMissing):
            return HttpResponseRedirect(f"/entrar/segundo-paso/?{urlencode({'next': back_of(request)})}")
        if isinstance(exception, PermissionDenied | Http404) and request.method not in SAFE:
            attempts.note_attempt(
                by=person_of(request), match=request.resolver_match, method=request.method or "", at=timezone.now()
            )
        return None


def watch(request: HttpRequest) -> None:
    """The second factor is forgotten by a session that nobody used for a while; the person is not."""
    seen = request.session.get(SEEN)
    if seen is None or not request.session.get(SECOND_FACTOR):
        return
    now = timezone.now().timestamp()
    if now - seen > IDLE.total_seconds():
        del request.session[SECOND_FACTOR]
    elif now - seen > NOTED.total_seconds():
        request.session[SEEN] = now


def back_of(request: HttpRequest) -> str:
    back = request.get_full_path()
    if request.method not in SAFE:
        back = urlsplit(request.headers.get("Referer", "")).path
    return inside(back)


def kept_of(request: HttpRequest) -> str:
    """What was typed, to be sent again by its person after the second step. Files have to be chosen again."""
    typed = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    return signing.dumps([request.get_full_path(), typed], salt=KEPT, compress=True)
