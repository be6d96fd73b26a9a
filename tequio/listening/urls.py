from __future__ import annotations

from django.urls import path

from tequio.listening.views import advice, attendance, desk, events, trainings

app_name = "listening"
EVENT = "<slug:slug>/eventos/<uuid:uid>/"
TABLE = f"{EVENT}mesas/<int:number>/"
urlpatterns = [
    path("<slug:slug>/eventos/", events.events, name="events"),
    path("<slug:slug>/eventos/gestion/<slug:name>/", desk.of_exercise, name="order"),
    path(EVENT, events.event, name="event"),
    path(f"{EVENT}evento.ics", events.calendar, name="ics"),
    path(f"{EVENT}asistencia/", attendance.register, name="register"),
    path(f"{EVENT}gestion/<slug:name>/", desk.of_event, name="event_order"),
    path(f"{TABLE}relatoria.docx", events.report, {"form": "docx"}, name="report_docx"),
    path(f"{TABLE}relatoria.pdf", events.report, {"form": "pdf"}, name="report_pdf"),
    path(f"{TABLE}<slug:name>/", desk.of_table, name="table_order"),
    path("<slug:slug>/capacitaciones/", trainings.trainings, name="trainings"),
    path("<slug:slug>/capacitaciones.csv", trainings.data, {"form": "csv"}, name="trainings_csv"),
    path("<slug:slug>/capacitaciones.xlsx", trainings.data, {"form": "xlsx"}, name="trainings_xlsx"),
    path("<slug:slug>/orientaciones/", advice.report, name="advice"),
    path("<slug:slug>/orientaciones.csv", advice.data, {"form": "csv"}, name="advice_csv"),
    path("<slug:slug>/orientaciones.xlsx", advice.data, {"form": "xlsx"}, name="advice_xlsx"),
    path("<slug:slug>/orientaciones/anotar/", advice.desk, name="advice_desk"),
]
