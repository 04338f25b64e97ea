"""The pages of interventions, the input sheet and the list of links, for both sides."""

import uuid
from datetime import datetime, time, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.plans.models import Chain, GroupLink, InputSheet, Intervention, PlanChange, PlanVersion, Trial
from praksis.documents.rendering import RenderFailed, renderer
from praksis.mail.models import Email
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
)
from tests.factories.interventions import (
    GroupLinkFactory,
    InputSheetFactory,
    InterventionFactory,
    PlanFactory,
    TrialFactory,
)
from tests.pages import links as links_in
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant])


@pytest.fixture
def nursery(course):
    return EngagementInstitutionFactory(engagement=course, name="Solstrålen", order=1)


@pytest.fixture
def intervention(nursery):
    return InterventionFactory(institution=nursery, title="Legegrupper", theme="professional_leadership")


@pytest.fixture
def trial(intervention):
    return TrialFactory(intervention=intervention, agreed="Fire grupper.")


@pytest.fixture(params=["coordinator", "consultant"])
def side(request, client):
    """Each of the two sides, signed in."""
    user = request.getfixturevalue(request.param)
    client.force_login(user)
    return user


def url(course, name, *parts):
    return reverse(f"engagements:{name}", args=[course.case.reference, *parts])


def errors(response):
    return [text.removeprefix("Fejl: ") for text in texts(response, ".form-error-message")]


# --- The page -----------------------------------------------------------------------------------------------------


def test_each_institution_has_its_interventions_drawn_round_by_round(client, side, course, trial):
    page = client.get(url(course, "intervention_list"))

    assert texts(page, ".chain-part h3") == ["Kommunen", "Solstrålen"]
    assert texts(page, ".intervention__title") == ["Legegrupper"]
    drawn = texts(page, ".chain__link")
    assert drawn[0] == "Det aftalte vi at prøveFire grupper."
    assert [text.endswith("Ikke skrevet endnu") for text in drawn] == [False, True, True, True]
    assert texts(page, ".intervention__next .button") == ["Skriv: det prøvede vi (Legegrupper, runde 1)"]
    assert texts(page, ".intervention__state .muted") == ["Senest skrevet i dag"]


def test_the_page_costs_the_same_however_much_is_tried(client, consultant, course, trial, connection_queries):
    client.force_login(consultant)
    client.get(url(course, "intervention_list"))
    with connection_queries() as few:
        client.get(url(course, "intervention_list"))
    for number in (1, 2):
        more = TrialFactory(intervention=InterventionFactory(institution=trial.intervention.institution), complete=True)
        TrialFactory(intervention=more.intervention, number=number + 1)

    with connection_queries() as many:
        page = client.get(url(course, "intervention_list"))

    assert (len(texts(page, ".intervention")), len(few), len(many)) == (3, 11, 11)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["Ét sprog", "Legegrupper", "Frokost"]),
        ({"dagtilbud": "1"}, ["Legegrupper"]),
        ({"dagtilbud": "kommunen"}, ["Ét sprog"]),
        ({"dagtilbud": "nogetandet"}, ["Ét sprog", "Legegrupper", "Frokost"]),
        ({"tema": "professional_leadership"}, ["Legegrupper", "Frokost"]),
        ({"tema": "parental_cooperation"}, []),
        ({"dagtilbud": "2", "tema": "professional_leadership"}, ["Frokost"]),
    ],
)
def test_the_page_is_filtered_by_institution_and_theme(client, consultant, course, trial, query, shown):
    client.force_login(consultant)
    InterventionFactory(institution=None, plan=trial.plan, title="Ét sprog")
    place = EngagementInstitutionFactory(engagement=course, name="Æblehaven", order=2)
    InterventionFactory(institution=place, title="Frokost", theme="professional_leadership")

    page = client.get(url(course, "intervention_list"), query)

    assert texts(page, ".intervention__title") == shown


def test_what_stands_still_is_marked(client, consultant, course, trial):
    client.force_login(consultant)
    day = timezone.localdate() - timedelta(days=200)
    long_ago = timezone.make_aware(datetime.combine(day, time(12)))
    for model in (Intervention, Trial):
        model.objects.update(changed_at=long_ago)

    page = client.get(url(course, "intervention_list"))

    assert texts(page, ".intervention__state .badge") == ["Aftalt", "Står stille"]
    assert texts(page, ".intervention__state .muted") == ["Senest skrevet for 200 dage siden"]


def test_a_closed_course_can_be_read_and_says_so(client, consultant, course, trial):
    client.force_login(consultant)
    assert len(texts(client.get(url(course, "intervention_list")), ".intervention__next")) == 1
    course.status, course.closed_at, course.closed_by = "closed", timezone.now(), consultant
    course.closing_note = "Slut."
    course.save()

    page = client.get(url(course, "intervention_list"))
    sheet = client.get(url(course, "input_sheet"))

    assert (texts(page, ".intervention__next"), texts(page, ".alert-heading")) == ([], ["Forløbet er afsluttet"])
    assert texts(sheet, ".alert-heading") == ["Forløbet er afsluttet"]


def test_a_page_without_anything_says_so(client, consultant, course):
    client.force_login(consultant)

    page = client.get(url(course, "intervention_list"))

    assert texts(page, ".chain-part .muted") == ["Der er ingen indsatser endnu."]


# --- Writing ------------------------------------------------------------------------------------------------------


def test_both_sides_begin_an_intervention(client, side, course, nursery):
    group = GroupFactory(engagement=course, institutions=[nursery])
    plan = PlanFactory(engagement=course, kind="forandringsmodel")
    chain = Chain.objects.create(plan=plan, challenge="Mange skift.", changed_by_name="Karen")
    sent = {"key": str(uuid.uuid4()), "title": "Frokost", "agreed": "Små borde.", "theme": "parental_cooperation"}

    address = url(course, "intervention_add", "1")
    form = client.get(address)
    answers = [client.post(address, {**sent, "group_id": group.pk, "chain_id": chain.pk}) for _ in range(2)]

    begun = Intervention.objects.get()
    assert (form.status_code, [answer.status_code for answer in answers]) == (200, [302, 302])
    assert (begun.institution, begun.group, begun.chain, begun.theme) == (
        nursery,
        group,
        chain,
        "parental_cooperation",
    )
    assert answers[0]["Location"] == f"{url(course, 'intervention_list')}#{begun.pk}"
    page = client.get(url(course, "intervention_list"))
    assert links_in(page, ".chain__facts a") == [f"{url(course, 'change_model')}#{chain.pk}"]


def test_another_courses_chain_and_group_are_refused(client, consultant, course, nursery):
    client.force_login(consultant)
    chain = Chain.objects.create(plan=PlanFactory(kind="forandringsmodel"), challenge="Deres.", changed_by_name="Bo")
    sent = {"title": "Frokost", "agreed": "Små borde.", "chain_id": chain.pk, "group_id": GroupFactory().pk}

    page = client.post(url(course, "intervention_add", "kommunen"), sent)

    assert (page.status_code, Intervention.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Skriv, hvad indsatsen hedder."),
        ({"title": "x" * 151}, "Skriv højst 150 tegn."),
        ({"agreed": ""}, "Skriv, hvad I har aftalt at prøve."),
        ({"agreed": "Vi ser på 010203-1234."}, "Her står noget, der ligner et CPR-nummer."),
        ({"theme": "nogetandet"}, "Vælg fra listen."),
    ],
)
def test_what_is_mistyped_is_said_beside_its_field(client, consultant, course, changed, said):
    client.force_login(consultant)
    sent = {"title": "Frokost", "agreed": "Små borde.", **changed}

    page = client.post(url(course, "intervention_add", "kommunen"), sent)

    assert page.status_code == 422
    assert [text.startswith(said) for text in errors(page)] == [True]
    assert Intervention.objects.count() == 0


def test_an_intervention_is_renamed_ended_tried_again_and_taken_out(client, side, course, trial):
    found = trial.intervention
    name, end = url(course, "intervention_edit", found.pk), url(course, "intervention_end", found.pk)
    assert [client.get(address).status_code for address in (name, end)] == [200, 200]

    renamed = client.post(name, {"title": "Små grupper", "revision": "1"})
    mute = client.post(end, {"outcome": "ended", "revision": "2"})
    ended = client.post(end, {"outcome": "continued", "why": "Det virker.", "revision": "2"})
    shown = texts(client.get(url(course, "intervention_list")), ".intervention__why")
    again = client.post(end, {"outcome": "", "why": "Bliver ikke stående.", "revision": "3"})

    assert [each.status_code for each in (renamed, mute, ended, again)] == [302, 422, 302, 302]
    assert (errors(mute), shown) == (["Skriv en linje om hvorfor."], ["Det virker."])
    found.refresh_from_db()
    assert (found.title, found.outcome, found.why) == ("Små grupper", "", "")

    gone = client.post(url(course, "intervention_remove", found.pk))

    assert (gone.status_code, Intervention.objects.count(), Trial.objects.count()) == (302, 0, 0)


def test_the_field_that_comes_next_has_the_focus_and_the_others_lie_folded(client, consultant, course, trial):
    client.force_login(consultant)

    page = client.get(url(course, "trial_edit", trial.pk))

    assert texts(page, "form > .form-group label")[0].startswith("Hvad prøvede I?")
    assert page.content.decode().count("autofocus") == 1
    assert [text.split("?")[0] for text in texts(page, "details .form-group label")] == [
        "Hvad har I aftalt at prøve",
        "Hvad så I",
        "Hvad ændrer I",
    ]
    assert texts(page, ".round__so-far dd") == ["Fire grupper."]


def test_a_round_is_written_step_by_step_and_the_next_begins_with_what_is_changed(client, side, course, trial):
    address = url(course, "trial_edit", trial.pk)
    said = {"agreed": "Fire grupper.", "tried": "", "seen": "", "adjusted": ""}

    for revision, name in enumerate(["tried", "seen", "adjusted"], start=1):
        said[name] = f"Om {name}."
        assert client.post(address, {**said, "revision": str(revision)}).status_code == 302
    complete = client.get(address)
    form = client.get(url(course, "trial_add", trial.intervention_id))
    begun = client.post(url(course, "trial_add", trial.intervention_id), {"agreed": "Mindre grupper."})

    assert texts(complete, "details summary") == ["Ret det, der står"]
    assert (texts(form, "textarea"), begun.status_code) == (["Om adjusted."], 302)
    assert list(Trial.objects.values_list("number", "agreed")) == [(1, "Fire grupper."), (2, "Mindre grupper.")]


def test_a_round_that_cannot_begin_says_why_and_keeps_the_words(client, consultant, course, trial):
    client.force_login(consultant)

    refused = client.post(url(course, "trial_add", trial.intervention_id), {"agreed": "Mindre grupper."})
    empty = client.post(url(course, "trial_add", trial.intervention_id), {"agreed": ""})

    assert (refused.status_code, texts(refused, "textarea")) == (422, ["Mindre grupper."])
    assert "Runde 1 er i gang" in texts(refused, "main")[0]
    assert errors(empty) == ["Skriv, hvad I har aftalt at prøve."]


def test_two_who_write_the_same_step_see_both_texts(client, consultant, course, trial):
    client.force_login(consultant)
    address = url(course, "trial_edit", trial.pk)
    client.post(address, {"agreed": "Fire grupper.", "tried": "I en uge.", "revision": "1"})

    page = client.post(address, {"agreed": "Fire grupper.", "tried": "I to uger.", "revision": "0"})

    assert page.status_code == 422
    assert texts(page, ".meanwhile__texts dd") == ["I en uge."]
    assert texts(page, "form > .form-group textarea")[0] == "I to uger."
    assert texts(page, ".button-primary") == ["Gem min tekst"]


def test_a_round_that_was_taken_out_meanwhile_gives_the_words_back(client, consultant, course, trial):
    client.force_login(consultant)
    client.post(url(course, "trial_remove", trial.pk))
    assert (Trial.objects.count(), PlanChange.objects.count()) == (0, 1)

    page = client.post(url(course, "trial_edit", trial.pk), {"tried": "I en uge hver dag.", "revision": "1"})

    assert (page.status_code, texts(page, ".as-written")) == (410, ["I en uge hver dag."])
    assert client.get(url(course, "trial_edit", trial.pk)).status_code == 404
    assert client.post(url(course, "trial_edit", uuid.uuid4()), {"tried": "x"}).status_code == 404


# --- The input sheet ----------------------------------------------------------------------------------------------


def test_both_sides_write_what_is_to_be_discussed_and_keep_the_sheet(client, side, course, trial):
    step = CourseStepFactory(engagement=course, anchor=True, lane="Styregruppe", text="Andet styregruppemøde")
    empty = client.get(url(course, "input_sheet"))
    form = client.get(url(course, "input_write"))
    sent = client.post(url(course, "input_write"), {"discussion": "Hvem dækker?", "revision": "0"})

    page = client.get(url(course, "input_sheet"))
    kept = client.post(url(course, "version_save", "opsamling"), {"step": str(step.pk)})

    assert [each.status_code for each in (empty, form, sent, page, kept)] == [200, 200, 302, 200, 302]
    assert texts(empty, ".sheet__discussion .muted")[0].startswith("Ikke skrevet endnu.")
    assert texts(page, ".sheet__discussion p")[0] == "Hvem dækker?"
    assert texts(page, ".intervention__title") == ["Legegrupper"]
    assert [row["heading"] for row in PlanVersion.objects.get().rows] == [
        "Til drøftelse",
        "Legegrupper",
        "Legegrupper, runde 1",
    ]


def test_two_who_write_the_text_for_the_meeting_see_both(client, consultant, course):
    client.force_login(consultant)
    InputSheetFactory(plan=PlanFactory(engagement=course, kind="opsamling"), discussion="Om tid.")

    page = client.post(url(course, "input_write"), {"discussion": "Om penge.", "revision": "0"})
    chosen = client.post(url(course, "input_write"), {"discussion": "Om penge.", "revision": "1"})

    assert (page.status_code, texts(page, ".meanwhile__texts dd")) == (422, ["Om tid."])
    assert (chosen.status_code, InputSheet.objects.get().discussion) == (302, "Om penge.")


def test_an_empty_text_for_the_meeting_is_refused_beside_the_field(client, consultant, course):
    client.force_login(consultant)

    page = client.post(url(course, "input_write"), {"discussion": ""})

    assert errors(page) == ["Skriv, hvad I vil have styregruppen til at drøfte."]


def test_the_sheet_costs_the_same_however_much_is_tried(client, consultant, course, trial, connection_queries):
    client.force_login(consultant)
    client.get(url(course, "input_sheet"))
    with connection_queries() as few:
        client.get(url(course, "input_sheet"))
    for _ in range(2):
        TrialFactory(intervention=InterventionFactory(institution=trial.intervention.institution))

    with connection_queries() as many:
        page = client.get(url(course, "input_sheet"))

    assert (len(texts(page, ".intervention")), len(few), len(many)) == (3, 12, 12)


def test_the_sheet_is_a_tagged_pdf(client, consultant, course, trial):
    client.force_login(consultant)

    answer = client.get(url(course, "input_sheet_pdf"))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="opsamling-{course.case.reference}.pdf"'
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "da")


def test_a_pdf_that_cannot_be_made_is_said(client, consultant, course, monkeypatch):
    client.force_login(consultant)

    def fail(*args):
        raise RenderFailed("no child")

    monkeypatch.setattr(renderer, "render", fail)
    answer = client.get(url(course, "input_sheet_pdf"), follow=True)

    assert texts(answer, ".alert-error")[0].count("PDF-filen kunne ikke laves") == 1


# --- The links ----------------------------------------------------------------------------------------------------


@pytest.fixture
def member(course, nursery):
    group = GroupFactory(engagement=course, institutions=[nursery], name="Solen")
    return GroupMemberFactory(group=group, name="Mia Med", email="mia@skive.example")


def test_both_sides_send_withdraw_and_follow_the_links(client, side, course, member):
    before = client.get(url(course, "group_links"))
    sent = client.post(url(course, "group_links_send", member.group_id), follow=True)
    nobody = client.post(url(course, "group_links_send", member.group_id), follow=True)
    again = client.post(url(course, "group_link_send", member.pk), follow=True)
    withdrawn = client.post(url(course, "group_link_withdraw", GroupLink.objects.get().pk), follow=True)

    assert texts(before, ".badge")[-1] == "Intet link"
    assert texts(sent, ".alert-success .alert-text, .alert-success")[0].count("Vi sender 1 link.") == 1
    assert texts(nobody, ".alert-success")[0].count("Alle, der kan få et link, har et.") == 1
    assert [texts(page, ".group .badge") for page in (before, sent, again, withdrawn)] == [
        ["Intet link"],
        ["Sendt"],
        ["Sendt"],
        ["Trukket tilbage"],
    ]
    assert Email.objects.filter(to="mia@skive.example").count() == 2


def test_several_are_sent_to_at_once(client, consultant, course, member):
    client.force_login(consultant)
    GroupMemberFactory(group=member.group)

    sent = client.post(url(course, "group_links_send", member.group_id), follow=True)

    assert texts(sent, ".alert-success")[0].count("Vi sender 2 links.") == 1


def test_a_member_who_has_left_is_refused_in_words(client, consultant, course, member):
    client.force_login(consultant)
    member.left_at = timezone.now()
    member.save()

    page = client.post(url(course, "group_link_send", member.pk), follow=True)

    assert texts(page, ".alert-error")[0].count("Mia Med er ikke længere med") == 1


def test_who_used_the_link_last_is_told(client, consultant, course, member):
    client.force_login(consultant)
    GroupLinkFactory(member=member, used=True)

    page = client.get(url(course, "group_links"))

    told = [text for text in texts(page, ".group .people > li > span") if text.startswith("Sidst brugt")]
    assert [text.endswith("af Mia Med") for text in told] == [True]


def test_a_course_without_groups_leads_to_making_one(client, consultant, course):
    client.force_login(consultant)

    page = client.get(url(course, "group_links"))

    assert links_in(page, "main p a") == [url(course, "group_add")]
