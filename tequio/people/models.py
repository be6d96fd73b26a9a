"""Accounts enter, people act, organisations last. All belong to a jurisdiction: they outlive the plans."""

from __future__ import annotations

import secrets
import uuid
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tequio.core.reading.records import Sector
from tequio.places.models import Jurisdiction

KIND_LABELS = {
    Sector.GOVERNMENT: _("Gobierno"),
    Sector.CIVIL_SOCIETY: _("Sociedad civil"),
    Sector.GUARANTOR: _("Órgano garante"),
    Sector.AUTONOMOUS: _("Órgano autónomo"),
    Sector.PRIVATE: _("Iniciativa privada"),
    Sector.ACADEMIA: _("Academia"),
    Sector.CITIZEN: _("Ciudadanía"),
}
KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]

#: wrong codes that one letter bears
ENTRY_TRIES = 5
#: wrong codes of the second factor that an account bears in fifteen minutes
FACTOR_TRIES = 5


def new_salt() -> bytes:
    return secrets.token_bytes(32)


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """Who can enter. There are no passwords: a code or a link goes to the e-mail (kept in lower case)."""

    password = None  # type: ignore[assignment]
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    is_active = models.BooleanField(default=True)
    #: administrator of the installation
    is_administrator = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], name="people_account_email"),
        ]

    def __str__(self) -> str:
        return self.email

    def get_session_auth_hash(self) -> str:
        """Changes with the address: sessions of the former one end."""
        return salted_hmac("tequio.people.session", self.email, algorithm="sha256").hexdigest()


class EntryCode(models.Model):
    """A code and a link on their way to an address: only their HMAC is here, and the row goes after a day.

    An address that has no account gets a row too, so that both are answered with the same work.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="entry_codes")
    address_key = models.CharField(max_length=64)
    network_key = models.CharField(max_length=64)
    code_key = models.CharField(max_length=64)
    link_key = models.CharField(max_length=64)
    #: the address itself, which only the link opens: who has no account yet opens one with it
    sealed_address = models.BinaryField(max_length=1000, default=b"")
    #: page of this site where the person was going
    goes_to = models.CharField(max_length=500, default="/")
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["address_key", "asked_at"], name="people_entrycode_address"),
            models.Index(fields=["network_key", "asked_at"], name="people_entrycode_network"),
            models.Index(fields=["asked_at"], name="people_entrycode_asked"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["link_key"], name="people_entrycode_link"),
            models.CheckConstraint(condition=Q(tries__lte=ENTRY_TRIES), name="people_entrycode_tries"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(account__isnull=False), name="people_entrycode_used_by_somebody"
            ),
        ]

    def is_alive(self, at: datetime) -> bool:
        """Neither used nor past its fifteen minutes."""
        return self.used_at is None and at < self.expires_at


class OpenSession(AbstractBaseSession):
    """Where an account is open, so that its person sees it and closes it from elsewhere; a closed one is a deleted row."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="open_sessions")
    #: kind of program and machine, without versions: what a person recognises
    browser = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)


class Authenticator(models.Model):
    """The application that gives codes (RFC 6238). Its secret is sealed with the key of the installation."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="authenticator")
    sealed_secret = models.BinaryField(max_length=400)
    #: the half minute of the last code taken: neither it nor an earlier one is taken again
    last_step = models.BigIntegerField()
    added_at = models.DateTimeField()


class Passkey(models.Model):
    """A key that a telephone or a computer keeps (WebAuthn); here only its public half."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    key_id = models.CharField(max_length=1400)
    public_key = models.BinaryField(max_length=2000)
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key_id"], name="people_passkey_key_id"),
        ]


class RecoveryCode(models.Model):
    """For the day the telephone is lost: only its HMAC is here, and it serves once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    code_key = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "code_key"], name="people_recoverycode_once"),
        ]


class FactorTries(models.Model):
    """Wrong codes of the second factor of an account since ``since_at``."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="factor_tries")
    tries = models.PositiveSmallIntegerField(default=0)
    since_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=FACTOR_TRIES), name="people_factortries_most"),
        ]


class Person(models.Model):
    """May lack an account. Destroying ``salt`` makes every reserved value of this person in the record unreadable for ever."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="people")
    account = models.OneToOneField(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person")
    name = models.CharField(max_length=200, blank=True)
    salt = models.BinaryField(max_length=32, null=True, default=new_salt)
    #: keeps the directory and the bodies of its jurisdiction; given and taken together with the role in an exercise
    keeps_directory = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, salt__isnull=False)
                | Q(erased_at__isnull=False, salt__isnull=True, name=""),
                name="people_person_erased_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_administrator(self) -> bool:
        """Of the installation."""
        return self.account is not None and self.account.is_active and self.account.is_administrator


class Organisation(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=300)
    acronym = models.CharField(max_length=40, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "name"], name="people_organisation_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def kind_on(self, day: date) -> Sector | None:
        """What this organisation was on that day, None when nobody has said."""
        for kind in self.kinds.all():
            if kind.valid_on(day):
                return Sector(kind.kind)
        return None


class OrganisationKind(models.Model):
    """What an organisation is, in the half-open window ``[starts_on, ends_on)``."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=20, choices=KINDS)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="people_organisationkind_order",
            ),
        ]

    def valid_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)


class Post(models.Model):
    """A post and who holds it, with the public contact of the post, in ``[starts_on, ends_on)``."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    extension = models.CharField(max_length=20, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="people_post_order",
            ),
        ]

    def held_at(self, moment: datetime) -> bool:
        day = self.organisation.jurisdiction.today(moment)
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)


class Purpose(models.TextChoices):
    """Why personal data are asked for; each has its notice."""

    APPLICATION = "application", _("Solicitud de una convocatoria")
    ATTENDANCE = "attendance", _("Asistencia a una reunión")
    CONSULTATION = "consultation", _("Consulta pública")
    ACCOUNT = "account", _("Cuenta para participar")


class PrivacyNotice(models.Model):
    """An aviso de privacidad: of a place, for a purpose, by version. One in force is replaced, never changed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="privacy_notices")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    #: days after the end of the process during which the data are kept
    kept_days = models.PositiveSmallIntegerField()
    #: the rule that sets those days, as a person would cite it
    kept_citation = models.CharField(max_length=300, blank=True)
    since_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "purpose", "version"], name="people_privacynotice_version"),
        ]


#: ``subject_kind`` of the consent with which somebody opened her own account
OWN_ACCOUNT = "account"


class Consent(models.Model):
    """Somebody accepted a version of a notice. ``subject_kind`` and ``subject_uid`` name what was sent with it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(PrivacyNotice, on_delete=models.PROTECT, related_name="consents")
    subject_kind = models.CharField(max_length=40)
    subject_uid = models.UUIDField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="consents")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "subject_uid"], name="people_consent_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")), name="people_consent_order"
            ),
        ]


from tequio.people.calendar_models import CalendarAddress  # noqa: E402, F401  (a table of this room, in its own module)
from tequio.people.draft_models import Draft  # noqa: E402, F401  (a table of this room, in its own module)
from tequio.people.guide_models import GuideAway  # noqa: E402, F401  (a table of this room, in its own module)
