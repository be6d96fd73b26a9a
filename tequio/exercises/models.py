"""An exercise: one edition of one plan of one jurisdiction."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.people.models import Organisation, Person
from tequio.places.fields import FuzzyDateField
from tequio.places.models import Jurisdiction


class Kind(models.TextChoices):
    STATE = "state", _("Estatal")
    MUNICIPAL = "municipal", _("Municipal")


class Status(models.TextChoices):
    DRAFT = "draft", _("En preparación")
    OPEN = "open", _("En curso")
    CLOSED = "closed", _("Concluido")
    #: its term was handed over: read and downloaded, never changed
    ARCHIVED = "archived", _("Archivado")


#: nothing more is expected of these
OVER = (Status.CLOSED.value, Status.ARCHIVED.value)


class Role(models.TextChoices):
    """Roles inside an exercise; titular, suplente, enlace and facilitador are seats of a body."""

    SECRETARIAT = "secretariat", _("Secretaría técnica")
    RESPONSIBLE = "responsible", _("Responsable")
    AUDITOR = "auditor", _("Auditoría")
    ADMINISTRATOR = "administrator", _("Administración del ejercicio")


class StageKey(models.TextChoices):
    CALL = "call", _("Convocatoria")
    CONSULTATION = "consultation", _("Consulta")
    DIAGNOSIS = "diagnosis", _("Diagnóstico")
    COCREATION = "cocreation", _("Cocreación")
    SIGNATURE = "signature", _("Firma")
    MONITORING = "monitoring", _("Seguimiento")
    EVALUATION = "evaluation", _("Evaluación")
    INSTALLATION = "installation", _("Instalación")
    PRIORITIES = "priorities", _("Prioridades")
    MECHANISMS = "mechanisms", _("Mecanismos")
    HANDOVER = "handover", _("Entrega")


STAGES: dict[str, tuple[StageKey, ...]] = {
    Kind.STATE.value: (
        StageKey.CALL,
        StageKey.CONSULTATION,
        StageKey.DIAGNOSIS,
        StageKey.COCREATION,
        StageKey.SIGNATURE,
        StageKey.MONITORING,
        StageKey.EVALUATION,
    ),
    Kind.MUNICIPAL.value: (
        StageKey.INSTALLATION,
        StageKey.PRIORITIES,
        StageKey.MECHANISMS,
        StageKey.MONITORING,
        StageKey.HANDOVER,
    ),
}


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def public(self) -> ExerciseQuerySet:
        return self.exclude(status=Status.DRAFT)


class Exercise(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="exercises")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    ordinal = models.PositiveSmallIntegerField(null=True)
    edition = models.CharField(max_length=100, blank=True)
    motto = models.CharField(max_length=300, blank=True)
    period_starts_on = models.DateField(null=True)
    period_ends_on = models.DateField(null=True)
    pack = models.CharField(max_length=60)
    #: the day a demonstration pretends to be; never moves a window that accepts something
    as_of = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    language = models.CharField(max_length=10, default="es")
    #: made from documents of ours with invented people; the pages say so
    is_sample = models.BooleanField(default=False)
    #: footnotes and remarks of the published methodology
    method_notes = models.JSONField(default=list, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "ordinal"],
                condition=Q(ordinal__isnull=False),
                name="exercises_exercise_ordinal",
            ),
            models.CheckConstraint(
                condition=Q(period_starts_on__isnull=True)
                | Q(period_ends_on__isnull=True)
                | Q(period_ends_on__gte=F("period_starts_on")),
                name="exercises_exercise_period",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_changes(self) -> bool:
        """False once its term was handed over: no page offers a change of it, and ``audit.closing`` refuses each."""
        return self.status != Status.ARCHIVED

    def today(self, now: datetime) -> date:
        """The day the pages compute with: today in the jurisdiction, or ``as_of`` in a demonstration."""
        if settings.DEMO and self.as_of:
            return self.as_of
        return self.jurisdiction.today(now)


class ExerciseSlug(models.Model):
    """Every address an exercise has had, so that a printed one still leads to it."""

    slug = models.SlugField(max_length=80, unique=True)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="slugs")
    since_at = models.DateTimeField()


class Stage(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="stages")
    key = models.CharField(max_length=20, choices=StageKey.choices)
    position = models.PositiveSmallIntegerField()
    starts = FuzzyDateField()
    starts_first_on = models.DateField(null=True)
    ends = FuzzyDateField()
    ends_last_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "key"], name="exercises_stage_key"),
        ]


class Axis(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="axes")
    name = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "axes"
        constraints = [
            models.UniqueConstraint(fields=["exercise", "name"], name="exercises_axis_name"),
        ]


class MethodStep(models.Model):
    """A step of the published methodology, with its own words."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="method_steps")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="exercises_methodstep_number"),
        ]


class Membership(models.Model):
    """A role of a person in an exercise, in ``[starts_at, ends_at)``."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "person", "role"],
                condition=Q(ends_at__isnull=True),
                name="exercises_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="exercises_membership_order"
            ),
        ]
