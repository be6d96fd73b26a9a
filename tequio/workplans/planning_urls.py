"""The addresses on which a plan is drafted, under the page of whatever the plan is of."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import URLPattern, path

from tequio.workplans import views
from tequio.workplans.approval_desk import approve
from tequio.workplans.plan_desk import PlanDesk
from tequio.workplans.repeat_desk import repeat


def planning_urls(base: str, opened: Callable[..., PlanDesk], name: str) -> list[URLPattern]:
    """``opened``: request, header of the exercise, who entered and what the address says → the desk of that plan."""
    plan, part, restore = (views.planning(opened, step) for step in (views.draft, views.part, views.restore))
    goals, activities = {"goal": True}, {"goal": False}
    return [
        path(base, plan, name=name),
        path(f"{base}aprobar/", views.planning(opened, approve), name=f"{name}_approve"),
        path(f"{base}metas/nueva/", part, goals, name=f"{name}_new_goal"),
        path(f"{base}metas/<uuid:uid>/", part, goals, name=f"{name}_goal"),
        path(f"{base}actividades/nueva/", part, activities, name=f"{name}_new_activity"),
        path(f"{base}actividades/<uuid:uid>/", part, activities, name=f"{name}_activity"),
        path(f"{base}actividades/<uuid:uid>/repetir/", views.planning(opened, repeat), name=f"{name}_repeat"),
        path(f"{base}deshacer/<uuid:uid>/", restore, name=f"{name}_restore"),
    ]
