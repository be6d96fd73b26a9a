"""Every address of the site. The rooms of documents and of open data bring their own; the catch-all slugs come last."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

ROOMS = (
    "web",
    "people",
    "documents",
    "opendata",
    "imports",
    "archive",
    "privacy",
    "exercises",
    "meetings",
    "bodies",
    "calls",
    "listening",
    "commitments",
    "monitoring",
    "workplans",
    "checks",
    "lineage",
    "search",
    "dashboard",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"tequio.{room}.urls"))
    for room in ROOMS
    if f"tequio.{room}" in settings.INSTALLED_APPS and find_spec(f"tequio.{room}.urls")
]

if settings.DEMO:
    urlpatterns.insert(0, path("", include("tequio.config.demonstration.urls")))

handler400 = "tequio.web.refusals.bad_request"
handler403 = "tequio.web.refusals.permission_denied"
handler404 = "tequio.web.refusals.not_found"
handler500 = "tequio.web.refusals.server_error"
