"""El hilo: from what people said to the signed commitment. What nobody recorded is said to be missing, never filled in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.calls.models import Call
from tequio.commitments.models import Commitment
from tequio.core.dates import FuzzyDate
from tequio.exercises.models import StageKey
from tequio.exercises.queries import ExerciseHeader, StageShown
from tequio.web import words


@dataclass(frozen=True, slots=True)
class Knot:
    """One stop of the thread. ``kind``: known, unknown or end. ``institution`` texts keep the language they were written in."""

    kind: str
    when: str
    title: str
    text: str = ""
    quote: str = ""
    url: str = ""
    link: str = ""


def thread(exercise: ExerciseHeader, commitment: Commitment, stages: tuple[StageShown, ...]) -> tuple[Knot, ...]:
    dates = {stage.key: stage.dates for stage in stages if stage.dates != _("Por definir")}
    return (
        called(exercise, dates),
        said(commitment, dates),
        diagnosed(commitment, dates),
        signed(commitment, dates),
    )


def moment(stage: StageKey, dates: dict[str, str]) -> str:
    when = dates.get(stage.value)
    return f"{stage.label} · {when}" if when else str(stage.label)


def called(exercise: ExerciseHeader, dates: dict[str, str]) -> Knot:
    call = Call.objects.filter(exercise_id=exercise.id).exclude(status="draft").order_by("-opens_at").first()
    when = moment(StageKey.CALL, dates)
    if call is None:
        return Knot(
            "unknown",
            when,
            _("Sin convocatoria registrada"),
            _("Este ejercicio no cargó la convocatoria con la que empezó."),
        )
    return Knot(
        "known",
        when,
        _("Se convocó a participar"),
        call.title,
        url=f"{exercise.url}convocatoria/",
        link=_("Ver la convocatoria"),
    )


def said(commitment: Commitment, dates: dict[str, str]) -> Knot:
    when = moment(StageKey.CONSULTATION, dates)
    if commitment.problem_citizen:
        text = _("Así lo expresó la ciudadanía. Las aportaciones una por una aún no están registradas.")
        return Knot("known", when, _("La gente lo dijo así"), text, quote=commitment.problem_citizen)
    text = _("No está registrado qué dijeron las personas ni cuántas lo dijeron.")
    return Knot("unknown", when, _("Sin aportaciones registradas"), text)


def diagnosed(commitment: Commitment, dates: dict[str, str]) -> Knot:
    when = moment(StageKey.DIAGNOSIS, dates)
    if commitment.problem_official:
        return Knot("known", when, _("Se definió el problema"), commitment.problem_official)
    return Knot(
        "unknown", when, _("Sin problema definido"), _("La ficha no dice qué problema público se quiere resolver.")
    )


def signed(commitment: Commitment, dates: dict[str, str]) -> Knot:
    starts: FuzzyDate | None = commitment.starts
    when = moment(StageKey.SIGNATURE, dates)
    if starts and starts.edtf:
        text = (
            _("Comenzó el %(day)s.") % {"day": words.fuzzy(starts.edtf)}
            if len(starts.edtf) == 10
            else words.fuzzy(starts.edtf)
        )
        return Knot("end", when, _("Se volvió compromiso"), text)
    return Knot("end", when, _("Se volvió compromiso"), _("La fecha de inicio está por definirse."))
