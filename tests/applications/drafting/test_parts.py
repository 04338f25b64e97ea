"""Handing an institution's part to its leader: the actions, and how far it is."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from applications.drafting import actions, parts
from applications.drafting.models import Answer, Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(complete):
    return complete.institutions.get()


@pytest.fixture
def send(complete, row, coordinator):
    def send(email="lis@skive.example", at=None):
        return actions.send_part(
            complete,
            row.pk,
            name="Lis Leder",
            email=email,
            by=Actor.of(coordinator),
            received_at=at or timezone.now(),
        )

    return send


@pytest.fixture
def part_link(send):
    return send()


def lis(link):
    return Actor.by_link(link, name="Lis Leder")


def fill(link, text="Legen er svær.", *, revision=1, at=None, name=None):
    entry = actions.Entry(name or f"institutions.why@{link.object_id}", [text], revision)
    return actions.save_part(link, entry, by=lis(link), received_at=at or timezone.now())


def state(row):
    found = parts.sent_parts([row.pk]).get(row.pk)
    return found and (found.recipient, found.status_word)


def test_send_mails_a_link_that_lasts_to_the_deadline(part_link, complete, coordinator):
    letter = Email.objects.get(link=part_link)

    assert part_link.expires_at == complete.deadline
    assert (letter.to, letter.subject) == ("lis@skive.example", "Solhuset: udfyld jeres del af en ansøgning")
    assert coordinator.name in letter.body
    assert complete.case.events.filter(kind=parts.SENT).count() == 1


def test_send_again_to_another_withdraws_the_first(send, row):
    first, second = send(), send("kim@skive.example")

    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert state(row) == ("kim@skive.example", "Sendt til lederen")
    with pytest.raises(links.LinkRefused, match="trukket tilbage"):
        fill(first)
    assert fill(second).value == "Legen er svær."


def test_resend_stops_the_earlier_mails_link(part_link, complete, row, coordinator):
    before = part_link.nonce

    link = actions.resend_part(complete, row.pk, by=Actor.of(coordinator), received_at=timezone.now())

    assert (link.pk, link.generation) == (part_link.pk, 2)
    assert link.nonce != before
    assert Email.objects.filter(link=link).count() == 2


def test_withdraw_keeps_what_the_leader_wrote(part_link, complete, row, coordinator):
    fill(part_link)

    actions.withdraw_part(complete, row.pk, by=Actor.of(coordinator), received_at=timezone.now())

    assert state(row) is None
    assert row.answers.get().value == "Legen er svær."
    for act in (actions.resend_part, actions.withdraw_part):
        with pytest.raises(ActionError, match="ikke noget link"):
            act(complete, row.pk, by=Actor.of(coordinator), received_at=timezone.now())


def test_the_state_follows_the_leader(part_link, row):
    seen = [state(row)[1]]
    actions.begin_part(part_link, name="Lis Leder", received_at=timezone.now())
    seen.append(state(row)[1])
    actions.finish_part(part_link, by=lis(part_link), received_at=timezone.now())
    seen.append(state(row)[1])

    assert seen == ["Sendt til lederen", "Lederen er begyndt", "Lederen er færdig"]


def test_the_state_tells_of_a_mail_that_bounced_and_a_link_that_expired(part_link, row):
    Email.objects.filter(link=part_link).update(status="failed")
    assert state(row)[1] == "Mailen kom ikke frem"

    part_link.expires_at = timezone.now() - timedelta(seconds=1)
    part_link.save()
    assert state(row)[1] == "Linket er udløbet"


def test_the_states_of_all_institutions_take_one_query(part_link, row, django_assert_num_queries):
    with django_assert_num_queries(1):
        parts.sent_parts([row.pk, complete_id(row)])
    with django_assert_num_queries(0):
        assert parts.sent_parts([]) == {}


def complete_id(row):
    return row.application_id


def test_save_part_writes_as_the_leader(part_link, row):
    answer = fill(part_link)

    change = answer.changes.first()
    assert (change.value, change.by_user, change.by_name) == ("Legen er svær.", None, "Lis Leder")


@pytest.mark.parametrize("name", ["need", "director__name", "institutions.why", "institutions.why@x"])
def test_save_part_reaches_no_other_answer(part_link, name):
    with pytest.raises(ObjectDoesNotExist):
        fill(part_link, name=name, revision=0)


def test_save_part_reaches_no_other_institution(part_link, complete, coordinator):
    other = actions.add_institution(
        complete, name="Måneøen", ownership="municipal", setting="nursery", by=Actor.of(coordinator)
    )

    with pytest.raises(ObjectDoesNotExist):
        fill(part_link, name=f"institutions.why@{other.pk}", revision=0)

    assert other.answers.get().value is None


def test_two_who_write_the_same_answer_conflict_whoever_they_are(part_link, write, row):
    write(f"institutions.why@{row.pk}", "Kommunens tekst")
    entry = actions.Entry(f"institutions.why@{row.pk}", ["Lederens tekst"], 1)

    conflicts = actions.save_part_page(part_link, [entry], by=lis(part_link), received_at=timezone.now())
    answer = actions.use_theirs_in_part(
        part_link, entry._replace(revision=2), by=lis(part_link), received_at=timezone.now()
    )

    assert [(conflict.theirs, conflict.mine) for conflict in conflicts] == [("Kommunens tekst", "Lederens tekst")]
    assert (answer.value, answer.revision) == ("Kommunens tekst", 4)
    assert list(answer.changes.values_list("value", flat=True))[:3] == [
        "Kommunens tekst",
        "Lederens tekst",
        "Kommunens tekst",
    ]


def test_finish_tells_the_writers_and_uses_the_link_up(part_link, complete, municipality, coordinator):
    editor = MembershipFactory(organisation=municipality.organisation, editor=True).user
    MembershipFactory(organisation=municipality.organisation, viewer=True)
    MembershipFactory(organisation=municipality.organisation, unconfirmed=True)

    actions.finish_part(part_link, by=lis(part_link), received_at=timezone.now())

    letters = Email.objects.filter(key__startswith="part_finished:")
    assert sorted(letters.values_list("to", flat=True)) == sorted([coordinator.email, editor.email])
    assert letters[0].body.startswith("Lis Leder har svaret")
    with pytest.raises(links.LinkRefused, match="allerede brugt"):
        fill(part_link)
    with pytest.raises(links.LinkRefused, match="allerede brugt"):
        actions.finish_part(part_link, by=lis(part_link), received_at=timezone.now())


def test_finish_is_refused_while_an_answer_is_missing(part_link):
    fill(part_link, "")

    with pytest.raises(ActionError, match="mangler"):
        actions.finish_part(part_link, by=lis(part_link), received_at=timezone.now())

    part_link.refresh_from_db()
    assert part_link.used_at is None


def test_finish_does_not_wait_for_the_rest_of_the_application(part_link, write):
    write("need", "")

    actions.finish_part(part_link, by=lis(part_link), received_at=timezone.now())

    part_link.refresh_from_db()
    assert part_link.used_at is not None


def every_act(link, complete, row, by, at):
    """Everything that writes by the link, or about it."""
    writer = {"by": by, "received_at": at}
    leader = {"by": lis(link), "received_at": at}
    entry = actions.Entry(f"institutions.why@{row.pk}", ["Nyt"], 1)
    return [
        lambda: actions.save_part(link, entry, **leader),
        lambda: actions.save_part_page(link, [entry], **leader),
        lambda: actions.use_theirs_in_part(link, entry, **leader),
        lambda: actions.begin_part(link, name="Lis", received_at=at),
        lambda: actions.finish_part(link, **leader),
        lambda: actions.declare_no_cpr(actions.drafts_of(link), name=entry.name, **leader),
        lambda: actions.send_part(complete, row.pk, name="Lis", email="a@b.example", **writer),
        lambda: actions.resend_part(complete, row.pk, **writer),
        lambda: actions.withdraw_part(complete, row.pk, **writer),
    ]


def test_after_the_deadline_nothing_is_written(part_link, complete, row, coordinator):
    late = complete.deadline + timedelta(microseconds=1)
    before = (row.answers.get().value, complete.case.events.count())

    for act in every_act(part_link, complete, row, Actor.of(coordinator), late):
        with pytest.raises(ActionError):
            act()

    assert (row.answers.get().value, complete.case.events.count()) == before
    assert fill(part_link, "I tide", at=complete.deadline).value == "I tide"


def test_after_submission_nothing_is_written(part_link, complete, row, coordinator):
    complete.status, complete.submitted_at, complete.submitted_by = Status.SUBMITTED, timezone.now(), coordinator
    complete.save()

    for act in every_act(part_link, complete, row, Actor.of(coordinator), timezone.now()):
        with pytest.raises(ActionError):
            act()

    assert row.answers.get().value == "Mange børn står uden for legen."


def test_removing_the_institution_withdraws_the_link(part_link, complete, row, coordinator):
    actions.remove_institution(complete, row.pk, by=Actor.of(coordinator))

    part_link.refresh_from_db()
    assert part_link.withdrawn_at is not None
    with pytest.raises((links.LinkRefused, Answer.DoesNotExist)):
        fill(part_link)
    with pytest.raises(links.LinkRefused):
        actions.begin_part(part_link, name="Lis", received_at=timezone.now())
