"""What a person who entered sees stays with them; the public page is the same for everybody and may be kept anywhere."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PrivateAnswers:
    """Middleware: whoever carries a session cookie, or is given one, gets an answer that no cache may keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        private = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & set(response.cookies)
        if private or settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers["Cache-Control"] = "no-store, private"
        return response
