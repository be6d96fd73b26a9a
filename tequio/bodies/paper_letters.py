"""One letter for all the papers that were added together after the convocatoria, to each who had been called."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import Paper, Session, SessionStatus
from tequio.meetings.letters import address_of, answer_url, when, where
from tequio.meetings.models import Invitation
from tequio.outbox.notices import queue_notices
from tequio.outbox.preferences import SESSION
from tequio.web.letters import Letter

#: papers with less than this between them go in one letter, and one put by mistake can still be taken away
QUIET = timedelta(seconds=60)
#: somebody who keeps adding does not keep the others waiting longer
LONGEST_WAIT = timedelta(minutes=10)
#: lines of one letter; the rest is one link away
LINES = 12
_SPACE = uuid.UUID("0c4f7f58-5d54-4e8a-9a7e-2f5b8e1d6a33")


def write_paper_letters(*, at: datetime) -> int:
    """Queue one for each of the invited of a session with papers that nobody was told of; how many. Asked again, nothing."""
    waiting = Session.objects.filter(status__in=(SessionStatus.CONVENED, SessionStatus.OPEN))
    untold = Q(items__papers__after_call=True, items__papers__told_at__isnull=True)
    waiting = waiting.filter(untold).annotate(last=Max("items__papers__added_at"), first=Min("items__papers__added_at"))
    due = waiting.filter(Q(last__lte=at - QUIET) | Q(first__lte=at - LONGEST_WAIT))
    return sum(_tell(pk, at) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: int, at: datetime) -> int:
    session = Session.objects.select_for_update().get(pk=pk)
    found = Paper.objects.filter(item__session=session, after_call=True, told_at__isnull=True)
    papers = list(found.select_related("item").order_by("item__position", "pk"))
    if not papers:
        return 0
    found.filter(pk__in=[each.pk for each in papers]).update(told_at=at)
    invited = Invitation.objects.filter(meeting=session.meeting_id, sent_at__isnull=False)
    rows = invited.select_related("person__account", "meeting__exercise__jurisdiction").order_by("pk")
    batch = ",".join(str(each.uid) for each in papers)
    letters = {
        address: (uuid.uuid5(_SPACE, f"{each.uid}:{batch}"), paper_letter(each, papers))
        for each in rows
        if (address := address_of(each))
    }
    return queue_notices(SESSION, letters, at)


def paper_letter(invitation: Invitation, papers: Sequence[Paper]) -> Letter:
    meeting, count = invitation.meeting, len(papers)
    told = [_("%(title)s (punto %(n)s)") % {"title": each.title, "n": each.item.position} for each in papers[:LINES]]
    more = (_("y %(n)s más") % {"n": count - LINES},) if count > LINES else ()
    says = ngettext(
        "Después de convocar se agregó %(n)s documento: %(what)s.",
        "Después de convocar se agregaron %(n)s documentos: %(what)s.",
        count,
    ) % {"n": count, "what": "; ".join((*told, *more))}
    return Letter(
        subject=ngettext("Hay un documento nuevo para leer antes", "Hay documentos nuevos para leer antes", count),
        paragraphs=(says, _("Se leen en el orden del día, sin necesidad de cuenta.")),
        facts=((_("Sesión"), meeting.title), (_("Cuándo"), when(meeting)), (_("Dónde"), where(meeting))),
        link=f"{answer_url(invitation)}orden-del-dia/",
        button=_("Leer los documentos"),
        why=_("Recibe esto porque se le invitó a esta sesión."),
    )
