from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkplansConfig(AppConfig):
    name = "tequio.workplans"
    verbose_name = _("planes de trabajo")
