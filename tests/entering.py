"""Who reads a page as somebody who entered."""

from __future__ import annotations

from django.test import Client

from tequio.people.models import Account, Person
from tests.builders import NOW


def account_of(person: Person) -> Account:
    """The one that the person has, or a new one with an address of its own."""
    if person.account is None:
        person.account = Account.objects.create(email=f"p{person.pk}@example.org", joined_at=NOW)
        Person.objects.filter(pk=person.pk).update(account=person.account)
    return person.account


def entered(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person))
    return client
