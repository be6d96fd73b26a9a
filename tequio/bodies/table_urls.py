"""Addresses of the table of a session: its door, its papers, its changes, its series and what it needs."""

from __future__ import annotations

from django.urls import path

from tequio.bodies.session_urls import SESSION
from tequio.bodies.views import attendance, papers

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
    path(f"{INVITATION}orden-del-dia/", papers.invited_agenda, name="invited_agenda"),
    path(f"{INVITATION}documentos/<uuid:paper>/", papers.invited_paper, name="invited_paper"),
]
