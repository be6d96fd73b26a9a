"""What the tests of access send, where an empty form would not reach the check; and parts of addresses that are not objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tequio.people.models import Person

NOBODYS = "00000000-0000-4000-8000-000000000000"


def guarantor_seat(values: dict[str, Any]) -> str:
    """A seat that votes in the body of the address."""
    from tequio.bodies.models import Seat

    found = Seat.objects.filter(body__uid=values["uid"], sector="guarantor", role="titular").order_by("pk").first()
    return str(found.uid) if found else NOBODYS


def observation_of(values: dict[str, Any]) -> str:
    from tequio.bodies.models import Observation

    found = Observation.objects.filter(minutes__session__uid=values["session"]).first()
    return str(found.uid) if found else NOBODYS


def item_of(values: dict[str, Any]) -> str:
    from tequio.bodies.models import AgendaItem

    return str(AgendaItem.objects.filter(session__uid=values["session"]).order_by("-position")[0].uid)


Sent = dict[str, Any]
#: name of an address → what is sent to it; where that depends on the values of its parts, how it is made
BODIES: dict[str, Sent | Callable[[Sent], Sent]] = {
    "bodies:acta_act emitir": {"office": "STL"},
    "bodies:acta_act notas": {"notes": "Nota"},
    "bodies:acta_act observar": lambda values: {"seat": guarantor_seat(values), "text": "Falta algo"},
    "bodies:acta_act contestar": lambda values: {"about": observation_of(values), "accepted": "yes", "answer": "Sí"},
    "archive:close": {"reason": "Cambio", "receiver_post": "Dirección", "receiver_organisation": "Ayuntamiento"},
    "archive:reopen": {"reason": "Faltó un acta"},
    "bodies:item_act voto": lambda values: {"seat": guarantor_seat(values), "choice": "yes"},
    "bodies:agreement_act cumplir": {"how": "Se hizo"},
    "bodies:agreement_act sin-efecto": {"reason": "Ya no hace falta"},
    "exercises:roles": {"reason": "Prueba", "role": "auditor", "email": "nadie@example.org"},
    "monitoring:review": {"decision": "accept"},
    "monitoring:criteria": {"asked": "specific", "met": "si"},
    "calls:desk": {"do": "preview"},
    "calls:results": {"do": "release"},
    "calls:mine": {"do": "nothing"},
    "bodies:session_new": {"day": "2030-01-15", "hour": "10:00"},
    "listening:register": {"do": "count"},
    "listening:advice_desk": {"do": "note"},
    "imports:index": {"texto": "CONVOCATORIA de prueba"},
}
#: part of an address, or «name of the address» and part → values to try, in order
FIXED: dict[str, list[Any]] = {
    "code": ["en"],
    "number": [1, 2, 3],
    "position": [1, 2, 3, 4, 5],
    "key": ["datos"],
    "form": ["docx"],
}

#: name of an address (or of a room and its parts) and part → the table it is a row of
OBJECTS = {
    "people:close_session uid": "people.opensession",
    "exercises uid uid": "places.territory",
    "opendata:attendance_csv uid": "bodies.body",
    "opendata:attendance_xlsx uid": "bodies.body",
    "people:remove_passkey uid": "people.passkey",
    "privacy:copy uid": "privacy.copy",
    "workplans:days uid": "places.jurisdiction",
    "workplans:days_add uid": "places.jurisdiction",
    "workplans:days_load uid": "places.jurisdiction",
    "workplans:days_remove uid": "places.jurisdiction",
    "workplans:days_remove day": "places.nonworkingday",
    "privacy:notice uid": "people.privacynotice",
    "bodies:invited_agenda uid": "meetings.invitation",
    "bodies:invited_paper uid": "meetings.invitation",
    "bodies:organisation_topics uid": "people.organisation",
    "documents:versions uid": "commitments.commitment",
    "documents:version_file uid": "commitments.commitment",
    "opendata:personal_ics secret": "people.calendaraddress",
    "commitments:hand_over uid": "people.organisation",
    "commitments:restore uid": "commitments.commitmentremoval",
    "workplans:draft_annual_goal uid": "workplans.goal",
    "workplans:draft_annual_activity uid": "workplans.activity",
    "workplans:draft_annual_repeat uid": "workplans.activity",
    "workplans:draft_annual_restore uid": "workplans.removal",
    "monitoring:office_give uid": "workplans.means",
    "monitoring uid uid": "monitoring.evidence",
    "bodies:of_meeting uid": "meetings.meeting",
    "bodies uid+seat uid": "bodies.body",
    "bodies uid+seat seat": "bodies.seat",
    "bodies uid+session uid": "bodies.body",
    "bodies uid+session session": "bodies.session",
    "bodies uid+session+item uid": "bodies.body",
    "bodies uid+session+item session": "bodies.session",
    "bodies uid+session+item item": "bodies.agendaitem",
    "calls:sign uid": "calls.declaration",
    "calls:declaration_pdf uid": "calls.declaration",
    "calls:declaration_docx uid": "calls.declaration",
    "calls:evidence uid": "calls.inclusionactivity",
    "calls uid uid": "calls.call",
    "listening uid uid": "listening.event",
    "listening uid+number uid": "listening.event",
    "calls uid+folio uid": "calls.call",
    "calls uid+folio folio": "calls.application",
    "calls folio folio": "calls.application",
    "bodies uid+agreement uid": "bodies.body",
    "bodies uid+agreement agreement": "bodies.agreement",
    "bodies uid+session+paper uid": "bodies.body",
    "bodies uid+session+paper session": "bodies.session",
    "bodies uid+session+paper paper": "bodies.paper",
    "bodies uid+session+oficio uid": "bodies.body",
    "bodies uid+session+oficio session": "bodies.session",
    "bodies uid+session+oficio oficio": "bodies.oficio",
    "bodies uid+round uid": "bodies.body",
    "bodies uid+round round": "bodies.commentround",
    "bodies uid+session+photo uid": "bodies.body",
    "bodies uid+session+photo session": "bodies.session",
    "bodies uid+session+photo photo": "bodies.sessionphoto",
    "archive uid uid": "archive.pack",
    "bodies uid+pledge uid": "bodies.body",
    "bodies uid+pledge pledge": "bodies.pledge",
}
#: tables of what is one person's, and the way to her: «own» is the secretaría técnica's, «foreign» is person B's
OF_A_PERSON = {"people.opensession": "account__person", "people.passkey": "account__person", "privacy.copy": "person"}


def answer_signature(values: dict[str, Any]) -> str:
    from tequio.meetings.letters import answer_signature

    return answer_signature(values["uid"])


def paper_of_invitation(values: dict[str, Any]) -> str:
    from tequio.bodies.models import Paper

    found = Paper.objects.filter(item__session__meeting__invitations__uid=values["uid"]).first()
    return str(found.uid) if found else NOBODYS


def arrival(values: dict[str, Any]) -> str:
    from tequio.meetings.actions import arrival_code
    from tequio.meetings.models import Meeting

    return arrival_code(Meeting.objects.filter(cancelled_at__isnull=True).order_by("-pk")[0])


def of_the_plan(name: str) -> Callable[[dict[str, Any]], str]:
    """One of the ``goals``, ``activities`` or ``removals`` of the commitment of the address."""

    def found(values: dict[str, Any]) -> str:
        from tequio.workplans.models import WorkPlan

        plan = WorkPlan.objects.filter(exercise__slug=values["slug"], commitment__number=values["number"]).first()
        first = getattr(plan, name).order_by("pk").first() if plan else None
        return str(first.uid) if first else NOBODYS

    return found


def means_of(values: dict[str, Any]) -> str:
    from django.db.models import Q

    from tequio.workplans.models import Activity, Means

    exercise, number = values["slug"], values["number"]
    activity = Activity.objects.filter(
        workplan__exercise__slug=exercise, workplan__commitment__number=number, position=values["position"]
    ).first()
    found = Means.objects.filter(Q(activity=activity) | Q(goal__activities=activity)).order_by("pk").first()
    return str(found.uid) if activity and found else NOBODYS


#: name of an address and part → what is made from the parts before it
MADE: dict[str, Callable[[dict[str, Any]], str]] = {
    "meetings:invitation signature": answer_signature,
    "bodies:invited_agenda signature": answer_signature,
    "bodies:invited_paper signature": answer_signature,
    "bodies:invited_paper paper": paper_of_invitation,
    "bodies:arrival code": arrival,
    "monitoring:give uid": means_of,
    "monitoring:draft_plan_goal uid": of_the_plan("goals"),
    "monitoring:draft_plan_activity uid": of_the_plan("activities"),
    "monitoring:draft_plan_repeat uid": of_the_plan("activities"),
    "monitoring:draft_plan_restore uid": of_the_plan("removals"),
}


def request_token(person: Person) -> str:
    from tequio.privacy.letters import private_address
    from tequio.privacy.models import ArcoRequest

    return urlsplit(private_address(ArcoRequest.objects.filter(erased_at__isnull=True).order_by("pk")[0])).query


def application_token(person: Person) -> str:
    from tequio.calls.letters import private_address
    from tequio.calls.models import Application

    return urlsplit(private_address(Application.objects.order_by("pk")[0])).query


def letter_token(person: Person) -> str:
    from tequio.outbox.preferences import WEEK, choices_url

    return urlsplit(choices_url(person.account.email, WEEK)).query if person.account else ""


#: name of an address → what follows its question mark: the key that a letter carries
KEYS: dict[str, Callable[[Person], str]] = {
    "privacy:mine": request_token,
    "calls:mine": application_token,
    "dashboard:week_letter": letter_token,
}
