"""Results grouped by kind, their words marked; nothing of a draft, and nothing that stopped being public."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from tequio.search.models import Entry, Kind
from tequio.search.sources import still_public
from tequio.web.pages import Crumb, Option
from tequio.web.search import fold, plain

LONGEST_QUERY = 200
MOST_WORDS = 8
OF_EACH = 5
PAGE = 20
BEFORE, AFTER = 60, 180


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``hit`` when it is a word that was asked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    title: tuple[Piece, ...]
    url: str
    exercise: str
    detail: tuple[Piece, ...]
    extract: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    name: str
    count: int
    hits: tuple[Hit, ...]
    more_url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    title: str
    description: str
    query: str
    chosen: str
    total: int
    kinds: tuple[Option, ...]
    groups: tuple[Group, ...]
    loose: bool
    previous_url: str
    next_url: str
    crumbs: tuple[Crumb, ...]
    exercise: None = None


def entries() -> QuerySet[Entry]:
    return Entry.objects.exclude(exercise__status="draft")


def folio_url(query: str) -> str:
    """Where the document with exactly that folio is, or nothing. Folios of people are never here."""
    found = entries().filter(folio=query.strip().upper()).exclude(folio="").first() if query.strip() else None
    return found.url if found and still_public(found.kind, [found.subject_uid]) else ""


def search_page(query: str, chosen: str, number: int) -> SearchPage:
    query = unicodedata.normalize("NFC", query).replace("\0", "").strip()[:LONGEST_QUERY]
    words = fold(query).split()[:MOST_WORDS]
    rows, counts, loose = matching(words)
    chosen = chosen if counts.get(chosen) else ""
    pages = max(1, -(-counts.get(chosen, 0) // PAGE))
    number = min(max(1, number), pages)
    shown = cut(rows, words, chosen, number) if counts else []
    kinds = (chosen,) if chosen else tuple(key for key in Kind.values if counts.get(key))
    return SearchPage(
        title=_("Buscar"),
        description=_(
            "Busque en compromisos, actividades, evidencia, convocatorias y organizaciones de todos los ejercicios."
        ),
        query=query,
        chosen=chosen,
        total=sum(counts.values()),
        kinds=options(query, counts, chosen),
        groups=tuple(groups(shown, kinds, counts, words, query, chosen)),
        loose=loose,
        previous_url=address(query, chosen, number - 1) if number > 1 else "",
        next_url=address(query, chosen, number + 1) if number < pages else "",
        crumbs=(Crumb(_("Inicio"), "/"), Crumb(_("Buscar"))),
    )


def matching(words: Sequence[str]) -> tuple[QuerySet[Entry], dict[str, int], bool]:
    """Rows that hold every word, how many of each kind, and whether ñ had to be taken for n."""
    if not words:
        return Entry.objects.none(), {}, False
    for field, wanted in (("words", list(words)), ("bare", [plain(word) for word in words])):
        every = Q()
        for word in wanted:
            every &= Q(**{f"{field}__contains": word})
        rows = entries().filter(every)
        counts = dict(rows.values_list("kind").annotate(n=Count("pk")).order_by())
        if counts:
            return rows, counts, field == "bare"
    return Entry.objects.none(), {}, False


def cut(rows: QuerySet[Entry], words: Sequence[str], chosen: str, number: int) -> list[Entry]:
    """A page of one kind, or the first of each; those with the words in their title come first."""
    titled = Q()
    for word in words:
        titled &= Q(head__contains=word)
    ranked = rows.annotate(rank=Case(When(titled, then=Value(0)), default=Value(1), output_field=IntegerField()))
    ranked = ranked.select_related("exercise").defer("words", "bare")
    if chosen:
        found: list[Entry] = list(
            ranked.filter(kind=chosen).order_by("rank", "pk")[(number - 1) * PAGE : number * PAGE]
        )
    else:
        place = Window(RowNumber(), partition_by=F("kind"), order_by=[F("rank").asc(), F("pk").asc()])
        found = list(ranked.annotate(place=place).filter(place__lte=OF_EACH).order_by("kind", "place"))
    return only_public(found)


def only_public(found: Sequence[Entry]) -> list[Entry]:
    """What the index still has and the public no longer sees is left out. One query per kind shown."""
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        by_kind[entry.kind].append(entry)
    seen = {kind: still_public(kind, [entry.subject_uid for entry in rows]) for kind, rows in by_kind.items()}
    return [entry for entry in found if entry.subject_uid in seen[entry.kind]]


def groups(
    shown: list[Entry], kinds: Sequence[str], counts: dict[str, int], words: Sequence[str], query: str, chosen: str
) -> list[Group]:
    made = []
    for kind in kinds:
        hits = tuple(hit_of(entry, words) for entry in shown if entry.kind == kind)
        more = address(query, kind, 1) if not chosen and counts[kind] > OF_EACH else ""
        if hits:
            made.append(Group(kind, str(Kind(kind).label), counts[kind], hits, more))
    return made


def options(query: str, counts: dict[str, int], chosen: str) -> tuple[Option, ...]:
    found = [Option(_("Todo"), "", not chosen, address(query, "", 1), sum(counts.values()))]
    for kind in Kind:
        if count := counts.get(kind.value):
            found.append(Option(str(kind.label), kind.value, kind.value == chosen, address(query, kind, 1), count))
    return tuple(found) if len(found) > 2 else ()


def address(query: str, kind: str, number: int) -> str:
    asked = {"q": query, "tipo": str(kind), "pagina": str(number) if number > 1 else ""}
    return f"/buscar/?{urlencode({name: value for name, value in asked.items() if value})}"


def hit_of(entry: Entry, words: Sequence[str]) -> Hit:
    return Hit(
        title=marked(entry.title, words),
        url=entry.url,
        exercise=entry.exercise.name,
        detail=marked(entry.detail, words),
        extract=extract(entry.body, words),
    )


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The text in stretches, those that match a word set apart; accents stay as they were written."""
    text = unicodedata.normalize("NFC", text)
    hits = hits_in(text, words)
    pieces: list[Piece] = []
    for letter, hit in zip(text, hits, strict=True):
        if pieces and pieces[-1].hit == hit:
            pieces[-1] = Piece(pieces[-1].text + letter, hit)
        else:
            pieces.append(Piece(letter, hit))
    return tuple(pieces)


def hits_in(text: str, words: Sequence[str]) -> list[bool]:
    """Of every letter, whether it belongs to a match. A letter may fold to none or to several."""
    found = [False] * len(text)
    for simple in (fold, lambda letter: plain(fold(letter))):
        origin = [(place, each) for place, letter in enumerate(text) for each in simple(letter)]
        folded = "".join(each for _place, each in origin)
        for word in map(simple, words):
            at = folded.find(word) if word else -1
            while at >= 0:
                for place, _each in origin[at : at + len(word)]:
                    found[place] = True
                at = folded.find(word, at + len(word))
        if any(found):
            break
    return found


def extract(body: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Some words before and after the first match; nothing when the body holds none."""
    body = unicodedata.normalize("NFC", body)
    hits = hits_in(body, words)
    if True not in hits:
        return ()
    at = hits.index(True)
    begin = 0 if at < BEFORE else body.rfind(" ", 0, at - BEFORE + 20) + 1
    end = min(len(body), at + AFTER)
    text = ("… " if begin else "") + body[begin:end].strip() + (" …" if end < len(body) else "")
    return marked(text, words)
