"""What arrives at an address with which somebody asked to enter: its code, the link that opens an account, or that it has none."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from tequio.people.models import Account
from tequio.web.letters import Letter


def letter_for(account: Account | None, *, opens: bool, code: str, link: str) -> Letter:
    """``opens``: whoever has no account may open one. Of an account that was closed nothing is told."""
    if account is not None and account.is_active:
        return _to_enter(code, link)
    return _to_open(link) if opens and account is None else _to_a_stranger()


def _to_enter(code: str, link: str) -> Letter:
    return Letter(
        subject=_("Su código para entrar"),
        paragraphs=(
            _("Su código es %(code)s") % {"code": f"{code[:3]} {code[3:]}"},
            _(
                "Escríbalo en la página donde lo pidió, o abra la liga. Los dos sirven una sola vez, durante 15 minutos."
            ),
            _("Ya tiene una cuenta con este correo: con el código entra a ella, no hace falta abrir otra."),
            _("Nadie de la oficina le pedirá este código por teléfono ni por mensaje."),
        ),
        link=f"/entrar/liga/?c={link}",
        button=_("Entrar"),
        why=_why(),
    )


def _to_open(link: str) -> Letter:
    return Letter(
        subject=_("La liga para abrir su cuenta"),
        paragraphs=(
            _(
                "Alguien escribió esta dirección en la página de entrar de %(site)s, y aquí todavía ninguna cuenta la usa."
            )
            % {"site": settings.SITE_URL},
            _(
                "Si fue usted y quiere una cuenta, abra la liga: verá el aviso de privacidad y dirá su nombre. Sirve una sola vez, "
                "durante 15 minutos, en cualquier equipo."
            ),
            _(
                "Si ya tenía una cuenta, entra con otra dirección. Para leer, buscar, descargar y postularse no hace falta ninguna."
            ),
        ),
        link=f"/entrar/abrir/?c={link}",
        button=_("Abrir una cuenta"),
        why=_why(),
    )


def _to_a_stranger() -> Letter:
    return Letter(
        subject=_("Su código para entrar"),
        paragraphs=(
            _("Alguien pidió entrar con esta dirección de correo en %(site)s, pero aquí ninguna cuenta la usa.")
            % {"site": settings.SITE_URL},
            _(
                "Si fue usted, puede que su cuenta tenga otra dirección, o que todavía no la tenga: las cuentas las abre la "
                "secretaría técnica de cada ejercicio. Para leer, buscar y descargar no hace falta cuenta."
            ),
        ),
        why=_why(),
    )


def _why() -> str:
    return _(
        "Recibe esto porque alguien escribió este correo en la página de entrar. Si no fue usted, no haga nada: sin este mensaje "
        "nadie puede entrar."
    )
