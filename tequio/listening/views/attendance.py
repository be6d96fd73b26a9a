"""Who came to an event, as its desk notes it: one person at a time, or a count for each sector."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.listening import actions
from tequio.listening.doors import Spot, event_desk
from tequio.listening.queries.counts import sector_names
from tequio.listening.queries.desk import register_page
from tequio.meetings.keeping import hold_or_release
from tequio.meetings.models import Attendance, Way
from tequio.people.models import PrivacyNotice
from tequio.web.form_errors import FormError

DONE = {"anotar", "contar", "quitar", "detener", "seguir"}
GIVEN = ("name", "post", "sector", "territory")
#: where each refusal is told
FIELDS = {
    "say-something": "name",
    "did-not-agree": "agreed",
    "notice-changed": "agreed",
    "no-such-sector": "sector",
    "too-many-people": "contar",
    "say-why-held": "hold-reason",
}


class NotANumber(actions.TooManyPeople):
    pass


@event_desk
def register(request: HttpRequest, spot: Spot) -> HttpResponse:
    if not spot.may.reads:
        raise PermissionDenied(_("La asistencia y las relatorías las llevan la secretaría técnica y quien facilita."))
    if request.method != "POST":
        done = request.GET.get("hecho", "")
        page = register_page(spot, done=done if done in DONE else "", typed=kept(request))
        return render(request, "listening/register.html", {"page": page})
    try:
        done = noted(request, spot)
    except Refusal as refusal:
        typed = {name: str(value) for name, value in request.POST.items()}
        page = register_page(spot, typed=typed, errors=(FormError(str(refusal), FIELDS.get(refusal.code, "")),))
        return render(request, "listening/register.html", {"page": page}, status=422)
    again = f"&sector={request.POST.get('sector', '')[:40]}" if done == "anotar" else ""
    return HttpResponseRedirect(f"{request.path}?hecho={done}{again}#hecho")


def kept(request: HttpRequest) -> dict[str, str]:
    """The sector of the last one, so that a list of one office is noted quickly."""
    return {"sector": request.GET.get("sector", "")}


def noted(request: HttpRequest, spot: Spot) -> str:
    given, by = request.POST, spot.by
    match given.get("do"):
        case "note":
            way = Way.LIST if given.get("way") == Way.LIST else Way.HAND
            told: dict[str, Any] = {name: given.get(name, "") for name in GIVEN}
            told |= {"key": uid_in(given.get("key", "")), "notice": notice_read(given)}
            actions.note_participant(event=spot.mine, way=way, **told, **by)
            return "anotar"
        case "count":
            actions.count_people(event=spot.mine, people=numbers_in(given, spot), **by)
            return "contar"
        case "withdraw":
            return withdrawn(spot, uid_in(given.get("who", "")))
        case "hold" | "release":
            return hold_or_release(spot.mine.meeting, given, by)
    raise Http404("do")


def withdrawn(spot: Spot, uid: UUID | None) -> str:
    came = Attendance.objects.filter(meeting=spot.mine.meeting_id, uid=uid or UUID(int=0)).select_related("person")
    if (found := came.first()) is not None:
        actions.withdraw_participant(event=spot.mine, attendance=found, **spot.by)
    return "quitar"


def notice_read(given: Any) -> PrivacyNotice | None:
    """The version that stood on the page; None where she did not agree."""
    uid = uid_in(given.get("notice", ""))
    if uid is None or given.get("agreed") != "si":
        return None
    return PrivacyNotice.objects.filter(uid=uid).first()


def numbers_in(given: Any, spot: Spot) -> dict[str, int]:
    """Of each sector; an empty field is nobody."""
    found = {}
    for code, name in sector_names(spot.row.pack).items():
        text = str(given.get(f"people_{code}", "")).strip()
        if text and not (text.isdecimal() and len(text) < 7):
            raise NotANumber(_("En «%(sector)s» escriba un número, por ejemplo 24.") % {"sector": name})
        found[code] = int(text or 0)
    return found


def uid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
