from __future__ import annotations

from django.urls import path

from tequio.people import views

app_name = "people"
urlpatterns = [
    path("entrar/", views.ask, name="ask"),
    path("entrar/codigo/", views.code, name="code"),
    path("entrar/liga/", views.link, name="link"),
    path("salir/", views.leave, name="leave"),
]
