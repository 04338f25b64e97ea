"""What a member of a working group does by a personal link: without an account, and seeing nothing of others."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.plans import actions
from engagements.plans.models import GroupLink, Intervention, PlanChange, Trial
from praksis.cases.actors import Actor
from praksis.mail import links
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    EngagementFactory,
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
)
from tests.factories.interventions import GroupLinkFactory, InterventionFactory, TrialFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

HELD = "/indsatser/skriv/"


@pytest.fixture
def nursery():
    return EngagementInstitutionFactory(engagement__running=True, name="Solstrålen", order=1)


@pytest.fixture
def group(nursery):
    return GroupFactory(engagement=nursery.engagement, institutions=[nursery], name="Solen")


@pytest.fixture
def sent(group):
    member = GroupMemberFactory(group=group, name="Mia Med", email="mia@skive.example")
    return GroupLinkFactory(member=member, used=True)


@pytest.fixture
def trial(nursery):
    return TrialFactory(intervention=InterventionFactory(institution=nursery, title="Legegrupper"), agreed="Fire.")


@pytest.fixture
def holder(client, sent):
    """A telephone that has followed the link in the mail."""
    follow(client, sent)
    return client


def follow(client, sent):
    return client.get(reverse("engagements:held_start", args=[links.token(sent.link)]))


def trial_url(trial):
    return f"{HELD}runder/{trial.pk}/"


def errors(response):
    return [text.removeprefix("Fejl: ") for text in texts(response, ".form-error-message")]


def test_the_link_leads_to_a_clean_address_and_asks_who_it_is_once(client, group):
    member = GroupMemberFactory(group=group, name="Mia Med")
    sent = GroupLinkFactory(member=member)

    led = follow(client, sent)
    first = client.get(HELD)
    empty = client.post(f"{HELD}begynd/", {"name": " "})
    begun = client.post(f"{HELD}begynd/", {"name": "Mia Ny"})
    page = client.get(HELD)

    assert (led.status_code, led["Location"], "no-store" in first["Cache-Control"]) == (302, HELD, True)
    assert (texts(first, "label"), texts(page, "label")) == (["Dit navn"], [])
    assert (errors(empty), begun["Location"]) == (["Skriv dit navn."], HELD)
    assert texts(page, ".muted")[0].startswith("Du skriver som Mia Ny.")
    assert GroupLink.objects.get().holder_name == "Mia Ny"


def test_nothing_is_written_before_somebody_says_who(client, group, trial):
    follow(client, GroupLinkFactory(member=GroupMemberFactory(group=group)))

    answers = [
        client.post(f"{HELD}ny/", {"title": "Frokost", "agreed": "Små borde."}),
        client.post(trial_url(trial), {"agreed": "Fire.", "tried": "Ja.", "revision": "1"}),
    ]

    assert [answer["Location"] for answer in answers] == [HELD, HELD]
    assert (Intervention.objects.count(), Trial.objects.get().tried) == (1, "")


def test_the_holder_sees_the_groups_own_and_nothing_of_another(holder, group, trial):
    course = group.engagement
    elsewhere = EngagementInstitutionFactory(engagement=course, name="Æblehaven", order=2)
    theirs = TrialFactory(intervention=InterventionFactory(institution=elsewhere, title="Deres frokost"), complete=True)
    given = InterventionFactory(institution=None, plan=trial.plan, group=group, title="Ét sprog")
    assert [each.title for each in Intervention.objects.order_by("order")] == [
        "Legegrupper",
        "Deres frokost",
        "Ét sprog",
    ]

    page = holder.get(HELD)
    answers = [
        holder.get(trial_url(theirs)),
        holder.post(trial_url(theirs), {"agreed": "Vores.", "revision": "1"}),
        holder.get(f"{HELD}{theirs.intervention_id}/runder/ny/"),
        holder.post(f"{HELD}{theirs.intervention_id}/runder/ny/", {"agreed": "Vores."}),
    ]

    assert texts(page, ".intervention__title") == ["Legegrupper", given.title]
    assert page.content.decode().count("Æblehaven") == 0
    assert [answer.status_code for answer in answers] == [404] * 4
    assert (Trial.objects.count(), PlanChange.objects.count()) == (2, 0)


def test_another_groups_intervention_given_to_an_institution_of_ours_is_ours_too(holder, nursery, group):
    other = GroupFactory(engagement=group.engagement, institutions=[nursery])
    InterventionFactory(institution=nursery, group=other, title="Fælles")

    assert texts(holder.get(HELD), ".intervention__title") == ["Fælles"]


def test_the_page_costs_the_same_however_much_is_tried(holder, nursery, trial, connection_queries):
    holder.get(HELD)
    with connection_queries() as few:
        holder.get(HELD)
    for _ in range(2):
        TrialFactory(intervention=InterventionFactory(institution=nursery), complete=True)

    with connection_queries() as many:
        page = holder.get(HELD)

    assert (len(texts(page, ".intervention")), len(few), len(many)) == (3, 5, 5)


def test_a_round_is_written_and_the_next_begun(holder, trial):
    said = {"agreed": "Fire.", "tried": "", "seen": "", "adjusted": ""}
    for revision, name in enumerate(["tried", "seen", "adjusted"], start=1):
        form = holder.get(trial_url(trial))
        assert form.content.decode().count("autofocus") == 1
        said[name] = f"Om {name}."
        assert holder.post(trial_url(trial), {**said, "revision": str(revision)})["Location"] == HELD
    page = holder.get(HELD)
    form = holder.get(f"{HELD}{trial.intervention_id}/runder/ny/")
    key = str(uuid.uuid4())

    answers = [
        holder.post(f"{HELD}{trial.intervention_id}/runder/ny/", {"agreed": "Om adjusted.", "key": key})
        for _ in range(2)
    ]

    assert texts(page, ".button-primary") == ["Begynd næste runde af Legegrupper"]
    assert (texts(form, "textarea"), [answer.status_code for answer in answers]) == (["Om adjusted."], [302, 302])
    assert [trial.changed_by_name for trial in Trial.objects.all()] == ["Mia Med", "Mia Med"]


def test_a_round_that_cannot_begin_keeps_the_words(holder, trial):
    page = holder.post(f"{HELD}{trial.intervention_id}/runder/ny/", {"agreed": "Mindre grupper."})

    assert (page.status_code, texts(page, "textarea")) == (422, ["Mindre grupper."])


def test_a_new_intervention_is_of_the_groups_only_institution(holder, nursery, group):
    form = holder.get(f"{HELD}ny/")
    key = str(uuid.uuid4())

    for _ in range(2):
        assert holder.post(f"{HELD}ny/", {"title": "Frokost", "agreed": "Små borde.", "key": key}).status_code == 302

    begun = Intervention.objects.get()
    assert texts(form, "fieldset") == []
    assert (begun.institution, begun.group, begun.changed_by_name) == (nursery, group, "Mia Med")


def test_a_group_of_several_institutions_says_which(holder, nursery, group):
    second = EngagementInstitutionFactory(engagement=group.engagement, name="Æblehaven", order=2)
    outside = EngagementInstitutionFactory(engagement=group.engagement, name="Månen", order=3)
    group.institutions.add(second)
    said = {"title": "Frokost", "agreed": "Små borde."}

    form = holder.get(f"{HELD}ny/")
    missing = holder.post(f"{HELD}ny/", said)
    foreign = holder.post(f"{HELD}ny/", {**said, "institution": str(outside.pk)})
    sent = holder.post(f"{HELD}ny/", {**said, "institution": str(second.pk)})

    assert texts(form, "fieldset .form-group-radio") == ["Solstrålen", "Æblehaven"]
    assert (errors(missing), errors(foreign)) == (["Vælg dagtilbuddet."], ["Vælg et af dagtilbuddene."])
    assert (sent.status_code, Intervention.objects.get().institution) == (302, second)


def test_a_group_of_no_institution_begins_in_the_municipality(client):
    group = GroupFactory()
    follow(client, GroupLinkFactory(member__group=group, used=True))

    client.post(f"{HELD}ny/", {"title": "Ét sprog", "agreed": "De samme ord."})

    assert (Intervention.objects.get().institution, Intervention.objects.get().group) == (None, group)
    assert texts(client.get(HELD), ".intervention__title") == ["Ét sprog"]


@pytest.mark.parametrize("name", ["title", "agreed"])
def test_what_looks_like_a_cpr_number_is_refused(holder, name):
    page = holder.post(f"{HELD}ny/", {"title": "Frokost", "agreed": "Små borde.", name: "Om 010203-1234 igen"})

    assert [text.startswith("Her står noget, der ligner et CPR-nummer.") for text in errors(page)] == [True]
    assert Intervention.objects.count() == 0


def test_two_who_write_at_once_see_both_texts(holder, group):
    trial = actions.begin_round(
        InterventionFactory(institution=group.institutions.get()),
        key=uuid.uuid4(),
        agreed="Fire.",
        by=Actor.of(UserFactory()),
    )
    other = Actor.of(UserFactory(name="Pia Pædagog"))
    actions.write_row(
        Trial.objects.select_related("plan__engagement").get(pk=trial.pk), revision=1, tried="I en uge.", by=other
    )

    page = holder.post(trial_url(trial), {"agreed": "Fire.", "tried": "I to uger.", "revision": "1"})
    chosen = holder.post(trial_url(trial), {"agreed": "Fire.", "tried": "I to uger.", "revision": "2"})

    assert (page.status_code, texts(page, ".meanwhile__texts dd")) == (422, ["I en uge."])
    assert texts(page, ".meanwhile__texts dt")[0].endswith("(Pia Pædagog)")
    assert PlanChange.objects.get(is_set_aside=True).by_name == "Mia Med"
    assert (chosen.status_code, Trial.objects.get().tried) == (302, "I to uger.")


def test_a_form_with_something_wrong_keeps_the_words(holder, trial):
    page = holder.post(trial_url(trial), {"agreed": "", "tried": "I to uger.", "revision": "1"})

    assert (page.status_code, errors(page)) == (422, ["Skriv, hvad I har aftalt at prøve."])
    assert texts(page, "textarea")[1] == "I to uger."


def test_a_round_taken_out_meanwhile_gives_the_words_back(holder, trial):
    actions.remove_row(Trial.objects.select_related("plan__engagement").get(), by=Actor.of(UserFactory()))

    page = holder.post(trial_url(trial), {"tried": "I to uger hver dag.", "revision": "1"})

    assert (page.status_code, texts(page, ".as-written")) == (410, ["I to uger hver dag."])


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("closed", "Forløbet er afsluttet"),
        ("withdrawn", "Linket er trukket tilbage"),
        ("expired", "Linket er udløbet"),
        ("left", "Du er ikke længere med i arbejdsgruppen"),
        ("sent anew", "Der er sendt et nyt link"),
    ],
)
def test_a_session_ends_with_its_link_and_gives_the_words_back(holder, sent, trial, end, said):
    assert holder.get(HELD).status_code == 200
    by, course = Actor.of(UserFactory()), sent.member.group.engagement
    if end == "closed":
        course.status, course.closed_at, course.closed_by, course.closing_note = (
            "closed",
            timezone.now(),
            by.user,
            "Slut.",
        )
        course.save()
    elif end == "withdrawn":
        actions.withdraw_link(sent, by=by)
    elif end == "expired":
        sent.link.expires_at = timezone.now() - timedelta(seconds=1)
        sent.link.save()
    elif end == "left":
        sent.member.left_at = timezone.now()
        sent.member.save()
    else:
        actions.send_link(sent.member, by=by)

    page = holder.get(HELD)
    lost = holder.post(trial_url(trial), {"agreed": "Fire.", "tried": "I to uger hver dag.", "revision": "1"})

    assert (page.status_code, texts(page, ".lead")[0].startswith(said)) == (410, True)
    assert (lost.status_code, texts(lost, ".as-written")) == (410, ["I to uger hver dag."])
    assert Trial.objects.get().tried == ""


def test_an_unknown_link_is_not_found(client):
    pages = [client.get(HELD), client.get("/indsatser/link/x.y/"), client.post(f"{HELD}begynd/", {"name": "Mia"})]

    assert [page.status_code for page in pages] == [404] * 3


def test_the_course_can_be_planned_still(client):
    member = GroupMemberFactory(group=GroupFactory(engagement=EngagementFactory()))
    follow(client, GroupLinkFactory(member=member, used=True))

    assert client.get(HELD).status_code == 200


def test_a_link_withdrawn_while_its_holder_presses_the_button_writes_nothing(holder, sent, trial, monkeypatch):
    """Between the page's look at the link and the action's, which looks again with the link locked."""
    actions.withdraw_link(sent, by=Actor.of(UserFactory()))
    monkeypatch.setattr("engagements.plans.views.held.refuse_holder", lambda *args, **kwargs: None)

    answers = [
        holder.post(trial_url(trial), {"agreed": "Fire.", "tried": "I to uger.", "revision": "1"}),
        holder.post(f"{HELD}begynd/", {"name": "Mia"}),
        holder.post(f"{HELD}ny/", {"title": "Frokost", "agreed": "Små borde."}),
    ]

    assert [answer.status_code for answer in answers] == [410] * 3
    assert (Trial.objects.get().tried, Intervention.objects.count()) == ("", 1)
