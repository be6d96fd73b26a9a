from __future__ import annotations

from django.urls import path

from tequio.exercises import views

app_name = "exercises"
urlpatterns = [
    path("<slug:slug>/metodologia/", views.method, name="method"),
    path("<slug:slug>/publicar/", views.publish, name="publish"),
    path("<slug:slug>/borrar/", views.wipe, name="wipe"),
    path("<slug:slug>/cargos/", views.roles, name="roles"),
]
