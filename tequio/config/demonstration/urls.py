"""Included only where TEQUIO_DEMO=1; ahead of the rooms, because the page of entering shows more here."""

from __future__ import annotations

from django.urls import path

from tequio.config.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("entrar/", views.enter, name="enter"),
    path("entrar/como/", views.enter_as, name="enter_as"),
    path("correo/", views.letters, name="letters"),
]
