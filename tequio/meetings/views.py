"""The answer to an invitation, with the link of the letter and without an account."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.core.refusals import Refusal
from tequio.meetings.actions import answer_invitation
from tequio.meetings.letters import answer_signature, remember
from tequio.meetings.models import Invitation
from tequio.meetings.queries import invitation_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, uid: UUID, signature: str) -> HttpResponse:
    """Reading the letter answers nothing: a mail program that opens every link must not accept for anybody."""
    found = Invitation.objects.select_related("meeting__exercise__jurisdiction", "person").filter(uid=uid).first()
    if found is None or not constant_time_compare(signature, answer_signature(uid)):
        raise Http404(uid)
    error, now = "", timezone.now()
    if request.method == "POST":
        try:
            answer_invitation(invitation=found, signature=signature, answer=request.POST.get("answer", ""), at=now)
        except Refusal as refusal:
            error = str(refusal)
    page = invitation_page(found, now, error=error)
    response = render(request, "meetings/invitation.html", {"page": page}, status=422 if error else 200)
    remember(response, found, now=now)
    return response
