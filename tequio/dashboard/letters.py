"""The letter of the week: what is theirs to do, to whoever has something to do, once a week."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.dashboard.queries.desk import Desk, desk_of
from tequio.dashboard.queries.week import TITLES, TO_DO, Group, todos_of
from tequio.outbox.actions import queue_message, receive_letters, refuse_letters
from tequio.outbox.models import Message, Refused
from tequio.people.models import Person
from tequio.web import words

KIND = "week"
#: lines of one letter; the rest is one link away
LINES = 12
SALT = "tequio.dashboard.letters"
#: an old letter still has to be refused
TOKEN_LIFE = timedelta(days=400)
_SPACE = uuid.UUID("6f9c2a52-1a53-4d0e-9a1e-0a0d7c9f5b11")


class TokenIsWrong(Refusal):
    code = "token-wrong"


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


def write_week_letters(*, at: datetime) -> int:
    """Queue one for each person with something to do who has not had this week's; how many. Nothing due, nothing sent."""
    refused = set(Refused.objects.filter(kind=KIND).values_list("recipient", flat=True))
    people = Person.objects.filter(account__is_active=True).select_related("account", "jurisdiction").order_by("pk")
    return sum(_write(person, at) for person in people if person.account and person.account.email not in refused)


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
        unsubscribe_url=f"{settings.SITE_URL}/esta-semana/correo/?t={token_of(address)}",
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


def token_of(address: str) -> str:
    return signing.dumps(address, salt=SALT)


def address_of(token: str) -> str:
    try:
        found: str = signing.loads(token, salt=SALT, max_age=TOKEN_LIFE)
    except signing.BadSignature as error:
        raise TokenIsWrong(_("Esta liga no sirve: abra la del último correo que recibió.")) from error
    return found


def choose_letters(*, token: str, wants: bool, at: datetime) -> None:
    """Whoever has the letter may stop it, without entering."""
    address = address_of(token)
    if wants:
        receive_letters(recipient=address, kind=KIND)
    else:
        refuse_letters(recipient=address, kind=KIND, at=at)


def receives(token: str) -> bool:
    return not Refused.objects.filter(recipient=address_of(token), kind=KIND).exists()
