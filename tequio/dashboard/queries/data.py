"""The open data of an exercise: what each file holds, its columns, its licence and its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.exercises.queries import ExerciseHeader
from tequio.web.downloads import address
from tequio.web.pages import Crumb, Download


@dataclass(frozen=True, slots=True)
class DataSet:
    title: str
    text: str
    columns: str
    files: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    sets: tuple[DataSet, ...]
    today: date


#: title, what it is, columns, files as (name of the address, kind of file)
SETS = (
    (
        gettext_lazy("Compromisos"),
        gettext_lazy("Un renglón por compromiso, con su avance calculado ese día."),
        gettext_lazy("número, título, tema, institución, fechas, estado, actividades terminadas y contadas"),
        (("opendata:commitments_csv", "CSV"), ("opendata:commitments_xlsx", "XLSX")),
    ),
    (
        gettext_lazy("Actividades"),
        gettext_lazy("Un renglón por actividad de cada plan de trabajo, con su estado y sus medios de verificación."),
        gettext_lazy("compromiso, meta, actividad, fecha como fue escrita (EDTF), estado, medios, responsables"),
        (("opendata:activities_csv", "CSV"),),
    ),
    (
        gettext_lazy("Ruta crítica"),
        gettext_lazy(
            "Las fases con sus duraciones, lo que va antes y lo que puede moverse. Abre en hojas de cálculo y en MS Project."
        ),
        gettext_lazy("número, fase, días hábiles, predecesoras, inicio, término, margen"),
        (("opendata:route_csv", "CSV"), ("opendata:route_xlsx", "XLSX"), ("opendata:route_xml", "XML")),
    ),
    (
        gettext_lazy("Calendario"),
        gettext_lazy("Todas las fechas, para suscribirse desde el teléfono: los cambios llegan solos."),
        gettext_lazy("iCalendar (RFC 5545)"),
        (("opendata:calendar_ics", "ICS"),),
    ),
    (
        gettext_lazy("Hallazgos"),
        gettext_lazy("Lo que las reglas señalaron en la última revisión, con la fuente de cada regla."),
        gettext_lazy("código, requisito, gravedad, mensaje, lugar, fuente"),
        (("opendata:findings_csv", "CSV"),),
    ),
    (
        gettext_lazy("Registro público"),
        gettext_lazy("Todos los cambios, encadenados por su huella. Se comprueba sin conexión con «tequio verify»."),
        gettext_lazy("secuencia, verbo, objeto, momento, antes y después, huella"),
        (("opendata:record_jsonl", "JSONL"),),
    ),
)


def data_page(exercise: ExerciseHeader) -> DataPage:
    sets = tuple(
        DataSet(str(title), str(text), str(columns), files_of(exercise, files)) for title, text, columns, files in SETS
    )
    return DataPage(
        exercise=exercise,
        title=_("Datos abiertos"),
        description=_("Descargue los datos de %(name)s: con ellos puede repetir cada cifra de este sitio.")
        % {"name": exercise.name},
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Datos abiertos"))),
        sets=tuple(each for each in sets if each.files),
        today=exercise.today,
    )


def files_of(exercise: ExerciseHeader, files: tuple[tuple[str, str], ...]) -> tuple[Download, ...]:
    found = ((kind, address(name, (("slug", exercise.slug),))) for name, kind in files)
    return tuple(Download(kind, kind, url) for kind, url in found if url)
