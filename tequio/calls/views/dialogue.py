"""The dialogue as anybody reads it, and what a seat or the office does in it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.calls import actions
from tequio.calls.dialogue_desk import VERBS, Verb, Voice, given, told_done, unsigned
from tequio.calls.dialogue_forms import SignForm
from tequio.calls.doors import dialogue_door, exercise_of, voice_of
from tequio.calls.models import Declaration, InclusionActivity
from tequio.calls.office_forms import OfficeForm
from tequio.calls.outlines import declaration_outline
from tequio.calls.permissions import can_open_inclusion_file
from tequio.calls.queries import dialogue as queries
from tequio.calls.views.calls import given_out
from tequio.core.refusals import Refusal
from tequio.documents.rendering import MEDIA_TYPES, Form
from tequio.documents.rendering import render as render_file
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.files.actions import read_file
from tequio.people.visitors import person_of


@exercise_page
def dialogue(request: HttpRequest, exercise: ExerciseHeader) -> HttpResponse:
    person = person_of(request)
    speaks = person is not None and exercise.takes_changes
    voice = voice_of(person, exercise_of(exercise.slug), exercise, timezone.now()) if person and speaks else None
    page = queries.dialogue_page(exercise, voice, done=told_done(request.GET.get("hecho", "")))
    return render(request, "calls/dialogue.html", {"page": page})


@dialogue_door
def act(request: HttpRequest, voice: Voice, name: str) -> HttpResponse:
    if name not in VERBS:
        raise Http404(name)
    verb = VERBS[name]
    refuse_unless_may(voice, verb)
    refuse_if_archived(voice.row)
    data = request.POST if request.method == "POST" else None
    form = verb.form(data, request.FILES or None, voice=voice, place=voice.row.jurisdiction, initial=given(voice))
    if form.is_valid() and (done := did(verb, voice, form)):
        return HttpResponseRedirect(f"{voice.exercise.url}dialogo/?hecho={done}#hecho")
    page = queries.form_page(voice, verb, form)
    return render(request, "calls/order.html", {"page": page}, status=422 if page.errors else 200)


def refuse_unless_may(voice: Voice, verb: Verb) -> None:
    if verb.of_office and not voice.keeps:
        raise PermissionDenied(_("Las declaraciones conjuntas las registra la secretaría técnica."))
    if verb.of_office:
        return
    if voice.mechanism is None:
        raise Http404("mechanism")
    if not (voice.seats or voice.keeps):
        raise PermissionDenied(
            _("Lo registra quien ocupa un asiento del órgano que organiza el diálogo, o la secretaría técnica.")
        )


def did(verb: Verb, voice: Voice, form: OfficeForm) -> str:
    """Empty leaves in the form what was refused."""
    try:
        return verb.does(voice, form)
    except Refusal as refusal:
        place = dict(verb.fields).get(refusal.code)
        form.add_error(place if place in form.fields else None, str(refusal))
        return ""


@dialogue_door
def sign(request: HttpRequest, voice: Voice, uid: UUID) -> HttpResponse:
    """The whole text before the button."""
    declaration = (
        Declaration.objects.filter(exercise=voice.row, uid=uid).select_related("exercise__jurisdiction").first()
    )
    if declaration is None:
        raise Http404(str(uid))
    if not voice.own:
        raise PermissionDenied(_("La declaración la firma quien ocupa un asiento, desde su cuenta."))
    refuse_if_archived(voice.row)
    data = request.POST if request.method == "POST" else None
    form = SignForm(data, seats=unsigned(declaration, voice.own) or voice.own, place=voice.row.jurisdiction)
    if form.is_valid() and (done := answered(voice, declaration, form, request.POST.get("do", ""))):
        return HttpResponseRedirect(f"{voice.exercise.url}dialogo/?hecho={done}#hecho")
    page = queries.sign_page(voice, declaration, form)
    return render(request, "calls/sign.html", {"page": page}, status=422 if page.errors else 200)


def answered(voice: Voice, declaration: Declaration, form: SignForm, do: str) -> str:
    """Empty leaves in the form what was refused."""
    seat = form.cleaned_data["seat"]
    try:
        if do == "decline":
            reason = form.cleaned_data["reason"]
            actions.decline_signature(declaration=declaration, seat=seat, reason=reason, **voice.by)
            return "no-firma"
        actions.sign_declaration(declaration=declaration, seat=seat, **voice.by)
    except actions.AlreadySigned as refusal:
        # the second click of the same finger: what it asked for is done
        if do != "decline":
            return "firma"
        form.add_error("seat", str(refusal))
        return ""
    except Refusal as refusal:
        form.add_error("reason" if isinstance(refusal, actions.NeedsAReason) else "seat", str(refusal))
        return ""
    return "firma"


@require_safe
@exercise_page
def paper(request: HttpRequest, exercise: ExerciseHeader, uid: UUID, form: str) -> HttpResponse:
    """With a line to sign on for each one who was called, and what became of it."""
    found = Declaration.objects.filter(exercise_id=exercise.id, uid=uid).select_related("exercise__jurisdiction")
    row = found.first()
    if row is None:
        raise Http404(str(uid))
    outline = declaration_outline(row, organisation=f"{exercise.office} · {exercise.place}", today=exercise.today)
    return given_out(render_file(outline, Form(form)), MEDIA_TYPES[Form(form)], f"declaracion-{exercise.slug}.{form}")


@require_safe
@dialogue_door
def evidence(request: HttpRequest, voice: Voice, uid: UUID) -> HttpResponse:
    """Reserved: it is often a list of who came, and for anybody else it does not exist. It runs nothing."""
    rows = InclusionActivity.objects.filter(mechanism__exercise=voice.row, uid=uid).select_related("evidence", "seat")
    found = rows.first()
    if found is None or found.evidence is None:
        raise Http404(str(uid))
    if not can_open_inclusion_file(voice.person, found, voice.row, voice.at):
        raise Http404(str(uid))
    response = given_out(read_file(found.evidence), found.evidence.media_type, found.evidence.original_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
