from __future__ import annotations

from django.urls import path

from tequio.web import views

app_name = "web"
urlpatterns = [path("idioma/<slug:code>/", views.choose_language, name="language")]
