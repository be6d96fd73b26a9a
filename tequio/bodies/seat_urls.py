"""Addresses of bodies, their seats and the directory."""

from __future__ import annotations

from django.urls import path

from tequio.bodies.views import bodies, desk, origins

BODY = "<slug:slug>/organos/<uuid:uid>/"
SEAT = f"{BODY}asientos/<uuid:seat>/"
ORGANISATION = "<slug:slug>/directorio/<uuid:uid>/"

seat_urls = [
    path("<slug:slug>/organos/", bodies.bodies, name="bodies"),
    path("<slug:slug>/organos/nuevo/", desk.new_body, name="new_body"),
    path(BODY, bodies.body, name="body"),
    path(f"{BODY}asistencia/", bodies.origins, name="origins"),
    path("<slug:slug>/territorios/palabras/", origins.territory_words, name="territory_words"),
    path(f"{BODY}usar/", desk.use, name="body_use"),
    path(f"{BODY}acta/archivo/", bodies.act_file, name="act_file"),
    *(
        path(f"{BODY}{name}/", desk.of_body, {"name": name}, name=f"body_{name}")
        for name in ("acta", "asiento-nuevo", "voto", "apoyo-nuevo", "fin", "fin-deshacer")
    ),
    *(
        path(f"{SEAT}{name}/", desk.of_seat, {"name": name}, name=f"seat_{name}")
        for name in ("relevo", "vacante", "periodo", "nombre")
    ),
    path(f"{SEAT}deshacer/", desk.undo, name="undo_succession"),
    path(f"{BODY}apoyos/<uuid:pledge>/cierre/", desk.of_pledge, {"name": "cierre"}, name="pledge_end"),
    path(f"{BODY}apoyos/<uuid:pledge>/deshacer/", desk.undo_pledge, name="pledge_undo"),
    path("<slug:slug>/directorio/", bodies.directory, name="directory"),
    path(f"{ORGANISATION}temas/", desk.of_organisation, {"name": "temas"}, name="organisation_topics"),
]
