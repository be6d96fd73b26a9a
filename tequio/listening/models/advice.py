"""Each time the office advised somebody who came to ask."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise
from tequio.places.models import Territory


class Subject(models.TextChoices):
    """What people of a municipality come to ask about (requirement 122)."""

    COUNCIL = "council", _("Consejo o comité ciudadano")
    ASSEMBLY = "assembly", _("Asamblea o junta vecinal")
    BUDGET = "budget", _("Presupuesto participativo")
    CONSULTATION = "consultation", _("Consulta, plebiscito o referéndum")
    INITIATIVE = "initiative", _("Iniciativa ciudadana")
    OVERSIGHT = "oversight", _("Contraloría social")
    INFORMATION = "information", _("Acceso a la información")
    RIGHTS = "rights", _("Derechos humanos")
    OTHER = "other", _("Otro tema")


class Channel(models.TextChoices):
    DESK = "desk", _("Ventanilla")
    PHONE = "phone", _("Teléfono")
    VISIT = "visit", _("Visita")


class Advice(models.Model):
    """``people`` advised that time. ``topic`` says it in other words, and has to where it is none of the list. One that was noted by
    mistake stays, withdrawn, and counts nobody. ``territory`` is as it was written, or as it was called then."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="advice")
    given_on = models.DateField()
    subject = models.CharField(max_length=20, choices=Subject.choices)
    topic = models.CharField(max_length=120, blank=True)
    territory = models.CharField(max_length=120)
    #: the same in the directory of territories, where it names one
    comes_from = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="advice")
    people = models.PositiveIntegerField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    note = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    #: of the form that sent it: a second click notes nobody else
    key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name_plural = "advice"
        constraints = [
            models.CheckConstraint(condition=Q(people__gt=0), name="listening_advice_somebody"),
            models.CheckConstraint(condition=~Q(subject="other") | ~Q(topic=""), name="listening_advice_other_said"),
        ]
