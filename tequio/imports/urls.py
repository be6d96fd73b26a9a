from __future__ import annotations

from django.urls import path

from tequio.imports import views

app_name = "imports"
JOB = "<slug:slug>/importar/<uuid:uid>/"
urlpatterns = [
    path("<slug:slug>/importar/", views.index, name="index"),
    path("<slug:slug>/hallazgos/revisar/", views.check, name="check"),
    path(JOB, views.job, name="job"),
    path(f"{JOB}version/<uuid:of>/", views.version, name="version"),
    path(f"{JOB}leer/", views.read_again, name="read"),
    path(f"{JOB}fechas/", views.dates, name="dates"),
    path(f"{JOB}nombres/", views.names, name="names"),
    path(f"{JOB}corregir/<slug:key>/", views.correct, name="correct"),
    path(f"{JOB}deshacer/", views.undo, name="undo"),
    path(f"{JOB}guardar/", views.save, name="save"),
]
