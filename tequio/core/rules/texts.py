"""Rules about what a text says or refers to: its method of deciding, its annexes, its acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tequio.core.reading.records import Commitment, Kind
from tequio.core.rules.calls import text_of
from tequio.core.rules.cases import Case, Hit, commitments
from tequio.core.rules.pack import RulePack
from tequio.core.rules.words import fold, listed, mentions, sentences, shortened

_ROMAN = re.compile(r"[IVXL]+")
_TOKEN = re.compile(r"(?<![\w@./-])[^\W\d_][\w&]*(?![\w@])")
_IN_BRACKETS = re.compile(r"\(\s?([^\W\d_][\w&]{1,11})\s?\)")
_BEFORE_NAME = re.compile(r"(?<!\w)([^\W\d_][\w&]{1,11})\s?[:=(]\s?[A-ZÁÉÍÓÚÑ][\wáéíóúñ]{1,30} (?:de|del|para|y|[A-Z])")
#: a list longer than this is a document in capitals, not a list of acronyms
_SHOWN = 60
_IMPOSSIBLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{3,}")
#: runs of three consonants or more that Spanish words have
_POSSIBLE = re.compile(
    r"(?:[bdnrsx]s|[cglmnprstxb])(?:[bcdfgpt][lr]|h|ch|ll)|[bdnr]s[bcdfglmnpqtv]|xpl|xpr|xtr|xcl|mpt|nct|ntr|nst[r]?|bst[r]?"
)


def alternates_omitted(case: Case) -> Iterator[Hit]:
    """One decision names the alternates among those who take it and another leaves them out."""
    words = case.pack.vocabulary
    steps = case.reading.methodology.steps if case.reading.methodology else ()
    choosing = [
        (index, sentence)
        for index, step in enumerate(steps)
        for sentence in sentences(f"{step.title}\n{step.text}")
        if mentions(sentence, words.selection) and mentions(sentence, words.titulars)
    ]
    with_alternates = [step for step, sentence in choosing if mentions(sentence, words.alternates)]
    if not with_alternates:
        return
    for index, sentence in choosing:
        if not mentions(sentence, words.alternates):
            step, other = steps[index], steps[with_alternates[0]]
            said = {"step": f"{step.number} «{step.title}»", "other": f"{other.number} «{other.title}»"}
            yield Hit(f"paso {step.number}", ("steps", index), said)


def annex_missing(case: Case) -> Iterator[Hit]:
    """An annex the text sends its reader to, when nothing came with it and no part of it is headed "Anexo"."""
    if case.reading.kind is Kind.UNKNOWN:
        return
    text = text_of(case.reading)
    named = [
        sentence
        for sentence in sentences(text)
        if mentions(sentence, case.pack.vocabulary.annex) and not fold(sentence).startswith("anexo")
    ]
    headed = any(fold(line.strip()).startswith("anexo") and len(line.split()) < 12 for line in text.splitlines())
    if named and not headed and not case.reading.attachments:
        yield Hit("texto", (), {"mention": shortened(named[0], 90)})


def unknown_acronyms(case: Case) -> Iterator[Hit]:
    """Those of the sheets' own words that no "Nombre (SIGLAS)", glossary or known guarantor explains."""
    for commitment in commitments(case.reading):
        text = "\n".join(_words_of(commitment.record))
        found = dict.fromkeys(acronyms(text))
        explained = _explained(case.reading.text or text) | _known(case.pack)
        unknown = [one for one in found if fold(one) not in explained]
        if unknown:
            said = listed(f"{one}{_hint(one, unknown + [*found][:_SHOWN])}" for one in unknown[:_SHOWN])
            yield Hit(commitment.where, commitment.path, {"acronyms": said})


def _words_of(record: Commitment) -> Iterator[str]:
    yield from (record.title, record.theme, record.description, record.objective, record.anticorruption)
    yield from (record.problem.official, record.problem.citizen_wording, record.problem.note, record.strategy)
    values = record.values
    yield from (values.access, values.accountability, values.participation, values.technology)
    for goal in record.goals:
        yield from (goal.title, *goal.means)
        for activity in goal.activities:
            yield from (activity.title, *activity.means)


def acronyms(text: str) -> Iterator[str]:
    """Tokens that read as an acronym or a nickname: two capitals or more ("MONAPP"), or no Spanish word ("Subdvosc").

    Lines written in capitals from end to end say nothing.
    """
    for line in text.splitlines():
        if any(map(str.islower, line)):
            yield from (token for token in _TOKEN.findall(line) if _reads_as_acronym(token))


def _reads_as_acronym(token: str) -> bool:
    capitals = sum(map(str.isupper, token))
    if _ROMAN.fullmatch(token) or len(token) > 12:
        return False
    return (capitals >= 2 and len(token) >= 2) or (token[0].isupper() and len(token) > 4 and not _pronounceable(token))


def _pronounceable(token: str) -> bool:
    """A run of consonants that Spanish does not have, and two consonants at the end, make a clipped word."""
    folded = fold(token)
    runs = [run for run in _IMPOSSIBLE.findall(folded) if not _POSSIBLE.fullmatch(run)]
    return not runs or folded[-1] in "aeiouy" or folded[-2] in "aeiouy"


def _known(pack: RulePack) -> frozenset[str]:
    guarantors = (one.acronym for one in pack.guarantors if one.acronym)
    return frozenset(map(fold, (*pack.glossary, *guarantors)))


@lru_cache(maxsize=4)
def _explained(text: str) -> frozenset[str]:
    """ "Reglas de Operación (ROP)": its letters, in order, begin the words before the bracket or go on inside them.
    "ROP: Reglas de Operación" explains too."""
    explained = {fold(found[1]) for found in _BEFORE_NAME.finditer(text)}
    for found in _IN_BRACKETS.finditer(text):
        before = fold(text[max(0, found.start() - 150) : found.start()]).split()[-12:]
        if any(_spells(fold(found[1]), before[start:]) for start in range(len(before))):
            explained.add(fold(found[1]))
    return frozenset(explained)


def _spells(letters: str, words: list[str]) -> bool:
    """The first letter begins the first word; each next one goes on in the same word or begins a later one."""
    states = {(0, 1)} if words and words[0].startswith(letters[0]) else set()
    for letter in letters[1:]:
        states = {
            (word, place + 1)
            for at, after in states
            for word in range(at, len(words))
            for place in (
                [words[word].find(letter, after)] if word == at else [0 if words[word].startswith(letter) else -1]
            )
            if place >= 0
        }
    return bool(states)


def _hint(acronym: str, found: list[str]) -> str:
    """A shorter form of another acronym of the same sheet is probably the same thing."""
    longer = [one for one in found if one != acronym and fold(one).startswith(fold(acronym))]
    return f" (¿{longer[0]}?)" if longer else ""
