"""All speakers: found, corrected, two made one, and deleted."""

from datetime import time

import pytest
from django.urls import reverse

from conferences.programme import actions
from conferences.programme.content import draft
from conferences.programme.models import Speaker, SpeakerRequest
from praksis.cases.actors import SYSTEM
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from tests.factories.programme import (
    EventFactory,
    SpeakerCorrectionFactory,
    SpeakerFactory,
    SpeakerRequestFactory,
    TalkFactory,
    WorkshopFactory,
)
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, manager):
    client.force_login(manager)
    return client


def at(name, *parts):
    return reverse(f"conferences:{name}", args=parts)


def said(page):
    return texts(page, ".messages .alert-text")


def audit():
    return list(AuditEvent.objects.filter(case=None).order_by("id").values_list("kind", "data"))


def test_the_list_tells_of_how_many_events(client):
    ole = SpeakerFactory(name="Ole", title="leder", email="ole@x.example")
    SpeakerFactory(name="Bo", title="lektor")
    TalkFactory(speakers=[ole])
    event = TalkFactory(speakers=[ole]).event
    WorkshopFactory(event=event, speakers=[ole])

    assert texts(client.get(at("speakers")), "tbody tr") == ["Bo lektor – 0", "Ole leder ole@x.example 2"]
    assert texts(client.get(at("speakers") + "?q=OLE@"), "tbody th") == ["Ole"]
    nobody = client.get(at("speakers") + "?q=%00xyz")
    assert texts(nobody, "main > p")[-1] == "Der er ingen, der svarer til det, du søger."


def test_a_list_of_nobody_says_so(client):
    assert texts(client.get(at("speakers")), "main > p")[-1] == "Der er ingen oplægsholdere endnu."


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_queries(client, django_assert_num_queries, count):
    for _ in range(count):
        TalkFactory(speakers=[SpeakerFactory()])

    with django_assert_num_queries(8):
        client.get(at("speakers"))


def test_a_correction_stands_in_the_draft_and_the_version_stays(client):
    ole = SpeakerFactory(name="Ole", title="leder")
    event = TalkFactory(speakers=[ole], event=EventFactory(published=True)).event

    page = client.post(
        at("speaker_edit", ole.pk), {"name": "Ole K", "title": "chef", "email": "OLE@x.example"}, follow=True
    )
    client.post(at("speaker_edit", ole.pk), {"name": "Ole K", "title": "chef", "email": "ole@x.example"})

    assert said(page) == ["Oplægsholderen er gemt."]
    assert [(one.name, one.title) for one in draft(event)[0].speakers] == [("Ole K", "chef")]
    # It was public without a version; what everybody reads has become one.
    assert event.versions.get().content[0]["speakers"][0]["name"] == "Ole"
    assert audit() == [("speaker.changed", {"before": "Ole, leder", "after": "Ole K, chef"})]
    told = texts(client.get(at("programme", event.slug)), ".next-step li")
    assert told == [
        "Ole på »Hverdagen som læringsmiljø« hedder nu Ole K.",
        "Ole K står nu som chef på »Hverdagen som læringsmiljø«.",
    ]


def test_two_of_one_name_and_title_are_refused_beside_it(client):
    ole, _ = SpeakerFactory(name="Ole", title="leder"), SpeakerFactory(name="Ole", title="chef")

    page = client.post(at("speaker_edit", ole.pk), {"name": "Ole", "title": "chef", "email": ""})
    empty = client.post(at("speaker_edit", ole.pk), {"name": "", "title": "", "email": "x"})

    assert page.context["form"].errors["title"][0].startswith("Der er allerede en oplægsholder med det navn")
    assert sorted(empty.context["form"].errors) == ["email", "name", "title"]
    assert audit() == []


def test_the_page_tells_where_somebody_speaks_and_leads_on(client):
    ole = SpeakerFactory(name="Ole")
    page = client.get(at("speaker_edit", ole.pk))
    assert links(page, "main .function-link") == ["saml/", "slet/"]

    talk = TalkFactory(speakers=[ole], title="Leg")

    page = client.get(at("speaker_edit", ole.pk))
    assert texts(page, "main li")[0].startswith(f"Leg, {talk.event.title}")
    assert links(page, "main .function-link") == ["saml/"]


@pytest.fixture
def two():
    return SpeakerFactory(name="Ole Kragelund", title="leder"), SpeakerFactory(
        name="Ole Kragelund", title="chef", email="ole@x.example"
    )


def test_merging_shows_both_and_keeps_the_chosen_one(client, two):
    kept, gone = two
    talk = TalkFactory(speakers=[kept], title="Leg", event=EventFactory(published=True))
    workshop = WorkshopFactory(speakers=[gone], title="Mad", event=talk.event)
    actions.publish_changes(talk.event, by=SYSTEM)
    asked = SpeakerRequestFactory(event=talk.event, speaker=gone)
    pick = client.get(at("speaker_merge_with", kept.pk))
    assert links(pick, ".plain-rows a") == [f"{gone.pk}/"]
    address = at("speaker_merge", kept.pk, gone.pk)

    assert texts(client.get(address), "main h2") == ["Ole Kragelund, leder", "Ole Kragelund, chef"]
    none = client.post(address, {})
    page = client.post(address, {"keep": str(kept.pk)}, follow=True)

    assert none.context["form"].errors == {"keep": ["Vælg, hvem der skal blive stående."]}
    assert said(page) == ["De to er samlet. Ole Kragelund, leder står nu i begges programmer."]
    assert list(Speaker.objects.all()) == [kept]
    assert list(workshop.speakers.all()) == [kept]
    kept.refresh_from_db()
    asked.refresh_from_db()
    assert (kept.email, asked.speaker) == ("ole@x.example", kept)
    assert audit() == [("speaker.merged", {"gone": "Ole Kragelund, chef", "kept": "Ole Kragelund, leder"})]
    frozen = talk.event.versions.order_by("-number").first().content
    assert [row["speakers"][0]["title"] for row in frozen] == ["leder", "chef"]
    # The same person under another key has neither come nor gone.
    told = texts(client.get(at("programme", talk.event.slug)), ".next-step li")
    assert told == ["Ole Kragelund står nu som leder på »Mad«."]


def test_of_two_requests_for_one_event_one_stays_with_what_both_corrected(two):
    kept, gone = two
    mine = SpeakerRequestFactory(speaker=kept)
    theirs = SpeakerRequestFactory(speaker=gone, event=mine.event)
    correction = SpeakerCorrectionFactory(request=theirs)

    actions.merge(kept, gone, by=SYSTEM)

    correction.refresh_from_db()
    theirs.link.refresh_from_db()
    assert (correction.request, list(SpeakerRequest.objects.all())) == (mine, [mine])
    assert theirs.link.withdrawn_at is not None


def test_who_is_in_two_places_at_once_is_not_one_person(client, two):
    kept, gone = two
    both = TalkFactory(speakers=[*two, SpeakerFactory()], title="Leg", event__title="Dagen")
    address = at("speaker_merge", kept.pk, gone.pk)

    page = client.post(address, {"keep": str(gone.pk)})
    assert texts(page, ".alert-error li") == [
        "De står begge på »Leg« (Dagen). Er de den samme, så tag den ene ud dér først."
    ]
    both.speakers.remove(gone)
    other = WorkshopFactory(event=both.event, title="Mad", starts_at=time(10, 30), speakers=[gone])
    with pytest.raises(ActionError, match="De er på »Leg« og »Mad« samtidig"):
        actions.merge(kept, gone, by=SYSTEM)
    other.starts_at = time(11)
    other.save()
    gone.email, kept.email = "gammel@x.example", "ny@x.example"
    gone.save()
    kept.save()
    actions.merge(kept, gone, by=SYSTEM)
    kept.refresh_from_db()
    assert (kept.email, Speaker.objects.filter(pk=gone.pk).exists()) == ("ny@x.example", False)


def test_nobody_is_merged_with_themselves(client, two):
    kept, _ = two
    with pytest.raises(ActionError, match="Vælg en anden"):
        actions.merge(kept, kept, by=SYSTEM)

    assert client.get(at("speaker_merge", kept.pk, kept.pk)).status_code == 404
    assert texts(client.get(at("speaker_merge_with", kept.pk) + "?q=xyz"), "main > p")[-1] == (
        "Der er ingen andre, der svarer til det, du søger."
    )


def test_who_is_used_nowhere_is_deleted(client):
    ole = SpeakerFactory(name="Ole", title="leder")
    assert texts(client.get(at("speaker_delete", ole.pk)), "h1") == ["Slet Ole?"]

    page = client.post(at("speaker_delete", ole.pk), follow=True)

    assert said(page) == ["Ole, leder er slettet."]
    assert (Speaker.objects.exists(), audit()) == (False, [("speaker.deleted", {"name": "Ole, leder"})])


def test_who_is_in_a_programme_or_was_asked_stays(client):
    asked = SpeakerRequestFactory().speaker
    of_talk, of_workshop = SpeakerFactory(), SpeakerFactory()
    TalkFactory(speakers=[of_talk])
    WorkshopFactory(speakers=[of_workshop])

    for speaker, sentence in [(asked, "er spurgt"), (of_talk, "står i et program"), (of_workshop, "står i et program")]:
        page = client.post(at("speaker_delete", speaker.pk))
        assert page.status_code == 422
        assert sentence in texts(page, ".alert-error .alert-text")[0]
    assert Speaker.objects.count() == 3
