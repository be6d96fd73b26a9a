"""The form of an application, its review before it is sent, and what may be known of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from tequio.calls import letters
from tequio.calls.doors import Caller
from tequio.calls.enclosing import RowShown, rows_shown
from tequio.calls.enclosures import EnclosureShown, enclosures_of, in_figures
from tequio.calls.forms import TEXTS, ApplicationForm
from tequio.calls.models import ApplicantType, Application, ApplicationStatus, LetterKind
from tequio.calls.queries.calls import name_of, share_url, window_of
from tequio.calls.rules import STAGES, rules_of
from tequio.calls.sectors import types_of
from tequio.core.eligibility import RuleKind
from tequio.exercises.queries import ExerciseHeader, header_of
from tequio.people.models import PrivacyNotice
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option

Typed = Mapping[str, list[str]]

#: whose draft it is: it goes when the form is sent
DRAFT = ("_pagina", "_quien")


@dataclass(frozen=True, slots=True)
class VerdictShown:
    text: str
    met: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ApplyPage:
    """``typed`` is what stands in the fields; ``hidden`` the same, to be carried by the review."""

    exercise: ExerciseHeader
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    call: str
    call_url: str
    closes: str
    key: str
    notice: PrivacyNotice
    typed: Mapping[str, str]
    types: tuple[Option, ...]
    stages: tuple[Option, ...]
    declarations: tuple[Option, ...]
    asks_honorary: bool
    asks_adult: bool
    honorary: bool
    adult: bool
    accepted: bool
    #: what the call asks for, in its own words, to be read beside the documents
    requirements: tuple[str, ...] = ()
    enclosures: tuple[RowShown, ...] = ()
    errors: tuple[FormError, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    verdicts: tuple[VerdictShown, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    everything: str = ""


def apply_page(
    caller: Caller,
    notice: PrivacyNotice,
    key: str,
    typed: Typed,
    *,
    form: ApplicationForm | None = None,
    errors: Sequence[FormError] = (),
) -> ApplyPage:
    call, exercise = caller.call, caller.exercise
    one = {name: (typed.get(name) or [""])[-1][:6000] for name in TEXTS}
    chosen = {name: set(typed.get(name) or ()) for name in ("stages", "codes", "honorary", "adult", "accept")}
    rules = rules_of(call)
    kinds = {rule.kind for rule in rules}
    window = window_of(call, exercise, caller.now)
    name = name_of(call, exercise)
    url = f"{exercise.url}convocatoria/{call.uid}/"
    answers = answers_of(one, [str(STAGES[each]) for each in STAGES if each in chosen["stages"]])
    return ApplyPage(
        exercise=exercise,
        title=_("Solicitud para participar"),
        description=name,
        crumbs=(Crumb(_("Inicio"), "/"), exercise.crumb(), Crumb(_("Convocatoria"), url), Crumb(_("Solicitud"))),
        call=name,
        call_url=url,
        closes=window.closes_text if window else "",
        key=key,
        notice=notice,
        typed=one,
        types=tuple(
            Option(str(each.label), each.value, each.value == one["applicant_type"]) for each in types_of(call)
        ),
        stages=tuple(Option(str(label), code, code in chosen["stages"]) for code, label in STAGES.items())
        if RuleKind.AVAILABILITY in kinds
        else (),
        declarations=tuple(
            Option(rule.text, rule.code, rule.code in chosen["codes"])
            for rule in rules
            if rule.kind is RuleKind.DECLARATION
        ),
        asks_honorary=RuleKind.HONORARY in kinds,
        asks_adult=RuleKind.ADULT in kinds,
        honorary=bool(chosen["honorary"]),
        adult=bool(chosen["adult"]),
        accepted=bool(chosen["accept"]),
        requirements=tuple(map(str, call.requirements)),
        enclosures=rows_shown(typed, [each.field for each in errors]),
        errors=tuple(errors),
        hidden=tuple((name, value) for name in (*TEXTS, *chosen, *DRAFT) for value in typed.get(name) or () if value),
        verdicts=tuple(VerdictShown(each.rule.text, each.met, each.reason) for each in form.verdicts) if form else (),
        answers=answers,
        everything="\n".join(f"{label}: {value}" for label, value in answers),
    )


def answers_of(one: Mapping[str, str], stages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    kind = one["applicant_type"]
    label = str(ApplicantType(kind).label) if kind in ApplicantType.values else ""
    told = (
        (_("Participa desde"), one["type_text"] or label),
        (_("Organización"), one["organisation_name"]),
        (_("Cargo"), one["post"]),
        (_("Nombre"), one["name"]),
        (_("Correo"), one["email"]),
        (_("Dónde vive"), ", ".join(filter(None, (one["municipality"], one["state"])))),
        (_("Etapas en que puede participar"), ", ".join(stages)),
        (_("Por qué quiere participar"), one["motive"]),
    )
    return tuple((name, value) for name, value in told if value)


@dataclass(frozen=True, slots=True)
class TrackingPage:
    """What anybody with the folio may know; ``answers`` and the rest only for whoever holds the letter."""

    exercise: ExerciseHeader
    title: str
    description: str
    folio: str
    call: str
    call_url: str
    received: str
    fingerprint: str
    notice_version: int
    state: str
    share_url: str
    receipt_url: str
    address: str
    #: of the call: the receipt has none of its own
    image_url: str
    #: how many documents came and of what size; nothing that says whose they are
    enclosed: str = ""
    token: str = ""
    is_mine: bool = False
    can_withdraw: bool = False
    can_claim: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    enclosures: tuple[EnclosureShown, ...] = ()
    verdicts: tuple[VerdictShown, ...] = ()
    result: str = ""
    reason: str = ""
    crumbs: tuple[Crumb, ...] = ()
    errors: tuple[FormError, ...] = ()


WITH = ("call__exercise__jurisdiction", "consent__notice", "person")


def application_by_folio(folio: str) -> Application | None:
    return Application.objects.select_related(*WITH).filter(folio=folio).first()


def application_by_uid(uid: UUID) -> Application | None:
    return Application.objects.select_related(*WITH).filter(uid=uid).first()


def public_state(application: Application) -> str:
    """Without its outcome: that is told first, and only, to who applied."""
    if application.status == ApplicationStatus.WITHDRAWN:
        return _("Retirada por quien la envió")
    if application.erased_at is not None:
        return _("Con resultado; sus datos ya se borraron, porque terminó el plazo del aviso de privacidad")
    if application.call.results_at is not None:
        return _("Con resultado: se envió por correo a quien se postuló")
    return _("Recibida; el resultado llega por correo después del cierre")


def tracking_page(application: Application, *, now: datetime, token: str = "") -> TrackingPage:
    call = application.call
    exercise = header_of(call.exercise, now=now)
    name, url = name_of(call, exercise), f"{exercise.url}convocatoria/{call.uid}/"
    here, enclosures = f"/seguir/{application.folio}/", enclosures_of(application)
    page = TrackingPage(
        exercise=exercise,
        title=_("Solicitud %(folio)s") % {"folio": application.folio},
        description=_("En qué va una solicitud. Esta página no dice de quién es."),
        folio=application.folio,
        call=name,
        call_url=url,
        received=letters.moment_of(application),
        fingerprint=application.fingerprint,
        notice_version=application.consent.notice.version,
        state=public_state(application),
        share_url=share_url(name, "", url),
        receipt_url=f"{here}acuse.pdf",
        address=f"{settings.SITE_URL}{here}",
        image_url=f"{settings.SITE_URL}{url}imagen.png",
        enclosed=in_figures(enclosures),
        crumbs=(Crumb(_("Inicio"), "/"), Crumb(_("Seguir una solicitud"), "/seguir/"), Crumb(application.folio)),
    )
    return _with_mine(replace(page, enclosures=enclosures), application, token) if token else page


def was_told(application: Application) -> bool:
    """Her letter left: until then the office can still stop it."""
    if application.call.results_at is None:
        return False
    letters = application.letters.filter(kind=LetterKind.RESULT, stopped_at=None)
    return letters.exclude(message__sent_at=None, message__bounced_at=None).exists()


def _with_mine(page: TrackingPage, application: Application, token: str) -> TrackingPage:
    decision = application.decisions.order_by("-decided_at", "-pk").first() if was_told(application) else None
    one = {name: str(getattr(application, name)) for name in TEXTS}
    settled = application.call.results_at is not None or application.status == ApplicationStatus.WITHDRAWN
    return replace(
        page,
        token=token,
        is_mine=True,
        can_withdraw=not settled,
        can_claim=application.call.exercise.takes_changes
        and application.person_id is None
        and application.status != ApplicationStatus.WITHDRAWN
        and not application.erased_at,
        answers=answers_of(one, [str(STAGES[each]) for each in application.stages if each in STAGES]),
        verdicts=tuple(VerdictShown(each["text"], each["met"], each["reason"]) for each in application.verdicts),
        result=str(decision.get_outcome_display()) if decision else "",
        reason=decision.reason if decision else "",
    )
