import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.data import dataset
from conferences.programme import content
from conferences.programme.models import Event
from conferences.registration.models import Registration, WorkshopChoice
from praksis.accounts.models import User
from praksis.mail import links

TINY = dataset.Size(
    one_year_rounds=2,
    applicants=3,
    one_year_places=1,
    mini_rounds=1,
    minis=3,
    mini_places=1,
    current=2,
    reviewers=2,
    drafts=2,
    municipalities=3,
    institutions=8,
    consultants=4,
    one_year_meetings=4,
    mini_meetings=2,
    events=300,
    mails=20,
    participants=30,
    waiting=3,
    cancelled=4,
    registered=6,
    past_events=8,
    past_seated=5,
    past_cancelled=1,
)


@pytest.mark.django_db(transaction=True)
def test_the_benchs_data_can_be_made_and_looked_at():
    known = dataset.make(TINY)

    assert dataset.counts()["events"] >= 300
    pages = {
        known.coordinator: [
            reverse("applications:application", args=[known.draft]),
            reverse("applications:check", args=[known.draft]),
            reverse("applications:decision", args=[known.decided]),
            reverse("engagements:course", args=[known.course]),
        ],
        known.consultant: [reverse("engagements:my_day"), reverse("applications:review", args=[known.review])],
        known.manager: [reverse("applications:round_detail", args=[known.round]), reverse("mail:list")],
    }
    for email, addresses in pages.items():
        client = Client()
        client.force_login(User.objects.get(email=email))
        assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


@pytest.mark.django_db(transaction=True)
def test_the_benchs_guests_are_registered_as_the_product_would_have_it(client):
    known = dataset.make(TINY)

    full, open_ = (Event.objects.get(slug=slug) for slug in (known.full_event, known.registering))
    assert dataset.counts()["registrations"] == 30 + 3 + 4 + 6 + 8 * (5 + 1)
    guests = full.registrations
    assert sorted(guests.seated().values_list("seat", flat=True)) == list(range(1, full.capacity + 1))
    assert [one.waiting_number for one in guests.waiting()] == [1, 2, 3]
    assert sorted(guests.values_list("number", flat=True)) == list(range(1, 38))
    for workshop in full.workshops.all():
        assert workshop.choices.seated().count() <= workshop.seats
    assert WorkshopChoice.objects.waiting().filter(workshop__event=full).exists()
    assert len(content.from_json(full.versions.get().content)) == 30
    assert Registration.objects.came().exclude(event=full).exists()
    erased = Registration.objects.filter(erased_on__lte=timezone.localdate())
    assert {(one.name, one.email) for one in erased} == {("", "")}
    assert open_.takes_registrations_at(timezone.now())

    client.get(reverse("conferences:registration_open", args=[links.token(guests.get(pk=known.guest).link)]))
    assert client.get(reverse("conferences:registration", args=[known.guest])).status_code == 200
    client.force_login(User.objects.get(email=known.manager))
    assert client.get(reverse("conferences:guests", args=[known.full_event])).status_code == 200
    assert client.get(reverse("conferences:figures", args=[known.full_event])).status_code == 200
