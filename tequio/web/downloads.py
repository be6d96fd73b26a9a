"""What can be taken away from each page. The views belong to rooms above; a door that an installation lacks is not shown."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from tequio.web.pages import Download

#: page → (name of the address, label, what it is)
DOORS = {
    "commitment": (
        ("documents:commitment_docx", _("Ficha en Word"), "DOCX"),
        ("documents:commitment_xlsx", _("Plan en Excel"), "XLSX"),
        ("documents:commitment_pdf", _("Ficha en PDF"), "PDF"),
        ("opendata:commitment_ics", _("Agregar fechas al calendario"), "ICS"),
    ),
    "board": (
        ("opendata:commitments_csv", _("Descargar datos (CSV)"), "CSV"),
        ("opendata:commitments_xlsx", _("Excel"), "XLSX"),
        ("opendata:calendar_ics", _("Suscribirse al calendario"), "ICS"),
    ),
    "route": (
        ("opendata:route_xlsx", _("Excel"), "XLSX"),
        ("opendata:route_xml", _("MS Project (XML)"), "XML"),
        ("opendata:route_csv", _("CSV"), "CSV"),
        ("opendata:calendar_ics", _("Calendario"), "ICS"),
    ),
    "workplan": (
        ("documents:workplan_docx", _("Plan en Word"), "DOCX"),
        ("documents:workplan_xlsx", _("Plan en Excel"), "XLSX"),
    ),
    "versions": (("documents:versions", _("Versiones con folio"), ""),),
    "findings": (("opendata:findings_csv", _("Descargar hallazgos (CSV)"), "CSV"),),
    "directory": (
        ("opendata:directory_csv", _("Descargar (CSV)"), "CSV"),
        ("opendata:directory_xlsx", _("Excel"), "XLSX"),
    ),
    "attendance": (
        ("opendata:attendance_csv", _("Descargar (CSV)"), "CSV"),
        ("opendata:attendance_xlsx", _("Excel"), "XLSX"),
    ),
    "territories": (("opendata:territories_csv", _("Descargar (CSV)"), "CSV"),),
    "record": (("opendata:record_jsonl", _("Descargar el registro completo (JSONL)"), "JSONL"),),
    "calendar": (("opendata:calendar_ics", _("Suscribirse al calendario"), "ICS"),),
}


def downloads(page: str, *, query: str = "", **kwargs: object) -> tuple[Download, ...]:
    """The doors of a page that exist here; ``query`` (with its ?) carries the filters on."""
    found = []
    for name, label, form in DOORS[page]:
        url = address(name, tuple(sorted(kwargs.items())))
        if url:
            found.append(Download(str(label), form, f"{url}{query}"))
    return tuple(found)


def address(name: str, kwargs: tuple[tuple[str, object], ...]) -> str:
    try:
        return reverse(name, kwargs=dict(kwargs))
    except NoReverseMatch:
        return ""
