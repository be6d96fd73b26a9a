from __future__ import annotations

from django.urls import path

from tequio.commitments import views
from tequio.commitments.handover_desk import hand_over

app_name = "commitments"
BASE = "<slug:slug>/compromisos/"
urlpatterns = [
    path("<slug:slug>/directorio/<uuid:uid>/relevo/", hand_over, name="hand_over"),
    path(f"{BASE}nuevo/", views.new, name="new"),
    path(f"{BASE}editar/", views.desk, name="desk"),
    path(f"{BASE}editar/deshacer/<uuid:uid>/", views.restore, name="restore"),
    path(f"{BASE}<int:number>/editar/", views.sheet, name="sheet"),
]
