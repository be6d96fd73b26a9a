"""``Client.force_login`` enters whole: the tests of the second factor go through the door instead."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from tequio.people.visitors import DEMONSTRATION, SECOND_FACTOR


def enter_whole(sender: Any, request: HttpRequest, **options: Any) -> None:
    """Only the request that ``force_login`` makes has neither method nor address."""
    if request.method is None and not request.path:
        request.session[SECOND_FACTOR] = DEMONSTRATION


def listen() -> None:
    user_logged_in.connect(enter_whole, dispatch_uid="tests.suite_entrance")
