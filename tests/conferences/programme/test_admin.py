import pytest
from django.urls import reverse

from conferences.programme.models import Event
from tests.factories.programme import EventFactory, TalkFactory

pytestmark = pytest.mark.django_db

NO_INLINES = {
    f"{prefix}-{field}": value
    for prefix in ["pauses", "talks", "workshops"]
    for field, value in {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}.items()
}
FIELDS = {
    "kind": "conference",
    "slug": "nyborg-2017",
    "title": "Dagtilbud af høj kvalitet",
    "theme": "",
    "description": "Den første konference.",
    "remark": "",
    "held_on": "30.11.2017",
    "starts_at": "09:30",
    "ends_at": "15:30",
    "place": "Nyborg Strand",
    "town": "Nyborg",
    "capacity": "350",
    **NO_INLINES,
}


def test_a_new_event_gets_its_case_from_the_action(client, administrator):
    client.force_login(administrator)

    answer = client.post(reverse("admin:conferences_event_add"), FIELDS)

    event = Event.objects.get()
    assert answer.status_code == 302
    assert event.status_word == "Kladde"
    assert [one.kind for one in event.case.events.all()] == ["event.created"]


def test_a_new_event_has_an_address_of_its_own(client, administrator):
    client.force_login(administrator)

    page = client.post(reverse("admin:conferences_event_add"), {**FIELDS, "slug": "nyt"})

    assert page.context["errors"] == [["Adressen er taget. Skriv en anden."]]
    assert Event.objects.count() == 0


def test_a_change_keeps_address_status_and_case(client, administrator):
    client.force_login(administrator)
    event = EventFactory(slug="foer")

    client.post(
        reverse("admin:conferences_event_change", args=[event.pk]),
        {**FIELDS, "slug": "efter", "status": "published", "title": "Nyt navn"},
    )

    changed = Event.objects.get()
    assert (changed.title, changed.slug, changed.status, changed.case) == ("Nyt navn", "foer", "draft", event.case)


def test_an_event_is_looked_up_but_not_deleted(client, administrator):
    client.force_login(administrator)
    event = TalkFactory().event

    assert client.get(reverse("admin:conferences_event_changelist"), {"q": event.title}).status_code == 200
    assert client.get(reverse("admin:conferences_event_change", args=[event.pk])).status_code == 200
    assert client.get(reverse("admin:conferences_speaker_changelist")).status_code == 200
    assert client.post(reverse("admin:conferences_event_delete", args=[event.pk])).status_code == 403
