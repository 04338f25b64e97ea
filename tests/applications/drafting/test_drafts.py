import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Answer, Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


def test_begin_opens_a_case_with_an_empty_answer_for_every_question(draft, municipality, coordinator):
    assert draft.status == Status.DRAFT
    assert draft.case.party == municipality.organisation
    assert draft.case.events.get().kind == "application.begun"
    assert sorted(draft.answers.values_list("question__key", "value", "revision")) == [
        ("agreed", None, 0),
        ("director", None, 0),
        ("need", None, 0),
    ]


def test_begin_is_refused_in_a_round_that_is_closed(municipality, coordinator):
    round_ = RoundFactory(closed=True)

    with pytest.raises(ActionError, match="tager ikke imod"):
        actions.begin(round_, municipality.organisation, by=Actor.of(coordinator))


def test_begin_is_for_municipalities(open_round, coordinator):
    institution = InstitutionFactory()

    with pytest.raises(ActionError, match="Det er kommunen"):
        actions.begin(open_round, institution.organisation, by=Actor.of(coordinator))


def test_save_answer_keeps_the_text_and_every_earlier_one(draft, write, coordinator):
    write("need", "Først")
    answer = write("need", "Siden")

    answer.refresh_from_db()
    assert (answer.value, answer.revision) == ("Siden", 2)
    assert list(answer.changes.values_list("revision", "value", "by_name")) == [
        (2, "Siden", coordinator.name),
        (1, "Først", coordinator.name),
    ]


def test_save_answer_of_the_same_text_changes_nothing(write):
    write("need", "Først")

    assert write("need", "Først").revision == 1


def test_save_answer_of_nothing_to_an_empty_answer_changes_nothing(write):
    assert write("need", " ").revision == 0


def test_save_answer_refuses_a_text_written_on_top_of_a_colleagues(draft, write, municipality, coordinator):
    write("need", "Vores")
    colleague = UserFactory(name="Kurt")
    MembershipFactory(user=colleague, organisation=municipality)
    actions.save_answer(draft.pk, name="need", values=["Kurts"], revision=1, by=Actor.of(colleague))

    with pytest.raises(actions.Conflict) as conflict:
        actions.save_answer(draft.pk, name="need", values=["Vores anden"], revision=1, by=Actor.of(coordinator))

    assert (conflict.value.theirs, conflict.value.revision) == ("Kurts", 2)
    assert str(conflict.value).startswith("Kurt har rettet det samme svar imens.")
    assert Answer.objects.get(application=draft, question__key="need").value == "Kurts"


def test_save_answer_of_a_choice_says_the_colleagues_choice_in_words(draft, write, coordinator):
    write("agreed", "on")

    with pytest.raises(actions.Conflict) as conflict:
        actions.save_answer(draft.pk, name="agreed", values=[""], revision=0, by=Actor.of(coordinator))

    assert conflict.value.theirs == "Ja"


def test_save_answer_lets_two_write_in_different_parts_of_one_answer(draft, write, coordinator):
    write("director__name", "Dorte")

    answer = actions.save_answer(
        draft.pk, name="director__phone", values=["12345678"], revision=0, by=Actor.of(coordinator)
    )

    assert answer.value == {"name": "Dorte", "title": "", "email": "", "phone": "12345678"}


def test_save_answer_refuses_the_same_part_changed_meanwhile(draft, write, coordinator):
    write("director__name", "Dorte")

    with pytest.raises(actions.Conflict) as conflict:
        actions.save_answer(draft.pk, name="director__name", values=["Ditte"], revision=0, by=Actor.of(coordinator))

    assert conflict.value.theirs == "Dorte"


def test_save_answer_is_not_for_strangers(draft, stranger):
    with pytest.raises(ObjectDoesNotExist):
        actions.save_answer(draft.pk, name="need", values=["Mit"], revision=0, by=Actor.of(stranger))


def test_save_answer_is_not_for_those_who_only_read(draft, municipality):
    reader = MembershipFactory(organisation=municipality, viewer=True).user

    with pytest.raises(ObjectDoesNotExist):
        actions.save_answer(draft.pk, name="need", values=["Mit"], revision=0, by=Actor.of(reader))


def test_save_answer_is_not_for_an_unconfirmed_colleague(draft, municipality):
    newcomer = MembershipFactory(organisation=municipality, unconfirmed=True).user

    with pytest.raises(ObjectDoesNotExist):
        actions.save_answer(draft.pk, name="need", values=["Mit"], revision=0, by=Actor.of(newcomer))


def test_save_answer_is_for_the_unconfirmed_who_began_the_draft(open_round, municipality):
    newcomer = MembershipFactory(organisation=municipality, unconfirmed=True).user
    draft = actions.begin(open_round, municipality.organisation, by=Actor.of(newcomer))

    answer = actions.save_answer(draft.pk, name="need", values=["Mit"], revision=0, by=Actor.of(newcomer))

    assert answer.value == "Mit"


def test_save_answer_takes_five_queries_less_the_two_of_the_session(draft, coordinator, connection_queries):
    with connection_queries() as queries:
        actions.save_answer(draft.pk, name="need", values=["Kort"], revision=0, by=Actor.of(coordinator))

    assert len(queries) == 3


def test_save_answer_makes_a_frozen_version_an_earlier_one(complete, link, write):
    complete.refresh_from_db()
    assert complete.current_version is not None

    write("need", "Noget andet")

    complete.refresh_from_db()
    assert complete.current_version is None


def test_save_answers_saves_what_does_not_conflict(draft, write, coordinator):
    write("need", "Kollegas")
    entries = [actions.Entry("need", ["Mit"], 0), actions.Entry("director__name", ["Dorte"], 0)]

    conflicts = actions.save_answers(draft.pk, entries, by=Actor.of(coordinator))

    assert [(conflict.name, conflict.theirs) for conflict in conflicts] == [("need", "Kollegas")]
    assert Answer.objects.get(application=draft, question__key="director").value["name"] == "Dorte"


def test_add_institution_from_the_register_copies_its_facts(draft, municipality, coordinator):
    institution = InstitutionFactory(name="Dagplejen", municipality=municipality, setting="family_daycare")

    row = actions.add_institution(draft, institution=institution, by=Actor.of(coordinator))

    assert (row.name, row.setting, row.order) == ("Dagplejen", "family_daycare", 1)
    assert list(row.answers.values_list("question__key", flat=True)) == ["institutions.why"]


def test_add_institution_typed_in(draft, coordinator):
    row = actions.add_institution(
        draft, name=" Ny Børnehave ", ownership="private", setting="kindergarten", by=Actor.of(coordinator)
    )

    assert (row.institution, row.name, row.ownership) == (None, "Ny Børnehave", "private")


def test_add_institution_twice_is_refused(draft, coordinator):
    actions.add_institution(draft, name="Solhuset", ownership="private", setting="nursery", by=Actor.of(coordinator))

    with pytest.raises(ActionError, match="er allerede med"):
        actions.add_institution(
            draft, name="solhuset", ownership="private", setting="nursery", by=Actor.of(coordinator)
        )


def test_add_institution_of_another_municipality_is_refused(draft, coordinator):
    elsewhere = InstitutionFactory(municipality=MunicipalityFactory())

    with pytest.raises(ActionError, match="jeres egen kommune"):
        actions.add_institution(draft, institution=elsewhere, by=Actor.of(coordinator))


def test_remove_institution_keeps_its_answers_in_the_audit(complete, coordinator):
    row = complete.institutions.get()

    actions.remove_institution(complete, row.pk, by=Actor.of(coordinator))

    event = complete.case.events.get(kind="application.institution_removed")
    assert event.data == {"name": "Solhuset", "answers": {"institutions.why": "Mange børn står uden for legen."}}
    assert not complete.institutions.exists()


def test_nothing_is_written_after_submission(complete, coordinator):
    complete.status, complete.submitted_at, complete.submitted_by = Status.SUBMITTED, timezone.now(), coordinator
    complete.save()

    with pytest.raises(ActionError, match="kan ikke rettes længere"):
        actions.remove_institution(complete, uuid.uuid4(), by=Actor.of(coordinator))
    with pytest.raises(ActionError, match="kan ikke rettes længere"):
        actions.save_answer(complete.pk, name="need", values=["x"], revision=1, by=Actor.of(coordinator))


def test_a_removed_colleague_no_longer_writes(draft, coordinator):
    membership = coordinator.memberships.get()
    membership.removed_at, membership.removed_by = timezone.now() - timedelta(days=1), coordinator
    membership.save()

    with pytest.raises(ObjectDoesNotExist):
        actions.save_answer(draft.pk, name="need", values=["Mit"], revision=0, by=Actor.of(coordinator))


def test_begin_twice_gives_the_same_draft(draft, open_round, municipality, coordinator):
    assert actions.begin(open_round, municipality.organisation, by=Actor.of(coordinator)) == draft
