"""A refusal becomes a page that says what happened and what to do, never a trace."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal

logger = logging.getLogger("tequio.incidents")


class RefusalPages:
    """Middleware: whatever view let a ``Refusal`` through answers 422 in plain words: those of its own ``title``, where it has one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        title, after = getattr(exception, "title", _("No se puede hacer así")), getattr(exception, "after", "")
        return error_page(request, 422, str(title), str(exception), after=after)


def error_page(request: HttpRequest, status: int, title: str, text: str, *, after: str = "") -> HttpResponse:
    """``after``: under the exercise of the address, the page that tells the rest."""
    slug = request.resolver_match.kwargs.get("slug", "") if request.resolver_match else ""
    more = f"/{slug}/{after}" if slug and after else ""
    context = {"page": {"title": title, "description": text, "status": status, "more_url": more}}
    return render(request, "web/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return error_page(
        request, 400, _("La petición llegó incompleta"), _("Vuelva a la página anterior e inténtelo de nuevo.")
    )


def too_large(request: HttpRequest) -> HttpResponse:
    text = _(
        "Lo que envió es más grande de lo que se recibe: archivos de hasta 20 MB cada uno y textos de hasta 2 MB. "
        "No se guardó nada. Vuelva a la página anterior: lo que escribió sigue ahí."
    )
    return error_page(request, 413, _("Es demasiado grande"), text)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = str(exception) or _("Esta acción es de otra persona o de otro cargo.")
    return error_page(request, 403, _("No tiene permiso para esto"), text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("La dirección puede estar mal escrita, o la página cambió de lugar. Puede buscarla aquí.")
    return error_page(request, 404, _("No encontramos esta página"), text)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """Renders a file that needs neither the database nor the session: they may be what failed."""
    incident = secrets.token_hex(4)
    logger.error("incidente %s en %s", incident, request.path)
    body = loader.get_template("web/500.html").render({"incident": incident, "static": settings.STATIC_URL})
    return HttpResponse(body, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _("El formulario caducó. Vuelva a la página anterior, recárguela y envíelo otra vez.")
    return error_page(request, 403, _("Hay que enviar el formulario otra vez"), text)
