"""Whether a body is still there: what it no longer does once it ended."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tequio.bodies.models import Body
from tequio.core.refusals import Refusal
from tequio.web.words import long_date


class BodyHasEnded(Refusal):
    code = "body-has-ended"


def living(body: Body) -> Body:
    """As the row is now, held until the end of the transaction; refuses if it ended."""
    found = Body.objects.select_for_update().get(pk=body.pk)
    refuse_if_ended(found)
    return found


def refuse_if_ended(found: Body) -> None:
    if found.dissolved_on is not None:
        raise BodyHasEnded(
            _("«%(body)s» terminó el %(day)s: ya no hace nada nuevo. Si no debió terminar, primero deshaga su fin.")
            % {"body": found.name, "day": long_date(found.dissolved_on)}
        )
