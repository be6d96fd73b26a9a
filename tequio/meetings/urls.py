from __future__ import annotations

from django.urls import path

from tequio.meetings import views

app_name = "meetings"
urlpatterns = [path("invitacion/<uuid:uid>/<str:signature>/", views.invitation, name="invitation")]
