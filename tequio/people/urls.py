from __future__ import annotations

from django.urls import path

from tequio.people.views import accounts, calendar, drafts, entering, factors, lost_factors, opening, passkeys, sessions

app_name = "people"
urlpatterns = [
    path("entrar/", entering.ask, name="ask"),
    path("entrar/codigo/", entering.code, name="code"),
    path("entrar/liga/", entering.link, name="link"),
    path("entrar/abrir/", opening.open_account, name="open"),
    path("entrar/segundo-paso/", factors.second_step, name="second_step"),
    path("entrar/segundo-paso/llave/", passkeys.prove, name="prove_passkey"),
    path("borrador/", drafts.draft, name="draft"),
    path("salir/", entering.leave, name="leave"),
    path("cuenta/segundo-paso/", factors.set_up, name="set_up"),
    path("cuenta/segundo-paso/codigos/", factors.renew_codes, name="renew_codes"),
    path("cuenta/segundo-paso/quitar/", factors.remove_application, name="remove_application"),
    path("cuenta/segundo-paso/llaves/", passkeys.add, name="add_passkey"),
    path("cuenta/segundo-paso/llaves/<uuid:uid>/quitar/", passkeys.remove, name="remove_passkey"),
    path("cuenta/calendario/", calendar.choose, name="calendar"),
    path("cuentas/", accounts.accounts, name="accounts"),
    path("cuentas/segundo-paso/", lost_factors.withdraw, name="withdraw_second_factor"),
    path("cuenta/sesiones/cerrar/", sessions.close_others, name="close_others"),
    path("cuenta/sesiones/<uuid:uid>/cerrar/", sessions.close, name="close_session"),
]
