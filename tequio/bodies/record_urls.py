"""Addresses of what stays of a meeting."""

from __future__ import annotations

from django.urls import path

from tequio.bodies.session_urls import SESSION
from tequio.bodies.views import record

PHOTO = f"{SESSION}fotos/<uuid:photo>/"

record_urls = [
    *(
        path(f"{SESSION}{file}.{form}", record.document, {"name": name, "form": form}, name=f"session_{name}_{form}")
        for name, file, form in (
            ("convocatoria", "convocatoria", "docx"),
            ("convocatoria", "convocatoria", "pdf"),
            ("asistencia", "asistencia", "docx"),
            ("asistencia", "asistencia-publica", "pdf"),
            ("retroalimentacion", "retroalimentacion", "docx"),
            ("retroalimentacion", "retroalimentacion", "pdf"),
        )
    ),
    path(f"{SESSION}foto/", record.add_photo, name="photo_new"),
    path(PHOTO, record.photo, {"small": False}, name="photo"),
    path(f"{PHOTO}chica.jpg", record.photo, {"small": True}, name="photo_small"),
    path(f"{PHOTO}quitar/", record.take_photo_away, name="photo_remove"),
]
