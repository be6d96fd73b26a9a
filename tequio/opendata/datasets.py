"""The tables we publish. Names of columns are a promise: add new ones at the end, never rename."""

from __future__ import annotations

from tequio.core.dataset import Dataset, Field, FieldKind
from tequio.core.progress import SHOWN as SHOWN_STATES

SHOWN = tuple(dict.fromkeys(SHOWN_STATES.values()))
AS_WRITTEN = "EDTF (ISO 8601-2): día, mes o periodo como se escribió; «Por definir» si aún no tiene fecha."
PERCENT = "Parte entera; vacío si no hay actividades que contar."

COMMITMENTS = Dataset(
    "compromisos",
    "Compromisos",
    "Un renglón por compromiso publicado, con su avance calculado a la fecha de la descarga.",
    (
        Field("numero", "Número", FieldKind.INTEGER, required=True),
        Field("titulo", "Compromiso", required=True),
        Field("tipo", "Nuevo o en curso", choices=("Nuevo", "En curso")),
        Field("tema", "Tema"),
        Field("rama", "Poder u órgano"),
        Field("institucion", "Institución responsable"),
        Field("puesto", "Puesto responsable"),
        Field("inicio", "Fecha de inicio", description=AS_WRITTEN),
        Field("inicia_el", "Primer día", FieldKind.DATE),
        Field("conclusion", "Fecha de conclusión", description=AS_WRITTEN),
        Field("concluye_el", "Último día", FieldKind.DATE),
        Field("descripcion", "Breve descripción", description="Como máximo 280 caracteres.", max_length=280),
        Field("objetivo", "Objetivo principal"),
        Field("problema", "Problema que se aborda"),
        Field("en_palabras_de_la_ciudadania", "El problema en palabras de la ciudadanía"),
        Field("estado", "Estado", choices=SHOWN),
        Field("actividades", "Actividades que cuentan", FieldKind.INTEGER, "Todas menos las canceladas."),
        Field("cumplidas", "Cumplidas", FieldKind.INTEGER, "Con toda su evidencia aceptada."),
        Field("programadas", "Programadas a la fecha", FieldKind.INTEGER, "Cuyo plazo completo ya pasó."),
        Field("con_retraso", "Con retraso", FieldKind.INTEGER),
        Field("sin_fecha", "Con fecha por definir", FieldKind.INTEGER),
        Field("avance", "Avance, por ciento", FieldKind.INTEGER, PERCENT),
        Field("avance_programado", "Avance programado, por ciento", FieldKind.INTEGER, PERCENT),
        Field("evidencias", "Evidencias entregadas", FieldKind.INTEGER),
        Field("calculado_el", "Día con el que se calculó", FieldKind.DATE, required=True),
        Field("pagina", "Página", required=True),
        Field("uid", "Identificador", required=True, unique=True),
    ),
)

ACTIVITIES = Dataset(
    "actividades",
    "Actividades",
    "Un renglón por actividad de los planes de trabajo, de la ruta crítica y del plan anual.",
    (
        Field("plan", "Clase de plan", choices=("compromiso", "ruta", "anual"), required=True),
        Field("compromiso", "Número de compromiso", FieldKind.INTEGER),
        Field("numero_meta", "Número de la meta", FieldKind.INTEGER),
        Field("meta", "Objetivo o meta"),
        Field("codigo", "Número de la actividad"),
        Field("actividad", "Actividad", required=True),
        Field("inicio", "Inicio", description=AS_WRITTEN),
        Field("fecha", "Fecha de cumplimiento", description=AS_WRITTEN),
        Field("inicia_el", "Primer día", FieldKind.DATE),
        Field("termina_el", "Último día", FieldKind.DATE),
        Field("estado", "Estado", choices=SHOWN),
        Field("estado_interno", "Estado, en detalle"),
        Field("medios", "Medios de verificación", description="Separados por « | »."),
        Field("medios_requeridos", "Cuántos medios se piden", FieldKind.INTEGER),
        Field("medios_aceptados", "Cuántos tienen evidencia aceptada", FieldKind.INTEGER),
        Field("responsables", "Responsables", description="Como están escritos, separados por « | »."),
        Field("motivo_de_cancelacion", "Motivo de la cancelación"),
        Field("calculado_el", "Día con el que se calculó", FieldKind.DATE, required=True),
        Field("uid", "Identificador", required=True, unique=True),
    ),
)

FINDINGS = Dataset(
    "hallazgos",
    "Hallazgos",
    "Lo que el paquete de reglas encontró en la última revisión.",
    (
        Field("severidad", "Severidad", choices=("error", "advertencia", "información"), required=True),
        Field("codigo", "Código de la regla", required=True),
        Field("requisito", "Requisito", FieldKind.INTEGER),
        Field("mensaje", "Qué pasa y qué hacer", required=True),
        Field("donde", "Dónde"),
        Field("cita", "De dónde viene la regla"),
        Field("asumido", "Alguien asumió el hallazgo", FieldKind.BOOLEAN),
        Field("motivo", "Motivo de quien lo asumió"),
        Field("paquete", "Paquete de reglas"),
        Field("revisado", "Momento de la revisión", FieldKind.MOMENT),
        Field("huella", "Huella del hallazgo", required=True, unique=True),
    ),
)

ROUTE = Dataset(
    "ruta-critica",
    "Ruta crítica",
    "Las fases del plan de trabajo con sus fechas calculadas.",
    (
        Field("id", "Número", required=True, unique=True),
        Field("actividad", "Fase o actividad", required=True),
        Field("duracion", "Duración en días hábiles", FieldKind.INTEGER),
        Field(
            "predecesoras", "Predecesoras", description="Separadas por punto y coma; FC, CC, FF o CF y días de espera."
        ),
        Field("inicio", "Inicio", FieldKind.DATE),
        Field("fin", "Fin", FieldKind.DATE),
        Field("inicio_tardio", "Inicio más tardío", FieldKind.DATE),
        Field("fin_tardio", "Fin más tardío", FieldKind.DATE),
        Field("margen", "Margen en días hábiles", FieldKind.INTEGER),
        Field("sin_margen", "Sin margen", FieldKind.BOOLEAN),
    ),
)
