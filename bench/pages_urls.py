"""Every address of the site and the bare page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tequio.commitments.models import Commitment


def bare(request: HttpRequest) -> HttpResponse:
    """What Django itself costs: one query, twenty rows, one template."""
    rows = list(Commitment.objects.order_by("pk").values("number", "title")[:20])
    return render(request, "bare.html", {"rows": rows})


urlpatterns = [path("bare/", bare), path("", include("tequio.config.urls"))]
