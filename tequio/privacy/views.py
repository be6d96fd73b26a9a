from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tequio.core import folio as folios
from tequio.core.refusals import Refusal
from tequio.files.actions import read_file
from tequio.people.models import Person
from tequio.people.visitors import network_of, person_of, require_person
from tequio.places.models import Jurisdiction
from tequio.privacy import actions, letters, notice_pages, permissions, queries
from tequio.privacy.forms import AnswerForm, RequestForm, WordsForm, typed
from tequio.privacy.models import ArcoRequest
from tequio.web.form_errors import FormError, errors_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
FIELDS = ("jurisdiction", "right", "name", "email", "text")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    page = notice_pages.notices_page(person_of(request), page=number_in(request), done="hecho" in request.GET)
    return render(request, "privacy/notices.html", {"page": page})


@require_safe
def notice(request: HttpRequest, uid: UUID) -> HttpResponse:
    page = notice_pages.notice_page(uid)
    if page is None:
        raise Http404(str(uid))
    return render(request, "privacy/notice.html", {"page": page})


@never_cache
@get_or_post
def publish(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    page = notice_pages.publish_page(person, request.POST or request.GET)
    if request.method == "POST":
        errors = notice_pages.published(request.POST, by=person, at=timezone.now())
        if not errors:
            return HttpResponseRedirect(f"{notice_pages.NOTICES}?hecho=1")
        page = notice_pages.publish_page(person, request.POST, errors)
    return render(request, "privacy/publish_notice.html", {"page": page}, status=422 if page.errors else 200)


def number_in(request: HttpRequest) -> int:
    page = request.GET.get("pagina", "")
    return int(page[:6]) if page.isascii() and page.isdigit() else 1


def form_of(request: HttpRequest, *, errors: tuple[FormError, ...] = ()) -> HttpResponse:
    given = typed(request.POST or request.GET, *FIELDS)
    key = request.POST.get("key", "")[:40] or str(uuid4())
    page = queries.form_page(key=key, typed=given, errors=errors)
    return render(request, "privacy/send.html", {"page": page}, status=422 if errors else 200)


@never_cache
@get_or_post
def send(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return form_of(request)
    form = RequestForm(request.POST)
    if not form.is_valid():
        return form_of(request, errors=errors_of(form))
    given = form.cleaned_data
    place = Jurisdiction.objects.filter(uid=given.pop("jurisdiction")).first()
    if place is None:
        return form_of(request, errors=(FormError(_("Elija el lugar de la lista."), "jurisdiction"),))
    try:
        made = actions.send_request(
            jurisdiction=place, network=network_of(request), by=person_of(request), at=timezone.now(), **given
        )
    except Refusal as refusal:
        return form_of(request, errors=(FormError(str(refusal)),))
    return HttpResponseRedirect(f"/privacidad/solicitud/{made.folio}/?recibida=1")


@require_safe
def track(request: HttpRequest, folio: str) -> HttpResponse:
    written = folios.read(folio)
    found = queries.request_by_folio(written) if written else None
    if found is None:
        raise Http404(folio)
    page = queries.tracking_page(found)
    return render(request, "privacy/track.html", {"page": page, "received": "recibida" in request.GET})


@never_cache
@get_or_post
def mine(request: HttpRequest) -> HttpResponse:
    """For whoever holds the letter; the address is a secret."""
    token = request.GET.get("t", "")
    found = of_token(token)
    errors: tuple[FormError, ...] = ()
    if request.method == "POST":
        form = WordsForm(request.POST)
        errors = errors_of(form) or tried(
            lambda: actions.give_details(request=found, text=form.cleaned_data["text"], at=timezone.now())
        )
        if not errors:
            return HttpResponseRedirect(f"/privacidad/mi-solicitud/?t={token}")
    written = request.POST.get("text", "")[:4200]
    page = queries.tracking_page(found, mine=True, token=token, typed=written, errors=errors)
    response = render(request, "privacy/track.html", {"page": page}, status=422 if errors else 200)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def of_token(token: str) -> ArcoRequest:
    try:
        found = queries.find_request(UUID(letters.uid_of(token)))
    except Refusal as error:
        raise Http404(token[:8]) from error
    if found is None or found.erased_at is not None:
        raise Http404(token[:8])
    return found


def tried(do: Callable[[], None]) -> tuple[FormError, ...]:
    try:
        do()
    except Refusal as refusal:
        return (FormError(str(refusal)),)
    return ()


def office_of(request: HttpRequest) -> Person:
    person = require_person(request)
    if queries.attended_by(person) == []:
        raise PermissionDenied(_("Las solicitudes sobre datos personales las atiende la secretaría técnica."))
    return person


@never_cache
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    which, number = request.GET.get("ver", "")[:10], number_in(request)
    shown = queries.requests_page(office_of(request), shown=which, page=number, at=timezone.now())
    return render(request, "privacy/requests.html", {"page": shown})


@never_cache
@get_or_post
def attend(request: HttpRequest, uid: UUID) -> HttpResponse:
    person, found = office_of(request), queries.find_request(uid)
    if found is None or not permissions.can_attend_request(person, found):
        raise Http404(str(uid))
    errors = done(request, found, person) if request.method == "POST" else ()
    if request.method == "POST" and not errors:
        return HttpResponseRedirect(request.path)
    given = typed(request.POST, "text", "reason", "answer", "outcome", "do")
    page = queries.attend_page(found, person, at=timezone.now(), typed=given, errors=errors)
    return render(request, "privacy/attend.html", {"page": page}, status=422 if errors else 200)


def done(request: HttpRequest, found: ArcoRequest, person: Person) -> tuple[FormError, ...]:
    """What the pressed button asks for; the errors, or none when it was done."""
    now, words, answer = timezone.now(), WordsForm(request.POST), AnswerForm(request.POST)
    match request.POST.get("do"):
        case "details":
            return errors_of(words) or tried(
                lambda: actions.ask_for_details(request=found, text=words.cleaned_data["text"], by=person, at=now)
            )
        case "extend":
            return errors_of(words) or tried(
                lambda: actions.extend_request(request=found, reason=words.cleaned_data["text"], by=person, at=now)
            )
        case "answer":
            return errors_of(answer) or tried(
                lambda: actions.answer_request(request=found, **answer.cleaned_data, by=person, at=now)
            )
        case "carry_out":
            return tried(lambda: actions.carry_out_request(request=found, by=person, at=now))
        case _:
            return (FormError(_("Elija qué hacer con la solicitud.")),)


@never_cache
@get_or_post
def own_data(request: HttpRequest) -> HttpResponse:
    person, now = require_person(request), timezone.now()
    if request.method == "POST":
        actions.make_copy(person=person, by=person, at=now)
        return HttpResponseRedirect(request.path)
    return render(request, "privacy/own_data.html", {"page": queries.own_data_page(person, at=now)})


@never_cache
@require_safe
def copy(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Asked with one's own session every time: the address alone opens nothing."""
    found = queries.copy_of(require_person(request), uid, at=timezone.now())
    if found is None or found.file is None or not permissions.can_read_copy(person_of(request), found):
        raise Http404(str(uid))
    response = HttpResponse(read_file(found.file), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="mis-datos.zip"'
    return response
