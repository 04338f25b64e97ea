import pytest
from django.test import Client
from django.urls import reverse

from benchmarks.data import dataset
from praksis.accounts.models import User

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
