from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.evaluation.models import DataCollection, RecipientRole, SurveyResponse, SurveyWave, WaveKind
from praksis.accounts.models import Role
from praksis.cases.models import AuditEvent
from praksis.danish import short_date
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    EngagementFactory,
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
)
from tests.factories.evaluation import (
    DataCollectionFactory,
    SurveyEditionFactory,
    SurveyInvitationFactory,
    SurveyWaveFactory,
    answered,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(number):
    return TODAY + timedelta(days=number)


def typed(**days):
    return {
        f"{name}_{part}": str(getattr(one, part)) for name, one in days.items() for part in ("day", "month", "year")
    }


@pytest.fixture(autouse=True)
def edition():
    return SurveyEditionFactory()


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, team=[consultant], party=municipality)


@pytest.fixture
def evaluator():
    return UserFactory(name="Eva Evaluator", email="eva@evaluering.example", roles=[Role.EVALUATOR])


def at(name, course, *more):
    return reverse(f"engagements:{name}", args=[course.case.reference, *more])


def page_of(client, *address):
    return client.get(*address).content.decode()


# --- A course's evaluation ----------------------------------------------------------------------------------------


def test_both_sides_see_how_many_have_answered_and_ours_sends_the_rest(client, course, consultant, coordinator):
    answered(SurveyWaveFactory(engagement=course), 2)
    DataCollectionFactory(title="Interview med ledere")

    client.force_login(coordinator)
    theirs = page_of(client, at("course_evaluation", course))
    client.force_login(consultant)
    ours = page_of(client, at("course_evaluation", course))

    for page in (theirs, ours):
        assert "2 af 2 har svaret (100 %)" in page
        assert "Interview med ledere" in page
        assert "Spørgeskemaet er ikke sendt ud endnu." in page
    assert (theirs.count("Send spørgeskemaet ud"), ours.count("Send spørgeskemaet ud")) == (0, 1)
    assert (theirs.count("Se, hvem der har svaret"), ours.count("Se, hvem der har svaret")) == (0, 1)


def test_results_are_drawn_and_stand_in_a_table(client, course, coordinator):
    answered(SurveyWaveFactory(engagement=course, over=True), 5, know=4, use=4, safe=2)
    client.force_login(coordinator)

    page = page_of(client, at("course_evaluation", course))

    assert page.count('class="result-bars"') == 5
    assert 'aria-label="Spørgsmål om know?: før 4,0 af 5"' in page
    assert '<th scope="row">Spørgsmål om safe?</th><td>2,0</td><td>5</td>' in page


def test_a_survey_with_four_answers_says_that_nothing_is_shown(client, course, coordinator):
    answered(SurveyWaveFactory(engagement=course, over=True), 4)
    client.force_login(coordinator)

    page = page_of(client, at("course_evaluation", course))

    assert ("Færre end 5 har svaret" in page, "result-bars" in page) == (True, False)


def test_a_mini_says_that_it_has_no_evaluation(client, consultant):
    mini = EngagementFactory(running=True, mini=True, team=[consultant])
    client.force_login(consultant)

    assert "Et miniforløb har ingen evaluering." in page_of(client, at("course_evaluation", mini))
    assert client.get(at("survey_send", mini, WaveKind.BEFORE)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_answer_and_for_three(
    rows, client, course, consultant, django_assert_num_queries
):
    for kind in WaveKind:
        answered(SurveyWaveFactory(engagement=course, over=True, kind=kind), 5 * rows)
    for _ in range(rows):
        DataCollectionFactory()
    client.force_login(consultant)
    client.get(at("course_evaluation", course))

    with django_assert_num_queries(10):
        client.get(at("course_evaluation", course))


def test_a_closed_course_shows_its_results_and_sends_nothing(client, consultant):
    course = EngagementFactory(closed=True, team=[consultant])
    answered(SurveyWaveFactory(engagement=course, over=True), 5, know=4)
    client.force_login(consultant)

    page = page_of(client, at("course_evaluation", course))

    assert ("result-bars" in page, "Send spørgeskemaet ud" in page) == (True, False)
    assert "Spørgeskemaet er ikke sendt ud." in page


# --- Sending ------------------------------------------------------------------------------------------------------


def test_the_form_suggests_days_and_the_people_we_know(client, course, consultant):
    group, past = GroupFactory(engagement=course), timezone.now() - timedelta(days=1)
    GroupMemberFactory(group=group, name="Lis", title="Dagtilbudsleder", email="Lis@skive.example")
    GroupMemberFactory(group=group, name="Kim", title="Pædagog", role="Ressourceperson", email="kim@skive.example")
    GroupMemberFactory(group=group, name="Uden mail", email="")
    GroupMemberFactory(group=group, name="Gået", email="gaaet@skive.example", joined_at=past, left_at=past)
    course.people = {
        "coordinator": {"name": "Karen", "title": "Konsulent", "email": "karen@skive.example"},
        "director": {"name": "Dorte", "title": "Direktør", "email": ""},
        "contact": {"name": "Lis igen", "title": "Leder", "email": "lis@skive.example"},
    }
    course.save()
    client.force_login(consultant)

    form = client.get(at("survey_send", course, WaveKind.BEFORE)).context["form"]

    assert {role: form[role].value() for role in RecipientRole.values} == {
        "administration": "",
        "leadership": "Lis <lis@skive.example>",
        "resource_person": "Karen <karen@skive.example>\nKim <kim@skive.example>",
        "staff": "",
    }
    assert form["opens_on"].value() >= TODAY


def test_the_survey_after_suggests_those_who_got_the_one_before(client, course, consultant):
    wave = SurveyWaveFactory(engagement=course, over=True)
    SurveyInvitationFactory(wave=wave, name="Lis", email="lis@skive.example", role=RecipientRole.LEADERSHIP)
    SurveyInvitationFactory(wave=wave, withdrawn_at=timezone.now())
    client.force_login(consultant)

    form = client.get(at("survey_send", course, WaveKind.AFTER)).context["form"]

    assert [form[role].value() for role in RecipientRole.values] == ["", "Lis <lis@skive.example>", "", ""]


def sent(**more):
    return {"staff": "Anna <anna@skive.example>\n\nbo@skive.example", **typed(opens_on=TODAY, closes_on=day(9)), **more}


def test_a_survey_is_sent_from_the_form(client, course, consultant):
    client.force_login(consultant)

    answer = client.post(at("survey_send", course, WaveKind.BEFORE), sent(), follow=True)

    assert "Spørgeskemaet før forløbet er sendt til 2." in answer.content.decode()
    assert sorted(Email.objects.values_list("to", flat=True)) == ["anna@skive.example", "bo@skive.example"]
    again = client.get(at("survey_send", course, WaveKind.BEFORE))
    assert (again.status_code, again["Location"]) == (302, at("course_evaluation", course))


def test_a_survey_for_later_says_when_it_is_sent(client, course, consultant):
    client.force_login(consultant)

    answer = client.post(at("survey_send", course, WaveKind.AFTER), sent(**typed(opens_on=day(2))), follow=True)

    assert f"Spørgeskemaet efter forløbet bliver sendt {short_date(day(2))} til 2." in answer.content.decode()


def test_the_evaluators_dates_are_refused_beside_the_field_and_nothing_typed_is_lost(client, course, consultant):
    DataCollectionFactory(title="Interview", starts_on=day(4), ends_on=day(5))
    client.force_login(consultant)

    answer = client.post(at("survey_send", course, WaveKind.BEFORE), sent())

    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors["opens_on"] == [
        f"Evaluator samler data ind {short_date(day(4))} – {short_date(day(5))} (»Interview«). "
        f"De næste ledige dage er {short_date(day(6))} – {short_date(day(15))}."
    ]
    assert form["staff"].value() == sent()["staff"]
    assert "Evaluator samler data ind: Interview" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        (typed(opens_on=day(-1)), "opens_on", "Dagen er gået. Vælg i dag eller en senere dag."),
        (typed(closes_on=day(-2)), "closes_on", "Den sidste dag kan ikke ligge før den første."),
        ({"opens_on_day": ""}, "opens_on", "Skriv også dagen."),
        ({"staff": ""}, "administration", "Skriv mindst én, der skal have spørgeskemaet."),
        ({"staff": "ingen"}, "staff", "Linje 1: Vi kan ikke finde en mailadresse i “ingen”."),
        (
            {"leadership": "ANNA@skive.example"},
            "staff",
            "anna@skive.example står der to gange. Lad den stå ét sted.",
        ),
        ({"staff": "a@b.dk\n" * 151}, "staff", "Skriv højst 150 på en gang."),
    ],
)
def test_what_was_mistyped_is_refused_beside_its_field(wrong, field, words, client, course, consultant):
    client.force_login(consultant)

    answer = client.post(at("survey_send", course, WaveKind.BEFORE), sent(**wrong))

    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [words])
    assert not SurveyWave.objects.exists()


# --- Looking after it ---------------------------------------------------------------------------------------------


def test_who_has_answered_is_seen_and_never_what(client, course, consultant):
    wave = SurveyWaveFactory(engagement=course)
    [done] = answered(wave, 1, know=5)
    waits = SurveyInvitationFactory(wave=wave)
    client.force_login(consultant)

    page = page_of(client, at("survey_recipients", course, WaveKind.BEFORE))

    assert (page.count("Har svaret<"), page.count("Har ikke svaret<")) == (1, 1)
    assert (at("recipient_remove", course, WaveKind.BEFORE, waits.pk) in page) is True
    assert (at("recipient_remove", course, WaveKind.BEFORE, done.pk) in page) is False
    assert SurveyResponse.objects.get().pseudonym not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_recipients_cost_the_same_for_one_and_for_three(
    rows, client, course, consultant, django_assert_num_queries
):
    wave = SurveyWaveFactory(engagement=course)
    for _ in range(rows):
        SurveyInvitationFactory(wave=wave)
    client.force_login(consultant)

    with django_assert_num_queries(8):
        client.get(at("survey_recipients", course, WaveKind.BEFORE))


def test_recipients_are_added_sent_to_again_and_taken_off(client, course, consultant):
    wave = SurveyWaveFactory(engagement=course)
    waits = SurveyInvitationFactory(wave=wave, name="Bo")
    client.force_login(consultant)
    added = client.post(at("survey_recipients", course, WaveKind.BEFORE), {"staff": "ny@skive.example"}, follow=True)
    again = client.post(at("recipient_send_again", course, WaveKind.BEFORE, waits.pk), follow=True)
    off = client.post(at("recipient_remove", course, WaveKind.BEFORE, waits.pk), follow=True)
    twice = client.post(at("survey_recipients", course, WaveKind.BEFORE), {"staff": "ny@skive.example"})

    assert "Spørgeskemaet er sendt til 1 mere." in added.content.decode()
    assert "Bo har fået et nyt link. Det gamle virker ikke længere." in again.content.decode()
    assert "Bo er taget af. Linket virker ikke længere." in off.content.decode()
    assert "to gange" in twice.context["form"].errors["administration"][0]


def test_the_last_day_is_changed_and_the_survey_closed(client, course, consultant):
    wave = SurveyWaveFactory(engagement=course)
    client.force_login(consultant)

    moved = client.post(at("survey_prolong", course, WaveKind.BEFORE), typed(closes_on=day(30)), follow=True)
    passed = client.post(at("survey_prolong", course, WaveKind.BEFORE), typed(closes_on=day(-1)))
    closed = client.post(at("survey_close", course, WaveKind.BEFORE), follow=True)

    assert f"Der kan nu svares til og med {short_date(day(30))}." in moved.content.decode()
    assert "Dagen er gået." in passed.context["form"].errors["closes_on"][0]
    assert "Spørgeskemaet er lukket. Linkene virker ikke længere." in closed.content.decode()
    assert SurveyWave.objects.get(pk=wave.pk).is_closed
    assert "Spørgeskemaet er lukket." in page_of(client, at("survey_recipients", course, WaveKind.BEFORE))


# --- Answering ----------------------------------------------------------------------------------------------------

SURVEY, THANKS = "/spoergeskema/svar/", "/spoergeskema/tak/"


@pytest.fixture
def invitation():
    return SurveyInvitationFactory()


@pytest.fixture
def respondent(client, invitation):
    """Somebody without an account who has followed the link."""
    client.get(reverse("engagements:survey_start", args=[links.token(invitation.link)]))
    return client


def test_somebody_answers_without_an_account_and_changes_it(respondent, invitation):
    before = respondent.get(SURVEY).content.decode()
    first = respondent.post(SURVEY, {"know": "4", "use": "0", "hope": "At det lykkes"})
    again = respondent.get(SURVEY)

    assert ("Du har svaret" in before, before.count("<fieldset")) == (False, 3)
    assert (first.status_code, first["Location"]) == (302, THANKS)
    assert "Tak for dine svar" in respondent.get(THANKS).content.decode()
    assert "Du har svaret" in again.content.decode()
    assert {name: again.context["form"][name].value() for name in ("know", "use", "safe", "hope")} == {
        "know": "4", "use": "0", "safe": None, "hope": "At det lykkes",
    }  # fmt: skip
    assert SurveyResponse.objects.get().scores == {"know": 4, "use": 0}


def test_the_survey_after_asks_about_the_marks_too(client):
    invitation = SurveyInvitationFactory(wave__kind=WaveKind.AFTER)
    client.get(reverse("engagements:survey_start", args=[links.token(invitation.link)]))

    parts = client.get(SURVEY).context["form"].parts

    assert [(heading, [field.name for field in fields]) for heading, fields in parts] == [
        ("Viden", ["know", "use"]),
        ("Læringsmiljøer", ["safe"]),
        ("Samarbejdet med praksiskonsulenterne", ["mark_close"]),
        ("Med dine egne ord", ["better"]),
    ]


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({}, "__all__", "Svar på mindst ét spørgsmål."),
        ({"know": "9"}, "know", "Vælg en af mulighederne."),
        ({"hope": "Barnet 010203-1234 er glad"}, "hope", "Det ligner et cpr-nummer. Fjern det, før du gemmer."),
        ({"hope": "ord " * 11}, "hope", "Skriv højst 10 ord."),
        ({"hope": "o" * 5001}, "hope", "Skriv højst 5.000 tegn."),
    ],
)
def test_an_answer_that_is_refused_keeps_what_was_typed(said, field, words, respondent):
    answer = respondent.post(SURVEY, said)

    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [words])
    assert not SurveyResponse.objects.exists()
    for text in said.values():
        assert text.strip() in answer.content.decode() or text == "9"


def test_an_answer_of_blanks_is_none(respondent):
    answer = respondent.post(SURVEY, {"hope": " \n "})

    assert answer.status_code == 422


def test_nobody_is_thanked_who_has_not_answered(respondent):
    assert respondent.get(THANKS)["Location"] == SURVEY


def test_what_was_written_is_shown_to_be_copied_where_the_survey_has_closed(respondent, invitation, manager):
    invitation.wave.closed_at, invitation.wave.closed_by = timezone.now(), manager
    invitation.wave.save()

    answer = respondent.post(SURVEY, {"know": "4", "hope": "At det lykkes for os"})

    page = answer.content.decode()
    assert answer.status_code == 410
    assert ("Spørgeskemaet er lukket" in page, "At det lykkes for os" in page) == (True, True)


def test_a_link_that_was_sent_anew_no_longer_opens_the_survey(respondent, invitation):
    links.renew(invitation.link, expires_at=timezone.now() + timedelta(days=1))

    assert respondent.get(SURVEY).status_code == 410


def test_an_unknown_link_is_not_found(client):
    assert client.get(reverse("engagements:survey_start", args=["x.y"])).status_code == 404


def test_no_page_of_a_respondent_is_kept_by_the_browser(respondent):
    assert "no-store" in respondent.get(SURVEY)["Cache-Control"]


# --- The evaluator ------------------------------------------------------------------------------------------------


def test_the_evaluator_sees_the_courses_and_their_contacts(client, course, consultant, evaluator):
    EngagementInstitutionFactory(engagement=course, name="Solhuset")
    mini = EngagementFactory(running=True, mini=True)
    closed = EngagementFactory(closed=True)
    client.force_login(evaluator)

    page = page_of(client, "/evaluering/")

    for told in (str(course.party), "Solhuset", "Karen Koordinator", "karen@skive.example", consultant.name):
        assert told in page
    assert (str(mini.party) in page, str(closed.party) in page) == (False, False)
    assert str(closed.party) in page_of(client, "/evaluering/?alle")
    assert "/evaluering/resultater/" not in page


def test_the_evaluator_sees_nothing_of_the_course_itself(client, course, evaluator):
    client.force_login(evaluator)

    assert client.get(course.get_absolute_url()).status_code == 404
    assert client.get(at("course_evaluation", course)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_evaluators_page_costs_the_same_for_one_and_for_three(rows, client, evaluator, django_assert_num_queries):
    for number in range(rows):
        course = EngagementFactory(running=True, team=[UserFactory(roles=[Role.CONSULTANT])])
        EngagementInstitutionFactory(engagement=course)
        SurveyWaveFactory(engagement=course)
        DataCollectionFactory(title=f"Nr. {number}", for_all=False, courses=[course])
    client.force_login(evaluator)

    with django_assert_num_queries(11):
        client.get("/evaluering/")


def collected(**more):
    words = {"title": "Interview", "asked": "En samtale", "of_whom": "Ledere", "who": "alle"}
    return {**words, **typed(starts_on=day(4), ends_on=day(8)), **more}


def test_the_evaluator_writes_in_the_calendar_and_hears_of_the_survey_it_meets(client, course, evaluator, manager):
    SurveyWaveFactory(engagement=course)
    client.force_login(evaluator)

    answer = client.post("/evaluering/kalender/ny/", collected(), follow=True)

    page = answer.content.decode()
    assert "»Interview« står nu i kalenderen." in page
    assert f"I de dage kan spørgeskemaet før forløbet også besvares i {course.party}." in page
    assert "Falder sammen" in page
    assert Email.objects.filter(to=manager.email, subject__contains="falder sammen").count() == 1


def test_a_collection_is_for_chosen_courses_and_is_changed_and_removed(client, course, evaluator):
    client.force_login(evaluator)
    chosen = {"who": "udvalgte", "courses": [str(course.pk)]}
    client.post("/evaluering/kalender/ny/", collected(**chosen))
    collection = DataCollection.objects.get()
    course.status, course.closed_at, course.closed_by = "closed", timezone.now(), evaluator
    course.closing_note = "Slut"
    course.save()

    shown = client.get(f"/evaluering/kalender/{collection.pk}/").context["form"]
    changed = client.post(f"/evaluering/kalender/{collection.pk}/", collected(title="Samtaler", **chosen))
    named = page_of(client, "/evaluering/")
    removed = client.post(f"/evaluering/kalender/{collection.pk}/fjern/", follow=True)

    assert [str(one) for one in shown["courses"].value()] == [str(course.pk)]
    assert (changed.status_code, str(course.party) in named) == (302, True)
    assert "»Samtaler« er taget ud af kalenderen." in removed.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"title": ""}, "title", "Skriv, hvad indsamlingen hedder."),
        (typed(ends_on=day(1)), "ends_on", "Den sidste dag kan ikke ligge før den første."),
        ({"who": "udvalgte"}, "courses", "Vælg de forløb, der bliver spurgt."),
        ({"who": "udvalgte", "courses": str(uuid4())}, "courses", "Vælg forløb fra listen."),
        ({"who": "x"}, "who", "Vælg en af mulighederne."),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_a_collection_that_was_mistyped_is_refused_beside_its_field(is_new, wrong, field, words, client, evaluator):
    path = "/evaluering/kalender/ny/" if is_new else f"/evaluering/kalender/{DataCollectionFactory().pk}/"
    client.force_login(evaluator)

    answer = client.post(path, collected(**wrong))

    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [words])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_extract_is_a_file_and_that_it_was_taken_is_noted(kind, client, evaluator, course):
    answered(SurveyWaveFactory(engagement=course, over=True), 5)
    client.force_login(evaluator)

    answer = client.post("/evaluering/udtraek/", {"format": kind})

    name = f"svar-uden-navn-{TODAY:%Y-%m-%d}.{kind}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert len(answer.getvalue()) > 100
    event = AuditEvent.objects.get(kind="evaluation.exported")
    assert (event.actor_user, event.data["answers"], event.data["courses"]) == (evaluator, 5, 1)


def test_a_file_of_another_kind_is_not_made(client, evaluator):
    client.force_login(evaluator)

    assert client.post("/evaluering/udtraek/", {"format": "pdf"}).status_code == 404


def test_managers_see_all_courses_of_a_year_together(client, manager):
    today, earlier = EngagementFactory(running=True), EngagementFactory(running=True, starts_on=day(-800))
    answered(SurveyWaveFactory(engagement=today, over=True), 5, know=4)
    SurveyWaveFactory(engagement=earlier, over=True)
    client.force_login(manager)

    page = page_of(client, "/evaluering/resultater/")
    before = page_of(client, f"/evaluering/resultater/?aar={earlier.starts_on.year}")

    assert (str(today.party) in page, str(earlier.party) in page, "result-bars" in page) == (True, False, True)
    assert (str(earlier.party) in before, "result-bars" in before) == (True, False)
    assert "0 af 0" in before


def test_managers_see_that_nothing_is_sent_out_yet(client, manager):
    client.force_login(manager)

    assert "Der er ikke sendt spørgeskemaer ud endnu." in page_of(client, "/evaluering/resultater/")


@pytest.mark.parametrize("rows", [1, 3])
def test_all_results_cost_the_same_for_one_course_and_for_three(rows, client, manager, django_assert_num_queries):
    for _ in range(rows):
        answered(SurveyWaveFactory(over=True), 5)
    client.force_login(manager)
    client.get("/evaluering/resultater/")

    with django_assert_num_queries(8):
        client.get("/evaluering/resultater/")


# --- On other pages -----------------------------------------------------------------------------------------------


def test_the_page_of_a_course_tells_of_a_survey_that_is_missing_to_those_who_send_it(
    client, course, consultant, coordinator
):
    client.force_login(consultant)
    ours = page_of(client, course.get_absolute_url())
    client.force_login(coordinator)
    theirs = page_of(client, course.get_absolute_url())
    SurveyWaveFactory(engagement=course)
    client.force_login(consultant)

    assert (ours.count("før forløbet er ikke sendt ud"), theirs.count("før forløbet er ikke sendt ud")) == (1, 0)
    assert "er ikke sendt ud" not in page_of(client, course.get_absolute_url())


def test_the_page_of_a_course_tells_both_sides_of_the_evaluators_next_dates(client, course, consultant, coordinator):
    DataCollectionFactory(title="Interview")
    DataCollectionFactory(title="Langt ude i fremtiden", starts_on=day(40))
    DataCollectionFactory(title="Forbi", starts_on=day(-10), ends_on=day(-5))

    for user in (consultant, coordinator):
        client.force_login(user)
        page = page_of(client, course.get_absolute_url())
        assert page.count("Evaluator samler data ind") == 1
        assert "»Interview«" in page


def test_a_mini_and_a_closed_course_tell_of_no_evaluation(client, consultant):
    mini = EngagementFactory(running=True, mini=True, team=[consultant])
    closed = EngagementFactory(closed=True, team=[consultant])
    DataCollectionFactory(title="Interview")
    client.force_login(consultant)

    for course in (mini, closed):
        assert "Interview" not in page_of(client, course.get_absolute_url())


def test_the_partys_first_page_has_the_collection_among_its_tasks_once(client, course, coordinator, municipality):
    EngagementFactory(running=True, party=municipality)
    EngagementFactory(running=True, mini=True, party=municipality)
    DataCollectionFactory(title="Interview", for_all=False, courses=[course])
    DataCollectionFactory(title="Skema", starts_on=day(-1))
    DataCollectionFactory(title="En anden", for_all=False, courses=[EngagementFactory(running=True)])
    client.force_login(coordinator)

    page = page_of(client, "/mine/")

    assert page.count("Evaluator samler data ind: Interview") == 1
    assert page.count("Evaluator samler data ind: Skema") == 1
    assert "En anden" not in page
    assert at("course_evaluation", course) in page
