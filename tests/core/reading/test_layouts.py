"""One layout at a time: what offices do with tables, and what may not be taken for something else."""

# ruff: noqa: E501  small tables are easier to read whole

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tequio.core.reading import read
from tequio.core.reading.boxes import new_or_ongoing
from tequio.core.reading.document import Block, Cell, Document, Paragraph, Table
from tequio.core.reading.headings import column_of, label_of
from tequio.core.reading.means import means_kinds, read_items
from tequio.core.reading.people import known_names, read_actor, split_names
from tequio.core.reading.records import AnnualPlan, Commitment, Kind, Reading, Route, Sector
from tequio.core.reading.statements import read_problem

PLAN = ["No.", "Meta", "Actividad", "Fecha", "Evidencia", "Responsable"]
FORM = [
    ["Tema", "Agua"], ["Fecha de inicio", "1 de marzo de 2022"], ["Fecha de término", "1 de marzo de 2023"],
    ["Institución responsable", "Comisión Estatal del Agua"], ["Objetivo", "Abrir los datos"], ["Problema", "No hay datos"],
]  # fmt: skip


def table(*rows: Sequence[str]) -> Table:
    return Table(tuple(tuple(Cell(text) for text in row) for row in rows), "tabla")


def merged(*rows: Sequence[str]) -> Table:
    """ "^" repeats the cell above, merged."""
    made: list[tuple[Cell, ...]] = []
    for row in rows:
        made.append(
            tuple(Cell(made[-1][i].text, merged=True) if text == "^" else Cell(text) for i, text in enumerate(row))
        )
    return Table(tuple(made), "tabla")


def reading(*blocks: Block, running: Sequence[str] = ()) -> Reading:
    return read(Document("prueba.docx", "docx", blocks, running=tuple(running)))


def sheet(*plans: Block) -> Commitment:
    found = reading(Paragraph("Compromiso 1. Datos del agua"), table(*FORM), *plans)
    assert found.kind is Kind.COMMITMENT_SHEET
    return found.commitments[0]


def annual(*blocks: Block, running: Sequence[str] = ()) -> AnnualPlan:
    head = (
        Paragraph("PLAN ANUAL DE TRABAJO"),
        Paragraph("Dirección de Vinculación"),
        Paragraph("ADMINISTRACIÓN 2021-2024"),
    )
    found = reading(*head, *blocks, running=running).annual_plan
    assert found is not None
    return found


def route(*blocks: Block) -> Route:
    found = reading(Paragraph("Ruta crítica 2022"), *blocks).route
    assert found is not None
    return found


@pytest.mark.parametrize(
    "heading", ["Actividades específicas", "ACCIONES", "Tareas", "Actividad (descripción)", "Acciones a realizar:"]
)
def test_headings_of_activities(heading: str) -> None:
    assert column_of(heading) == "activity"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("INSTITUCION RESPONSABLE:", "organisation"), ("Dependencia", "organisation"), ("3. Nombre de la persona responsable", "person"),
        ("Breve descripción del compromiso (máximo 280 caracteres)", "description"), ("¿Qué problema se va a atender?", "problem"),
        ("Contribución al combate a la corrupción", "anticorruption"), ("Transparencia y rendición de cuentas", None),
        ("Secretaría de Planeación y Participación Ciudadana", None), ("55 5555 0100 ext. 4563", None), ("Gobierno del Estado", None),
    ],
)  # fmt: skip
def test_labels_are_told_from_values(label: str, name: str | None) -> None:
    assert label_of(label) == name


@pytest.mark.covers("req:66")
@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (["Nuevo", "X", "En curso", ""], "new"), (["Nuevo", "", "En curso", "X"], "ongoing"), (["", "Nuevo", "X", "En curso"], "ongoing"),
        (["X", "Nuevo", "", "En curso"], "new"), (["☐ Nuevo ☒ En curso"], "ongoing"), (["Nuevo (x)  En curso ( )"], "new"),
        (["[ ] Nuevo [X] En curso"], "ongoing"), (["Nuevo", "", "En curso", ""], ""), (["Tema", "Nuevo León"], None),
    ],
)  # fmt: skip
def test_ticks(cells: list[str | None], answer: str | None) -> None:
    assert new_or_ongoing(cells) == answer


@pytest.mark.covers("req:79")
def test_a_number_repeated_on_another_title_is_another_goal() -> None:
    found = sheet(
        table(
            PLAN,
            ["1", "Abrir", "Publicar", "5 de mayo de 2022", "Minuta", "Persona"],
            ["1", "Capacitar", "Taller", "6 de mayo de 2022", "Minuta", "Persona"],
        )
    )
    assert [(goal.number, goal.title) for goal in found.goals] == [(1, "Abrir"), (1, "Capacitar")]


@pytest.mark.covers("req:80")
def test_an_empty_cell_of_its_own_does_not_inherit() -> None:
    found = sheet(merged(
        PLAN, ["1", "Abrir", "Publicar", "5 de mayo de 2022", "Minuta", "Persona Uno"],
        ["2", "Capacitar", "Taller", "6 de mayo de 2022", "", ""], ["^", "^", "Curso", "7 de mayo de 2022", "^", "^"],
    ))  # fmt: skip
    assert [(goal.means, goal.responsibles, len(goal.activities)) for goal in found.goals] == [
        (("Minuta",), ("Persona Uno",), 1),
        ((), (), 2),
    ]


@pytest.mark.covers("req:91")
def test_a_goal_goes_on_after_a_repeated_heading() -> None:
    found = sheet(
        table(PLAN, ["1", "Abrir los datos de la", "Publicar", "5 de mayo de 2022", "Informe de", "Persona Uno"]),
        table(
            PLAN,
            ["", "cuenca alta", "Revisar", "6 de mayo de 2022", "resultados", ""],
            ["2", "Cerrar", "Informe", "Por definir", "Informe final", "Persona Dos"],
        ),
    )
    assert [(goal.title, goal.means, len(goal.activities)) for goal in found.goals] == [
        ("Abrir los datos de la cuenca alta", ("Informe de resultados",), 2), ("Cerrar", ("Informe final",), 1),
    ]  # fmt: skip


def test_bullets_of_activities_with_their_own_dates() -> None:
    found = sheet(
        table(
            PLAN,
            ["1", "Abrir", "● Publicar\n● Revisar", "5 de mayo de 2022\n6 de mayo de 2022", "Minuta", "Persona Uno"],
        )
    )
    assert [(a.title, a.date.edtf if a.date else None) for a in found.goals[0].activities] == [
        ("Publicar", "2022-05-05"),
        ("Revisar", "2022-05-06"),
    ]


def test_the_template_of_the_partnership() -> None:
    """The Spanish template of OGP: questions as labels, two dates in one box, contact below, no goals above activities."""
    form = [
        ["Número y nombre del compromiso", "3. Datos abiertos del agua"], ["Fecha de inicio y término del compromiso", "1 de enero de 2022 al 31 de diciembre de 2022"],
        ["Institución o actor responsable de la implementación", "Comisión Estatal del Agua"], ["¿Cuál es la problemática que el compromiso aborda?", "No hay datos"],
        ["¿Cuál es el compromiso?", "Publicar los datos"], ["¿Cómo contribuirá a resolver la problemática?", "Con datos"],
        ["¿Por qué es relevante frente a los valores de OGP?", "Transparencia: abre datos\nParticipación ciudadana: abre mesas"],
        ["Nombre de la persona responsable", "Ana Ficticia Muestra"], ["Título, Departamento", "Directora, Planeación"], ["Correo electrónico y teléfono", "agua@example.org, 55 5555 0100 ext. 12"],
        ["Actores del Estado", "Secretaría de Salud"], ["Organizaciones de la sociedad civil, sector privado, organizaciones multilaterales, grupos de trabajo", "Fundación Ríos"],
    ]  # fmt: skip
    plan = table(
        ["Actividad y producto entregable", "Fecha de inicio", "Fecha de término"],
        ["Publicar la base", "1 de enero de 2022", "30 de junio de 2022"],
        ["Evaluar", "1 de julio de 2022", "31 de diciembre de 2022"],
    )
    found = reading(table(*form), plan)
    assert found.kind is Kind.COMMITMENT_SHEET
    commitment = found.commitments[0]
    assert (commitment.number, commitment.title, commitment.description) == (
        3,
        "Datos abiertos del agua",
        "Publicar los datos",
    )
    assert [value.edtf for value in (commitment.starts_on, commitment.ends_on) if value] == ["2022-01-01", "2022-12-31"]
    assert (commitment.responsible.email, commitment.responsible.phone, commitment.responsible.extension) == (
        "agua@example.org",
        "55 5555 0100",
        "12",
    )
    assert (commitment.values.access, commitment.values.participation) == ("abre datos", "abre mesas")
    assert [actor.sector for actor in commitment.actors] == [Sector.GOVERNMENT, Sector.CIVIL_SOCIETY]
    assert [a.date.edtf for goal in commitment.goals for a in goal.activities if a.date] == [
        "2022-01-01/2022-06-30",
        "2022-07-01/2022-12-31",
    ]


def test_two_commitments_in_one_document() -> None:
    plan = table(PLAN, ["1", "Abrir", "Publicar", "5 de mayo de 2022", "Minuta", "Persona Uno"])
    found = reading(
        Paragraph("Compromiso 1. Agua"), table(*FORM), plan, Paragraph("Compromiso 2. Salud"), table(*FORM), plan
    )
    assert [(c.number, c.title, len(c.goals)) for c in found.commitments] == [(1, "Agua", 1), (2, "Salud", 1)]


def test_a_table_with_one_commitment_per_row() -> None:
    found = reading(
        table(
            ["No.", "Compromiso", "Institución responsable", "Fecha de inicio", "Fecha de término", "Objetivo"],
            ["1", "Agua abierta", "Comisión del Agua", "15/03/2022", "15/03/2023", "Abrir"],
            ["2", "Salud abierta", "Secretaría de Salud", "16/03/2022", "16/03/2023", "Cuidar"],
        ),
        table(
            ["Compromiso", "Meta", "Actividad", "Fecha", "Evidencia"],
            ["2", "Cuidar", "Taller", "5 de mayo de 2022", "Minuta"],
        ),
    )
    assert [(c.number, c.title, c.responsible.organisation, len(c.goals)) for c in found.commitments] == [
        (1, "Agua abierta", "Comisión del Agua", 0), (2, "Salud abierta", "Secretaría de Salud", 1),
    ]  # fmt: skip


@pytest.mark.covers("req:83")
@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ana Ficticia Muestra Bruno Prueba", ("Ana Ficticia Muestra", "Bruno Prueba")), ("Lic. Ana Ficticia Mtro. Bruno Prueba", ("Lic. Ana Ficticia", "Mtro. Bruno Prueba")),
        ("Ana Ficticia y Bruno Prueba", ("Ana Ficticia", "Bruno Prueba")), ("Ana Ficticia\nBruno Prueba", ("Ana Ficticia", "Bruno Prueba")),
        ("Secretaría de Finanzas y Planeación", ("Secretaría de Finanzas y Planeación",)), ("Ana Ficticia; Bruno Prueba", ("Ana Ficticia", "Bruno Prueba")),
    ],
)  # fmt: skip
def test_names_in_a_cell(cell: str, names: tuple[str, ...]) -> None:
    known = known_names(["Ana Ficticia Muestra", "Secretaría de Salud"])
    assert split_names(cell, known) == (names, False)


@pytest.mark.covers("req:83")
def test_names_that_nothing_tells_apart_are_left_for_a_person() -> None:
    assert split_names("Ana Ficticia Muestra Bruno Prueba Modelo", ()) == (
        ("Ana Ficticia Muestra Bruno Prueba Modelo",),
        True,
    )


@pytest.mark.covers("req:72", "req:73")
@pytest.mark.parametrize(
    ("item", "name", "organisation", "sector"),
    [
        ("ITEI", "", "ITEI", Sector.GUARANTOR),
        ("Instituto de Acceso a la Información Pública y Protección de Datos Personales", "", "Instituto de Acceso a la Información Pública y Protección de Datos Personales", Sector.GUARANTOR),
        ("Coordinación General de Transparencia", "", "Coordinación General de Transparencia", Sector.GOVERNMENT),
        ("Ana Ficticia Muestra, Ciudadana", "Ana Ficticia Muestra", "", Sector.CITIZEN),
        ("Comisión Estatal de Derechos Humanos", "", "Comisión Estatal de Derechos Humanos", Sector.AUTONOMOUS),
        ("Dirección de Evaluación, Secretaría de Salud", "Dirección de Evaluación", "Secretaría de Salud", Sector.GOVERNMENT),
    ],
)  # fmt: skip
def test_actors(item: str, name: str, organisation: str, sector: Sector) -> None:
    actor = read_actor(item, Sector.GOVERNMENT)
    assert (actor.name, actor.organisation, actor.sector, actor.box) == (name, organisation, sector, Sector.GOVERNMENT)


def test_a_pack_may_name_its_guarantor() -> None:
    assert (
        read_actor("Secretaría Anticorrupción", Sector.GOVERNMENT, ["Secretaría Anticorrupción"]).sector
        is Sector.GUARANTOR
    )


@pytest.mark.covers("req:81")
def test_means_whose_bullets_were_lost() -> None:
    assert read_items("Convocatoria Lista de asistencia Memoria fotográfica Minuta Informe de retroalimentación") == [
        "Convocatoria", "Lista de asistencia", "Memoria fotográfica", "Minuta", "Informe de retroalimentación",
    ]  # fmt: skip
    assert read_items("Presentación del Programa 2020") == ["Presentación del Programa 2020"]
    assert means_kinds(["Minuta", "Minutas", "minuta", "Informe final", "Relatorías por mesa", "Relatorías por mesa de trabajo"]) == [
        "Minuta", "Informe final", "Relatorías por mesa de trabajo",
    ]  # fmt: skip


@pytest.mark.covers("req:74")
def test_words_of_the_citizens() -> None:
    found = read_problem(
        "Baja cobertura (señalado por las personas asistentes como: “nadie nos avisa”)\n* Sí se avisa, por radio"
    )
    assert (found.official, found.citizen_wording, found.note) == (
        "Baja cobertura",
        "nadie nos avisa",
        "Sí se avisa, por radio",
    )


@pytest.mark.covers("req:101")
@pytest.mark.parametrize(
    "codes", [("1", "1.1", "1.2", "2"), ("1.-", "1.1.-", "1.2.-", "2.-"), ("I.", "A)", "B)", "II.")]
)
def test_codes_in_any_style_make_the_same_tree(codes: tuple[str, ...]) -> None:
    rows = [[code, f"Tarea de {code}", "Octubre", "Octubre"] for code in codes]
    found = annual(table(["Núm.", "Acciones", "Inicio", "Término"], *rows))
    assert [len(activity.children) for activity in found.activities] == [2, 0]


@pytest.mark.covers("req:102", "req:103")
def test_months_as_columns_with_marks_and_colours() -> None:
    rows = (
        (Cell("1"), Cell("Capacitar"), Cell("X"), Cell("x"), Cell("")),
        (Cell("2"), Cell("Consultar"), Cell(""), Cell("", fill="92D050"), Cell("", fill="92D050")),
    )
    head = tuple(Cell(text) for text in ("No.", "Actividad", "NOV", "DIC", "ENE"))
    found = annual(Table((head, *rows), "hoja"))
    dates = [(a.starts.edtf, a.ends.edtf, a.starts.inferred) for a in found.activities if a.starts and a.ends]
    assert dates == [("2021-11", "2021-12", True), ("2021-12", "2022-01", True)]


@pytest.mark.covers("req:125")
def test_a_slogan_in_the_table_is_dropped_and_a_repeated_activity_is_not() -> None:
    slogan, same = "Un gobierno cercano a su gente", "Reunión con el Comité de seguimiento"
    rows = [
        ["1", same, "NOV", "NOV"],
        ["2", "", "", ""],
        [slogan, "", "", ""],
        ["", "Definir mecanismos", "DIC", "DIC"],
        ["3", same, "DIC", "DIC"],
    ]
    found = annual(Paragraph(slogan), table(["", "ACTIVIDADES", "INICIO", "TÉRMINO"], *rows), running=[slogan])
    assert [(a.code, a.title) for a in found.activities] == [("1", same), ("2", "Definir mecanismos"), ("3", same)]


def test_an_area_named_above_and_below_is_no_slogan() -> None:
    found = annual(
        table(["No.", "Actividades", "Inicio", "Término"], ["1", "Capacitar", "NOV", "NOV"]),
        Paragraph("Dirección de Vinculación"),
    )
    assert found.area == "Dirección de Vinculación"


@pytest.mark.covers("req:27", "req:28")
def test_a_route_with_a_heading_in_two_rows() -> None:
    found = route(
        table(
            ["No.", "Actividad", "Fecha", ""],
            ["", "", "Inicio", "Término"],
            ["1", "Instalar", "1 de marzo", "5 de marzo"],
            ["2", "Firmar", "mayo", "mayo"],
            ["3", "Publicar", "junio", "junio"],
        )
    )
    assert [(p.number, p.title, p.starts.edtf if p.starts else None) for p in found.phases] == [
        (1, "Instalar", "2022-03-01"),
        (2, "Firmar", "2022-05"),
        (3, "Publicar", "2022-06"),
    ]


@pytest.mark.covers("req:27")
def test_numbered_objectives_are_not_phases() -> None:
    numbered = [
        Paragraph(text, number=str(n)) for n, text in enumerate(("Conocer.", "Escuchar.", "Acordar.", "Firmar."), 1)
    ]
    phases = [Paragraph(text, number=str(n)) for n, text in enumerate(("Instalar", "Consultar", "Redactar"), 1)]
    found = route(Paragraph("Objetivos específicos"), *numbered, Paragraph("Etapas"), *phases)
    assert (len(found.objectives), [p.title for p in found.phases]) == (4, ["Instalar", "Consultar", "Redactar"])


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("La convocatoria estará abierta del 3 de enero al 4 de febrero de 2022.", ("2022-01-03", "2022-02-04")),
        ("El registro estará abierto a partir del 3 de enero de 2022 y hasta el 4 de febrero de 2022.", ("2022-01-03", "2022-02-04")),
        ("Se recibirán postulaciones hasta el 15 de noviembre de 2022 a las 23:59 horas.", (None, "2022-11-15")),
        ("Las propuestas se recibirán del 5 al 20 de marzo de 2022.", ("2022-03-05", "2022-03-20")),
    ],
)  # fmt: skip
@pytest.mark.covers("req:50")
def test_windows_of_a_call(sentence: str, window: tuple[str | None, str | None]) -> None:
    blocks = [
        Paragraph(text)
        for text in (
            "CONVOCATORIA AL SECRETARIADO TÉCNICO DE COLIMA",
            "SE CONVOCA",
            "A todas las personas.",
            "BASES",
            "PLAZOS",
            sentence,
            "RESULTADOS",
            "Se publicarán el 30 de diciembre de 2022.",
        )
    ]
    found = reading(*blocks).call
    assert found is not None
    assert (found.opens_on and found.opens_on.edtf, found.closes_on and found.closes_on.edtf) == window


def test_a_work_plan_alone_is_a_sheet_only_with_its_columns() -> None:
    rows = [["1", "Abrir", "Publicar", "5 de mayo de 2022", "Minuta", "Persona Uno"]]
    assert reading(Paragraph("Plan de trabajo del compromiso"), table(PLAN, *rows)).kind is Kind.COMMITMENT_SHEET
    assert reading(table(["Actividad", "Responsable"], ["Barrer", "Persona"])).kind is Kind.UNKNOWN


@pytest.mark.covers("req:44")
def test_bases_numbered_in_words() -> None:
    lines = [
        "CONVOCATORIA",
        "Para integrar el Consejo de Participación",
        "El Ayuntamiento convoca a la ciudadanía",
        "BASES",
        "PRIMERA. De los requisitos",
    ]
    items = [Paragraph("Ser mayor de edad.", number="1"), Paragraph("Residir en el municipio.", number="2")]
    rest = [
        "SEGUNDA. Del registro",
        "El registro será del 3 al 28 de febrero de 2023.",
        "TERCERA. Resultados",
        "Se publicarán el 15 de marzo de 2023.",
    ]
    found = reading(*map(Paragraph, lines), *items, *map(Paragraph, rest)).call
    assert found is not None
    assert found.requirements == ("Ser mayor de edad.", "Residir en el municipio.")
    assert [section.heading for section in found.sections][-3:] == [
        "PRIMERA. De los requisitos",
        "SEGUNDA. Del registro",
        "TERCERA. Resultados",
    ]


def test_a_date_that_is_none_is_told_by_what_it_lacks() -> None:
    said = reading(
        Paragraph("Compromiso 1. Datos del agua"),
        table(
            ("No.", "Objetivo", "Actividad", "Fecha de cumplimiento", "Medios de verificación"),
            ("1", "Una meta", "Primera", "NOV", "Minuta"),
            ("2", "Otra meta", "Segunda", "30/02/2019", "Minuta"),
            ("3", "La última", "Tercera", "en su momento", "Minuta"),
        ),
    )
    assert [each.text for each in said.remarks if each.code == "date-unreadable"] == [
        "A la fecha «NOV» le falta el año y el documento no lo da.",
        "La fecha «30/02/2019» no existe en el calendario.",
        "No se entiende la fecha «en su momento».",
    ]
