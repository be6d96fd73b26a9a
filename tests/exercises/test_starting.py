"""Who may open an exercise, and who may not even though the place is known."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tequio.exercises.actions import start_exercise
from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tests import builders


@pytest.mark.django_db
@pytest.mark.covers("req:128")
def test_the_office_of_another_place_and_a_person_without_role_open_no_exercise() -> None:
    other = builders.secretariat(builders.exercise("otro", jurisdiction=builders.place("Otro estado")))
    for who in (builders.person("Alguien"), other):
        by = Person.objects.get(pk=who.pk)
        with pytest.raises(PermissionDenied, match="secretaría técnica del mismo lugar"):
            start_exercise(
                jurisdiction=builders.place(),
                slug="nuevo",
                name="Nuevo",
                kind="state",
                pack="ogp-local",
                office=by,
                stages=[],
                by=by,
                at=builders.NOW,
            )
    assert not Exercise.objects.filter(slug="nuevo").exists()
