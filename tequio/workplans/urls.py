from __future__ import annotations

from django.urls import path

from tequio.workplans import day_views, starting_views, views
from tequio.workplans.planning_urls import planning_urls

app_name = "workplans"
urlpatterns = [
    path("ejercicios/nuevo/", starting_views.start, name="start"),
    path("dias-inhabiles/", day_views.places, name="days_places"),
    path("dias-inhabiles/<uuid:uid>/", day_views.days, name="days"),
    path("dias-inhabiles/<uuid:uid>/agregar/", day_views.add, name="days_add"),
    path("dias-inhabiles/<uuid:uid>/cargar/", day_views.load, name="days_load"),
    path("dias-inhabiles/<uuid:uid>/quitar/<uuid:day>/", day_views.remove, name="days_remove"),
    path("<slug:slug>/dias-inhabiles/", day_views.of_exercise, name="days_of_exercise"),
    path("<slug:slug>/ruta/", views.route, name="route"),
    path("<slug:slug>/ruta/que-pasa-si/", views.what_if, name="what_if"),
    path("<slug:slug>/ruta/cambios/", views.changes, name="changes"),
    path("<slug:slug>/ruta/cambios/<uuid:uid>/deshacer/", views.undo, name="undo"),
    path("<slug:slug>/ruta/editar/", views.edit, name="edit"),
    path("<slug:slug>/ruta/aprobar/", views.approve, name="approve"),
    path("<slug:slug>/ruta/archivo/", views.file, name="file"),
    path("<slug:slug>/ruta/fases/<int:position>/", views.edit, name="edit_phase"),
    path("<slug:slug>/plan-anual/", views.annual, name="annual"),
    *planning_urls("<slug:slug>/plan-anual/editar/", views.annual_desk, "draft_annual"),
]
