from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    COUNTRY = "country", _("País")
    STATE = "state", _("Estado")
    MUNICIPALITY = "municipality", _("Municipio")


class Jurisdiction(models.Model):
    """A country, a state or a municipality; ``code`` is INEGI's ("14", "14039")."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    level = models.CharField(max_length=20, choices=Level.choices)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=10, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    time_zone = models.CharField(max_length=64, default="America/Mexico_City")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="places_jurisdiction_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()


class NonWorkingDay(models.Model):
    """A local day off, with the reference of its publication."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="non_working_days")
    day_on = models.DateField()
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "day_on"], name="places_nonworkingday_once"),
        ]


class Closure(models.Model):
    """Days, both included, in which the office does not work."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="closures")
    first_on = models.DateField()
    last_on = models.DateField()
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="places_closure_order"),
        ]


class TerritoryKind(models.TextChoices):
    REGION = "region", _("Región")
    MUNICIPALITY = "municipality", _("Municipio")
    DELEGATION = "delegation", _("Delegación")
    AGENCY = "agency", _("Agencia")
    COLONIA = "colonia", _("Colonia")
    LOCALITY = "locality", _("Localidad")
    SECTOR = "sector", _("Sector")
    OTHER = "other", _("Otro")


class Territory(models.Model):
    """A part of a jurisdiction: a delegación of a municipality and its colonias, a region of a state and its municipalities.

    It is never deleted: what was written with it goes on meaning it. ``closed_on`` is the first day on which it is no longer chosen,
    and ``merged_into`` the one that its people belong to since. ``key`` is the name as names are compared. ``code`` is INEGI's.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="territories")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=20, choices=TerritoryKind.choices)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(null=True)
    closed_why = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "key"],
                condition=Q(parent__isnull=True, closed_on__isnull=True),
                name="places_territory_once",
            ),
            models.UniqueConstraint(
                fields=["parent", "key"], condition=Q(closed_on__isnull=True), name="places_territory_once_inside"
            ),
            models.UniqueConstraint(
                fields=["jurisdiction", "code"],
                condition=~Q(code="") & Q(closed_on__isnull=True),
                name="places_territory_code",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="places_territory_named"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="places_territory_not_inside_itself"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="places_territory_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, merged_into__isnull=True, closed_why="")
                | (Q(closed_on__isnull=False) & ~Q(closed_why="")),
                name="places_territory_closed_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_on is None
