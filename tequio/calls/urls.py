from __future__ import annotations

from django.urls import path

from tequio.calls.views import calls

app_name = "calls"
ONE = "<slug:slug>/convocatoria/<uuid:uid>/"
urlpatterns = [
    path("<slug:slug>/convocatoria/", calls.call, name="call"),
    path(ONE, calls.one, name="one"),
    path(f"{ONE}convocatoria.pdf", calls.document, {"form": "pdf"}, name="pdf"),
    path(f"{ONE}convocatoria.docx", calls.document, {"form": "docx"}, name="docx"),
    path(f"{ONE}cartel.pdf", calls.poster_file, name="poster"),
    path(f"{ONE}imagen.png", calls.share_picture, name="picture"),
]
