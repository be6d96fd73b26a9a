"""Where the people of some meetings come from, delegación by delegación, without telling who they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max

from tequio.core.small_cells import small_hidden
from tequio.core.territories import Tree
from tequio.meetings.models import Attendance, Meeting
from tequio.places.models import Territory, TerritoryKind
from tequio.places.queries import tree_of

#: two of the cells are no territory: another place in her words, and nothing said
ELSEWHERE, SILENT = "elsewhere", "silent"


@dataclass(frozen=True, slots=True)
class OriginLine:
    """People who come from one delegación; ``people`` is None where saying how many could tell who they are, and then ``share``, of
    a hundred for the most, is 0."""

    name: str
    kind: str
    people: int | None
    share: int = 0


@dataclass(frozen=True, slots=True)
class Origins:
    """``lines``: those from which somebody came, the most first and the untold last; ``nobody_from``: the rest of the delegaciones
    that are open. ``elsewhere`` said a place that is not in the tree; ``silent`` did not say. Each person counts once;
    ``twice``: some of several meetings lost their names, and whoever came to one of those and to another may count twice."""

    people: int
    lines: tuple[OriginLine, ...]
    elsewhere: int | None
    silent: int | None
    nobody_from: tuple[str, ...]
    delegaciones: int
    twice: bool = False

    @property
    def said_by_anybody(self) -> bool:
        return bool(self.lines) or self.elsewhere != 0

    @property
    def hides(self) -> bool:
        return None in (self.elsewhere, self.silent, *(line.people for line in self.lines))


def origins_of(meetings: Collection[int], jurisdiction_id: int) -> Origins:
    """Of the people who came to those meetings (their pk). At most three queries, however many meetings and people."""
    rows = list(Territory.objects.filter(jurisdiction=jurisdiction_id))
    tree, closed = tree_of(jurisdiction_id, rows=rows), {each.pk for each in rows if not each.is_open}
    count = Counter(cells_of_people(meetings, tree).values())
    shown = small_hidden({ELSEWHERE: 0, SILENT: 0, **count})
    places = {cell: people for cell, people in shown.items() if isinstance(cell, int)}
    most = max((people or 0 for people in places.values()), default=0)
    heads = [head for head in tree.heads() if head.id not in closed]
    lines = [
        OriginLine(
            tree.nodes[cell].name,
            str(TerritoryKind(tree.nodes[cell].kind).label),
            people,
            (people or 0) * 100 // most if most else 0,
        )
        for cell, people in places.items()
    ]
    return Origins(
        people=count.total(),
        lines=tuple(sorted(lines, key=lambda line: (line.people is None, -(line.people or 0), line.name))),
        elsewhere=shown[ELSEWHERE],
        silent=shown[SILENT],
        nobody_from=tuple(head.name for head in heads if head.id not in places),
        delegaciones=len(heads),
        twice=len(meetings) > 1 and Meeting.objects.filter(pk__in=meetings, forgotten_at__isnull=False).exists(),
    )


def cells_of_people(meetings: Collection[int], tree: Tree) -> dict[int, int | str]:
    """Each person → the delegación that she told last, or one of the two cells that are none. One query."""
    came = Attendance.objects.filter(meeting__in=meetings).values("person", "comes_from", "territory")
    found: dict[int, int | str] = {}
    for row in came.annotate(last=Max("arrived_at")).order_by("last"):
        if row["comes_from"] in tree.nodes:
            found[row["person"]] = tree.counted_in(row["comes_from"]).id
        elif row["territory"]:
            found[row["person"]] = ELSEWHERE
        else:
            found.setdefault(row["person"], SILENT)
    return found
