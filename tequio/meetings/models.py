"""A meeting: where and when, who was invited, who came, and what is needed for it."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.people.models import Person
from tequio.places.models import Territory


class Answer(models.TextChoices):
    NONE = "none", _("Sin respuesta")
    ACCEPTED = "accepted", _("Asistirá")
    DECLINED = "declined", _("No asistirá")


class Way(models.TextChoices):
    """How it was noted that somebody came."""

    HAND = "hand", _("La anotó la mesa")
    CODE = "code", _("Leyó el código de la entrada")
    LIST = "list", _("Firmó la lista de papel")


class NeedKind(models.TextChoices):
    MATERIALS = "materials", _("Materiales")
    COFFEE = "coffee", _("Servicio de café")
    FURNITURE = "furniture", _("Mobiliario")
    FUEL = "fuel", _("Vales de gasolina")
    ROOM = "room", _("Espacio")
    OTHER = "other", _("Otra cosa")


class NeedStatus(models.TextChoices):
    PENDING = "pending", _("Pendiente")
    REQUESTED = "requested", _("Solicitado")
    READY = "ready", _("Listo")
    NOT_NEEDED = "not_needed", _("Ya no hace falta")


class Series(models.Model):
    """Meetings that repeat: ``rule`` is an RRULE (RFC 5545) that ends, with the term of the body at the latest."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="meeting_series")
    rule = models.CharField(max_length=200)
    until_on = models.DateField()

    class Meta:
        verbose_name_plural = "series"


class Meeting(models.Model):
    """``[begins_at, ends_at)``. ``revision`` grows with each change that a calendar has to follow (RFC 5545, SEQUENCE)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=300, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    #: why it was last moved, for whoever had been told another hour or place
    move_reason = models.CharField(max_length=500, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    #: the signed list of paper, reserved; its public version says who was represented and nothing about a person
    paper_list = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="lists_of")
    #: that public version alone, since the signed one was erased
    public_list = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: when the names of its people and the signed list went, at the end of the days of its notice
    forgotten_at = models.DateTimeField(null=True)
    #: since when they are kept past that day, why and by which rule
    names_held_at = models.DateTimeField(null=True)
    hold_reason = models.CharField(max_length=500, blank=True)
    hold_citation = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="meetings_meeting_order"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""), name="meetings_meeting_cancelled_why"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(paper_list__isnull=True),
                name="meetings_meeting_forgotten_whole",
            ),
            models.CheckConstraint(
                condition=Q(names_held_at__isnull=True, hold_reason="", hold_citation="")
                | (
                    Q(names_held_at__isnull=False, forgotten_at__isnull=True)
                    & ~Q(hold_reason="")
                    & ~Q(hold_citation="")
                ),
                name="meetings_meeting_held_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def day(self) -> date:
        return self.begins_at.astimezone(self.exercise.jurisdiction.zone).date()


class Invitation(models.Model):
    """To one person for one meeting. ``post`` is what the public reads of her; the address is only for the letter."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    post = models.CharField(max_length=300, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    is_specialist = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True)
    #: what she said before it was moved to another hour; she is asked again
    former_answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NONE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_invitation_once"),
            models.CheckConstraint(
                condition=Q(answer="none", answered_at__isnull=True)
                | (~Q(answer="none") & Q(answered_at__isnull=False)),
                name="meetings_invitation_answered_whole",
            ),
        ]


class Attendance(models.Model):
    """Somebody came. ``territory`` is where she comes from, as it was written or as it was called then; ``comes_from`` the same in
    the tree of the place, where it is there. Both empty: she did not say."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    sector = models.CharField(max_length=40, blank=True)
    territory = models.CharField(max_length=120, blank=True)
    comes_from = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    way = models.CharField(max_length=10, choices=Way.choices)
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_attendance_once"),
            models.CheckConstraint(
                condition=Q(comes_from__isnull=True) | ~Q(territory=""), name="meetings_attendance_origin_named"
            ),
        ]


class Need(models.Model):
    """What has to be there that day."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=20, choices=NeedKind.choices)
    text = models.CharField(max_length=300)
    status = models.CharField(max_length=20, choices=NeedStatus.choices, default=NeedStatus.PENDING)
    changed_at = models.DateTimeField()

    @property
    def is_lacking(self) -> bool:
        return self.status in (NeedStatus.PENDING, NeedStatus.REQUESTED)

    def is_urgent(self, today: date, day: date, alert_days: int) -> bool:
        """Still lacking with so many days or fewer to go."""
        return self.is_lacking and 0 <= (day - today).days <= alert_days
