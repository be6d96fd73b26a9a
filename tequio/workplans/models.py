"""A plan of work, whatever it is for: a route, a commitment, the year of an office."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.exercises.models import Exercise, StageKey
from tequio.people.models import Organisation, Person, Post
from tequio.places.fields import FuzzyDateField


class Kind(models.TextChoices):
    ROUTE = "route", _("Ruta crítica")
    COMMITMENT = "commitment", _("Plan de trabajo del compromiso")
    ANNUAL = "annual", _("Plan anual de trabajo")


class Status(models.TextChoices):
    PROPOSED = "proposed", _("Propuesto")
    APPROVED = "approved", _("Aprobado")


class LinkType(models.TextChoices):
    FINISH_START = "FS", _("Fin a comienzo")
    START_START = "SS", _("Comienzo a comienzo")
    FINISH_FINISH = "FF", _("Fin a fin")
    START_FINISH = "SF", _("Comienzo a fin")


class Bound(models.TextChoices):
    """What a milestone asks of the activity it is tied to."""

    MUST_START_ON = "MSO", _("Comienza ese día")
    NOT_BEFORE = "SNET", _("No comienza antes")
    FINISH_BY = "FNLT", _("Termina a más tardar")


class WorkPlan(models.Model):
    """``locked_by`` ("plan:<uid>") is set from above when the plan was signed: then nothing here changes any more."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="workplans")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.TextField()
    objective = models.TextField(blank=True)
    objectives = models.JSONField(default=list, blank=True)
    strategy = models.TextField(blank=True)
    area = models.CharField(max_length=300, blank=True)
    administration = models.CharField(max_length=100, blank=True)
    slogan = models.CharField(max_length=300, blank=True)
    mechanisms = models.JSONField(default=list, blank=True)
    signatory = models.CharField(max_length=300, blank=True)
    target = FuzzyDateField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PROPOSED)
    subject_to_change = models.BooleanField(default=False)
    locked_by = models.CharField(max_length=80, blank=True)
    #: the post that drafts it: that of the commitment, or of the office whose year it is
    owner = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="workplans")

    def __str__(self) -> str:
        return self.title


class Goal(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workplan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField(null=True)
    title = models.TextField()
    position = models.PositiveSmallIntegerField()
    #: the cell as written, while nobody has confirmed who its names are
    responsible_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workplan", "position"], name="workplans_goal_position"),
        ]


class Activity(models.Model):
    """``ends`` is the due date where the document gives only one. ``ends_last_on`` is the last day of its span."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workplan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="activities")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="activities")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    code = models.CharField(max_length=20, blank=True)
    title = models.TextField()
    source_text = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    stage = models.CharField(max_length=20, choices=StageKey.choices, blank=True)
    starts = FuzzyDateField()
    starts_first_on = models.DateField(null=True)
    starts_last_on = models.DateField(null=True)
    ends = FuzzyDateField()
    ends_first_on = models.DateField(null=True)
    ends_last_on = models.DateField(null=True)
    #: while it has no date: the day by which it will have one
    dated_by_on = models.DateField(null=True, blank=True)
    #: the dates come from the activities under it
    dates_derived = models.BooleanField(default=False)
    #: working days; 0 is a milestone; empty when nobody has said
    duration = models.PositiveSmallIntegerField(null=True)
    #: letters of the objectives of the plan that it serves
    objectives = models.JSONField(default=list, blank=True)
    #: who it is meant for; null where the document had no place to say it
    target_groups = models.JSONField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(fields=["workplan", "position"], name="workplans_activity_position"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""), name="workplans_activity_cancel_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Link(models.Model):
    """``lag`` in working days; negative is a lead."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    predecessor = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="links_out")
    successor = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="links_in")
    type = models.CharField(max_length=2, choices=LinkType.choices, default=LinkType.FINISH_START)
    lag = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="workplans_link_not_itself"),
            models.UniqueConstraint(fields=["predecessor", "successor", "type"], name="workplans_link_once"),
        ]


class Milestone(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workplan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()
    date = FuzzyDateField()
    date_first_on = models.DateField(null=True)
    date_last_on = models.DateField(null=True)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="milestones")
    bound = models.CharField(max_length=4, choices=Bound.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workplan", "position"], name="workplans_milestone_position"),
        ]


class MeansKind(models.Model):
    """Catalogue of means of verification: one row per kind, whatever its plural or spelling."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Means(models.Model):
    """A means of verification, of a goal or of one activity; ``text`` as it was written. What is not required proves nothing
    when it is missing: progress does not count it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="means")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="means")
    kind = models.ForeignKey(MeansKind, on_delete=models.PROTECT, related_name="means")
    text = models.CharField(max_length=300)
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "means"
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=True, activity__isnull=False) | Q(goal__isnull=False, activity__isnull=True),
                name="workplans_means_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Indicator(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workplan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="indicators")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="indicators")
    text = models.TextField()
    unit = models.CharField(max_length=60, blank=True)
    baseline = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField()


class Responsible(models.Model):
    """Who answers for a goal or an activity. ``name`` as written; a post, a person, an organisation once somebody confirmed them."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="responsibles")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="responsibles")
    name = models.CharField(max_length=300)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="responsibilities")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="responsibilities"
    )
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="responsibilities")
    is_lead = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=True, activity__isnull=False) | Q(goal__isnull=False, activity__isnull=True),
                name="workplans_responsible_one_owner",
            ),
        ]


class Baseline(models.Model):
    """The plan as it was when approved or amended. ``snapshot`` is ``[{uid, code, title, starts, ends, duration}, …]``, with the
    computed dates (``early``: first and last day) where the plan has them."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workplan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="baselines")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    #: within what the secretaría técnica may change alone; what was approved stays what a plan is compared with
    is_amendment = models.BooleanField(default=False)
    #: what a body decided in a session (``bodies.Decision.uid``)
    decision_uid = models.UUIDField(null=True, editable=False)
    snapshot = models.JSONField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="baselines")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workplan", "number"], name="workplans_baseline_number"),
        ]


class Removal(models.Model):
    """A goal or an activity taken out of a plan that was not approved, with all that hung on it, until it is put back.

    ``rows``: ``[[model, {column: value}], …]`` in the order in which they can be made again.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workplan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="removals")
    title = models.TextField()
    rows = models.JSONField()
    removed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="removals")
    removed_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)


class Series(models.Model):
    """Meetings that repeat, in the words of RFC 5545 (``RRULE``), from ``starts_on`` to ``until_on``; ``skipped``: cancelled days."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workplan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="series")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(max_length=300)
    rule = models.CharField(max_length=120)
    starts_on = models.DateField()
    until_on = models.DateField()
    skipped = models.JSONField(default=list, blank=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("starts_on")), name="workplans_series_order"),
        ]
