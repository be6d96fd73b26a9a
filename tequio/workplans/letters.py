"""What is written to whoever answers for an activity: that it was cancelled, that it was taken up again, and why."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.outbox.notices import queue_notices
from tequio.outbox.preferences import PLAN
from tequio.people.models import Person
from tequio.web.letters import Letter
from tequio.web.words import fuzzy
from tequio.workplans.models import Activity, Responsible

_SPACE = uuid.UUID("6d6f1f0a-3d0e-4a55-9b54-0d5b1c1f7e21")


def tell_of_cancelled(activity: Activity, by: Person, at: datetime) -> int:
    said = _("«%(title)s» se canceló y deja de contar en el avance. El motivo: %(reason)s") % {
        "title": activity.title,
        "reason": activity.cancel_reason,
    }
    kept = _("Sigue a la vista con su motivo, y puede retomarse. Lo que entregó se conserva.")
    return _tell(activity, _("Una actividad suya se canceló"), (said, kept), by, at)


def tell_of_resumed(activity: Activity, reason: str, by: Person, at: datetime) -> int:
    due = activity.ends or activity.starts
    said = _("«%(title)s» se retomó y vuelve a contar en el avance. El motivo: %(reason)s") % {
        "title": activity.title,
        "reason": reason,
    }
    if due is None or due.edtf is None:
        when = _("Su fecha está por definir.")
    else:
        when = _("Conserva su fecha: %(day)s. Si ya no es posible, pida otra en su página.") % {"day": fuzzy(due.edtf)}
    return _tell(activity, _("Una actividad suya se retomó"), (said, when), by, at)


def _tell(activity: Activity, subject: str, paragraphs: tuple[str, ...], by: Person, at: datetime) -> int:
    exercise = activity.workplan.exercise
    letter = Letter(
        subject=subject,
        paragraphs=paragraphs,
        link=f"/{exercise.slug}/esta-semana/",
        button=_("Ver lo que le toca"),
        why=_("Recibe esto porque responde por esa actividad en %(name)s.") % {"name": exercise.name},
    )
    about = f"{activity.uid}:{subject}:{at.isoformat()}"
    owed = {
        each.account.email: (uuid.uuid5(_SPACE, f"{each.uid}:{about}"), letter)
        for each in those_who_answer(activity)
        if each.account and each.pk != by.pk
    }
    return queue_notices(PLAN, owed, at)


def those_who_answer(activity: Activity) -> list[Person]:
    """Named for it, or where nobody is for its goal; and who holds the post that drafts the plan. Each once, with an account."""
    rows = Responsible.objects.filter(activity=activity.pk)
    if not rows.exists():
        rows = Responsible.objects.filter(goal=activity.goal_id, goal__isnull=False)
    owner = activity.workplan.owner
    named = Q(responsibilities__in=rows) | Q(posts__responsibilities__in=rows)
    if owner is not None:
        named |= Q(pk=owner.person_id)
    found = Person.objects.filter(named, account__is_active=True).select_related("account").distinct()
    return list(found.order_by("pk"))
