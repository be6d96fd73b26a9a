from __future__ import annotations

from django.urls import path

from tequio.calls.views import applying, calls, dialogue, office, review

app_name = "calls"
ONE = "<slug:slug>/convocatoria/<uuid:uid>/"
urlpatterns = [
    path("<slug:slug>/convocatoria/", calls.call, name="call"),
    path("<slug:slug>/convocatoria/gestion/", office.shelf, name="office"),
    path("<slug:slug>/convocatoria/gestion/<slug:name>/", office.of_exercise, name="order"),
    path("<slug:slug>/convocatoria/<int:number>/", calls.short, name="short"),
    path(ONE, calls.one, name="one"),
    path(f"{ONE}gestion/<slug:name>/", office.of_call, name="call_order"),
    path(f"{ONE}convocatoria.pdf", calls.document, {"form": "pdf"}, name="pdf"),
    path(f"{ONE}convocatoria.docx", calls.document, {"form": "docx"}, name="docx"),
    path(f"{ONE}convocatoria.json", calls.data, name="data"),
    path(f"{ONE}cartel.pdf", calls.poster_file, name="poster"),
    path(f"{ONE}imagen.png", calls.share_picture, name="picture"),
    path(f"{ONE}solicitud/", applying.apply, name="apply"),
    path(f"{ONE}solicitudes/", review.desk, name="desk"),
    path(f"{ONE}solicitudes/resultados/", review.results, name="results"),
    path(f"{ONE}solicitudes/<str:folio>/<int:position>", review.paper, name="paper"),
    path("<slug:slug>/dialogo/", dialogue.dialogue, name="dialogue"),
    path("<slug:slug>/dialogo/firmar/<uuid:uid>/", dialogue.sign, name="sign"),
    path("<slug:slug>/dialogo/constancia/<uuid:uid>", dialogue.evidence, name="evidence"),
    path("<slug:slug>/dialogo/declaracion/<uuid:uid>.pdf", dialogue.paper, {"form": "pdf"}, name="declaration_pdf"),
    path("<slug:slug>/dialogo/declaracion/<uuid:uid>.docx", dialogue.paper, {"form": "docx"}, name="declaration_docx"),
    path("<slug:slug>/dialogo/<slug:name>/", dialogue.act, name="dialogue_order"),
    path("seguir/", applying.find, name="find"),
    path("seguir/mi-solicitud/", applying.mine, name="mine"),
    path("seguir/<str:folio>/", applying.track, name="track"),
    path("seguir/<str:folio>/acuse.pdf", applying.receipt, name="receipt"),
]
