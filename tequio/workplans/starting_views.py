"""HTTP of a new exercise: choose a template, fill five fields, look at every date, make the draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.core.blueprint import Blueprint
from tequio.core.dates import first_day, flaw, last_day, parse
from tequio.core.refusals import Refusal
from tequio.exercises.addresses import BadAddress, refuse_bad_slug, slug_from
from tequio.exercises.models import Exercise
from tequio.people.models import Person
from tequio.people.visitors import require_person
from tequio.places.clock import database_now
from tequio.places.models import Jurisdiction
from tequio.web import words
from tequio.web.form_errors import FormError
from tequio.web.pages import Crumb, Option
from tequio.workplans.queries import starting as queries
from tequio.workplans.starting import start_from_template

TEMPLATE = "workplans/start.html"
FIELDS = ("nombre", "direccion", "inicio", "lugar", "oficina", "practica")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    person, at = require_person(request), database_now()
    places = queries.places_of(person)
    if not places:
        raise PermissionDenied(_("Los ejercicios los abre la administración o la secretaría técnica del lugar."))
    key = (request.POST if request.method == "POST" else request.GET).get("plantilla", "")[:120]
    if not key:
        return render(request, TEMPLATE, {"page": choosing(person, at)})
    found = queries.find_template(key, person, at)
    if found is None:
        raise Http404(key)
    desk = Desk(request, person, at, places, *found)
    return desk.answer() if request.method == "POST" else desk.show()


def choosing(person: Person, at: datetime) -> queries.StartPage:
    return replace(blank(), templates=queries.templates(), previous=queries.previous_ones(person, at))


def blank() -> queries.StartPage:
    return queries.StartPage(
        title=_("Ejercicio nuevo"),
        description=_("Elija una plantilla y el día en que empieza: antes de crear nada verá todas las fechas."),
        crumbs=(Crumb(_("Inicio"), "/"), Crumb(_("Ejercicio nuevo"))),
    )


class Desk:
    """One visit to the form of a template: what was typed stays as it was typed."""

    def __init__(
        self,
        request: HttpRequest,
        person: Person,
        at: datetime,
        places: list[Jurisdiction],
        blueprint: Blueprint,
        model: Exercise | None,
    ) -> None:
        self.request, self.person, self.at, self.model = request, person, at, model
        self.blueprint, self.places = blueprint, places
        self.offices = queries.offices_of(person, at)
        self.values = {name: request.POST.get(name, "").strip()[:300] for name in FIELDS}
        self.errors: list[FormError] = []

    def show(self, status: int = 200, preview: queries.Preview | None = None) -> HttpResponse:
        chosen = self.values
        page = replace(
            blank(),
            chosen=self.blueprint.key,
            chosen_name=self.blueprint.name,
            places=tuple(Option(each.name, str(each.uid), str(each.uid) == chosen["lugar"]) for each in self.places),
            offices=tuple(
                Option(_("Yo") if each == self.person else each.name, str(each.uid), str(each.uid) == chosen["oficina"])
                for each in self.offices
            ),
            values=chosen,
            errors=tuple(self.errors),
            preview=preview,
        )
        return render(self.request, TEMPLATE, {"page": page}, status=status)

    def answer(self) -> HttpResponse:
        place = next((each for each in self.places if str(each.uid) == self.values["lugar"]), None)
        office = next((each for each in self.offices if str(each.uid) == self.values["oficina"]), None)
        start_on = self.start_on()
        self.look(place, office)
        if self.errors or place is None or office is None or start_on is None:
            return self.show(422)
        try:
            if self.request.POST.get("paso") != "crear":
                return self.show(preview=queries.preview_of(self.blueprint, start_on, place))
            made = self.create(place, office, start_on)
        except Refusal as refusal:
            self.errors.append(FormError(str(refusal), "inicio"))
            return self.show(422)
        return HttpResponseRedirect(f"/{made.slug}/")

    def create(self, place: Jurisdiction, office: Person, start_on: date) -> Exercise:
        return start_from_template(
            blueprint=self.blueprint,
            start=start_on,
            jurisdiction=place,
            slug=self.values["direccion"],
            name=self.values["nombre"],
            office=office,
            model=self.model,
            is_sample=bool(self.values["practica"]),
            by=self.person,
            at=self.at,
        )

    def look(self, place: Jurisdiction | None, office: Person | None) -> None:
        """Every field, each with its own message; an empty address is made from the name."""
        if not self.values["nombre"]:
            self.errors.append(FormError(_("Escriba el nombre del ejercicio."), "nombre"))
        self.values["direccion"] = self.values["direccion"] or slug_from(self.values["nombre"])
        try:
            refuse_bad_slug(self.values["direccion"])
        except BadAddress as refusal:
            self.errors.append(FormError(str(refusal), "direccion"))
        if place is None:
            self.errors.append(FormError(_("Elija el lugar."), "lugar"))
        if office is None:
            self.errors.append(FormError(_("Elija quién será la secretaría técnica."), "oficina"))

    def start_on(self) -> date | None:
        """A whole date, as people write it."""
        text = self.values["inicio"]
        read = parse(text)
        first = first_day(read) if read else None
        if first is None or read is None or first != last_day(read):
            told = _("Escriba el día en que empieza, por ejemplo 12/01/2027.")
            told = words.not_a_date(text) if flaw(text) == "impossible" else told
            self.errors.append(FormError(told, "inicio"))
            return None
        return first
