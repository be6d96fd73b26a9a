"""An event of an exercise: a training, a forum, a working table. When, where and who came is its meeting."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.calls.models import Call
from tequio.exercises.models import Exercise
from tequio.meetings.models import Attendance, Meeting


class EventKind(models.TextChoices):
    TRAINING = "training", _("Capacitación")
    PRESENTATION = "presentation", _("Presentación")
    FORUM = "forum", _("Foro")
    TABLE = "table", _("Mesa de trabajo")
    WORKSHOP = "workshop", _("Taller")
    FAIR = "fair", _("Feria o brigada")


class EventStatus(models.TextChoices):
    DRAFT = "draft", _("En preparación")
    OPEN = "open", _("Anunciado")
    HELD = "held", _("Realizado")
    CANCELLED = "cancelled", _("Cancelado")


#: those of the dialogue, whose mechanics a call sets (requirement 7)
MECHANICS_KINDS = (EventKind.FORUM, EventKind.TABLE)


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> EventQuerySet:
        """Announced once; one that was called off before anybody heard of it is not."""
        return self.filter(opened_at__isnull=False)


class Event(models.Model):
    """``call`` sets its mechanics. ``purpose`` is what for, ``how`` how one takes part."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="events")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="event")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    purpose = models.TextField()
    how = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=EventStatus.choices, default=EventStatus.DRAFT)
    opened_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    #: of the form that made it: a second click finds the same event
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"]) | Q(opened_at__isnull=False),
                name="listening_event_opened_first",
            ),
            models.CheckConstraint(
                condition=Q(status="held", held_at__isnull=False, held_at__gte=F("opened_at"))
                | (~Q(status="held") & Q(held_at__isnull=True)),
                name="listening_event_held_whole",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | ~Q(kind__in=["forum", "table"]) | Q(call__isnull=False),
                name="listening_event_mechanics",
            ),
        ]

    def __str__(self) -> str:
        return self.meeting.title


class EventTopic(models.Model):
    """What it is about, in few words: trainings are counted by it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="listening_eventtopic_once")]


class WalkIn(models.Model):
    """Somebody the desk noted at the door: ``post`` is what she does, as she said it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="walk_ins")
    attendance = models.OneToOneField(Attendance, on_delete=models.CASCADE, related_name="walk_in")
    post = models.CharField(max_length=200, blank=True)
    #: of the form that sent it: a second click notes nobody else
    key = models.UUIDField(null=True, unique=True, editable=False)


class Headcount(models.Model):
    """People who came without a list, by sector: besides those with a name."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="headcounts")
    sector = models.CharField(max_length=40, blank=True)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "sector"], name="listening_headcount_once"),
            models.CheckConstraint(condition=Q(people__gt=0), name="listening_headcount_somebody"),
        ]


class EventTable(models.Model):
    """A table of an event. Its relatoría is what was said, proposed and agreed there; posts and not names."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=300)
    facilitator = models.CharField(max_length=200, blank=True)
    note_taker = models.CharField(max_length=200, blank=True)
    said = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    agreements = models.TextField(blank=True)
    written_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="listening_eventtable_number"),
            models.CheckConstraint(
                condition=Q(written_at__isnull=True) | ~Q(said=""), name="listening_eventtable_written_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Mesa')} {self.number}: {self.topic}"
