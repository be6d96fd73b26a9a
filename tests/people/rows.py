"""Who may do what with the second factor (tests/matrix.py)."""

from __future__ import annotations

from tequio.people import accounts, contacts, factors, lost_factors
from tequio.people.models import Account, Authenticator, Person, Post
from tests.builders import NOW
from tests.matrix import DIRECTORY, INSTALLATION, Verb, World


def who_lost_it(world: World) -> Person:
    """With an application whose telephone is gone."""
    person = Person.objects.get(pk=world.people["responsible_of_another"].pk)
    account = Account.objects.create(email="perdido@example.org", joined_at=NOW)
    Person.objects.filter(pk=person.pk).update(account=account)
    Authenticator.objects.create(
        account=account, sealed_secret=factors.sealed(factors.new_secret()), last_step=0, added_at=NOW
    )
    return Person.objects.get(pk=person.pk)


VERBS = (
    Verb(
        accounts.give_account,
        DIRECTORY,
        lambda world: {"jurisdiction": world.where, "name": "Alguien", "email": "alguien.nuevo@example.org"},
    ),
    Verb(
        accounts.change_address,
        DIRECTORY,
        lambda world: {"person": who_lost_it(world), "email": "otro.correo@example.org", "reason": "Vino."},
    ),
    Verb(
        contacts.edit_contact,
        DIRECTORY | {"responsible"},
        lambda world: {"post": Post.objects.get(pk=world.post.pk), "values": {"phone": "33 1234 5678"}},
    ),
    Verb(
        lost_factors.withdraw_second_factor,
        INSTALLATION,
        lambda world: {"person": who_lost_it(world), "reason": "Mostró su nombramiento."},
    ),
)
FROM_ABOVE = {
    "people.add_authenticator": "one's own account, checked in tests/people/test_second_factor.py",
    "people.renew_recovery_codes": "one's own account",
    "people.add_passkey": "one's own account",
    "people.prove_with_passkey": "one's own account",
    "people.remove_passkey": "one's own account, checked in tests/people/test_second_factor.py",
    "people.remove_authenticator": "one's own account",
}
