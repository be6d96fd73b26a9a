"""The letter of the week: what is theirs to do, to whoever has something to do, once a week."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from tequio.dashboard.queries.desk import Desk, desk_of
from tequio.dashboard.queries.week import TITLES, TO_DO, Group, todos_of
from tequio.outbox.actions import choose_letter_day, queue_message, receive_letters, refuse_letters
from tequio.outbox.models import LetterDay, Message
from tequio.outbox.preferences import WEEK, Choice, address_of, choices_of, choices_url, refusing
from tequio.people.models import Person
from tequio.web import words
from tequio.web.pages import Option

#: nobody is written to before this hour of the place
EARLIEST = 7
#: lines of one letter; the rest is one link away
LINES = 12
_SPACE = uuid.UUID("6f9c2a52-1a53-4d0e-9a1e-0a0d7c9f5b11")


@dataclass(frozen=True, slots=True)
class Letter:
    """What the templates of the letter are given."""

    subject: str
    monday: date
    groups: tuple[Group, ...]
    found: int
    more: int
    why: str
    site: str
    unsubscribe_url: str


def write_week_letters(*, at: datetime, earliest: int = EARLIEST) -> int:
    """Queue one for each person with something to do who has not had this week's; how many. Nothing due, nothing sent.

    It leaves on the day that the person chose, from the hour ``earliest``; if the program was off that day, on a later one of the week.
    """
    refused = refusing(WEEK)
    days = dict(LetterDay.objects.filter(kind=WEEK).values_list("recipient", "weekday"))
    people = Person.objects.filter(account__is_active=True).select_related("account", "jurisdiction").order_by("pk")
    wanted = (person for person in people if person.account and person.account.email not in refused)
    return sum(_write(person, at) for person in wanted if is_its_day(person, days, at, earliest))


def is_its_day(person: Person, days: dict[str, int], at: datetime, earliest: int) -> bool:
    here = at.astimezone(person.jurisdiction.zone)
    chosen = days.get(person.account.email, 0) if person.account else 0
    return here.weekday() >= chosen and here.hour >= earliest


@transaction.atomic
def _write(person: Person, at: datetime) -> int:
    if person.account is None:
        return 0
    day = person.jurisdiction.today(at)
    monday = day - timedelta(days=day.weekday())
    uid = uuid.uuid5(_SPACE, f"{person.uid}:{monday.isoformat()}")
    if Message.objects.filter(uid=uid).exists():
        return 0
    letter = letter_of(desk_of(person, at=at), monday, person.account.email)
    if letter is None:
        return 0
    queue_message(
        recipient=person.account.email,
        subject=letter.subject,
        text=render_to_string("dashboard/letters/week.txt", {"letter": letter}),
        html=render_to_string("dashboard/letters/week.html", {"letter": letter}),
        unsubscribe_url=letter.unsubscribe_url,
        uid=uid,
        at=at,
    )
    return 1


def letter_of(desk: Desk, monday: date, address: str) -> Letter | None:
    """None where nothing is to be done. The subject tells nothing about anybody."""
    todos = [each for each in todos_of(desk) if each.group in TO_DO]
    if not todos:
        return None
    shown = todos[:LINES]
    counts = {key: sum(each.group == key for each in todos) for key in TO_DO}
    here = {key: tuple(each for each in shown if each.group == key) for key in TO_DO}
    return Letter(
        subject=_("Esta semana le toca: %(what)s") % {"what": _what(counts)},
        monday=monday,
        groups=tuple(Group(key, str(TITLES[key]), counts[key], here[key]) for key in TO_DO if here[key]),
        found=len(todos),
        more=len(todos) - len(shown),
        why=why(desk),
        site=settings.SITE_URL,
        unsubscribe_url=choices_url(address, WEEK),
    )


def _what(counts: dict[str, int]) -> str:
    parts = [f"{counts[key]} {str(TITLES[key]).lower()}" for key in TO_DO if counts[key]]
    return words.joined(parts)


def why(desk: Desk) -> str:
    """Why this person gets it, by what the person is."""
    reasons = []
    if desk.roles.kept & set(desk.exercises):
        reasons.append(_("lleva la secretaría técnica"))
    if desk.roles.plans or desk.roles.goals or desk.roles.activities:
        reasons.append(_("es responsable o enlace de actividades"))
    if any(desk.sectors.values()):
        reasons.append(_("ocupa un asiento que revisa evidencia"))
    names = [exercise.name for exercise in desk.exercises.values()]
    return _("Recibe esto porque %(reasons)s en: %(names)s.") % {
        "reasons": words.joined(reasons) or _("tiene un encargo"),
        "names": "; ".join(names),
    }


def choose_letters(*, token: str, wants: bool, at: datetime, kind: str = WEEK, weekday: int | None = None) -> None:
    """Whoever has a letter may stop those of its ``kind``, or choose their day, without entering."""
    address = address_of(token)
    if wants:
        receive_letters(recipient=address, kind=kind)
    else:
        refuse_letters(recipient=address, kind=kind, at=at)
    if weekday is not None:
        choose_letter_day(recipient=address, kind=kind, weekday=weekday)


@dataclass(frozen=True, slots=True)
class ChoicesPage:
    """Where the letter of the week is stopped or moved to another day. ``notices``: the other kinds, which arrive at once."""

    title: str
    description: str
    token: str
    receives: bool
    notices: tuple[Choice, ...]
    days: tuple[Option, ...]
    saved: bool


def choices_page(token: str, *, saved: bool = False) -> ChoicesPage:
    address = address_of(token)
    kinds = {each.kind: each for each in choices_of(address)}
    chosen = LetterDay.objects.filter(recipient=address, kind=WEEK).values_list("weekday", flat=True).first() or 0
    return ChoicesPage(
        title=_("Los correos que recibe"),
        description=_("Uno por semana con lo que le toca, y un aviso cuando algo suyo no puede esperar."),
        token=token,
        receives=kinds[WEEK].receives,
        notices=tuple(each for kind, each in kinds.items() if kind != WEEK),
        days=tuple(Option(str(name), str(number), number == chosen) for number, name in WEEKDAYS.items()),
        saved=saved,
    )
