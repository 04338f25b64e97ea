from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from praksis.cases import actions, log
from praksis.cases.actions import open_case
from praksis.cases.actors import Actor
from praksis.cases.models import Case
from praksis.db import lock
from praksis.errors import ActionError
from tests.factories.cases import CaseFactory
from tests.factories.organisations import MunicipalityFactory

DANISH = ZoneInfo("Europe/Copenhagen")


@pytest.mark.django_db
def test_cases_are_numbered_within_their_year():
    year = [
        datetime(2017, 5, 1, tzinfo=DANISH),
        datetime(2017, 9, 1, tzinfo=DANISH),
        datetime(2018, 1, 1, tzinfo=DANISH),
    ]

    references = [open_case("En sag", at=at).reference for at in year]

    assert references == ["2017-0001", "2017-0002", "2018-0001"]


@pytest.mark.django_db
def test_the_year_is_the_danish_one():
    new_year = datetime(2017, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))

    assert open_case("En sag", at=new_year).reference == "2018-0001"


@pytest.mark.django_db
def test_a_case_has_its_party():
    party = MunicipalityFactory()

    assert Case.objects.get(pk=open_case("En sag", party=party).pk).party_id == party.pk


@pytest.mark.django_db(transaction=True)
def test_a_number_is_not_used_up_by_what_is_rolled_back():
    with transaction.atomic():
        open_case("Fortrudt")
        transaction.set_rollback(True)

    assert open_case("En sag").reference.endswith("-0001")


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_is_a_mistake_of_ours():
    case = CaseFactory()

    assert not connection.in_atomic_block
    with pytest.raises(AssertionError):
        lock(case)


@pytest.mark.django_db
def test_a_lock_reads_the_row_anew():
    case = CaseFactory(title="Før")
    Case.objects.update(title="Efter")
    case.title = "Kun her"

    lock(case)

    assert case.title == "Efter"


# --- Who sees a case ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("persona", "sees"),
    [("manager", 2), ("approver", 2), ("consultant", 2), ("coordinator", 1), ("stranger", 0), ("administrator", 0)],
)
def test_a_party_sees_its_own_cases_and_those_who_run_the_work_all(request, municipality, persona, sees):
    open_case("Skives", party=municipality)
    open_case("En rundes egen")

    assert Case.objects.visible_to(request.getfixturevalue(persona)).count() == sees


# --- Messages ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_message_stands_on_the_case_and_is_told_on_its_timeline(coordinator):
    case = CaseFactory()

    message = actions.send_message(case, text=" Hvornår hører vi? ", from_party=True, by=Actor.of(coordinator))

    assert (message.text, message.from_party, message.sent_by, message.read_at) == (
        "Hvornår hører vi?",
        True,
        coordinator,
        None,
    )
    assert [row["text"] for row in log.timeline(case, party=True)] == ["Ansøgeren skrev en besked."]


@pytest.mark.django_db
def test_a_message_without_words_is_refused(coordinator):
    with pytest.raises(ActionError, match="Skriv en besked"):
        actions.send_message(CaseFactory(), text=" \n ", from_party=True, by=Actor.of(coordinator))


@pytest.mark.django_db
def test_whoever_answers_has_read_what_the_other_side_wrote(coordinator, manager):
    case = CaseFactory()
    asked = actions.send_message(case, text="Hvornår?", from_party=True, by=Actor.of(coordinator))
    again = actions.send_message(case, text="Hallo?", from_party=True, by=Actor.of(coordinator))

    answered = actions.send_message(case, text="I morgen.", from_party=False, by=Actor.of(manager))

    read = {one.text: bool(one.read_at) for one in case.messages.all()}
    assert read == {asked.text: True, again.text: True, answered.text: False}


@pytest.mark.django_db
def test_marking_as_read_is_for_the_other_sides_messages_and_keeps_the_first_time(coordinator, manager):
    case = CaseFactory()
    theirs = actions.send_message(case, text="Hej", from_party=True, by=Actor.of(coordinator))

    actions.mark_read(case, by_party=True)
    theirs.refresh_from_db()
    assert theirs.read_at is None

    actions.mark_read(case, by_party=False)
    theirs.refresh_from_db()
    first = theirs.read_at
    actions.mark_read(case, by_party=False)
    theirs.refresh_from_db()
    assert first
    assert theirs.read_at == first


# --- Notes ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_note_is_added_to_and_never_changed(manager):
    case = CaseFactory()
    note = actions.add_note(case, text="Ringede til tovholderen.", by=Actor.of(manager))

    addition = actions.add_note(case, text="Hun ringer tilbage.", follows=note, by=Actor.of(manager))

    assert addition.follows == note
    note.text = "Noget andet"
    with pytest.raises(TypeError, match="never changed"):
        note.save()
    with pytest.raises(TypeError, match="never removed"):
        note.delete()


@pytest.mark.django_db
def test_an_addition_to_an_addition_is_one_to_the_note(manager):
    case = CaseFactory()
    note = actions.add_note(case, text="Først", by=Actor.of(manager))
    addition = actions.add_note(case, text="Så", follows=note, by=Actor.of(manager))

    last = actions.add_note(case, text="Til sidst", follows=addition, by=Actor.of(manager))

    assert last.follows == note


@pytest.mark.django_db
def test_a_note_without_words_is_refused(manager):
    with pytest.raises(ActionError, match="Skriv et notat"):
        actions.add_note(CaseFactory(), text="  ", by=Actor.of(manager))


@pytest.mark.django_db
def test_that_a_note_was_written_is_not_told_to_the_party(manager):
    case = CaseFactory()

    actions.add_note(case, text="Kun for os.", by=Actor.of(manager))

    assert [row["text"] for row in log.timeline(case, party=False)] == ["Et notat blev skrevet."]
    assert log.timeline(case, party=True) == []
