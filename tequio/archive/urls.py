from __future__ import annotations

from django.urls import path

from tequio.archive import views

app_name = "archive"
urlpatterns = [
    path("<slug:slug>/entrega/", views.hand_over, name="hand_over"),
    path("<slug:slug>/entrega/preparar/", views.prepare, name="prepare"),
    path("<slug:slug>/entrega/cerrar/", views.close, name="close"),
    path("<slug:slug>/entrega/reabrir/", views.reopen, name="reopen"),
    path("<slug:slug>/entrega/<uuid:uid>.zip", views.public_pack, name="public_pack"),
    path("<slug:slug>/entrega/<uuid:uid>/llevar/", views.take, name="take"),
]
