"""Files of open data and of the documents. Two namespaces: what rooms below call ``documents:…`` is made up here, because a
document is about rooms that the room of documents does not know.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tequio.documents.rendering import Form
from tequio.opendata.views import data, documents, versions

OPEN_DATA = [
    path("<slug:slug>/datos/compromisos.csv", data.commitments_csv, name="commitments_csv"),
    path("<slug:slug>/datos/compromisos.xlsx", data.commitments_xlsx, name="commitments_xlsx"),
    path("<slug:slug>/datos/actividades.csv", data.activities_csv, name="activities_csv"),
    path("<slug:slug>/datos/hallazgos.csv", data.findings_csv, name="findings_csv"),
    path("<slug:slug>/datos/ruta-critica.csv", data.route_csv, name="route_csv"),
    path("<slug:slug>/datos/ruta-critica.xlsx", data.route_xlsx, name="route_xlsx"),
    path("<slug:slug>/datos/ruta-critica.xml", data.route_xml, name="route_xml"),
    path("<slug:slug>/datos/directorio.csv", data.directory_csv, name="directory_csv"),
    path("<slug:slug>/datos/directorio.xlsx", data.directory_xlsx, name="directory_xlsx"),
    path("<slug:slug>/datos/asistencia/<uuid:uid>.csv", data.attendance_csv, name="attendance_csv"),
    path("<slug:slug>/datos/asistencia/<uuid:uid>.xlsx", data.attendance_xlsx, name="attendance_xlsx"),
    path("<slug:slug>/datos/territorios.csv", data.territories_csv, name="territories_csv"),
    path("<slug:slug>/datos/registro-publico.jsonl", data.record_jsonl, name="record_jsonl"),
    path("<slug:slug>/datos/datapackage.json", data.datapackage_json, name="datapackage_json"),
    path("mi-calendario/<str:secret>.ics", data.personal_ics, name="personal_ics"),
    path("<slug:slug>/calendario.ics", data.calendar_ics, name="calendar_ics"),
    path("<slug:slug>/compromisos/<int:number>/calendario.ics", data.commitment_ics, name="commitment_ics"),
]

DOCUMENTS = [
    path(
        "<slug:slug>/compromisos/<int:number>/ficha.docx",
        documents.commitment,
        {"form": Form.DOCX},
        name="commitment_docx",
    ),
    path(
        "<slug:slug>/compromisos/<int:number>/ficha.xlsx",
        documents.commitment,
        {"form": Form.XLSX},
        name="commitment_xlsx",
    ),
    path(
        "<slug:slug>/compromisos/<int:number>/ficha.pdf",
        documents.commitment,
        {"form": Form.PDF},
        name="commitment_pdf",
    ),
    path("<slug:slug>/documentos/<uuid:uid>/", versions.versions, name="versions"),
    path("<slug:slug>/documentos/<uuid:uid>/<int:number>.<str:form>", versions.version_file, name="version_file"),
    path("<slug:slug>/planes/<uuid:uid>.docx", documents.workplan, {"form": Form.DOCX}, name="workplan_docx"),
    path("<slug:slug>/planes/<uuid:uid>.xlsx", documents.workplan, {"form": Form.XLSX}, name="workplan_xlsx"),
    path("<slug:slug>/planes/<uuid:uid>.pdf", documents.workplan, {"form": Form.PDF}, name="workplan_pdf"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((OPEN_DATA, "opendata"))),
    path("", include((DOCUMENTS, "documents"))),
]
