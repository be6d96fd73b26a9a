from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.people.models import KINDS, Organisation, Person
from tequio.places.models import Jurisdiction


class Kind(models.TextChoices):
    SECRETARIAT = "secretariat", _("Secretariado técnico")
    COUNCIL = "council", _("Consejo de participación")
    FOLLOW_UP = "follow_up", _("Comité de seguimiento")
    ADVISORY = "advisory", _("Grupo asesor")
    SOCIAL_COUNCIL = "social_council", _("Consejo social")


class DecisionLevel(models.TextChoices):
    MAXIMUM = "maximum", _("Máximo órgano de decisión")
    ORDINARY = "ordinary", _("Decide lo que se le encarga")
    ADVICE = "advice", _("Aconseja, no decide")


class SeatRole(models.TextChoices):
    TITULAR = "titular", _("Titular")
    SUPLENTE = "suplente", _("Suplente")
    ENLACE = "enlace", _("Enlace")
    FACILITADOR = "facilitador", _("Facilitación")


class Body(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    decision_level = models.CharField(max_length=20, choices=DecisionLevel.choices)
    installed_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "name"], name="bodies_body_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    def held_on(self, day: date) -> SeatQuerySet:
        started = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
        not_ended = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        return self.filter(started, not_ended)


class Seat(models.Model):
    """A place in a body, in ``[starts_on, ends_on)``. Only a titular may hold the vote of a seat."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    #: what the seat represents; empty for the facilitador, who is neutral
    sector = models.CharField(max_length=20, choices=KINDS, blank=True)
    role = models.CharField(max_length=20, choices=SeatRole.choices)
    votes = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(votes=False) | Q(role="titular"), name="bodies_seat_vote_of_titular"),
            models.CheckConstraint(
                condition=~Q(role="facilitador") | Q(sector=""), name="bodies_seat_facilitador_neutral"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="bodies_seat_order",
            ),
        ]
