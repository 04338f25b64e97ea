"""Beginning and handing in an application for a mini course, for every kind of applicant."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, sections
from applications.drafting.models import Answer, Application, Status
from applications.rounds.actions import prepare_months
from applications.rounds.models import Programme, Round
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from praksis.organisations.models import Membership
from praksis.reference import load_all
from praksis.working_days import COPENHAGEN
from tests.factories.minis import KINDS, LEADER, applicant, complete_mini, mini_programme
from tests.factories.organisations import InstitutionFactory, MembershipFactory
from tests.factories.rounds import RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


def moment(*numbers):
    return datetime(*numbers, tzinfo=COPENHAGEN)


def address(name, application):
    return reverse(f"applications:{name}", args=[application.pk])


def send(draft, owner, at=None):
    """Let the leader confirm, and hand it in."""
    link = actions.send_for_signature(draft, by=Actor.of(owner))
    actions.confirm(link, name="Lone Leder", title="Leder", received_at=at or timezone.now())
    draft.refresh_from_db()
    return draft


@pytest.fixture
def programme():
    return mini_programme()


@pytest.fixture
def private(programme, municipality):
    return applicant("private", municipality)


@pytest.fixture
def web(client, private):
    client.force_login(private[1])
    return client


# --- Begin --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_applicants_kind_follows_from_the_organisation(programme, municipality, kind):
    organisation, owner = applicant(kind, municipality)

    draft = actions.begin_mini(organisation, by=Actor.of(owner))

    assert (draft.applicant_kind, draft.round, draft.question_set) == (kind, None, programme.questions_now)
    answer = Answer.objects.get(application=draft, question__key="applicant_kind")
    assert (answer.value, answer.revision, answer.changes.get().by_name) == (kind, 1, "Oda Ejer")
    named = [] if kind == "administration" else [organisation.name]
    assert [row.name for row in draft.institutions.all()] == named


def test_beginning_twice_gives_the_same_draft(private):
    organisation, owner = private

    first = actions.begin_mini(organisation, by=Actor.of(owner))

    assert actions.begin_mini(organisation, by=Actor.of(owner)) == first
    assert Application.objects.count() == 1


@pytest.mark.parametrize("missing", ["months", "questions"])
def test_a_mini_is_not_begun_where_it_cannot_be_applied_for(private, programme, missing):
    organisation, owner = private
    if missing == "months":
        Round.objects.update(deadline=timezone.now() - timedelta(days=1))
    else:
        programme.question_sets.update(published_at=None)

    with pytest.raises(ActionError, match="ikke søge om et miniforløb lige nu"):
        actions.begin_mini(organisation, by=Actor.of(owner))


def test_a_months_round_takes_no_one_year_application(programme, municipality, coordinator):
    with pytest.raises(ActionError, match="tager ikke imod"):
        actions.begin(Round.objects.get(), municipality.organisation, by=Actor.of(coordinator))


def test_the_kind_of_applicant_is_told_and_cannot_be_written(private):
    draft = complete_mini(*private)

    told = [line.text for section in sections.of(draft) for line in section.facts]
    asked = [line.question.key for section in sections.of(draft) for line in section.all_lines]

    assert told == ["Et dagtilbud: private"]
    assert asked == ["challenge", "leader", "board_chair"]
    with pytest.raises(ValueError, match="No such field"):
        actions.save_answer(draft.pk, name="applicant_kind", values=["municipal"], revision=1, by=Actor.of(private[1]))


def test_an_institution_applies_for_itself_and_for_no_other(private, municipality):
    draft = complete_mini(*private)
    other = InstitutionFactory(municipality=municipality)

    with pytest.raises(ActionError, match="jeres eget dagtilbud"):
        actions.add_institution(draft, institution=other, by=Actor.of(private[1]))
    with pytest.raises(ActionError, match="jeres eget dagtilbud"):
        actions.remove_institution(draft, draft.institutions.get().pk, by=Actor.of(private[1]))


def test_an_administration_chooses_among_its_municipalitys_institutions(programme, municipality):
    draft = complete_mini(*applicant("administration", municipality))

    assert [row.name for row in draft.institutions.all()] == ["Månehuset"]
    with pytest.raises(ActionError, match="jeres egen kommune"):
        actions.add_institution(draft, institution=InstitutionFactory(), by=Actor.of(draft.created_by))


# --- The month ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "month"),
    [
        (moment(2018, 3, 28, 23, 59, 59), "Marts 2018"),
        (moment(2018, 3, 29, 0, 0, 0), "April 2018"),
        (moment(2018, 3, 29, 9), "April 2018"),
        (moment(2018, 4, 30, 23, 59), "April 2018"),
        (moment(2018, 12, 31, 23, 59), "December 2018"),
        (moment(2019, 1, 1), "Januar 2019"),
    ],
)
def test_an_application_of_29_march_2018_belongs_to_aprils_round(municipality, time_machine, received, month):
    time_machine.move_to(moment(2018, 3, 1, 4))
    load_all()
    prepare_months(timezone.now())
    time_machine.move_to(received)
    organisation, owner = applicant("private", municipality)
    draft = actions.begin_mini(organisation, by=Actor.of(owner))
    answers = {
        "contact": LEADER, "challenge": "Legen er fuld.", "challenge_children": "De står udenfor.",
        "outcome": "Flere er med.", "participants": "Alle", "leader": LEADER, "leader_words": "Tirsdage.",
        "board_chair": LEADER, "costs_known": True,
    }  # fmt: skip
    for key, value in answers.items():
        Answer.objects.filter(application=draft, question__key=key).update(value=value, revision=1)

    send(draft, owner, at=received)

    assert (draft.status, draft.round.name, draft.submitted_at) == (Status.SUBMITTED, month, received)


def test_one_application_for_each_applicant_and_month(private):
    send(complete_mini(*private), private[1])
    second = complete_mini(*private)

    with pytest.raises(ActionError, match="I har allerede sendt en ansøgning til fristen"):
        send(second, private[1])
    second.refresh_from_db()
    assert second.status == Status.DRAFT

    this_month = Round.objects.get()
    later = RoundFactory(programme=this_month.programme, opens_at=this_month.deadline, name="Næste måned")
    after = this_month.deadline + timedelta(seconds=1)
    Round.objects.filter(pk=this_month.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    Round.objects.filter(pk=later.pk).update(opens_at=timezone.now() - timedelta(seconds=1), deadline=after)
    assert send(second, private[1]).round == later


def test_two_institutions_of_one_municipality_each_have_a_mini(programme, municipality):
    for number in range(2):
        organisation, owner = applicant("municipal", municipality, email=f"oda{number}@skive.example")
        assert send(complete_mini(organisation, owner), owner).status == Status.SUBMITTED


def test_after_the_last_deadline_the_draft_is_kept(private):
    draft = complete_mini(*private)
    Round.objects.update(deadline=timezone.now() - timedelta(days=1))

    with pytest.raises(ActionError, match="Den sidste frist for miniforløb er passeret"):
        actions.send_for_signature(draft, by=Actor.of(private[1]))
    with pytest.raises(ActionError, match="Den sidste frist for miniforløb er passeret"):
        actions.submit(draft, by=Actor.of(private[1]), received_at=timezone.now())
    draft.refresh_from_db()
    assert draft.is_draft


def test_after_the_last_deadline_the_pages_of_a_draft_say_so(web, private):
    draft = complete_mini(*private)
    Round.objects.update(deadline=timezone.now() - timedelta(days=1))

    overview, check = web.get(draft.get_absolute_url()), web.get(address("check", draft))

    assert texts(overview, ".next-step__what") == [
        "Den sidste frist for miniforløb er passeret. Jeres kladde er gemt, men kan ikke sendes længere."
    ]
    assert "Den sidste frist er passeret" in texts(overview, ".case-facts dd")
    assert texts(check, "#sign-off-heading ~ form") == []


def test_an_unconfirmed_text_is_not_sent(private):
    with pytest.raises(ActionError, match="Lederen har ikke bekræftet den tekst"):
        actions.submit(complete_mini(*private), by=Actor.of(private[1]), received_at=timezone.now())


# --- Letters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_administration_is_told_of_a_municipal_institutions_application_and_of_no_other(
    programme, municipality, kind
):
    draft = complete_mini(*applicant(kind, municipality))

    send(draft, draft.created_by)

    told = list(Email.objects.filter(key__startswith="administration_told:").values_list("to", flat=True))
    assert told == (["kaj@skive.example"] if kind == "municipal" else [])
    received = Email.objects.filter(key__startswith="received:").values_list("to", flat=True)
    assert sorted(received) == ["lone@solhuset.example", "oda@solhuset.example"]


def test_the_leaders_receipt_says_what_was_confirmed(private):
    send(complete_mini(*private), private[1])

    letter = Email.objects.get(key__startswith="received:", to="lone@solhuset.example")
    assert letter.body.endswith("Det er den tekst, du bekræftede. Du behøver ikke gøre mere.")


# --- Pages --------------------------------------------------------------------------------------------------------


def test_the_page_where_a_mini_is_begun_asks_what_is_put_to_this_applicant(web):
    page = web.get(reverse("applications:begin_mini"))

    assert texts(page, "h1") == ["Søg om et miniforløb"]
    assert texts(page, ".question-list strong") == [
        "Spørgsmål challenge", "Spørgsmål leader", "Spørgsmål leader_backing", "Spørgsmål board_chair",
    ]  # fmt: skip
    assert "I søger for Solhuset." in texts(page, "main form p")


def test_a_mini_is_begun_by_its_button_and_offered_again(web, private):
    started = web.post(reverse("applications:begin_mini"), {"applicant": str(private[0].pk)})

    draft = Application.objects.get()
    assert started.url == draft.get_absolute_url()
    assert links(web.get(reverse("applications:begin_mini")), ".next-step a") == [draft.get_absolute_url()]
    again = web.post(reverse("applications:begin_mini"), {"applicant": str(private[0].pk)})
    assert again.url == draft.get_absolute_url()
    assert Application.objects.count() == 1


def test_whoever_acts_for_several_chooses_among_them(web, private, municipality):
    MembershipFactory(user=private[1], organisation=municipality.organisation)

    page = web.post(reverse("applications:begin_mini"), {})
    started = web.post(reverse("applications:begin_mini"), {"applicant": str(municipality.pk)})

    assert texts(page, ".alert-error li") == ["Vælg, hvem I søger for."]
    assert started.status_code == 302
    assert Application.objects.get().applicant_kind == "administration"


def test_a_colleagues_draft_that_one_may_not_see_is_told_of_without_names(client, private):
    complete_mini(*private)
    unconfirmed = MembershipFactory(organisation=private[0], unconfirmed=True).user
    client.force_login(unconfirmed)

    page = client.get(reverse("applications:begin_mini"))

    assert texts(page, ".alert-heading")[0] == "En anden er også i gang"
    assert "Oda" not in page.content.decode()


def test_without_an_organisation_one_is_led_to_choosing_one(client, programme, manager):
    client.force_login(manager)

    page = client.get(reverse("applications:begin_mini"))

    assert reverse("organisations:organisation_join") in links(page, "main a.button")


def test_without_a_month_the_page_says_that_nothing_can_be_begun(web):
    Round.objects.update(deadline=timezone.now() - timedelta(days=1))

    page = web.get(reverse("applications:begin_mini"))

    assert texts(page, ".lead") == ["I kan ikke søge om et miniforløb lige nu."]
    assert texts(page, "main form button") == []


def test_a_months_round_has_no_page_of_its_own_to_begin_on(web):
    assert web.get(reverse("applications:begin", args=[Round.objects.get().pk])).status_code == 404


def test_the_draft_tells_the_next_deadline_and_names_its_own_institution(web, private):
    draft = complete_mini(*private)

    overview, section = web.get(draft.get_absolute_url()), web.get(reverse("applications:section", args=[draft.pk, 1]))

    assert texts(overview, "h1") == ["Miniforløb: Solhuset"]
    assert texts(overview, ".case-facts dt")[1:4:2] == ["Forløb", "Næste frist"]
    assert "Lederens bekræftelse" in " ".join(texts(overview, ".task"))
    assert "Solhuset (privat, børnehave)" in texts(section, "main li")
    assert texts(section, "#tilfoej") == []
    assert (
        web.get(reverse("applications:remove_institution", args=[draft.pk, draft.institutions.get().pk])).status_code
        == 403
    )


def test_an_administrations_first_section_lets_it_choose(client, programme, municipality):
    organisation, owner = applicant("administration", municipality)
    client.force_login(owner)
    draft = complete_mini(organisation, owner)

    page = client.get(reverse("applications:section", args=[draft.pk, 1]))

    assert texts(page, "#tilfoej legend") == ["Tilføj et dagtilbud"]


def test_the_check_shows_the_kind_without_a_way_to_change_it(web, private):
    page = web.get(address("check", complete_mini(*private)))

    first = texts(page, ".summary-list__row")[0]
    assert first == "Spørgsmål applicant_kind Et dagtilbud: private"
    assert texts(page, "#sign-off-heading") == ["Send til lederens bekræftelse"]


def test_the_way_of_a_mini_through_its_pages(web, client, private):
    draft = complete_mini(*private)

    sent = web.post(address("send_for_signature", draft), {"sends_when_signed": ""})
    waiting = web.get(sent.url)
    link = draft.versions.get() and actions.signing.current_link(draft)
    actions.confirm(link, name="Lone Leder", title="Leder", received_at=timezone.now())
    confirmed = web.get(sent.url)
    receipt = web.post(address("submit", draft), follow=True)

    assert texts(waiting, "h1") == ["Lederens bekræftelse"]
    assert texts(waiting, ".badge")[0] == "Venter på lederen"
    assert texts(confirmed, ".badge")[0] == "Bekræftet"
    assert texts(receipt, "h1") == ["Vi har modtaget jeres ansøgning"]
    assert "Bekræftet af" in texts(receipt, ".case-facts dt")
    assert texts(web.get(draft.get_absolute_url()), "main > p .badge") == ["Indsendt"]


def test_a_mini_is_begun_from_the_own_page_and_offered_until_there_is_a_draft(web, private):
    offered = links(web.get(reverse("overview:mine")), ".begin a")
    draft = complete_mini(*private)
    page = web.get(reverse("overview:mine"))

    assert offered == [reverse("applications:begin_mini")]
    assert links(page, ".begin a") == []
    assert texts(page, ".tile .tile__text") == ["Skriv videre, og send til lederen, når I er klar."]
    assert draft.get_absolute_url() in links(page, ".tile a")


def test_a_viewer_is_not_asked_to_begin(client, private):
    client.force_login(MembershipFactory(organisation=private[0], viewer=True).user)

    assert links(client.get(reverse("overview:mine")), ".begin a") == []


def test_the_public_page_leads_to_the_beginning(client, programme):
    Programme.objects.update(last_deadline_on=None)

    assert reverse("applications:begin_mini") in links(client.get("/tilbud/mini/"), "main a.button")


def test_the_page_of_begin_takes_the_same_queries_with_one_and_three_organisations(
    web, private, municipality, django_assert_num_queries
):
    web.get(reverse("applications:begin_mini"))  # a process reads an edition's questions once
    with django_assert_num_queries(9):
        web.get(reverse("applications:begin_mini"))
    for number in range(2):
        institution = InstitutionFactory(name=f"Hus {number}", municipality=municipality)
        MembershipFactory(user=private[1], organisation=institution.organisation)
    assert Membership.objects.filter(user=private[1]).count() == 3
    with django_assert_num_queries(9):
        web.get(reverse("applications:begin_mini"))
