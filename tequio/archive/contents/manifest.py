"""Every table of the installation: in which file of a pack its rows go, or why they do not. A new table without a line here is a red test.

``of``: how a row is reached from the exercise; a path that begins with ``jurisdiction`` is of the place, whose bodies and directory
outlive the exercise; ``subject:`` is one that the row names by its uid alone. ``public``: where the public pack tells the same; empty
for what only the reserved one has.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    table: str
    of: str
    public: str = ""

    @property
    def file(self) -> str:
        return f"reservado/tablas/{self.table.replace('.', '-')}.csv"


SHEETS = "tablas/compromisos.csv, documentos/compromiso-N.docx"
PLANS = "tablas/actividades.csv, documentos/"
SEATS = "tablas/organos-y-asientos.csv"
ACTAS = "actas/"
CALLS = "convocatorias/"
KEPT = (
    Kept("places.jurisdiction", "jurisdiction", "index.html"),
    Kept("places.nonworkingday", "jurisdiction_id:jurisdiction"),
    Kept("places.closure", "jurisdiction_id:jurisdiction"),
    Kept("places.territory", "jurisdiction_id:jurisdiction"),
    Kept("people.organisation", "jurisdiction_id:jurisdiction", "tablas/directorio.csv"),
    Kept("people.organisationkind", "jurisdiction_id:organisation__jurisdiction", "tablas/directorio.csv"),
    Kept("people.post", "jurisdiction_id:organisation__jurisdiction", "tablas/directorio.csv"),
    Kept("people.privacynotice", "jurisdiction_id:jurisdiction"),
    Kept("people.consent", "application__call__exercise|subject:meetings.attendance:meeting__exercise"),
    Kept("people.person", "people"),
    Kept("exercises.exercise", "pk", "index.html"),
    Kept("exercises.exerciseslug", "exercise"),
    Kept("exercises.stage", "exercise", "index.html"),
    Kept("exercises.axis", "exercise"),
    Kept("exercises.methodstep", "exercise"),
    Kept("exercises.membership", "exercise", "tablas/cargos.csv"),
    Kept("documents.series", "issued__exercise", "tablas/lista-de-documentos.csv"),
    Kept("documents.issued", "exercise", "documentos/, tablas/lista-de-documentos.csv"),
    Kept("documents.source", "exercise"),
    Kept("checks.checkrun", "exercise", "tablas/hallazgos.csv"),
    Kept("checks.storedfinding", "run__exercise", "tablas/hallazgos.csv"),
    Kept("checks.override", "exercise", "tablas/hallazgos.csv"),
    Kept("meetings.series", "exercise"),
    Kept("meetings.meeting", "exercise", ACTAS),
    Kept("meetings.invitation", "meeting__exercise"),
    Kept("meetings.attendance", "meeting__exercise", ACTAS),
    Kept("meetings.need", "meeting__exercise"),
    Kept("bodies.body", "jurisdiction_id:jurisdiction", SEATS),
    Kept("bodies.bodyuse", "exercise"),
    Kept("bodies.seat", "jurisdiction_id:body__jurisdiction", SEATS),
    Kept("bodies.interest", "jurisdiction_id:organisation__jurisdiction", "tablas/directorio.csv"),
    Kept("bodies.pledge", "jurisdiction_id:body__jurisdiction"),
    Kept("bodies.votingsetting", "jurisdiction_id:body__jurisdiction"),
    Kept("bodies.session", "exercise", ACTAS),
    Kept("bodies.agendaitem", "session__exercise", ACTAS),
    Kept("bodies.paper", "item__session__exercise", "sesiones/"),
    Kept("bodies.sessionphoto", "session__exercise", "sesiones/"),
    Kept("bodies.vote", "item__session__exercise", ACTAS),
    Kept("bodies.decision", "exercise", ACTAS),
    Kept("bodies.agreement", "session__exercise", "actas/, tablas/pendientes.csv"),
    Kept("bodies.minutes", "session__exercise", ACTAS),
    Kept("bodies.observation", "minutes__session__exercise"),
    Kept("bodies.oficio", "exercise", "tablas/pendientes.csv"),
    Kept("bodies.commentround", "exercise"),
    Kept("bodies.comment", "exercise"),
    Kept("listening.event", "exercise"),
    Kept("listening.eventtopic", "event__exercise"),
    Kept("listening.walkin", "event__exercise"),
    Kept("listening.headcount", "event__exercise"),
    Kept("listening.eventtable", "event__exercise"),
    Kept("listening.advice", "exercise"),
    Kept("workplans.workplan", "exercise", PLANS),
    Kept("workplans.goal", "workplan__exercise", PLANS),
    Kept("workplans.activity", "workplan__exercise", PLANS),
    Kept("workplans.link", "successor__workplan__exercise", "tablas/ruta-critica.csv"),
    Kept("workplans.milestone", "workplan__exercise", PLANS),
    Kept("workplans.meanskind", "means__goal__workplan__exercise|means__activity__workplan__exercise", PLANS),
    Kept("workplans.means", "goal__workplan__exercise|activity__workplan__exercise", PLANS),
    Kept("workplans.indicator", "workplan__exercise", PLANS),
    Kept("workplans.responsible", "goal__workplan__exercise|activity__workplan__exercise", PLANS),
    Kept("workplans.baseline", "workplan__exercise"),
    Kept("workplans.series", "workplan__exercise", PLANS),
    Kept("calls.call", "exercise", CALLS),
    Kept("calls.addendum", "call__exercise", CALLS),
    Kept("calls.application", "call__exercise"),
    Kept("calls.applicationfile", "application__call__exercise"),
    Kept("calls.decision", "application__call__exercise"),
    Kept("calls.conflict", "application__call__exercise"),
    Kept("calls.applicationletter", "application__call__exercise"),
    Kept("calls.mechanism", "exercise"),
    Kept("calls.inclusionactivity", "mechanism__exercise"),
    Kept("calls.topic", "mechanism__exercise"),
    Kept("calls.declaration", "exercise", "declaraciones/"),
    Kept("calls.calledsigner", "declaration__exercise", "declaraciones/"),
    Kept("calls.signature", "declaration__exercise", "declaraciones/"),
    Kept("commitments.commitment", "exercise", SHEETS),
    Kept("commitments.commitmentactor", "commitment__exercise", SHEETS),
    Kept("commitments.valuerelevance", "commitment__exercise", SHEETS),
    Kept("commitments.sectorrole", "commitment__exercise", SHEETS),
    Kept("commitments.criterioncheck", "commitment__exercise"),
    Kept("monitoring.evidence", "means__goal__workplan__exercise|means__activity__workplan__exercise", "evidencias/"),
    Kept(
        "monitoring.review",
        "evidence__means__goal__workplan__exercise|evidence__means__activity__workplan__exercise",
        "registro/registro-publico.jsonl",
    ),
    Kept("monitoring.delay", "activity__workplan__exercise", "registro/registro-publico.jsonl"),
    Kept("imports.importjob", "exercise"),
    Kept("privacy.arcorequest", "jurisdiction_id:jurisdiction"),
    Kept("archive.termend", "exercise", "index.html"),
    Kept("files.storedfile", "files", "tablas/lista-de-documentos.csv"),
)
#: told whole in the chain of the record, which both packs carry
IN_THE_RECORD = {
    "audit.event": "registro/registro-publico.jsonl",
    "audit.seal": "registro/registro-publico.jsonl",
}
OF_ENTRY = "secreto de quien entra: no es de la institución y no se entrega"
PASSING = "dura minutos u horas y no dice nada del ejercicio"
MACHINERY = "maquinaria del programa: se vuelve a hacer sola"
LEFT_OUT = {
    "people.account": "con qué correo se entra; el correo de contacto va en la tabla de personas",
    "people.entrycode": OF_ENTRY,
    "people.opensession": OF_ENTRY,
    "people.authenticator": OF_ENTRY,
    "people.passkey": OF_ENTRY,
    "people.recoverycode": OF_ENTRY,
    "people.factortries": PASSING,
    "people.calendaraddress": OF_ENTRY,
    "people.draft": "borrador de una persona, que aún no decide enviarlo",
    "people.guideaway": "preferencia de una persona",
    "outbox.message": "correo a una persona; que se envió a quien se postuló está en las cartas",
    "outbox.pause": PASSING,
    "outbox.refused": "preferencia de una persona",
    "outbox.letterday": "preferencia de una persona",
    "calls.foliomiss": PASSING,
    "search.entry": MACHINERY,
    "search.mark": MACHINERY,
    "audit.closedrecord": "candado de un ejercicio archivado; el cierre está en archive.termend",
    "archive.pack": "los propios paquetes",
    "privacy.copy": "copia que una persona pidió de sus datos: es sólo suya",
    "workplans.removal": "lo que se quitó de un borrador, mientras se puede deshacer",
    "commitments.commitmentremoval": "lo que se quitó de un borrador, mientras se puede deshacer",
    "contenttypes.contenttype": MACHINERY,
    "auth.permission": MACHINERY,
    "auth.group": MACHINERY,
    "auth.group_permissions": MACHINERY,
    "sessions.session": OF_ENTRY,
}
#: columns that are secrets of the program, in any table
SECRET_COLUMNS = frozenset({"salt", "key", "network_key", "account"})
