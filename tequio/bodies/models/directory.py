"""What organisations say of themselves and what they offer to a body."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.bodies.models.seats import Body
from tequio.bodies.models.sessions import Session
from tequio.people.models import Organisation


class Interest(models.Model):
    """A topic that an organisation declared as its interest."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="interests")
    topic = models.CharField(max_length=120)
    declared_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "topic"], name="bodies_interest_once"),
        ]


class PledgeKind(models.TextChoices):
    MONEY = "money", _("Dinero")
    MATERIALS = "materials", _("Materiales")
    LABOUR = "labour", _("Mano de obra")


class Pledge(models.Model):
    """What somebody offers through a body, in a meeting of it if that is where it was said. ``giver`` is an organisation or a group
    as it wants to be read, never a private name."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="pledges")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="pledges")
    giver = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=PledgeKind.choices)
    what = models.CharField(max_length=500)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    unit = models.CharField(max_length=60, blank=True)
    promised_on = models.DateField()
    received_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.TextField(blank=True)
    key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("promised_on")),
                name="bodies_pledge_received_after",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | (Q(received_on__isnull=True) & ~Q(withdrawn_why="")),
                name="bodies_pledge_one_end",
            ),
        ]

    @property
    def state(self) -> str:
        if self.withdrawn_on:
            return "withdrawn"
        return "received" if self.received_on else "promised"
