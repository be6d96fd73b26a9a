"""What to do next, three steps at most, for who enters a new site or comes with a role for the first time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.bodies.models import Seat
from tequio.exercises.models import Exercise, Membership, Role, Status
from tequio.people.guide import guide_is_away
from tequio.people.models import Person
from tequio.web.pages import Crumb


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    text: str
    url: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """``away``: she put it away, so only its own page shows it."""

    lead: str
    steps: tuple[Step, ...]
    away: bool


@dataclass(frozen=True, slots=True)
class GuidePage:
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    guide: Guide
    exercise: None = None


def guide_page(person: Person, *, at: datetime) -> GuidePage:
    crumbs = (Crumb(_("Inicio"), "/"), Crumb(_("Ayuda"), "/ayuda/"), Crumb(_("Primeros pasos")))
    guide = guide_of(person, at=at)
    return GuidePage(_("Primeros pasos"), guide.lead, crumbs, guide)


def guide_of(person: Person, *, at: datetime) -> Guide:
    """By the weightiest role she has today. At most four queries, whatever the size of the site."""
    still = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    held = Membership.objects.filter(still, person=person, starts_at__lte=at).select_related("exercise")
    held = held.exclude(exercise__status=Status.ARCHIVED)
    roles = {each.role: each.exercise for each in held.order_by("pk")}
    away = guide_is_away(person)
    if Role.SECRETARIAT in roles:
        return Guide(_("Esto es lo primero en su ejercicio."), _of_office(roles[Role.SECRETARIAT]), away)
    if person.is_administrator:
        return Guide(_("El sitio está instalado. Esto es lo que sigue."), _of_administration(), away)
    if Role.RESPONSIBLE in roles or person.posts.exists():
        return Guide(_("Usted responde por compromisos o actividades."), _of_responsible(), away)
    if Role.AUDITOR in roles:
        return Guide(_("Usted lee todo y no cambia nada."), _of_auditor(roles[Role.AUDITOR]), away)
    if Seat.objects.filter(person=person).exists():
        return Guide(_("Usted ocupa un asiento del órgano que decide."), _of_seat(), away)
    return Guide(_("Ya entró. Todo lo público se lee sin cuenta."), _of_anybody(), away)


def _of_administration() -> tuple[Step, ...]:
    last = Exercise.objects.exclude(status=Status.ARCHIVED).order_by("-pk").first()
    url = f"/{last.slug}/" if last else "/ejercicios/nuevo/"
    return (
        Step(
            _("Abra un ejercicio desde una plantilla"),
            _("Elija el día en que empieza y vea todas las fechas antes de crearlo."),
            "/ejercicios/nuevo/",
            last is not None,
        ),
        Step(
            _("Dé los cargos"),
            _("Secretaría técnica, responsables y auditoría, cada quien con su correo."),
            f"{url}cargos/" if last else url,
        ),
        Step(
            _("Publíquelo"),
            _("Hasta entonces sólo lo ven sus personas. Lo publica la secretaría técnica."),
            f"{url}publicar/" if last else url,
            last is not None and last.status != Status.DRAFT,
        ),
    )


def _of_office(exercise: Exercise) -> tuple[Step, ...]:
    url = f"/{exercise.slug}/"
    return (
        Step(
            _("Revise las fechas de la ruta"),
            _("Mueva lo que no coincida: antes de guardar verá qué cambia."),
            f"{url}ruta/",
        ),
        Step(
            _("Cargue sus documentos"),
            _("Convocatoria, compromisos o plan anual en Word o Excel: nada se guarda sin que usted lo confirme."),
            f"{url}importar/",
        ),
        Step(
            _("Publique el ejercicio"),
            _("Cuando las etapas estén bien. Cada cambio quedará en el registro público."),
            f"{url}publicar/",
            exercise.status != Status.DRAFT,
        ),
    )


def _letters() -> Step:
    return Step(
        _("Elija sus avisos por correo"), _("Un resumen el día que prefiera, o ninguno."), "/esta-semana/correo/"
    )


def _of_responsible() -> tuple[Step, ...]:
    return (
        Step(
            _("Vea lo que vence"), _("«Esta semana» ordena lo suyo: vencido, por vencer y devuelto."), "/esta-semana/"
        ),
        Step(
            _("Sepa con qué se comprueba"),
            _("Una actividad cuenta como hecha cuando otro sector acepta su evidencia."),
            "/ayuda/como-se-calcula/",
        ),
        _letters(),
    )


def _of_seat() -> tuple[Step, ...]:
    return (
        Step(
            _("Vea qué espera su decisión"), _("La evidencia que puede aceptar o devolver con motivo."), "/esta-semana/"
        ),
        Step(
            _("Sepa cómo se calcula el avance"),
            _("Nadie escribe un porcentaje: sale de lo aceptado."),
            "/ayuda/como-se-calcula/",
        ),
        _letters(),
    )


def _of_auditor(exercise: Exercise) -> tuple[Step, ...]:
    url = f"/{exercise.slug}/"
    return (
        Step(_("Abra el registro de cambios"), _("Cada acto, con quién, cuándo, antes y después."), f"{url}bitacora/"),
        Step(_("Descargue los datos"), _("El registro se comprueba en su equipo con «tequio verify»."), f"{url}datos/"),
        _letters(),
    )


def _of_anybody() -> tuple[Step, ...]:
    return (
        Step(
            _("Busque lo que le importa"),
            _("Compromisos, actividades y evidencia de todos los ejercicios."),
            "/buscar/",
        ),
        Step(_("Sepa cómo se calcula el avance"), _("La regla completa, con un ejemplo."), "/ayuda/como-se-calcula/"),
    )
