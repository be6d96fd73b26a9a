from __future__ import annotations

from django.urls import path

from tequio.workplans import views

app_name = "workplans"
urlpatterns = [
    path("<slug:slug>/ruta/", views.route, name="route"),
    path("<slug:slug>/ruta/que-pasa-si/", views.what_if, name="what_if"),
    path("<slug:slug>/plan-anual/", views.annual, name="annual"),
]
