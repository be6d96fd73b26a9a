"""Where the people who came come from: what the office says of the places that they wrote."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.bodies.queries.origins import words_page
from tequio.bodies.views.desk import doorkeeper
from tequio.core.refusals import Refusal
from tequio.meetings.actions import place_words
from tequio.places.queries import UnknownTerritory, origin_of
from tequio.web.form_errors import FormError


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def territory_words(request: HttpRequest, slug: str) -> HttpResponse:
    exercise, place, person = doorkeeper(request, slug)
    if request.method != "POST":
        page = words_page(exercise, done="hecho" in request.GET)
        return render(request, "bodies/words.html", {"page": page})
    words, chosen, typed = (request.POST.get(name, "")[:120] for name in ("words", "territory", "territory_words"))
    try:
        territory = origin_of(place.pk, chosen=chosen, words=typed).territory
        if territory is None:
            raise UnknownTerritory(_("Elija el territorio que es, o agréguelo antes al árbol."))
        place_words(words=words, territory=territory, by=person, at=timezone.now())
    except Refusal as refusal:
        errors = (FormError(str(refusal), "territory"),)
        page = words_page(exercise, words=words, chosen=chosen, typed=typed, errors=errors)
        return render(request, "bodies/words.html", {"page": page}, status=422)
    return HttpResponseRedirect(f"{request.path}?hecho=1#hecho")
