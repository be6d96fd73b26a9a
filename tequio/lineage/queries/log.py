"""The public record in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tequio.audit.models import Event
from tequio.exercises.queries import ExerciseHeader

#: what is shown on the page of one commitment; the whole record is one link away
SHOWN = 8
CHANGES = 4
#: said by the sentence, or of no use without a machine
UNSAID = {"sha256", "public_sha256", "hash", "key", "uid", "fingerprint", "media_type", "size", "counts"}
#: an identifier tells a person nothing; who it is stands in the file of the record
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")

#: what a verb of the record says to a person; one without words here is told by its room
VERBS = {
    "archive.pack_asked": gettext_lazy("Se pidió preparar el paquete de entrega-recepción."),
    "archive.pack_taken": gettext_lazy(
        "Se llevó el paquete reservado de entrega-recepción quien ocupa el puesto que se dice."
    ),
    "archive.term_closed": gettext_lazy("Se cerró el periodo: el ejercicio queda archivado y alguien lo recibe."),
    "archive.term_reopened": gettext_lazy("Se reabrió un ejercicio archivado, con su motivo."),
    "bodies.body_created": gettext_lazy("Se registró un órgano."),
    "bodies.seat_added": gettext_lazy("Se ocupó un asiento."),
    "bodies.seat_ended": gettext_lazy("Terminó un asiento."),
    "bodies.holder_replaced": gettext_lazy("Otra persona ocupó un asiento, con su motivo."),
    "bodies.seat_left_vacant": gettext_lazy("Un asiento quedó vacante, con su motivo."),
    "bodies.succession_undone": gettext_lazy("Se deshizo un cambio de quien ocupa un asiento."),
    "bodies.seat_handed_over": gettext_lazy("Un asiento pasó a la institución que sucede a otra."),
    "bodies.term_set": gettext_lazy("Se fijó hasta cuándo se ocupa un asiento."),
    "bodies.name_shown": gettext_lazy("Quien ocupa un asiento aceptó que se lea su nombre."),
    "bodies.name_hidden": gettext_lazy("Se dejó de mostrar el nombre de quien ocupa un asiento."),
    "bodies.installation_recorded": gettext_lazy("Se registró el acta de instalación de un órgano."),
    "bodies.body_ended": gettext_lazy("Terminó un órgano, con su motivo."),
    "bodies.body_end_taken_back": gettext_lazy("Se deshizo el fin de un órgano, con su motivo: sigue en funciones."),
    "bodies.body_used": gettext_lazy("Un órgano participa en el ejercicio."),
    "bodies.suplente_vote_settled": gettext_lazy("Se resolvió si los suplentes votan una clase de decisión."),
    "bodies.interests_declared": gettext_lazy("Una organización declaró los temas que le interesan."),
    "bodies.pledge_recorded": gettext_lazy("Se registró un apoyo que alguien ofrece."),
    "bodies.pledge_received": gettext_lazy("Se recibió un apoyo ofrecido."),
    "bodies.pledge_reopened": gettext_lazy("Se deshizo lo que se había dicho de un apoyo: sigue ofrecido."),
    "bodies.pledge_withdrawn": gettext_lazy("Se retiró un apoyo ofrecido, con su motivo."),
    "bodies.session_prepared": gettext_lazy("Se preparó una sesión."),
    "bodies.item_added": gettext_lazy("Se agregó un punto al orden del día."),
    "bodies.item_raised": gettext_lazy("Cambió el orden de los puntos del orden del día."),
    "bodies.item_removed": gettext_lazy("Se quitó un punto del orden del día."),
    "bodies.item_moved": gettext_lazy("Se cambió el orden del día."),
    "bodies.paper_added": gettext_lazy("Se agregó un documento a un punto del orden del día."),
    "bodies.photo_kept": gettext_lazy("Se agregó una foto a la memoria de una sesión."),
    "bodies.photo_removed": gettext_lazy("Se quitó una foto de la memoria de una sesión."),
    "bodies.paper_removed": gettext_lazy("Se quitó un documento de un punto del orden del día."),
    "bodies.agreements_carried": gettext_lazy("Los acuerdos pendientes pasaron al orden del día."),
    "bodies.session_convened": gettext_lazy("Se convocó a la sesión."),
    "bodies.session_cancelled": gettext_lazy("Se canceló la sesión, con su motivo."),
    "bodies.session_opened": gettext_lazy("Se abrió la sesión."),
    "bodies.session_closed": gettext_lazy("Concluyó la sesión."),
    "bodies.item_concluded": gettext_lazy("Se asentó qué pasó con un punto del orden del día."),
    "bodies.vote_cast": gettext_lazy("Se asentó el voto de un asiento."),
    "bodies.decision_taken": gettext_lazy("El órgano tomó una decisión."),
    "bodies.agreement_taken": gettext_lazy("Se tomó un acuerdo."),
    "bodies.agreement_closed": gettext_lazy("Se cumplió un acuerdo, diciendo cómo."),
    "bodies.agreement_dropped": gettext_lazy("Un acuerdo quedó sin efecto, con su motivo."),
    "bodies.agreement_reopened": gettext_lazy("Un acuerdo cerrado volvió a quedar pendiente."),
    "bodies.minutes_drafted": gettext_lazy("Se redactó el acta de la sesión."),
    "bodies.minutes_annotated": gettext_lazy("Se agregaron notas al acta."),
    "bodies.minutes_observed": gettext_lazy("Quien asistió hizo una observación al acta."),
    "bodies.observation_answered": gettext_lazy("Se contestó una observación al acta."),
    "bodies.minutes_approved": gettext_lazy("Se aprobó el acta."),
    "bodies.oficio_sent": gettext_lazy("Se envió un oficio."),
    "bodies.oficio_answered": gettext_lazy("Se recibió la respuesta de un oficio."),
    "bodies.comment_round_opened": gettext_lazy("Se pidieron comentarios a un grupo asesor sobre un documento."),
    "bodies.comment_round_closed": gettext_lazy("Se cerró una consulta al grupo asesor, con todo contestado."),
    "bodies.comment_made": gettext_lazy("Un grupo asesor comentó un documento."),
    "bodies.comment_answered": gettext_lazy("Se contestó un comentario."),
    "meetings.meeting_arranged": gettext_lazy("Se fijó una reunión."),
    "meetings.meeting_moved": gettext_lazy("Cambió la hora o el lugar de una reunión."),
    "meetings.meeting_cancelled": gettext_lazy("Se canceló una reunión, con su motivo."),
    "meetings.series_arranged": gettext_lazy("Se fijó una serie de reuniones."),
    "meetings.person_invited": gettext_lazy("Se invitó a alguien a una reunión."),
    "meetings.invitations_sent": gettext_lazy("Se enviaron las invitaciones."),
    "meetings.invitation_answered": gettext_lazy("Se contestó una invitación."),
    "meetings.arrival_noted": gettext_lazy("Se anotó una llegada."),
    "meetings.arrival_withdrawn": gettext_lazy("Se quitó una llegada anotada por error."),
    "meetings.paper_list_kept": gettext_lazy(
        "Se guardó la lista de asistencia firmada, reservada, con su versión pública."
    ),
    "meetings.people_forgotten": gettext_lazy(
        "Se borraron los nombres de quienes asistieron sin asiento y la lista firmada: terminó el plazo de su aviso de privacidad."
    ),
    "meetings.names_held": gettext_lazy(
        "Se detuvo el borrado de los nombres de una reunión, con su motivo y su fundamento."
    ),
    "meetings.names_released": gettext_lazy("Siguió corriendo el plazo para borrar los nombres de una reunión."),
    "meetings.words_placed": gettext_lazy("Se dijo qué territorio es un lugar que la gente escribió con sus palabras."),
    "meetings.origin_told": gettext_lazy("Se anotó de qué delegación o colonia vino una persona."),
    "meetings.need_added": gettext_lazy("Se anotó algo que hace falta para una reunión."),
    "meetings.need_changed": gettext_lazy("Cambió el estado de algo que hace falta para una reunión."),
    "listening.event_prepared": gettext_lazy("Se preparó un evento."),
    "listening.event_edited": gettext_lazy("Se corrigió el borrador de un evento."),
    "listening.event_opened": gettext_lazy("Se anunció un evento."),
    "listening.event_cancelled": gettext_lazy("Se canceló un evento, con su motivo."),
    "listening.event_held": gettext_lazy("Se realizó un evento."),
    "listening.people_counted": gettext_lazy("Se contaron por sector las personas que fueron a un evento sin lista."),
    "listening.table_added": gettext_lazy("Se agregó una mesa a un evento."),
    "listening.report_written": gettext_lazy("Se escribió la relatoría de una mesa."),
    "listening.advice_noted": gettext_lazy("La oficina anotó una orientación."),
    "listening.advice_withdrawn": gettext_lazy("La oficina quitó una orientación que había anotado por error."),
    "calls.call_created": gettext_lazy("Se preparó la convocatoria."),
    "calls.call_published": gettext_lazy("Se publicó la convocatoria."),
    "calls.call_extended": gettext_lazy("Se amplió el plazo de la convocatoria."),
    "calls.call_voided": gettext_lazy("Se declaró desierta la convocatoria."),
    "calls.call_edited": gettext_lazy("Se corrigió el borrador de la convocatoria."),
    "calls.addendum_added": gettext_lazy("Se agregó una adenda a la convocatoria."),
    "calls.call_reissued": gettext_lazy("Se preparó de nuevo una convocatoria desierta."),
    "calls.application_received": gettext_lazy("Llegó una solicitud a la convocatoria."),
    "calls.application_withdrawn": gettext_lazy("Quien envió una solicitud la retiró."),
    "calls.application_claimed": gettext_lazy("Alguien agregó su solicitud a su cuenta."),
    "calls.applications_forgotten": gettext_lazy(
        "Se borraron los datos de quienes se postularon: terminó el plazo de su aviso de privacidad."
    ),
    "calls.conflict_declared": gettext_lazy("Quien revisa se excusó de una solicitud por conflicto de interés."),
    "calls.application_decided": gettext_lazy("Se decidió sobre una solicitud, con su motivo."),
    "calls.results_released": gettext_lazy("Se comunicó el resultado a cada persona que se postuló."),
    "calls.results_recalled": gettext_lazy(
        "Se detuvieron los resultados antes de que saliera ninguna carta; nadie los recibió."
    ),
    "calls.selection_on_agenda": gettext_lazy(
        "La selección de quienes se postularon entró al orden del día del órgano que la aprueba."
    ),
    "calls.selecting_body_named": gettext_lazy("Se nombró a otro órgano para la selección, con su motivo."),
    "calls.letter_resent": gettext_lazy("Se volvió a enviar una carta que había rebotado."),
    "calls.applicant_seated": gettext_lazy("Una persona aceptada ocupó su asiento."),
    "calls.mechanism_described": gettext_lazy("Se describió el mecanismo de diálogo."),
    "calls.inclusion_recorded": gettext_lazy("Se registró una actividad de inclusión con un sector."),
    "calls.topic_proposed": gettext_lazy("Se propuso un tema."),
    "calls.declaration_recorded": gettext_lazy("Se registró una declaración conjunta."),
    "calls.signers_called": gettext_lazy("Se llamó a firmar una declaración conjunta a quienes ocupan un órgano."),
    "calls.signature_declined": gettext_lazy("Quien ocupa un asiento dijo por qué no firma una declaración conjunta."),
    "calls.declaration_signed": gettext_lazy("Se firmó una declaración conjunta."),
    "checks.checks_run": gettext_lazy("Se aplicaron las reglas."),
    "checks.finding_overridden": gettext_lazy("Alguien asumió un hallazgo, con su motivo."),
    "checks.override_withdrawn": gettext_lazy("Se retiró el motivo con que se asumía un hallazgo."),
    "commitments.commitment_created": gettext_lazy("Se registró el compromiso."),
    "commitments.commitment_edited": gettext_lazy("Se cambió la ficha del compromiso."),
    "commitments.commitment_dated": gettext_lazy("Se fijaron las fechas del compromiso."),
    "commitments.criterion_checked": gettext_lazy("La secretaría técnica revisó un criterio del compromiso."),
    "commitments.commitment_removed": gettext_lazy("Se quitó un compromiso que no se había publicado, con su motivo."),
    "commitments.commitment_restored": gettext_lazy("Volvió un compromiso que se había quitado."),
    "commitments.commitment_ordered": gettext_lazy("Se cambió el número de un compromiso que no se había publicado."),
    "commitments.commitment_published": gettext_lazy("Se publicó el compromiso."),
    "commitments.actors_named": gettext_lazy("Se registró quiénes participan."),
    "commitments.institution_handed_over": gettext_lazy("Lo que tocaba a una institución pasó a la que la sucede."),
    "commitments.sector_role_stated": gettext_lazy("Se registró qué hace un sector."),
    "commitments.values_stated": gettext_lazy("Se registró a qué valores sirve."),
    "documents.document_issued": gettext_lazy("Se emitió un documento con folio."),
    "documents.source_kept": gettext_lazy("Se guardó el documento de origen."),
    "exercises.exercise_created": gettext_lazy("Se abrió el ejercicio."),
    "exercises.exercise_described": gettext_lazy("Se describió el ejercicio."),
    "exercises.as_of_set": gettext_lazy("Se fijó el día de demostración."),
    "exercises.role_granted": gettext_lazy("Se dio un cargo en el ejercicio."),
    "exercises.role_withdrawn": gettext_lazy("Terminó un cargo en el ejercicio."),
    "exercises.slug_changed": gettext_lazy("Cambió la dirección del ejercicio."),
    "exercises.stages_defined": gettext_lazy("Se definieron las etapas."),
    "exercises.exercise_published": gettext_lazy("Se publicó el ejercicio."),
    "exercises.sample_wiped": gettext_lazy("Se borró entero un ejercicio de práctica."),
    "exercises.exercise_closed": gettext_lazy("Concluyó el ejercicio."),
    "imports.document_received": gettext_lazy("Llegó un documento."),
    "imports.document_read": gettext_lazy("Se leyó un documento."),
    "imports.reading_corrected": gettext_lazy("Se corrigió lo que se leyó de un documento."),
    "imports.names_answered": gettext_lazy("Se dijo quiénes son las personas que nombra un documento."),
    "imports.reading_confirmed": gettext_lazy("Una persona confirmó lo leído."),
    "imports.version_applied": gettext_lazy("Se comparó la nueva versión de un documento y se aplicó lo aceptado."),
    "imports.document_loaded": gettext_lazy("Se cargó lo confirmado de un documento."),
    "imports.load_undone": gettext_lazy("Se deshizo la carga de un documento: lo que salió de él ya no está."),
    "monitoring.evidence_submitted": gettext_lazy("Se entregó una evidencia."),
    "monitoring.review_started": gettext_lazy("Comenzó la revisión de una evidencia."),
    "monitoring.evidence_accepted": gettext_lazy("Se aceptó una evidencia."),
    "monitoring.evidence_returned": gettext_lazy("Se devolvió una evidencia."),
    "monitoring.review_undone": gettext_lazy("Se deshizo una decisión sobre una evidencia."),
    "monitoring.delay_declared": gettext_lazy("Se movió la fecha de una actividad, con su motivo."),
    "people.account_opened": gettext_lazy("Se abrió una cuenta para entrar."),
    "people.own_account_opened": gettext_lazy("Una persona abrió su propia cuenta, sin cargo."),
    "people.address_changed": gettext_lazy(
        "Cambió el correo con que entra una persona, después de comprobar quién lo pidió."
    ),
    "people.contact_edited": gettext_lazy("Se corrigió el contacto público de un puesto."),
    "people.notice_published": gettext_lazy("Se publicó una versión del aviso de privacidad."),
    "people.organisation_created": gettext_lazy("Se registró una organización."),
    "people.person_created": gettext_lazy("Se registró a una persona."),
    "people.person_erased": gettext_lazy("Se borró a una persona a petición suya."),
    "people.post_created": gettext_lazy("Se registró un puesto."),
    "people.successor_named": gettext_lazy("Una organización pasó a ser otra."),
    "people.second_factor_added": gettext_lazy("Una persona agregó un segundo paso para entrar."),
    "people.second_factor_removed": gettext_lazy("Una persona quitó uno de sus segundos pasos para entrar."),
    "people.second_factor_withdrawn": gettext_lazy(
        "La administración retiró el segundo paso de una persona, con su motivo."
    ),
    "people.recovery_codes_renewed": gettext_lazy("Una persona hizo de nuevo sus códigos de respaldo."),
    "people.recovery_code_used": gettext_lazy("Una persona entró con un código de respaldo."),
    "people.attempt_refused": gettext_lazy("Se negó un intento de cambiar algo que corresponde a otra persona."),
    "people.directory_entrusted": gettext_lazy("Se encargó el directorio."),
    "people.installation_founded": gettext_lazy("Se instaló el sitio."),
    "places.jurisdiction_created": gettext_lazy("Se registró un lugar."),
    "places.non_working_day_added": gettext_lazy("Se agregó un día inhábil, con su fuente."),
    "places.non_working_day_removed": gettext_lazy("Un día inhábil volvió a ser hábil, con su motivo."),
    "places.closure_removed": gettext_lazy("Se quitó un cierre de oficinas, con su motivo."),
    "places.closure_added": gettext_lazy("Se agregó un cierre de oficinas, con su fuente."),
    "places.territory_added": gettext_lazy("Se agregó un territorio."),
    "places.territory_renamed": gettext_lazy("Se corrigió el nombre o la clave de un territorio."),
    "places.territory_moved": gettext_lazy("Un territorio cambió de lugar en el árbol."),
    "places.territory_closed": gettext_lazy("Se cerró un territorio, con su motivo."),
    "places.territory_reopened": gettext_lazy("Se volvió a abrir un territorio."),
    "places.territories_loaded": gettext_lazy("Se cargó una lista de territorios."),
    "privacy.request_received": gettext_lazy("Alguien presentó una solicitud sobre sus datos personales."),
    "privacy.details_asked": gettext_lazy("Se pidió un dato para atender una solicitud sobre datos personales."),
    "privacy.details_given": gettext_lazy("Llegó el dato que faltaba en una solicitud sobre datos personales."),
    "privacy.request_extended": gettext_lazy("Se amplió el plazo de una solicitud sobre datos personales."),
    "privacy.request_answered": gettext_lazy("Se respondió una solicitud sobre datos personales."),
    "privacy.request_carried_out": gettext_lazy("Se cumplió una solicitud sobre datos personales."),
    "privacy.copy_made": gettext_lazy("Una persona pidió la copia de sus datos."),
    "workplans.workplan_created": gettext_lazy("Se registró un plan de trabajo."),
    "workplans.plan_laid": gettext_lazy("Se trazó el plan desde una plantilla, con todas sus fechas."),
    "workplans.workplan_approved": gettext_lazy("Se aprobó un plan de trabajo."),
    "workplans.workplan_locked": gettext_lazy("Un plan quedó cerrado a cambios."),
    "workplans.workplan_entrusted": gettext_lazy("Se encargó un plan de trabajo a un puesto."),
    "workplans.activity_edited": gettext_lazy("Se corrigió una actividad."),
    "workplans.goal_edited": gettext_lazy("Se corrigió una meta."),
    "workplans.order_changed": gettext_lazy("Cambió el orden de un plan de trabajo."),
    "workplans.part_removed": gettext_lazy("Se quitó una parte de un plan que no se había aprobado."),
    "workplans.part_restored": gettext_lazy("Volvió lo que se había quitado de un plan."),
    "workplans.series_added": gettext_lazy("Se programaron reuniones que se repiten."),
    "workplans.meeting_skipped": gettext_lazy("Se canceló una reunión de las que se repiten."),
    "workplans.series_cancelled": gettext_lazy("Se cancelaron las reuniones que se repetían."),
    "workplans.activity_added": gettext_lazy("Se agregó una actividad."),
    "workplans.activity_moved": gettext_lazy("Se movió la fecha de una actividad."),
    "workplans.activity_cancelled": gettext_lazy("Se canceló una actividad."),
    "workplans.activity_resumed": gettext_lazy("Se retomó una actividad que se había cancelado."),
    "workplans.phase_amended": gettext_lazy("Se cambió una fase de la ruta, con su motivo."),
    "workplans.phase_amendment_undone": gettext_lazy("Se deshizo un cambio de la ruta."),
    "workplans.link_added": gettext_lazy("Se registró qué va antes de qué."),
    "workplans.milestone_added": gettext_lazy("Se agregó una fecha comprometida."),
    "workplans.baseline_taken": gettext_lazy("Se guardó el plan como quedó aprobado."),
    "workplans.goal_added": gettext_lazy("Se agregó una meta."),
}
ROOMS = {
    "archive": gettext_lazy("entrega-recepción"),
    "audit": gettext_lazy("registro"),
    "bodies": gettext_lazy("órganos"),
    "calls": gettext_lazy("convocatoria"),
    "checks": gettext_lazy("revisión de reglas"),
    "commitments": gettext_lazy("compromisos"),
    "documents": gettext_lazy("documentos"),
    "exercises": gettext_lazy("ejercicio"),
    "files": gettext_lazy("archivos"),
    "imports": gettext_lazy("carga de documentos"),
    "monitoring": gettext_lazy("seguimiento"),
    "people": gettext_lazy("personas y organizaciones"),
    "places": gettext_lazy("lugares"),
    "workplans": gettext_lazy("plan de trabajo"),
}


#: a field of the record as a person calls it
FIELDS = {
    "title": gettext_lazy("título"),
    "forgotten": gettext_lazy("personas cuyos datos se borraron"),
    "signed_list": gettext_lazy("huella de la lista firmada"),
    "citation": gettext_lazy("fundamento"),
    "day_on": gettext_lazy("día"),
    "first_on": gettext_lazy("primer día"),
    "last_on": gettext_lazy("último día"),
    "source": gettext_lazy("dónde se publicó"),
    "name": gettext_lazy("nombre"),
    "description": gettext_lazy("descripción"),
    "objective": gettext_lazy("objetivo"),
    "starts": gettext_lazy("inicio"),
    "ends": gettext_lazy("término"),
    "date": gettext_lazy("fecha"),
    "status": gettext_lazy("situación"),
    "state": gettext_lazy("estado"),
    "reason": gettext_lazy("motivo"),
    "cancel_reason": gettext_lazy("motivo con que se había cancelado"),
    "means": gettext_lazy("medio de verificación"),
    "sector": gettext_lazy("sector"),
    "people": gettext_lazy("personas en la lista"),
    "agreements": gettext_lazy("acuerdos"),
    "asked_again": gettext_lazy("personas a quienes se volvió a preguntar"),
    "url": gettext_lazy("liga"),
    "number": gettext_lazy("número"),
    "theme": gettext_lazy("tema"),
    "kind": gettext_lazy("tipo"),
    "pack": gettext_lazy("paquete de reglas"),
    "as_of": gettext_lazy("día de demostración"),
    "stages": gettext_lazy("etapas"),
    "actors": gettext_lazy("participantes"),
    "selected_by": gettext_lazy("quién selecciona"),
    "opens_at": gettext_lazy("abre"),
    "closes_at": gettext_lazy("cierra"),
    "slug": gettext_lazy("dirección"),
    "role": gettext_lazy("cargo"),
    "organisation": gettext_lazy("organización"),
    "folio": gettext_lazy("folio"),
    "text": gettext_lazy("explicación"),
    "duration": gettext_lazy("duración"),
    "fields": gettext_lazy("campos corregidos"),
    "version_of": gettext_lazy("nueva versión de"),
    "applied": gettext_lazy("cambios aplicados"),
    "left": gettext_lazy("cambios que se dejaron"),
    "predecessors": gettext_lazy("predecesoras"),
    "bound": gettext_lazy("qué pide la fecha"),
    "bound_on": gettext_lazy("fecha fija"),
    "criterion": gettext_lazy("criterio"),
    "met": gettext_lazy("lo cumple"),
    "plan_ends": gettext_lazy("final del plan"),
    "decision": gettext_lazy("acta y acuerdo"),
    "code": gettext_lazy("clave"),
    "file": gettext_lazy("archivo"),
    "records": gettext_lazy("registros"),
    "findings": gettext_lazy("hallazgos"),
    "receives": gettext_lazy("recibe"),
    "post": gettext_lazy("puesto"),
    "act": gettext_lazy("acta"),
}
#: values that are codes of ours
VALUES = {
    "specific": gettext_lazy("puntual"),
    "feasible": gettext_lazy("realizable"),
    "measurable": gettext_lazy("medible"),
    "transforming": gettext_lazy("transformador"),
    "sent": gettext_lazy("enviada"),
    "under_review": gettext_lazy("en revisión"),
    "accepted": gettext_lazy("aceptada"),
    "returned": gettext_lazy("devuelta"),
    "draft": gettext_lazy("borrador"),
    "published": gettext_lazy("publicado"),
    "proposed": gettext_lazy("propuesto"),
    "approved": gettext_lazy("aprobado"),
    "open": gettext_lazy("en curso"),
    "closed": gettext_lazy("concluido"),
    "archived": gettext_lazy("archivado"),
    "public": gettext_lazy("público"),
    "reserved": gettext_lazy("reservado"),
    "void": gettext_lazy("desierta"),
    "budget": gettext_lazy("presupuesto"),
    "staff": gettext_lazy("cambio de personal"),
    "procurement": gettext_lazy("contratación o compras"),
    "other_party": gettext_lazy("falta la respuesta de otra parte"),
    "emergency": gettext_lazy("emergencia"),
    "other": gettext_lazy("otra razón"),
    "government": gettext_lazy("gobierno"),
    "civil_society": gettext_lazy("sociedad civil"),
    "guarantor": gettext_lazy("órgano garante"),
    "autonomous": gettext_lazy("órgano autónomo"),
    "secretariat": gettext_lazy("secretaría técnica"),
    "responsible": gettext_lazy("responsable"),
    "auditor": gettext_lazy("auditoría"),
    "administrator": gettext_lazy("administración"),
}


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    day: date
    text: str
    changes: tuple[Change, ...]
    sequence: int | None
    hash: str


def entries(own: list[UUID], parts: Iterable[UUID], exercise: ExerciseHeader) -> tuple[Entry, ...]:
    about = Q(subject_uid__in=[*own, *parts])
    return tuple(entry(event, exercise) for event in Event.objects.filter(about).order_by("-at", "-id")[:SHOWN])


def entry(event: Event, exercise: ExerciseHeader) -> Entry:
    return Entry(
        day=event.at.astimezone(exercise.zone).date(),
        text=sentence(event.verb),
        changes=tuple(changes_of(event)),
        sequence=event.sequence,
        hash=event.hash[:12],
    )


def changes_of(event: Event) -> list[Change]:
    """What a person can read of the change; the whole of it is in the file of the record."""
    pairs = [(field, pair) for field, pair in sorted(event.changes.items()) if isinstance(pair, list)]
    found = [change(field, pair) for field, pair in pairs if field not in UNSAID]
    told = [each for each in found if each.before != each.after and not _IDENTIFIER.fullmatch(each.after)]
    return told[:CHANGES]


def sentence(verb: str) -> str:
    if verb in VERBS:
        return str(VERBS[verb])
    room, _dot, name = verb.partition(".")
    return _("Cambio registrado en %(room)s: %(verb)s.") % {
        "room": ROOMS.get(room, room),
        "verb": name.replace("_", " "),
    }


def change(field: str, pair: list[object]) -> Change:
    before, after = (*pair, None, None)[:2]
    return Change(str(FIELDS.get(field, field.replace("_", " "))), plain(before), plain(after))


def plain(value: object) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, list | dict):
        return ngettext("%(n)s elemento", "%(n)s elementos", len(value)) % {"n": len(value)}
    text = str(VALUES.get(value, value)) if isinstance(value, str) else str(value)
    return text if len(text) <= 160 else f"{text[:157]}…"
