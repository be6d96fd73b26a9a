"""«Esta semana»: one list by consequence of what is theirs to do. Each line says what, whose, since when, and has one button."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.bodies.queries.alarms import EXPIRING, Alarm, alarms_of
from tequio.core.reading.records import Sector
from tequio.dashboard.queries import comments
from tequio.dashboard.queries.ahead import Coming, News, coming, news
from tequio.dashboard.queries.calls import unsigned, untold
from tequio.dashboard.queries.desk import WEEK, Desk, PlanOf, desk_of
from tequio.dashboard.queries.events import events
from tequio.dashboard.queries.preparations import lacking, unanswered, without_folio
from tequio.dashboard.queries.sessions import agreed, minutes, votes
from tequio.dashboard.queries.todo import DECIDE, LATE, NEW, SOON, Todo, deadline_words, since_words
from tequio.exercises.models import Exercise
from tequio.exercises.queries import ExerciseHeader
from tequio.monitoring.models import Evidence, State
from tequio.monitoring.queries import ActivityState
from tequio.monitoring.spots import activity_url, plan_label
from tequio.people.models import KIND_LABELS, Person
from tequio.web import words
from tequio.web.pages import Crumb, Option

PAGE = 25
TITLES = {
    LATE: gettext_lazy("Vencido"),
    SOON: gettext_lazy("Vence esta semana"),
    DECIDE: gettext_lazy("Espera su decisión"),
    NEW: gettext_lazy("Nuevo"),
}
#: what is somebody's to do, and not only to know
TO_DO = (LATE, SOON, DECIDE)


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one consequence that are on this page; ``count`` is of all pages."""

    key: str
    title: str
    count: int
    todos: tuple[Todo, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    exercise: ExerciseHeader | None
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    groups: tuple[Group, ...]
    counts: tuple[tuple[str, str, int], ...]
    exercises: tuple[Option, ...]
    found: int
    works: bool
    next_title: str
    next_date: str
    next_url: str
    coming: tuple[Coming, ...]
    news: tuple[News, ...]
    review_url: str
    previous_page: str
    next_page: str


def todos_of(desk: Desk) -> list[Todo]:
    """Once each, by consequence and then by day."""
    found = {(each.group, each.url, each.what, each.detail): each for each in every_todo(desk)}
    ranks = list(TITLES)
    return sorted(found.values(), key=lambda each: (ranks.index(each.group), each.order, each.what))


def every_todo(desk: Desk) -> Iterator[Todo]:
    for plan, found in desk.progress.items():
        for activity in found.activities:
            if desk.is_mine(plan, activity) or desk.keeps(plan):
                yield from dated(desk, plan, activity)
    for pieces in desk.evidence.values():
        for each in pieces:
            yield from about(desk, each, pieces)
    yield from accepted(desk)
    yield from seats(desk)
    yield from votes(desk)
    yield from agreed(desk)
    yield from minutes(desk)
    yield from events(desk)
    yield from untold(desk)
    yield from unsigned(desk)
    yield from lacking(desk)
    yield from unanswered(desk)
    yield from without_folio(desk)
    yield from comments.asked(desk)
    yield from comments.to_answer(desk)


def seats(desk: Desk) -> Iterator[Todo]:
    """For the office: vacant seats, periods that ended or end this week, once each in a place. One query."""
    kept = {each.jurisdiction_id: each for pk, each in desk.exercises.items() if pk in desk.roles.kept}
    days = {place: desk.today[exercise.pk] for place, exercise in kept.items()}
    for alarm in alarms_of(days):
        place = alarm.body.jurisdiction_id
        if alarm.code != EXPIRING or (alarm.since and alarm.since < days[place] + WEEK):
            yield seat_todo(kept[place], alarm, days[place])


def seat_todo(exercise: Exercise, alarm: Alarm, day: date) -> Todo:
    since = alarm.since or day
    said = _("Termina el %(day)s") % {"day": words.short_date(since)} if since > day else since_words(since, day)
    return Todo(
        group=SOON if alarm.code == EXPIRING else LATE,
        what=alarm.text,
        detail="",
        commitment=alarm.body.name,
        whose=_("La secretaría técnica"),
        since=said if alarm.since else "",
        button=_("Ver el órgano"),
        url=f"/{exercise.slug}/organos/{alarm.body.uid}/",
        order=since,
    )


def dated(desk: Desk, plan: int, activity: ActivityState) -> Iterator[Todo]:
    """Late, or due in seven days. Whoever has already given everything has nothing to do; the office still follows it."""
    at, mine = desk.plans[plan], desk.is_mine(plan, activity)
    lacking = desk.lacking(activity.id)
    if (
        activity.last_on is None
        or activity.state in ("verified", "cancelled")
        or (not lacking and not desk.keeps(plan))
    ):
        return
    late = activity.state == "overdue"
    if not late and not at.today <= activity.last_on < at.today + WEEK:
        return
    gives = mine and bool(lacking)
    yield Todo(
        group=LATE if late else SOON,
        what=activity.title,
        detail=detail_of(
            lacking_words([one.text for one in lacking], asked=bool(desk.required(activity.id))),
            late and activity.id not in desk.explained,
        ),
        commitment=told_commitment(desk, at),
        whose=_("Usted") if mine else desk.whose(plan, activity.id) or _("Sin responsable"),
        since=due_words(activity, at.today),
        button=_("Subir evidencia") if gives else _("Ver qué falta"),
        url=activity_url(at.exercise.slug, at.number, activity.position),
        order=activity.last_on,
    )


def detail_of(lacking: str, unexplained: bool) -> str:
    return f"{lacking} {_('Sin motivo informado.')}" if unexplained else lacking


def lacking_words(names: list[str], *, asked: bool) -> str:
    if not asked:
        return _("No pide ningún medio de verificación: sin uno no puede darse por cumplida.")
    if not names:
        return _("Todo se entregó: espera revisión.")
    shown = words.joined(names[:3]) if len(names) <= 3 else ", ".join(names[:3])
    more = ngettext(" y %(n)s más", " y %(n)s más", len(names) - 3) % {"n": len(names) - 3} if len(names) > 3 else ""
    return _("Falta: %(names)s.") % {"names": f"{shown}{more}"}


def due_words(activity: ActivityState, today: date) -> str:
    if activity.last_on is None or activity.due is None:
        return ""
    day = words.fuzzy_short(activity.due.edtf)
    return deadline_words(activity.last_on, today, day)


def about(desk: Desk, evidence: Evidence, pieces: list[Evidence]) -> Iterator[Todo]:
    """What waits for this person's review, what came back, and for the office what has just arrived."""
    plan = plan_of_evidence(evidence)
    if plan not in desk.plans:
        return
    at, mine = desk.plans[plan], evidence.submitted_by_id == desk.person.pk
    day = evidence.submitted_at.astimezone(at.exercise.jurisdiction.zone).date()
    waits = evidence.state in (State.SENT, State.UNDER_REVIEW)
    others = desk.sectors[at.exercise.pk] - {evidence.submitted_by_sector}
    review = f"/{at.exercise.slug}/revision/{evidence.uid}/"
    if waits and not mine and others:
        yield piece_todo(
            desk, evidence, at, DECIDE, day, giver_words(desk, evidence, at), _("Revisar evidencia"), review
        )
    elif waits and desk.keeps(plan) and day > at.today - WEEK:
        yield piece_todo(desk, evidence, at, NEW, day, giver_words(desk, evidence, at), _("Ver"), review)
    newest = pieces[-1].pk == evidence.pk
    if evidence.state == State.RETURNED and mine and newest:
        yield piece_todo(desk, evidence, at, DECIDE, day, _("Se la devolvieron a usted"), _("Ver por qué"), review)


def piece_todo(
    desk: Desk, evidence: Evidence, at: PlanOf, group: str, day: date, whose: str, button: str, url: str
) -> Todo:
    activity = evidence.activity or evidence.means.activity
    goal = evidence.means.goal
    return Todo(
        group=group,
        what=evidence.means.text,
        detail=activity.title if activity else goal.title if goal else "",
        commitment=told_commitment(desk, at),
        whose=whose,
        since=since_words(day, at.today),
        button=button,
        url=url,
        order=day,
    )


def giver_words(desk: Desk, evidence: Evidence, at: PlanOf) -> str:
    pack = desk.packs[at.exercise.pk]
    code = evidence.submitted_by_sector
    named = next((each.name for each in pack.sectors if each.code == code), "")
    if not named and code in {kind.value for kind in KIND_LABELS}:
        named = str(KIND_LABELS[Sector(code)])
    return _("La entregó %(who)s (%(sector)s)") % {"who": evidence.submitted_by.name, "sector": (named or code).lower()}


def accepted(desk: Desk) -> Iterator[Todo]:
    """Good news of the week about what this person gave."""
    given = {each.pk: each for pieces in desk.evidence.values() for each in pieces}
    for review in desk.accepted:
        evidence = given.get(review.evidence_id)
        plan = plan_of_evidence(evidence) if evidence else 0
        if evidence is None or plan not in desk.plans or evidence.state != State.ACCEPTED:
            continue
        at = desk.plans[plan]
        day = review.reviewed_at.astimezone(at.exercise.jurisdiction.zone).date()
        if day > at.today - WEEK:
            url = f"/{at.exercise.slug}/revision/{evidence.uid}/"
            yield piece_todo(desk, evidence, at, NEW, day, _("Se la aceptaron"), _("Ver"), url)


def plan_of_evidence(evidence: Evidence) -> int:
    owner = evidence.means.goal or evidence.means.activity
    return owner.workplan_id if owner else 0


def told_commitment(desk: Desk, at: PlanOf) -> str:
    """With its exercise where the person works in several."""
    told = plan_label(at.number)
    return f"{told}, {at.exercise.name}" if len(desk.exercises) > 1 else told


def week_page(person: Person, *, at: datetime, page: int = 1, exercise: ExerciseHeader | None = None) -> WeekPage:
    desk = desk_of(person, at=at, slug=exercise.slug if exercise else "")
    todos = todos_of(desk)
    pages = max(1, -(-len(todos) // PAGE))
    number = min(max(1, page), pages)
    here = todos[(number - 1) * PAGE : number * PAGE]
    url = f"/{exercise.slug}/esta-semana/" if exercise else "/esta-semana/"
    counts = {key: sum(each.group == key for each in todos) for key in TITLES}
    title, day, address = what_comes_next(desk)
    return WeekPage(
        exercise=exercise,
        title=_("Esta semana"),
        description=in_words(counts),
        crumbs=(exercise.crumb(), Crumb(_("Esta semana"))) if exercise else (),
        groups=tuple(
            Group(key, str(TITLES[key]), counts[key], todos_here)
            for key in TITLES
            if (todos_here := tuple(each for each in here if each.group == key))
        ),
        counts=tuple((key, str(TITLES[key]), counts[key]) for key in TITLES if counts[key]),
        exercises=choices(desk, exercise),
        found=len(todos),
        works=bool(desk.exercises),
        next_title=title,
        next_date=day,
        next_url=address,
        coming=coming(desk),
        news=news(desk),
        review_url=review_list(desk),
        previous_page=f"{url}?pagina={number - 1}" if number > 1 else "",
        next_page=f"{url}?pagina={number + 1}" if number < pages else "",
    )


def review_list(desk: Desk) -> str:
    """The whole list of whoever reviews in one exercise only."""
    mine = [each for each in desk.exercises.values() if desk.sectors[each.pk] or each.pk in desk.roles.kept]
    return f"/{mine[0].slug}/revision/" if len(mine) == 1 else ""


def choices(desk: Desk, exercise: ExerciseHeader | None) -> tuple[Option, ...]:
    """The exercises in which this person works, when there are several; one is already chosen when the page is of one."""
    if exercise is not None or len(desk.exercises) < 2:
        return ()
    return tuple(Option(each.name, each.slug, url=f"/{each.slug}/esta-semana/") for each in desk.exercises.values())


def in_words(counts: dict[str, int]) -> str:
    """«2 cosas vencidas, 1 vence esta semana y 3 esperan su decisión.»"""
    parts = [
        ngettext("%(n)s vencida", "%(n)s vencidas", counts[LATE]) % {"n": counts[LATE]} if counts[LATE] else "",
        ngettext("%(n)s vence esta semana", "%(n)s vencen esta semana", counts[SOON]) % {"n": counts[SOON]}
        if counts[SOON]
        else "",
        ngettext("%(n)s espera su decisión", "%(n)s esperan su decisión", counts[DECIDE]) % {"n": counts[DECIDE]}
        if counts[DECIDE]
        else "",
    ]
    told = [part for part in parts if part]
    return f"{words.joined(told)}." if told else _("Nada pendiente.")


def what_comes_next(desk: Desk) -> tuple[str, str, str]:
    """The next dated activity: of this person, else of the exercises where the person works."""
    ahead = [
        (desk.is_mine(plan, activity), activity.last_on, plan, activity)
        for plan, found in desk.progress.items()
        for activity in found.activities
        if activity.last_on is not None
        and activity.last_on >= desk.plans[plan].today
        and activity.state not in ("verified", "cancelled")
    ]
    if not ahead:
        return "", "", ""
    _mine, _day, plan, activity = min(ahead, key=lambda each: (not each[0], each[1]))
    at = desk.plans[plan]
    due = activity.due
    url = activity_url(at.exercise.slug, at.number, activity.position)
    return activity.title, words.fuzzy(due.edtf if due else None), url
