from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.bodies.models import Body, Decision
from tequio.exercises.models import Exercise


class Status(models.TextChoices):
    DRAFT = "draft", _("Borrador")
    PUBLISHED = "published", _("Publicada")
    VOID = "void", _("Desierta")


class State(models.TextChoices):
    """What a reader is told; follows from the status and the window."""

    DRAFT = "draft", _("Borrador")
    UPCOMING = "upcoming", _("Por abrir")
    OPEN = "open", _("Abierta")
    CLOSED = "closed", _("Cerrada")
    VOID = "void", _("Desierta")


class CallQuerySet(models.QuerySet["Call"]):
    def public(self) -> CallQuerySet:
        return self.exclude(status=Status.DRAFT)


class Call(models.Model):
    """A convocatoria, open in ``[opens_at, closes_at)``.

    ``sections`` is ``[{heading, paragraphs}, …]`` in the words of the original; one written here has a ``key`` too
    (``calls.blocks``). ``eligibility`` is ``[{kind, code, text, …}, …]`` as in ``core.eligibility``. ``results_at`` is when
    everybody was told, never before the close.

    ``selected_by`` is the body whose ``decision`` approves the selection. Where none exists yet, as when the call itself constitutes
    it, ``selectors`` are the convening institutions by name, with why, who settled it (a post) and when.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="calls")
    title = models.TextField()
    ordinal = models.PositiveSmallIntegerField(null=True)
    edition = models.CharField(max_length=100, blank=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    void_reason = models.TextField(blank=True)
    reissue_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reissues")
    requirements = models.JSONField(default=list, blank=True)
    objectives = models.JSONField(default=list, blank=True)
    contact = models.JSONField(default=list, blank=True)
    hashtags = models.JSONField(default=list, blank=True)
    sections = models.JSONField(default=list, blank=True)
    eligibility = models.JSONField(default=list, blank=True)
    #: an application here; a call that was answered elsewhere, as the historic ones, has none
    takes_applications = models.BooleanField(default=False)
    #: who may apply, as ``ApplicantType``; empty is everybody
    applicant_types = models.JSONField(default=list, blank=True)
    #: of the form that made it: a second click finds the same call
    key = models.UUIDField(null=True, unique=True, editable=False)
    selected_by = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="calls_selected"
    )
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    selectors = models.TextField(blank=True)
    selectors_reason = models.TextField(blank=True)
    selectors_post = models.CharField(max_length=300, blank=True)
    selectors_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True)
    results_at = models.DateTimeField(null=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(results_at__isnull=True) | Q(results_at__gte=F("closes_at")),
                name="calls_call_results_after_close",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="calls_call_window",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="calls_call_published_has_window",
            ),
            models.CheckConstraint(
                condition=Q(selectors="", selectors_reason="", selectors_post="", selectors_on__isnull=True)
                | (
                    ~Q(selectors="")
                    & ~Q(selectors_reason="")
                    & ~Q(selectors_post="")
                    & Q(selectors_on__isnull=False, selected_by__isnull=True)
                ),
                name="calls_call_selectors_whole",
            ),
            models.CheckConstraint(
                condition=Q(selected_by__isnull=True, decision__isnull=True)
                | Q(selected_by__isnull=False, results_at__isnull=True)
                | Q(selected_by__isnull=False, decision__isnull=False),
                name="calls_call_selection_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, at: datetime) -> bool:
        return self.state(at) == State.OPEN

    def state(self, at: datetime) -> State:
        if self.status != Status.PUBLISHED or self.opens_at is None or self.closes_at is None:
            return State(self.status) if self.status != Status.PUBLISHED else State.UPCOMING
        if at < self.opens_at:
            return State.UPCOMING
        return State.OPEN if at < self.closes_at else State.CLOSED


class Addendum(models.Model):
    """What was added to a call after it was published: a clarification, more days, another body that selects, or that it is void.
    It is never changed."""

    class Kind(models.TextChoices):
        CLARIFICATION = "clarification", _("Aclaración")
        EXTENSION = "extension", _("Prórroga")
        SELECTION = "selection", _("Cambia quién selecciona")
        VOID = "void", _("Se declaró desierta")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField()
    added_at = models.DateTimeField()
    #: of an extension
    closed_at_before = models.DateTimeField(null=True)
    closes_at_after = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "addenda"
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="calls_addendum_number"),
            models.CheckConstraint(
                condition=~Q(kind="extension") | Q(closes_at_after__gt=F("closed_at_before")),
                name="calls_addendum_extension_is_later",
            ),
        ]
