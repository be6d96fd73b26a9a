"""Who knows that a draft exists, and who reads what is reserved."""

from __future__ import annotations

import pytest

from tequio.exercises.models import Exercise
from tequio.exercises.permissions import can_open_publication, can_read_reserved, can_see_exercise
from tests.matrix import LATER, ROLES, world


@pytest.mark.django_db
@pytest.mark.covers("req:128")
def test_a_draft_is_known_to_those_of_its_exercise_and_reserved_things_to_the_office_and_the_auditor() -> None:
    mine, other = world(), world("otro", "Otro estado")
    draft = Exercise.objects.get(pk=mine.exercise.pk)
    draft.status = "draft"
    inside = {
        "responsible",
        "responsible_of_another",
        "secretariat",
        "auditor",
        "exercise_administrator",
        "administrator",
    }
    for role in ROLES:
        assert can_see_exercise(mine.people[role], mine.exercise, LATER), role
        assert can_see_exercise(mine.people[role], draft, LATER) is (role in inside), role
        assert can_see_exercise(other.people[role], draft, LATER) is (role == "administrator"), role
        assert can_read_reserved(mine.people[role], draft, LATER) is (role in {"secretariat", "auditor"}), role
        assert not can_read_reserved(other.people[role], draft, LATER), role
        assert can_open_publication(mine.people[role], draft, LATER) is (role in inside), role
        assert can_open_publication(other.people[role], draft, LATER) is (role == "administrator"), role
    assert can_see_exercise(None, mine.exercise, LATER)
    assert not can_see_exercise(None, draft, LATER)
