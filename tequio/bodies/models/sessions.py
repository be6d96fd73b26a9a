"""A session of a body: its agenda, what was voted and decided, the agreements, the acta, and the oficios sent for it."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.bodies.models.seats import Body, Seat
from tequio.core.resolution import Choice, Majority, Outcome
from tequio.exercises.models import Exercise
from tequio.files.models import StoredFile
from tequio.meetings.models import Meeting, Need
from tequio.people.models import Person


class SessionKind(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinaria")
    EXTRAORDINARY = "extraordinary", _("Extraordinaria")
    INSTALLATION = "installation", _("De instalación")


class SessionStatus(models.TextChoices):
    DRAFT = "draft", _("En preparación")
    CONVENED = "convened", _("Convocada")
    OPEN = "open", _("En curso")
    CLOSED = "closed", _("Concluida")
    CANCELLED = "cancelled", _("Cancelada")


class ItemKind(models.TextChoices):
    INFORMATION = "information", _("Información")
    AGREEMENT = "agreement", _("Acuerdo")
    VOTE = "vote", _("Votación")
    REFERRAL = "referral", _("Turno a otra instancia")


class ItemOutcome(models.TextChoices):
    PENDING = "pending", _("Por tratar")
    INFORMED = "informed", _("Se informó")
    AGREED = "agreed", _("Hubo acuerdos")
    APPROVED = "approved", _("Aprobado")
    REJECTED = "rejected", _("No aprobado")
    TIED = "tied", _("Empate")
    REFERRED = "referred", _("Turnado")
    POSTPONED = "postponed", _("Se dejó para otra sesión")


class DecisionKind(models.TextChoices):
    """What a vote is about; who may vote depends on it (requirements 9 and 10)."""

    PROBLEMS = "problems", _("Selección de problemáticas")
    COMMITMENTS = "commitments", _("Selección de compromisos")
    ROUTE = "route", _("Aprobación de la ruta")
    PLAN = "plan", _("Aprobación del plan")
    SELECTION = "selection", _("Selección de quienes se postularon")
    MINUTES = "minutes", _("Aprobación de un acta")
    RULES = "rules", _("Reglas internas")
    OTHER = "other", _("Otro asunto")


class AgreementStatus(models.TextChoices):
    OPEN = "open", _("Pendiente")
    DONE = "done", _("Cumplido")
    DROPPED = "dropped", _("Sin efecto")


class MinutesStatus(models.TextChoices):
    OBSERVATIONS = "observations", _("En observaciones")
    APPROVED = "approved", _("Aprobada")


class Session(models.Model):
    """``number`` counts the sessions of one kind of a body. ``short_notice`` is true of one called with less than its term."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sessions")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="sessions")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="session")
    kind = models.CharField(max_length=20, choices=SessionKind.choices, default=SessionKind.ORDINARY)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=SessionStatus.choices, default=SessionStatus.DRAFT)
    key = models.UUIDField(null=True, unique=True, editable=False)
    convened_at = models.DateTimeField(null=True)
    short_notice = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: the voting seats when it ended, ``[[seat, sector, [suplentes]], …]`` by primary key: a seat added later was not in it
    roll = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "number"], name="bodies_session_number"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"]) | Q(convened_at__isnull=False),
                name="bodies_session_convened_first",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="bodies_session_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class AgendaItem(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=20, choices=ItemKind.choices)
    majority = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Majority], blank=True)
    decision_kind = models.CharField(max_length=20, choices=DecisionKind.choices, blank=True)
    #: what the vote is about, where it is something recorded: the uid of the plan, of the route, of the call
    subject_uid = models.UUIDField(null=True, blank=True)
    #: an agreement of a former session that comes back
    carries = models.ForeignKey("Agreement", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_in")
    outcome = models.CharField(max_length=20, choices=ItemOutcome.choices, default=ItemOutcome.PENDING)
    text = models.TextField(blank=True)
    referred_to = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="bodies_agendaitem_position"),
            models.UniqueConstraint(
                fields=["session", "carries"], condition=Q(carries__isnull=False), name="bodies_agendaitem_carried_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="vote") | (~Q(majority="") & ~Q(decision_kind="")),
                name="bodies_agendaitem_vote_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="referred") | ~Q(referred_to=""), name="bodies_agendaitem_referred_to"
            ),
        ]


class Paper(models.Model):
    """A file to be read before an item. One added after the seats were called is told to them: ``told_at`` is when."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="papers_of")
    title = models.CharField(max_length=300)
    added_at = models.DateTimeField(null=True)
    after_call = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(after_call=False, told_at__isnull=True) | Q(after_call=True, added_at__isnull=False),
                name="bodies_paper_told_of_late_ones",
            ),
        ]


class Vote(models.Model):
    """Of a seat, not of a person: ``seat`` is the titular's, ``cast_from`` the one of whoever voted, the suplente's too."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes_of")
    cast_from = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes_cast")
    choice = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Choice])
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="bodies_vote_once_per_seat")]


class Decision(models.Model):
    """What a body resolved in a session by a vote, with its quorum and its tally; other rooms refer to its ``uid``.

    ``quorum_sectors`` is ``[[sector, voting seats, present], …]`` when the vote closed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="decisions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind.choices)
    subject_uid = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=500)
    outcome = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Outcome])
    majority = models.CharField(max_length=20)
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    silent = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    quorum_sectors = models.JSONField(default=list)
    had_quorum = models.BooleanField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(present__lte=F("seats")), name="bodies_decision_present_sit"),
            models.CheckConstraint(
                condition=Q(present=F("yes") + F("no") + F("abstain") + F("silent")), name="bodies_decision_tally_whole"
            ),
            models.CheckConstraint(
                condition=Q(had_quorum=False) | Q(present__gte=F("needed")), name="bodies_decision_quorum_is_counted"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Agreement(models.Model):
    """Something to be done after a session: closed, with how, or on the agenda of the next one."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="agreements")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveIntegerField()
    text = models.TextField()
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements")
    #: what the public reads of who does it
    owner_post = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=AgreementStatus.choices, default=AgreementStatus.OPEN)
    closed_how = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="bodies_agreement_number"),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True)
                | (~Q(status="open") & Q(closed_at__isnull=False) & ~Q(closed_how="")),
                name="bodies_agreement_closed_how",
            ),
        ]

    def is_late(self, today: date) -> bool:
        return self.status == AgreementStatus.OPEN and self.due_on is not None and self.due_on < today


class Minutes(models.Model):
    """The acta of a session, drafted from what was recorded. ``notes`` is what the office adds in words."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="minutes")
    status = models.CharField(max_length=20, choices=MinutesStatus.choices, default=MinutesStatus.OBSERVATIONS)
    notes = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(status="approved", approved_at__isnull=False)
                | Q(status="observations", approved_at__isnull=True),
                name="bodies_minutes_approved_whole",
            ),
        ]


class Observation(models.Model):
    """What somebody who attended says of a draft of the acta, and what was answered."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="observations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="observations")
    text = models.TextField()
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    accepted = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", accepted__isnull=True)
                | (Q(answered_at__isnull=False, accepted__isnull=False) & ~Q(answer="")),
                name="bodies_observation_answered_whole",
            ),
        ]


class Oficio(models.Model):
    """A request to another office, with its number ("DPC/012/2026") and the day on which an answer is due."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="oficios")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="oficios")
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="oficios")
    folio = models.CharField(max_length=100)
    addressee = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    sent_on = models.DateField()
    answer_due_on = models.DateField()
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    #: of the form that sent it: pressed twice, one oficio and one number
    key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "folio"], name="bodies_oficio_folio"),
            models.CheckConstraint(condition=Q(answer_due_on__gte=F("sent_on")), name="bodies_oficio_due"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(answered_on__isnull=False, answered_on__gte=F("sent_on")) & ~Q(answer="")),
                name="bodies_oficio_answered_whole",
            ),
        ]

    def days_waiting(self, today: date) -> int:
        """Calendar days until the answer, or until today."""
        return ((self.answered_on or today) - self.sent_on).days

    def is_overdue(self, today: date) -> bool:
        return self.answered_on is None and self.answer_due_on < today
