"""Files of open data and of the documents. Two namespaces: what rooms below call ``documents:…`` is made up here, because a
document is about rooms that the room of documents does not know.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tequio.opendata import document_views, views

OPEN_DATA = [
    path("<slug:slug>/datos/compromisos.csv", views.commitments_csv, name="commitments_csv"),
    path("<slug:slug>/datos/compromisos.xlsx", views.commitments_xlsx, name="commitments_xlsx"),
    path("<slug:slug>/datos/actividades.csv", views.activities_csv, name="activities_csv"),
    path("<slug:slug>/datos/hallazgos.csv", views.findings_csv, name="findings_csv"),
    path("<slug:slug>/datos/ruta-critica.csv", views.route_csv, name="route_csv"),
    path("<slug:slug>/datos/ruta-critica.xlsx", views.route_xlsx, name="route_xlsx"),
    path("<slug:slug>/datos/ruta-critica.xml", views.route_xml, name="route_xml"),
    path("<slug:slug>/datos/directorio.csv", views.directory_csv, name="directory_csv"),
    path("<slug:slug>/datos/directorio.xlsx", views.directory_xlsx, name="directory_xlsx"),
    path("<slug:slug>/datos/registro-publico.jsonl", views.record_jsonl, name="record_jsonl"),
    path("<slug:slug>/datos/datapackage.json", views.datapackage_json, name="datapackage_json"),
    path("mi-calendario/<str:secret>.ics", views.personal_ics, name="personal_ics"),
    path("<slug:slug>/calendario.ics", views.calendar_ics, name="calendar_ics"),
    path("<slug:slug>/compromisos/<int:number>/calendario.ics", views.commitment_ics, name="commitment_ics"),
]

DOCUMENTS = [
    path("<slug:slug>/compromisos/<int:number>/ficha.docx", document_views.commitment_docx, name="commitment_docx"),
    path("<slug:slug>/compromisos/<int:number>/ficha.xlsx", document_views.commitment_xlsx, name="commitment_xlsx"),
    path("<slug:slug>/compromisos/<int:number>/ficha.pdf", document_views.commitment_pdf, name="commitment_pdf"),
    path("<slug:slug>/planes/<uuid:uid>.docx", document_views.workplan_docx, name="workplan_docx"),
    path("<slug:slug>/planes/<uuid:uid>.xlsx", document_views.workplan_xlsx, name="workplan_xlsx"),
    path("<slug:slug>/planes/<uuid:uid>.pdf", document_views.workplan_pdf, name="workplan_pdf"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((OPEN_DATA, "opendata"))),
    path("", include((DOCUMENTS, "documents"))),
]
