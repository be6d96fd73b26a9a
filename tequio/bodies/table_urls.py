"""Addresses of the table of a session: its door, its papers, its changes, its series and what it needs."""

from __future__ import annotations

from django.urls import path

from tequio.bodies.session_urls import SESSION, SESSIONS
from tequio.bodies.views import attendance, changes, logistics, papers, recurrence

INVITATION = "invitacion/<uuid:uid>/<str:signature>/"

table_urls = [
    path(f"{SESSION}puerta/", attendance.door, name="door"),
    path(f"{SESSION}registro/", attendance.register, name="register"),
    path(f"{SESSION}lista/", papers.upload_list, name="list_new"),
    path(f"{SESSION}lista-firmada/", attendance.signed_list, name="list_signed"),
    path(f"{SESSION}asistencia.pdf", attendance.public_attendance, name="list_public"),
    path("llegada/<str:code>/", attendance.arrival, name="arrival"),
    path(f"{SESSION}documento/", papers.add, name="paper_new"),
    path(f"{SESSION}documentos/<uuid:paper>/", papers.paper, name="paper"),
    path(f"{SESSION}documentos/<uuid:paper>/quitar/", papers.remove, name="paper_remove"),
    path(f"{SESSION}mover/", changes.change, {"sheet": changes.MOVE}, name="session_move"),
    path(f"{SESSION}cancelar/", changes.change, {"sheet": changes.CANCEL}, name="session_cancel"),
    path(f"{SESSION}cita.ics", changes.appointment, name="session_ics"),
    path(f"{SESSIONS.rstrip('/')}.ics", changes.feed, name="sessions_ics"),
    path(f"{SESSIONS}serie/", recurrence.series, name="series"),
    path(f"{SESSION}preparativos/", logistics.logistics, name="logistics"),
    path(f"{SESSION}oficio/", logistics.oficio, name="oficio_new"),
    path(f"{SESSION}oficios/<uuid:oficio>/respuesta/", logistics.oficio_answer, name="oficio_answer"),
    path(f"{SESSION}oficios/<uuid:oficio>/oficio.docx", logistics.oficio_file, name="oficio_file"),
    path(f"{INVITATION}orden-del-dia/", papers.invited_agenda, name="invited_agenda"),
    path(f"{INVITATION}documentos/<uuid:paper>/", papers.invited_paper, name="invited_paper"),
]
