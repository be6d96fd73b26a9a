from __future__ import annotations

from django.urls import path

from tequio.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.site, name="site"),
    path("ayuda/", views.help_page, {"name": "index"}, name="help"),
    path("ayuda/como-se-calcula/", views.help_page, {"name": "progress"}, name="progress"),
    path("ayuda/primeros-pasos/", views.first_steps, name="first_steps"),
    path("ayuda/glosario/", views.help_page, {"name": "glossary"}, name="glossary"),
    path("accesibilidad/", views.help_page, {"name": "accessibility"}, name="accessibility"),
    path("privacidad/", views.help_page, {"name": "privacy"}, name="privacy"),
    path("cuenta/", views.account, name="account"),
    path("esta-semana/", views.week, name="week"),
    path("esta-semana/correo/", views.week_letter, name="week_letter"),
    path("<slug:slug>/", views.home, name="home"),
    path("<slug:slug>/esta-semana/", views.week_of_exercise, name="week_of_exercise"),
    path("<slug:slug>/tablero/", views.board, name="board"),
    path("<slug:slug>/compromisos/", views.commitments, name="commitments"),
    path("<slug:slug>/hallazgos/", views.findings, name="findings"),
    path("<slug:slug>/datos/", views.data, name="data"),
]
