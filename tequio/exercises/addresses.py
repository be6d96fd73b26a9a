"""The address of an exercise: not one that is taken, nor one that begins another page of the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _

from tequio.core.refusals import Refusal
from tequio.exercises.models import ExerciseSlug

LONGEST = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: what the server in front or a browser asks for by itself; the rest comes from the URLconf
_OUTSIDE = {"robots", "favicon", "sitemap", "admin", "api", "www"}


class BadAddress(Refusal):
    """``suggestion`` is an address that could be used instead."""

    code = "bad-address"

    def __init__(self, text: str, suggestion: str) -> None:
        self.suggestion = suggestion
        super().__init__(text)


class SlugIsReserved(BadAddress):
    code = "slug-reserved"


class SlugIsTaken(BadAddress):
    code = "slug-taken"


class NotASlug(BadAddress):
    code = "not-a-slug"


@cache
def reserved() -> frozenset[str]:
    """Every first part of an address of the site that is written out in the URLconf, and where the static files stand."""
    static = settings.STATIC_URL.strip("/").partition("/")[0]
    return frozenset(_first_parts("", get_resolver().url_patterns)) | _OUTSIDE | ({static} - {""})


def _first_parts(before: str, patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        written = before + str(pattern.pattern)
        first, slash, _rest = written.partition("/")
        if slash or not isinstance(pattern, URLResolver):
            if first and "<" not in first:
                yield first
        else:
            yield from _first_parts(written, pattern.url_patterns)


def slug_from(name: str) -> str:
    """«Primer Plan de Yucatán 2026» → «primer-plan-de-yucatan-2026»."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter)
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")


def suggestion_for(slug: str) -> str:
    """The same with a number, the first that nobody has. One query."""
    base = slug_from(slug) or "ejercicio"
    taken = set(ExerciseSlug.objects.filter(slug__startswith=base[: LONGEST - 4]).values_list("slug", flat=True))
    numbered = (f"{base[: LONGEST - 4]}-{number}" for number in range(2, 1000))
    candidates = [base] if base not in reserved() and base not in taken else numbered
    return next(iter(each for each in candidates if each not in taken))


def refuse_bad_slug(slug: str) -> None:
    """Raises NotASlug, SlugIsReserved or SlugIsTaken, each with an address that would do."""
    if len(slug) > LONGEST or not _SLUG.fullmatch(slug):
        other = suggestion_for(slug)
        text = _("La dirección lleva sólo letras minúsculas sin acento, números y guiones. Puede usar «%(other)s».")
        raise NotASlug(text % {"other": other}, other)
    if slug in reserved():
        other = suggestion_for(slug)
        text = _("«%(slug)s» es la dirección de otra página del sitio. Puede usar «%(other)s».")
        raise SlugIsReserved(text % {"slug": slug, "other": other}, other)
    if ExerciseSlug.objects.filter(slug=slug).exists():
        other = suggestion_for(slug)
        text = _("La dirección «%(slug)s» ya es o fue de otro ejercicio. Puede usar «%(other)s».")
        raise SlugIsTaken(text % {"slug": slug, "other": other}, other)
