"""Calls to take part: councils, secretariats, working tables; dates in prose, in a table, in bases with ordinals."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.corpus import word
from tests.corpus.truth import Count, Example, Has, one_of

CALL = "call"
CALL_TOO = ("honorary-missing",)


def tlalnepantla(path: Path, *, closes: str = "28 de febrero de 2022") -> None:
    made = word.document(
        "EL H. AYUNTAMIENTO DE TLALNEPANTLA DE BAZ",
        "CONVOCA",
        "A las personas habitantes del municipio a integrar el Consejo de Participación Ciudadana 2022-2024, conforme a las siguientes:",
        "BASES",
        "PRIMERA. Del objeto. Integrar un consejo que proponga, vigile y evalúe las políticas municipales.",
        "SEGUNDA. De los requisitos. Las personas interesadas deberán:",
        "I. Ser mayores de 18 años;",
        "II. Residir en el municipio desde hace al menos un año;",
        "III. No ser dirigentes de partido político; y",
        "IV. Presentar carta de motivos.",
        f"TERCERA. Del registro. El registro estará abierto del 1 de febrero de 2022 al {closes}, de 9:00 a 17:00 horas.",
        "CUARTA. De los resultados. Se publicarán el 15 de marzo de 2022 en los estrados.",
        "QUINTA. El cargo es honorífico.",
        "Mayores informes: participacion@municipio.example.org, tel. 55 5366 3800.",
    )
    word.save(made, path)


def zacatecas(path: Path, *, ordinal: str = "Segundo") -> None:
    made = word.document(
        "# Convocatoria para integrar el Secretariado Técnico Local de Gobierno Abierto",
        f"{ordinal} Plan de Acción Local, edición 2021-2023",
        "Considerando",
        "Que el gobierno abierto requiere la participación de todos los sectores;",
        "Se convoca",
        "A organizaciones de la sociedad civil, universidades, colegios de profesionistas y personas interesadas.",
        "Objetivos",
        "1. Integrar el secretariado.",
        "2. Elaborar el Segundo Plan de Acción Local.",
        "3. Dar seguimiento a sus compromisos.",
        "Requisitos",
        "* Ser residentes del estado de Zacatecas.",
        "* Tener disponibilidad e interés.",
        "* Llenar el formulario de registro en https://registro.example.org",
        "Plazos",
        "La presente convocatoria estará vigente a partir del 5 de abril y hasta el 30 de abril de 2021.",
        "Contacto: secretariado@transparencia.example.org",
        "La participación será honorífica. #ZacatecasAbierto #2PlanLocal",
    )
    word.save(made, path)


def veracruz(path: Path, *, annex: bool = False) -> None:
    """Stages of the call in a table."""
    made = word.document(
        "CONVOCATORIA",
        "Mesas de cocreación del Plan de Acción Local de Veracruz 2023",
        "Se invita a colectivos, academia, cámaras empresariales y ciudadanía en general.",
        "Requisitos de participación",
        "a) Registrarse en la página.",
        "b) Elegir una mesa.",
    )
    word.table(
        made,
        [
            ["Etapa", "Fecha"],
            ["Publicación de la convocatoria", "6 de marzo de 2023"],
            ["Apertura del registro", "8 de marzo de 2023"],
            ["Cierre del registro", "24 de marzo de 2023"],
            ["Celebración de las mesas", "Del 17 al 21 de abril de 2023"],
            ["Publicación de resultados", "12 de mayo de 2023"],
        ],
    )
    word.lines(made, "Informes: mesas@abierto.example.org · Participación honorífica.")
    if annex:
        word.lines(made, "La carta compromiso se encuentra en el Anexo A de esta convocatoria.")
    word.save(made, path)


CHIAPAS = """CONVOCATORIA PÚBLICA

El Instituto de Transparencia del Estado de Chiapas, con fundamento en la ley,

CONVOCA

a las organizaciones de la sociedad civil a proponer temas para el Primer Plan de Acción Local.

REQUISITOS:
1) Estar legalmente constituidas o ser colectivo con un año de trabajo.
2) Designar a una persona titular y una suplente.
3) Enviar su propuesta por escrito.

VIGENCIA: la recepción de propuestas iniciará el lunes 2 de mayo de 2022 y concluirá el viernes 3 de junio de 2022 a las 18:00 hrs.

La participación es voluntaria, honorífica y sin remuneración.

Dudas y aclaraciones: abierto@instituto.example.org / Tel. 961 611 2346
"""


def chiapas(path: Path) -> None:
    path.write_bytes(CHIAPAS.encode("mac_roman"))


BOGOTA = """
<style>body{font:11pt serif}h1{text-align:center}</style><h1>Convocatoria para el comité ciudadano de seguimiento</h1>
<p>La Alcaldía invita a la ciudadanía a postularse al comité ciudadano de seguimiento del plan de Estado abierto, edición 2023.</p>
<h3>¿Quiénes pueden participar?</h3><ul><li>Personas mayores de edad residentes en la ciudad.</li>
<li>Organizaciones con trabajo comprobable.</li></ul>
<h3>¿Cuándo?</h3><p>Las postulaciones se reciben del 10 al 31 de julio de 2023.</p>
<h3>¿Cómo?</h3><p>Escriba a comite@ciudad.example.org. El encargo es honorario.</p>
"""


def bogota_pdf(path: Path) -> None:
    from weasyprint import HTML

    HTML(string=BOGOTA).write_pdf(str(path))


TOLUCA = """# Convocatoria: jóvenes por un Toluca abierto

**Convoca:** Instituto Municipal de la Juventud

## Bases

1. Podrán participar personas de 15 a 29 años.
2. Cada propuesta se presentará en una cuartilla.
3. La participación es honorífica.

## Fechas importantes

- Apertura: 2023-09-04
- Cierre: 2023-09-29
- Resultados: 2023-10-13

Contacto: jovenes@toluca.example.org
#TolucaAbierto
"""


def toluca(path: Path) -> None:
    path.write_text(TOLUCA, encoding="utf-8")


def merida(path: Path) -> None:
    """Two columns of a poster: a table without lines used for layout, extension of the closing date."""
    made = word.document("SE EXTIENDE LA CONVOCATORIA", "Comité de Seguimiento del Plan de Acción Local 2022")
    word.table(
        made,
        [
            ["¿Quién puede participar?", "Cualquier persona que viva en Mérida."],
            ["Requisitos", "● Carta de interés\n● Identificación\n● Disponibilidad de tiempo"],
            ["Inicio de registro", "1 de agosto de 2022"],
            ["Fecha límite", "9 de septiembre de 2022"],
            ["Correo", "comite@merida.example.org"],
            ["Retribución", "El cargo es honorífico."],
        ],
    )
    word.save(made, path)


TLALNE_SAYS: dict[str, object] = {
    "opens_on.edtf": "2022-02-01",
    "closes_on.edtf": "2022-02-28",
    "requirements": Count(4),
    "contact": Has("participacion@municipio.example.org"),
}

CLEAN: tuple[Example, ...] = (
    Example("tlalnepantla.docx", tlalnepantla, CALL, {"requirements": 4, "window_days": 28}, TLALNE_SAYS, clean=True),
    Example(
        "zacatecas.docx",
        zacatecas,
        CALL,
        {"requirements": 3, "objectives": 3, "window_days": 26},
        {
            "opens_on.edtf": "2021-04-05",
            "closes_on.edtf": "2021-04-30",
            "ordinal": 2,
            "edition": Has("2021-2023"),
            "hashtags": Has("#ZacatecasAbierto"),
            "requirements.0": Has("residentes"),
        },
        clean=True,
        true_too=("year-inferred",),
    ),
    Example(
        "veracruz.docx",
        veracruz,
        CALL,
        {"requirements": 2},
        {"opens_on.edtf": "2023-03-08", "closes_on.edtf": "2023-03-24", "contact": Has("mesas@abierto")},
        clean=True,
    ),
    Example(
        "chiapas-mac.txt",
        chiapas,
        CALL,
        {"requirements": 3, "window_days": 33},
        {
            "opens_on.edtf": "2022-05-02",
            "closes_on.edtf": "2022-06-03",
            "ordinal": 1,
            "requirements.1": Has("suplente"),
        },
        clean=True,
    ),
    Example(
        "bogota.pdf",
        bogota_pdf,
        CALL,
        {"requirements": 2, "window_days": 22},
        {"opens_on.edtf": "2023-07-10", "closes_on.edtf": "2023-07-31", "contact": Has("comite@ciudad")},
        clean=True,
    ),
    Example(
        "toluca.md",
        toluca,
        CALL,
        {"window_days": 26},
        {"opens_on.edtf": "2023-09-04", "closes_on.edtf": "2023-09-29", "hashtags": Has("TolucaAbierto")},
        clean=True,
    ),
    Example(
        "merida-prorroga.docx",
        merida,
        CALL,
        {"requirements": 3, "window_days": 40},
        {"opens_on.edtf": "2022-08-01", "closes_on.edtf": "2022-09-09"},
        clean=True,
    ),
)

FAULTY: tuple[Example, ...] = (
    Example(
        "tlalnepantla-cierra-antes.docx",
        partial(tlalnepantla, closes="28 de enero de 2022"),
        CALL,
        finds=("end-before-start",),
    ),
    Example(
        "tlalnepantla-sin-cierre.docx",
        partial(tlalnepantla, closes="cierre"),
        CALL,
        finds=("window-missing",),
        errors=0,
    ),
    Example(
        "zacatecas-ordinal.docx", partial(zacatecas, ordinal="Tercer"), CALL, finds=("ordinal-mismatch",), errors=0
    ),
    Example("veracruz-anexo.docx", partial(veracruz, annex=True), CALL, finds=("annex-missing",), errors=0),
)

#: a list that a call may or may not number
OPEN = one_of(None)
EXAMPLES = CLEAN + FAULTY
