from datetime import timedelta

import pytest
from django.utils import timezone

from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.cases.log import Kind
from praksis.cases.models import AuditEvent
from tests.factories.cases import CaseFactory
from tests.factories.mail import PersonalLinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setitem(log.KINDS, "test.seen", Kind("{what} blev sendt"))
    monkeypatch.setitem(log.KINDS, "test.hidden", Kind("Karakteren blev sat", party_sees_it=False))


def test_an_event_tells_what_happened_and_who_did_it(coordinator):
    case = CaseFactory()

    log.record(case, "test.seen", by=Actor.of(coordinator), what="Ansøgningen")

    [row] = log.timeline(case, party=True)
    assert (row["text"], row["who"]) == ("Ansøgningen blev sendt", "Karen Koordinator")


def test_the_holder_of_a_link_is_named_as_they_named_themselves():
    link = PersonalLinkFactory()

    titled = log.record(CaseFactory(), "test.hidden", by=Actor.by_link(link, name="Dorte", title="direktør"))
    plain = log.record(CaseFactory(), "test.hidden", by=Actor.by_link(link, name="Dorte"))

    assert (titled.actor_name, titled.actor_link, titled.actor_user) == ("Dorte, direktør", link, None)
    assert plain.actor_name == "Dorte"


def test_the_party_does_not_see_what_is_not_for_it():
    case = CaseFactory()
    log.record(case, "test.hidden", by=SYSTEM)
    log.record(case, "test.seen", by=SYSTEM, what="Brevet")

    assert [row["text"] for row in log.timeline(case, party=True)] == ["Brevet blev sendt"]
    assert [row["text"] for row in log.timeline(case, party=False)] == ["Brevet blev sendt", "Karakteren blev sat"]


def test_the_newest_comes_first_and_others_cases_do_not():
    case, now = CaseFactory(), timezone.now()
    for number in range(3):
        log.record(case, "test.seen", by=SYSTEM, at=now - timedelta(days=number), what=str(number))
    log.record(CaseFactory(), "test.seen", by=SYSTEM, what="En anden sag")

    assert [row["text"][0] for row in log.timeline(case, party=False, limit=2)] == ["0", "1"]


def test_an_undescribed_kind_is_a_mistake_of_ours():
    with pytest.raises(AssertionError, match="Undescribed"):
        log.record(None, "test.unknown", by=SYSTEM)


def test_events_are_neither_changed_nor_removed():
    event = log.record(None, "test.hidden", by=SYSTEM)

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    assert AuditEvent.objects.get() == event


def test_every_kind_of_the_ground_can_be_said():
    from praksis.accounts.events import EVENTS as ACCOUNTS
    from praksis.organisations.events import EVENTS as ORGANISATIONS

    words = dict.fromkeys(["person", "role", "organisation", "email"], "x")

    for kind in {**ACCOUNTS, **ORGANISATIONS}.values():
        assert "{" not in kind.text.format_map(words)
