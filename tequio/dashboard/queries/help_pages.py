from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.web.pages import Crumb


@dataclass(frozen=True, slots=True)
class HelpPage:
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    exercise: None = None


def page(name: str) -> HelpPage:
    titles = {
        "index": (_("Ayuda"), _("Cómo leer este sitio y a quién preguntar.")),
        "progress": (_("Cómo se calcula el avance"), _("La regla completa, con un ejemplo que usted puede repetir.")),
        "glossary": (_("Glosario"), _("Las palabras de este sitio, en lenguaje sencillo.")),
        "accessibility": (
            _("Accesibilidad"),
            _("Qué se cuidó para que cualquier persona pueda usar el sitio, y qué falta."),
        ),
        "privacy": (_("Aviso de privacidad"), _("Qué datos personales aparecen aquí, cuáles nunca y qué puede pedir.")),
    }
    title, description = titles[name]
    crumbs = [Crumb(_("Inicio"), "/")]
    if name in ("progress", "glossary"):
        crumbs.append(Crumb(_("Ayuda"), "/ayuda/"))
    return HelpPage(title, description, (*crumbs, Crumb(title)))
