"""The address to which a form sends what is being typed, and the middleware that keeps it when the session has ended."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.people import drafts
from tequio.people.draft_models import Draft
from tequio.people.drafts import DraftIsTooLarge, Owner, TooManyDrafts, WrittenInAnotherTab
from tequio.people.visitors import NotEntered, network_of, person_of
from tequio.web.addresses import inside
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb

ADDRESS = "/borrador/"
#: of the browser in which nobody entered; it lives as long as its drafts
COOKIE_DAYS = 7
#: names of the fields by which a form speaks of its own draft
PAGE, WHOSE, TAB, KNOWN, OVER = "_pagina", "_quien", "_ventana", "_desde", "_encima"
#: the answers that give a form back: something is wrong in it, or somebody changed the same meanwhile
CAME_BACK = (409, 422)
#: never kept: the proof of the form and the button that was pressed
NOT_TYPED = {"csrfmiddlewaretoken", "paso", PAGE, WHOSE, TAB, KNOWN, OVER}


@dataclass(frozen=True, slots=True)
class DraftPage:
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    page: str
    kept_at: datetime | None
    texts: tuple[str, ...]
    hidden: tuple[tuple[str, str], ...]
    at_once: bool = False
    errors: tuple[FormError, ...] = ()


def cookie_name() -> str:
    return "__Host-draft" if settings.SESSION_COOKIE_SECURE else "draft"


def page_in(text: str) -> str:
    """The path of a form of this site, or nothing."""
    path = urlsplit(inside(text)).path
    return path if path not in ("/", ADDRESS) and len(path) <= 300 else ""


def owner_of(request: HttpRequest, whose: str = "") -> Owner:
    """``whose``: as the form says. What belongs to another person than the one who entered stays for that other person."""
    person, token = person_of(request), request.COOKIES.get(cookie_name(), "")[:64]
    if person is not None and whose in ("", drafts.key_of(person)):
        if token:
            drafts.claim_drafts(person=person, token=token)
        return Owner(person)
    return Owner(None, token or secrets.token_urlsafe(32), whose[:64], network_of(request))


def typed_in(request: HttpRequest) -> dict[str, list[str]]:
    return {name: [str(each) for each in values] for name, values in request.POST.lists() if name not in NOT_TYPED}


def keep(request: HttpRequest, page: str) -> tuple[Owner, Draft]:
    told = request.POST
    owner = owner_of(request, told.get(WHOSE, ""))
    kept = drafts.keep_draft(
        owner=owner,
        page=page,
        fields=typed_in(request),
        tab=told.get(TAB, "")[:40],
        known_at=moment_in(told.get(KNOWN, "")),
        over=bool(told.get(OVER)) or not told.get(TAB),
        at=timezone.now(),
    )
    return owner, kept


def moment_in(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def remembering(response: HttpResponse, owner: Owner) -> HttpResponse:
    """The secret of the browser, only where nobody had entered."""
    if owner.person is None and owner.token:
        secure = settings.SESSION_COOKIE_SECURE
        age = COOKIE_DAYS * 24 * 3600
        response.set_cookie(cookie_name(), owner.token, max_age=age, secure=secure, httponly=True, samesite="Lax")
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Save, discard and look, for the script of the form and for who has none."""
    plain = "application/json" not in request.headers.get("Accept", "")
    page = page_in((request.POST if request.method == "POST" else request.GET).get(PAGE, ""))
    if not page:
        return refused(request, plain, _("Falta decir de qué formulario es el borrador."), 400)
    if request.method != "POST":
        return looked(request, page, plain=plain)
    if request.POST.get("paso") == "descartar":
        drafts.discard_draft(owner=owner_of(request, request.POST.get(WHOSE, "")), page=page)
        return HttpResponseRedirect(page) if plain else JsonResponse({})
    return saved(request, page, plain=plain)


def saved(request: HttpRequest, page: str, *, plain: bool) -> HttpResponse:
    try:
        owner, kept = keep(request, page)
    except WrittenInAnotherTab as refusal:
        return JsonResponse({"text": str(refusal), **told_of(refusal.draft)}, status=409)
    except Refusal as refusal:
        status = {DraftIsTooLarge: 413, TooManyDrafts: 429}.get(type(refusal), 422)
        return refused(request, plain, str(refusal), status)
    if plain:
        return remembering(HttpResponseRedirect(f"{ADDRESS}?{urlencode({PAGE: page})}"), owner)
    return remembering(JsonResponse({"saved": kept.saved_at.isoformat()}), owner)


def told_of(kept: Draft) -> dict[str, object]:
    return {"saved": kept.saved_at.isoformat(), "fields": kept.fields}


def looked(request: HttpRequest, page: str, *, plain: bool) -> HttpResponse:
    kept = drafts.find_draft(owner=owner_of(request), page=page)
    if not plain:
        return JsonResponse({"proof": get_token(request), **(told_of(kept) if kept else {})})
    shown = draft_page(page, kept, at_once="entrar" in request.GET)
    return render(request, "people/draft.html", {"page": shown})


def draft_page(page: str, kept: Draft | None, *, at_once: bool = False) -> DraftPage:
    fields: dict[str, list[str]] = kept.fields if kept else {}
    return DraftPage(
        title=_("Su borrador") if kept else _("No hay borrador de esta página"),
        description=_("Lo que escribió y todavía no envía. Sólo usted lo ve.")
        if kept
        else _("Ya se envió, se descartó o pasó el tiempo durante el que se guarda."),
        crumbs=(Crumb(_("Inicio"), "/"), Crumb(_("Borrador"))),
        page=page,
        kept_at=kept.saved_at if kept else None,
        texts=tuple(
            value for values in fields.values() for value in values if " " in value.strip("{ ") and value[0] != "{"
        ),
        hidden=tuple((name, value) for name, values in fields.items() for value in values),
        at_once=at_once and kept is not None,
    )


def refused(request: HttpRequest, plain: bool, text: str, status: int) -> HttpResponse:
    if not plain:
        return JsonResponse({"text": text}, status=status)
    page = DraftPage(_("No se guardó el borrador"), text, (), "/", None, (), (), errors=(FormError(text),))
    return render(request, "people/draft.html", {"page": page}, status=status)


def came_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keeps as the draft what arrived and was not accepted."""
    page = page_in(request.POST.get(PAGE, "")) if request.method == "POST" and request.path != ADDRESS else ""
    if not page or hasattr(request, "_kept"):
        return response
    try:
        owner, _draft = keep(request, page)
    except Refusal:
        return response
    return remembering(response, owner)


class KeepsDrafts:
    """Middleware: a form sent after the session ended is kept, and the person finds it after entering; one that arrived has no draft.

    Of one that comes back to be corrected, the draft is what was sent: an older one would be offered beside its newer words.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        arrived = request.method == "POST" and response.status_code in (302, 303) and request.path != ADDRESS
        if arrived and not hasattr(request, "_kept") and PAGE in request.POST:
            page, owner = page_in(request.POST[PAGE]), owner_of(request, request.POST.get(WHOSE, ""))
            drafts.discard_draft(owner=owner, page=page)
        return came_back(request, response) if response.status_code in CAME_BACK else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        page = page_in(request.POST.get(PAGE, "")) if request.method == "POST" else ""
        if not isinstance(exception, NotEntered) or not page:
            return None
        request._kept = True  # type: ignore[attr-defined]
        try:
            owner, _draft = keep(request, page)
        except Refusal:
            return None
        back = f"{ADDRESS}?{urlencode({PAGE: page, 'entrar': 1})}"
        return remembering(HttpResponseRedirect(f"/entrar/?{urlencode({'next': back})}"), owner)
