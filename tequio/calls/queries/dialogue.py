"""The dialogue mechanism of an exercise as anybody reads it: whose it is, for which plan and years, and what came out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from tequio.bodies.desk_pages import FieldShown, Told, errors_in, field_shown
from tequio.bodies.queries.alarms import seat_words
from tequio.calls.actions.dialogue import text_mark
from tequio.calls.dialogue_desk import VERBS, Verb, Voice
from tequio.calls.dialogue_forms import SECTORS, InclusionForm, SignForm, label_of
from tequio.calls.hearing import Hearing, topics_of
from tequio.calls.models import Declaration, InclusionActivity, Mechanism, Topic
from tequio.calls.office_forms import OfficeForm
from tequio.calls.queries.office import OF_DIALOGUE, Group, OrderPage, office_url
from tequio.calls.signers import Answer, signers_of, with_signers
from tequio.core.rules.dialogue import was_heard
from tequio.exercises.queries import ExerciseHeader
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.web.words import long_date

#: the last ones of each list; of the declarations, whose text is whole, fewer
SHOWN = 100
DECLARED = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """What a seat did to hear its sector, told without its holder. ``file_url`` only for who may open the reserved file."""

    day: date
    text: str
    who: str
    sector: str
    people: int
    evidence_url: str
    has_file: bool
    file_url: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """``heard`` is whether its member had heard its sector before, as the rule of requirement 3 says."""

    day: date
    title: str
    who: str
    heard: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """A signer by post: ``answer`` is signed, pending, declined or ended."""

    day: date | None
    who: str
    answer: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Declared:
    """``sign_url`` is for who sits and has not signed; ``paper_url`` ends in a dot, before pdf or docx."""

    paper_url: str
    day: date
    title: str
    text: str
    signers: tuple[Signed, ...]
    sign_url: str

    @property
    def signatures(self) -> int:
        return sum(each.answer == "signed" for each in self.signers)

    @property
    def waited(self) -> int:
        return sum(each.answer == "pending" for each in self.signers)


@dataclass(frozen=True, slots=True)
class DialoguePage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    edit_url: str
    orders: tuple[Option, ...]
    done: str
    declared: tuple[Declared, ...]
    name: str = ""
    plan: str = ""
    organiser: str = ""
    organiser_url: str = ""
    years: str = ""
    heard: tuple[Heard, ...] = ()
    topics: tuple[Proposed, ...] = ()
    findings_url: str = ""


def dialogue_page(exercise: ExerciseHeader, voice: Voice | None, *, done: str) -> DialoguePage:
    """Eight queries, however much was done."""
    title = _("Mecanismo de diálogo")
    found = Mechanism.objects.filter(exercise_id=exercise.id).select_related("organiser").first()
    text = _("Quién organiza el diálogo de %(name)s, para qué plan y en qué años.") % {"name": exercise.name}
    page = DialoguePage(
        exercise=exercise,
        title=title,
        description=text,
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(title)),
        edit_url=f"{office_url(exercise)}{OF_DIALOGUE}/" if voice and voice.keeps else "",
        orders=orders(exercise, voice) if voice else (),
        done=done,
        declared=declared(exercise, voice),
    )
    return _with_mechanism(page, found, voice) if found else page


def _with_mechanism(page: DialoguePage, found: Mechanism, voice: Voice | None) -> DialoguePage:
    years = years_of(found)
    return replace(
        page,
        description=f"{found.name}. {found.organiser.name}, {years}.",
        name=found.name,
        plan=found.plan,
        organiser=found.organiser.name,
        organiser_url=f"{page.exercise.url}organos/{found.organiser.uid}/",
        years=years,
        heard=heard(found, page.exercise, voice),
        topics=topics(found),
        findings_url=f"{page.exercise.url}hallazgos/?gravedad=warning",
    )


def orders(exercise: ExerciseHeader, voice: Voice) -> tuple[Option, ...]:
    """What she who looks can do here."""
    speaks = voice.mechanism is not None and bool(voice.seats)
    return tuple(
        Option(str(verb.title), name, url=f"{exercise.url}dialogo/{name}/")
        for name, verb in VERBS.items()
        if (voice.keeps if verb.of_office else speaks)
    )


def years_of(mechanism: Mechanism) -> str:
    """«2016–2018», or one year alone."""
    first, last = mechanism.first_year, mechanism.last_year
    return str(first) if first == last else f"{first}–{last}"


def heard(mechanism: Mechanism, exercise: ExerciseHeader, voice: Voice | None) -> tuple[Heard, ...]:
    mine = {each.pk for each in voice.seats} if voice else set()
    rows = mechanism.inclusion_activities.select_related("seat__organisation").order_by("-held_on", "-id")[:SHOWN]
    return tuple(_heard(row, exercise, opens=row.seat_id in mine) for row in rows)


def _heard(row: InclusionActivity, exercise: ExerciseHeader, *, opens: bool) -> Heard:
    return Heard(
        day=row.held_on,
        text=row.text,
        who=seat_words(row.seat),
        sector=str(SECTORS.get(row.sector, "")),
        people=row.people,
        evidence_url=row.evidence_url,
        has_file=row.evidence_id is not None,
        file_url=f"{exercise.url}dialogo/constancia/{row.uid}" if opens and row.evidence_id else "",
    )


def topics(mechanism: Mechanism) -> tuple[Proposed, ...]:
    rows: list[Topic] = list(
        mechanism.topics.select_related("seat__organisation").order_by("-proposed_on", "-id")[:SHOWN]
    )
    found = topics_of(rows, Hearing(mechanism))
    return tuple(Proposed(each.proposed_on, each.title, each.member, was_heard(each)) for each in found)


def declared(exercise: ExerciseHeader, voice: Voice | None) -> tuple[Declared, ...]:
    """With who signed, by post. Three queries."""
    rows = Declaration.objects.filter(exercise_id=exercise.id).order_by("-declared_on", "-id")
    own = {each.pk for each in voice.own} if voice else set()
    return tuple(_declared(row, exercise, own) for row in with_signers(rows)[:DECLARED])


def _declared(row: Declaration, exercise: ExerciseHeader, own: set[int]) -> Declared:
    signers = signers_of(row, exercise.zone, exercise.today)
    left = own - {each.seat.pk for each in signers if each.answer is Answer.SIGNED}
    return Declared(
        paper_url=f"{exercise.url}dialogo/declaracion/{row.uid}.",
        day=row.declared_on,
        title=row.title,
        text=row.text,
        signers=tuple(
            Signed(each.day, label_of(each.seat), each.answer.value, each.label, each.reason) for each in signers
        ),
        sign_url=f"{exercise.url}dialogo/firmar/{row.uid}/" if left else "",
    )


def trail(exercise: ExerciseHeader, title: str) -> tuple[Crumb, ...]:
    here = Crumb(_("Mecanismo de diálogo"), f"{exercise.url}dialogo/")
    return (Crumb(_("Inicio"), "/"), exercise.crumb(), here, Crumb(title))


def form_page(voice: Voice, verb: Verb, form: OfficeForm) -> OrderPage:
    kept = form if isinstance(form, InclusionForm) else None
    return OrderPage(
        exercise=voice.exercise,
        title=str(verb.title),
        description=str(verb.lead),
        crumbs=trail(voice.exercise, str(verb.title)),
        kicker=voice.mechanism.name if voice.mechanism else voice.exercise.name,
        button=str(verb.button),
        back_url=f"{voice.exercise.url}dialogo/",
        groups=(Group("", tuple(field_shown(form[name]) for name in form.fields)),),
        told=(),
        errors=errors_in(form),
        keeps_draft="text" in form.fields,
        file=kept.attached.name if kept and kept.attached else "",
        held=kept.held if kept else "",
    )


@dataclass(frozen=True, slots=True)
class SignPage:
    """``mark`` is the SHA-256 of the text; ``field`` asks with which seat, when she holds several."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    name: str
    text: str
    mark: str
    told: tuple[Told, ...]
    field: FieldShown
    #: asked where she was called and may say why not
    reason: FieldShown | None
    back_url: str
    errors: tuple[FormError, ...]


def was_called(declaration: Declaration, voice: Voice) -> bool:
    return declaration.called.filter(seat__in=voice.own).exists()


def sign_page(voice: Voice, declaration: Declaration, form: SignForm) -> SignPage:
    title = _("Firmar la declaración")
    return SignPage(
        exercise=voice.exercise,
        title=title,
        description=_("Lea el texto completo: al firmar queda con él, y no se puede cambiar."),
        crumbs=trail(voice.exercise, title),
        name=declaration.title,
        text=declaration.text,
        mark=text_mark(declaration),
        told=(Told(_("Se declaró"), long_date(declaration.declared_on)),),
        field=field_shown(form["seat"]),
        reason=field_shown(form["reason"]) if was_called(declaration, voice) else None,
        back_url=f"{voice.exercise.url}dialogo/",
        errors=errors_in(form),
    )
