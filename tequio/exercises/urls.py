from __future__ import annotations

from django.urls import path

from tequio.exercises import territory_views, views

app_name = "exercises"
urlpatterns = [
    path("<slug:slug>/metodologia/", views.method, name="method"),
    path("<slug:slug>/publicar/", views.publish, name="publish"),
    path("<slug:slug>/borrar/", views.wipe, name="wipe"),
    path("<slug:slug>/cargos/", views.roles, name="roles"),
    path("<slug:slug>/territorios/", territory_views.tree, name="territories"),
    path("<slug:slug>/territorios/nuevo/", territory_views.new, name="territory_new"),
    path("<slug:slug>/territorios/lista/", territory_views.load, name="territory_list"),
    path("<slug:slug>/territorios/<uuid:uid>/", territory_views.branch, name="territory"),
    *(
        path(
            f"<slug:slug>/territorios/<uuid:uid>/{name}/",
            territory_views.change,
            {"name": name},
            name=f"territory_{name}",
        )
        for name in ("nombre", "mover", "cierre")
    ),
    path("<slug:slug>/territorios/<uuid:uid>/reabrir/", territory_views.reopen, name="territory_reabrir"),
]
