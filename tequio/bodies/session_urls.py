"""Addresses of the sessions of a body."""

from __future__ import annotations

from django.urls import path

from tequio.bodies.views import agreements, items, minutes, sessions

SESSIONS = "<slug:slug>/organos/<uuid:uid>/sesiones/"
SESSION = f"{SESSIONS}<uuid:session>/"
AGREEMENTS = "<slug:slug>/organos/<uuid:uid>/acuerdos/"
ITEM = f"{SESSION}puntos/<uuid:item>/"

session_urls = [
    path(AGREEMENTS, agreements.agreements, name="agreements"),
    path(f"{AGREEMENTS}<uuid:agreement>/", agreements.agreement, name="agreement"),
    path(f"{AGREEMENTS}<uuid:agreement>/<slug:verb>/", agreements.act, name="agreement_act"),
    path(SESSIONS, sessions.sessions, name="sessions"),
    path(f"{SESSIONS}nueva/", sessions.prepare, name="session_new"),
    path(SESSION, sessions.session, name="session"),
    path("reunion/<uuid:uid>/", sessions.of_meeting, name="of_meeting"),
    path(f"{SESSION}acta/", minutes.acta, name="acta"),
    path(f"{SESSION}acta/<slug:verb>/", minutes.act, name="acta_act"),
    path(f"{SESSION}acta.pdf", minutes.file, {"form": "pdf"}, name="session_acta_pdf"),
    path(f"{SESSION}acta.docx", minutes.file, {"form": "docx"}, name="session_acta_docx"),
    path(ITEM, items.item, name="item"),
    path(f"{ITEM}<slug:verb>/", items.act, name="item_act"),
    path(f"{SESSION}<slug:verb>/", sessions.act, name="session_act"),
]
