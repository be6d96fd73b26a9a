"""The directory: organisations of a place, what interests them, where they sit and how to reach their posts. No person's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.bodies.models import Interest, Seat
from tequio.core.dataset import Dataset, Field, Row
from tequio.exercises.queries import ExerciseHeader
from tequio.people.models import KIND_LABELS, Organisation, Post
from tequio.web import words
from tequio.web.downloads import downloads
from tequio.web.pages import Crumb, Download, Option

PAGE = 25
TOPICS = 40


@dataclass(frozen=True, slots=True)
class Filters:
    query: str = ""
    topic: str = ""
    kind: str = ""
    page: int = 1

    def address(self, **changed: object) -> str:
        """«?tema=Agua&pagina=2»; what is empty does not appear."""
        values = {"q": self.query, "tema": self.topic, "tipo": self.kind, **changed}
        told = urlencode({name: value for name, value in values.items() if value})
        return f"?{told}" if told else ""


def filters_in(asked: dict[str, str]) -> Filters:
    """From the address: what is too long is cut, what is no number is the first page."""
    page = asked.get("pagina", "")
    number = int(page[:6]) if page.isascii() and page.isdigit() else 1
    return Filters(asked.get("q", "").strip()[:200], asked.get("tema", "")[:120], asked.get("tipo", "")[:20], number)


@dataclass(frozen=True, slots=True)
class Contact:
    title: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    name: str
    acronym: str
    kind: str
    topics: tuple[str, ...]
    bodies: tuple[str, ...]
    successor: str
    contacts: tuple[Contact, ...]
    topics_url: str
    handover_url: str


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    filters: Filters
    lines: tuple[OrganisationLine, ...]
    topics: tuple[Option, ...]
    kinds: tuple[Option, ...]
    found: int
    downloads: tuple[Download, ...]
    previous_url: str
    next_url: str
    keeps: bool
    done: str = ""


def directory_page(exercise: ExerciseHeader, filters: Filters, *, keeps: bool, done: str = "") -> DirectoryPage:
    """Seven queries, however many organisations there are."""
    wanted = chosen(exercise, filters)
    found = wanted.count()
    pages = max(1, -(-found // PAGE))
    page = min(max(1, filters.page), pages)
    rows = loaded(wanted, exercise)[(page - 1) * PAGE : page * PAGE]
    url = f"{exercise.url}directorio/"
    return DirectoryPage(
        exercise=exercise,
        title=_("Directorio de organizaciones"),
        description=ngettext(
            "%(n)s organización, con los temas que le interesan.",
            "%(n)s organizaciones, con los temas que les interesan.",
            found,
        )
        % {"n": words.number(found)},
        crumbs=(exercise.crumb(), Crumb(_("Órganos"), f"{exercise.url}organos/"), Crumb(_("Directorio"))),
        filters=filters,
        lines=tuple(line_of(each, exercise, keeps=keeps) for each in rows),
        topics=topics_of(exercise, filters),
        kinds=tuple(Option(str(label), kind.value, kind.value == filters.kind) for kind, label in KIND_LABELS.items()),
        found=found,
        downloads=downloads("directory", query=filters.address(), slug=exercise.slug),
        previous_url=f"{url}{filters.address(pagina=page - 1)}" if page > 1 else "",
        next_url=f"{url}{filters.address(pagina=page + 1)}" if page < pages else "",
        keeps=keeps,
        done=done,
    )


def chosen(exercise: ExerciseHeader, filters: Filters) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(jurisdiction=exercise.jurisdiction_id)
    if filters.query:
        found = found.filter(Q(name__icontains=filters.query) | Q(acronym__icontains=filters.query))
    if filters.topic:
        found = found.filter(interests__topic=filters.topic)
    if filters.kind:
        day = exercise.today
        started = Q(kinds__starts_on__isnull=True) | Q(kinds__starts_on__lte=day)
        not_ended = Q(kinds__ends_on__isnull=True) | Q(kinds__ends_on__gt=day)
        found = found.filter(started, not_ended, kinds__kind=filters.kind).distinct()
    return found.order_by("name", "pk")


def loaded(found: QuerySet[Organisation], exercise: ExerciseHeader) -> QuerySet[Organisation]:
    day = exercise.today
    seats = Seat.objects.held_on(day).filter(body__dissolved_on__isnull=True).select_related("body").order_by("pk")
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    posts = Post.objects.filter(still).exclude(email="", phone="").order_by("pk")
    return found.select_related("successor").prefetch_related(
        "kinds",
        Prefetch("interests", Interest.objects.order_by("topic")),
        Prefetch("seats", seats),
        Prefetch("posts", posts),
    )


def line_of(organisation: Organisation, exercise: ExerciseHeader, *, keeps: bool) -> OrganisationLine:
    kind = organisation.kind_on(exercise.today)
    url = f"{exercise.url}directorio/{organisation.uid}/"
    return OrganisationLine(
        name=organisation.name,
        acronym=organisation.acronym,
        kind=str(KIND_LABELS[kind]) if kind else "",
        topics=tuple(each.topic for each in organisation.interests.all()),
        bodies=tuple(dict.fromkeys(seat.body.name for seat in organisation.seats.all())),
        successor=organisation.successor.name if organisation.successor else "",
        contacts=tuple(
            Contact(post.title or post.area, post.email, telephone(post)) for post in list(organisation.posts.all())[:3]
        ),
        topics_url=f"{url}temas/" if keeps else "",
        handover_url=f"{url}relevo/" if keeps and organisation.successor_id is None else "",
    )


def telephone(post: Post) -> str:
    return f"{post.phone} ext. {post.extension}" if post.phone and post.extension else post.phone


def topics_of(exercise: ExerciseHeader, filters: Filters) -> tuple[Option, ...]:
    """The ones that most organisations declared, with how many."""
    counted = (
        Interest.objects.filter(organisation__jurisdiction=exercise.jurisdiction_id)
        .values_list("topic")
        .annotate(n=Count("pk"))
        .order_by("-n", "topic")[:TOPICS]
    )
    return tuple(
        Option(
            topic,
            topic,
            topic == filters.topic,
            url=filters.address(tema="" if topic == filters.topic else topic),
            count=count,
        )
        for topic, count in counted
    )


DIRECTORY = Dataset(
    "directorio",
    "Directorio de organizaciones",
    "Organizaciones del lugar, los temas que declararon y los órganos en que se sientan. Sin nombres de personas.",
    (
        Field("organizacion", "Organización", required=True),
        Field("siglas", "Siglas"),
        Field("tipo", "Tipo", description="Qué es la organización el día de la consulta"),
        Field("temas", "Temas que le interesan", description="Separados con punto y coma"),
        Field("organos", "Órganos en que se sienta", description="Separados con punto y coma"),
        Field("sucesora", "La sucede", description="Organización que tomó su lugar"),
        Field("contactos", "Contacto público de sus puestos", description="Puesto, correo y teléfono institucionales"),
    ),
)


def directory_rows(exercise: ExerciseHeader, filters: Filters) -> Iterator[Row]:
    for each in loaded(chosen(exercise, filters), exercise).iterator(chunk_size=200):
        line = line_of(each, exercise, keeps=False)
        contacts = "; ".join(", ".join(filter(None, [one.title, one.email, one.phone])) for one in line.contacts)
        yield (
            line.name,
            line.acronym,
            line.kind,
            "; ".join(line.topics),
            "; ".join(line.bodies),
            line.successor,
            contacts,
        )
