"""Documents of a session: the acta, the public list of attendance, the letter of invitation, the oficio and the report of a follow-up
meeting. Each is made from the record alone, so that the same record gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import AgendaItem, Agreement, AgreementStatus, Decision, ItemOutcome, Oficio, Session
from tequio.bodies.presence import Place, places_of, post_of, quorum_of, sector_name
from tequio.core.outline import Block, Cell, Heading, Listing, Order, Outline, Paragraph, Signatory, Signatures, Table
from tequio.core.quorum import Quorum
from tequio.formats import rulepack
from tequio.meetings.letters import when, where
from tequio.meetings.models import Invitation, Way
from tequio.web import words

CHOICES = {"yes": "A favor", "no": "En contra", "abstain": "Abstención"}
OUTCOMES = {"approved": "Aprobado", "rejected": "No aprobado", "tied": "Empate"}
MAJORITIES = {"consensus": "consenso", "simple": "mayoría simple", "qualified": "mayoría calificada"}


def minutes_outline(session: Session) -> Outline:
    """About ten queries, whatever the number of items and seats."""
    places = places_of(session)
    items = list(
        session.items.order_by("position").prefetch_related(
            "votes__seat__organisation", "votes__cast_from", "agreements"
        )
    )
    decisions = {each.item_id: each for each in session.decisions.all()}
    blocks: list[Block] = [
        Heading(_("Acta de la %(title)s") % {"title": lower_first(session.meeting.title)}, 1),
        Paragraph(opening(session)),
        Heading(_("Asistencia y quórum")),
        *quorum_blocks(session, places),
        Heading(_("Orden del día")),
        Listing(tuple(each.title for each in items), Order.NUMBERS),
        Heading(_("Desarrollo de la sesión")),
    ]
    for item in items:
        blocks += item_blocks(item, decisions.get(item.pk), places)
    blocks += [Heading(_("Acuerdos")), *agreement_blocks(session.agreements.order_by("number"))]
    blocks += closing_blocks(session, places)
    return Outline(
        title=_("Acta: %(title)s") % {"title": session.meeting.title},
        blocks=tuple(blocks),
        running_head=session.body.name,
        running_foot=session.exercise.name,
        dated=session.meeting.day(),
    )


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def opening(session: Session) -> str:
    zone = session.exercise.jurisdiction.zone
    opened = (session.opened_at or session.meeting.begins_at).astimezone(zone)
    closed = (session.closed_at or session.meeting.ends_at).astimezone(zone)
    return _(
        "En %(place)s, el %(day)s, de las %(begins)s a las %(ends)s horas, se reunió «%(body)s», del ejercicio «%(exercise)s»."
    ) % {
        "place": where(session.meeting),
        "day": words.long_date(session.meeting.begins_at.astimezone(zone)),
        "begins": f"{opened:%H:%M}",
        "ends": f"{closed:%H:%M}",
        "body": session.body.name,
        "exercise": session.exercise.name,
    }


def quorum_blocks(session: Session, places: list[Place]) -> list[Block]:
    found = quorum_of(session, places)
    pack = rulepack.load(session.exercise.pack)
    head = row(_("Sector"), _("Asientos con voto"), _("Presentes"), _("Ausentes"), heading=True)
    rows = [row(sector_name(s.sector, pack), str(s.seats), str(s.present), str(s.absent)) for s in found.sectors]
    total = row(_("Total"), str(found.seats), str(found.present), str(found.seats - found.present), strong=True)
    names = row(_("Asiento"), _("Sector"), _("Quién asistió"), heading=True)
    seats = [row(post_of(p.seat), sector_name(p.sector, pack), who_came(p)) for p in places]
    return [
        Paragraph(quorum_sentence(found), strong=True),
        Table((4, 2, 2, 2), (head, *rows, total), head=1, title=_("Quórum por sector")),
        Table((5, 3, 2), (names, *seats), head=1, title=_("Asistencia por asiento")),
    ]


def quorum_sentence(found: Quorum) -> str:
    numbers = {"present": found.present, "seats": found.seats, "needed": found.needed}
    if found.reached:
        return _("Hubo quórum: %(present)s de %(seats)s asientos con voto; se necesitaban %(needed)s.") % numbers
    return _("No hubo quórum: %(present)s de %(seats)s asientos con voto; se necesitaban %(needed)s.") % numbers


def who_came(place: Place) -> str:
    speaker = place.speaker
    if speaker is None:
        return _("Ausente")
    return _("Titular") if speaker.pk == place.seat.pk else _("Suplente")


def row(*texts: str, heading: bool = False, strong: bool = False) -> tuple[Cell, ...]:
    return tuple(Cell((text,), heading=heading, strong=strong or heading) for text in texts)


def item_blocks(item: AgendaItem, decision: Decision | None, places: list[Place]) -> list[Block]:
    blocks: list[Block] = [
        Heading(f"{item.position}. {item.title}", 3),
        Paragraph(f"{item.get_kind_display()}. {ItemOutcome(item.outcome).label}.", strong=True),
    ]
    blocks += [Paragraph(line) for line in item.text.splitlines() if line.strip()]
    if item.referred_to:
        blocks.append(Paragraph(_("Se turnó a: %(to)s.") % {"to": item.referred_to}))
    if decision is not None:
        blocks += [Paragraph(tally_sentence(decision)), votes_table(item, places)]
    return blocks


def tally_sentence(decision: Decision) -> str:
    abstentions = ngettext("%(n)s abstención", "%(n)s abstenciones", decision.abstain) % {"n": decision.abstain}
    return _(
        "Votación por %(majority)s: %(yes)s a favor, %(no)s en contra, %(abstentions)s, %(silent)s sin votar. "
        "Resultado: %(outcome)s. Quórum al votar: %(present)s de %(seats)s. Identificador de la decisión: %(uid)s."
    ) % {
        "majority": MAJORITIES[decision.majority],
        "yes": decision.yes,
        "no": decision.no,
        "abstentions": abstentions,
        "silent": decision.silent,
        "outcome": OUTCOMES[decision.outcome].lower(),
        "present": decision.present,
        "seats": decision.seats,
        "uid": decision.uid,
    }


def votes_table(item: AgendaItem, places: list[Place]) -> Table:
    order = {place.seat.pk: number for number, place in enumerate(places)}
    votes = sorted(item.votes.all(), key=lambda vote: order.get(vote.seat_id, len(order)))
    head = row(_("Asiento"), _("Votó"), _("Voto"), _("Razón que pidió asentar"), heading=True)
    rows = [
        row(post_of(vote.seat), vote.cast_from.get_role_display(), CHOICES[vote.choice], vote.text or "—")
        for vote in votes
    ]
    return Table((4, 2, 2, 4), (head, *rows), head=1, title=_("Votos por asiento"))


def agreement_blocks(agreements: Iterable[Agreement]) -> list[Block]:
    rows = [
        row(
            str(each.number),
            each.text,
            each.owner_post,
            words.long_date(each.due_on) if each.due_on else _("Por definir"),
        )
        for each in agreements
    ]
    if not rows:
        return [Paragraph(_("No se tomaron acuerdos."))]
    head = row(_("No."), _("Acuerdo"), _("Responsable"), _("Fecha"), heading=True)
    return [Table((1, 6, 3, 2), (head, *rows), head=1, title=_("Acuerdos de la sesión"))]


def closing_blocks(session: Session, places: list[Place]) -> list[Block]:
    blocks: list[Block] = []
    minutes = getattr(session, "minutes", None)
    if minutes is not None and minutes.notes:
        blocks += [Heading(_("Notas")), *(Paragraph(each) for each in minutes.notes.splitlines() if each.strip())]
    if minutes is not None and (told := list(minutes.observations.order_by("made_at", "pk"))):
        items = tuple(f"{each.text} — {each.answer or _('Sin contestar')}" for each in told)
        blocks += [Heading(_("Observaciones al acta y su respuesta")), Listing(items)]
    day = session.meeting.day()
    here = tuple(Signatory(name_of(place, day), signs_as(place)) for place in places if place.speaker)
    return [*blocks, Heading(_("Firmas")), Signatures(here)] if here else blocks


def name_of(place: Place, day: date) -> str:
    """Only of who had agreed by the day of the session to be shown by name; the others sign over their post."""
    speaker = place.speaker
    agreed = speaker is not None and speaker.name_shown_on is not None and speaker.name_shown_on <= day
    return speaker.person.name if agreed and speaker and speaker.person else ""


def signs_as(place: Place) -> str:
    return f"{who_came(place)}, {post_of(place.seat)}"


def attendance_outline(session: Session) -> Outline:
    """The public version of the list: seats and sectors, and of people how many; no name, telephone, address or signature (X3)."""
    places = places_of(session)
    pack = rulepack.load(session.exercise.pack)
    arrivals = list(session.meeting.attendances.values_list("sector", "way"))
    by_sector = sorted({sector for sector, _way in arrivals})
    counts = [row(sector_name(code, pack), str(sum(sector == code for sector, _way in arrivals))) for code in by_sector]
    ways = [row(str(way.label), str(sum(found == way for _sector, found in arrivals))) for way in Way]
    blocks: list[Block] = [
        Heading(_("Asistencia: %(title)s") % {"title": session.meeting.title}, 1),
        Paragraph(f"{when(session.meeting)}. {where(session.meeting)}."),
        *quorum_blocks(session, places),
        Table((6, 2), (row(_("Personas por sector"), _("Cuántas"), heading=True), *counts), head=1),
        Table((6, 2), (row(_("Cómo se anotó"), _("Cuántas"), heading=True), *ways), head=1),
        Paragraph(_("Versión pública. La lista firmada contiene datos personales y está reservada."), small=True),
    ]
    return Outline(
        title=_("Asistencia: %(title)s") % {"title": session.meeting.title},
        blocks=tuple(blocks),
        running_foot=session.exercise.name,
        dated=session.meeting.day(),
    )


def invitation_outline(invitation: Invitation, session: Session) -> Outline:
    """On paper, for whoever has no address."""
    items = tuple(session.items.order_by("position").values_list("title", flat=True))
    blocks: tuple[Block, ...] = (
        Heading(_("Invitación"), 1),
        Paragraph(invitation.person.name, strong=True),
        Paragraph(invitation.post),
        Paragraph(_("Se le invita a la %(title)s.") % {"title": lower_first(session.meeting.title)}),
        Paragraph(f"{_('Cuándo')}: {when(session.meeting)}"),
        Paragraph(f"{_('Dónde')}: {where(session.meeting)}"),
        Heading(_("Orden del día")),
        Listing(items, Order.NUMBERS),
        Paragraph(session.exercise.name, small=True),
    )
    return Outline(
        title=_("Invitación: %(title)s") % {"title": session.meeting.title}, blocks=blocks, dated=session.meeting.day()
    )


def oficio_outline(oficio: Oficio) -> Outline:
    blocks: tuple[Block, ...] = (
        Heading(_("Oficio"), 1),
        Paragraph(words.long_date(oficio.sent_on)),
        Paragraph(oficio.addressee, strong=True),
        Paragraph(_("Asunto: %(subject)s") % {"subject": oficio.subject}),
        *(Paragraph(line) for line in oficio.text.splitlines() if line.strip()),
        Paragraph(_("Se solicita respuesta a más tardar el %(day)s.") % {"day": words.long_date(oficio.answer_due_on)}),
        Paragraph(oficio.exercise.name, small=True),
    )
    return Outline(title=_("Oficio: %(subject)s") % {"subject": oficio.subject}, blocks=blocks, dated=oficio.sent_on)


def feedback_outline(session: Session) -> Outline:
    """The report of a follow-up meeting (requirement 85): what was informed, what was agreed, and what had become by then of the
    earlier agreements. What happened to them later is told by the report of the next one."""
    carried = list(session.items.filter(carries__isnull=False).select_related("carries").order_by("position"))
    before = [
        row(
            each.carries.text,
            each.carries.owner_post,
            *known_by(each.carries, session),
        )
        for each in carried
        if each.carries is not None
    ]
    informed = tuple(
        f"{each.title}: {' '.join(each.text.split())}" for each in session.items.exclude(text="").order_by("position")
    )
    head = row(_("Acuerdo anterior"), _("Responsable"), _("Situación"), _("Cómo"), heading=True)
    blocks: list[Block] = [
        Heading(_("Reporte de retroalimentación: %(title)s") % {"title": session.meeting.title}, 1),
        Paragraph(opening(session)),
        Heading(_("Lo que se informó")),
        Listing(informed) if informed else Paragraph(_("No se asentó ningún informe.")),
        Heading(_("Acuerdos anteriores")),
        Table((5, 3, 2, 4), (head, *before), head=1) if before else Paragraph(_("No había acuerdos pendientes.")),
        Heading(_("Acuerdos nuevos")),
        *agreement_blocks(session.agreements.order_by("number")),
        *quorum_blocks(session, places_of(session)),
    ]
    return Outline(
        title=_("Reporte de retroalimentación: %(title)s") % {"title": session.meeting.title},
        blocks=tuple(blocks),
        running_foot=session.exercise.name,
        dated=session.meeting.day(),
    )


def known_by(agreement: Agreement, session: Session) -> tuple[str, str]:
    """How an agreement stood when that session ended, and how it was fulfilled."""
    ended = session.closed_at
    if agreement.closed_at is None or (ended is not None and agreement.closed_at > ended):
        return str(AgreementStatus.OPEN.label), "—"
    return str(agreement.get_status_display()), agreement.closed_how or "—"
