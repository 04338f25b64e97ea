"""Rows of plans are written by several: nobody writes over another unseen, and every text can be found again."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from engagements.plans import actions
from engagements.plans.models import Chain, Plan, PlanChange, PlanKind, PlanVersion
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.engagements import EngagementFactory
from tests.factories.plans import ChainFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(consultant):
    return Actor.of(consultant)


def write(chain, by, *, revision=1, **values):
    actions.write_row(Chain.objects.get(pk=chain.pk), revision=revision, by=by, **values)


def now(chain):
    return Chain.objects.get(pk=chain.pk)


# --- Adding -------------------------------------------------------------------------------------------------------


def test_the_first_row_begins_the_plan_and_rows_follow_each_other(course, by):
    first = actions.add_row(course, Chain(challenge="Én"), by=by)
    second = actions.add_row(course, Chain(challenge="To"), by=by)

    plan = Plan.objects.get()
    assert (plan.engagement, plan.kind, plan.begun_by_name) == (course, PlanKind.CHANGE_MODEL, "Karen Koordinator")
    assert (first.plan, second.plan) == (plan, plan)
    assert (first.order, second.order) == (1, 2)
    assert log.timeline(course.case, party=True)[0]["text"] == "Arbejdet med forandringsmodel er begyndt."


def test_a_row_sent_twice_is_one(course, by):
    key = uuid.uuid4()

    first = actions.add_row(course, Chain(pk=key, challenge="Én"), by=by)
    again = actions.add_row(course, Chain(pk=key, challenge="Noget andet"), by=by)

    assert again == first
    assert [row.challenge for row in Chain.objects.all()] == ["Én"]
    assert PlanChange.objects.count() == 1


def test_a_row_with_the_id_of_another_courses_row_is_refused(course, by):
    theirs = ChainFactory()

    with pytest.raises(ActionError, match="Åbn siden igen"):
        actions.add_row(course, Chain(pk=theirs.pk, challenge="Vores"), by=by)

    assert [(row.pk, row.challenge) for row in Chain.objects.all()] == [(theirs.pk, theirs.challenge)]
    assert not Plan.objects.filter(engagement=course).exists()


def test_a_row_that_was_taken_out_is_not_put_in_by_its_form_sent_once_more(course, by):
    row = actions.add_row(course, Chain(challenge="Én"), by=by)
    actions.remove_row(Chain.objects.select_related("plan__engagement__case").get(), by=by)

    with pytest.raises(ActionError, match="taget ud igen"):
        actions.add_row(course, Chain(pk=row.pk, challenge="Én"), by=by)

    assert not Chain.objects.exists()
    assert PlanChange.objects.count() == 2


def test_nothing_is_written_in_a_closed_course(by):
    row = ChainFactory(plan=PlanFactory(engagement=EngagementFactory(closed=True)))

    with pytest.raises(ActionError, match="afsluttet"):
        actions.add_row(row.plan.engagement, Chain(challenge="Én"), by=by)
    with pytest.raises(ActionError, match="afsluttet"):
        write(row, by, challenge="To")
    with pytest.raises(ActionError, match="afsluttet"):
        actions.remove_row(row, by=by)
    with pytest.raises(ActionError, match="afsluttet"):
        actions.move_row(row, up=True, among=[row], by=by)

    assert [row.challenge for row in Chain.objects.all()] == ["Børn står uden for legen."]


# --- Writing together ---------------------------------------------------------------------------------------------


def test_a_change_is_kept_with_what_stood_before(chain, other):
    write(chain, other, challenge="Nogle børn leger aldrig med.")

    after = now(chain)
    assert (after.challenge, after.revision, after.changed_by_name) == (
        "Nogle børn leger aldrig med.",
        2,
        "Kim Konsulent",
    )
    change = PlanChange.objects.first()
    assert (change.before["challenge"], change.after["challenge"]) == (
        "Børn står uden for legen.",
        "Nogle børn leger aldrig med.",
    )
    assert (change.revision, change.by_name, change.is_set_aside) == (2, "Kim Konsulent", False)


def test_the_same_text_again_changes_nothing(chain, by):
    write(chain, by, **{name: getattr(chain, name) for name in Chain.WRITTEN})

    assert now(chain).revision == 1
    assert PlanChange.objects.count() == 1


def test_two_who_write_in_different_fields_both_get_theirs_in(chain, by, other):
    write(chain, other, effort="Vi går ud i små hold.")
    write(chain, by, challenge="Nogle børn leger aldrig med.", effort="Vi deler dem op.")

    after = now(chain)
    assert (after.challenge, after.effort, after.revision) == (
        "Nogle børn leger aldrig med.",
        "Vi går ud i små hold.",
        3,
    )


def test_two_who_write_in_the_same_field_both_keep_their_text_and_the_second_chooses(chain, by, other):
    write(chain, other, challenge="Konsulentens tekst")

    with pytest.raises(actions.Meanwhile) as refusal:
        write(chain, by, challenge="Koordinatorens tekst", effort="Noget helt andet")

    assert refusal.value.fields == ["challenge"]
    assert refusal.value.row.challenge == "Konsulentens tekst"
    assert str(refusal.value) == "Kim Konsulent har skrevet her, mens du skrev. Vælg, hvilken tekst der skal stå."
    assert (now(chain).challenge, now(chain).effort) == ("Konsulentens tekst", "Vi deler dem op.")
    aside = PlanChange.objects.get(is_set_aside=True)
    assert (aside.after["challenge"], aside.after["effort"]) == ("Koordinatorens tekst", "Noget helt andet")
    assert (aside.by_name, aside.revision) == ("Karen Koordinator", 1)


def test_what_was_typed_in_vain_is_kept_once(chain, by, other):
    write(chain, other, challenge="Konsulentens tekst")

    for _ in range(2):
        with pytest.raises(actions.Meanwhile):
            write(chain, by, challenge="Koordinatorens tekst")

    assert PlanChange.objects.filter(is_set_aside=True).count() == 1


def test_what_was_typed_on_a_revision_that_never_was_is_kept(chain, by):
    with pytest.raises(actions.Meanwhile):
        write(chain, by, revision=10**30, challenge="Koordinatorens tekst")

    aside = PlanChange.objects.get(is_set_aside=True)
    assert (aside.revision, aside.after["challenge"]) == (1, "Koordinatorens tekst")


def test_the_second_may_choose_their_own_text(chain, by, other):
    write(chain, other, challenge="Konsulentens tekst")
    with pytest.raises(actions.Meanwhile):
        write(chain, by, challenge="Koordinatorens tekst")

    write(chain, by, revision=2, challenge="Koordinatorens tekst")

    assert now(chain).challenge == "Koordinatorens tekst"
    texts = [change.after["challenge"] for change in PlanChange.objects.order_by("id")]
    assert texts == ["Børn står uden for legen.", "Konsulentens tekst", "Koordinatorens tekst", "Koordinatorens tekst"]


def test_both_who_wrote_the_same_agree(chain, by, other):
    write(chain, other, challenge="Den samme tekst")
    write(chain, by, challenge="Den samme tekst")

    assert (now(chain).challenge, now(chain).revision) == ("Den samme tekst", 2)


def test_a_revision_that_never_was_writes_over_nobody(chain, by):
    with pytest.raises(actions.Meanwhile) as refusal:
        write(chain, by, revision=7, challenge="Ny")

    assert refusal.value.fields == ["challenge"]
    assert now(chain).challenge == "Børn står uden for legen."


def test_without_the_look_at_the_revision_the_first_text_would_be_gone(chain, by, other, monkeypatch):
    """The red twin: the same two writers, with the weighing switched off."""
    monkeypatch.setattr(actions.writing, "_weigh", lambda row, now, typed, revision: (["challenge"], []))

    write(chain, other, challenge="Konsulentens tekst")
    write(chain, by, challenge="Koordinatorens tekst")

    assert now(chain).challenge == "Koordinatorens tekst"


# --- Taking out and moving ----------------------------------------------------------------------------------------


def test_what_is_taken_out_stands_in_the_history(chain, other):
    actions.remove_row(chain, by=other)

    assert list(Chain.objects.all()) == []
    change = PlanChange.objects.first()
    assert (change.before["challenge"], change.after, change.by_name) == (
        "Børn står uden for legen.",
        None,
        "Kim Konsulent",
    )
    assert change.heading == "Kommunen: Børn står uden for legen."


def test_rows_change_places_and_the_outermost_stay(course, by):
    rows = [actions.add_row(course, Chain(challenge=text), by=by) for text in ("Én", "To")]

    def texts():
        return [row.challenge for row in Chain.objects.all()]

    actions.move_row(rows[1], up=True, among=rows, by=by)
    assert texts() == ["To", "Én"]
    actions.move_row(rows[1], up=True, among=[rows[1], rows[0]], by=by)
    assert texts() == ["To", "Én"]
    actions.move_row(rows[0], up=False, among=[rows[1], rows[0]], by=by)
    assert texts() == ["To", "Én"]
    actions.move_row(rows[1], up=False, among=[rows[1], rows[0]], by=by)
    assert texts() == ["Én", "To"]


# --- What the database refuses ------------------------------------------------------------------------------------


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


def test_the_database_refuses_what_must_never_be(chain, by, coordinator):
    plan = chain.plan
    change = {"plan": plan, "row": chain.pk, "heading": "x", "by_name": "x"}
    version = {"plan": plan, "number": 1, "rows": [], "made_by": coordinator}
    PlanVersion.objects.create(**version, name="Udkast")

    assert refused(lambda: PlanFactory(engagement=plan.engagement))
    assert refused(lambda: ChainFactory(plan=plan, challenge=""))
    assert refused(lambda: PlanChange.objects.create(**change, revision=1, after={}))
    assert refused(lambda: PlanChange.objects.create(**change, revision=9))
    assert refused(lambda: PlanVersion.objects.create(**version, name="Igen"))
    assert refused(lambda: PlanVersion.objects.create(**{**version, "number": 2}, name=""))


def test_a_chain_without_a_challenge_is_refused_in_words(chain):
    chain.challenge = ""

    with pytest.raises(ValidationError, match="hvilken udfordring det begynder med"):
        chain.validate_constraints()
