import pytest

from applications.casework import actions
from applications.casework.models import SavedView
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.casework import SavedViewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(manager):
    return Actor.of(manager)


def test_a_view_is_kept_under_its_name(by, manager):
    actions.save_view(" Nord ", "region=Nordjylland", by=by)

    assert SavedView.objects.values_list("owner", "name", "query").get() == (manager.pk, "Nord", "region=Nordjylland")


def test_two_people_may_use_the_same_name(by, manager):
    SavedViewFactory(name="Nord")

    actions.save_view("Nord", "region=Nordjylland", by=by)

    assert str(SavedView.objects.visible_to(manager).get()) == "Nord"


@pytest.mark.parametrize(
    ("name", "query", "reason"),
    [
        ("  ", "", "Skriv, hvad visningen skal hedde."),
        ("Nord", "", "Du har allerede en visning med det navn."),
        ("Lang", "q" * 501, "Søgningen er for lang til at blive gemt. Søg efter færre tegn."),
    ],
)
def test_a_view_that_cannot_be_kept_is_refused(by, manager, name, query, reason):
    SavedViewFactory(owner=manager, name="Nord")

    with pytest.raises(ActionError) as refusal:
        actions.save_view(name, query, by=by)

    assert (str(refusal.value), SavedView.objects.count()) == (reason, 1)


def test_there_are_at_most_thirty_views(by, manager):
    SavedViewFactory.create_batch(30, owner=manager)

    with pytest.raises(ActionError) as refusal:
        actions.save_view("Endnu en", "", by=by)

    assert str(refusal.value) == "Du har allerede 30 visninger. Fjern en, du ikke bruger længere."


def test_a_view_goes_with_its_owners_word_only(by):
    own, other = SavedViewFactory(owner=by.person), SavedViewFactory(owner=UserFactory(manager=True))

    actions.remove_view(own, by=by)

    with pytest.raises(AssertionError):
        actions.remove_view(other, by=by)
    assert SavedView.objects.get() == other
