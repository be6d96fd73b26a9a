"""Documents with a known truth, in the many shapes in which offices write them.

``commitment_sheet(seed)``, ``route(seed)``, ``annual_plan(seed)``, ``call(seed)`` and ``methodology(seed)`` give
``(Document, record)``; ``sheet_document(commitment, seed)`` and its sisters write a given record in the shape of that seed,
so that a fault planted in the record stands in a document of any shape. The wordings here are this file's own.
"""

# ruff: noqa: E501  tables of wordings are easier to read whole

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from tequio.core.dates import FuzzyDate, first_day
from tequio.core.reading.document import Block, Cell, Document, Paragraph, Table
from tequio.core.reading.records import AnnualPlan, Call, Commitment, Goal, Methodology, PlannedActivity, Route, Sector
from tests.core.reading import truths

MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
LABELS: dict[str, tuple[str, ...]] = {
    "theme": ("Tema", "TEMA:", "Eje temático", "Temática"),
    "starts_on": ("Fecha de inicio", "Inicio", "FECHA DE INICIO (día, mes y año)", "Fecha de arranque"),
    "ends_on": ("Fecha de conclusión", "Fecha de término", "Fecha de fin", "FECHA DE CONCLUSION", "Fecha de cierre"),
    "organisation": ("Institución responsable", "Dependencia responsable", "Entidad responsable", "Dependencia o entidad responsable", "DEPENDENCIA"),
    "person": ("Nombre de la persona responsable", "Persona responsable", "Responsable", "Nombre del responsable", "Titular responsable"),
    "post": ("Puesto", "Cargo", "CARGO O PUESTO"),
    "area": ("Área o Departamento", "Unidad administrativa", "Área"),
    "email": ("Correo electrónico", "E-mail", "Correo", "CORREO ELECTRÓNICO"),
    "phone": ("Teléfono", "Tel.", "Teléfono de contacto"),
    "extension": ("Extensión", "Ext."),
    "government": ("Gobierno", "Actores gubernamentales", "Dependencias participantes"),
    "civil": ("Sociedad civil, iniciativa privada, grupos de trabajo, academia, etc.", "Sociedad civil", "Organizaciones de la sociedad civil", "Sociedad civil y academia"),
    "problem": ("Problema/tema que se va a abordar (se pretende resolver)", "Problemática", "Problema público a resolver", "¿Qué problema se va a atender?"),
    "objective": ("Objetivo principal", "Objetivo general", "Objetivo", "OBJETIVO DEL COMPROMISO"),
    "description": ("Breve descripción del compromiso (máximo 280 caracteres)", "Descripción breve", "Descripción del compromiso", "Descripción"),
    "values": ("Descripción de cómo este compromiso es relevante para avanzar los valores de la OGP:", "Contribución a los valores de gobierno abierto", "Relevancia para los valores de la Alianza"),
    "anticorruption": ("Descripción de cómo este compromiso es relevante en el combate a la corrupción:", "Contribución al combate a la corrupción", "Relevancia anticorrupción"),
}  # fmt: skip
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("No.", "Núm.", "#", "N°", "NO."),
    "goal": ("OBJETIVOS O METAS", "Meta", "Metas", "Objetivo", "Objetivos / metas"),
    "activity": ("ACTIVIDADES ESPECIFICAS", "Actividades específicas", "Acciones", "Tareas", "Actividad", "Acciones a realizar"),
    "date": ("FECHA DE CUMPLIMIENTO", "Fecha límite", "Plazo", "Fecha compromiso", "Vencimiento", "Fecha de entrega", "Plazo (fecha)"),
    "means": ("MEDIOS DE VERIFICACIÓN", "Medio de verificación", "Evidencia", "Entregables", "Productos", "Verificables", "Evidencias de cumplimiento"),
    "responsible": ("AUTORIDAD ENCARGADA DEL CUMPLIMIENTO", "Responsable", "Encargado", "Área responsable", "Responsables", "Encargada(o)"),
}  # fmt: skip


def commitment_sheet(seed: int) -> tuple[Document, Commitment]:
    truth = truths.commitment(seed)
    return sheet_document(truth, seed), truth


def route(seed: int) -> tuple[Document, Route]:
    truth = truths.route(seed)
    return route_document(truth, seed), truth


def annual_plan(seed: int) -> tuple[Document, AnnualPlan]:
    truth = truths.annual_plan(seed)
    return plan_document(truth, seed), truth


def call(seed: int) -> tuple[Document, Call]:
    truth = truths.call(seed)
    return call_document(truth, seed), truth


def methodology(seed: int) -> tuple[Document, Methodology]:
    truth = truths.methodology(seed)
    return methodology_document(truth, seed), truth


def write_date(value: FuzzyDate | None, style: str) -> str:
    """One style per document; "mixed" is left to who plants faults."""
    if value is None:
        return ""
    if value.edtf is None:
        return "Por definir"
    day = first_day(value)
    assert day is not None
    if len(value.edtf) == 7:
        return f"{MONTHS[day.month - 1]} {day.year}"
    return {
        "long": f"{day.day} de {MONTHS[day.month - 1]} de {day.year}",
        "year": f"{day.day} de {MONTHS[day.month - 1].capitalize()} del año {day.year}",
        "slash": f"{day.day:02}/{day.month:02}/{day.year}",
        "short": f"{day.day}/{day.month}/{day.year % 100:02}",
        "dash": f"{day.day:02}-{MONTHS[day.month - 1][:3]}-{day.year}",
        "iso": day.isoformat(),
    }[style]


DATE_STYLES = ("long", "long", "year", "slash", "short", "dash", "iso")


def document(blocks: Sequence[Block], seed: int, running: Sequence[str] = ()) -> Document:
    return Document(f"variante-{seed}.docx", "docx", tuple(blocks), running=tuple(running))


# --- the sheet of a commitment


def sheet_document(truth: Commitment, seed: int) -> Document:
    random = Random(f"sheet {seed}")
    style = random.choice(DATE_STYLES)
    blocks: list[Block] = [Paragraph(f"Tercer Plan de Acción Local de Gobierno Abierto {_year(truth)}")]
    blocks.append(
        Paragraph(
            random.choice(
                [
                    "COMPROMISO DE GOBIERNO ABIERTO POR EL EJECUTIVO: {}",
                    "Compromiso 1. {}",
                    "COMPROMISO: {}",
                    "Compromiso {n}: {}",
                ]
            )
            .replace("{n}", "2")
            .format(truth.title)
        )
    )
    boxes = _boxes(truth, random, style)
    blocks.extend(random.choice([_form_table, _merged_form, _paired_form, _label_lines, _label_above])(boxes, random))
    if random.random() < 0.6:
        blocks.append(
            Paragraph(random.choice(["PLAN ANUAL DE TRABAJO*", "Plan de trabajo", "Calendario de actividades"]))
        )
    blocks.extend(_goal_tables(truth.goals, random, style))
    if random.random() < 0.3:
        blocks.append(Paragraph("*Sujeto a cambios"))
    return document(blocks, seed)


def _year(truth: Commitment) -> int:
    day = first_day(truth.starts_on) if truth.starts_on else None
    return day.year if day else 2020


def _boxes(truth: Commitment, random: Random, style: str) -> list[tuple[str, str]]:
    mark = random.choice(["● ", "", "- "])
    in_box = {
        name: "\n".join(
            mark + _actor(actor.name, actor.organisation, actor.sector) for actor in truth.actors if actor.box is box
        )
        for name, box in (("government", Sector.GOVERNMENT), ("civil", Sector.CIVIL_SOCIETY))
    }
    values = truth.values
    lettered = random.choice([("a. Transparencia: ", "b. Rendición de Cuentas: ", "c. Participación Ciudadana: ", "d. Innovación tecnológica: "),
                              ("1. Acceso a la información: ", "2. Rendición de cuentas: ", "3. Participación ciudadana: ", "4. Tecnología e innovación: "),
                              ("● Acceso a la información: ", "● Rendición de cuentas: ", "● Participación: ", "● Tecnología: ")])  # fmt: skip
    said = (values.access, values.accountability, values.participation, values.technology)
    texts = {
        "theme": truth.theme, "starts_on": write_date(truth.starts_on, style), "ends_on": write_date(truth.ends_on, style),
        "organisation": truth.responsible.organisation, "person": truth.responsible.person, "post": truth.responsible.post,
        "area": truth.responsible.area, "email": truth.responsible.email, "phone": truth.responsible.phone, **in_box,
        "problem": truth.problem.official, "objective": truth.objective, "description": truth.description,
        "values": "\n".join(f"{letter}{text}" for letter, text in zip(lettered, said, strict=True)), "anticorruption": truth.anticorruption,
    }  # fmt: skip
    if random.random() < 0.5:
        texts["phone"] = f"{truth.responsible.phone} ext. {truth.responsible.extension}"
        extension = []
    else:
        extension = [(random.choice(LABELS["extension"]), truth.responsible.extension)]
    boxes = [(random.choice(LABELS[name]), text) for name, text in texts.items()]
    phone = next(i for i, (label, _) in enumerate(boxes) if label in LABELS["phone"])
    boxes[phone + 1 : phone + 1] = extension
    if random.random() < 0.4:
        head, tail = boxes[:3], boxes[3:]
        random.shuffle(head)
        boxes = [*head, *tail]
    return [("", truth.kind or ""), *boxes]


def _actor(name: str, organisation: str, sector: Sector) -> str:
    return ", ".join(part for part in (name, organisation or ("Ciudadano" if sector is Sector.CITIZEN else "")) if part)


def _ticked(kind: str, random: Random) -> tuple[str, ...]:
    new = kind == "new"
    x, o = ("X", "") if new else ("", "X")
    return random.choice([
        ("Nuevo", x, "En curso", o), ("Nuevo", x.lower(), "En curso", o.lower()), ("Nuevo", f"({x or ' '})", "En curso", f"({o or ' '})"),
        ("☒ Nuevo" if new else "☐ Nuevo", "", "☐ En curso" if new else "☒ En curso", ""),
        ("Tipo de compromiso", "Nuevo" if new else "En curso", "", ""), (f"Nuevo ( {x} )   En curso ( {o} )", "", "", ""),
    ])  # fmt: skip


def _one_line(cells: Sequence[str]) -> str:
    return " ".join(part for part in cells if part).replace("Tipo de compromiso", "Tipo de compromiso:")


def _plain(texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def _form_table(boxes: list[tuple[str, str]], random: Random) -> list[Block]:
    rows = [_plain(_ticked(boxes[0][1], random))]
    rows += [_plain([label, text, "", ""]) for label, text in boxes[1:]]
    return [Table(tuple(rows), "tabla 1")]


def _merged_form(boxes: list[tuple[str, str]], random: Random) -> list[Block]:
    rows = [_plain(_ticked(boxes[0][1], random))]
    rows += [(Cell(label), Cell(text), Cell(text, merged=True), Cell(text, merged=True)) for label, text in boxes[1:]]
    return [Table(tuple(rows), "tabla 1")]


def _paired_form(boxes: list[tuple[str, str]], random: Random) -> list[Block]:
    """Two short boxes to a row, long ones alone."""
    rows = [_plain(_ticked(boxes[0][1], random))]
    waiting: tuple[str, str] | None = None
    for label, text in boxes[1:]:
        if len(text) > 45 or "\n" in text or len(label) > 40:
            rows += [_plain([*waiting, "", ""])] if waiting else []
            waiting = None
            rows.append((Cell(label), Cell(text), Cell(text, merged=True), Cell(text, merged=True)))
        elif waiting:
            rows.append(_plain([*waiting, label, text]))
            waiting = None
        else:
            waiting = (label, text)
    rows += [_plain([*waiting, "", ""])] if waiting else []
    return [Table(tuple(rows), "tabla 1")]


def _label_lines(boxes: list[tuple[str, str]], random: Random) -> list[Block]:
    """Paragraphs "Etiqueta: valor"; lists below their label."""
    blocks: list[Block] = [Paragraph(_one_line(_ticked(boxes[0][1], random)))]
    for label, text in boxes[1:]:
        lines = text.split("\n")
        bare = label.rstrip(": ")
        if len(lines) == 1:
            blocks.append(Paragraph(f"{bare}: {text}"))
        else:
            blocks.append(Paragraph(f"{bare}:"))
            blocks.extend(_list_paragraph(line) for line in lines)
    return blocks


def _list_paragraph(line: str) -> Paragraph:
    if line.startswith(("● ", "- ")):
        return Paragraph(line[2:], bullet=True)
    head, dot, rest = line.partition(". ")
    return Paragraph(rest, number=head) if dot and len(head) == 1 else Paragraph(line)


def _label_above(boxes: list[tuple[str, str]], random: Random) -> list[Block]:
    """One column: the label in a row, its value in the next."""
    rows = [(Cell(_one_line(_ticked(boxes[0][1], random))), Cell(""))]
    for label, text in boxes[1:]:
        rows += [(Cell(label), Cell("")), (Cell(text), Cell(""))]
    return [Table(tuple(rows), "tabla 1")]


def _goal_tables(goals: Sequence[Goal], random: Random, style: str) -> list[Block]:
    order = ["number", "goal", "activity", "date", "means", "responsible"]
    if random.random() < 0.5:
        tail = order[1:]
        random.shuffle(tail)
        order = ["number", *tail] if random.random() < 0.7 else [*tail, "number"]
    if random.random() < 0.15:
        order.remove("number")
    headings = {name: random.choice(HEADINGS[name]) for name in order}
    spanning = random.choice(["merged", "blank", "filled"]) if "number" in order else "merged"
    bullets = random.random() < 0.6
    header = tuple(Cell(headings[name]) for name in order)
    rows: list[tuple[Cell, ...]] = []
    for goal in goals:
        rows.extend(_goal_rows(goal, order, random, style, spanning, bullets=bullets))
        if random.random() < 0.1 and spanning != "blank":
            rows.append(tuple(Cell("") for _ in order))
    if random.random() < 0.3 and len(rows) > 4:
        cut = len(rows) // 2
        while cut < len(rows) and any(cell.merged or not cell.text for cell in rows[cut]):
            cut += 1
        again = [header] if random.random() < 0.6 else []
        second = [*again, *rows[cut:]]
        tables = [Table((header, *rows[:cut]), "tabla 2")]
        return [*tables, Table(tuple(second), "tabla 3")] if rows[cut:] else list(tables)
    titled = (
        [tuple(Cell("Plan de trabajo del compromiso", merged=i > 0) for i in range(len(order)))]
        if random.random() < 0.2
        else []
    )
    return [Table((*titled, header, *rows), "tabla 2")]


def _goal_rows(
    goal: Goal, order: Sequence[str], random: Random, style: str, spanning: str, *, bullets: bool
) -> list[tuple[Cell, ...]]:
    mark = "● " if bullets else ""
    number = random.choice(["{}", "{}.", "{}.-"]).format(goal.number)
    shared = {
        "number": number,
        "goal": goal.title,
        "means": "\n".join(mark + m for m in goal.means),
        "responsible": "\n".join(goal.responsibles),
    }
    rows = []
    for index, activity in enumerate(goal.activities):
        texts = {**shared, "activity": activity.title, "date": write_date(activity.date, style)}
        cells = []
        for name in order:
            repeats = index > 0 and name in shared
            if repeats and spanning == "blank":
                cells.append(Cell(""))
            else:
                cells.append(Cell(texts[name], merged=repeats and spanning == "merged"))
        rows.append(tuple(cells))
    return rows


# --- a route


def route_document(truth: Route, seed: int) -> Document:
    random = Random(f"route shape {seed}")
    style = random.choice(["long", "slash", "iso"])
    blocks: list[Block] = [
        Paragraph(
            random.choice(
                [
                    "Ruta crítica del Plan de Acción Local",
                    "Propuesta de ruta crítica",
                    "Hoja de ruta para el plan de acción local",
                ]
            )
        )
    ]
    blocks.append(Paragraph(f"Objetivo general: {truth.objective}"))
    blocks.append(Paragraph(random.choice(["Objetivos específicos:", "OBJETIVOS ESPECÍFICOS"])))
    blocks += [Paragraph(text, number=str(n)) for n, text in enumerate(truth.objectives, 1)]
    stops = _milestones(truth, random, style)
    above = random.random() < 0.3
    blocks += stops if above else []
    blocks.append(
        Paragraph(random.choice(["Fases del proyecto", "Etapas", "FASES PROPUESTAS", "Actividades de la ruta"]))
    )
    blocks += random.choice([_numbered_phases, _typed_phases, _phase_table])(truth, random)
    blocks += [] if above else stops
    return document(blocks, seed)


def _milestones(truth: Route, random: Random, style: str) -> list[Block]:
    named = [
        (f"Fecha de {stop.name[0].lower()}{stop.name[1:]}", write_date(stop.date, style)) for stop in truth.milestones
    ]
    if random.random() < 0.3:
        rows = [
            _plain(["Hito", "Fecha"]),
            *(_plain([stop.name, text]) for stop, (_, text) in zip(truth.milestones, named, strict=True)),
        ]
        return [Paragraph("Fechas clave"), Table(tuple(rows), "tabla de hitos")]
    return [
        Paragraph("Fechas propuestas"),
        *(Paragraph(f"{name}: {text}{'.' if style == 'long' else ''}") for name, text in named),
    ]


def _numbered_phases(truth: Route, _: Random) -> list[Block]:
    return [Paragraph(phase.title, number=str(phase.number)) for phase in truth.phases]


def _typed_phases(truth: Route, random: Random) -> list[Block]:
    mark = random.choice(["{}. {}", "{}) {}", "{}.- {}", "Fase {}: {}", "{}° {}"])
    return [Paragraph(mark.format(phase.number, phase.title)) for phase in truth.phases]


def _phase_table(truth: Route, random: Random) -> list[Block]:
    columns = ["number", "title", "duration", "predecessors"][: random.choice([2, 4, 4])]
    headings = {
        "number": random.choice(["No.", "#", "ID"]), "title": random.choice(["Fase", "Etapa", "Actividad", "Nombre de tarea"]),
        "duration": random.choice(["Duración", "Duración (días hábiles)", "Días"]), "predecessors": random.choice(["Predecesoras", "Depende de", "Antecesoras"]),
    }  # fmt: skip
    if random.random() < 0.4:
        random.shuffle(columns)
    rows = [_plain([headings[name] for name in columns])]
    for phase in truth.phases:
        rows.append(_plain(["" if getattr(phase, name) is None else str(getattr(phase, name)) for name in columns]))
        if random.random() < 0.05:
            rows.append(_plain([""] * len(columns)))
    return [Table(tuple(rows), "tabla 1")]


# --- an annual plan


def plan_document(truth: AnnualPlan, seed: int) -> Document:
    random = Random(f"plan shape {seed}")
    slogan = random.choice(["Juntas y juntos construimos el municipio", "Un gobierno cercano a su gente", ""])
    year = int(truth.administration[:4]) + 1
    blocks: list[Block] = [
        Paragraph(random.choice(["PLAN ANUAL DE TRABAJO", "Programa anual de trabajo", "PLAN DE TRABAJO ANUAL"]) + f" {year}"),
        Paragraph(truth.area), Paragraph(f"ADMINISTRACIÓN {truth.administration}"), Paragraph("OBJETIVOS"),
    ]  # fmt: skip
    blocks += [Paragraph(text, number=letter) for letter, text in zip("ab", truth.objectives, strict=False)]
    blocks.append(Paragraph("METAS"))
    blocks += [Paragraph(text, number="a") for text in truth.goals]
    if truth.mechanisms:
        blocks.append(
            Paragraph(
                f"Los mecanismos de participación serán: {', '.join(truth.mechanisms[:-1])} y {truth.mechanisms[-1]}."
            )
        )
    blocks += [Paragraph(slogan)] if slogan else []
    blocks += random.choice([_dated_rows, _month_marks, _month_colours])(truth, random, slogan, year)
    blocks += [Paragraph("____________________"), Paragraph("Titular de la Unidad"), Paragraph(truth.area.upper())]
    return document(blocks, seed, running=[slogan] if slogan else [])


def _flat(activities: Sequence[PlannedActivity]) -> list[PlannedActivity]:
    return [row for activity in activities for row in (activity, *activity.children)]


def _dated_rows(truth: AnnualPlan, random: Random, slogan: str, year: int) -> list[Block]:
    style = random.choice(["name", "abbreviation", "full"])
    columns = ["code", "title", "starts", "ends"]
    if random.random() < 0.4:
        random.shuffle(columns)
    headings = {"code": random.choice(["No.", "Clave", "Núm."]), "title": random.choice(["ACTIVIDADES", "Actividad", "Acciones"]),
                "starts": random.choice(["FECHA INICIO", "Inicio", "Mes de inicio"]), "ends": random.choice(["FECHA TERMINO", "Término", "Fin", "Conclusión"])}  # fmt: skip
    rows = [_plain([headings[name] for name in columns])]
    for activity in _flat(truth.activities):
        texts = {
            "code": activity.code,
            "title": activity.title,
            "starts": _month_text(activity.starts, style),
            "ends": _month_text(activity.ends, style),
        }
        rows.append(_plain([texts[name] for name in columns]))
        if slogan and random.random() < 0.08:
            rows.append(tuple(Cell(slogan, merged=i > 0) for i in range(len(columns))))
    return [Table(tuple(rows), "tabla 1")]


def _month_text(value: FuzzyDate | None, style: str) -> str:
    day = first_day(value) if value else None
    if day is None:
        return ""
    name = MONTHS[day.month - 1]
    return {"name": name.capitalize(), "abbreviation": name[:3].upper(), "full": f"{name} {day.year}"}[style]


def _month_marks(truth: AnnualPlan, random: Random, slogan: str, year: int) -> list[Block]:
    return _gantt(truth, random, lambda inside: Cell(random.choice(["X", "x"]) if inside else ""), year)


def _month_colours(truth: AnnualPlan, random: Random, slogan: str, year: int) -> list[Block]:
    colour = random.choice(["92D050", "FFC000", "4472C4"])
    return _gantt(truth, random, lambda inside: Cell("", fill=colour if inside else None), year)


def _gantt(truth: AnnualPlan, random: Random, cell: Callable[[bool], Cell], year: int) -> list[Block]:
    short = random.random() < 0.5
    names = [month[:3].upper() if short else month.capitalize() for month in MONTHS]
    rows = [_plain([random.choice(["No.", "Clave"]), random.choice(["Actividad", "Actividades"]), *names])]
    if random.random() < 0.4:
        rows.insert(0, (Cell(""), Cell(""), *(Cell(str(year), merged=i > 0) for i in range(12))))
    for activity in _flat(truth.activities):
        first, last = _month_of(activity.starts), _month_of(activity.ends)
        rows.append(
            (Cell(activity.code), Cell(activity.title), *(cell(first <= month <= last) for month in range(1, 13)))
        )
    return [Table(tuple(rows), "hoja «Cronograma»")]


def _month_of(value: FuzzyDate | None) -> int:
    day = first_day(value) if value else None
    return day.month if day else 0


# --- a call


def call_document(truth: Call, seed: int) -> Document:
    random = Random(f"call shape {seed}")
    opens, closes = (first_day(value) for value in (truth.opens_on, truth.closes_on) if value)
    assert opens is not None
    assert closes is not None
    level = random.choice([0, 2])
    blocks: list[Block] = [
        Paragraph(truth.title, level=1 if level else 0), Paragraph("CONSIDERANDO", level=level),
        Paragraph("Que el gobierno abierto es un modelo de gestión basado en la transparencia y la participación."),
        Paragraph("SE CONVOCA", level=level), Paragraph("A las organizaciones, academia y personas interesadas, conforme a las siguientes:"),
        Paragraph("BASES", level=level), Paragraph("Objetivos específicos:", number="1"),
        *(Paragraph(text, number=letter) for letter, text in zip("abc", truth.objectives, strict=False)),
    ]  # fmt: skip
    table = random.random() < 0.25
    blocks.append(Paragraph(random.choice(["REQUISITOS", "Requisitos", "REQUISITOS Y PLAZOS"]), level=level))
    blocks.append(Paragraph("Las personas interesadas deberán cumplir con lo siguiente:"))
    items = [
        Paragraph(text, number=str(n)) if random.random() < 2 else Paragraph(text)
        for n, text in enumerate(truth.requirements, 1)
    ]
    blocks += items
    window = _window(opens, closes, random)
    if table:
        blocks.append(Paragraph("CALENDARIO", level=level))
        blocks.append(
            Table(
                (
                    _plain(["Etapa", "Fecha"]),
                    _plain(["Registro de aspirantes", window[1]]),
                    _plain(["Publicación de resultados", f"{closes.day} de enero de {closes.year + 1}"]),
                ),
                "tabla 1",
            )
        )
    elif random.random() < 0.4:
        blocks.append(Paragraph(window[0], number=str(len(items) + 1)))
    else:
        blocks += [Paragraph("PLAZOS", level=level), Paragraph(window[0])]
    blocks += [Paragraph("RESULTADOS", level=level), Paragraph(f"Los resultados se publicarán a más tardar en enero de {closes.year + 1}."),
               Paragraph(f"Informes: {truth.contact[0]} o en {truth.contact[1]}"), Paragraph(" ".join(truth.hashtags))]  # fmt: skip
    return document(blocks, seed)


def _window(opens: date, closes: date, random: Random) -> tuple[str, str]:
    start, end = (f"{day.day} de {MONTHS[day.month - 1]}" for day in (opens, closes))
    year = f" de {opens.year}" if opens.year != closes.year else ""
    spoken = f"del {start}{year} al {end} de {closes.year}"
    return random.choice([
        f"La presente convocatoria estará abierta {spoken}.", f"Las solicitudes se recibirán {spoken}.", f"El periodo de registro será {spoken}.",
        f"El registro estará abierto a partir del {start} de {opens.year} y hasta el {end} de {closes.year} a las 23:59 horas.",
        f"La recepción de postulaciones será desde el {start}{year} hasta el {end} de {closes.year}.",
    ]), spoken  # fmt: skip


# --- a methodology


def methodology_document(truth: Methodology, seed: int) -> Document:
    random = Random(f"methodology shape {seed}")
    heading = random.choice([0, 1, 2])
    typed = random.random() < 0.5
    bullets = random.random() < 0.7
    axes_in = next((i for i, step in enumerate(truth.steps) if "mesas" in step.title), 1)
    blocks: list[Block] = [Paragraph("Metodología para la integración del Plan de Acción Local de Gobierno Abierto")]
    for index, step in enumerate(truth.steps):
        blocks.append(
            Paragraph(f"{step.number}. {step.title}", level=heading)
            if typed
            else Paragraph(step.title, level=heading, number=step.number)
        )
        blocks.append(
            Paragraph(
                "El Secretariado Técnico reunirá a la sociedad civil, al gobierno y al órgano garante para acordar los compromisos, su seguimiento y su evaluación."
            )
        )
        if index == axes_in:
            blocks.append(Paragraph("Las mesas de trabajo se organizarán conforme a los siguientes ejes:"))
            blocks += [
                Paragraph(axis, bullet=True) if bullets else Paragraph(axis, number="abcdefgh"[n])
                for n, axis in enumerate(truth.axes)
            ]
            blocks.append(
                Paragraph(
                    "Cada mesa tendrá una persona facilitadora y entregará una relatoría a los participantes del plan de acción."
                )
            )
    return document(blocks, seed)
