"""What whoever reviews sees: what waits, one piece beside what was required, and what a decision changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.core.progress import Progress
from tequio.core.reading.records import Sector
from tequio.core.rules.pack import RulePack
from tequio.exercises.queries import ExerciseHeader, fuzzy_span
from tequio.files.models import StoredFile
from tequio.monitoring.actions import UNDO, accepted_by
from tequio.monitoring.models import Evidence, Review, State
from tequio.monitoring.pages import STATES, Viewer, crumbs_to, form_of, public_of, state_of_means
from tequio.monitoring.queries import NONE, PlanProgress, of_plans
from tequio.monitoring.spots import Piece, means_of_activity, plan_label
from tequio.people.models import KIND_LABELS, Person
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb
from tequio.workplans.models import Kind

PAGE = 20
#: what can be drawn small, and how it is read
PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic"}
WAITING = (State.SENT, State.UNDER_REVIEW)


@dataclass(frozen=True, slots=True)
class FileShown:
    """``preview`` is the address of a small picture that the page may draw."""

    label: str
    name: str
    form: str
    url: str
    preview: str = ""


@dataclass(frozen=True, slots=True)
class ReviewShown:
    outcome: str
    sector: str
    person: str
    at: datetime
    reason: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What the last decision did to the plan. ``lacking`` are the means that the activity still needs."""

    before: Progress
    after: Progress
    sentence: str
    lacking: tuple[str, ...]
    states: tuple[str, ...]
    before_today: int


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """``why_not`` says in words why this person decides nothing here; empty for who may."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    list_url: str
    activity: str
    activity_url: str
    activity_when: str
    plan_label: str
    plan_title: str
    means: str
    means_kind: str
    state: str
    state_word: str
    about: str
    given_by: str
    given_sector: str
    given_at: datetime
    url: str
    files: tuple[FileShown, ...]
    public_note: str
    people: int | None
    agreements: tuple[str, ...]
    reviews: tuple[ReviewShown, ...]
    decides: bool
    disputes: bool
    why_not: str
    change: Change | None
    undo_url: str
    undo_minutes: int
    reason: str = ""
    decision: str = ""
    errors: tuple[FormError, ...] = ()


def review_page(
    piece: Piece,
    viewer: Viewer,
    pack: RulePack,
    *,
    now: datetime,
    originals: bool,
    decision: str = "",
    reason: str = "",
    errors: tuple[FormError, ...] = (),
) -> ReviewPage:
    evidence, spot = piece.evidence, piece.spot
    reviews = list(Review.objects.filter(evidence=evidence).select_related("reviewed_by").order_by("reviewed_at", "pk"))
    standing = [each for each in reviews if each.undone_at is None]
    last = standing[-1] if standing else None
    mine = last is not None and viewer.person is not None and last.reviewed_by_id == viewer.person.pk
    can_undo = viewer.acts and mine and last is not None and now - last.reviewed_at <= UNDO
    waits = evidence.state in WAITING
    may = viewer.reviews(evidence)
    accepted_here = any(accepted_by(evidence, sector) for sector in viewer.sectors - {evidence.submitted_by_sector})
    url = f"{spot.exercise.url}revision/{evidence.uid}/"
    return ReviewPage(
        exercise=spot.exercise,
        title=evidence.means.text,
        description=_("Revisión de una evidencia: la decide un sector distinto del que la entregó."),
        crumbs=crumbs_to(spot, _("Revisión")),
        action=url,
        list_url=f"{spot.exercise.url}revision/",
        activity=spot.activity.title,
        activity_url=spot.url,
        activity_when=fuzzy_span(spot.activity.starts, spot.activity.ends),
        plan_label=spot.plan_label,
        plan_title=spot.plan_title,
        means=evidence.means.text,
        means_kind=evidence.means.kind.name,
        state=evidence.state,
        state_word=str(STATES[evidence.state]),
        about=evidence.description,
        given_by=evidence.submitted_by.name,
        given_sector=sector_name(evidence.submitted_by_sector, pack),
        given_at=evidence.submitted_at.astimezone(spot.exercise.zone),
        url=evidence.url,
        files=files_of(evidence, url, originals=originals),
        public_note=public_note(evidence),
        people=evidence.people,
        agreements=tuple(filter(None, (line.strip() for line in evidence.agreements.split("\n")))),
        reviews=tuple(shown(each, pack, spot.exercise) for each in reviews),
        decides=may and waits,
        disputes=may and evidence.state == State.ACCEPTED and not accepted_here and not can_undo,
        why_not="" if may or not viewer.acts else why_not(evidence, viewer, pack),
        change=change_of(piece, last) if mine and last else None,
        undo_url=f"{url}deshacer/" if can_undo else "",
        undo_minutes=int(UNDO.total_seconds() // 60),
        decision=decision,
        reason=reason,
        errors=errors,
    )


def sector_name(code: str, pack: RulePack) -> str:
    named = next((each.name for each in pack.sectors if each.code == code), "")
    if named:
        return named
    return str(KIND_LABELS[Sector(code)]) if code in {kind.value for kind in KIND_LABELS} else code


def files_of(evidence: Evidence, url: str, *, originals: bool) -> tuple[FileShown, ...]:
    """The public version for everybody here; the reserved one only for who may open it."""
    stored, public, found = evidence.file, public_of(evidence.file), []
    if public is not None:
        found.append(file_shown(_("Versión pública"), public, f"{url}archivo/publica/"))
    if stored is not None and stored.version == "reserved" and originals:
        found.append(file_shown(_("Original, reservado"), stored, f"{url}archivo/original/"))
    return tuple(found)


def file_shown(label: str, file: StoredFile, url: str) -> FileShown:
    preview = f"{url}miniatura/" if file.media_type in PICTURES else ""
    return FileShown(label, file.original_name, form_of(file), url, preview)


def public_note(evidence: Evidence) -> str:
    if evidence.file is None:
        return _("Es una liga: el público la verá tal cual.")
    if evidence.file.version == "public":
        return _("El público verá este mismo archivo.")
    if evidence.file.public_version is None:
        return _("El archivo es reservado: el público sabrá que existe y que se aceptó, y no podrá abrirlo.")
    if evidence.file.media_type.startswith("image/"):
        return _("El público verá una copia sin ubicación ni datos de la cámara.")
    return _("El público verá la versión pública; el original queda reservado.")


def shown(review: Review, pack: RulePack, exercise: ExerciseHeader) -> ReviewShown:
    return ReviewShown(
        outcome=review.outcome,
        sector=sector_name(review.sector, pack),
        person=review.reviewed_by.name,
        at=review.reviewed_at.astimezone(exercise.zone),
        reason=review.reason,
        undone=review.undone_at is not None,
    )


def why_not(evidence: Evidence, viewer: Viewer, pack: RulePack) -> str:
    if viewer.person is not None and evidence.submitted_by_id == viewer.person.pk:
        return _("Usted la entregó: la revisa otra persona, de otro sector.")
    if viewer.sectors:
        return _("La entregó su mismo sector (%(sector)s): la revisa uno distinto.") % {
            "sector": sector_name(evidence.submitted_by_sector, pack)
        }
    return _("La revisa quien ocupa un asiento o es enlace de otro sector.")


def change_of(piece: Piece, last: Review) -> Change:
    """The plan as it is against the plan as it would be without this decision."""
    plan, today = piece.spot.activity.workplan_id, piece.spot.exercise.today
    after = of_plans(Q(pk=plan), today=today).get(plan, NONE)
    before = of_plans(Q(pk=plan), today=today, as_if={piece.evidence.pk: last.state_before}).get(plan, NONE)
    lacking = () if str(after.progress.states[piece.spot.activity.pk]) == "verified" else lacking_of(piece)
    return Change(
        before=before.progress,
        after=after.progress,
        sentence=moved(before.progress, after.progress),
        lacking=lacking,
        states=tuple(each.state for each in after.activities),
        before_today=before_today(after, today),
    )


def before_today(plan: PlanProgress, today: date) -> int:
    return sum(each.last_on is not None and each.last_on < today for each in plan.activities)


def moved(before: Progress, after: Progress) -> str:
    numbers = {"done": before.done, "then": after.done, "counted": after.counted, "percent": after.percent or 0}
    if before.done == after.done:
        return _("El avance sigue en %(then)s de %(counted)s (%(percent)s %%).") % numbers
    return _("El avance pasó de %(done)s de %(counted)s a %(then)s de %(counted)s (%(percent)s %%).") % numbers


def lacking_of(piece: Piece) -> tuple[str, ...]:
    means = means_of_activity(piece.spot.activity)
    given: dict[int, list[Evidence]] = {one.pk: [] for one in means}
    for each in Evidence.objects.filter(means__in=given):
        given[each.means_id].append(each)
    return tuple(one.text for one in means if state_of_means(given[one.pk]) != "yes")


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """``mine``: this person may decide it."""

    uid: UUID
    url: str
    means: str
    activity: str
    plan_label: str
    sector: str
    given_by: str
    day: date
    days: int
    state: str
    mine: bool


@dataclass(frozen=True, slots=True)
class WaitingPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[WaitingRow, ...]
    found: int
    reviews: bool
    previous_url: str
    next_url: str


def waiting_page(
    exercise: ExerciseHeader, person: Person, sectors: set[str], pack: RulePack, *, everything: bool, page: str
) -> WaitingPage:
    """Four queries, however many wait."""
    mine = may_review(person, sectors)
    rows = Evidence.objects.filter(in_exercise(exercise.id), state__in=WAITING)
    found = rows if everything else rows.filter(mine)
    found = found.select_related(
        "submitted_by",
        "activity",
        "means__activity",
        "means__goal__workplan__commitment",
        "means__activity__workplan__commitment",
    ).order_by("submitted_at", "pk")
    sheet = Paginator(found, PAGE).get_page(page)
    url = f"{exercise.url}revision/"
    return WaitingPage(
        exercise=exercise,
        title=_("Evidencia por revisar"),
        description=_("Lo que entregó un sector y espera que otro lo revise, primero lo que lleva más tiempo."),
        crumbs=(Crumb(exercise.name, exercise.url), Crumb(_("Evidencia por revisar"))),
        rows=tuple(waiting_row(each, exercise, pack, person, sectors) for each in sheet),
        found=sheet.paginator.count,
        reviews=bool(sectors),
        previous_url=f"{url}?pagina={sheet.previous_page_number()}" if sheet.has_previous() else "",
        next_url=f"{url}?pagina={sheet.next_page_number()}" if sheet.has_next() else "",
    )


def in_exercise(*exercises: int) -> Q:
    """Of published commitments, and of the year of an office."""
    by_goal = Q(means__goal__workplan__exercise__in=exercises, means__goal__workplan__commitment__status="published")
    own = Q(
        means__activity__workplan__exercise__in=exercises, means__activity__workplan__commitment__status="published"
    )
    annual = Q(means__goal__workplan__exercise__in=exercises, means__goal__workplan__kind=Kind.ANNUAL)
    of_office = Q(means__activity__workplan__exercise__in=exercises, means__activity__workplan__kind=Kind.ANNUAL)
    return by_goal | own | annual | of_office


def may_review(person: Person, sectors: set[str]) -> Q:
    """Never one's own; of another sector than at least one of those for which the person speaks."""
    if not sectors:
        return Q(pk__in=[])
    others = ~Q(submitted_by=person.pk)
    return others & ~Q(submitted_by_sector=next(iter(sectors))) if len(sectors) == 1 else others


def waiting_row(
    evidence: Evidence, exercise: ExerciseHeader, pack: RulePack, person: Person, sectors: set[str]
) -> WaitingRow:
    goal, activity = evidence.means.goal, evidence.activity or evidence.means.activity
    plan = goal.workplan if goal else evidence.means.activity.workplan if evidence.means.activity else None
    day = evidence.submitted_at.astimezone(exercise.zone).date()
    return WaitingRow(
        uid=evidence.uid,
        url=f"{exercise.url}revision/{evidence.uid}/",
        means=evidence.means.text,
        activity=activity.title if activity else goal.title if goal else "",
        plan_label=plan_label(plan.commitment.number if plan and plan.kind == Kind.COMMITMENT else 0),
        sector=sector_name(evidence.submitted_by_sector, pack),
        given_by=evidence.submitted_by.name,
        day=day,
        days=max(0, (exercise.today - day).days),
        state=evidence.state,
        mine=evidence.submitted_by_id != person.pk and bool(sectors - {evidence.submitted_by_sector}),
    )
