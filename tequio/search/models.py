"""What is found: one row for each public thing, with its words as people type them. Made from the other rooms, never edited."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise


class Kind(models.TextChoices):
    """In the order in which results are shown."""

    EXERCISE = "exercise", _("Ejercicios")
    COMMITMENT = "commitment", _("Compromisos")
    ACTIVITY = "activity", _("Actividades")
    EVIDENCE = "evidence", _("Evidencia")
    CALL = "call", _("Convocatorias")
    SESSION = "session", _("Sesiones")
    EVENT = "event", _("Eventos")
    ORGANISATION = "organisation", _("Organizaciones")
    DOCUMENT = "document", _("Documentos con folio")


class Entry(models.Model):
    """``head`` and ``words`` are the folded title and the whole folded text (``web.search.fold``); ``bare`` has no ñ either."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="found_entries")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject_uid = models.UUIDField()
    url = models.CharField(max_length=600)
    title = models.TextField()
    detail = models.TextField(blank=True)
    body = models.TextField(blank=True)
    folio = models.CharField(max_length=100, blank=True)
    head = models.TextField()
    words = models.TextField()
    bare = models.TextField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["folio"], name="search_entry_folio")]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "kind", "subject_uid"], name="search_entry_once"),
        ]


class Mark(models.Model):
    """Up to which event of the sealed record the entries tell; its numbers have no gaps, so nothing is passed over."""

    sequence = models.PositiveBigIntegerField(default=0)
