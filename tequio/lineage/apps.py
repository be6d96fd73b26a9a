from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LineageConfig(AppConfig):
    name = "tequio.lineage"
    verbose_name = _("el hilo")
