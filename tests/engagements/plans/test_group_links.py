"""The links of working groups: sent, sent anew, withdrawn, at their end, and what is written with them."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.plans import actions, sent_links
from engagements.plans.actions.group_links import lasts_until
from engagements.plans.holders import CLOSED, LEFT, held_by, interventions_of
from engagements.plans.models import GroupLink, PlanChange, Trial
from praksis.cases.actors import Actor
from praksis.cases.models import ActorKind, AuditEvent
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    EngagementFactory,
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
)
from tests.factories.interventions import GroupLinkFactory, InterventionFactory, TrialFactory
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Actor.of(UserFactory(name="Hanne Friis"))


@pytest.fixture
def nursery():
    return EngagementInstitutionFactory(engagement__running=True, name="Solstrålen")


@pytest.fixture
def group(nursery):
    return GroupFactory(engagement=nursery.engagement, institutions=[nursery], name="Solen")


@pytest.fixture
def member(group):
    return GroupMemberFactory(group=group, name="Mia Med", email="mia@skive.example")


def fresh(sent):
    """The link as a page fetches it."""
    return held_by(PersonalLink.objects.get(pk=sent.link_id))


def write(sent, trial, **said):
    return actions.write_by_link(
        sent, lambda by: actions.write_row(trial, revision=1, by=by, **said), received_at=timezone.now()
    )


# --- Sending ------------------------------------------------------------------------------------------------------


def test_a_link_is_sent_and_lasts_as_long_as_the_course(member, by):
    sent = actions.send_link(member, by=by)

    letter = Email.objects.get()
    assert (letter.to, letter.link, letter.not_after) == ("mia@skive.example", sent.link, sent.link.expires_at)
    assert letter.body.count("Skriv aldrig om et enkelt barn") == 1
    assert sent.link.expires_at == lasts_until(member.group.engagement)
    event = AuditEvent.objects.get()
    assert (event.kind, event.data["member"]) == ("interventions.link_sent", "Mia Med")


def test_the_link_ends_with_the_last_minute_of_the_courses_last_day(time_machine):
    time_machine.move_to("2026-05-04T12:00:00+02:00", tick=False)
    course = EngagementFactory.build(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))

    assert lasts_until(course) == datetime.fromisoformat("2026-12-31T23:59:00+01:00")


def test_of_a_course_that_goes_on_past_its_last_day_it_lasts_a_month(time_machine):
    time_machine.move_to("2026-12-20T12:00:00+01:00", tick=False)
    course = EngagementFactory.build(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))

    assert lasts_until(course) == datetime.fromisoformat("2027-01-19T12:00:00+01:00")


def test_a_link_sent_anew_is_the_same_with_another_token(member, by):
    first = actions.send_link(member, by=by)
    old = links.token(first.link)

    again = actions.send_link(member, by=by)

    assert (GroupLink.objects.count(), again.pk, Email.objects.count()) == (1, first.pk, 2)
    with pytest.raises(links.LinkRefused, match="sendt et nyt link"):
        links.redeem(old, purpose=again.link.purpose)


def test_a_corrected_address_gets_a_link_of_its_own(member, by):
    first = actions.send_link(member, by=by)
    member.email = "mia.ny@skive.example"
    member.save()

    second = actions.send_link(member, by=by)

    first.link.refresh_from_db()
    assert (second.link.recipient, first.link.withdrawn_at is None) == ("mia.ny@skive.example", False)


def test_the_whole_group_is_sent_to_but_nobody_twice(group, member, by):
    GroupMemberFactory(group=group, email="")
    GroupMemberFactory(group=group, left=True)
    other = GroupMemberFactory(group=group)
    actions.send_link(other, by=by)

    assert [actions.send_links(group, by=by) for _ in range(2)] == [1, 0]
    assert {sent.member for sent in GroupLink.objects.all()} == {member, other}


def test_who_cannot_get_a_link_is_said(group, by):
    refused = {
        "er ikke længere med": GroupMemberFactory(group=group, left=True),
        "en mailadresse på": GroupMemberFactory(group=group, email=""),
        "Styregruppen får opsamlingen": GroupMemberFactory(
            group=GroupFactory(engagement=group.engagement, steering=True)
        ),
        "afsluttet": GroupMemberFactory(group=GroupFactory(engagement=EngagementFactory(closed=True))),
    }

    for words, member in refused.items():
        with pytest.raises(ActionError, match=words):
            actions.send_link(member, by=by)

    assert (GroupLink.objects.count(), Email.objects.count()) == (0, 0)


def test_a_link_is_withdrawn_once(member, by):
    sent = actions.send_link(member, by=by)

    for _ in range(2):
        actions.withdraw_link(sent, by=by)

    assert AuditEvent.objects.filter(kind="interventions.link_withdrawn").count() == 1
    with pytest.raises(links.LinkRefused, match="trukket tilbage"):
        actions.take_up_link(fresh(sent), name="Mia", received_at=timezone.now())


# --- Writing ------------------------------------------------------------------------------------------------------


def test_the_holders_name_is_remembered_and_stands_with_what_is_written(group, member, nursery, by):
    sent = actions.send_link(member, by=by)
    for _ in range(2):
        actions.take_up_link(sent, name="Mia Ny", received_at=timezone.now())
    trial = TrialFactory(intervention=InterventionFactory(institution=nursery))

    write(fresh(sent), trial, tried="I en uge.")

    change = PlanChange.objects.get()
    assert (change.by_name, Trial.objects.get().changed_by_name) == ("Mia Ny", "Mia Ny")
    event = AuditEvent.objects.get(kind="interventions.link_taken_up")
    assert (event.actor_kind, event.actor_link, event.actor_name) == (ActorKind.LINK, sent.link, "Mia Ny")


def test_each_writing_notes_that_the_link_was_used(nursery, time_machine):
    sent = GroupLinkFactory(used=True, member__group__engagement=nursery.engagement)
    trial = TrialFactory(intervention=InterventionFactory(institution=nursery))
    time_machine.move_to(timezone.now() + timedelta(days=3), tick=False)

    write(fresh(sent), trial, tried="I en uge.")

    assert fresh(sent).last_used_at == timezone.now()


def test_what_two_write_at_the_same_time_is_kept_also_by_a_link(nursery, by):
    sent = GroupLinkFactory(used=True, member__group__engagement=nursery.engagement)
    trial = TrialFactory(intervention=InterventionFactory(institution=nursery))
    actions.write_row(Trial.objects.select_related("plan__engagement").get(), revision=1, tried="I en uge.", by=by)

    with pytest.raises(actions.Meanwhile):
        write(fresh(sent), trial, tried="I to uger.")

    assert Trial.objects.get().tried == "I en uge."
    assert PlanChange.objects.get(is_set_aside=True).after["tried"] == "I to uger."


def test_whoever_may_not_write_is_told_why(nursery):
    course = nursery.engagement
    trial = TrialFactory(intervention=InterventionFactory(institution=nursery))
    closed = GroupLinkFactory(used=True, member__group__engagement=EngagementFactory(closed=True))
    left = GroupLinkFactory(used=True, member__group__engagement=course, member__left=True)
    expired = GroupLinkFactory(used=True, member__group__engagement=course, expired=True)
    reasons = {closed: CLOSED, left: LEFT, expired: links.EXPIRED}

    for sent, reason in reasons.items():
        with pytest.raises(links.LinkRefused) as refused:
            write(fresh(sent), trial, tried="Ja.")
        assert str(refused.value) == reason

    assert Trial.objects.get().tried == ""


def test_a_link_that_runs_out_while_one_writes_is_judged_by_when_it_was_sent(nursery):
    sent = GroupLinkFactory(used=True, member__group__engagement=nursery.engagement, expired=True)
    trial = TrialFactory(intervention=InterventionFactory(institution=nursery))
    in_time = sent.link.expires_at - timedelta(seconds=1)

    actions.write_by_link(
        fresh(sent), lambda by: actions.write_row(trial, revision=1, tried="Ja.", by=by), received_at=in_time
    )

    assert Trial.objects.get().tried == "Ja."


def test_a_group_reads_its_own_institutions_and_what_it_was_given(group, nursery):
    course = nursery.engagement
    theirs = InterventionFactory(institution=nursery)
    given = InterventionFactory(institution=None, plan=theirs.plan, group=group)
    InterventionFactory(institution=EngagementInstitutionFactory(engagement=course))
    InterventionFactory()

    assert set(interventions_of(group)) == {theirs, given}


# --- The list -----------------------------------------------------------------------------------------------------


def test_how_each_link_fares_is_said_in_words(group):
    states = {
        "Ingen mailadresse": lambda member: None,
        "Intet link": lambda member: None,
        "Sendt": lambda member: GroupLinkFactory(member=member),
        "I brug": lambda member: GroupLinkFactory(member=member, used=True),
        "Udløbet": lambda member: GroupLinkFactory(member=member, expired=True),
        "Trukket tilbage": lambda member: GroupLinkFactory(member=member, link__withdrawn=True),
        "Mailen kom ikke frem": lambda member: EmailFactory(
            link=GroupLinkFactory(member=member).link, status=WorkStatus.FAILED, finished_at=timezone.now(), attempts=7
        ),
    }
    for word, make in states.items():
        address = "" if word == "Ingen mailadresse" else f"{len(word)}{word[0].lower()}@skive.example"
        make(GroupMemberFactory(group=group, name=word, email=address))

    [of_group] = sent_links.of(group.engagement)

    assert [line.status_word for line in of_group.lines] == list(states)
    kinds = ["neutral", "neutral", "info", "success", "warning", "neutral", "error"]
    assert [line.status_kind for line in of_group.lines] == kinds
    assert [line.works for line in of_group.lines] == [False, False, True, True, False, False, True]
    assert (of_group.institutions, of_group.waiting) == ("Solstrålen", 3)


def test_the_newest_link_is_the_one_that_is_told_of(member):
    GroupLinkFactory(member=member, link__withdrawn=True, sent_at=timezone.now() - timedelta(days=2))
    newest = GroupLinkFactory(member=member, sent_at=timezone.now() - timedelta(days=1))

    assert sent_links.of(member.group.engagement)[0].lines[0].sent == newest


def test_the_list_costs_the_same_however_many_there_are(group, member, django_assert_num_queries):
    GroupLinkFactory(member=member)
    with django_assert_num_queries(4):
        sent_links.of(group.engagement)
    for _ in range(2):
        GroupLinkFactory(member=GroupMemberFactory(group=group))
        GroupLinkFactory(member=GroupMemberFactory(group=GroupFactory(engagement=group.engagement)))

    with django_assert_num_queries(4):
        assert len(sent_links.of(group.engagement)) == 3


def test_the_database_wants_a_name_with_every_use(member):
    with pytest.raises(IntegrityError, match="group_link_is_used_by_whoever_gave_a_name"), transaction.atomic():
        GroupLinkFactory(member=member, last_used_at=timezone.now())

    assert str(GroupLinkFactory(member=member, sent_at=datetime.fromisoformat("2026-05-04T12:00:00+02:00"))) == (
        "Mia Med · 04.05.2026"
    )
