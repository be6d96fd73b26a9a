from __future__ import annotations

from django.urls import path

from tequio.privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacidad/avisos/", views.notices, name="notices"),
    path("privacidad/avisos/nuevo/", views.publish, name="publish_notice"),
    path("privacidad/avisos/<uuid:uid>/", views.notice, name="notice"),
    path("privacidad/solicitud/", views.send, name="send"),
    path("privacidad/solicitud/<str:folio>/", views.track, name="track"),
    path("privacidad/mi-solicitud/", views.mine, name="mine"),
    path("privacidad/solicitudes/", views.requests, name="requests"),
    path("privacidad/solicitudes/<uuid:uid>/", views.attend, name="attend"),
    path("cuenta/datos/", views.own_data, name="own_data"),
    path("cuenta/datos/<uuid:uid>/", views.copy, name="copy"),
]
