from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, presence
from applications.drafting.models import Application, Presence
from praksis.cases.actors import Actor
from tests.factories.organisations import MembershipFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(municipality):
    return MembershipFactory(user__name="Kurt Kollega", organisation=municipality.organisation, editor=True).user


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


def is_here(draft, user, section=2, ago=0):
    actions.note_presence(draft.pk, section=section, by=Actor.of(user))
    Presence.objects.filter(user=user).update(seen_at=timezone.now() - timedelta(seconds=ago))


def ask(client, draft, section=3, **data):
    return client.post(reverse("applications:presence", args=[draft.pk, section]), data)


def test_others_are_shown_with_their_section_and_oneself_is_not(draft, coordinator, colleague):
    is_here(draft, coordinator)
    is_here(draft, colleague, section=3)

    assert presence.others(draft.pk, coordinator) == [("Kurt Kollega", 3)]


@pytest.mark.parametrize(("ago", "shown"), [(58, 1), (61, 0)])
def test_whoever_was_silent_for_a_minute_has_gone(draft, coordinator, colleague, ago, shown):
    is_here(draft, colleague, ago=ago)

    assert len(presence.others(draft.pk, coordinator)) == shown


def test_a_person_is_noted_once_and_renewed(draft, coordinator):
    is_here(draft, coordinator, section=1, ago=50)
    is_here(draft, coordinator, section=4)

    assert list(Presence.objects.values_list("user", "section")) == [(coordinator.pk, 4)]


def test_who_only_reads_is_not_noted(draft, municipality):
    reader = MembershipFactory(organisation=municipality, viewer=True).user

    with pytest.raises(Application.DoesNotExist):
        actions.note_presence(draft.pk, section=1, by=Actor.of(reader))

    assert not Presence.objects.exists()


def test_the_page_tells_who_is_here_without_javascript(web, draft, colleague):
    is_here(draft, colleague, section=2)

    page = web.get(reverse("applications:section", args=[draft.pk, 3]))

    assert texts(page, ".presence")[0].startswith("Her lige nu: Kurt Kollega (afsnit 2).")
    assert not Presence.objects.exclude(user=colleague).exists()


def test_asking_notes_oneself_and_tells_of_the_others(web, draft, coordinator, colleague):
    is_here(draft, colleague)

    answer = ask(web, draft)

    assert texts(answer, ".presence")[0].startswith("Her lige nu: Kurt Kollega")
    assert Presence.objects.get(user=coordinator).section == 3


def test_what_is_known_already_is_not_said_again(web, draft, colleague):
    is_here(draft, colleague)

    assert ask(web, draft, kendt="Kurt Kollega, 2").status_code == 204
    Presence.objects.all().delete()
    assert texts(ask(web, draft, kendt="Kurt Kollega, 2"), ".presence") == []


def test_asking_again_takes_four_queries(web, draft, colleague, connection_queries):
    is_here(draft, colleague)
    ask(web, draft)

    with connection_queries() as queries:
        ask(web, draft)

    assert len(queries) == 4


def test_asking_is_for_those_who_write(client, draft, stranger, municipality):
    assert ask(client, draft).status_code == 401
    client.force_login(stranger)
    assert ask(client, draft).status_code == 404
    client.force_login(MembershipFactory(organisation=municipality, viewer=True).user)
    assert ask(client, draft).status_code == 403
    assert not Presence.objects.exists()


def test_nobody_is_noted_in_a_draft_that_was_handed_in(web, draft, coordinator):
    Application.objects.filter(pk=draft.pk).update(status="withdrawn")

    assert ask(web, draft).status_code == 403


@pytest.mark.parametrize("number", [1000, 2**63, 10**30])
def test_a_section_beyond_all_sections_is_not_found(web, draft, number):
    assert ask(web, draft, section=number).status_code == 404
