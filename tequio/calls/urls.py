from __future__ import annotations

from django.urls import path

from tequio.calls.views import calls as views

app_name = "calls"
urlpatterns = [path("<slug:slug>/convocatoria/", views.call, name="call")]
