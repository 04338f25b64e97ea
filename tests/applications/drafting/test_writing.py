"""Two who write the same answer, and writing after the deadline. What else is saved stands in test_drafts.py."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from applications.drafting import actions
from applications.drafting.compare import ADDED, REMOVED
from applications.drafting.models import Answer
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(municipality):
    return MembershipFactory(user__name="Kurt Kollega", organisation=municipality.organisation, editor=True).user


def texts(draft, key="need"):
    changes = Answer.objects.get(application=draft, question__key=key).changes.order_by("revision")
    return list(changes.values_list("value", "by_name"))


def test_a_conflict_has_both_texts_with_their_words_marked(draft, write, coordinator, colleague):
    write("need", "Uro om morgenen", by=colleague)

    with pytest.raises(actions.Conflict) as conflict:
        actions.save_answer(draft.pk, name="need", values=["Uro ved frokost"], revision=0, by=Actor.of(coordinator))

    mine, theirs = conflict.value.sides
    assert [piece.text for piece in mine if piece.kind == REMOVED] == ["ved frokost"]
    assert [piece.text for piece in theirs if piece.kind == ADDED] == ["om morgenen"]
    assert conflict.value.by == "Kurt Kollega"


def test_use_theirs_keeps_both_texts_in_the_history(draft, write, coordinator, colleague):
    write("need", "Kurts", by=colleague)
    entry = actions.Entry("need", ["Mit"], 1)

    answer = actions.use_theirs(draft.pk, entry, by=Actor.of(coordinator))

    assert (answer.value, answer.revision) == ("Kurts", 3)
    chose = f"{coordinator.name} (valgte kollegaens tekst)"
    assert texts(draft) == [("Kurts", "Kurt Kollega"), ("Mit", coordinator.name), ("Kurts", chose)]


def test_use_theirs_of_the_same_text_adds_nothing(draft, write, coordinator, colleague):
    write("need", "Kurts", by=colleague)

    answer = actions.use_theirs(draft.pk, actions.Entry("need", ["Kurts"], 1), by=Actor.of(coordinator))

    assert answer.revision == 1


def test_use_theirs_conflicts_where_the_text_was_changed_once_more(draft, write, coordinator, colleague):
    write("need", "Kurts", by=colleague)
    write("need", "Kurts anden", by=colleague)

    with pytest.raises(actions.Conflict) as conflict:
        actions.use_theirs(draft.pk, actions.Entry("need", ["Mit"], 1), by=Actor.of(coordinator))

    assert conflict.value.theirs == "Kurts anden"
    assert len(texts(draft)) == 2


def test_use_theirs_of_one_part_leaves_the_others(draft, write, coordinator, colleague):
    write("director__name", "Dorte", by=colleague)
    write("director__title", "Direktør", by=colleague)

    answer = actions.use_theirs(draft.pk, actions.Entry("director__name", ["Ditte"], 2), by=Actor.of(coordinator))

    assert (answer.value["name"], answer.value["title"], answer.revision) == ("Dorte", "Direktør", 4)


def test_use_theirs_is_not_for_strangers(draft, stranger):
    with pytest.raises(ObjectDoesNotExist):
        actions.use_theirs(draft.pk, actions.Entry("need", ["Mit"], 0), by=Actor.of(stranger))


def test_what_comes_after_the_deadline_is_not_written(draft, coordinator):
    by = Actor.of(coordinator)
    late = draft.deadline + timedelta(microseconds=1)

    with pytest.raises(ActionError, match="Fristen var"):
        actions.save_answer(draft.pk, name="need", values=["Sent"], revision=0, by=by, received_at=late)
    with pytest.raises(ActionError, match="Fristen var"):
        actions.use_theirs(draft.pk, actions.Entry("need", ["Sent"], 0), by=by, received_at=late)

    assert texts(draft) == []
    actions.save_answer(draft.pk, name="need", values=["I tide"], revision=0, by=by, received_at=draft.deadline)
    assert texts(draft) == [("I tide", coordinator.name)]


def test_an_application_with_a_deadline_of_its_own_is_written_until_then(draft, coordinator):
    late = draft.deadline + timedelta(hours=1)
    draft.extended_to = draft.deadline + timedelta(days=1)
    draft.save()

    actions.save_answer(
        draft.pk, name="need", values=["I tide"], revision=0, by=Actor.of(coordinator), received_at=late
    )

    assert texts(draft) == [("I tide", coordinator.name)]
