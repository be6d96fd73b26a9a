"""Invented records of the five kinds: other places, topics and wordings than any sample. People and contacts do not exist."""

# ruff: noqa: E501  tables of wordings are easier to read whole

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tequio.core.dates import FuzzyDate, from_edtf
from tequio.core.dates.words import MONTHS
from tequio.core.reading.records import (
    Activity,
    Actor,
    AnnualPlan,
    Call,
    Commitment,
    Goal,
    Methodology,
    Milestone,
    Phase,
    PlannedActivity,
    Problem,
    Responsible,
    Route,
    Sector,
    Step,
    Values,
)

STATES = (
    "Oaxaca",
    "Chiapas",
    "Nuevo León",
    "Sonora",
    "Tlaxcala",
    "Puebla",
    "Veracruz",
    "Morelos",
    "Colima",
    "Zacatecas",
)
TOPICS = (
    "agua potable", "movilidad urbana", "presupuesto escolar", "residuos sólidos", "obra pública", "salud mental",
    "becas estatales", "mercados municipales", "parques y jardines", "atención a víctimas", "transporte escolar",
)  # fmt: skip
NAMES = ("Ana", "Bruno", "Carla", "Darío", "Elisa", "Fabián", "Gala", "Hugo", "Irma", "Jacinto")
SURNAMES = ("Ficticia", "Ejemplar", "Muestra", "Inventario", "Prueba", "Ensayo", "Modelo", "Imaginaria")
DEPENDENCIES = (
    "Secretaría de Finanzas", "Secretaría de Obras Públicas", "Contraloría del Estado", "Dirección de Participación Social",
    "Instituto de la Mujer", "Secretaría de Salud", "Coordinación General de Planeación", "Comisión Estatal del Agua",
)  # fmt: skip
CIVIL = (
    "Observatorio Vecinal del Centro A. C.", "Fundación Ríos Limpios", "Colectivo Datos para Todas", "Red de Madres y Padres",
    "Asociación de Vecinas del Mercado", "Consejo Ciudadano de Transporte",
)  # fmt: skip
MEANS = (
    "Lista de asistencia", "Minuta", "Memoria fotográfica", "Convocatoria", "Relatoría de la mesa", "Informe de resultados",
    "Oficio de entrega", "Base de datos abierta", "Boletín de prensa", "Acta de instalación", "Guía de uso", "Encuesta aplicada",
)  # fmt: skip
ACTIVITIES = (
    "Reunión de arranque con el equipo de {topic}", "Levantamiento de información sobre {topic}", "Taller con colonias sobre {topic}",
    "Publicación de los datos de {topic}", "Revisión conjunta del padrón de {topic}", "Mesa de diálogo sobre {topic}",
    "Entrega del informe de {topic}", "Capacitación a enlaces de {topic}", "Diseño del sitio de {topic}", "Evaluación de {topic}",
)  # fmt: skip
GOALS = (
    "Contar con un diagnóstico participativo de {topic}", "Abrir la información de {topic}", "Capacitar a las personas usuarias de {topic}",
    "Instalar un comité de vigilancia de {topic}", "Publicar resultados de {topic}", "Mejorar la atención en {topic}",
)  # fmt: skip
PHASES = (
    "Instalación del grupo de trabajo", "Diseño de la encuesta en línea", "Convocatoria a foros regionales", "Realización de foros regionales",
    "Aplicación de la encuesta en línea", "Sistematización de foros regionales", "Sistematización de la encuesta", "Redacción del diagnóstico",
    "Publicación del diagnóstico", "Convocatoria a mesas de cocreación", "Realización de mesas de cocreación", "Redacción de compromisos",
    "Revisión jurídica de los compromisos", "Presentación pública del plan", "Comentarios de la ciudadanía al plan", "Firma del plan",
)  # fmt: skip
MECHANISMS = (
    "consulta popular",
    "presupuesto participativo",
    "cabildo abierto",
    "plebiscito",
    "referéndum",
    "contraloría social",
    "audiencia pública",
    "iniciativa ciudadana",
)
AXES = (
    "Agua y territorio",
    "Salud para todas las personas",
    "Educación y juventudes",
    "Seguridad y justicia",
    "Economía local",
    "Cultura y lenguas",
    "Movilidad",
)
STEPS = (
    "Integración del equipo", "Identificación de temas", "Convocatoria a mesas de trabajo", "Desarrollo de las mesas de trabajo",
    "Priorización de problemáticas", "Redacción de compromisos", "Planes de trabajo", "Aprobación del Plan de Acción", "Seguimiento y evaluación", "Difusión del Plan de Acción",
)  # fmt: skip


def exact(day: date) -> FuzzyDate:
    return from_edtf(day.isoformat())


def month(year: int, number: int) -> FuzzyDate:
    return from_edtf(f"{year}-{number:02}")


def person(random: Random) -> str:
    return f"{random.choice(NAMES)} {' '.join(random.sample(SURNAMES, 2))}"


def commitment(seed: int) -> Commitment:
    random = Random(f"commitment {seed}")
    topic, state = random.choice(TOPICS), random.choice(STATES)
    starts = date(random.randint(2018, 2026), random.randint(1, 12), random.randint(1, 28))
    finish = starts + timedelta(days=random.randint(200, 700))
    owner = random.choice(DEPENDENCIES)
    people = [person(random) for _ in range(3)]
    return Commitment(
        title=f"Información abierta de {topic} en {state}",
        kind=random.choice(["new", "ongoing"]),
        theme=random.choice(["Transparencia presupuestaria", "Servicios públicos", "Medio ambiente"]),
        starts_on=exact(starts),
        ends_on=exact(finish),
        description=f"Publicar y revisar con la ciudadanía la información de {topic} que genera {owner}.",
        objective=f"Que cualquier persona conozca cómo se decide y se paga {topic}",
        problem=Problem(f"La información de {topic} está dispersa y desactualizada"),
        responsible=Responsible(
            owner,
            people[0],
            "Titular de la unidad",
            "Unidad de Planeación",
            "contacto@example.org",
            "55 5555 0100",
            str(random.randint(100, 9999)),
        ),
        actors=actors(random, owner, state),
        values=Values(
            "Se publicarán los datos",
            "Habrá rendición de informes",
            "Participarán los comités vecinales",
            "Se usará un sitio de datos",
        ),
        anticorruption=f"Reduce la discrecionalidad en el gasto de {topic}",
        goals=goals(random, topic, starts, finish, people),
    )


def actors(random: Random, owner: str, state: str) -> tuple[Actor, ...]:
    government = [
        Actor("", name, Sector.GOVERNMENT, Sector.GOVERNMENT)
        for name in dict.fromkeys([owner, *random.sample(DEPENDENCIES, 2)])
    ]
    guarantor = Actor(
        "",
        f"Instituto de Transparencia, Acceso a la Información y Protección de Datos Personales de {state}",
        Sector.GUARANTOR,
        Sector.GOVERNMENT,
    )
    civil = [
        Actor(person(random), name, Sector.CIVIL_SOCIETY, Sector.CIVIL_SOCIETY) for name in random.sample(CIVIL, 2)
    ]
    citizen = Actor(person(random), "", Sector.CITIZEN, Sector.CIVIL_SOCIETY)
    return (*government, guarantor, *civil, citizen)


def goals(random: Random, topic: str, starts: date, finish: date, people: list[str]) -> tuple[Goal, ...]:
    """Dates go up from goal to goal, inside the commitment."""
    titles = random.sample(GOALS, random.randint(3, 6))
    sizes = [random.randint(1, 3) for _ in titles]
    step = (finish - starts).days // (sum(sizes) + 1)
    made: list[Goal] = []
    day = starts
    for number, (title, size) in enumerate(zip(titles, sizes, strict=True), 1):
        activities = []
        for text in random.sample(ACTIVITIES, size):
            day += timedelta(days=step)
            activities.append(Activity(text.format(topic=topic), exact(day)))
        names = tuple(random.sample(people, random.choice([1, 1, 2])))
        means = tuple(random.sample(MEANS, random.randint(1, 4)))
        made.append(Goal(number, title.format(topic=topic), means, names, tuple(activities)))
    return tuple(made)


def route(seed: int) -> Route:
    random = Random(f"route {seed}")
    titles = [title for title in PHASES if random.random() < 0.85 or title == PHASES[-1]]
    state, year = random.choice(STATES), random.randint(2019, 2027)
    phases = tuple(
        Phase(number, title, title, random.choice([3, 5, 8, 10]), str(number - 1) if number > 1 else "")
        for number, title in enumerate(titles, 1)
    )
    first = random.randint(1, 8)
    stops = (
        Milestone("Inicio", exact(date(year, first, random.randint(1, 28)))),
        Milestone("Presentación del plan", exact(date(year, first + 3, random.randint(1, 20)))),
        Milestone("Firma del plan", exact(date(year, first + 3, random.randint(21, 28)))),
    )
    objective = f"Construir el plan de acción local de {state}, a firmarse en {_month_name(first + 3)} de {year}."
    objectives = ("Conocer los problemas públicos del estado.", "Garantizar una participación amplia.")
    return Route(objective, objectives, month(year, first + 3), phases=phases, milestones=stops)


def _month_name(number: int) -> str:
    return MONTHS[number - 1]


def annual_plan(seed: int) -> AnnualPlan:
    random = Random(f"plan {seed}")
    year = random.randint(2018, 2026)
    made: list[PlannedActivity] = []
    for number in range(1, random.randint(4, 8)):
        start = random.randint(1, 12)
        finish = min(12, start + random.randint(0, 3))
        topic = random.choice(TOPICS)
        children = tuple(
            PlannedActivity(f"{number}.{index}", f"{text.format(topic=topic)}", month(year, start), month(year, finish))
            for index, text in enumerate(random.sample(ACTIVITIES, random.randint(0, 3)), 1)
        )
        made.append(
            PlannedActivity(
                str(number),
                f"Programa {number} de atención a {topic}",
                month(year, start),
                month(year, finish),
                children,
            )
        )
    return AnnualPlan(
        area=random.choice(
            ["Dirección de Participación Ciudadana", "Unidad de Vinculación", "Coordinación de Delegaciones"]
        ),
        administration=f"{year - 1}-{year + 2}",
        objectives=(
            "Acercar el gobierno a las colonias.",
            "Difundir los mecanismos de participación entre las juventudes.",
        ),
        goals=("Atender a todos los comités vecinales del municipio.",),
        activities=tuple(made),
        mechanisms=tuple(random.sample(MECHANISMS, 5)) if random.random() < 0.5 else (),
    )


def call(seed: int) -> Call:
    random = Random(f"call {seed}")
    state = random.choice(STATES)
    opens = date(random.randint(2018, 2026), random.randint(1, 9), random.randint(1, 28))
    closes = opens + timedelta(days=random.randint(10, 70))
    ordinal, words = random.choice([(1, "PRIMER"), (2, "SEGUNDO"), (3, "TERCER"), (4, "CUARTO")])
    return Call(
        title=f"CONVOCATORIA PARA INTEGRAR EL SECRETARIADO TÉCNICO DEL {words} PLAN DE ACCIÓN LOCAL DE GOBIERNO ABIERTO DE {state.upper()}",
        ordinal=ordinal,
        opens_on=exact(opens),
        closes_on=exact(closes),
        requirements=tuple(random.sample([
            "Residir en el estado.", "Presentar carta de exposición de motivos.", "Contar con experiencia en temas de gobierno abierto.",
            "Manifestar disponibilidad para asistir a las sesiones.", "No desempeñar un cargo en un partido político.",
        ], random.randint(2, 4))),
        objectives=("Sumar a las organizaciones de la entidad.", "Instalar el secretariado técnico."),
        contact=("convocatoria@example.org", "https://example.org/registro"),
        hashtags=("#GobiernoAbierto" + state.replace(" ", ""),),
    )  # fmt: skip


def methodology(seed: int) -> Methodology:
    random = Random(f"methodology {seed}")
    titles = [title for title in STEPS if random.random() < 0.8]
    return Methodology(
        tuple(random.sample(AXES, random.randint(3, 6))),
        tuple(Step(str(number), title) for number, title in enumerate(titles if len(titles) > 3 else STEPS, 1)),
    )
