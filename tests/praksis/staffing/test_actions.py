from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from praksis.cases.actors import Actor
from praksis.cases.log import words
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.staffing import actions
from praksis.staffing.models import Capacity, Competence, PromiseStatus, Reason, SoftPromise
from praksis.staffing.reference import load
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.staffing import (
    CapacityFactory,
    CompetenceFactory,
    ConsultantCompetenceFactory,
    SoftPromiseFactory,
)

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = (date(2030, month, 1) for month in (1, 2, 3))


@pytest.fixture
def by(manager):
    return Actor.of(manager)


def told():
    """What the audit tells, the newest last."""
    return [words(event) for event in AuditEvent.objects.order_by("id")]


# --- Competences ---


def test_a_competence_is_added_behind_the_others(by):
    CompetenceFactory(order=7)

    competence = actions.add_competence(" Flersprogede børn ", by=by)

    assert (competence.name, competence.order, competence.kind) == ("Flersprogede børn", 8, "other")
    assert told() == ["Kompetencen »Flersprogede børn« er føjet til listen."]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (" ", "Skriv, hvad kompetencen hedder."),
        ("TILSYN", "Der er allerede en kompetence, der hedder »Tilsyn«."),
    ],
)
def test_a_competence_needs_a_name_of_its_own(by, name, said):
    CompetenceFactory(name="Tilsyn")
    other = CompetenceFactory(name="Sprog")

    with pytest.raises(ActionError, match=said):
        actions.add_competence(name, by=by)
    with pytest.raises(ActionError, match=said):
        actions.rename_competence(other, name, by=by)


def test_a_competence_is_renamed_once(by):
    competence = CompetenceFactory(name="Sprog")

    actions.rename_competence(competence, "Sprog og leg", by=by)
    actions.rename_competence(competence, "Sprog og leg", by=by)

    assert told() == ["Kompetencen »Sprog« hedder nu »Sprog og leg«."]


def test_a_theme_keeps_its_name(by):
    with pytest.raises(ActionError, match="kan ikke få et andet navn"):
        actions.rename_competence(CompetenceFactory(leadership=True), "Ledelse", by=by)


def test_a_competence_is_taken_off_the_list_and_put_back(by):
    competence = CompetenceFactory(name="Sprog")

    for _ in range(2):
        actions.retire_competence(competence, by=by)
    for _ in range(2):
        actions.restore_competence(competence, by=by)

    assert told() == ["Kompetencen »Sprog« er udgået.", "Kompetencen »Sprog« kan vælges igen."]


def test_a_consultants_competences_are_those_chosen_and_what_has_left_the_list(by, ole):
    sprog, tilsyn = CompetenceFactory(name="Sprog", order=1), CompetenceFactory(name="Tilsyn", order=2)
    ConsultantCompetenceFactory(consultant=ole, competence=CompetenceFactory(name="Gammel", retired=True, order=3))
    ConsultantCompetenceFactory(consultant=ole, competence=sprog)

    for _ in range(2):
        actions.choose_competences(ole, [tilsyn], by=by)

    assert list(ole.competences.values_list("competence__name", flat=True)) == ["Tilsyn", "Gammel"]
    assert told() == ["Kompetencer for Ole: Tilsyn, Gammel."]


def test_a_consultant_can_have_no_competence(by, ole):
    ConsultantCompetenceFactory(consultant=ole)

    actions.choose_competences(ole, [], by=by)

    assert told() == ["Kompetencer for Ole: ingen."]


def test_what_is_off_the_list_is_not_chosen(by, ole):
    with pytest.raises(ActionError, match="»Gammel« er udgået"):
        actions.choose_competences(ole, [CompetenceFactory(name="Gammel", retired=True)], by=by)


def test_only_consultants_are_planned(by):
    person = UserFactory(name="Karen", manager=True)
    gone = UserFactory(name="Bo", consultant=True, is_active=False)

    for somebody in (person, gone):
        with pytest.raises(ActionError, match="er ikke praksiskonsulent"):
            actions.set_usual(somebody, Decimal(10), by=by)


def test_the_themes_and_settings_are_loaded_once():
    load()
    Competence.objects.filter(key="family_daycare").update(name="Dagplejen")

    load()

    assert Competence.objects.count() == 8
    assert Competence.objects.get(key="family_daycare").name == "Dagplejen"


# --- Capacity ---


def test_a_usual_month_is_set_and_changed(by, ole):
    for hours in (60, 60, Decimal("37.5")):
        actions.set_usual(ole, Decimal(hours), by=by)

    assert [row.hours for row in ole.capacities.all()] == [Decimal("37.5")]
    assert told() == [
        "Kapacitet for Ole i en almindelig måned: 60 timer.",
        "Kapacitet for Ole i en almindelig måned: 37,5 timer.",
    ]


def test_a_month_has_no_more_than_its_hours(by, ole):
    for hours in (-1, 251):
        with pytest.raises(ActionError, match="Skriv et antal timer fra 0 til 250"):
            actions.set_usual(ole, Decimal(hours), by=by)


def test_months_that_are_not_as_usual(by, ole):
    leave = {"hours": Decimal(0), "reason": Reason.LEAVE, "by": by}

    actions.set_months(ole, first_month=JANUARY, last_month=FEBRUARY, **leave)
    actions.set_months(ole, first_month=JANUARY, last_month=MARCH, **leave)
    actions.set_months(ole, first_month=JANUARY, last_month=MARCH, **leave)

    assert [row.month for row in ole.capacities.all()] == [JANUARY, FEBRUARY, MARCH]
    # Why is told to few, so it is not in the audit.
    assert told() == [
        "Kapacitet for Ole i januar 2030 – februar 2030: 0 timer.",
        "Kapacitet for Ole i januar 2030 – marts 2030: 0 timer.",
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"last_month": date(2029, 12, 1)}, "kan ikke ligge før den første"),
        ({"last_month": date(2032, 1, 1)}, "Vælg højst 24 måneder"),
        ({"reason": ""}, "Vælg, hvorfor"),
        ({"hours": Decimal(300)}, "Skriv et antal timer"),
    ],
)
def test_months_that_make_no_sense_are_refused(by, ole, facts, said):
    usual = {"first_month": JANUARY, "last_month": MARCH, "hours": Decimal(1), "reason": Reason.LEAVE}

    with pytest.raises(ActionError, match=said):
        actions.set_months(ole, **{**usual, **facts}, by=by)


def test_a_month_is_as_usual_again(by, ole):
    CapacityFactory(consultant=ole, month=JANUARY, away=True)

    for _ in range(2):
        actions.clear_months(ole, JANUARY, by=by)

    assert Capacity.objects.count() == 0
    assert told() == ["Kapacitet for Ole i januar 2030 er igen som ellers."]


# --- Promises ---


def promise(ole, by, **facts):
    usual = {
        "case": CaseFactory(),
        "what": "Forår",
        "first_month": JANUARY,
        "last_month": date(2030, 3, 20),
        "hours_per_month": Decimal("12.5"),
        "expires_on": timezone.localdate(),
        "note": " Måske. ",
    }
    return actions.make_promise(ole, **{**usual, **facts}, by=by)


def test_a_consultant_is_pencilled_in(by, ole):
    made = promise(ole, by)

    assert (made.first_month, made.last_month, made.note) == (JANUARY, MARCH, "Måske.")
    assert told() == ["Ole er blødt reserveret til Forår: 12,5 timer om måneden i januar 2030 – marts 2030."]
    assert AuditEvent.objects.get().case == made.case


def test_a_promise_that_has_expired_already_is_refused(by, ole):
    with pytest.raises(ActionError, match="mindst til og med i dag"):
        promise(ole, by, expires_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ActionError, match="fra 0,25 til 250"):
        promise(ole, by, hours_per_month=Decimal(0))


def test_a_promise_that_is_sent_twice_is_one(by, ole):
    key = uuid4()
    one, again, other = promise(ole, by, key=key), promise(ole, by, key=key), promise(ole, by)

    assert (one == again, one.pk == key, other == one, SoftPromise.objects.count()) == (True, True, False, 2)
    with pytest.raises(ActionError, match="Åbn siden igen"):
        promise(UserFactory(consultant=True), by, key=key)


def test_a_promise_is_dropped_once(by):
    made = SoftPromiseFactory(consultant__name="Ole", what="Forår")

    for _ in range(2):
        actions.drop_promise(made, by=by)

    assert made.status == PromiseStatus.DROPPED
    assert told() == ["Det bløde løfte for Ole til Forår er frafaldet."]


def test_what_was_kept_is_not_dropped(by):
    with pytest.raises(ActionError):
        actions.drop_promise(SoftPromiseFactory(kept=True), by=by)


def test_one_promise_is_kept_by_each_course_that_of_the_course_itself_first(by, ole):
    course, round_ = CaseFactory(), CaseFactory()
    first = SoftPromiseFactory(consultant=ole, case=round_)
    second = SoftPromiseFactory(consultant=ole, case=round_)
    own = SoftPromiseFactory(consultant=ole, case=course)
    others = SoftPromiseFactory(case=course)

    for _ in range(2):
        actions.keep_promises([course, round_], [ole], by=by)

    status = dict(SoftPromise.objects.values_list("pk", "status"))
    assert [status[one.pk] for one in (own, first, second, others)] == ["kept", "kept", "open", "open"]


def test_taking_the_calendar_out_is_noted(by):
    actions.note_export("CSV", number=3, by=by)

    assert told() == ["Bemandingskalenderen blev taget ud som CSV: 3 konsulenter."]


# --- What the database refuses ---


@pytest.mark.parametrize(
    "make",
    [
        lambda ole: (CapacityFactory(consultant=ole), CapacityFactory(consultant=ole)),
        lambda ole: [CapacityFactory(consultant=ole, month=JANUARY, away=True) for _ in range(2)],
        lambda ole: CapacityFactory(consultant=ole, hours=251),
        lambda ole: CapacityFactory(consultant=ole, month=JANUARY),
        lambda ole: CapacityFactory(consultant=ole, reason=Reason.LEAVE),
        lambda ole: (CompetenceFactory(name="Sprog"), CompetenceFactory(name="sprog")),
        lambda ole: CompetenceFactory(kind="theme"),
        lambda ole: CompetenceFactory(key="nursery"),
        lambda ole: [CompetenceFactory(leadership=True, name=name) for name in "ab"],
        lambda ole: [ConsultantCompetenceFactory(consultant=ole, competence=one) for one in [CompetenceFactory()] * 2],
        lambda ole: SoftPromiseFactory(first_month=MARCH, last_month=JANUARY),
        lambda ole: SoftPromiseFactory(hours_per_month=0),
        lambda ole: SoftPromiseFactory(status="kept"),
        lambda ole: SoftPromiseFactory(ended_at=timezone.now()),
    ],
)
def test_the_database_refuses_what_must_never_be(ole, make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(ole)
