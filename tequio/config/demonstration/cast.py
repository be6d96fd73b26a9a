"""Who acts in the sample exercises: people with posts, all of them invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tequio.bodies.actions import add_seat, create_body
from tequio.bodies.models import Body
from tequio.core.rules.pack import RulePack
from tequio.exercises.models import Exercise
from tequio.files.actions import store_file
from tequio.formats import rulepack
from tequio.monitoring.actions import accept_evidence, return_evidence, start_review, submit_evidence
from tequio.monitoring.models import Evidence
from tequio.people.actions import create_person
from tequio.people.models import Organisation, Person
from tequio.workplans.models import Activity, Means

PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R>>
%%%%EOF
"""


def sample_pdf(text: str) -> bytes:
    """One page that says what it stands for."""
    line = text.replace("\\", "").replace("(", "").replace(")", "").encode("cp1252", "replace")
    stream = b"BT /F1 14 Tf 60 760 Td (Documento de muestra: %s) Tj ET" % line
    return PDF % (len(stream), stream)


@dataclass(frozen=True, slots=True)
class Cast:
    """``citizens`` and ``guarantor`` review what ``officer`` gives."""

    exercise: Exercise
    pack: RulePack
    officer: Person
    citizens: Person
    guarantor: Person

    def gives(
        self, means: Means, at: datetime, activity: Activity | None = None, description: str = "", *, link: bool = False
    ) -> Evidence:
        told = description or means.text
        name = f"{means.text.lower()[:60]}.pdf"
        file = None if link else store_file(content=sample_pdf(told), name=name, media_type="application/pdf", at=at)
        return submit_evidence(
            means=means,
            activity=activity,
            file=file,
            url="https://example.org/evidencia" if link else "",
            description=told,
            pack=self.pack,
            by=self.officer,
            at=at,
        )

    def starts(self, evidence: Evidence, at: datetime) -> Evidence:
        start_review(evidence=evidence, pack=self.pack, by=self.citizens, at=at)
        return evidence

    def accepts(self, evidence: Evidence, at: datetime) -> Evidence:
        accept_evidence(evidence=evidence, pack=self.pack, by=self.citizens, at=at)
        return evidence

    def returns(self, evidence: Evidence, reason: str, at: datetime, by: Person | None = None) -> Evidence:
        return_evidence(evidence=evidence, reason=reason, pack=self.pack, by=by or self.citizens, at=at)
        return evidence


def seat_everybody(exercise: Exercise, name: str, clerk: Person, at: datetime) -> Body:
    """A secretariado of the organisations that stand in the commitments: a voting titular each, and a facilitador."""
    body = Body.objects.filter(jurisdiction=exercise.jurisdiction, name=name).first()
    if body is not None:
        return body
    day = exercise.jurisdiction.today(at)
    kind = "council" if exercise.kind == "municipal" else "secretariat"
    body = create_body(
        jurisdiction=exercise.jurisdiction,
        name=name,
        kind=kind,
        decision_level="maximum",
        installed_on=day,
        by=clerk,
        at=at,
    )
    seen: set[int] = set()
    for organisation, person in _participants(exercise):
        if organisation.pk in seen or (sector := organisation.kind_on(day)) is None:
            continue
        seen.add(organisation.pk)
        holder = person or create_person(
            jurisdiction=exercise.jurisdiction, name=f"Titular de muestra, {organisation.name}"[:200], by=clerk, at=at
        )
        add_seat(
            body=body,
            role="titular",
            sector=sector.value,
            organisation=organisation,
            person=holder,
            votes=True,
            by=clerk,
            at=at,
        )
    neutral = create_person(jurisdiction=exercise.jurisdiction, name="Facilitación de muestra", by=clerk, at=at)
    add_seat(body=body, role="facilitador", person=neutral, by=clerk, at=at)
    return body


def _participants(exercise: Exercise) -> list[tuple[Organisation, Person | None]]:
    """Organisations of the commitments, each with the person who came for it; the holder of a responsible post first."""
    found: list[tuple[Organisation, Person | None]] = []
    for commitment in exercise.commitments.order_by("number").select_related(
        "responsible__organisation", "responsible__person"
    ):
        if commitment.responsible:
            found.append((commitment.responsible.organisation, commitment.responsible.person))
        for actor in commitment.actors.order_by("position").select_related("organisation", "person"):
            if actor.organisation:
                found.append((actor.organisation, actor.person))
    return found


def cast_of(exercise: Exercise, body: Body) -> Cast:
    seats = body.seats.exclude(role="facilitador").order_by("pk").select_related("person")
    held = {sector: [seat.person for seat in seats if seat.sector == sector and seat.person] for sector in SECTORS}
    post = exercise.commitments.order_by("number")[0].responsible
    officer = post.person if post and post.person else held["government"][0]
    return Cast(exercise, rulepack.load(exercise.pack), officer, held["civil_society"][0], held["guarantor"][0])


SECTORS = ("government", "civil_society", "guarantor")
