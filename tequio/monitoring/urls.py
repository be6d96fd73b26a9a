from __future__ import annotations

from django.urls import path

from tequio.monitoring import views
from tequio.monitoring.planning import commitment_desk
from tequio.workplans.planning_urls import planning_urls

app_name = "monitoring"
ACTIVITY = "<slug:slug>/compromisos/<int:number>/actividades/<int:position>/"
OF_OFFICE = "<slug:slug>/plan-anual/actividades/<int:position>/"
REVIEW = "<slug:slug>/revision/<uuid:uid>/"
urlpatterns = [
    path("evidencia/<uuid:uid>/", views.evidence_file, name="evidence_file"),
    path("evidencia/<uuid:uid>/miniatura/", views.evidence_thumbnail, name="evidence_thumbnail"),
    path(ACTIVITY, views.activity, name="activity"),
    path(f"{ACTIVITY}evidencia/<uuid:uid>/", views.give, name="give"),
    path(f"{ACTIVITY}fecha/", views.delay, name="delay"),
    path(OF_OFFICE, views.activity, name="office_activity"),
    path(f"{OF_OFFICE}evidencia/<uuid:uid>/", views.give, name="office_give"),
    path(f"{OF_OFFICE}fecha/", views.delay, name="office_delay"),
    path("<slug:slug>/compromisos/<int:number>/criterios/", views.criteria, name="criteria"),
    path("<slug:slug>/revision/", views.waiting, name="waiting"),
    path(REVIEW, views.review, name="review"),
    path(f"{REVIEW}deshacer/", views.undo, name="undo"),
    path(f"{REVIEW}archivo/publica/", views.review_file, {"version": "public"}, name="review_public"),
    path(f"{REVIEW}archivo/original/", views.review_file, {"version": "original"}, name="review_original"),
    *(
        path(
            f"{REVIEW}archivo/{word}/miniatura/",
            views.review_file,
            {"version": version, "small": True},
            name=f"small_{version}",
        )
        for word, version in (("publica", "public"), ("original", "original"))
    ),
    *planning_urls("<slug:slug>/compromisos/<int:number>/plan/", commitment_desk, "draft_plan"),
]
