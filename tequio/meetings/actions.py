"""What happens to a meeting. Who may is asked by the room that holds it (a body, an event), which calls these."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from typing import Any
from uuid import UUID, uuid5

from dateutil.rrule import rrulestr
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tequio.audit.actions import Reserved, record
from tequio.core.refusals import Refusal
from tequio.exercises.models import Exercise, Status
from tequio.files.actions import store_file
from tequio.files.models import StoredFile, Version
from tequio.meetings import letters
from tequio.meetings.models import Answer, Attendance, Invitation, Meeting, Need, NeedStatus, Series, Way
from tequio.outbox.actions import queue_message
from tequio.people.models import Person
from tequio.places.actions.territories import TerritoryIsElsewhere, refuse_closed
from tequio.places.models import Territory
from tequio.places.permissions import can_edit_territories
from tequio.places.queries import Origin, origin_of
from tequio.web.letters import Letter, in_html, in_words

#: how long the code at the door lets people in
CODE_LASTS = timedelta(minutes=30)
CODES = TimestampSigner(salt="tequio.meetings.arrival")
#: no series is longer: more is a mistake in the rule
LONGEST_SERIES = 120
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class EndsBeforeItBegins(Refusal):
    code = "ends-before-it-begins"


class MeetingIsCancelled(Refusal):
    code = "meeting-cancelled"


class NeedsAReason(Refusal):
    code = "needs-a-reason"


class LinkIsWrong(Refusal):
    code = "link-wrong"


class CodeHasExpired(Refusal):
    code = "code-expired"


class NotInvited(Refusal):
    code = "not-invited"


class RuleIsWrong(Refusal):
    code = "rule-wrong"


def note(
    verb: str, meeting: Meeting, by: Person | None, at: datetime, changes: dict[str, tuple[Any, Any]], **more: Any
) -> None:
    record(
        verb=f"meetings.{verb}",
        subject_kind="meeting",
        subject_uid=meeting.uid,
        exercise_uid=meeting.exercise.uid,
        by=by,
        at=at,
        changes=changes,
        **more,
    )


@transaction.atomic
def arrange_meeting(
    *,
    exercise: Exercise,
    title: str,
    begins_at: datetime,
    ends_at: datetime,
    by: Person,
    at: datetime,
    place: str = "",
    link: str = "",
    series: Series | None = None,
) -> Meeting:
    if ends_at <= begins_at:
        raise EndsBeforeItBegins(_("La reunión termina antes de empezar."))
    meeting = Meeting.objects.create(
        exercise=exercise,
        series=series,
        title=title,
        place=place,
        link=link,
        begins_at=begins_at,
        ends_at=ends_at,
        changed_at=at,
    )
    changes = {"title": (None, title), "begins_at": (None, begins_at), "place": (None, place or None)}
    note("meeting_arranged", meeting, by, at, changes)
    return meeting


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    begins_at: datetime,
    ends_at: datetime,
    place: str,
    by: Person,
    at: datetime,
    reason: str = "",
    link: str | None = None,
) -> None:
    """Another time or place: those already invited get the appointment again, with the same identity. An answer was for an hour:
    at another one they are asked again, and what they had said stays told as of the former date."""
    refuse_cancelled(meeting)
    if ends_at <= begins_at:
        raise EndsBeforeItBegins(_("La reunión termina antes de empezar."))
    before = letters.Former(letters.when(meeting), letters.where(meeting))
    other_hour = (meeting.begins_at, meeting.ends_at) != (begins_at, ends_at)
    changes: dict[str, tuple[Any, Any]] = {
        "begins_at": (meeting.begins_at, begins_at),
        "place": (meeting.place or None, place or None),
    }
    if reason:
        changes["reason"] = (None, reason)
    meeting.begins_at, meeting.ends_at, meeting.place = begins_at, ends_at, place
    meeting.link = meeting.link if link is None else link
    meeting.revision, meeting.changed_at, meeting.move_reason = meeting.revision + 1, at, reason
    meeting.save(
        update_fields=["begins_at", "ends_at", "place", "link", "revision", "changed_at", "move_reason"],
    )
    if other_hour and (asked := ask_again(meeting)):
        changes["asked_again"] = (None, asked)
    note("meeting_moved", meeting, by, at, changes)
    _write_to_invited(meeting, lambda each: letters.change_letter(each, before), at)


def ask_again(meeting: Meeting) -> int:
    """How many had answered for the former hour."""
    answered = meeting.invitations.exclude(answer=Answer.NONE)
    return answered.update(former_answer=F("answer"), answer=Answer.NONE, answered_at=None)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Person, at: datetime) -> None:
    refuse_cancelled(meeting)
    if not reason.strip():
        raise NeedsAReason(_("Para cancelar una reunión hay que decir por qué."))
    meeting.cancelled_at, meeting.cancel_reason = at, reason
    meeting.revision, meeting.changed_at = meeting.revision + 1, at
    meeting.save(update_fields=["cancelled_at", "cancel_reason", "revision", "changed_at"])
    note("meeting_cancelled", meeting, by, at, {"reason": (None, reason)})
    _write_to_invited(meeting, letters.cancel_letter, at)


def refuse_cancelled(meeting: Meeting) -> None:
    if Meeting.objects.select_for_update().filter(pk=meeting.pk, cancelled_at__isnull=False).exists():
        raise MeetingIsCancelled(_("Esta reunión se canceló."))


@transaction.atomic
def arrange_series(*, exercise: Exercise, rule: str, until_on: date, by: Person, at: datetime) -> Series:
    series = Series.objects.create(exercise=exercise, rule=rule, until_on=until_on)
    record(
        verb="meetings.series_arranged",
        subject_kind="series",
        subject_uid=series.uid,
        exercise_uid=exercise.uid,
        by=by,
        at=at,
        changes={"rule": (None, rule), "ends": (None, until_on)},
    )
    return series


def moments_of(rule: str, first: datetime, until_on: date) -> list[datetime]:
    """The beginnings of a series, in the local time of ``first`` (with zone), ``until_on`` included. Raises ``RuleIsWrong``, also
    where the rule counts hours, minutes or seconds: nobody meets so, and looking for its moments could take minutes."""
    local = first.replace(tzinfo=None)
    if "FREQ" in rule and not any(f"FREQ={each}" in rule for each in FREQUENCIES):
        raise RuleIsWrong(_("Una serie se repite por día, semana, mes o año."))
    try:
        found = rrulestr(rule, dtstart=local)
        last = datetime.combine(until_on, local.time())
        until_last = takewhile(lambda moment: moment <= last, found.xafter(local, inc=True))
        moments = list(islice(until_last, LONGEST_SERIES + 1))
    except (ValueError, TypeError, KeyError) as error:
        raise RuleIsWrong(_("No se entiende cada cuándo se repite.")) from error
    if not moments or len(moments) > LONGEST_SERIES:
        raise RuleIsWrong(_("La serie no tiene reuniones, o tiene demasiadas."))
    return [moment.replace(tzinfo=first.tzinfo) for moment in moments]


@transaction.atomic
def invite(
    *,
    meeting: Meeting,
    person: Person,
    by: Person,
    at: datetime,
    post: str = "",
    sector: str = "",
    email: str = "",
    is_specialist: bool = False,
) -> Invitation:
    """Once each, however often it is asked."""
    refuse_cancelled(meeting)
    values = {"post": post, "sector": sector, "email": email.strip().lower(), "is_specialist": is_specialist}
    invitation, is_new = Invitation.objects.get_or_create(meeting=meeting, person=person, defaults=values)
    if is_new:
        reserved = {"name": Reserved(person.salt, person.name)}
        note("person_invited", meeting, by, at, {"post": (None, post or None)}, reserved=reserved)
    return invitation


@transaction.atomic
def send_invitations(
    *, meeting: Meeting, by: Person, at: datetime, agenda: tuple[str, ...] = (), papers: tuple[str, ...] = ()
) -> int:
    """To those who have none yet; how many letters. Whoever has no address gets it on paper, and counts as invited too."""
    refuse_cancelled(meeting)
    waiting = list(meeting.invitations.filter(sent_at__isnull=True).select_related("person__account").order_by("pk"))
    sent = 0
    for invitation in waiting:
        invitation.meeting = meeting
        if letters.address_of(invitation):
            _queue(invitation, letters.invitation_letter(invitation, agenda=agenda, papers=papers), "invited", at)
            sent += 1
    meeting.invitations.filter(pk__in=[each.pk for each in waiting]).update(sent_at=at)
    if waiting:
        note("invitations_sent", meeting, by, at, {"people": (None, len(waiting)), "letters": (None, sent)})
    return sent


def _write_to_invited(meeting: Meeting, letter: Callable[[Invitation], Letter], at: datetime) -> None:
    for invitation in meeting.invitations.filter(sent_at__isnull=False).select_related("person__account"):
        invitation.meeting = meeting
        if letters.address_of(invitation):
            _queue(invitation, letter(invitation), f"revision {meeting.revision}", at)


def _queue(invitation: Invitation, letter: Letter, about: str, at: datetime) -> None:
    queue_message(
        recipient=letters.address_of(invitation),
        subject=letter.subject,
        text=in_words(letter),
        html=in_html(letter),
        appointment=letters.appointment_of(invitation),
        uid=uuid5(invitation.uid, about),
        at=at,
    )


@transaction.atomic
def answer_invitation(*, invitation: Invitation, signature: str, answer: str, at: datetime) -> None:
    """By the link of the letter; it can be changed until the meeting begins."""
    if not constant_time_compare(signature, letters.answer_signature(invitation.uid)):
        raise LinkIsWrong(_("Esta liga no está completa. Cópiela otra vez de su carta."))
    meeting = invitation.meeting
    refuse_cancelled(meeting)
    if at >= meeting.begins_at:
        raise CodeHasExpired(_("La reunión ya empezó: la respuesta llegó tarde."))
    if answer not in (Answer.ACCEPTED, Answer.DECLINED):
        raise LinkIsWrong(_("Elija si asistirá o no."))
    before = invitation.answer
    Invitation.objects.filter(pk=invitation.pk).update(answer=answer, answered_at=at)
    invitation.answer, invitation.answered_at = answer, at
    note("invitation_answered", meeting, invitation.person, at, {"answer": (before, answer)})


@transaction.atomic
def note_arrival(
    *,
    meeting: Meeting,
    person: Person,
    way: str,
    by: Person,
    at: datetime,
    sector: str = "",
    territory: str = "",
    comes_from: Territory | None = None,
) -> Attendance:
    """Once each: the second time says what the first did. ``territory``: where she comes from in her words, which are looked up in
    the tree where it was not chosen (``comes_from``). The record does not tell it: of few people it would say who they are."""
    refuse_cancelled(meeting)
    origin = origin_in(meeting, territory, comes_from)
    values = {"sector": sector, "way": way, "arrived_at": at, **origin}
    arrival, is_new = Attendance.objects.get_or_create(meeting=meeting, person=person, defaults=values)
    if is_new:
        reserved = {"name": Reserved(person.salt, person.name)}
        note(
            "arrival_noted", meeting, by, at, {"sector": (None, sector or None), "way": (None, way)}, reserved=reserved
        )
    return arrival


def origin_in(meeting: Meeting, words: str, chosen: Territory | None) -> dict[str, Any]:
    """The columns of an arrival that say where somebody comes from. Raises ``TerritoryIsElsewhere``."""
    place = meeting.exercise.jurisdiction_id
    if chosen and chosen.jurisdiction_id != place:
        raise TerritoryIsElsewhere(_("Ese territorio es de otro lugar."))
    found = Origin(chosen, words.strip() or chosen.name) if chosen else origin_of(place, words=words)
    return {"territory": found.words[:120], "comes_from": found.territory}


@transaction.atomic
def tell_origin(
    *,
    arrival: Attendance,
    by: Person,
    at: datetime,
    territory: str = "",
    comes_from: Territory | None = None,
) -> None:
    """She said later where she comes from, or it was noted wrong. Nothing said at all: it is taken away."""
    for column, value in origin_in(arrival.meeting, territory, comes_from).items():
        setattr(arrival, column, value)
    arrival.save(update_fields=["territory", "comes_from"])
    reserved = {"name": Reserved(arrival.person.salt, arrival.person.name)}
    note("origin_told", arrival.meeting, by, at, {}, reserved=reserved)


@transaction.atomic
def place_words(*, words: str, territory: Territory, by: Person, at: datetime) -> int:
    """What people wrote in that place means this territory, also what they wrote before there was a tree; the words stay. How many
    arrivals: those of an archived exercise stay as they are. The record tells the territory and not the words, which are theirs."""
    if not can_edit_territories(by, territory.jurisdiction_id):
        raise PermissionDenied(_("Los territorios los lleva la secretaría técnica de este lugar."))
    refuse_closed(territory)
    here = Attendance.objects.filter(comes_from__isnull=True, territory=words).exclude(territory="")
    here = here.filter(person__erased_at__isnull=True)
    here = here.filter(meeting__exercise__jurisdiction=territory.jurisdiction_id)
    here = here.exclude(meeting__exercise__status=Status.ARCHIVED)
    exercises = set(here.values_list("meeting__exercise__uid", flat=True))
    placed = here.update(comes_from=territory)
    for uid in sorted(exercises):
        record(
            verb="meetings.words_placed",
            subject_kind="territory",
            subject_uid=territory.uid,
            exercise_uid=uid,
            by=by,
            at=at,
            changes={"territory": (None, territory.name)},
        )
    return placed


@transaction.atomic
def withdraw_arrival(*, meeting: Meeting, person: Person, by: Person, at: datetime) -> None:
    """It was noted by mistake, or she left before it began."""
    gone, _each = Attendance.objects.filter(meeting=meeting, person=person).delete()
    if gone:
        reserved = {"name": Reserved(person.salt, person.name)}
        note("arrival_withdrawn", meeting, by, at, {}, reserved=reserved)


def arrival_code(meeting: Meeting) -> str:
    """What the QR at the door leads to; it stops working by itself."""
    return CODES.sign(str(meeting.uid))


def meeting_of_code(code: str) -> UUID:
    """Raises ``CodeHasExpired`` also for one that was never ours."""
    try:
        return UUID(CODES.unsign(code, max_age=CODE_LASTS))
    except (BadSignature, ValueError) as error:
        raise CodeHasExpired(_("El código de la entrada ya cambió. Vuelva a leerlo en la puerta.")) from error


@transaction.atomic
def check_in(
    *,
    code: str,
    meeting: Meeting,
    person: Person,
    at: datetime,
    territory: str = "",
    comes_from: Territory | None = None,
) -> Attendance:
    """Somebody invited read the code at the door."""
    if meeting_of_code(code) != meeting.uid:
        raise CodeHasExpired(_("Ese código es de otra reunión."))
    invitation = Invitation.objects.filter(meeting=meeting, person=person).first()
    if invitation is None:
        raise NotInvited(_("No está en la lista de invitados. Pida a la mesa que anote su llegada."))
    return note_arrival(
        meeting=meeting,
        person=person,
        way=Way.CODE,
        sector=invitation.sector,
        territory=territory,
        comes_from=comes_from,
        by=person,
        at=at,
    )


@transaction.atomic
def keep_paper_list(
    *, meeting: Meeting, scan: bytes, media_type: str, public: bytes, public_type: str, by: Person, at: datetime
) -> None:
    """The signed sheet is reserved; beside it a public version, made from what was recorded, without anything of a person.
    The one that it replaces goes: two sheets of names are not kept where one is enough."""
    shown = store_file(content=public, name="lista-publica.pdf", media_type=public_type, at=at)
    kept = store_file(
        content=scan,
        name="lista-de-asistencia",
        media_type=media_type,
        version=Version.RESERVED,
        public_version=shown,
        at=at,
    )
    former = list(StoredFile.objects.filter(lists_of=meeting.pk).values_list("pk", flat=True))
    Meeting.objects.filter(pk=meeting.pk).update(paper_list=kept)
    StoredFile.objects.filter(pk__in=former).delete()
    meeting.paper_list = kept
    note("paper_list_kept", meeting, by, at, {"sha256": (None, kept.sha256), "public_sha256": (None, shown.sha256)})


def forget_invitations(*, person: Person) -> None:
    """Call it inside the transaction that erases her: where each was sent. That somebody was invited, and answered, stays."""
    Invitation.objects.filter(person=person).update(email="")


@transaction.atomic
def add_need(*, meeting: Meeting, kind: str, text: str, by: Person, at: datetime) -> Need:
    refuse_cancelled(meeting)
    need = Need.objects.create(meeting=meeting, kind=kind, text=text, changed_at=at)
    note("need_added", meeting, by, at, {"kind": (None, kind), "text": (None, text)})
    return need


@transaction.atomic
def change_need(*, need: Need, status: str, by: Person, at: datetime) -> None:
    before = need.status
    Need.objects.filter(pk=need.pk).update(status=NeedStatus(status), changed_at=at)
    need.status = status
    note("need_changed", need.meeting, by, at, {"text": (need.text, need.text), "status": (before, status)})
