"""What a body settled of who may vote."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tequio.bodies.models.seats import Body
from tequio.bodies.models.sessions import DecisionKind


class VotingSetting(models.Model):
    """Whether a suplente votes one kind of decision: who decided it, by post, when and why. The last one is what holds."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="voting_settings")
    kind = models.CharField(max_length=20, choices=DecisionKind.choices)
    suplente_votes = models.BooleanField()
    decided_by_post = models.CharField(max_length=300)
    decided_on = models.DateField()
    reason = models.TextField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by_post="") & ~Q(reason=""), name="bodies_votingsetting_by_somebody"
            ),
        ]
