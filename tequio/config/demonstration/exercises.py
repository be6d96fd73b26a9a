"""Which exercises, from which documents, on which day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tequio
from tequio.config.demonstration.stages import dated_stages
from tequio.core.refusals import Refusal
from tequio.documents.practice import build
from tequio.exercises.actions import create_exercise, define_stages, grant_role, publish_exercise, set_as_of
from tequio.exercises.models import Exercise, Role
from tequio.imports.actions import confirm_reading, load_confirmed, read_upload, receive_document
from tequio.imports.checking import review_exercise
from tequio.imports.models import ImportJob, State
from tequio.people.actions import create_person
from tequio.people.models import Person
from tequio.places.actions import create_jurisdiction
from tequio.places.models import Jurisdiction

SAMPLES = Path(tequio.__file__).resolve().parent.parent / "samples"
#: days before the installation on which the practice exercise began
PRACTICE_BEGAN = 75


class SamplesAreMissing(Refusal):
    code = "samples-missing"


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    code: str
    level: str
    zone: str
    parent: str = "México"


@dataclass(frozen=True, slots=True)
class Sample:
    """``began`` is the day on which its documents were loaded, as the demonstration tells it."""

    slug: str
    name: str
    place: Place
    pack: str
    began: date
    documents: tuple[str, ...] = ()
    as_of: date | None = None
    kind: str = "state"
    ordinal: int | None = None
    edition: str = ""
    period: tuple[date | None, date | None] = (None, None)
    extra: dict[str, Any] = field(default_factory=dict)

    def moment(self, days: int = 0, hour: int = 10) -> datetime:
        """A moment of its story, in its own time zone."""
        return datetime.combine(self.began + timedelta(days=days), time(hour), ZoneInfo(self.place.zone))


JALISCO = Place("Jalisco", "14", "state", "America/Mexico_City")
HISTORIC = (
    Sample(
        slug="jalisco-2016",
        name="Plan Jalisco de Acción en Gobierno Abierto 2016-2018",
        place=JALISCO,
        pack="jalisco-2016",
        began=date(2016, 8, 15),
        as_of=date(2016, 9, 1),
        documents=("metodologia-jalisco-2016.docx",),
        ordinal=1,
        edition="2016-2018",
        period=(date(2016, 1, 1), date(2018, 12, 31)),
    ),
    Sample(
        slug="jalisco-2019",
        name="Segundo Plan de Acción Local de Gobierno Abierto de Jalisco 2019",
        place=JALISCO,
        pack="jalisco-2019",
        began=date(2019, 8, 22),
        as_of=date(2019, 11, 20),
        documents=("compromiso-jalisco-2019.docx",),
        ordinal=2,
        edition="2019",
        period=(date(2019, 8, 22), date(2020, 8, 22)),
    ),
    Sample(
        slug="durango-2020",
        name="Tercer Plan de Acción Local de Gobierno Abierto de Durango",
        place=Place("Durango", "10", "state", "America/Monterrey"),
        pack="durango-2020",
        began=date(2020, 9, 28),
        as_of=date(2020, 10, 20),
        documents=("convocatoria-durango-2020.docx",),
        ordinal=3,
        edition="2020-2021",
        period=(date(2020, 9, 29), date(2021, 12, 31)),
    ),
    Sample(
        slug="yucatan-2021",
        name="Primer Plan de Acción Local de Gobierno Abierto de Yucatán",
        place=Place("Yucatán", "31", "state", "America/Merida"),
        pack="yucatan-2021",
        began=date(2021, 6, 25),
        as_of=date(2021, 8, 4),
        documents=("ruta-yucatan-2021.xlsx",),
        ordinal=1,
        edition="2021",
        period=(date(2021, 6, 28), date(2021, 12, 31)),
    ),
    Sample(
        slug="municipio-2021",
        name="Participación ciudadana del municipio, administración 2021-2024",
        place=Place("Municipio de muestra", "", "municipality", "America/Mexico_City", "Jalisco"),
        pack="municipal-jalisco-2021",
        began=date(2021, 11, 3),
        as_of=date(2021, 12, 6),
        documents=("plan-anual-2021-2024.docx",),
        kind="municipal",
        edition="2021-2024",
        period=(date(2021, 10, 1), date(2024, 9, 30)),
    ),
)


def practice(today: date) -> Sample:
    """Something is always open in it."""
    return Sample(
        slug="practica",
        name="Ejercicio de práctica",
        place=Place("Estado de práctica", "", "state", "America/Mexico_City"),
        pack="ogp-local",
        began=today - timedelta(days=PRACTICE_BEGAN),
        edition=f"{today.year}",
        period=(today - timedelta(days=PRACTICE_BEGAN), today + timedelta(days=365)),
        extra={"today": today},
    )


def place_of(place: Place, by: Person, at: datetime) -> Jurisdiction:
    found = Jurisdiction.objects.filter(name=place.name, level=place.level).first()
    if found is not None:
        return found
    return create_jurisdiction(
        level=place.level,
        name=place.name,
        code=place.code,
        time_zone=place.zone,
        parent=Jurisdiction.objects.filter(name=place.parent).first(),
        by=by,
        at=at,
    )


def documents_of(sample: Sample) -> Iterator[tuple[str, bytes]]:
    if "today" in sample.extra:
        yield from build(sample.extra["today"])
    for name in sample.documents:
        path = SAMPLES / name
        if not path.is_file():
            raise SamplesAreMissing(
                f"Falta el documento de muestra {path}: la demostración se corre desde el repositorio."
            )
        yield name, path.read_bytes()


def load_exercise(sample: Sample, admin: Person, *, now: datetime, say: Callable[[str], None]) -> Exercise:
    """Everything of one exercise, all or nothing of each document; what is already there is left alone."""
    exercise = Exercise.objects.filter(slugs__slug=sample.slug).first()
    if exercise is None:
        exercise = _create(sample, admin, now)
    clerk = clerk_of(exercise)
    for name, content in documents_of(sample):
        if "today" in sample.extra and exercise.status != "draft":
            break
        say(name)
        load_document(exercise, name, content, clerk, sample.moment())
    if exercise.status == "draft":
        define_stages(exercise=exercise, stages=dated_stages(exercise), by=clerk, at=sample.moment())
        publish_exercise(exercise=exercise, by=clerk, at=sample.moment())
        review_exercise(exercise=exercise, by=clerk, at=sample.moment(hour=11))
    return exercise


def _create(sample: Sample, admin: Person, now: datetime) -> Exercise:
    place = place_of(sample.place, admin, now)
    exercise = create_exercise(
        jurisdiction=place,
        slug=sample.slug,
        name=sample.name,
        kind=sample.kind,
        pack=sample.pack,
        ordinal=sample.ordinal,
        edition=sample.edition,
        period=sample.period,
        is_sample=True,
        by=admin,
        at=sample.moment(),
    )
    if sample.as_of:
        set_as_of(exercise=exercise, day=sample.as_of, by=admin, at=sample.moment())
    name = f"Secretaría técnica de muestra, {place.name}"
    clerk = Person.objects.filter(jurisdiction=place, name=name).first()
    clerk = clerk or create_person(jurisdiction=place, name=name, by=admin, at=sample.moment())
    grant_role(exercise=exercise, person=clerk, role=Role.SECRETARIAT, by=admin, at=sample.moment())
    return exercise


def clerk_of(exercise: Exercise) -> Person:
    membership = (
        exercise.memberships.filter(role=Role.SECRETARIAT, ends_at__isnull=True).select_related("person").first()
    )
    if membership is None:
        raise SamplesAreMissing(f"El ejercicio {exercise.slug} se quedó sin secretaría técnica.")
    return membership.person


def load_document(exercise: Exercise, name: str, content: bytes, by: Person, at: datetime) -> ImportJob:
    """Each step only where the job has not passed it: the same file twice changes nothing."""
    job = receive_document(exercise=exercise, content=content, name=name, by=by, at=at)
    if job.state in (State.UPLOADED, State.FAILED):
        read_upload(job=job, by=by, at=at)
    if job.state == State.FAILED:
        raise SamplesAreMissing(f"No se pudo leer {name}: {job.error}")
    if job.state == State.READ:
        confirm_reading(job=job, by=by, at=at)
    if job.state == State.CONFIRMED:
        load_confirmed(job=job, by=by, at=at)
    return job
