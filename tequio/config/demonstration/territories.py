"""The delegaciones and colonias of the sample municipality, the regions of the practice state, and neighbours who come to the
council from them. All invented."""

from __future__ import annotations

from datetime import datetime

from tequio.bodies.actions import attendance
from tequio.bodies.models import Body
from tequio.config.demonstration.exercises import Sample, clerk_of
from tequio.config.demonstration.sittings import Table
from tequio.core.territories import OF_A_STATE, read_list
from tequio.exercises.models import Exercise
from tequio.people.actions import create_person
from tequio.people.models import Person
from tequio.places.actions import close_territory, load_territories
from tequio.places.models import Territory

DELEGACIONES = {
    "Centro": ("Centro", "La Alameda", "El Calvario", "San Telmo"),
    "Costa": ("Puerto Viejo", "Las Gaviotas", "La Salina"),
    "Sierra": ("El Pinar", "Ojo de Agua", "La Cumbre", "Los Madroños"),
    "Valles": ("La Milpa", "Los Mezquites", "El Trapiche"),
    "Las Flores": ("Jardines de Las Flores", "Las Bugambilias", "El Jacarandal"),
    "El Mirador": ("El Mirador Alto", "El Mirador Bajo", "Cantera Vieja"),
    "San Jacinto": ("San Jacinto", "La Ladrillera"),
    "La Estación": ("Ferrocarrileros", "La Bodega"),
}
#: it became part of another one
FORMER = "La Garita"
REGIONS = {
    "Centro": ("Villa Robles", "Santa Brígida", "Los Fresnos"),
    "Costa": ("Puerto Lucero", "Bahía Serena"),
    "Sierra": ("San Ciro del Monte", "Cumbres Altas", "El Encinal"),
    "Valles": ("Valle Hondo", "Tres Arroyos"),
}
#: to each session, how many neighbours came and from where as they said it
CAME = (
    (
        22,
        (
            ("Puerto Viejo", 6),
            ("Colonia Centro", 9),
            ("El Pinar", 4),
            ("La Milpa", 7),
            ("Rancho Los Cuates", 2),
            ("", 5),
        ),
    ),
    (
        29,
        (("Las Gaviotas", 3), ("La Alameda", 8), ("Ojo de Agua", 5), ("El Mirador Alto", 6), ("La Garita", 2), ("", 3)),
    ),
)


def map_out(exercise: Exercise, sample: Sample) -> None:
    """The tree of the place, once: again it changes nothing."""
    clerk, at = clerk_of(exercise), sample.moment(9)
    place = exercise.jurisdiction
    if sample.slug == "practica":
        regions = read_list([[top, each] for top, inside in REGIONS.items() for each in inside], columns=OF_A_STATE)
        load_territories(jurisdiction=place, listed=regions, by=clerk, at=at)
    if sample.slug == "municipio-2021":
        rows = [[top, each] for top, inside in DELEGACIONES.items() for each in inside]
        load_territories(jurisdiction=place, listed=read_list([*rows, [FORMER, ""]]), by=clerk, at=at)


def neighbours_meet(exercise: Exercise, body: Body, sample: Sample) -> None:
    """Two sessions of the municipal council that neighbours attend; then one delegación becomes part of another."""
    clerk = clerk_of(exercise)
    table = Table(exercise, body, clerk, sample)
    neighbours = 0
    for day, came in CAME:
        begins = sample.moment(day, hour=18)
        session = table.convened(begins, ("information", "Obras que pidieron las delegaciones"))
        table.opened(session)
        for said, count in came:
            for _each in range(count):
                neighbours += 1
                person = neighbour(exercise, clerk, neighbours, begins)
                attendance.note_guest(
                    session=session, person=person, sector="civil_society", territory=said, by=clerk, at=begins
                )
        table.closed(session, "Cada delegación dijo cuáles son sus tres obras más urgentes.")
    retire(exercise, clerk, sample)


def neighbour(exercise: Exercise, clerk: Person, number: int, at: datetime) -> Person:
    name = f"Vecina o vecino {number} (de ficción)"
    return create_person(jurisdiction=exercise.jurisdiction, name=name, by=clerk, at=at)


def retire(exercise: Exercise, clerk: Person, sample: Sample) -> None:
    here = Territory.objects.filter(jurisdiction=exercise.jurisdiction, parent__isnull=True)
    close_territory(
        territory=here.get(key="la garita"),
        on=sample.moment(31).date(),
        reason="El cabildo de muestra la unió a la delegación La Estación.",
        into=here.get(key="la estacion"),
        by=clerk,
        at=sample.moment(31),
    )
    close_territory(
        territory=Territory.objects.get(jurisdiction=exercise.jurisdiction, key="cantera vieja"),
        on=sample.moment(32).date(),
        reason="Ya no vive nadie ahí: la cantera cerró (de muestra).",
        by=clerk,
        at=sample.moment(32),
    )
