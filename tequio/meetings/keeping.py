"""Who came to a meeting is kept by name the days that the notice of attendance told, counted from its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.exercises.permissions import can_edit_exercise
from tequio.files.models import StoredFile
from tequio.meetings.actions import note
from tequio.meetings.models import Attendance, Meeting
from tequio.people.keeping import let_go
from tequio.people.models import Consent, Person, PrivacyNotice, Purpose
from tequio.places.models import Territory

ARRIVALS = "attendance"
#: what is left of a place that somebody wrote with her words and that is none of the tree
ANOTHER_PLACE = "otro lugar"


class PeopleWereForgotten(Refusal):
    code = "people-were-forgotten"


class SayWhyTheyAreHeld(Refusal):
    code = "say-why-held"


@dataclass(frozen=True, slots=True)
class Keeping:
    """``day``: on which the names go, or went; None while the office has published no notice of attendance."""

    day: date | None = None
    done: bool = False
    days: int = 0
    version: int = 0
    citation: str = ""
    notice_url: str = ""
    #: since when the names are kept whatever their day, with the reason and its rule; None where they are not
    held_on: date | None = None
    hold_reason: str = ""
    hold_citation: str = ""
    #: for who may hold them or let them go
    holds: bool = False


def notice_of(meeting: Meeting) -> PrivacyNotice | None:
    """Of the versions that those who came accepted, and of the one in force when it ended, which is that of the others, the one with
    the fewest days: nobody's data stay longer than she was told. What was noted before any notice goes with the first. Two queries."""
    published = PrivacyNotice.objects.filter(
        jurisdiction=meeting.exercise.jurisdiction_id, purpose=Purpose.ATTENDANCE
    ).order_by("version")
    every = {each.pk: each for each in published}
    if not every:
        return None
    given = Consent.objects.filter(notice__in=every, subject_uid__in=meeting.attendances.values("uid"))
    told = set(given.values_list("notice", flat=True))
    in_force = [each for each in every.values() if each.since_at <= meeting.ends_at] or list(every.values())[:1]
    return min((*(every[pk] for pk in sorted(told)), in_force[-1]), key=lambda each: each.kept_days)


def due_at(meeting: Meeting, notice: PrivacyNotice) -> datetime:
    return meeting.ends_at + timedelta(days=notice.kept_days)


def keeping_of(meeting: Meeting, *, holds: bool = False) -> Keeping:
    """What the office reads beside the names. Two queries."""
    notice, zone = notice_of(meeting), meeting.exercise.jurisdiction
    if meeting.forgotten_at is not None:
        return Keeping(zone.today(meeting.forgotten_at), done=True)
    if notice is None:
        return Keeping()
    return Keeping(
        day=zone.today(due_at(meeting, notice)),
        days=notice.kept_days,
        version=notice.version,
        citation=notice.kept_citation,
        notice_url=f"/privacidad/avisos/{notice.uid}/",
        held_on=zone.today(meeting.names_held_at) if meeting.names_held_at else None,
        hold_reason=meeting.hold_reason,
        hold_citation=meeting.hold_citation,
        holds=holds,
    )


def past_their_days(found: QuerySet[Meeting], at: datetime) -> list[Meeting]:
    """Those of ``found`` whose people are no longer kept. A place without a notice has none."""
    places: dict[int, list[int]] = defaultdict(list)
    fewest = PrivacyNotice.objects.filter(purpose=Purpose.ATTENDANCE).values("jurisdiction")
    for place, days in fewest.annotate(days=Min("kept_days")).values_list("jurisdiction", "days").order_by():
        places[days].append(place)
    over = Q(pk__in=())
    for days, those in places.items():
        over |= Q(exercise__jurisdiction__in=those, ends_at__lte=at - timedelta(days=days))
    near = (
        found.filter(over, forgotten_at__isnull=True, names_held_at__isnull=True)
        .select_related("exercise__jurisdiction")
        .order_by("pk")
    )
    return [each for each in near if (notice := notice_of(each)) and due_at(each, notice) <= at]


def refuse_forgotten(meeting: Meeting) -> None:
    if Meeting.objects.filter(pk=meeting.pk, forgotten_at__isnull=False).exists():
        raise PeopleWereForgotten(
            _("Ya pasaron los días en que se conservan los nombres de esta reunión: no se anota a nadie más.")
        )


@transaction.atomic
def forget_people(*, meeting: Meeting, keeps: Collection[int], at: datetime) -> int:
    """Names, addresses and the signed list go; how many people. ``keeps``: those (pk) who came for their seat, whose attendance is
    of the act. That somebody came, of which sector and from where stays, and so do the figures of the meeting."""
    mine = Meeting.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=meeting.pk)
    if mine.forgotten_at is not None or mine.names_held_at is not None:
        return 0
    arrivals, invitations = mine.attendances.exclude(person__in=keeps), mine.invitations.exclude(person__in=keeps)
    uids = list(arrivals.values_list("uid", flat=True))
    people = {*arrivals.values_list("person", flat=True), *invitations.values_list("person", flat=True)}
    Consent.objects.filter(subject_kind=ARRIVALS, subject_uid__in=uids).update(person=None)
    invitations.update(email="")
    keep_only_the_place(arrivals)
    here = Q(meeting=mine)
    besides = {"meetings.Attendance": here, "meetings.Invitation": here}
    for person, nobody in let_go(people, besides=besides, at=at).items():
        mine.attendances.filter(person=person).update(person=nobody)
        mine.invitations.filter(person=person).update(person=nobody)
    changes: dict[str, tuple[Any, Any]] = {"forgotten": (None, len(people))}
    if erased := forget_list(mine):
        changes["signed_list"] = (erased, None)
    Meeting.objects.filter(pk=mine.pk).update(forgotten_at=at)
    if people or erased:
        note("people_forgotten", mine, None, at, changes)
    return len(people)


def keep_only_the_place(arrivals: QuerySet[Attendance]) -> None:
    """Where somebody comes from as the tree calls it, and not with her words."""
    name = Territory.objects.filter(pk=OuterRef("comes_from")).values("name")
    arrivals.filter(comes_from__isnull=False).update(territory=Substr(Subquery(name), 1, 120))
    arrivals.filter(comes_from__isnull=True).exclude(territory="").update(territory=ANOTHER_PLACE)


def forget_list(meeting: Meeting) -> str:
    """The signed sheet, of which its sha256 is told; its public version stays. Its bytes go with the collection of orphans."""
    kept = meeting.paper_list
    if kept is None:
        return ""
    Meeting.objects.filter(pk=meeting.pk).update(paper_list=None, public_list=kept.public_version)
    StoredFile.objects.filter(pk=kept.pk).delete()
    return kept.sha256


def refuse_unless_holds(by: Person, meeting: Meeting, at: datetime) -> None:
    if not can_edit_exercise(by, meeting.exercise, at):
        raise PermissionDenied(_("Detener el borrado de los nombres corresponde a la secretaría técnica."))


@transaction.atomic
def hold_names(*, meeting: Meeting, reason: str, citation: str, by: Person, at: datetime) -> None:
    """They are kept past their day: somebody challenged the session, or asked about her data. Why, and by which rule, is public."""
    refuse_unless_holds(by, meeting, at)
    mine = Meeting.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=meeting.pk)
    if mine.forgotten_at is not None:
        raise PeopleWereForgotten(_("Los nombres de esta reunión ya se borraron: no hay qué detener."))
    told = {"hold_reason": " ".join(reason.split())[:500], "hold_citation": " ".join(citation.split())[:300]}
    if not all(told.values()):
        raise SayWhyTheyAreHeld(
            _("Diga por qué se detiene el borrado y qué norma lo permite: las dos cosas son públicas.")
        )
    if mine.names_held_at is not None:
        return
    Meeting.objects.filter(pk=mine.pk).update(names_held_at=at, **told)
    note("names_held", mine, by, at, {"reason": (None, told["hold_reason"]), "citation": (None, told["hold_citation"])})


@transaction.atomic
def release_names(*, meeting: Meeting, by: Person, at: datetime) -> None:
    """Their day counts again; if it passed, they go in the next round."""
    refuse_unless_holds(by, meeting, at)
    held = Meeting.objects.filter(pk=meeting.pk, names_held_at__isnull=False)
    if held.update(names_held_at=None, hold_reason="", hold_citation=""):
        note("names_released", meeting, by, at, {})


def hold_or_release(meeting: Meeting, given: Mapping[str, str], by: Mapping[str, Any]) -> str:
    """What the form beside the list asks; the word of what was done."""
    if given.get("do") == "release":
        release_names(meeting=meeting, **by)
        return "seguir"
    hold_names(meeting=meeting, reason=given.get("reason", ""), citation=given.get("citation", ""), **by)
    return "detener"
