from __future__ import annotations

from django.urls import path

from tequio.lineage import views

app_name = "lineage"
urlpatterns = [
    path("<slug:slug>/compromisos/<int:number>/", views.commitment, name="commitment"),
    path("<slug:slug>/bitacora/", views.public_record, name="record"),
]
