from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
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


class Gender(models.TextChoices):
    WOMAN = "woman", _("Mujer")
    MAN = "man", _("Hombre")
    OTHER = "other", _("Otra identidad")


class Body(models.Model):
    """``act`` is its acta de instalación: where it can be read, its reference, or the file itself."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    decision_level = models.CharField(max_length=20, choices=DecisionLevel.choices)
    installed_on = models.DateField(null=True)
    #: the first day without it
    dissolved_on = models.DateField(null=True)
    ended_why = models.TextField(blank=True)
    act_reference = models.CharField(max_length=300, blank=True)
    act_url = models.CharField(max_length=500, blank=True)
    act_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="acts_of")

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "name"], name="bodies_body_name"),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True, ended_why="")
                | (Q(dissolved_on__isnull=False) & ~Q(ended_why="")),
                name="bodies_body_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_ended(self, day: date) -> bool:
        return self.dissolved_on is not None and self.dissolved_on <= day

    @property
    def has_act(self) -> bool:
        return bool(self.act_reference or self.act_url or self.act_file_id)


class BodyUse(models.Model):
    """An exercise works with a body: its own and those it shares with other exercises of the place."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="uses")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="body_uses")
    since_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "exercise"], name="bodies_bodyuse_once"),
        ]


class SeatQuerySet(models.QuerySet["Seat"]):
    def held_on(self, day: date) -> SeatQuerySet:
        """In their window that day, in a body that had not ended: with it end its votes, invitations, comments and alarms."""
        started = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
        not_ended = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        body_goes_on = Q(body__dissolved_on__isnull=True) | Q(body__dissolved_on__gt=day)
        return self.filter(started, not_ended, body_goes_on)


class Seat(models.Model):
    """A place in a body, in ``[starts_on, ends_on)``. Only a titular may hold the vote of a seat.

    One row per holder: ``replaces`` is the row of who sat there before. Without a person it is vacant. ``term_ends_on`` is when the
    period ends, and whoever sits there goes on until ``ends_on``. The name is public only since ``name_shown_on``.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    #: of the seat in its body, whoever sits there: how it is called where it has no organisation
    number = models.PositiveIntegerField(default=1)
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
    term_ends_on = models.DateField(null=True)
    ended_why = models.TextField(blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    #: region, municipality or delegación that who sits there comes from
    territory = models.CharField(max_length=200, blank=True)
    #: as the person said it; only sums are ever shown
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    name_shown_on = models.DateField(null=True)
    name_shown_source = models.CharField(max_length=300, blank=True)

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
            models.CheckConstraint(
                condition=Q(name_shown_on__isnull=True) | (Q(person__isnull=False) & ~Q(name_shown_source="")),
                name="bodies_seat_name_agreed",
            ),
            models.UniqueConstraint(
                fields=["body", "number"], condition=Q(ends_on__isnull=True), name="bodies_seat_number_once"
            ),
        ]

    def is_held(self, day: date) -> bool:
        """As ``held_on``, vacant or not. Reads the body: ask for it with the seat."""
        if self.body.has_ended(day):
            return False
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)

    def is_vacant(self) -> bool:
        return self.person_id is None

    def is_expired(self, day: date) -> bool:
        """Its period ended and somebody still sits there. ``term_ends_on`` is the first day after the period."""
        return self.person_id is not None and self.term_ends_on is not None and self.term_ends_on <= day
