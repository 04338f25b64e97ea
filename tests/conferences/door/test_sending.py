"""What a device sends when it has network again: nothing doubled, nothing lost, and nothing believed that cannot be."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from conferences.door import sending
from conferences.door.models import Entry
from conferences.registration.models import Registration
from tests.factories.door import begun_event, event_helper, todays_event
from tests.factories.registration import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(client):
    user = event_helper()
    client.force_login(user)
    return user


def url(event, then="send/"):
    return f"{event.get_absolute_url()}doer/{then}"


def let(guest, kind="in", ago=0, **facts):
    at = (timezone.now() - timedelta(seconds=ago)).isoformat()
    return {"key": str(uuid4()), "kind": kind, "registration": str(guest.pk), "at": at, "is_fact": True, **facts}


def walk_in(**facts):
    person = {"name": "Anna", "workplace": "", "municipality": "ingen", "role": "staff"}
    return {
        "key": str(uuid4()),
        "kind": "walk_in",
        "at": timezone.now().isoformat(),
        "is_fact": True,
        **person,
        **facts,
    }


def send(client, event, *entries, behind=0, **changes):
    sent_at = (timezone.now() - timedelta(seconds=behind)).isoformat()
    body = {"sent_at": sent_at, "entries": list(entries), **changes}
    return client.post(url(event), json.dumps(body), content_type="application/json")


def outcomes(answer):
    return [each["outcome"] for each in answer.json()["entries"]]


def test_a_batch_sent_twice_is_done_once(client, helper):
    event = todays_event()
    guest, other = RegistrationFactory(event=event), RegistrationFactory(event=event)
    batch = [let(guest, ago=60), let(other, ago=50), let(other, "undo", ago=40), walk_in()]

    first, again = send(client, event, *batch), send(client, event, *batch)

    assert outcomes(first) == ["done"] * 4
    assert outcomes(again) == ["already"] * 4
    walked_in = Registration.objects.get(is_walk_in=True)
    assert set(again.json()["present"]) == {str(guest.pk), str(walked_in.pk)}
    assert Entry.objects.count() == 4
    assert again.json()["entries"][3]["registration"] == str(walked_in.pk)


def test_a_walk_in_is_kept_in_one_line_and_without_what_is_not_seen(client, helper):
    event = todays_event()
    names = ["Anna\nAnder", "Jens @ Solen/\u202egro", "\u200b", "A" * 151]

    answer = send(client, event, *(walk_in(name=name, workplace="Sol\u2028en") for name in names))

    assert outcomes(answer) == ["done", "done", "refused", "refused"]
    kept = Registration.objects.order_by("number").values_list("name", "workplace")
    assert list(kept) == [("Anna Ander", "Sol en"), ("Jens @ Solen/gro", "Sol en")]


def test_a_walk_in_made_without_network_can_be_undone_by_the_key_of_its_form(client, helper):
    event = todays_event()
    made = walk_in()
    undone = {**let(RegistrationFactory(event=event), "undo"), "registration": made["key"]}

    assert outcomes(send(client, event, made, undone)) == ["done", "done"]
    assert Registration.objects.came().count() == 0


def test_each_entry_goes_by_itself(client, helper):
    event = todays_event()
    elsewhere = RegistrationFactory(event=todays_event())
    guest = RegistrationFactory(event=event)

    answer = send(
        client, event, let(elsewhere), walk_in(name=""), let(guest), {**let(guest), "registration": ["no", "id"]}
    )

    assert outcomes(answer) == ["unknown", "refused", "done", "unknown"]
    assert answer.json()["entries"][1]["message"] == "Skriv navnet."
    assert Registration.objects.came().get() == guest


def test_what_is_decided_with_network_is_refused_where_it_is_full_and_what_is_a_fact_is_not(client, helper):
    event = begun_event(capacity=1)
    RegistrationFactory(event=event, came_at=timezone.now())

    asked = send(client, event, walk_in(is_fact=False))
    told = send(client, event, walk_in())

    assert outcomes(asked) == ["refused"]
    assert asked.json()["entries"][0]["message"].startswith("Der er ikke plads til flere.")
    assert (outcomes(told), told.json()["is_too_full"], asked.json()["is_too_full"]) == (["done"], True, False)


# --- The clock ---


def test_a_clock_that_is_wrong_is_as_wrong_when_it_sends(client, helper):
    event = todays_event(held_on=timezone.localdate(timezone.now() - timedelta(seconds=600)))
    guest = RegistrationFactory(event=event)
    began = timezone.now()

    # Ten minutes slow, and pressed a minute before it sent
    send(client, event, let(guest, ago=660), behind=600)

    guest.refresh_from_db()
    assert abs(guest.came_at - (began - timedelta(seconds=60))) < timedelta(seconds=10)


@pytest.mark.parametrize(
    "at",
    [None, "now", 7, "2018-11-29T09:00:00", "2018-11-29T09:00:00Z", "9999-12-31T23:00:00Z", "0001-01-01T00:00:00Z"],
)
def test_a_time_that_cannot_be_is_ours_instead(client, helper, at):
    event = todays_event()
    guest = RegistrationFactory(event=event)
    began = timezone.now()

    assert outcomes(send(client, event, {**let(guest), "at": at})) == ["done"]

    guest.refresh_from_db()
    assert guest.came_at >= began


def test_without_the_clock_of_the_device_the_time_is_ours(client, helper):
    event = todays_event()
    guest = RegistrationFactory(event=event)
    began = timezone.now()

    send(client, event, let(guest, ago=60), sent_at=None)

    guest.refresh_from_db()
    assert guest.came_at >= began


def test_what_was_pressed_on_the_day_is_taken_until_a_week_later_and_nothing_else(client, helper):
    yesterday = timezone.localdate() - timedelta(days=1)
    event = todays_event(held_on=yesterday)
    guest = RegistrationFactory(event=event)
    then = timezone.now() - timedelta(days=1)

    late = send(client, event, let(guest), {**let(guest), "at": "no time"}, {**let(guest), "at": then.isoformat()})

    assert outcomes(late) == ["refused", "refused", "done"]
    assert late.json()["entries"][0]["message"].startswith("Døren er lukket")
    assert "present" not in late.json()
    event.held_on = timezone.localdate() - timedelta(days=8)
    event.save()
    assert send(client, event).status_code == 403


# --- What is nothing of ours ---


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'"text"',
        b"{}",
        b'{"entries": 3}',
        b'{"entries": [3]}',
        b'{"entries": [{}]}',
        b'{"entries": [{"key": "no key", "kind": "in"}]}',
        b'{"entries": [{"key": 4, "kind": "in"}]}',
        b'{"entries": [{"key": "7c6fb8a2-3f80-4a55-8d12-3f2c3a8d0c7e", "kind": "out"}]}',
        b'{"entries": [{"key": "7c6fb8a2-3f80-4a55-8d12-3f2c3a8d0c7e", "kind": {}}]}',
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(client, helper, body):
    answer = client.post(url(todays_event()), body, content_type="application/json")

    assert (answer.status_code, answer.json()["message"]) == (400, sending.UNREADABLE)


def test_too_many_at_once_are_not_taken(client, helper):
    answer = send(client, todays_event(), *[walk_in() for _ in range(201)])

    assert (answer.status_code, answer.json()["message"]) == (400, sending.TOO_MANY)
    assert Entry.objects.count() == 0


def test_texts_that_cannot_be_kept_are_refused_or_made_into_such(client, helper):
    event = todays_event()

    answer = send(client, event, walk_in(name="A\ud800"), walk_in(name="B\0"), walk_in(name=["C"]))

    assert outcomes(answer) == ["done", "done", "refused"]
    assert list(Registration.objects.order_by("number").values_list("name", flat=True)) == ["A?", "B"]


# --- Who sends ---


def test_a_device_that_was_signed_out_is_told_so(client):
    event = todays_event()

    for answer in (send(client, event), client.get(url(event, "liste/"))):
        assert (answer.status_code, answer.json()["login"]) == (401, "/konto/log-ind/")


def test_the_list_has_the_secret_that_a_press_must_carry():
    client, event = Client(enforce_csrf_checks=True), todays_event()
    client.force_login(event_helper())
    body = json.dumps({"entries": []})

    refused = client.post(url(event), body, content_type="application/json")
    token = client.get(url(event, "liste/")).json()["csrf"]
    taken = client.post(url(event), body, content_type="application/json", headers={"X-CSRFToken": token})

    assert (refused.status_code, taken.status_code) == (403, 200)


def test_the_keeper_of_the_page_is_a_script_for_the_doors_alone(client):
    answer = client.get("/konferencer/doer/arbejder.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/konferencer/"


def test_red_twin_without_the_keys_a_batch_sent_twice_is_done_twice(client, helper, monkeypatch):
    event = todays_event()
    batch = [let(RegistrationFactory(event=event), ago=60), walk_in()]
    entry = sending._entry
    monkeypatch.setattr(sending, "_entry", lambda raw: entry({**raw, "key": str(uuid4())}))

    send(client, event, *batch), send(client, event, *batch)

    assert Entry.objects.count() == 4
    assert Registration.objects.filter(is_walk_in=True).count() == 2
