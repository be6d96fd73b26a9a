"""The words with which institutions head their columns and label their boxes. Data: add a wording here, not in a reader.

A wording is a set of stems, each of which must begin some word of the heading ("$" ends a whole word). Notes in
parentheses, accents, case and punctuation do not count. The wording with most stems wins, so "fecha de inicio" is not
read as any date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tequio.core.dates.words import MONTH_NUMBERS
from tequio.core.reading.misspellings import corrected
from tequio.core.reading.words import LABEL_LIMIT, has_stems, key, label_key, word_set

#: weight and stems of each wording
Choices = tuple[tuple[int, tuple[str, ...]], ...]
#: letters by which the wordings are found
_START = 2


class Wordings(dict[str, Choices]):
    """Name → its wordings. ``by_start``: first letters of the first stem → (place in the list, name, weight, stems), so that a text
    is tried with the few wordings that could be in it and not with all."""

    def __init__(self, entries: Mapping[str, Choices]) -> None:
        super().__init__(entries)
        self.by_start: dict[str, list[tuple[int, str, int, tuple[str, ...]]]] = defaultdict(list)
        listed = [(name, weight, stems) for name, choices in entries.items() for weight, stems in choices]
        for place, (name, weight, stems) in enumerate(listed):
            self.by_start[stems[0].removesuffix("$")[:_START]].append((place, name, weight, stems))


#: words that only join others in a label
_JOINTS = word_set(
    """
    de del la las los el en y e o u a al por para con que se su sus este esta un una lo va
    """
)
#: a label may carry this many words besides those of its wording and the joints; none when it is all whole words
_SPARE_OF_ONE = 2
_SPARE = 6
_SPARE_OF_MANY = 16
#: longer texts are not searched for slips of the finger
_MENDED_WORDS = 6


def _wordings(text: str) -> Wordings:
    """ "name: wording, wording" per entry, lines that go on indented → weighed stems by name."""
    entries: dict[str, Choices] = {}
    for line in re.sub(r"\n\s{5,}", " ", text).strip().split("\n"):
        name, _, wordings = line.partition(":")
        entries[name.strip()] = tuple(_weighed(wording) for wording in wordings.split(","))
    return Wordings(entries)


def _weighed(wording: str) -> tuple[int, tuple[str, ...]]:
    stems = tuple(stem for stem in wording.split() if stem not in _JOINTS)
    return sum(map(len, stems)) + 10 * len(stems), stems


#: column → wordings of its heading
COLUMNS: Wordings = _wordings(
    """
    number: no$, num$, numero$, nº, n$, n o$, id$, clave$, consecutivo$, #, orden$, codigo$, num activid, numero
        activid, no activid, numero meta, no meta, numero fase, no fase, numero accion
    commitment: compromiso$, nombre compromiso$, titulo compromiso$, numero compromiso$, no compromiso$
    goal: objetiv, meta$, metas$, objetiv meta, resultado esperado, linea accion, hito compromiso
    activity: activid producto entregable, activid producto verificable, activid producto, activid entregable, activid,
        accion$, acciones$, tarea$, tareas$, activid especific, accion$ especific, acciones$ especific, acciones$
        realizar, activid realizar, activid programad, descripcion activid, descripcion accion, nombre tarea, nombre
        activid, trabajos$ realizar
    subactivity: subactivid, sub activid, subtarea, sub tarea, tarea$ especific, tareas$ especific
    phase: fase$, fases$, etapa$, etapas$, nombre fase, nombre etapa, descripcion fase, descripcion etapa, fase
        proceso, etapa proceso, paso$, pasos$
    date: mes ano$, tiempo$, trimestre$, bimestre$, semestre$, fecha$, fechas$, plazo$, plazos$, vencimient, fecha
        cumplimiento, fecha limite, fecha compromiso$, fecha entrega, fecha programad, fecha realizacion, fecha
        estimad, fecha propuest, plazo cumplimiento, periodo$, periodo ejecucion, periodo realizacion, calendarizacion,
        cuando$, temporalidad, fecha meta$, fecha ejecucion, dia$, mes$, tiempo ejecucion, mes cumplimiento, mes entrega,
        mes realizacion, mes ejecucion, mes programad, fecha maxima, fecha tope
    starts: fecha estimad inici, fecha programad inici, fecha real inici, inicio$, inicia$, arranque, comienzo, fecha
        inici, fecha arranque, fecha comienzo, mes inici, desde$, fecha apertura, apertura$
    ends: fecha estimad termin, fecha programad termin, fecha estimad fin, fecha programad conclusi, fecha estimad
        conclusi, fecha real termin, fin$, final$, termin, conclusi, concluye$, cierre$, fecha termin, fecha fin, fecha
        conclusi, fecha cierre, mes termin, mes conclusi, mes fin, hasta$, finaliz, fecha finaliz
    duration: duracion, dias$, dias habiles, duracion dias, dias duracion, tiempo estimado
    predecessors: predecesor, dependenci previa, antecesor, depende$, precedenci, requiere$, antecedente, precede
    means: comprobacion, como comprueb, como verific, verificacion$, medio verificacion, medios verificacion, evidenci,
        entregable, producto$, productos$, verificable, fuente verificacion, medios probatori, medio prueba, soporte
        documental, productos$ esperad, producto$ esperad, producto$ entregable, evidenci cumplimiento
    responsible: dependencia$, actores responsables, responsable, encargad, autoridad encargad, autoridad responsable,
        area responsable, quien$, quien hace$, quien realiza,
        quien ejecuta, a cargo, responsable cumplimiento, encargad cumplimiento, area encargad, persona
        responsable, instancia responsable, dependencia responsable, actor responsable, institucion responsable, unidad
        responsable
    milestone: hito$, hitos$, evento$ clave, fechas$ clave, acontecimiento
    indicator: indicador
    other: presupuest, costo, importe, monto, avance, estatus, estado$, observaci, comentario, lugar$, sede$,
        ponderacion, porcentaje, prioridad, participante, recurso, firma$, objetivo vinculad, beneficiari, unidad
        medida, cantidad, dirigido
    """
)

#: box of a commitment sheet → wordings of its label
LABELS: Wordings = _wordings(
    """
    title: numero nombre compromiso, nombre numero compromiso, compromiso$, nombre compromiso, titulo compromiso,
        denominacion compromiso, nombre del compromiso
    name: nombre$, denominacion$, titulo$
    number: numero compromiso, no compromiso, clave compromiso, num compromiso
    kind: tipo$, modalidad$, estatus$, clasificacion compromiso, nuevo continuidad, nuevo continua, tipo compromiso, estado compromiso,
        estatus compromiso, nuevo o en curso, nuevo en curso, modalidad compromiso
    theme: tema$, tematica, eje$, eje tematic, tema principal, area tematic, materia$, rubro$, tema compromiso
    starts_on: fecha inici, inicio$, fecha arranque, fecha comienzo, inicio compromiso, inicia$, arranque$
    ends_on: concluye$, finaliza$, termina$, fecha termino, fecha conclusi, fecha termin, fecha fin, fecha cierre,
        termino$, conclusion$, fin$, fecha limite, termino compromiso, fin compromiso, cierre$, fecha vencimiento,
        vencimiento$, fecha concluy, fecha finaliz
    period: fecha inici termin, fecha inici conclusi, fecha inici fin, inicio termin, inicio conclusion, periodo$,
        periodo ejecucion, vigencia$, periodo cumplimiento, periodo implementacion, periodo compromiso, plazo
        ejecucion, duracion$, duracion compromiso, temporalidad
    organisation: institucion actor responsable implementacion, actor responsable implementacion, institucion
        responsable implementacion, institucion coordinadora, dependencia coordinadora, institucion responsable,
        dependencia responsable, entidad responsable, institucion$, dependencia$, entidad$, organismo responsable,
        autoridad responsable, instancia responsable, organizacion responsable, dependencia o entidad, institucion
        encargad, dependencia encargad, ente responsable, sujeto obligado, institucion lider, dependencia lider
    person: responsable implementacion, enlace$, contacto responsable, persona responsable, nombre persona responsable,
        nombre responsable, responsable$, titular$, titular responsable, servidor responsable, servidora responsable,
        responsable compromiso, nombre titular, persona servidora publica responsable, funcionari responsable, persona
        encargad, nombre encargad, encargad$ compromiso, enlace responsable, nombre servidor publico,
        persona enlace$, enlace institucional
    post: titulo departamento, titulo puesto, nombre cargo, puesto$, cargo$, nombramiento, puesto cargo, cargo puesto,
        puesto o cargo, cargo responsable, puesto responsable, puesto persona, cargo persona
    area: area$, departamento$, area departamento, area o departamento, unidad administrativa, area adscripcion,
        adscripcion$, area responsable, direccion o area, unidad responsable, area unidad
    email: correo electronico telefono, correo telefono, correo$, correo electronic, e mail, email, mail$, correo
        contacto, correo institucional, correo responsable
    phone: tel$ cel$, celular$, telefono celular, telefono$, tel$, numero telefonic, telefono contacto, telefono
        oficina, telefonos, telefono y extension, telefono extension, telefono responsable
    extension: extension$, ext$, extension telefonica
    actors_government: actores estado, actores del estado, otras dependencias, instituciones gobierno involucradas,
        actores gobierno estatal, gobierno$, actores gubernamental, sector gobierno, sector gubernamental, dependencias
        participantes, instituciones gobierno, autoridades participantes, actores gobierno, sector publico,
        instituciones publicas, gobierno instituciones, instancias gobierno, dependencias gobierno, entidades gobierno,
        dependencias entidades participan, dependencias participan, entidades participan, instituciones
        participan gobierno
    actors_civil_society: organizaciones sociedad civil sector privado, sociedad civil, organizaciones sociedad civil,
        sector social, actores sociales, osc$, sociedad civil academia, actores sociedad civil, organizaciones civiles,
        sociedad civil iniciativa privada
    actors_guarantor: organo garante, organismo garante, organos garantes, autoridad garante, sector organo garante
    actors_autonomous: organos autonomos, organismos autonomos, organo autonomo
    actors_private: iniciativa privada, sector privado, sector empresarial, empresas$, sector productivo
    actors_academia: academia$, sector academic, universidades, instituciones academicas, academia investigacion
    actors_citizen: ciudadania$, ciudadanas ciudadanos, personas ciudadanas, ciudadanos$
    actors: otros actores, actores involucrad, actores participantes, actores$, participantes$, otros participantes,
        actores corresponsables, corresponsables, instituciones participantes
    problem: situacion actual, necesidad que atiende, justificacion problema, cual problematica compromiso aborda, cual
        problema, problematica publica, problema publico atiende, diagnostico problema, problema$, problematica,
        problema publico, problema tema, problema que, problema atender, situacion resolver, problema abordar,
        planteamiento problema, problematica atender, problema o tema, problema identificado
    objective: objetivo$, objetivo principal, objetivo general, objetivo compromiso, proposito$, finalidad$, objetivo
        politica,
        que busca$ lograr$, que quiere$ lograr$, que pretende$ lograr$, que logra$, para que$ compromiso$
    description: cual compromiso$, cual es el compromiso$, como contribuira resolver problematica, como contribuira
        solucion, descripcion$, breve descripcion, descripcion breve, descripcion compromiso, resumen$, en que
        consiste, cual es el compromiso, sintesis, que se va a hacer, resumen compromiso, descripcion general,
        descripcion corta, corta descripcion, descripcion resumida, descripcion concisa
    values: relevante frente valores, relevante valores, porque relevante valores, relevan avanzar valores, como
        compromiso relevan valores, como compromiso contribu valores, relevan valores, valores ogp, valores aga,
        valores gobierno abierto, contribu valores, valores alianza, avanzar valores, relevancia valores, valores$,
        principios gobierno abierto
    value_access: acceso$ informacion$, transparencia$, transparencia$ acceso$ informacion$, acceso$ informacion$
        publica$, transparencia$ acceso$ informacion$ publica$,
        aporte$ transparencia$, aporte$ acceso$ informacion$, aportacion$ transparencia$, aportacion$ acceso$
        informacion$, contribucion$ transparencia$, contribucion$ acceso$ informacion$, relevancia$
        transparencia$, relevancia$ acceso$ informacion$,
        como$ abona$ transparencia$, como$ abona$ acceso$ informacion$, como$ contribuye$ transparencia$, como$
        contribuye$ acceso$ informacion$, como$ fomenta$ transparencia$, como$ fomenta$ acceso$ informacion$,
        como$ promueve$ transparencia$, como$ promueve$ acceso$ informacion$, como$ fortalece$ transparencia$,
        como$ fortalece$ acceso$ informacion$
    value_accountability: rendicion$ cuentas$, rendicion$ publica$ cuentas$,
        aporte$ rendicion$ cuentas$, aportacion$ rendicion$ cuentas$, contribucion$ rendicion$ cuentas$,
        relevancia$ rendicion$ cuentas$,
        como$ abona$ rendicion$ cuentas$, como$ contribuye$ rendicion$ cuentas$, como$ fomenta$ rendicion$
        cuentas$, como$ promueve$ rendicion$ cuentas$, como$ fortalece$ rendicion$ cuentas$
    value_participation: participacion$ ciudadana$, participacion$ civica$, participacion$, participacion$ publica$,
        aporte$ participacion$, aporte$ participacion$ ciudadana$, aportacion$ participacion$, aportacion$
        participacion$ ciudadana$, contribucion$ participacion$, contribucion$ participacion$ ciudadana$,
        relevancia$ participacion$, relevancia$ participacion$ ciudadana$,
        como$ abona$ participacion$, como$ abona$ participacion$ ciudadana$, como$ contribuye$ participacion$,
        como$ contribuye$ participacion$ ciudadana$, como$ fomenta$ participacion$, como$ fomenta$
        participacion$ ciudadana$, como$ promueve$ participacion$, como$ promueve$ participacion$ ciudadana$,
        como$ fortalece$ participacion$, como$ fortalece$ participacion$ ciudadana$
    value_technology: tecnologia$ innovacion$, innovacion$ tecnologica$, tecnologia$, innovacion$, tecnologias$
        innovacion$, tecnologia$ innovacion$ apertura$, tecnologia$ innovacion$ transparencia$ rendicion$ cuentas$,
        innovacion$ tecnologia$,
        aporte$ tecnologia$, aporte$ innovacion$ tecnologica$, aporte$ tecnologia$ innovacion$, aportacion$
        tecnologia$, aportacion$ innovacion$ tecnologica$, aportacion$ tecnologia$ innovacion$, contribucion$
        tecnologia$, contribucion$ innovacion$ tecnologica$, contribucion$ tecnologia$ innovacion$, relevancia$
        tecnologia$, relevancia$ innovacion$ tecnologica$, relevancia$ tecnologia$ innovacion$,
        como$ abona$ tecnologia$, como$ abona$ innovacion$, como$ abona$ tecnologia$ innovacion$, como$
        contribuye$ tecnologia$, como$ contribuye$ innovacion$, como$ contribuye$ tecnologia$ innovacion$, como$
        fomenta$ tecnologia$, como$ fomenta$ innovacion$, como$ fomenta$ tecnologia$ innovacion$, como$
        promueve$ tecnologia$, como$ promueve$ innovacion$, como$ promueve$ tecnologia$ innovacion$, como$
        fortalece$ tecnologia$, como$ fortalece$ innovacion$, como$ fortalece$ tecnologia$ innovacion$, como$
        usa$ tecnologia$, como$ usa$ innovacion$, como$ usa$ tecnologia$ innovacion$, como$ utiliza$
        tecnologia$, como$ utiliza$ innovacion$, como$ utiliza$ tecnologia$ innovacion$
    anticorruption: como compromiso relevan corrupcion, como compromiso contribu corrupcion, relevan combate
        corrupcion, combate corrupcion, anticorrupcion, relevan corrupcion, contribu corrupcion, lucha contra
        corrupcion, prevencion corrupcion, corrupcion$,
        como previene corrupcion, como combate corrupcion, como evita corrupcion
    indicators: indicador, indicadores$, indicadores resultado, indicadores compromiso
    strategy: estrategia$, estrategias$, estrategia implementacion, estrategia cumplimiento
    sector_roles: participacion cada sector, papel cada sector, rol cada sector, responsabilidad cada sector,
        participacion sectores, responsabilidades por sector, roles sectores,
        que hara cada sector, que hace cada sector, que aporta cada sector, tareas cada sector, aporte cada
        sector
    contact: informacion contacto, datos contacto, contacto$
    branch: poder$, rama$, ambito gobierno, orden gobierno, poder u organo
    postal: domicilio, direccion$ postal, direccion$, codigo postal
    """
)


@lru_cache(maxsize=8192)
def column_of(text: str) -> str | None:
    """Which column this heading names ("month:11" for a month), or None when it names none."""
    heading = label_key(text)
    if not heading:
        return "number" if text.strip() in {"#", "N°", "Nº"} else None
    month = month_of(heading)
    return f"month:{month}" if month else _best_of_mended(heading, COLUMNS)


def month_of(heading: str) -> int | None:
    """The month a column is headed with: "NOV", "Noviembre", "nov 21"; None for anything longer."""
    words = heading.split()
    if not words or len(words) > 2 or (len(words) == 2 and not words[1].isdecimal()):
        return None
    return MONTH_NUMBERS.get(words[0])


@lru_cache(maxsize=4096)
def label_of(text: str) -> str | None:
    """Which box of a commitment sheet this label names, or None. Only the words before a colon or a line break count."""
    heading = label_key(text)
    found = _label(heading) if heading else None
    if found is None and len(text) <= 8 * LABEL_LIMIT:
        first = label_key(re.split(r"[:\n]", text.strip(), maxsplit=1)[0])
        found = _label(first) if first and first != heading else None
    return found


def _label(heading: str) -> str | None:
    """A figure may number a label ("3. Objetivo") or belong to a title; otherwise a short text with figures is a value."""
    words = heading.split()
    body = words[1:] if words[0].isdecimal() and len(words) > 1 else words
    found = _best_of_mended(" ".join(body), LABELS)
    figures = sum(word.isdecimal() for word in body)
    return None if figures and found not in {"title", "number"} and len(body) - figures < 4 else found


def _best_of_mended(heading: str, wordings: Wordings) -> str | None:
    """As typed; else with its slips of the finger mended, when it is as short as a heading."""
    found = best(heading, wordings)
    if found or heading.count(" ") >= _MENDED_WORDS:
        return found
    mended = corrected(heading)
    return best(mended, wordings) if mended != heading else None


def best(heading: str, wordings: Wordings) -> str | None:
    """The name whose wording covers the heading best; of two that cover the same, the first in the list."""
    every = heading.split()
    words = sum(word not in _JOINTS and not word.isdecimal() for word in every)
    starts = {word[:size] for word in every for size in range(1, _START + 1)}
    fitting = (
        (weight, -place, name)
        for start in starts
        for place, name, weight, stems in wordings.by_start.get(start, ())
        if _fits(heading, words, stems)
    )
    return max(fitting, default=(0, 0, None))[2]


def _fits(heading: str, words: int, stems: Sequence[str]) -> bool:
    whole = all(stem.endswith("$") for stem in stems)
    allowed = 0 if whole else _SPARE_OF_ONE if len(stems) == 1 else _SPARE if len(stems) == 2 else _SPARE_OF_MANY
    return 0 <= words - len(stems) <= allowed and has_stems(heading, stems)


def says(text: str, *stems: str) -> bool:
    """Whether a line speaks of these stems, for titles and section headings."""
    return has_stems(key(text[:400]), stems)
