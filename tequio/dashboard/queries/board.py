"""El tablero: every commitment of an exercise with its progress.

All rows of an exercise are computed together and kept by the process until the record of the exercise grows, the day changes or a
minute passes; a request then only filters and cuts a page, so that its cost does not grow with the number of commitments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.audit.freshness import Kept, last_change
from tequio.audit.models import Event
from tequio.commitments.models import Commitment
from tequio.core.progress import Progress
from tequio.exercises.queries import ExerciseHeader, StageShown, stages
from tequio.monitoring.models import Delay, Evidence
from tequio.monitoring.queries import NONE, ActivityState, PlanProgress, of_plans, state_of_plan
from tequio.web import words
from tequio.web.pages import Crumb, Download, Option
from tequio.web.search import fold, search
from tequio.web.states import BY_STATE, SIX

PAGE = 20
ATTENTION = 4
RECENT = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment. ``next_kind`` is overdue, next, closed, cancelled or none; ``text`` is what the search looks in."""

    number: int
    title: str
    url: str
    theme: str
    institution: str
    state: str
    states: tuple[str, ...]
    before_today: int
    done: int
    counted: int
    evidence: int
    next_kind: str
    next_title: str
    next_date: str
    text: str


@dataclass(frozen=True, slots=True)
class Attention:
    """Something late: ``reason`` is empty when nobody has given one."""

    title: str
    url: str
    commitment: int
    due: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recent:
    title: str
    url: str
    commitment: int
    kind: str
    day: date
    photo: bool
    preview: str


@dataclass(frozen=True, slots=True)
class Board:
    """The whole exercise, computed once. ``changed_on``: the day of the last change that its record tells."""

    rows: tuple[Row, ...]
    total: Progress
    by_state: dict[str, int]
    attention: tuple[Attention, ...]
    late: int
    recent: tuple[Recent, ...]
    changed_on: date | None
    stages: tuple[StageShown, ...]
    themes: tuple[str, ...]
    institutions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    query: str = ""
    theme: str = ""
    institution: str = ""
    state: str = ""
    page: int = 1

    def address(self, *, state: str | None = None, page: int = 1) -> str:
        """The query string of these filters, with another state or page; the first page and what is empty are left out."""
        state = self.state if state is None else state
        names = {"q": self.query, "tema": self.theme, "institucion": self.institution, "estado": state}
        pairs = [(name, value) for name, value in names.items() if value]
        if page > 1:
            pairs.append(("pagina", str(page)))
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def any(self) -> bool:
        return bool(self.query or self.theme or self.institution or self.state)


@dataclass(frozen=True, slots=True)
class Share:
    """Commitments in one state. ``grow`` is its part of the bar, in fortieths at most."""

    state: str
    letter: str
    word: str
    count: int
    grow: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class BoardPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    sentence: str
    total: Progress
    changed_on: date | None
    stages: tuple[StageShown, ...]
    shares: tuple[Share, ...]
    commitments: int
    attention: tuple[Attention, ...]
    late: int
    recent: tuple[Recent, ...]
    filters: Filters
    themes: tuple[Option, ...]
    institutions: tuple[Option, ...]
    states: tuple[Option, ...]
    rows: tuple[Row, ...]
    found: int
    first: int
    last: int
    previous_url: str
    next_url: str
    clear_url: str
    downloads: tuple[Download, ...] = ()


_kept: Kept[Board] = Kept(12)


def board(exercise: ExerciseHeader, *, now: datetime) -> Board:
    """The board of this exercise, from memory while nothing has changed."""
    key = (exercise.uid, exercise.today, words.language(), last_change(exercise.uid))
    return _kept.get(key, now=now, make=lambda: compute(exercise))


def compute(exercise: ExerciseHeader) -> Board:
    columns = ("number", "title", "theme", "responsible__organisation__name", "workplan_id")
    published = Commitment.objects.filter(exercise_id=exercise.id, status="published").order_by("number")
    commitments = list(published.values_list(*columns))
    plans = of_plans(Q(exercise=exercise.id, kind="commitment"), today=exercise.today)
    rows, late, total = [], [], Progress()
    for number, title, theme, institution, plan in commitments:
        found = plans.get(plan, NONE)
        rows.append(row_of(exercise, number, title, theme, institution or "", found))
        late += [(each.last_on, number, each) for each in found.activities if each.state == "overdue"]
        total += replace(found.progress, states={})
    late.sort(key=lambda each: (each[0] or date.max, each[1]))
    worst = [(number, activity) for _day, number, activity in late[:ATTENTION]]
    return Board(
        rows=tuple(rows),
        total=total,
        by_state=dict(Counter(BY_STATE[row.state].letter for row in rows)),
        attention=attention(exercise, worst),
        late=len(late),
        recent=recent(exercise),
        changed_on=changed_on(exercise),
        stages=stages(exercise),
        themes=distinct(rows, "theme"),
        institutions=distinct(rows, "institution"),
    )


def row_of(exercise: ExerciseHeader, number: int, title: str, theme: str, institution: str, found: PlanProgress) -> Row:
    kind, activity = what_is_next(found.activities, exercise.today)
    due = activity.due if activity else None
    return Row(
        number=number,
        title=title,
        url=f"/{exercise.slug}/compromisos/{number}/",
        theme=theme,
        institution=institution,
        state=state_of_plan(found),
        states=tuple(each.state for each in found.activities),
        before_today=sum(each.last_on is not None and each.last_on < exercise.today for each in found.activities),
        done=found.progress.done,
        counted=found.progress.counted,
        evidence=found.evidence,
        next_kind=kind,
        next_title=activity.title if activity else "",
        next_date=words.fuzzy_short(due.edtf) if due else "",
        text=fold(f"{number} {title} {theme} {institution}"),
    )


def what_is_next(activities: tuple[ActivityState, ...], today: date) -> tuple[str, ActivityState | None]:
    """The oldest one that is late, else the next one by date."""
    late = next((each for each in activities if each.state == "overdue"), None)
    if late:
        return "overdue", late
    open_ones = [each for each in activities if each.state not in ("verified", "cancelled")]
    dated = next((each for each in open_ones if each.last_on is not None and each.last_on >= today), None)
    if dated:
        return "next", dated
    if open_ones or not activities:
        return "none", None
    done = [each for each in activities if each.state == "verified"]
    return ("closed", done[-1]) if done else ("cancelled", None)


def attention(exercise: ExerciseHeader, worst: list[tuple[int, ActivityState]]) -> tuple[Attention, ...]:
    delays = Delay.objects.filter(activity__in=[activity.id for _number, activity in worst]).order_by("declared_at")
    reasons = dict(delays.values_list("activity_id", "text"))
    return tuple(
        Attention(
            title=activity.title,
            url=f"/{exercise.slug}/compromisos/{number}/#actividad-{activity.position}",
            commitment=number,
            due=words.fuzzy(activity.due.edtf if activity.due else None),
            reason=reasons.get(activity.id, ""),
        )
        for number, activity in worst
    )


def recent(exercise: ExerciseHeader) -> tuple[Recent, ...]:
    """The last accepted pieces of evidence, with what anyone may see of them."""
    plan = Q(means__goal__workplan__exercise=exercise.id) | Q(means__activity__workplan__exercise=exercise.id)
    columns = (
        "uid",
        "description",
        "submitted_at",
        "file__media_type",
        "file__version",
        "file__public_version__media_type",
        "means__text",
        "means__goal__workplan__commitment__number",
        "means__activity__workplan__commitment__number",
    )
    found = (
        Evidence.objects.filter(plan, state="accepted").order_by("-submitted_at", "-id").values_list(*columns)[:RECENT]
    )
    return tuple(
        Recent(
            title=description or means,
            url=f"/{exercise.slug}/compromisos/{by_goal or by_activity}/#evidencia-{uid}",
            commitment=by_goal or by_activity,
            kind=means,
            day=at.astimezone(exercise.zone).date(),
            photo=(media or "").startswith("image/"),
            preview=f"/evidencia/{uid}/miniatura/"
            if ((media if version == "public" else public) or "").startswith("image/")
            else "",
        )
        for uid, description, at, media, version, public, means, by_goal, by_activity in found
        if by_goal or by_activity
    )


def page(exercise: ExerciseHeader, filters: Filters, *, now: datetime) -> BoardPage:
    whole = board(exercise, now=now)
    found = filtered(whole.rows, filters)
    pages = max(1, -(-len(found) // PAGE))
    filters = replace(filters, page=min(max(1, filters.page), pages))
    start = (filters.page - 1) * PAGE
    rows = tuple(found[start : start + PAGE])
    url = f"/{exercise.slug}/tablero/"
    sentence = in_words(whole)
    return BoardPage(
        exercise=exercise,
        title=_("Tablero de control"),
        description=sentence,
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Tablero de control"))),
        sentence=sentence,
        total=whole.total,
        changed_on=whole.changed_on,
        stages=whole.stages,
        shares=shares(whole, filters, url),
        commitments=len(whole.rows),
        attention=whole.attention,
        late=whole.late,
        recent=whole.recent,
        filters=filters,
        themes=options(whole.themes, filters.theme),
        institutions=options(whole.institutions, filters.institution),
        states=tuple(Option(str(shown.word), shown.slug, shown.slug == filters.state) for shown in SIX),
        rows=rows,
        found=len(found),
        first=start + 1 if rows else 0,
        last=start + len(rows),
        previous_url=f"{url}{filters.address(page=filters.page - 1)}#lista" if filters.page > 1 else "",
        next_url=f"{url}{filters.address(page=filters.page + 1)}#lista" if filters.page < pages else "",
        clear_url=f"{url}#lista",
    )


def changed_on(exercise: ExerciseHeader) -> date | None:
    """The day of the last change; a demonstration of a past day was loaded after it, which tells nothing."""
    at = Event.objects.filter(exercise_uid=exercise.uid).aggregate(at=Max("at"))["at"]
    day = at.astimezone(exercise.zone).date() if at else None
    return day if day and day <= exercise.today else None


def filtered(rows: tuple[Row, ...], filters: Filters) -> Sequence[Row]:
    if not filters.any:
        return rows
    letters = {shown.slug: shown.letter for shown in SIX}
    wanted = letters.get(filters.state)
    kept = [
        row
        for row in rows
        if (not filters.theme or row.theme == filters.theme)
        and (not filters.institution or row.institution == filters.institution)
        and (not filters.state or BY_STATE[row.state].letter == wanted)
    ]
    return search(kept, filters.query, lambda row: row.text)


def distinct(rows: list[Row], name: str) -> tuple[str, ...]:
    return tuple(sorted({value for row in rows if (value := getattr(row, name))}, key=fold))


def options(values: tuple[str, ...], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, value, value == chosen) for value in values)


def shares(whole: Board, filters: Filters, url: str) -> tuple[Share, ...]:
    total = len(whole.rows)
    found = []
    for shown in SIX:
        count = whole.by_state.get(shown.letter, 0)
        if count:
            grow = count if total <= 40 else max(1, round(40 * count / total))
            chosen = filters.state == shown.slug
            address = filters.address(state="" if chosen else shown.slug)
            found.append(
                Share(
                    shown.slug, shown.letter, plural(shown.letter, count), count, grow, f"{url}{address}#lista", chosen
                )
            )
    return tuple(found)


def plural(letter: str, n: int) -> str:
    return {
        "v": ngettext("cumplido", "cumplidos", n),
        "r": _("en curso"),
        "o": _("con retraso"),
        "p": _("por iniciar"),
        "u": _("por definir"),
        "c": ngettext("cancelado", "cancelados", n),
    }[letter]


def in_words(whole: Board) -> str:
    """«De 12 compromisos, 2 cumplidos, 5 en curso, 3 con retraso y 2 por iniciar.»"""
    total = len(whole.rows)
    if not total:
        return _("Aún no hay compromisos publicados.")
    parts = [
        f"{words.number(n)} {plural(shown.letter, n)}" for shown in SIX if (n := whole.by_state.get(shown.letter, 0))
    ]
    if total == 1:
        return _("1 compromiso, %(state)s.") % {"state": plural(next(iter(whole.by_state)), 1)}
    return _("De %(total)s compromisos: %(parts)s.") % {"total": words.number(total), "parts": words.joined(parts)}
