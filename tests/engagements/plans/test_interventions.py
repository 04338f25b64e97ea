"""Interventions and their rounds: what the actions do, and what the database refuses."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from engagements.plans import actions, rows
from engagements.plans.history import lines
from engagements.plans.models import Chain, InputSheet, Intervention, Plan, PlanChange, PlanKind, Trial
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory, EngagementInstitutionFactory, GroupFactory
from tests.factories.interventions import InputSheetFactory, InterventionFactory, PlanFactory, TrialFactory

pytestmark = pytest.mark.django_db

FACTS = {"title": "Legegrupper", "agreed": "Fire grupper om formiddagen."}


@pytest.fixture
def by():
    return Actor.of(UserFactory(name="Hanne Friis"))


@pytest.fixture
def other():
    return Actor.of(UserFactory(name="Karen Koordinator"))


@pytest.fixture
def nursery():
    return EngagementInstitutionFactory(engagement=EngagementFactory(running=True), name="Solstrålen")


def begin(nursery, by, **facts):
    facts = {"key": uuid.uuid4(), "institution": nursery, **FACTS, **facts}
    return actions.begin_intervention(nursery.engagement, **facts, by=by)


def reread(trial):
    return Trial.objects.select_related("plan__engagement", "intervention__institution").get(pk=trial.pk)


# --- Beginning ----------------------------------------------------------------------------------------------------


def test_an_intervention_begins_with_what_is_agreed(nursery, by):
    group = GroupFactory(engagement=nursery.engagement, institutions=[nursery])

    intervention = begin(nursery, by, theme="professional_leadership", group_id=group.pk)

    [trial] = intervention.rounds.all()
    assert (intervention.title, intervention.part, intervention.group) == ("Legegrupper", "Solstrålen", group)
    assert (trial.number, trial.agreed, trial.part) == (1, FACTS["agreed"], "Solstrålen")
    assert (intervention.status_word, trial.next_field) == ("Aftalt", "tried")
    assert [change.by_name for change in PlanChange.objects.all()] == ["Hanne Friis"] * 2


def test_the_municipality_has_interventions_too(by):
    engagement = EngagementFactory(running=True)

    intervention = actions.begin_intervention(engagement, key=uuid.uuid4(), institution=None, **FACTS, by=by)

    assert intervention.part == "Kommunen"


def test_a_form_sent_twice_is_one_intervention(nursery, by):
    key = uuid.uuid4()

    first, second = (begin(nursery, by, key=key) for _ in range(2))

    assert first == second
    assert (Intervention.objects.count(), Trial.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"title": " "}, "Skriv, hvad indsatsen hedder."),
        ({"agreed": " "}, "Skriv, hvad I har aftalt at prøve."),
    ],
)
def test_an_intervention_without_its_words_is_refused(nursery, by, facts, said):
    with pytest.raises(ActionError, match=said):
        begin(nursery, by, **facts)

    assert Plan.objects.count() == 0


def test_a_closed_course_takes_nothing(by):
    nursery = EngagementInstitutionFactory(engagement=EngagementFactory(closed=True))
    trial = TrialFactory(intervention=InterventionFactory(institution=nursery), complete=True)

    for write in (
        lambda: begin(nursery, by),
        lambda: actions.begin_round(trial.intervention, key=uuid.uuid4(), agreed="Mere.", by=by),
        lambda: actions.remove_intervention(trial.intervention, by=by),
        lambda: actions.write_input(nursery.engagement, revision=0, discussion="Tid?", by=by),
    ):
        with pytest.raises(ActionError, match="afsluttet"):
            write()

    assert (Intervention.objects.count(), Trial.objects.count()) == (1, 1)


# --- Rounds -------------------------------------------------------------------------------------------------------


def test_the_states_follow_what_is_written(nursery, by):
    intervention = begin(nursery, by)
    said = [intervention.status_word]

    for name in ("tried", "seen", "adjusted"):
        trial = reread(intervention.rounds.get())
        assert trial.next_field == name
        actions.write_row(trial, revision=trial.revision, by=by, **{name: "Ja."})
        said.append(Intervention.objects.get().status_word)

    assert said == ["Aftalt", "Prøvet", "Set", "Justeret"]
    assert (reread(intervention.rounds.get()).next_field, reread(intervention.rounds.get()).next_label) == ("", "")
    assert Intervention.objects.get().may_begin_a_round


def test_the_next_round_begins_when_the_last_is_adjusted(by):
    trial = TrialFactory()
    with pytest.raises(ActionError, match="Runde 1 er i gang"):
        actions.begin_round(trial.intervention, key=uuid.uuid4(), agreed="Mindre grupper.", by=by)
    Trial.objects.update(tried="Ja.", seen="Ro.", adjusted="Mindre grupper.")

    begun = actions.begin_round(trial.intervention, key=uuid.uuid4(), agreed="Mindre grupper.", by=by)

    assert (begun.number, str(begun)) == (2, f"{trial.intervention}, runde 2")
    assert trial.intervention.newest == begun


def test_a_round_sent_twice_is_one_round(by):
    trial, key = TrialFactory(complete=True), uuid.uuid4()

    rounds = [actions.begin_round(trial.intervention, key=key, agreed="Mere.", by=by) for _ in range(2)]

    assert [each.number for each in rounds] == [2, 2]
    assert Trial.objects.count() == 2


def test_a_form_of_another_interventions_round_is_refused(by):
    trial, other = TrialFactory(complete=True), TrialFactory()

    with pytest.raises(ActionError, match="Åbn siden igen"):
        actions.begin_round(trial.intervention, key=other.pk, agreed="Mere.", by=by)


def test_an_intervention_whose_rounds_are_all_taken_out_begins_at_one(by):
    intervention = InterventionFactory()
    assert (intervention.status_word, intervention.newest, intervention.may_begin_a_round) == (
        "Ikke begyndt",
        None,
        True,
    )

    assert actions.begin_round(intervention, key=uuid.uuid4(), agreed="Noget.", by=by).number == 1


def test_an_intervention_that_is_over_gets_no_round(by):
    trial = TrialFactory(intervention=InterventionFactory(ended=True), complete=True)

    with pytest.raises(ActionError, match="ført videre eller afsluttet"):
        actions.begin_round(trial.intervention, key=uuid.uuid4(), agreed="Mere.", by=by)

    assert not trial.intervention.may_begin_a_round
    assert (trial.intervention.status_word, trial.intervention.status_kind) == ("Afsluttet", "neutral")


def test_a_round_without_an_agreement_is_refused(by):
    with pytest.raises(ActionError, match="aftalt at prøve"):
        actions.begin_round(TrialFactory(complete=True).intervention, key=uuid.uuid4(), agreed=" ", by=by)


def test_two_who_write_different_steps_both_stand(by, other):
    trial = actions.begin_round(InterventionFactory(), key=uuid.uuid4(), agreed="Grupper.", by=by)

    actions.write_row(reread(trial), revision=1, tried="I en uge.", by=by)
    actions.write_row(reread(trial), revision=1, seen="Mere ro.", by=other)

    now = reread(trial)
    assert (now.tried, now.seen, now.revision) == ("I en uge.", "Mere ro.", 3)


def test_two_who_write_the_same_step_both_keep_their_words(by, other):
    trial = actions.begin_round(InterventionFactory(), key=uuid.uuid4(), agreed="Grupper.", by=by)
    actions.write_row(reread(trial), revision=1, tried="I en uge.", by=by)

    with pytest.raises(actions.Meanwhile) as met:
        actions.write_row(reread(trial), revision=1, tried="I to uger.", by=other)

    assert (met.value.fields, reread(trial).tried) == (["tried"], "I en uge.")
    assert PlanChange.objects.get(is_set_aside=True).after["tried"] == "I to uger."


def test_what_is_taken_out_stays_in_the_history(nursery, by):
    intervention = begin(nursery, by)

    actions.remove_intervention(intervention, by=by)

    assert (Intervention.objects.count(), Trial.objects.count()) == (0, 0)
    gone = PlanChange.objects.filter(after__isnull=True).order_by("id")
    assert [change.before.get("agreed") or change.before["title"] for change in gone] == [
        FACTS["agreed"],
        "Legegrupper",
    ]


# --- In versions and the history ----------------------------------------------------------------------------------


def test_a_version_keeps_the_municipalitys_first_and_each_round_after_its_intervention(by):
    municipal = InterventionFactory(of_municipality=True, title="Ét sprog", order=9)
    late, early = (
        EngagementInstitutionFactory(engagement=municipal.plan.engagement, name=name, order=order)
        for name, order in (("Æblehaven", 2), ("Solstrålen", 1))
    )
    for place in (late, early):
        TrialFactory(intervention=InterventionFactory(institution=place, title="Leg"))

    kept = actions.save_version(municipal.plan, name="Midtvejs", by=by).rows

    assert [(row["part"], row["heading"]) for row in kept] == [
        ("Kommunen", "Ét sprog"),
        ("Solstrålen", "Leg"),
        ("Solstrålen", "Leg, runde 1"),
        ("Æblehaven", "Leg"),
        ("Æblehaven", "Leg, runde 1"),
    ]


def test_what_an_intervention_points_to_is_said_in_words_as_long_as_it_is_there(nursery, by):
    plan = PlanFactory(engagement=nursery.engagement, kind=PlanKind.CHANGE_MODEL)
    chain = Chain.objects.create(plan=plan, challenge="Mange skift i løbet af dagen.", changed_by_name="Karen")
    intervention = begin(nursery, by, chain_id=chain.pk)
    assert dict(intervention.facts())["Kæde"] == "Mange skift i løbet af dagen."
    assert dict(intervention.facts())["Arbejdsgruppe"] == ""

    chain.delete()

    [line] = lines(PlanKind.INTERVENTIONS, PlanChange.objects.filter(row=intervention.pk))
    assert [label for label, _ in line.fields] == ["Indsats", "Kæde"]
    assert "".join(piece.text for piece in line.fields[1][1]) == "(taget ud)"
    assert Intervention.objects.get().chain is None


def test_the_link_to_a_chain_can_be_changed_without_a_conflict(nursery, by):
    plan = PlanFactory(engagement=nursery.engagement, kind=PlanKind.CHANGE_MODEL)
    chain = Chain.objects.create(plan=plan, challenge="Mange skift.", changed_by_name="Karen")
    begin(nursery, by)

    for chosen in (chain.pk, chain.pk, None):
        now = Intervention.objects.select_related("plan__engagement").get()
        actions.write_row(now, revision=now.revision, chain_id=chosen, by=by)

    # The second time nothing changed.
    assert (Intervention.objects.get().revision, Intervention.objects.get().chain) == (3, None)


# --- What both sides want discussed -------------------------------------------------------------------------------


def test_what_is_to_be_discussed_is_written_by_both(by, other):
    engagement = EngagementFactory(running=True)

    actions.write_input(engagement, revision=0, discussion="Hvem dækker garderoben?", by=by)
    actions.write_input(engagement, revision=1, discussion="Hvem dækker hvad?", by=other)

    sheet = InputSheet.objects.get()
    assert (sheet.discussion, sheet.revision, str(sheet)) == ("Hvem dækker hvad?", 2, "Til drøftelse")
    assert sheet.plan.kind == PlanKind.INPUT_SHEET


def test_two_who_begin_the_text_at_once_both_keep_their_words(by, other):
    engagement = EngagementFactory(running=True)
    actions.write_input(engagement, revision=0, discussion="Om tid.", by=by)

    with pytest.raises(actions.Meanwhile):
        actions.write_input(engagement, revision=0, discussion="Om penge.", by=other)

    assert InputSheet.objects.get().discussion == "Om tid."
    assert PlanChange.objects.get(is_set_aside=True).after == {"discussion": "Om penge."}


def test_an_empty_text_for_the_steering_group_is_refused(by):
    with pytest.raises(ActionError, match="styregruppen til at drøfte"):
        actions.write_input(EngagementFactory(running=True), revision=0, discussion=" ", by=by)


def test_every_kind_of_row_is_known_to_the_history():
    assert rows.label_of(PlanKind.INTERVENTIONS, "adjusted") == "Det ændrer vi"
    assert rows.said(PlanKind.INTERVENTIONS, "outcome", "continued") == "Føres videre"
    assert rows.label_of(PlanKind.INPUT_SHEET, "discussion") == "Det vil vi have styregruppen til at drøfte"


# --- The database -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "facts", "name"),
    [
        (InterventionFactory, {"title": ""}, "intervention_has_a_title"),
        (InterventionFactory, {"outcome": "ended"}, "intervention_that_is_over_says_why"),
        (InterventionFactory, {"why": "Fordi."}, "intervention_that_is_over_says_why"),
        (TrialFactory, {"agreed": ""}, "trial_begins_with_what_is_agreed"),
        (TrialFactory, {"number": 0}, "trial_numbers_begin_at_one"),
        (InputSheetFactory, {"discussion": ""}, "input_sheet_says_what_to_discuss"),
    ],
)
def test_the_database_refuses_what_must_never_be(model, facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model(**facts)


def test_the_database_keeps_one_round_of_a_number_and_one_text():
    trial, sheet = TrialFactory(), InputSheetFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        TrialFactory(intervention=trial.intervention)
    with pytest.raises(IntegrityError), transaction.atomic():
        InputSheetFactory(plan=sheet.plan)
