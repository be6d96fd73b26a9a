"""Who lost the second factor asks the administration, which makes sure of who asks, says how, and is recorded."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.people import permissions
from tequio.people.factors import NoSecondFactor, has_second_factor, locked, note
from tequio.people.letters import tell
from tequio.people.models import Authenticator, Person


class NeedsAReason(Refusal):
    code = "needs-a-reason"


@transaction.atomic
def withdraw_second_factor(*, person: Person, reason: str, by: Person | None, at: datetime) -> None:
    """For who lost everything: the next time she enters she sets up another. ``by`` None: the command of the installation."""
    if by is not None and not permissions.can_withdraw_second_factor(by, person):
        raise PermissionDenied(
            _("Retirar el segundo paso de otra persona corresponde a la administración de la instalación.")
        )
    if not reason.strip():
        raise NeedsAReason(_("Escriba cómo comprobó quién lo pide."))
    account = locked(person)
    if not has_second_factor(account):
        raise NoSecondFactor(_("Esa cuenta no tiene un segundo paso que retirar."))
    Authenticator.objects.filter(account=account).delete()
    account.passkeys.all().delete()
    account.recovery_codes.all().delete()
    account.open_sessions.all().delete()
    note("second_factor_withdrawn", person, by, at, {"reason": (None, reason.strip()[:300])})
    tell(
        account,
        _("Se retiró el segundo paso de su cuenta"),
        _("La administración lo retiró y cerró sus sesiones. La próxima vez que entre, configure otro."),
        at,
    )
