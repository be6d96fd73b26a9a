"""What a session needs that day and what was asked of other offices."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tequio.bodies.actions.logistics import ask_for, settle_need
from tequio.bodies.actions.oficios import KIND, record_oficio_answer, send_oficio
from tequio.bodies.desk_pages import Told
from tequio.bodies.minutes_outline import oficio_outline
from tequio.bodies.models import Oficio
from tequio.bodies.queries.logistics import logistics_page
from tequio.bodies.queries.table import need_choices
from tequio.bodies.session_forms import AnswerForm, OficioForm
from tequio.bodies.views.session_door import Desk, desk_in
from tequio.bodies.views.session_sheets import Sheet, answer
from tequio.core.refusals import Refusal
from tequio.documents.queries import content_now
from tequio.documents.rendering import Form
from tequio.meetings.models import Need
from tequio.web.words import long_date

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def logistics(request: HttpRequest, slug: str, uid: UUID, session: UUID) -> HttpResponse:
    """The auditor reads it and writes nothing."""
    writes = request.method == "POST"
    desk = desk_in(request, slug, uid, session, to_read=not writes)
    error = ""
    if writes:
        try:
            done = noted(request, desk)
            return HttpResponseRedirect(f"{desk.url}preparativos/?hecho={done}#hecho")
        except Refusal as refusal:
            error = str(refusal)
    return shown(request, desk, error)


def shown(request: HttpRequest, desk: Desk, error: str) -> HttpResponse:
    """What was typed stays when it was refused."""
    page = logistics_page(
        desk.exercise,
        desk.session,
        conducts=desk.conducts,
        prepares=desk.prepares,
        kind=request.POST.get("kind", ""),
        text=request.POST.get("text", "")[:300],
        done=request.GET.get("hecho", ""),
        error=error,
    )
    return render(request, "bodies/logistics.html", {"page": page}, status=422 if error else 200)


def noted(request: HttpRequest, desk: Desk) -> str:
    post = request.POST
    if "need" in post:
        need = need_in(desk, post["need"])
        settle_need(session=desk.session, need=need, status=post.get("status", ""), by=desk.person, at=desk.at)
        return "estado"
    text = post.get("text", "")[:300]
    ask_for(session=desk.session, kind=post.get("kind", ""), text=text, by=desk.person, at=desk.at)
    return "agregado"


def need_in(desk: Desk, text: str) -> Need:
    try:
        uid = UUID(text)
    except ValueError as error:
        raise Http404(text) from error
    rows = Need.objects.select_related("meeting__exercise__jurisdiction")
    return get_object_or_404(rows, uid=uid, meeting=desk.session.meeting_id)


def send(desk: Desk, form: OficioForm) -> object:
    data = form.cleaned_data
    return send_oficio(
        exercise=desk.session.exercise,
        session=desk.session,
        need=need_in(desk, data["need"]) if data["need"] else None,
        **{name: data[name] for name in ("addressee", "subject", "text", "office", "key")},
        by=desk.person,
        at=desk.at,
    )


def started(desk: Desk, request: HttpRequest) -> dict[str, object]:
    """For what it was opened, and with the key that the office used last."""
    last = Oficio.objects.filter(exercise=desk.session.exercise).order_by("-sent_at", "-pk").first()
    return {
        "key": uuid4(),
        "need": request.GET.get("para", ""),
        "office": last.folio.partition("/")[0] if last else "",
    }


OFICIO = Sheet(
    title=gettext_lazy("Pedir algo a otra oficina"),
    lead=gettext_lazy("Sale un oficio numerado en Word. Desde hoy se cuentan los días que tarda su respuesta."),
    button=gettext_lazy("Emitir el oficio"),
    form=OficioForm,
    does=send,
    after="preparativos/?hecho=oficio#oficios",
    back="preparativos/",
    given=started,
    choices=lambda desk: {"need": need_choices(desk.session)},
)
ANSWER = Sheet(
    title=gettext_lazy("Anotar la respuesta de un oficio"),
    lead=gettext_lazy("Qué contestó la oficina y qué día. Con eso se dejan de contar los días."),
    button=gettext_lazy("Anotar la respuesta"),
    form=AnswerForm,
    does=lambda desk, form: None,
    after="preparativos/?hecho=respuesta#oficios",
    back="preparativos/",
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def oficio(request: HttpRequest, slug: str, uid: UUID, session: UUID) -> HttpResponse:
    return answer(request, slug, uid, session, OFICIO)


def oficio_in(session: UUID, uid: UUID) -> Oficio:
    rows = Oficio.objects.select_related("exercise__jurisdiction", "session")
    return get_object_or_404(rows, uid=uid, session__uid=session)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def oficio_answer(request: HttpRequest, slug: str, uid: UUID, session: UUID, oficio: UUID) -> HttpResponse:
    desk_in(request, slug, uid, session, to_conduct=True)
    found = oficio_in(session, oficio)

    def does(desk: Desk, form: AnswerForm) -> object:
        data = form.cleaned_data
        return record_oficio_answer(oficio=found, answer=data["answer"], on=data["on"], by=desk.person, at=desk.at)

    return answer(request, slug, uid, session, replace(ANSWER, does=does, tells=lambda desk: told(found)))


def told(oficio: Oficio) -> tuple[Told, ...]:
    return (
        Told(_("Oficio"), oficio.folio),
        Told(_("A"), oficio.addressee),
        Told(_("Asunto"), oficio.subject),
        Told(_("Se envió"), long_date(oficio.sent_on)),
        Told(_("Se espera respuesta a más tardar"), long_date(oficio.answer_due_on)),
    )


@never_cache
@require_safe
def oficio_file(request: HttpRequest, slug: str, uid: UUID, session: UUID, oficio: UUID) -> HttpResponse:
    desk_in(request, slug, uid, session, to_read=True)
    found = oficio_in(session, oficio)
    content = content_now(oficio_outline(found), Form.DOCX, kind=KIND, subject_uid=found.uid)
    response = HttpResponse(content, content_type=DOCX)
    name = f"{found.folio.replace('/', '-')}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
