from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise
from tequio.people.models import KINDS, Organisation, Person, Post
from tequio.places.fields import FuzzyDateField
from tequio.workplans.models import WorkPlan


class Kind(models.TextChoices):
    NEW = "new", _("Nuevo")
    ONGOING = "ongoing", _("En curso")


class Status(models.TextChoices):
    DRAFT = "draft", _("Borrador")
    PUBLISHED = "published", _("Publicado")


class Value(models.TextChoices):
    """Values of the OGP that a commitment may advance."""

    ACCESS = "access", _("Acceso a la información")
    ACCOUNTABILITY = "accountability", _("Rendición de cuentas")
    PARTICIPATION = "participation", _("Participación ciudadana")
    TECHNOLOGY = "technology", _("Tecnología e innovación para la apertura")


class Commitment(models.Model):
    """``fields`` lists the boxes the source sheet had; empty means all, as for one written here."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="commitments")
    workplan = models.OneToOneField(WorkPlan, on_delete=models.PROTECT, related_name="commitment")
    number = models.PositiveSmallIntegerField()
    title = models.TextField()
    branch = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    theme = models.CharField(max_length=300, blank=True)
    starts = FuzzyDateField()
    starts_first_on = models.DateField(null=True)
    ends = FuzzyDateField()
    ends_last_on = models.DateField(null=True)
    description = models.TextField(blank=True)
    objective = models.TextField(blank=True)
    problem_official = models.TextField(blank=True)
    problem_citizen = models.TextField(blank=True)
    problem_note = models.TextField(blank=True)
    anticorruption = models.TextField(blank=True)
    #: elements considered to measure impact
    impact_evidence = models.JSONField(default=list, blank=True)
    #: the source's column of responsibles was headed as one for authorities only
    authority_column = models.BooleanField(default=False)
    responsible = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments")
    continues = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by")
    continues_text = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    fields = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="commitments_commitment_number"),
        ]

    def __str__(self) -> str:
        return self.title


class CommitmentActor(models.Model):
    """A person, an organisation or a person of an organisation. ``box`` is the sector of the box it stood in."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="actors")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="commitment_roles")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="commitment_roles"
    )
    #: what this actor is, also where there is no organisation to ask
    sector = models.CharField(max_length=20, choices=KINDS)
    box = models.CharField(max_length=20, choices=KINDS, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="commitments_commitmentactor_somebody",
            ),
        ]


class ValueRelevance(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="values")
    value = models.CharField(max_length=20, choices=Value.choices)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "value"], name="commitments_valuerelevance_once"),
        ]


class SectorRole(models.Model):
    """What one sector does in this commitment."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="sector_roles")
    sector = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "sector"], name="commitments_sectorrole_once"),
        ]


class Criterion(models.TextChoices):
    """What a commitment has to be (requirement 56)."""

    SPECIFIC = "specific", _("Puntual")
    FEASIBLE = "feasible", _("Realizable")
    MEASURABLE = "measurable", _("Medible")
    TRANSFORMING = "transforming", _("Transformador")


class CriterionCheck(models.Model):
    """What the office found of one criterion, and why. What it had found before is in the record."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="criteria")
    criterion = models.CharField(max_length=20, choices=Criterion.choices)
    met = models.BooleanField()
    reason = models.TextField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="criteria_checked")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "criterion"], name="commitments_criterioncheck_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="commitments_criterioncheck_reason"),
        ]


class CommitmentRemoval(models.Model):
    """A commitment that was a draft, taken out with its plan and its reason, until it is put back.

    ``rows``: ``[[model, {column: value}], …]`` of everything that went with it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="commitment_removals")
    number = models.PositiveSmallIntegerField()
    title = models.TextField()
    reason = models.TextField()
    rows = models.JSONField()
    removed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="commitment_removals")
    removed_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="commitments_commitmentremoval_reason"),
        ]
