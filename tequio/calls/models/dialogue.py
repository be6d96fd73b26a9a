"""The dialogue mechanism of an exercise: its name and period, what each seat did with its sector, what was declared together."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tequio.bodies.models import Body, Seat
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.people.models import KINDS


class Mechanism(models.Model):
    """«Mecanismo de Diálogo Ciudadano y Participativo», organised by a body, for a plan and a range of years (requirement 5)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.OneToOneField(Exercise, on_delete=models.CASCADE, related_name="mechanism")
    name = models.CharField(max_length=300)
    plan = models.CharField(max_length=300)
    organiser = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mechanisms")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="calls_mechanism_years"),
        ]

    def __str__(self) -> str:
        return self.name


class InclusionActivity(models.Model):
    """What a seat did with the sector it speaks for, before proposing a topic (requirement 3)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="inclusion_activities")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="inclusion_activities")
    sector = models.CharField(max_length=20, choices=KINDS)
    held_on = models.DateField()
    people = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    evidence = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence_url = models.URLField(blank=True)
    #: of the form that sent it: a second click finds the same one
    key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name_plural = "inclusion activities"
        constraints = [
            models.CheckConstraint(condition=Q(people__gt=0), name="calls_inclusion_reached_somebody"),
        ]


class Topic(models.Model):
    """What a seat proposes to talk about."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="topics")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(max_length=300)
    proposed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mechanism", "seat", "title"], name="calls_topic_once"),
        ]


class Declaration(models.Model):
    """A declaración conjunta: its text, and who signed it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="declarations")
    title = models.CharField(max_length=300)
    text = models.TextField()
    declared_on = models.DateField()
    #: of the form that sent it: a second click finds the same one
    key = models.UUIDField(null=True, unique=True, editable=False)

    def __str__(self) -> str:
        return self.title


class Signature(models.Model):
    """A seat signed; what was signed is proven by the hash of the text."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="signatures")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="declaration_signatures")
    text_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["declaration", "seat"], name="calls_signature_once"),
        ]


class CalledSigner(models.Model):
    """A seat that was called to sign a declaration. ``reason`` is why it said no, and is public; its signature is a ``Signature``."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="called")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="called_to_sign")
    called_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["declaration", "seat"], name="calls_calledsigner_once"),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True, reason="") | (Q(declined_at__isnull=False) & ~Q(reason="")),
                name="calls_calledsigner_says_why",
            ),
        ]
