from __future__ import annotations

from django.urls import path

from tequio.monitoring import views

app_name = "monitoring"
urlpatterns = [path("evidencia/<uuid:uid>/", views.evidence_file, name="evidence_file")]
