"""The pages on which commitments are written: the list of those of an exercise, and the form of one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.audit.queries import history
from tequio.commitments.models import Commitment, CommitmentRemoval, Kind, Status
from tequio.commitments.naming import Question
from tequio.commitments.sheet import ANOTHER, LABELS, VALUES, SheetWanted, field_at, record_of, said, since_of
from tequio.commitments.sheet_forms import SheetAround, post_label
from tequio.core.reading.records import Kind as Document
from tequio.core.reading.records import Reading
from tequio.core.rules.engine import evaluate
from tequio.core.rules.pack import RulePack
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import KIND_LABELS, Organisation, Person, Post
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.part_forms import READ
from tequio.workplans.parts import Texts
from tequio.workplans.queries.editing import ConflictPage, PhaseInConflict, sides, who_and_when
from tequio.workplans.queries.planning import FindingHere
from tequio.workplans.queries.removed import Removed, removed_of, undo_of

#: of each kind; the lists only help to write
MOST = 300
ROWS = 50
AREAS = {
    "title": 2,
    "description": 3,
    "objective": 3,
    "anticorruption": 3,
    "strategy": 4,
    "actors": 6,
    "problem_official": 4,
    "problem_citizen": 4,
    "problem_note": 2,
    "sector_roles": 4,
    "indicators": 4,
    **dict.fromkeys(VALUES, 3),
    "impact_evidence": 3,
}
CHOICES = {"kind", "continues", "responsible"}
LISTS = {"institution": "instituciones", "person": "personas"}
SHORT = {"extension", "starts", "ends"}


@dataclass(frozen=True, slots=True)
class SheetField:
    """``note``: what was read of a date that a person has to confirm; ``limit``: characters that the rules of the place allow."""

    name: str
    label: str
    hint: str
    value: str
    rows: int = 0
    choices: tuple[Option, ...] = ()
    list: str = ""
    suggests: bool = False
    limit: int = 0
    count: int = 0
    short: bool = False
    type: str = "text"
    error: str = ""
    note: str = ""
    read: str = ""
    read_name: str = ""
    findings: tuple[FindingHere, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def described(self) -> str:
        """Identifiers of what describes it."""
        told = {"hint": self.hint, "count": self.limit, "error": self.error, "note": self.note}
        return " ".join(f"{self.name}-{what}" for what, there in told.items() if there)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    fields: tuple[SheetField, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    action: str
    back_url: str
    base: str
    seen: str
    key: str
    groups: tuple[Group, ...]
    findings: tuple[FindingHere, ...]
    around: SheetAround
    sectors: tuple[str, ...]
    number: int | None = None
    uid: UUID | None = None
    is_public: bool = False
    is_keeper: bool = False
    plan_url: str = ""
    #: who was already said to be who, kept while something else is corrected
    answers: tuple[tuple[str, str], ...] = ()
    confirm: bool = False
    saved: bool = False
    errors: tuple[FormError, ...] = ()

    @property
    def fields(self) -> tuple[SheetField, ...]:
        return tuple(each for group in self.groups for each in group.fields)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """``place`` of ``among`` that are drafts; 0 for a public one."""

    uid: UUID
    number: int
    title: str
    responsible: str
    url: str
    is_public: bool
    place: int
    among: int


@dataclass(frozen=True, slots=True)
class CommitmentsDeskPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    base: str
    rows: tuple[CommitmentRow, ...]
    drafts: int
    published: int
    undo: Removed | None
    removed: tuple[Removed, ...]
    saved: bool
    asks: CommitmentRow | None = None
    reason: str = ""
    pages: tuple[Option, ...] = ()
    errors: tuple[FormError, ...] = ()


def groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (
            _("Qué se promete"),
            ("title", "description", "objective", "theme", "branch", "kind", "continues", "continues_text"),
        ),
        (_("Cuándo"), ("starts", "ends")),
        (_("De qué problema viene"), ("problem_official", "problem_citizen", "problem_note")),
        (
            _("Quién responde"),
            *(("responsible", "institution", "person", "post_title", "area", "email", "phone", "extension"),),
        ),
        (_("Quiénes participan"), ("actors", "sector_roles")),
        (_("A qué valores sirve"), (*VALUES, "anticorruption")),
        (_("Cómo se logra y cómo se mide"), ("strategy", "indicators", "impact_evidence")),
    )


def hints() -> dict[str, str]:
    return {
        "title": _("En una frase: qué va a existir que hoy no existe."),
        "description": _("Para quien nunca ha oído del tema."),
        "starts": _("31/01/2020 (primero el día), «enero de 2020», NOV, o «Por definir»."),
        "ends": _("31/01/2020 (primero el día), «enero de 2020», NOV, o «Por definir»."),
        "responsible": _("El puesto, no la persona: cuando alguien deja el cargo, responde quien llega."),
        "institution": _("Sólo si eligió «Otro puesto»."),
        "person": _("Sólo si eligió «Otro puesto»: quien lo ocupa hoy."),
        "email": _("El contacto es público y es del puesto."),
        "phone": _("Con lada, como se marca: +52 33 3819 2374."),
        "actors": _("Uno por renglón: institución | sector | persona. Sin institución, deje vacío antes de la barra."),
        "sector_roles": _("Uno por renglón: «Gobierno: convoca y publica»."),
        "indicators": _("Uno por renglón. Los de cada meta se editan en el plan de trabajo."),
        "impact_evidence": _("Uno por renglón."),
        "continues": _("Si sigue uno de un plan anterior."),
    }


def around_of(exercise: ExerciseHeader, commitment: Commitment | None) -> SheetAround:
    """Five queries, whatever the size of the directory."""
    where = exercise.jurisdiction_id
    posts = Post.objects.filter(organisation__jurisdiction=where, ends_on=None).select_related(
        "organisation__jurisdiction", "person"
    )
    known = {str(each.uid): each for each in posts.order_by("organisation__name", "title", "-pk")[:MOST]}
    mine = commitment.responsible if commitment else None
    if mine is not None:
        known.setdefault(str(mine.uid), mine)
    earlier = Commitment.objects.filter(exercise__jurisdiction=where, status=Status.PUBLISHED)
    earlier = earlier.exclude(exercise=exercise.id).select_related("exercise").order_by("-exercise_id", "number")
    known_as = Organisation.objects.filter(jurisdiction=where).order_by("name").prefetch_related("kinds")[:MOST]
    kinds = [(each.name, each.kind_on(exercise.today)) for each in known_as]
    people = Person.objects.filter(jurisdiction=where, erased_at=None).exclude(name="").order_by("name")
    return SheetAround(
        posts=known,
        earlier={str(each.uid): each for each in earlier[:MOST]},
        organisations=tuple(name for name, _kind in kinds),
        participants=tuple((name, str(KIND_LABELS[kind])) for name, kind in kinds if kind),
        people=tuple(people.values_list("name", flat=True)[:MOST]),
        since=since_of(commitment, exercise.period_starts_on or exercise.today),
    )


def findings_of(
    wanted: SheetWanted, commitment: Commitment | None, pack: RulePack, today: date
) -> tuple[FindingHere, ...]:
    """What the rules say of the sheet as it is typed; those of its plan are on the page of the plan. Nothing is stored."""
    reading = Reading(Document.COMMITMENT_SHEET, commitments=(record_of(wanted, commitment),))
    return tuple(
        FindingHere(each.severity.value, each.message, field_at(each.path[2:]))
        for each in evaluate(reading, pack, today=today)
        if each.path[2:3] != ("goals",)
    )


def fields_of(
    texts: Texts,
    around: SheetAround,
    *,
    limit: int,
    errors: tuple[FormError, ...],
    notes: Mapping[str, str],
    read: Mapping[str, str],
    findings: tuple[FindingHere, ...],
    questions: tuple[Question, ...],
    is_keeper: bool,
) -> dict[str, SheetField]:
    hint, wrong = hints(), {each.field: each.text for each in errors}
    return {
        name: SheetField(
            name=name,
            label=str(LABELS[name]),
            hint=hint.get(name, ""),
            value=value,
            rows=AREAS.get(name, 0),
            choices=choices_of(name, value, around, is_keeper=is_keeper) if name in CHOICES else (),
            list=LISTS.get(name, ""),
            suggests=name == "actors",
            limit=limit if name == "description" else 0,
            count=len(value) if name == "description" else 0,
            short=name in SHORT,
            type={"email": "email", "phone": "tel"}.get(name, "text"),
            error=wrong.get(name, ""),
            note=notes.get(name, ""),
            read=read.get(name, ""),
            read_name=f"{READ}{name}",
            findings=tuple(each for each in findings if each.field == name),
            questions=tuple(each for each in questions if each.about == name),
        )
        for name, value in texts.items()
    }


def choices_of(name: str, value: str, around: SheetAround, *, is_keeper: bool) -> tuple[Option, ...]:
    if name == "kind":
        return (
            Option(_("Sin decir"), "", not value),
            *(Option(str(each.label), each.value, each.value == value) for each in Kind),
        )
    if name == "continues":
        named = {
            uid: f"{each.exercise.name} · {each.number} {each.title}"[:110] for uid, each in around.earlier.items()
        }
        return (Option(_("Ninguno"), "", not value), *_options(named, value))
    posts = {uid: post_label(each)[:110] for uid, each in around.posts.items()}
    if not is_keeper:
        return _options({uid: label for uid, label in posts.items() if uid == value}, value)
    none = Option(_("Todavía nadie"), "", not value)
    return (none, Option(_("Otro puesto: escríbalo abajo"), ANOTHER, value == ANOTHER), *_options(posts, value))


def _options(named: Mapping[str, str], value: str) -> tuple[Option, ...]:
    return tuple(Option(label, uid, uid == value) for uid, label in named.items())


def grouped(fields: Mapping[str, SheetField], *, is_keeper: bool) -> tuple[Group, ...]:
    """Who is not of the secretaría técnica corrects the contact of the post and does not name another."""
    away = () if is_keeper else tuple(LISTS)
    return tuple(Group(title, tuple(fields[name] for name in names if name not in away)) for title, names in groups())


def sectors() -> tuple[str, ...]:
    return tuple(str(label) for label in KIND_LABELS.values())


def sheet_conflict(
    exercise: ExerciseHeader,
    commitment: Commitment,
    *,
    seen: Texts,
    stored: Texts,
    mine: Texts,
    names: Texts,
    hidden: tuple[tuple[str, str], ...],
    action: str,
    crumbs: tuple[Crumb, ...],
) -> ConflictPage:
    """What it was, what is stored and what this person wrote, field by field; two queries."""
    line = next(iter(history([commitment.uid], limit=1)), None)
    actor = line.actor_uid if line else None
    name_of = Person.objects.filter(uid=actor).values_list("name", flat=True).first() if actor else None
    told = sides(seen, stored, mine, LABELS, lambda name, text: said(name, text, names))
    who = who_and_when(name_of or "", line.at, exercise) if line else ""
    return ConflictPage(
        exercise=exercise,
        title=_("Otra persona cambió lo mismo"),
        description=_("No se guardó nada encima. Estas son las dos versiones, campo por campo."),
        crumbs=crumbs,
        action=action,
        route_url=action,
        phases=(PhaseInConflict(phase=commitment.title, who=who, reason="", sides=told, hidden=()),),
        hidden=hidden,
        reason="",
        decision="",
    )


def desk_page(
    exercise: ExerciseHeader,
    *,
    base: str,
    crumbs: tuple[Crumb, ...],
    person_id: int,
    now: datetime,
    page: int,
    saved: bool,
    errors: tuple[FormError, ...] = (),
    asks: tuple[str, str] = ("", ""),
) -> CommitmentsDeskPage:
    """``asks``: the one to be taken out, and why as it was typed. Seven queries, whatever there is."""
    found = Commitment.objects.filter(exercise=exercise.id).order_by("number")
    held = list(found.values_list("pk", "status"))
    drafts = [pk for pk, status in held if status == Status.DRAFT]
    last = max(1, -(-len(held) // ROWS))
    page = min(max(page, 1), last)
    shown = found.select_related("responsible__organisation")[(page - 1) * ROWS : page * ROWS]
    rows = tuple(row_of(each, base, drafts) for each in shown)
    taken = CommitmentRemoval.objects.filter(exercise=exercise.id)
    removed = removed_of(taken, exercise, base=base, person=person_id, now=now)
    return CommitmentsDeskPage(
        exercise=exercise,
        title=_("Editar los compromisos"),
        description=_("Los borradores sólo los ven quienes los escriben. Lo que falta no impide guardar."),
        crumbs=crumbs,
        base=base,
        rows=rows,
        drafts=len(drafts),
        published=len(held) - len(drafts),
        undo=undo_of(removed),
        removed=removed,
        saved=saved,
        asks=next((each for each in rows if str(each.uid) == asks[0]), None),
        reason=asks[1],
        pages=tuple(Option(str(each), str(each), each == page, f"{base}?pagina={each}") for each in range(1, last + 1))
        if last > 1
        else (),
        errors=errors,
    )


def row_of(commitment: Commitment, base: str, drafts: list[int]) -> CommitmentRow:
    public = commitment.status == Status.PUBLISHED
    post = commitment.responsible
    return CommitmentRow(
        uid=commitment.uid,
        number=commitment.number,
        title=commitment.title,
        responsible=" · ".join(filter(None, (post.title or post.area, post.organisation.name))) if post else "",
        url=f"{base.removesuffix('editar/')}{commitment.number}/editar/",
        is_public=public,
        place=0 if public else drafts.index(commitment.pk) + 1,
        among=len(drafts),
    )
