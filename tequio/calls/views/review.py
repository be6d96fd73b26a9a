from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.calls.desk_orders import done, how_many, told_done
from tequio.calls.doors import Visit, office_page
from tequio.calls.enclosures import ending_of
from tequio.calls.models import ApplicationFile
from tequio.calls.queries import review as queries
from tequio.calls.queries.results import results_page
from tequio.calls.queries.review import desk_url
from tequio.core.refusals import Refusal
from tequio.files.actions import read_file
from tequio.web.form_errors import FormError

Did = Callable[[], object]


@office_page
def desk(request: HttpRequest, visit: Visit, uid: UUID) -> HttpResponse:
    """Decisions are shown before they are taken: ``preview`` changes nothing."""
    call = visit.call(uid)
    preview = request.POST.get("do") == "preview"
    errors: tuple[FormError, ...] = ()
    if request.method == "POST" and not preview:
        made, errors = tried(lambda: done(request.POST, visit, call))
        if not errors:
            return HttpResponseRedirect(back_to(request, how_many(made)))
    page = queries.desk_page(
        call,
        visit,
        number=number_of(request, "pagina"),
        done=told_done(request.GET.get("hecho", ""), number_of(request, "n")),
        errors=errors or lacking(request, preview=preview),
        picked=request.POST.getlist("folio") if preview else (),
        outcome=request.POST.get("outcome", ""),
        reason=request.POST.get("reason", "")[:2000],
    )
    return render(request, "calls/desk.html", {"page": page}, status=422 if page.errors else 200)


@office_page
def results(request: HttpRequest, visit: Visit, uid: UUID) -> HttpResponse:
    """The letters as they will read; sent from here, and from nowhere without having seen them."""
    call = visit.call(uid)
    errors: tuple[FormError, ...] = ()
    if request.method == "POST":
        made, errors = tried(lambda: done(request.POST, visit, call))
        if not errors:
            told = urlencode({"hecho": request.POST.get("do", ""), "n": how_many(made)})
            return HttpResponseRedirect(f"{desk_url(call, visit.exercise)}?{told}#hecho")
    page = results_page(call, visit, errors)
    return render(request, "calls/results.html", {"page": page}, status=422 if errors else 200)


def back_to(request: HttpRequest, made: int) -> str:
    """The same sheet of the desk, told what was done."""
    told = {"pagina": number_of(request, "pagina"), "hecho": request.POST.get("do", ""), "n": made}
    return f"{request.path}?{urlencode(told)}#hecho"


def number_of(request: HttpRequest, name: str) -> int:
    typed = request.GET.get(name, "")[:6]
    return int(typed) if typed.isascii() and typed.isdigit() else 1


def lacking(request: HttpRequest, *, preview: bool) -> tuple[FormError, ...]:
    """What a preview needs."""
    if not preview:
        return ()
    missing = (
        (request.POST.getlist("folio"), _("Marque al menos una solicitud."), "solicitudes"),
        (request.POST.get("outcome"), _("Elija si se aceptan o no."), "outcome"),
        (request.POST.get("reason", "").strip(), _("Escriba el motivo: llegará a cada persona."), "reason"),
    )
    return tuple(FormError(text, field) for given, text, field in missing if not given)


def tried(do: Did) -> tuple[object, tuple[FormError, ...]]:
    try:
        return do(), ()
    except Refusal as refusal:
        return None, (FormError(str(refusal)),)


@require_safe
@office_page
def paper(request: HttpRequest, visit: Visit, uid: UUID, folio: str, position: int) -> HttpResponse:
    """Reserved: only the office and the auditor open it; it runs nothing."""
    found = ApplicationFile.objects.filter(
        application__call=visit.call(uid), application__folio=folio, position=position
    ).select_related("file")
    each = found.first()
    if each is None:
        raise Http404(folio)
    response = HttpResponse(read_file(each.file), content_type=each.file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{folio}-{position}.{ending_of(each)}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
