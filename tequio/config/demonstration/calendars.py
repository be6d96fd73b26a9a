"""Days off of the sample municipality: a fair, the closure of the end of the year, and one that was noted by mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.exercises.models import Exercise
from tequio.places import actions
from tequio.places.models import NonWorkingDay

FAIR, MISTAKEN = date(2021, 11, 22), date(2021, 11, 24)
CLOSED, OPENS = date(2021, 12, 20), date(2022, 1, 4)


def close_offices(exercise: Exercise, sample: Sample) -> None:
    """Once, by its own office."""
    place = exercise.jurisdiction
    if sample.slug != "municipio-2021" or NonWorkingDay.objects.filter(jurisdiction=place).exists():
        return
    clerk = clerk_of(exercise)
    said: dict[str, Any] = {"jurisdiction": place, "by": clerk, "at": sample.moment(20)}
    actions.add_non_working_day(
        day_on=FAIR,
        name="Feria de la cabecera",
        source="Gaceta municipal de muestra núm. 14, 3 de noviembre de 2021",
        **said,
    )
    wrong = actions.add_non_working_day(
        day_on=MISTAKEN, name="Feria de la cabecera", source="Gaceta municipal de muestra núm. 14", **said
    )
    actions.remove_non_working_day(day=wrong, reason="La gaceta sólo concede el lunes.", by=clerk, at=sample.moment(21))
    actions.add_closure(
        first_on=CLOSED, last_on=OPENS, name="Vacaciones de fin de año", source="Circular de muestra 7/2021", **said
    )
