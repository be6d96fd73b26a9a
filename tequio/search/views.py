from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tequio.search import queries


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A whole folio leads straight to its document."""
    asked = request.GET.get
    query, number = asked("q", "").replace("\x00", ""), asked("pagina", "")[:6]
    if url := queries.folio_url(query[:100]):
        return HttpResponseRedirect(url)
    page = queries.search_page(query, asked("tipo", "")[:20], int(number) if number.isdecimal() else 1)
    return render(request, "search/search.html", {"page": page})
