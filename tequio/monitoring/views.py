from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from mimetypes import guess_extension
from typing import Concatenate, ParamSpec
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.commitments.criteria import check_criterion, criteria_page
from tequio.commitments.models import Commitment, Criterion
from tequio.commitments.permissions import can_publish_commitment
from tequio.core.proofs import asks_of
from tequio.core.refusals import Refusal
from tequio.exercises import queries
from tequio.exercises.closing import refuse_if_archived
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.exercises.views import exercise_page
from tequio.files.actions import read_file
from tequio.files.models import StoredFile
from tequio.formats import rulepack
from tequio.formats.photos import thumbnail
from tequio.monitoring import permissions
from tequio.monitoring.actions import (
    DateMovedMeanwhile,
    SameSectorReview,
    accept_evidence,
    declare_delay,
    return_evidence,
    start_review,
    undo_review,
)
from tequio.monitoring.forms import DelayForm, GiftForm, ReviewForm
from tequio.monitoring.intake import KeyWasUsed, give_evidence
from tequio.monitoring.models import Evidence, Review
from tequio.monitoring.pages import GivingValues, activity_page, delay_page, giving_page, public_of, viewer_of
from tequio.monitoring.queries import public_file
from tequio.monitoring.review_pages import PICTURES, review_page, waiting_page
from tequio.monitoring.spots import NotThere, Piece, Spot, means_at, piece_of, spot_of
from tequio.people.models import Person
from tequio.people.visitors import person_of, require_person
from tequio.web.form_errors import FormError, errors_of
from tequio.web.refusals import error_page
from tequio.workplans.decided import NeedsADecision
from tequio.workplans.models import Means

P = ParamSpec("P")
WorkView = Callable[Concatenate[HttpRequest, ExerciseHeader, Person, P], HttpResponse]
DRAWN = ("image/jpeg", "image/png", "image/webp")


def work_page(view: WorkView[P]) -> Callable[..., HttpResponse]:
    """The view receives the header of the exercise and who entered; what is not there answers 404."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = require_person(request)
        try:
            return view(request, queries.header(slug, now=timezone.now(), seen_by=person), person, *args, **kwargs)
        except (Exercise.DoesNotExist, queries.ExerciseMoved, NotThere) as error:
            raise Http404(slug) from error

    return page


def file_response(file: StoredFile, name: str = "") -> HttpResponse:
    """Pictures are drawn, everything else is saved; a file opened from here runs nothing."""
    response = HttpResponse(read_file(file), content_type=file.media_type)
    shown, name = file.media_type in DRAWN, name or file.original_name
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def evidence_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The public version of an accepted piece of evidence; what was never accepted or is reserved does not exist here. The name
    that somebody gave to the file may tell whose it is, and stays inside."""
    file = public_file(uid)
    if file is None:
        raise Http404(uid)
    return file_response(file, f"evidencia-{str(uid)[:8]}{guess_extension(file.media_type) or ''}")


@require_safe
def evidence_thumbnail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A small copy of the picture that anyone may open."""
    file = public_file(uid)
    if file is None or file.media_type not in PICTURES:
        raise Http404(uid)
    return thumbnail_response(file)


def thumbnail_response(file: StoredFile) -> HttpResponse:
    small = thumbnail(read_file(file), PICTURES[file.media_type], file.original_name)
    response = HttpResponse(small, content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@exercise_page
def activity(request: HttpRequest, exercise: ExerciseHeader, position: int, number: int = 0) -> HttpResponse:
    """Public; who may give or review sees also what waits, and the buttons."""
    try:
        spot = spot_of(exercise, number, position)
    except NotThere as error:
        raise Http404(position) from error
    viewer = viewer_of(person_of(request), spot, rulepack.load(exercise.pack), timezone.now())
    received, moved = request.GET.get("entregada", "") if viewer.gives else "", "fecha" in request.GET and viewer.gives
    return render(
        request, "monitoring/activity.html", {"page": activity_page(spot, viewer, received=received, moved=moved)}
    )


def refuse_unless_giver(spot: Spot, person: Person) -> None:
    if not permissions.can_submit_evidence(person, spot.activity.workplan, timezone.now()):
        raise PermissionDenied(
            _("La evidencia la entregan los responsables del compromiso y sus enlaces, o la oficina del plan.")
        )
    refuse_if_archived(spot.exercise)


@work_page
def give(
    request: HttpRequest, exercise: ExerciseHeader, person: Person, position: int, uid: UUID, number: int = 0
) -> HttpResponse:
    spot = spot_of(exercise, number, position)
    means = means_at(spot, uid)
    refuse_unless_giver(spot, person)
    if request.method == "POST":
        return received(request, spot, means, person)
    page = giving_page(spot, means, key=str(uuid4()), values=GivingValues())
    return render(request, "monitoring/give.html", {"page": page})


def received(request: HttpRequest, spot: Spot, means: Means, person: Person) -> HttpResponse:
    form = GiftForm(request.POST, request.FILES, asks=asks_of(means.kind.name), person=person)
    valid = form.is_valid()
    if request.POST.get("paso") == "retomar":
        return give_again(request, spot, means, form, (), 200)
    if not valid:
        return give_again(request, spot, means, form, errors_of(form), 413 if form.too_large else 422)
    pack, key = rulepack.load(spot.exercise.pack), form.cleaned_data["key"]
    try:
        given = give_evidence(
            means=means, activity=spot.activity, gift=form.gift, key=key, pack=pack, by=person, at=timezone.now()
        )
    except Refusal as refusal:
        status = 409 if isinstance(refusal, KeyWasUsed) else 422
        return give_again(request, spot, means, form, (FormError(str(refusal)),), status)
    return HttpResponseRedirect(f"{spot.url}?entregada={given.uid}#recibida")


def give_again(
    request: HttpRequest, spot: Spot, means: Means, form: GiftForm, errors: tuple[FormError, ...], status: int
) -> HttpResponse:
    """The same form with everything that was typed, and the files that came well."""
    key = str(uuid4()) if status == 409 or "key" in form.errors else request.POST.get("key", "")[:36]
    page = giving_page(spot, means, key=key, values=form.typed(), errors=errors)
    return render(request, "monitoring/give.html", {"page": page}, status=status)


@work_page
def criteria(request: HttpRequest, exercise: ExerciseHeader, person: Person, number: int) -> HttpResponse:
    """The office says which of the four a public commitment meets, and why."""
    found = Commitment.objects.filter(exercise_id=exercise.id, number=number, status="published")
    commitment = found.select_related("exercise__jurisdiction", "responsible").first()
    if commitment is None:
        raise Http404(number)
    if not can_publish_commitment(person, commitment, timezone.now()):
        raise PermissionDenied(_("Los cuatro criterios los revisa la secretaría técnica."))
    refuse_if_archived(exercise)
    typed = {name: request.POST.get(name, "")[:1000] for name in ("asked", "met", "reason")}
    errors = criterion_checked(commitment, person, **typed) if request.method == "POST" else ()
    if request.method == "POST" and not errors:
        return HttpResponseRedirect(f"{request.path}#{typed['asked']}")
    page = criteria_page(exercise, commitment, errors=errors, **typed)
    return render(request, "monitoring/criteria.html", {"page": page}, status=422 if errors else 200)


def criterion_checked(
    commitment: Commitment, person: Person, *, asked: str, met: str, reason: str
) -> tuple[FormError, ...]:
    """What was wrong with the form; nothing when it was stored."""
    if asked not in Criterion.values:
        raise Http404(asked)
    if met not in ("si", "no"):
        return (FormError(_("Elija si lo cumple o no."), f"met-{asked}"),)
    try:
        check_criterion(
            commitment=commitment,
            criterion=Criterion(asked),
            met=met == "si",
            reason=reason,
            by=person,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return (FormError(str(refusal), f"reason-{asked}"),)
    return ()


@work_page
def delay(
    request: HttpRequest, exercise: ExerciseHeader, person: Person, position: int, number: int = 0
) -> HttpResponse:
    spot = spot_of(exercise, number, position)
    refuse_unless_giver(spot, person)
    if request.method != "POST" or request.POST.get("paso") == "retomar":
        return delay_again(request, spot, (), 200)
    form = DelayForm(request.POST, today=exercise.today)
    if not form.is_valid():
        return delay_again(request, spot, errors_of(form))
    try:
        declare_delay(activity=spot.activity, by=person, at=timezone.now(), **form.told())
    except NeedsADecision as refusal:
        return delay_again(request, spot, (FormError(str(refusal), "decision"),))
    except DateMovedMeanwhile as refusal:
        return delay_again(request, spot, (FormError(str(refusal), "ends"),), 409)
    except Refusal as refusal:
        return delay_again(request, spot, (FormError(str(refusal), "ends"),))
    return HttpResponseRedirect(f"{spot.url}?fecha=1#fechas")


def delay_again(request: HttpRequest, spot: Spot, errors: tuple[FormError, ...], status: int = 422) -> HttpResponse:
    """After a conflict the form holds the date as it is now: who sends it again has read it."""
    told = {name: request.POST.get(name, "")[:2000] for name in ("reason", "text", "ends", "decision")}
    return render(request, "monitoring/delay.html", {"page": delay_page(spot, **told, errors=errors)}, status=status)


@require_safe
@work_page
def waiting(request: HttpRequest, exercise: ExerciseHeader, person: Person) -> HttpResponse:
    at, pack = timezone.now(), rulepack.load(exercise.pack)
    stored = Exercise.objects.select_related("jurisdiction").get(pk=exercise.id)
    sectors = permissions.sectors_in(person, stored, pack, at)
    everything = permissions.reads_everything(person, stored, at)
    if not sectors and not everything:
        raise PermissionDenied(_("La evidencia la revisa quien ocupa un asiento o es enlace."))
    mine = sectors if exercise.takes_changes else set()
    page = waiting_page(exercise, person, mine, pack, everything=everything, page=request.GET.get("pagina", "1"))
    return render(request, "monitoring/waiting.html", {"page": page})


@work_page
def review(request: HttpRequest, exercise: ExerciseHeader, person: Person, uid: UUID) -> HttpResponse:
    piece = followed(exercise, person, uid)
    if request.method != "POST" or request.POST.get("paso") == "retomar":
        return review_shown(request, piece, person)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return review_shown(request, piece, person, errors_of(form), 422)
    try:
        decide(piece.evidence, form.cleaned_data["decision"], form.cleaned_data["reason"], person, exercise)
    except SameSectorReview as refusal:
        return error_page(request, 403, _("No tiene permiso para esto"), str(refusal))
    except Refusal as refusal:
        return review_shown(request, piece, person, (FormError(str(refusal)),), 409)
    return HttpResponseRedirect(f"{exercise.url}revision/{uid}/#resultado")


def followed(exercise: ExerciseHeader, person: Person, uid: UUID) -> Piece:
    """For whoever may not know that it was given, it does not exist."""
    piece = piece_of(exercise, uid)
    if not permissions.can_follow_evidence(person, piece.evidence, rulepack.load(exercise.pack), timezone.now()):
        raise NotThere(uid)
    return piece


def decide(evidence: Evidence, decision: str, reason: str, by: Person, exercise: ExerciseHeader) -> None:
    pack, at = rulepack.load(exercise.pack), timezone.now()
    if decision == "start":
        start_review(evidence=evidence, pack=pack, by=by, at=at)
    elif decision == "accept":
        accept_evidence(evidence=evidence, pack=pack, by=by, at=at, reason=reason.strip())
    else:
        return_evidence(evidence=evidence, reason=reason, pack=pack, by=by, at=at)


def review_shown(
    request: HttpRequest, piece: Piece, person: Person, errors: tuple[FormError, ...] = (), status: int = 200
) -> HttpResponse:
    at, pack = timezone.now(), rulepack.load(piece.spot.exercise.pack)
    page = review_page(
        piece,
        viewer_of(person, piece.spot, pack, at),
        pack,
        now=at,
        originals=permissions.can_open_original(person, piece.evidence, pack, at),
        decision=request.POST.get("decision", ""),
        reason=request.POST.get("reason", "")[:3000],
        errors=errors,
    )
    return render(request, "monitoring/review.html", {"page": page}, status=status)


@require_safe
@work_page
def review_file(
    request: HttpRequest, exercise: ExerciseHeader, person: Person, uid: UUID, version: str, *, small: bool = False
) -> HttpResponse:
    """Before it is accepted, and the reserved one always, only for who may see it; to anybody else it does not exist."""
    evidence, pack = followed(exercise, person, uid).evidence, rulepack.load(exercise.pack)
    file = public_of(evidence.file)
    if version == "original":
        may = permissions.can_open_original(person, evidence, pack, timezone.now())
        file = evidence.file if may else None
    if file is None or (small and file.media_type not in PICTURES):
        raise Http404(uid)
    return thumbnail_response(file) if small else file_response(file)


@require_POST
@work_page
def undo(request: HttpRequest, exercise: ExerciseHeader, person: Person, uid: UUID) -> HttpResponse:
    piece = followed(exercise, person, uid)
    last = Review.objects.standing().filter(evidence=piece.evidence).order_by("-reviewed_at", "-pk").first()
    if last is None:
        raise Http404(uid)
    undo_review(review=last, by=person, at=timezone.now())
    return HttpResponseRedirect(f"{exercise.url}revision/{uid}/#resultado")
