from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.audit.actions import Reserved, record
from tequio.core.refusals import Refusal
from tequio.people import permissions
from tequio.people.calendar_models import CalendarAddress
from tequio.people.draft_models import Draft
from tequio.people.models import OWN_ACCOUNT, Account, Consent, Organisation, OrganisationKind, Person, Post
from tequio.places.actions import found_jurisdiction
from tequio.places.models import Jurisdiction


class AlreadyInstalled(Refusal):
    code = "already-installed"


class AlreadyErased(Refusal):
    code = "already-erased"


class HasAnAccount(Refusal):
    code = "has-an-account"


class AddressIsTaken(Refusal):
    code = "address-taken"


class CannotSucceedItself(Refusal):
    code = "cannot-succeed-itself"


@transaction.atomic
def found_installation(*, country: str, time_zone: str, name: str, email: str, at: datetime) -> Person:
    """The first place and the first person, who administers the installation. Only while there is nobody."""
    if Account.objects.exists():
        raise AlreadyInstalled(_("La instalación ya tiene quien la administre."))
    place = found_jurisdiction(level="country", name=country, time_zone=time_zone, by=None, at=at)
    account = Account.objects.create(email=email.strip().lower(), is_administrator=True, joined_at=at)
    person = Person.objects.create(jurisdiction=place, account=account, name=name)
    record(
        verb="people.installation_founded",
        subject_kind="person",
        subject_uid=person.uid,
        by=person,
        at=at,
        reserved={"name": Reserved(person.salt, name), "email": Reserved(person.salt, account.email)},
    )
    return person


def refuse_unless_directory(by: Person, jurisdiction: Jurisdiction) -> None:
    if not permissions.can_edit_directory(by, jurisdiction):
        raise PermissionDenied(
            _("El directorio de %(place)s lo lleva su secretaría técnica.") % {"place": jurisdiction.name}
        )


@transaction.atomic
def create_person(*, jurisdiction: Jurisdiction, name: str, by: Person, at: datetime, email: str = "") -> Person:
    """With an e-mail the person can enter."""
    refuse_unless_directory(by, jurisdiction)
    address = email.strip().lower()
    if address and Account.objects.filter(email=address).exists():
        raise AddressIsTaken(_("Otra cuenta ya entra con ese correo."))
    account = Account.objects.create(email=address, joined_at=at) if address else None
    person = Person.objects.create(jurisdiction=jurisdiction, name=name, account=account)
    reserved = {"name": Reserved(person.salt, name)}
    if account:
        reserved["email"] = Reserved(person.salt, account.email)
    record(verb="people.person_created", subject_kind="person", subject_uid=person.uid, by=by, at=at, reserved=reserved)
    return person


@transaction.atomic
def note_person(*, jurisdiction: Jurisdiction, name: str, by: Person, at: datetime) -> Person:
    """Somebody known only by her name, without an account. Who may is asked by the room that notes her, which calls this."""
    person = Person.objects.create(jurisdiction=jurisdiction, name=name)
    reserved = {"name": Reserved(person.salt, name)}
    record(verb="people.person_created", subject_kind="person", subject_uid=person.uid, by=by, at=at, reserved=reserved)
    return person


@transaction.atomic
def open_account(*, person: Person, email: str, by: Person, at: datetime) -> Account:
    """From now on a code sent to that address enters as this person."""
    refuse_unless_directory(by, person.jurisdiction)
    if person.account_id is not None or person.erased_at is not None:
        raise HasAnAccount(_("Esta persona ya tiene cuenta."))
    address = email.strip().lower()
    if Account.objects.filter(email=address).exists():
        raise AddressIsTaken(_("Otra cuenta ya entra con el correo %(email)s.") % {"email": address})
    account = Account.objects.create(email=address, joined_at=at)
    Person.objects.filter(pk=person.pk).update(account=account)
    person.account = account
    record(
        verb="people.account_opened",
        subject_kind="person",
        subject_uid=person.uid,
        by=by,
        at=at,
        reserved={"email": Reserved(person.salt, address)},
    )
    return account


@transaction.atomic
def let_keep_directory(*, person: Person, keeps: bool, by: Person, at: datetime) -> None:
    """Called with the role that brings it (``exercises.grant_role``), which asked for the permission."""
    if person.keeps_directory == keeps:
        return
    Person.objects.filter(pk=person.pk).update(keeps_directory=keeps)
    person.keeps_directory = keeps
    record(
        verb="people.directory_entrusted",
        subject_kind="person",
        subject_uid=person.uid,
        by=by,
        at=at,
        changes={"keeps_directory": (not keeps, keeps)},
    )


@transaction.atomic
def erase_person(*, person: Person, by: Person, at: datetime) -> None:
    """Name, account and salt go; the record keeps verifying and tells nothing of whom it spoke."""
    if not permissions.can_erase_person(by, person):
        raise PermissionDenied(
            _("Suprimir los datos de una persona corresponde a la administración de la instalación.")
        )
    if person.erased_at is not None:
        raise AlreadyErased(_("Los datos de esta persona ya se suprimieron."))
    if person.account_id is not None:
        Account.objects.filter(pk=person.account_id).delete()
    Draft.objects.filter(person=person).delete()
    CalendarAddress.objects.filter(person=person).delete()
    Consent.objects.filter(person=person, subject_kind=OWN_ACCOUNT).delete()
    Person.objects.filter(pk=person.pk).update(name="", salt=None, account=None, keeps_directory=False, erased_at=at)
    person.refresh_from_db()
    record(verb="people.person_erased", subject_kind="person", subject_uid=person.uid, by=by, at=at)


@transaction.atomic
def create_organisation(
    *,
    jurisdiction: Jurisdiction,
    name: str,
    kind: str,
    by: Person,
    at: datetime,
    acronym: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Organisation:
    refuse_unless_directory(by, jurisdiction)
    organisation = Organisation.objects.create(jurisdiction=jurisdiction, name=name, acronym=acronym)
    OrganisationKind.objects.create(organisation=organisation, kind=kind, starts_on=starts_on, ends_on=ends_on)
    record(
        verb="people.organisation_created",
        subject_kind="organisation",
        subject_uid=organisation.uid,
        by=by,
        at=at,
        changes={"name": (None, name), "acronym": (None, acronym), "kind": (None, kind)},
    )
    return organisation


@transaction.atomic
def name_successor(
    *, organisation: Organisation, successor: Organisation, since_on: date, by: Person, at: datetime
) -> None:
    """From that day the other one takes its place; what was signed before keeps the old name."""
    refuse_unless_directory(by, organisation.jurisdiction)
    if organisation.pk == successor.pk:
        raise CannotSucceedItself(_("Una organización no se sucede a sí misma."))
    for kind in organisation.kinds.filter(ends_on__isnull=True):
        OrganisationKind.objects.filter(pk=kind.pk).update(ends_on=since_on)
    Organisation.objects.filter(pk=organisation.pk).update(successor=successor)
    organisation.refresh_from_db()
    record(
        verb="people.successor_named",
        subject_kind="organisation",
        subject_uid=organisation.uid,
        by=by,
        at=at,
        changes={"successor": (None, successor.name), "ends_on": (None, since_on)},
    )


@transaction.atomic
def create_post(
    *,
    organisation: Organisation,
    by: Person,
    at: datetime,
    person: Person | None = None,
    title: str = "",
    area: str = "",
    email: str = "",
    phone: str = "",
    extension: str = "",
    starts_on: date | None = None,
) -> Post:
    """The contact is the post's, and public."""
    refuse_unless_directory(by, organisation.jurisdiction)
    post = Post.objects.create(
        organisation=organisation,
        person=person,
        title=title,
        area=area,
        email=email,
        phone=phone,
        extension=extension,
        starts_on=starts_on,
    )
    changes = {"title": title, "area": area, "email": email, "phone": phone, "extension": extension}
    record(
        verb="people.post_created",
        subject_kind="post",
        subject_uid=post.uid,
        by=by,
        at=at,
        changes={name: (None, value) for name, value in changes.items() if value},
        reserved={"person": Reserved(person.salt, person.name)} if person else None,
    )
    return post


@transaction.atomic
def hand_over_post(*, post: Post, person: Person, on: date, by: Person, at: datetime) -> Post:
    """A new holder: what the former one answered for keeps the former one's name."""
    refuse_unless_directory(by, post.organisation.jurisdiction)
    Post.objects.filter(pk=post.pk).update(ends_on=on)
    return create_post(
        organisation=post.organisation,
        person=person,
        title=post.title,
        area=post.area,
        email=post.email,
        phone=post.phone,
        extension=post.extension,
        starts_on=on,
        by=by,
        at=at,
    )
