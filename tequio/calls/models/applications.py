"""Who answered a call. Name, e-mail and what was written are the applicant's and never public; there is no address."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.bodies.models import Seat
from tequio.calls.models.calls import Call
from tequio.files.models import StoredFile
from tequio.outbox.models import Message
from tequio.people.models import Consent, Organisation, Person, new_salt


class ApplicantType(models.TextChoices):
    """The nine of requirement 45; whoever is none of them says what in her own words."""

    PUBLIC = "public", _("Organización pública")
    PRIVATE = "private", _("Organización privada")
    CIVIL_SOCIETY = "civil_society", _("Organización de la sociedad civil")
    AUTONOMOUS = "autonomous", _("Órgano autónomo")
    PROFESSIONALS = "professionals", _("Colegio de profesionistas")
    RESEARCHER = "researcher", _("Investigación")
    ACADEMIC = "academic", _("Academia")
    BUSINESS = "business", _("Empresariado")
    PERSON = "person", _("Persona interesada")
    OTHER = "other", _("Otro")


class Status(models.TextChoices):
    RECEIVED = "received", _("Recibida")
    ACCEPTED = "accepted", _("Aceptada")
    DECLINED = "declined", _("No seleccionada")
    WITHDRAWN = "withdrawn", _("Retirada por quien la envió")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def in_play(self) -> ApplicationQuerySet:
        return self.exclude(status=Status.WITHDRAWN)


class Application(models.Model):
    """A written intention to take part. ``verdicts`` is ``[{code, text, met, reason}, …]`` as it was judged when it arrived."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    folio = models.CharField(max_length=12)
    #: of the form that was sent: a second click finds the same application
    key = models.UUIDField()
    #: HMAC of what was written: the receipt proves it, and tells nothing to anybody else
    fingerprint = models.CharField(max_length=64)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RECEIVED)
    applicant_type = models.CharField(max_length=20, choices=ApplicantType.choices)
    type_text = models.CharField(max_length=120, blank=True)
    #: empty when a person answers for herself
    organisation_name = models.CharField(max_length=300, blank=True)
    post = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=100, blank=True)
    municipality = models.CharField(max_length=120, blank=True)
    stages = models.JSONField(default=list, blank=True)
    motive = models.TextField(blank=True)
    declared = models.JSONField(default=list, blank=True)
    verdicts = models.JSONField(default=list, blank=True)
    is_eligible = models.BooleanField()
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="application")
    salt = models.BinaryField(max_length=32, null=True, default=new_salt)
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    #: its days were over and what was the applicant's went; type, outcome and folio stay
    erased_at = models.DateTimeField(null=True)
    #: who claimed it with an account, or was registered when seated
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    seat = models.OneToOneField(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="application")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["call", "status"], name="calls_application_status")]
        constraints = [
            models.UniqueConstraint(fields=["folio"], name="calls_application_folio"),
            models.UniqueConstraint(fields=["key"], name="calls_application_key"),
            models.CheckConstraint(
                condition=~Q(applicant_type="other") | ~Q(type_text=""), name="calls_application_other_says_what"
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=True) | Q(status="accepted", person__isnull=False),
                name="calls_application_seated_was_accepted",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, status__in=("received", "accepted", "declined"))
                | Q(withdrawn_at__isnull=False, status="withdrawn"),
                name="calls_application_withdrawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", motive="", state="", salt__isnull=True),
                name="calls_application_erased_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.folio


class ApplicationFile(models.Model):
    """What came with it, reserved; ``label`` is what it is, as the applicant says."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="calls_applicationfile_position"),
            models.CheckConstraint(condition=~Q(label=""), name="calls_applicationfile_says_what"),
        ]


class FolioMiss(models.Model):
    """Somebody asked for a folio that nobody issued, or sent a form or a document. Kept an hour, so that every process counts the same."""

    #: HMAC of what is counted and of the network; never its address
    network = models.CharField(max_length=64)
    missed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "folio misses"
        indexes = [models.Index(fields=["network", "missed_at"], name="calls_foliomiss_network")]


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("Aceptada")
    DECLINED = "declined", _("No seleccionada")


class Decision(models.Model):
    """What was decided of an application, by whom and why; a later one replaces it and both stay."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.TextField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="application_decisions")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="calls_decision_says_why"),
        ]


class Conflict(models.Model):
    """Who reviews declared an interest in an application, and abstains from it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="application_conflicts")
    reason = models.CharField(max_length=500)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="calls_conflict_once"),
        ]


class LetterKind(models.TextChoices):
    RECEIPT = "receipt", _("Acuse")
    RESULT = "result", _("Resultado")


class LetterState(models.TextChoices):
    QUEUED = "queued", _("En cola")
    SENT = "sent", _("Enviada")
    BOUNCED = "bounced", _("Rebotó")
    RESENT = "resent", _("Se volvió a enviar")
    STOPPED = "stopped", _("Se detuvo antes de salir")


class ApplicationLetter(models.Model):
    """A letter to an applicant and what became of it; one sent again points to the one that bounced. One that was stopped before it
    left stays, beside the one that left later."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="application_letter")
    instead_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="sent_again"
    )
    queued_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=Q(instead_of__isnull=True, stopped_at__isnull=True),
                name="calls_letter_once",
            ),
        ]

    def state(self) -> LetterState:
        """Ask with ``message`` and ``sent_again`` selected."""
        if self.stopped_at is not None:
            return LetterState.STOPPED
        if hasattr(self, "sent_again"):
            return LetterState.RESENT
        if self.message.bounced_at is not None:
            return LetterState.BOUNCED
        return LetterState.SENT if self.message.sent_at is not None else LetterState.QUEUED
