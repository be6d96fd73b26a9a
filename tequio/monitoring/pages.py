"""What the page of an activity and its forms show: dates, what proves it, and what the person who looks may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.bodies.decisions import decisions_for
from tequio.bodies.models import Decision, DecisionKind
from tequio.core.proofs import Ask, Asks, asks_of
from tequio.core.rules.pack import RulePack
from tequio.exercises.queries import ExerciseHeader, fuzzy_span
from tequio.files.models import StoredFile
from tequio.formats import rulepack
from tequio.monitoring import limits, permissions
from tequio.monitoring.actions import written
from tequio.monitoring.models import Delay, DelayReason, Evidence, State
from tequio.monitoring.queries import NONE, PlanProgress, of_plans
from tequio.monitoring.spots import Spot, means_of_activity
from tequio.people.models import Person
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.models import Means, Responsible
from tequio.workplans.permissions import can_draft_workplan

STATES = {
    State.SENT.value: gettext_lazy("por revisar"),
    State.UNDER_REVIEW.value: gettext_lazy("en revisión"),
    State.ACCEPTED.value: gettext_lazy("aceptada"),
    State.RETURNED.value: gettext_lazy("devuelta"),
}


@dataclass(frozen=True, slots=True)
class GivenShown:
    """One piece of evidence. ``url`` opens what this person may open; ``review_url`` is the page of its review."""

    uid: UUID
    title: str
    state: str
    state_word: str
    day: date
    url: str
    form: str
    reason: str
    review_url: str
    review_label: str
    people: int | None
    preview: str


@dataclass(frozen=True, slots=True)
class MeansWork:
    """A required means: ``state`` is yes, waiting, back or no. ``give_url`` only for who may give it."""

    uid: UUID
    text: str
    state: str
    asks: tuple[str, ...]
    given: tuple[GivenShown, ...]
    give_url: str
    shared: bool


@dataclass(frozen=True, slots=True)
class DelayShown:
    """``decision``: the one of the body that carries it, in words; empty where it needed none."""

    reason: str
    text: str
    old: str
    new: str
    day: date
    decision: str = ""


@dataclass(frozen=True, slots=True)
class ActivityPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    url: str
    plan_label: str
    plan_title: str
    plan_url: str
    goal: str
    code: str
    when: str
    undated: bool
    state: str
    sentence: str
    days_late: int
    cancel_reason: str
    means: tuple[MeansWork, ...]
    shared: bool
    delays: tuple[DelayShown, ...]
    responsibles: tuple[str, ...]
    delay_url: str
    resume_url: str
    received: str = ""
    moved: bool = False


def crumbs_to(spot: Spot, *more: str) -> tuple[Crumb, ...]:
    exercise = spot.exercise
    activity = _("Actividad %(position)s") % {"position": spot.activity.code or spot.activity.position}
    trail = [
        Crumb(exercise.name, exercise.url),
        Crumb(spot.plan_label, spot.plan_url),
        Crumb(activity, spot.url if more else ""),
    ]
    return (*trail, *(Crumb(each) for each in more))


def plan_of_spot(spot: Spot) -> PlanProgress:
    return of_plans(Q(pk=spot.activity.workplan_id), today=spot.exercise.today).get(spot.activity.workplan_id, NONE)


def activity_page(spot: Spot, viewer: Viewer, *, received: str = "", moved: bool = False) -> ActivityPage:
    activity, today = spot.activity, spot.exercise.today
    shown = means_work(means_of_activity(activity), spot, viewer)
    state = str(plan_of_spot(spot).progress.states[activity.pk])
    last = activity.ends_last_on or activity.starts_last_on
    due = activity.ends or activity.starts
    done = _("Con qué se comprueba, quién responde y qué fechas ha tenido esta actividad.")
    return ActivityPage(
        exercise=spot.exercise,
        title=activity.title,
        description=done,
        crumbs=crumbs_to(spot),
        url=spot.url,
        plan_label=spot.plan_label,
        plan_title=spot.plan_title,
        plan_url=spot.plan_url,
        goal=activity.goal.title if activity.goal else "",
        code=activity.code or str(activity.position),
        when=fuzzy_span(activity.starts, activity.ends),
        undated=due is None or due.edtf is None,
        state=state,
        sentence=proven_words(shown),
        days_late=(today - last).days if state == "overdue" and last else 0,
        cancel_reason=activity.cancel_reason,
        means=shown,
        shared=any(one.shared for one in shown),
        delays=delays_of(spot),
        responsibles=responsibles_of(spot),
        delay_url=f"{spot.url}fecha/" if viewer.gives and viewer.acts and not activity.cancelled_at else "",
        resume_url=f"{spot.draft_url}actividades/{activity.uid}/#retomar" if viewer.drafts and viewer.acts else "",
        received=received,
        moved=moved,
    )


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a plan: ``sectors`` are those for which the person may review; nobody is the public."""

    person: Person | None = None
    gives: bool = False
    reads: bool = False
    sectors: frozenset[str] = frozenset()
    #: what she may do is offered: not of an archived exercise
    acts: bool = True
    #: of a cancelled activity, takes it up again
    drafts: bool = False

    @property
    def follows(self) -> bool:
        return self.gives or self.reads or bool(self.sectors)

    def reviews(self, evidence: Evidence) -> bool:
        """What is offered; the action will ask again."""
        mine = self.person is not None and evidence.submitted_by_id == self.person.pk
        return self.acts and not mine and bool(self.sectors - {evidence.submitted_by_sector})


def viewer_of(person: Person | None, spot: Spot, pack: RulePack, at: datetime) -> Viewer:
    if person is None:
        return Viewer()
    plan = spot.activity.workplan
    return Viewer(
        person=person,
        gives=permissions.can_submit_evidence(person, plan, at),
        acts=plan.exercise.takes_changes,
        drafts=spot.activity.cancelled_at is not None and not plan.locked_by and can_draft_workplan(person, plan, at),
        reads=permissions.reads_everything(person, plan.exercise, at),
        sectors=frozenset(permissions.sectors_in(person, plan.exercise, pack, at)),
    )


def means_work(means: list[Means], spot: Spot, viewer: Viewer) -> tuple[MeansWork, ...]:
    found: dict[int, list[Evidence]] = {one.pk: [] for one in means}
    rows = Evidence.objects.filter(means__in=found).select_related("file__public_version").prefetch_related("reviews")
    for each in rows.order_by("-submitted_at", "-pk"):
        found[each.means_id].append(each)
    open_ = viewer.gives and viewer.acts and not spot.activity.cancelled_at
    return tuple(
        MeansWork(
            uid=one.uid,
            text=one.text,
            state=state_of_means(found[one.pk]),
            asks=asked_in_words(asks_of(one.kind.name)),
            given=tuple(given_shown(each, one, spot, viewer) for each in found[one.pk] if visible(each, viewer)),
            give_url=f"{spot.url}evidencia/{one.uid}/" if open_ else "",
            shared=one.goal_id is not None,
        )
        for one in means
    )


def proven_words(means: tuple[MeansWork, ...]) -> str:
    accepted = sum(one.state == "yes" for one in means)
    return _("Documentos aceptados: %(accepted)s de %(asked)s.") % {"accepted": accepted, "asked": len(means)}


def visible(evidence: Evidence, viewer: Viewer) -> bool:
    return evidence.state == State.ACCEPTED or viewer.follows


def state_of_means(given: list[Evidence]) -> str:
    states = {each.state for each in given}
    if State.ACCEPTED in states:
        return "yes"
    if states & {State.SENT, State.UNDER_REVIEW}:
        return "waiting"
    return "back" if states else "no"


def asked_in_words(asks: Asks) -> tuple[str, ...]:
    """What its kind asks, told before anybody chooses a file."""
    told = []
    if Ask.PEOPLE in asks.asks:
        told.append(_("Cuántas personas hay en la lista."))
    if asks.names:
        told.append(_("La lista trae nombres: el público verá el número de personas, nunca los nombres."))
    if Ask.AGREEMENTS in asks.asks:
        told.append(_("Qué se acordó, un acuerdo por renglón."))
    if Ask.PHOTO in asks.asks:
        told.append(_("Al menos una foto, con una descripción para quien no puede verla."))
    return tuple(told)


def given_shown(evidence: Evidence, means: Means, spot: Spot, viewer: Viewer) -> GivenShown:
    file = public_of(evidence.file)
    standing = [review for review in evidence.reviews.all() if review.undone_at is None]
    last = max(standing, key=lambda review: review.reviewed_at, default=None)
    accepted = evidence.state == State.ACCEPTED
    open_url = f"/evidencia/{evidence.uid}/" if file and accepted else ""
    waits = evidence.state in (State.SENT, State.UNDER_REVIEW)
    return GivenShown(
        uid=evidence.uid,
        title=evidence.description or means.text,
        state=evidence.state,
        state_word=str(STATES[evidence.state]),
        day=evidence.submitted_at.astimezone(spot.exercise.zone).date(),
        url=evidence.url or open_url,
        form=form_of(file) if file and open_url else _("liga") if evidence.url else "",
        reason=last.reason if last else "",
        review_url=f"/{spot.exercise.slug}/revision/{evidence.uid}/" if viewer.follows else "",
        review_label=_("Revisar evidencia") if waits and viewer.reviews(evidence) else _("Ver la revisión"),
        people=evidence.people,
        preview=f"{open_url}miniatura/" if file and open_url and file.media_type.startswith("image/") else "",
    )


def public_of(file: StoredFile | None) -> StoredFile | None:
    return file if file is None or file.version == "public" else file.public_version


def form_of(file: StoredFile) -> str:
    return f"{file.original_name.rpartition('.')[2].upper()}, {words.size(file.size)}"


def delays_of(spot: Spot) -> tuple[DelayShown, ...]:
    rows = list(Delay.objects.filter(activity=spot.activity).order_by("declared_at"))
    uids = [each.decision_uid for each in rows if each.decision_uid]
    found = Decision.objects.filter(uid__in=uids).select_related("body") if uids else ()
    decided = {each.uid: decision_told(each, spot.exercise.zone) for each in found}
    return tuple(
        DelayShown(
            reason=str(DelayReason(each.reason).label),
            text=each.text,
            old=words.fuzzy(each.old_ends.edtf if each.old_ends else None),
            new=words.fuzzy(each.new_ends.edtf if each.new_ends else None),
            day=each.declared_at.astimezone(spot.exercise.zone).date(),
            decision=decided.get(each.decision_uid, "") if each.decision_uid else "",
        )
        for each in rows
    )


def decision_told(decision: Decision, zone: ZoneInfo) -> str:
    """«Ajuste del calendario · Secretariado, 4 de noviembre de 2019»."""
    day = decision.decided_at.astimezone(zone).date()
    return f"{decision.title} · {decision.body.name}, {words.long_date(day)}"


def responsibles_of(spot: Spot) -> tuple[str, ...]:
    named = Responsible.objects.filter(activity=spot.activity).order_by("position").values_list("name", flat=True)
    if found := tuple(named):
        return found
    goal = spot.activity.goal
    if goal is None:
        return ()
    names = Responsible.objects.filter(goal=goal).order_by("position").values_list("name", flat=True)
    return tuple(names) or tuple(filter(None, goal.responsible_text.split("\n")))


@dataclass(frozen=True, slots=True)
class GivingPage:
    """The form for one means. ``values`` is what was typed; ``held`` the file that was already received."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    back_url: str
    activity: str
    when: str
    means: str
    asks: tuple[str, ...]
    asks_people: bool
    asks_agreements: bool
    asks_photo: bool
    names: bool
    suggestion: str
    key: str
    values: GivingValues
    errors: tuple[FormError, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A file that stays here while the form is corrected."""

    name: str
    size: str
    token: str


@dataclass(frozen=True, slots=True)
class GivingValues:
    url: str = ""
    description: str = ""
    people: str = ""
    agreements: str = ""
    shown: str = "reserved"
    file: Held | None = None
    public: Held | None = None


def giving_page(
    spot: Spot, means: Means, *, key: str, values: GivingValues, errors: tuple[FormError, ...] = ()
) -> GivingPage:
    asks = asks_of(means.kind.name)
    due = spot.activity.ends or spot.activity.starts
    when = words.fuzzy(due.edtf) if due else ""
    about = ", ".join(filter(None, [spot.activity.title.rstrip("."), when]))
    return GivingPage(
        exercise=spot.exercise,
        title=_("Subir evidencia: %(means)s") % {"means": means.text},
        description=_("Un archivo o una liga que comprueba esta actividad."),
        crumbs=crumbs_to(spot, _("Subir evidencia")),
        action=f"{spot.url}evidencia/{means.uid}/",
        back_url=spot.url,
        activity=spot.activity.title,
        when=when,
        means=means.text,
        asks=asked_in_words(asks),
        asks_people=Ask.PEOPLE in asks.asks,
        asks_agreements=Ask.AGREEMENTS in asks.asks,
        asks_photo=Ask.PHOTO in asks.asks,
        names=asks.names,
        suggestion=f"{means.text}. {about}"[:300],
        key=key,
        values=values,
        errors=errors,
    )


@dataclass(frozen=True, slots=True)
class DelayPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    back_url: str
    activity: str
    current: str
    commitment_ends: str
    agreed: str
    limit: int
    seen: str
    reasons: tuple[Option, ...]
    decisions: tuple[Option, ...]
    text: str = ""
    ends: str = ""
    errors: tuple[FormError, ...] = ()


def delay_page(
    spot: Spot,
    *,
    reason: str = "",
    text: str = "",
    ends: str = "",
    decision: str = "",
    errors: tuple[FormError, ...] = (),
) -> DelayPage:
    agreed = limits.agreed_day(spot.activity)
    decided = decisions_for(kind=DecisionKind.PLAN, exercise=spot.activity.workplan.exercise)
    return DelayPage(
        exercise=spot.exercise,
        title=_("Pedir otra fecha"),
        description=_("La fecha anterior y la nueva quedan a la vista, con su motivo."),
        crumbs=crumbs_to(spot, _("Pedir otra fecha")),
        action=f"{spot.url}fecha/",
        back_url=spot.url,
        activity=spot.activity.title,
        current=fuzzy_span(spot.activity.starts, spot.activity.ends),
        commitment_ends=words.fuzzy(spot.ends.edtf) if spot.ends else "",
        agreed=words.long_date(agreed) if agreed else "",
        limit=rulepack.load(spot.exercise.pack).limits.amendment_days,
        seen=written(spot.activity.ends),
        reasons=tuple(Option(str(each.label), each.value, each.value == reason) for each in DelayReason),
        decisions=tuple(
            Option(decision_told(each, spot.exercise.zone), str(each.uid), str(each.uid) == decision)
            for each in decided
        ),
        text=text,
        ends=ends,
        errors=errors,
    )
