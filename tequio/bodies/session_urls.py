"""Addresses of the sessions of a body."""

from __future__ import annotations

from django.urls import path

from tequio.bodies.views import sessions

SESSIONS = "<slug:slug>/organos/<uuid:uid>/sesiones/"
SESSION = f"{SESSIONS}<uuid:session>/"

session_urls = [
    path(SESSIONS, sessions.sessions, name="sessions"),
    path(f"{SESSIONS}nueva/", sessions.prepare, name="session_new"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}acta.pdf", sessions.acta, {"form": "pdf"}, name="session_acta_pdf"),
    path(f"{SESSION}acta.docx", sessions.acta, {"form": "docx"}, name="session_acta_docx"),
    path(f"{SESSION}<slug:verb>/", sessions.act, name="session_act"),
]
