"""A call, an acuse and a declaración conjunta as documents: Word and PDF come from the same outline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tequio.bodies.presence import post_of
from tequio.calls import blocks
from tequio.calls.actions.dialogue import text_mark
from tequio.calls.models import Application, Call, Declaration
from tequio.calls.queries.calls import change_words
from tequio.calls.signers import Signer, signers_of, with_signers
from tequio.core.outline import Align, Block, Heading, Listing, Order, Outline, Paragraph, Signatory, Signatures
from tequio.web.words import long_date


def call_outline(call: Call, *, organisation: str, foot: str = "", dated: date | None = None) -> Outline:
    """The blocks in their order, with the numbered bases and requirements, the addenda, the contact and the hashtags."""
    told = blocks.told(call)
    return Outline(
        title=told.title,
        blocks=(Heading(told.title, 1, Align.CENTRE), *_blocks(told), *_addenda(call), *_ending(told)),
        first_sheet=_("Convocatoria"),
        running_head=organisation,
        running_foot=foot,
        dated=dated,
    )


def _blocks(told: blocks.Told) -> Iterator[Block]:
    for each in told.blocks:
        if each.heading:
            yield Heading(each.heading, 2)
        yield from (Paragraph(text) for text in each.paragraphs)
        if each.numbered:
            yield Listing(each.numbered, Order.NUMBERS)
        yield from (Paragraph(text) for text in each.closing)


def _addenda(call: Call) -> Iterator[Block]:
    zone = call.exercise.jurisdiction.zone
    for each in call.addenda.order_by("number"):
        day = each.added_at.astimezone(zone).date()
        yield Heading(_("ADENDA %(n)s") % {"n": each.number}, 2)
        yield Paragraph(f"{each.get_kind_display()} · {day:%d/%m/%Y}", small=True)
        yield Paragraph(each.text)
        if change := change_words(each, zone):
            yield Paragraph(change, strong=True)


def _ending(told: blocks.Told) -> Iterator[Block]:
    if told.contact:
        yield Heading(_("CONTACTO"), 2)
        yield from (Paragraph(line) for line in told.contact)
    if told.hashtags:
        yield Paragraph(" ".join(told.hashtags), strong=True, align=Align.CENTRE)


def receipt_outline(application: Application, *, received: str, enclosed: str, address: str) -> Outline:
    """What proves that it was sent; nothing in it says who sent it (requirement 48)."""
    facts = (
        (_("Convocatoria"), application.call.title),
        (_("Folio"), application.folio),
        (_("Recibida"), received),
        (_("Aviso de privacidad"), _("Versión %(n)s") % {"n": application.consent.notice.version}),
        (_("Documentos"), enclosed),
        (_("Huella de lo enviado"), application.fingerprint),
        (_("En qué va"), address),
    )
    lines = [block for name, value in facts for block in (Paragraph(name, strong=True), Paragraph(value))]
    closing = Paragraph(
        _(
            "La huella cambia si cambia una letra o un documento de lo enviado: con ella se comprueba que nadie lo alteró."
        ),
        small=True,
    )
    title = _("Acuse de la solicitud %(folio)s") % {"folio": application.folio}
    return Outline(title=title, blocks=(Heading(title, 1), *lines, closing), first_sheet=_("Acuse"))


def declaration_outline(declaration: Declaration, *, organisation: str, today: date) -> Outline:
    """Its text, and a line to sign on for each seat that was called or signed, with what became of it."""
    zone = declaration.exercise.jurisdiction.zone
    (whole,) = with_signers(Declaration.objects.filter(pk=declaration.pk))
    people = tuple(
        Signatory(post_of(each.seat), f"{each.seat.get_role_display()} · {told_signer(each)}")
        for each in signers_of(whole, zone, today)
    )
    paragraphs = tuple(Paragraph(line) for line in declaration.text.splitlines() if line.strip())
    signed: tuple[Block, ...] = (Signatures(people),) if people else ()
    mark = Paragraph(_("Huella del texto: %(mark)s") % {"mark": text_mark(declaration)}, small=True)
    return Outline(
        title=declaration.title,
        blocks=(Heading(declaration.title, 1, Align.CENTRE), *paragraphs, *signed, mark),
        first_sheet=_("Declaración"),
        running_head=organisation,
        dated=declaration.declared_on,
    )


def told_signer(signer: Signer) -> str:
    """«Firmó el 9 de septiembre de 2019», «Falta su firma»."""
    if signer.day is None:
        return signer.label
    return _("%(label)s, %(day)s") % {"label": signer.label, "day": long_date(signer.day)}
