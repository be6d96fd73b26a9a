"""Rules about consultation channels: design → call → execution → systematisation (requirements 34, 35, 41)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tequio.core.reading.records import Phase
from tequio.core.rules.cases import Case, Hit
from tequio.core.rules.pack import Channel, RulePack, Vocabulary
from tequio.core.rules.routes import predecessors
from tequio.core.rules.words import listed, mentions, places, shortened

_WITH = re.compile(r"\w*\s+(?:con|a|al|de|del|para)\b(?:\s+(?:el|la|los|las|personas))?\s*", re.I)


@dataclass(frozen=True, slots=True)
class Step:
    """What one phase does, and for which channels. ``named`` are those it names with words of their own."""

    phase: Phase
    index: int
    stages: frozenset[str]
    channels: frozenset[str]
    named: frozenset[str]
    #: the channels are one ("entrevistas con personas expertas"): what is said of any of them is said of it
    joined: bool = False

    def lacking(self, wanted: frozenset[str], covered: frozenset[str]) -> frozenset[str]:
        return frozenset() if self.joined and wanted & covered else wanted - covered


def channel_not_systematised(case: Case) -> Iterator[Hit]:
    steps = _steps(case)
    done = _covered_by_word(steps, "systematisation")
    for step, wanted in _executions(case.pack, steps):
        lacking = step.lacking(wanted, done | _systematised_by_position(case.pack, steps, step))
        if lacking and not _systematised_by_link(steps, step):
            yield _gap(case, steps, step, lacking)


def channel_without_call(case: Case) -> Iterator[Hit]:
    steps = _steps(case)
    called = _covered_by_word(steps, "call")
    general = any(_calls_everybody(case.pack, step) for step in steps)
    for step, wanted in _executions(case.pack, steps):
        lacking = step.lacking(wanted, called)
        if lacking and not general:
            yield _gap(case, steps, step, lacking)


def affirmative_forum_without_group(case: Case) -> Iterator[Hit]:
    """Only where the record has a place for the group; a plain list of phases has none."""
    affirmative = {channel.code for channel in case.pack.channels if channel.affirmative}
    for step in _steps(case):
        if step.named & affirmative and step.phase.target_groups is not None and not any(step.phase.target_groups):
            where = f"fase {step.phase.number or step.index + 1}"
            yield Hit(where, ("phases", step.index, "target_groups"), {"phase": shortened(step.phase.title)})


def _steps(case: Case) -> list[Step]:
    route = case.reading.route
    return [_step(case.pack, phase, index) for index, phase in enumerate(route.phases if route else ())]


def _step(pack: RulePack, phase: Phase, index: int) -> Step:
    found = _channel_places(pack, phase.title)
    named = frozenset(code for _, _, codes in found if len(codes) == 1 for code in codes)
    every = frozenset(code for _, _, codes in found for code in codes)
    joined = any(_WITH.fullmatch(phase.title[one[1] : other[0]]) for one, other in pairwise(found))
    stages = _stages(pack.vocabulary, phase.title)
    if any(mentions(phase.title, channel.call_words) for channel in pack.channels if channel.code in every):
        stages |= {"call"}
    if not stages and found and found[0][0] == 0:
        stages = frozenset({"run"})
    return Step(phase, index, stages, every, named, joined)


@lru_cache(maxsize=32)
def _owners(channels: tuple[Channel, ...]) -> dict[str, frozenset[str]]:
    owners: dict[str, set[str]] = {}
    for channel in channels:
        for word in channel.words:
            owners.setdefault(word, set()).add(channel.code)
    return {word: frozenset(codes) for word, codes in owners.items()}


def _channel_places(pack: RulePack, title: str) -> list[tuple[int, int, frozenset[str]]]:
    """(place, end, channels) for each name of a channel in the title; of two that overlap, the longer."""
    owners = _owners(pack.channels)
    found: list[tuple[int, int, frozenset[str]]] = []
    taken: list[tuple[int, int]] = []
    for start, end, word in sorted(places(title, owners), key=lambda place: (place[0] - place[1], place[0])):
        if all(end <= other or start >= last for other, last in taken):
            taken.append((start, end))
            found.append((start, end, owners[word]))
    return sorted(found, key=lambda place: place[0])


def _stages(vocabulary: Vocabulary, title: str) -> frozenset[str]:
    """The first stage the title names, and those joined to it by "y" ("Convocatoria y realización de…")."""
    words = {
        word: stage
        for stage in ("run", "design", "call", "setup", "systematisation")
        for word in getattr(vocabulary, stage)
    }
    found = places(title, words)
    if not found:
        return frozenset()
    stages = {words[found[0][2]]}
    for start, _, word in found:
        if title[:start].rstrip().endswith((" y", " e")) and start < 40:
            stages.add(words[word])
    return frozenset(stages)


def _executions(pack: RulePack, steps: list[Step]) -> Iterator[tuple[Step, frozenset[str]]]:
    """Each set of channels once, where it is carried out. A general name ("foros") means the kinds the route names."""
    consults = {channel.code for channel in pack.channels if channel.consults}
    named = {code for step in steps for code in step.named}
    seen: set[frozenset[str]] = set()
    for step in steps:
        wanted = (step.channels & named or step.channels) & consults
        if "run" in step.stages and wanted and wanted not in seen:
            seen.add(wanted)
            yield step, wanted


def _covered_by_word(steps: list[Step], stage: str) -> frozenset[str]:
    return frozenset(code for step in steps if stage in step.stages for code in step.channels)


def _systematised_by_position(pack: RulePack, steps: list[Step], run: Step) -> frozenset[str]:
    """A systematisation that names no channel gathers what was carried out before it and after the last diagnosis."""
    for step in steps[run.index + 1 :]:
        if "systematisation" in step.stages and not step.channels:
            return run.channels
        if mentions(step.phase.title, pack.vocabulary.diagnosis):
            break
    return frozenset()


def _systematised_by_link(steps: list[Step], run: Step) -> bool:
    """A systematisation that names other channels does not gather this one, even if it waits for it."""
    return run.phase.number is not None and any(
        "systematisation" in step.stages and not step.channels and run.phase.number in predecessors(step.phase)
        for step in steps
    )


def _calls_everybody(pack: RulePack, step: Step) -> bool:
    return "call" in step.stages and not step.channels and bool(mentions(step.phase.title, pack.vocabulary.whole))


def _gap(case: Case, steps: list[Step], step: Step, lacking: frozenset[str]) -> Hit:
    named = lacking & {code for other in steps for code in other.named}
    names = listed(_channel(case.pack, code).name for code in sorted(named)) or f"«{shortened(step.phase.title)}»"
    number = step.phase.number or step.index + 1
    return Hit(f"fase {number}", ("phases", step.index), {"channel": names, "phase": f"{number}"})


def _channel(pack: RulePack, code: str) -> Channel:
    return next(channel for channel in pack.channels if channel.code == code)
