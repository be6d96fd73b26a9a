"""Object × state → how many. A state with 0 is something nobody can look at in the demonstration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, time

from django.db.models import Count, Q

from tequio.archive.models import Pack, TermEnd
from tequio.bodies.actions.minutes import KIND as ACTA
from tequio.bodies.models import (
    Agreement,
    Body,
    Comment,
    CommentRound,
    Oficio,
    Pledge,
    Seat,
    Session,
    SessionStatus,
    VotingSetting,
)
from tequio.bodies.models import Kind as BodyKind
from tequio.calls.hearing import subject_of
from tequio.calls.models import (
    Addendum,
    Application,
    ApplicationLetter,
    ApplicationStatus,
    Call,
    Declaration,
    LetterState,
    Mechanism,
)
from tequio.calls.models import State as CallState
from tequio.calls.signers import signers_of, with_signers
from tequio.checks.models import Override, Severity, StoredFinding
from tequio.commitments.models import Commitment
from tequio.commitments.models import Status as CommitmentStatus
from tequio.core.progress import SHOWN
from tequio.core.progress import State as ActivityState
from tequio.core.rules.dialogue import was_heard
from tequio.documents.models import Issued
from tequio.exercises.models import Exercise, Membership
from tequio.exercises.models import Status as ExerciseStatus
from tequio.imports.models import ImportJob
from tequio.imports.models import State as ImportState
from tequio.listening.actions.tables import KIND as REPORT
from tequio.listening.models import Advice, EventStatus, EventTable
from tequio.listening.models import Event as Gathering
from tequio.meetings.models import Answer, Attendance, Invitation, Meeting, Need, NeedStatus, Way
from tequio.monitoring.models import Evidence, Outcome
from tequio.monitoring.models import State as EvidenceState
from tequio.monitoring.queries import of_plans, state_of_plan
from tequio.outbox.models import Message
from tequio.people.models import Person
from tequio.places.models import Closure, NonWorkingDay, Territory
from tequio.privacy.models import ArcoRequest, Copy
from tequio.privacy.models import Status as ArcoStatus
from tequio.workplans.models import Status as PlanStatus
from tequio.workplans.models import WorkPlan

Census = dict[str, dict[str, int]]


def census(*, now: datetime) -> Census:
    """Every object that has states, in the words of the code; every state, also those nobody has."""
    activities, commitments = progress_states(now)
    return {
        "exercise": counted(ExerciseStatus.values, Exercise.objects.values_list("status", flat=True)),
        "call": counted(CallState.values, (call_state(call, now) for call in calls())),
        "result": counted(
            ["not_yet", "released"],
            told(
                Call.objects.public().filter(takes_applications=True).values_list("results_at", flat=True),
                "not_yet",
                "released",
            ),
        ),
        "application": counted(["received", "accepted", "not_chosen", "withdrawn"], application_states()),
        "application_letter": counted(LetterState.values, letter_states()),
        "call_origin": counted(
            ["first_time", "issued_again"],
            told(Call.objects.values_list("reissue_of", flat=True), "first_time", "issued_again"),
        ),
        "addendum": counted(Addendum.Kind.values, Addendum.objects.values_list("kind", flat=True)),
        "topic": counted(["heard", "unheard"], topic_states()),
        "call_selection": counted(
            ["by_a_body", "by_institutions"],
            told(
                Call.objects.filter(takes_applications=True).values_list("selected_by", flat=True),
                "by_institutions",
                "by_a_body",
            ),
        ),
        "declaration": counted(["signed", "unsigned"], declaration_states()),
        "called_signer": counted(["signed", "pending", "declined"], signer_states(now)),
        "workplan": counted(PlanStatus.values, WorkPlan.objects.values_list("status", flat=True)),
        "activity": counted([state.value for state in ActivityState], activities),
        "commitment": counted(CommitmentStatus.values, Commitment.objects.values_list("status", flat=True)),
        "commitment_progress": counted(shown_states(), commitments),
        "evidence": counted([*EvidenceState.values, "disputed"], evidence_states()),
        "finding": counted(Severity.values, StoredFinding.objects.values_list("severity", flat=True)),
        "override": counted(
            ["active", "withdrawn"],
            told(Override.objects.values_list("withdrawn_at", flat=True), "active", "withdrawn"),
        ),
        "import": counted(ImportState.values, ImportJob.objects.values_list("state", flat=True)),
        "message": counted(["waiting", "sent", "cancelled", "bounced"], map(message_state, Message.objects.all())),
        "arco_request": counted(ArcoStatus.values, ArcoRequest.objects.values_list("status", flat=True)),
        "copy": counted(["kept", "gone"], told(Copy.objects.values_list("removed_at", flat=True), "kept", "gone")),
        "body": counted(BodyKind.values, Body.objects.values_list("kind", flat=True)),
        "body_life": counted(
            ["in_office", "over"], told(Body.objects.values_list("dissolved_on", flat=True), "in_office", "over")
        ),
        "seat": counted(["held", "vacant", "expired", "over"], seat_states(now)),
        "suplente_vote": counted(
            ["votes", "does_not_vote"],
            (
                "votes" if each else "does_not_vote"
                for each in VotingSetting.objects.values_list("suplente_votes", flat=True)
            ),
        ),
        "pledge": counted(["promised", "received", "withdrawn"], (each.state for each in Pledge.objects.all())),
        "session": counted(SessionStatus.values, Session.objects.values_list("status", flat=True)),
        "agreement": counted(["pending", "overdue", "done", "dropped"], agreement_states(now)),
        "minutes": counted(["to_draft", "observations", "approved", "issued"], minutes_states()),
        "event": counted(EventStatus.values, Gathering.objects.values_list("status", flat=True)),
        "table_report": counted(["to_write", "written", "issued"], report_states()),
        "advice": counted(
            ["counts", "withdrawn"],
            told(Advice.objects.values_list("withdrawn_at", flat=True), "counts", "withdrawn"),
        ),
        "invitation": counted(Answer.values, Invitation.objects.values_list("answer", flat=True)),
        "arrival": counted([Way.HAND, Way.LIST], Attendance.objects.values_list("way", flat=True)),
        "names_of_meeting": counted(
            ["with_names", "names_held", "forgotten"],
            (
                "forgotten" if gone else "names_held" if held else "with_names"
                for gone, held in Meeting.objects.values_list("forgotten_at", "names_held_at")
            ),
        ),
        "origin": counted(["in_the_tree", "in_words", "silent"], origin_states()),
        "territory": counted(["open", "closed", "merged"], territory_states()),
        "day_off": counted(
            ["one_day", "closure"],
            ["one_day"] * NonWorkingDay.objects.count() + ["closure"] * Closure.objects.count(),
        ),
        "need": counted(NeedStatus.values, Need.objects.values_list("status", flat=True)),
        "oficio": counted(["waiting", "overdue", "answered"], oficio_states(now)),
        "comment_round": counted(
            ["open", "closed"], told(CommentRound.objects.values_list("closed_at", flat=True), "open", "closed")
        ),
        "comment": counted(
            ["waiting", "answered"], told(Comment.objects.values_list("answered_at", flat=True), "waiting", "answered")
        ),
        "pack": counted(["kept", "gone"], told(Pack.objects.values_list("removed_at", flat=True), "kept", "gone")),
        "term_end": counted(
            ["archived", "reopened"],
            told(TermEnd.objects.values_list("reopened_at", flat=True), "archived", "reopened"),
        ),
        "role": counted(
            ["held", "withdrawn"], told(Membership.objects.values_list("ends_at", flat=True), "held", "withdrawn")
        ),
        "person": counted(
            ["known", "erased"], told(Person.objects.values_list("erased_at", flat=True), "known", "erased")
        ),
    }


def counted(states: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    numbers = Counter(found)
    return {str(state): numbers.pop(state, 0) for state in states} | dict(numbers)


def told(moments: Iterable[object | None], empty: str, filled: str) -> Iterable[str]:
    return (empty if moment is None else filled for moment in moments)


def shown_states() -> list[str]:
    """Of the eight, those that are shown as themselves."""
    return [
        state.value
        for state in ActivityState
        if SHOWN[state] not in ("En curso",) or state is ActivityState.IN_PROGRESS
    ]


def calls() -> Iterable[Call]:
    return Call.objects.select_related("exercise__jurisdiction")


def call_state(call: Call, now: datetime) -> str:
    """As the pages tell it: at noon of the day a demonstration pretends to be."""
    day = call.exercise.today(now)
    moment = datetime.combine(day, time(12), call.exercise.jurisdiction.zone) if call.exercise.as_of else now
    return call.state(moment).value


def origin_states() -> Iterable[str]:
    """Of whoever arrived: chosen from the tree of the place, another one in her words, or nothing said."""
    for chosen, words in Attendance.objects.values_list("comes_from", "territory"):
        yield "in_the_tree" if chosen else "in_words" if words else "silent"


def territory_states() -> Iterable[str]:
    for closed_on, into in Territory.objects.values_list("closed_on", "merged_into"):
        yield "open" if closed_on is None else "merged" if into else "closed"


def topic_states() -> Iterable[str]:
    for mechanism in Mechanism.objects.all():
        yield from ("heard" if was_heard(each) else "unheard" for each in subject_of(mechanism).reading.topics)


def declaration_states() -> Iterable[str]:
    found = Declaration.objects.annotate(n=Count("signatures")).values_list("n", flat=True)
    return ("signed" if n else "unsigned" for n in found)


def signer_states(now: datetime) -> Iterable[str]:
    for each in with_signers(Declaration.objects.select_related("exercise__jurisdiction")):
        zone, today = each.exercise.jurisdiction.zone, each.exercise.today(now)
        yield from (one.answer.value for one in signers_of(each, zone, today))


def progress_states(now: datetime) -> tuple[list[str], list[str]]:
    """Of every activity of the commitments and annual plans, and of every public commitment."""
    activities: list[str] = []
    commitments: list[str] = []
    for exercise in Exercise.objects.select_related("jurisdiction"):
        found = of_plans(Q(exercise=exercise), today=exercise.today(now))
        activities += [str(state) for plan in found.values() for state in plan.progress.states.values()]
        public = exercise.commitments.filter(status=CommitmentStatus.PUBLISHED).values_list("workplan", flat=True)
        commitments += [state_of_plan(found[plan]) for plan in public if plan in found]
    return activities, commitments


def oficio_states(now: datetime) -> Iterable[str]:
    for oficio in Oficio.objects.select_related("exercise__jurisdiction"):
        late = oficio.is_overdue(oficio.exercise.today(now))
        yield "answered" if oficio.answered_on else "overdue" if late else "waiting"


def seat_states(now: datetime) -> Iterable[str]:
    """As the last exercise of their place tells it."""
    days = {each.jurisdiction_id: each.today(now) for each in Exercise.objects.select_related("jurisdiction")}
    for seat in Seat.objects.select_related("body"):
        day = days.get(seat.body.jurisdiction_id, now.date())
        if seat.body.has_ended(day) or (seat.ends_on and seat.ends_on <= day):
            yield "over"
        elif seat.is_vacant():
            yield "vacant"
        else:
            yield "expired" if seat.is_expired(day) else "held"


def agreement_states(now: datetime) -> Iterable[str]:
    """As its exercise tells it on its day."""
    found = Agreement.objects.select_related("session__exercise__jurisdiction")
    for each in found:
        late = each.is_late(each.session.exercise.today(now))
        yield each.status if each.status != "open" else "overdue" if late else "pending"


def minutes_states() -> Iterable[str]:
    """Of every session that ended; issued is one that has its folio."""
    given = set(Issued.objects.filter(kind=ACTA).values_list("subject_uid", flat=True))
    held = Session.objects.filter(status=SessionStatus.CLOSED).values_list("uid", "minutes__status")
    return ("issued" if uid in given else status or "to_draft" for uid, status in held)


def report_states() -> Iterable[str]:
    """Of every table of an event; issued is one whose relatoría has its folio."""
    given = set(Issued.objects.filter(kind=REPORT).values_list("subject_uid", flat=True))
    tables = EventTable.objects.values_list("uid", "written_at")
    return ("issued" if uid in given else "written" if written else "to_write" for uid, written in tables)


def evidence_states() -> Iterable[str]:
    """A returned one that another sector had accepted is counted as disputed."""
    accepted = set(Evidence.objects.filter(reviews__outcome=Outcome.ACCEPTED).values_list("pk", flat=True))
    for pk, state in Evidence.objects.values_list("pk", "state"):
        yield "disputed" if state == EvidenceState.RETURNED and pk in accepted else state


def application_states() -> Iterable[str]:
    for status in Application.objects.values_list("status", flat=True):
        yield "not_chosen" if status == ApplicationStatus.DECLINED else status


def letter_states() -> Iterable[str]:
    return (each.state() for each in ApplicationLetter.objects.select_related("message", "sent_again"))


def message_state(message: Message) -> str:
    if message.bounced_at is not None:
        return "bounced"
    if message.sent_at is not None:
        return "sent"
    return "cancelled" if message.cancelled_at is not None else "waiting"


NAMES: dict[str, str] = {
    "exercise": "Ejercicio",
    "call": "Convocatoria",
    "result": "Resultados de una convocatoria",
    "application": "Solicitud a una convocatoria",
    "application_letter": "Carta a quien se postuló",
    "call_origin": "Convocatoria, según de dónde viene",
    "addendum": "Adenda de una convocatoria",
    "topic": "Tema del diálogo",
    "call_selection": "Quién selecciona en una convocatoria",
    "called_signer": "A quien se llamó a firmar una declaración",
    "declaration": "Declaración conjunta",
    "workplan": "Plan de trabajo",
    "activity": "Actividad",
    "commitment": "Compromiso",
    "commitment_progress": "Compromiso, según su avance",
    "evidence": "Evidencia",
    "finding": "Hallazgo",
    "override": "Respuesta a un hallazgo",
    "import": "Documento cargado",
    "message": "Mensaje",
    "arco_request": "Solicitud sobre datos personales",
    "copy": "Copia de los propios datos",
    "body": "Órgano",
    "body_life": "Órgano, si sigue",
    "seat": "Asiento",
    "suplente_vote": "Voto de suplentes",
    "pledge": "Apoyo ofrecido",
    "session": "Sesión",
    "agreement": "Acuerdo de una sesión",
    "minutes": "Acta de una sesión",
    "event": "Evento",
    "table_report": "Relatoría de una mesa",
    "advice": "Orientación",
    "invitation": "Invitación a una sesión",
    "arrival": "Llegada a una sesión",
    "names_of_meeting": "Nombres de quienes asistieron",
    "origin": "De dónde viene quien llegó",
    "territory": "Territorio",
    "day_off": "Día inhábil de un lugar",
    "need": "Lo que hace falta para una sesión",
    "oficio": "Oficio",
    "comment_round": "Consulta a un grupo asesor",
    "comment": "Comentario de un grupo asesor",
    "pack": "Paquete de entrega-recepción",
    "term_end": "Fin de un periodo",
    "role": "Cargo",
    "person": "Persona",
}
WORDS: dict[str, str] = {
    "draft": "en preparación",
    "open": "en curso",
    "closed": "concluida",
    "upcoming": "por abrir",
    "void": "desierta",
    "first_time": "por primera vez",
    "issued_again": "emitida de nuevo",
    "clarification": "aclaración",
    "extension": "prórroga",
    "selection": "cambia quién selecciona",
    "heard": "tras escuchar al sector",
    "unheard": "sin escuchar antes",
    "signed": "con firmas",
    "unsigned": "sin firmas",
    "proposed": "propuesto",
    "approved": "aprobado",
    "cancelled": "cancelada",
    "verified": "cumplida",
    "overdue": "con retraso",
    "disputed": "controvertida",
    "reported": "reportada",
    "in_progress": "en curso",
    "undated": "fecha por definir",
    "not_started": "por iniciar",
    "published": "publicado",
    "sent": "enviada",
    "under_review": "en revisión",
    "accepted": "aceptada",
    "returned": "devuelta",
    "error": "error",
    "warning": "advertencia",
    "info": "para saber",
    "active": "vigente",
    "withdrawn": "retirado",
    "bounced": "rebotado",
    "received": "recibida",
    "details_asked": "espera un dato",
    "answered": "respondida",
    "carried_out": "cumplida",
    "kept": "disponible",
    "gone": "borrada",
    "archived": "archivado",
    "reopened": "reabierto",
    "uploaded": "recibido",
    "read": "leído",
    "confirmed": "confirmado",
    "loaded": "cargado",
    "failed": "no se pudo leer",
    "waiting": "en espera",
    "held": "vigente",
    "known": "activa",
    "erased": "suprimida",
    "secretariat": "secretariado",
    "council": "consejo",
    "follow_up": "comité de seguimiento",
    "advisory": "grupo asesor",
    "social_council": "consejo social",
    "vacant": "vacante",
    "expired": "periodo vencido",
    "over": "terminó",
    "in_office": "en funciones",
    "votes": "votan",
    "does_not_vote": "no votan",
    "promised": "ofrecido",
    "convened": "convocada",
    "pending": "pendiente",
    "none": "sin respuesta",
    "declined": "no asistirá",
    "code": "leyó el código de la entrada",
    "hand": "la anotó la mesa",
    "list": "firmó la lista de papel",
    "requested": "solicitado",
    "ready": "listo",
    "not_needed": "ya no hace falta",
    "done": "cumplido",
    "dropped": "sin efecto",
    "one_day": "un solo día",
    "closure": "cierre de varios días",
    "with_names": "se conservan",
    "names_held": "con el borrado detenido",
    "forgotten": "borrados al cumplirse los días de su aviso",
    "in_the_tree": "en el directorio",
    "in_words": "con sus palabras",
    "silent": "no lo dijo",
    "stopped": "detenida",
    "by_institutions": "la deciden quienes convocan",
    "by_a_body": "la decide un órgano",
    "merged": "unido a otro",
    "to_draft": "por redactar",
    "to_write": "por escribir",
    "written": "escrita",
    "counts": "cuenta",
    "observations": "en observaciones",
    "issued": "emitida con folio",
    "not_chosen": "no seleccionada",
    "not_yet": "por comunicar",
    "released": "comunicados",
    "queued": "en cola",
    "resent": "se volvió a enviar",
}


def as_table(found: Census, write: Callable[[str], object]) -> None:
    for name, states in found.items():
        write(f"{NAMES[name]}\n")
        for state, number in states.items():
            write(f"  {WORDS.get(state, state):<22}{number:>6}{'   ← falta' if not number else ''}\n")
