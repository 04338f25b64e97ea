"""The pages of a draft through the client: begin, overview, sections, saving, institutions."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from applications.allocation.models import Decision
from applications.drafting import actions
from applications.drafting.models import Answer, AnswerChange, Application
from applications.rounds.models import QuestionKind, RoundStatus
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.factories.rounds import QuestionFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def colleague(municipality):
    return MembershipFactory(user__name="Kurt Kollega", organisation=municipality.organisation, editor=True).user


def section_url(draft, number):
    return reverse("applications:section", args=[draft.pk, number])


def value(draft, key):
    return Answer.objects.get(application=draft, question__key=key).value


def save(client, draft, field, *values, revision=0):
    return client.post(
        reverse("applications:save", args=[draft.pk]), {"field": field, "value": values, "revision": revision}
    )


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


# --- Begin --------------------------------------------------------------------------------------------------------


def test_begin_shows_every_question_before_anything_is_begun(web, open_round):
    page = text_of(web.get(reverse("applications:begin", args=[open_round.pk])))

    for question in open_round.questions_now.questions.all():
        assert escape(question.label) in page
    assert Application.objects.count() == 0


def test_begin_opens_a_draft_for_ones_municipality(web, open_round, municipality):
    answer = web.post(reverse("applications:begin", args=[open_round.pk]), {"applicant": municipality.pk})

    application = Application.objects.get()
    assert application.applicant_id == municipality.pk
    assert answer.url == application.get_absolute_url()


def test_begin_asks_for_which_municipality_where_there_are_several(web, open_round, coordinator):
    MembershipFactory(user=coordinator)

    answer = web.post(reverse("applications:begin", args=[open_round.pk]), {})

    assert "Vælg, hvilken kommune I søger for." in text_of(answer)
    assert Application.objects.count() == 0


def test_begin_for_a_municipality_one_does_not_act_for_begins_nothing(web, open_round):
    other = MunicipalityFactory()

    answer = web.post(reverse("applications:begin", args=[open_round.pk]), {"applicant": other.pk})

    assert "Vælg en af de kommuner, der står på listen." in text_of(answer)
    assert Application.objects.count() == 0


def test_begin_offers_the_draft_that_is_there_already(web, draft, open_round, municipality):
    page = text_of(web.get(reverse("applications:begin", args=[open_round.pk])))
    answer = web.post(reverse("applications:begin", args=[open_round.pk]), {"applicant": municipality.pk})

    assert "I har allerede begyndt en ansøgning i denne runde." in page
    assert "Begynd ansøgningen" not in page
    assert answer.url == draft.get_absolute_url()
    assert Application.objects.count() == 1


def test_begin_says_that_somebody_else_is_at_work_but_not_who(client, draft, open_round, municipality):
    newcomer = MembershipFactory(organisation=municipality.organisation, unconfirmed=True).user
    client.force_login(newcomer)

    page = text_of(client.get(reverse("applications:begin", args=[open_round.pk])))

    assert "Skive Kommune har en kladde i denne runde, som en anden har begyndt." in page
    assert "Karen" not in page
    assert draft.case.reference not in page


def test_begin_tells_somebody_from_an_institution_that_the_municipality_applies(client, open_round):
    user = MembershipFactory(organisation=InstitutionFactory().organisation).user
    client.force_login(user)

    page = text_of(client.get(reverse("applications:begin", args=[open_round.pk])))

    assert "Det er kommunen, der søger" in page
    assert "Begynd ansøgningen" not in page


@pytest.mark.parametrize("state", ["closed", "draft"])
def test_begin_in_a_round_that_is_not_open_begins_nothing(web, municipality, state):
    round_ = RoundFactory(**{state: True})

    page = web.get(reverse("applications:begin", args=[round_.pk]))
    web.post(reverse("applications:begin", args=[round_.pk]), {"applicant": municipality.pk})

    assert page.status_code == (200 if state == "closed" else 404)
    assert Application.objects.count() == 0


# --- The task list ------------------------------------------------------------------------------------------------


def test_the_task_list_shows_each_section_with_its_status_and_the_next_step(web, draft, write):
    write("need", "Uro om formiddagen.")

    page = text_of(web.get(draft.get_absolute_url()))

    assert page.count("Ikke begyndt") == 4  # three sections and the signature
    assert "Udfyld »Kommunen«." in page
    assert "1 af 4" in page
    assert "30 dage tilbage" in page


def test_the_task_list_takes_the_same_number_of_queries_with_one_and_three_institutions(
    web, draft, coordinator, django_assert_num_queries
):
    def add(name):
        actions.add_institution(draft, name=name, ownership="municipal", setting="nursery", by=Actor.of(coordinator))

    add("Solhuset")
    web.get(draft.get_absolute_url())  # a process reads an edition's questions once
    with django_assert_num_queries(9):
        assert web.get(draft.get_absolute_url()).status_code == 200
    add("Måneøen")
    add("Skovkanten")
    with django_assert_num_queries(9):
        assert web.get(draft.get_absolute_url()).status_code == 200


def test_the_announced_decision_stands_on_the_page_and_no_other(web, coordinator, municipality):
    application = ApplicationFactory(
        submitted=True, applicant=municipality, created_by=coordinator, round__status=RoundStatus.ANNOUNCED
    )
    decision = DecisionFactory(application=application, granted=True)

    assert decision.status_word not in text_of(web.get(application.get_absolute_url()))

    Decision.objects.update(announced_at=timezone.now())

    assert decision.status_word in text_of(web.get(application.get_absolute_url()))


@pytest.mark.parametrize("name", ["application", "check", "signature", "receipt", "correct_approver"])
def test_another_municipalitys_application_is_not_found(client, stranger, complete, link, name):
    client.force_login(stranger)

    assert client.get(reverse(f"applications:{name}", args=[complete.pk])).status_code == 404
    assert client.get(section_url(complete, 1)).status_code == 404


def test_a_viewer_reads_but_may_not_write(client, draft, write, municipality):
    write("need", "Uro om formiddagen.")
    client.force_login(MembershipFactory(organisation=municipality.organisation, viewer=True).user)

    overview = text_of(client.get(draft.get_absolute_url()))

    assert "Du kan læse med" in overview
    assert section_url(draft, 3) not in overview
    assert "Uro om formiddagen." in text_of(client.get(reverse("applications:check", args=[draft.pk])))
    assert client.get(section_url(draft, 3)).status_code == 403
    assert client.post(section_url(draft, 3), {"need": "Min tekst"}).status_code == 403
    assert save(client, draft, "need", "Min tekst", revision=1).status_code == 403
    assert value(draft, "need") == "Uro om formiddagen."


# --- Sections -----------------------------------------------------------------------------------------------------


def sent(page, **changes):
    """What a browser would send of the section's form, with some fields changed."""
    form = page.context["form"]
    data = {f"revision:{line.name}": line.revision for line in form.section.all_lines}
    for field in form:
        shown = field.value()
        if shown not in (None, False, ""):
            data[field.html_name] = "on" if shown is True else shown
    return {**data, **changes}


def test_a_section_keeps_what_is_typed_and_goes_on_to_the_next(web, draft):
    url = section_url(draft, 1)
    fields = {"director__name": "Dorte", "director__title": "Direktør"}

    answer = web.post(url, sent(web.get(url), **fields, handling="fortsaet"))

    assert answer.url == section_url(draft, 2)
    assert value(draft, "director") == {"name": "Dorte", "title": "Direktør", "email": "", "phone": ""}


def test_the_last_section_leads_to_the_check(web, draft):
    url = section_url(draft, 4)

    answer = web.post(url, sent(web.get(url), agreed="on", handling="fortsaet"))

    assert answer.url == reverse("applications:check", args=[draft.pk])
    assert value(draft, "agreed") is True


def test_a_tick_can_be_taken_away_again(web, draft, write):
    write("agreed", "on")
    url = section_url(draft, 4)
    data = sent(web.get(url), handling="oversigt")
    del data["agreed"]

    answer = web.post(url, data)

    assert answer.url == draft.get_absolute_url()
    assert value(draft, "agreed") is False


def test_enter_saves_and_stays(web, draft):
    url = section_url(draft, 3)

    answer = web.post(url, sent(web.get(url), need="Uro", handling="gem"))

    assert (answer.url, value(draft, "need")) == (url, "Uro")


def test_what_is_wrong_is_kept_and_said_beside_the_field_and_in_the_summary(web, draft):
    url = section_url(draft, 1)

    answer = web.post(url, sent(web.get(url), director__email="dorte", handling="fortsaet"), follow=True)

    assert answer.redirect_chain == [(url, 302)]
    page = text_of(answer)
    assert page.count("Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk.") == 2
    assert 'href="#id_director__email"' in page
    assert "<title>Fejl: 1. Kommunen – Praksis</title>" in page
    assert 'value="dorte"' in page


def test_a_section_that_is_only_unfinished_shows_no_errors_unless_asked_for(web, draft):
    assert "Der er noget, der skal rettes" not in text_of(web.get(section_url(draft, 3)))
    assert text_of(web.get(section_url(draft, 3) + "?mangler")).count("Svar på: Spørgsmål need") == 2


def test_a_section_says_when_it_was_last_saved_and_by_whom(web, draft, write):
    assert "Intet er gemt endnu." in text_of(web.get(section_url(draft, 3)))

    write("need", "Uro")

    assert "af Karen Koordinator." in text_of(web.get(section_url(draft, 3)))


def test_a_text_without_bounds_is_not_kept_but_shown_again(web, draft):
    url = section_url(draft, 1)
    long = "ord " * 250_000

    answer = web.post(url, sent(web.get(url), director__name=long, director__title="Direktør", handling="fortsaet"))

    assert answer.status_code == 422
    assert "Teksten er for lang til at blive gemt." in text_of(answer)
    assert long.strip() in answer.content.decode()
    assert value(draft, "director")["title"] == "Direktør"


def test_a_choice_that_is_not_on_the_list_is_refused_with_a_sentence(web, draft, open_round):
    question = QuestionFactory(
        question_set=open_round.questions_now,
        key="themes",
        section="3. Behov",
        kind=QuestionKind.MULTI_CHOICE,
        options=[["a", "Ledelse"], ["b", "Forældre"]],
        order=90,
    )
    Answer.objects.create(application=draft, question=question)
    url = section_url(draft, 3)

    answer = web.post(url, sent(web.get(url), themes=["a", "c"], need="Uro", handling="fortsaet"))
    right = web.post(url, sent(web.get(url), themes=["a", "b"], handling="fortsaet"))

    assert answer.status_code == 422
    assert text_of(answer).count("Vælg et af de svar, der står på listen.") == 2
    assert value(draft, "need") == "Uro"
    assert right.status_code == 302
    assert value(draft, "themes") == ["a", "b"]


def test_two_who_change_the_same_answer_see_both_texts(web, draft, write, colleague):
    url = section_url(draft, 3)
    mine = sent(web.get(url), need="Min tekst", handling="fortsaet")
    write("need", "Kollegaens tekst", by=colleague)

    answer = web.post(url, mine)

    assert answer.status_code == 409
    page = text_of(answer)
    assert ">Min tekst</textarea>" in page.replace("> Min", ">Min")
    assert "Kollegaens tekst" in page
    assert "Kurt Kollega har rettet det samme svar imens." in page
    assert value(draft, "need") == "Kollegaens tekst"

    again = web.post(url, {**mine, "need": "Vores tekst", "revision:need": 1})

    assert again.status_code == 302
    assert value(draft, "need") == "Vores tekst"


def test_a_page_that_was_open_for_long_does_not_undo_what_a_colleague_wrote(web, draft, write, colleague):
    url = section_url(draft, 1)
    old = sent(web.get(url), director__title="Direktør", handling="fortsaet")
    write("director__name", "Dorte", by=colleague)

    answer = web.post(url, old)

    assert answer.status_code == 302
    assert value(draft, "director") == {"name": "Dorte", "title": "Direktør", "email": "", "phone": ""}


def test_saving_without_a_change_adds_nothing(web, draft, write):
    write("need", "Uro")
    url = section_url(draft, 3)

    web.post(url, sent(web.get(url), handling="fortsaet"))

    assert AnswerChange.objects.count() == 1


def test_fields_that_are_left_out_keep_what_was_there(web, draft, write):
    write("need", "Uro")
    write("agreed", "on")

    web.post(section_url(draft, 3), {"handling": "fortsaet"})
    web.post(section_url(draft, 4), {"handling": "fortsaet"})

    assert (value(draft, "need"), value(draft, "agreed")) == ("Uro", True)


def test_a_frozen_text_is_opened_only_after_a_warning(web, complete, link):
    warning = text_of(web.get(section_url(complete, 3)))
    opened = web.get(section_url(complete, 3) + "?ret")

    assert "Teksten er sendt til underskrift" in warning
    assert "<textarea" not in warning
    assert "Direktøren skal skrive under igen, hvis I ændrer noget her" in text_of(opened)

    answer = web.post(section_url(complete, 3) + "?ret", sent(opened, need="En ny tekst", handling="oversigt"))

    assert answer.url == complete.get_absolute_url()
    assert value(complete, "need") == "En ny tekst"
    assert "Teksten er ændret. Send den til underskrift igen." in text_of(web.get(complete.get_absolute_url()))


def test_a_text_that_comes_after_the_application_was_sent_is_shown_so_that_it_can_be_copied(web, complete):
    url = section_url(complete, 3)
    data = sent(web.get(url), need="Min sene tekst", handling="fortsaet")
    Application.objects.filter(pk=complete.pk).update(status="withdrawn")

    answer = web.post(url, data)

    assert answer.status_code == 409
    assert "Min sene tekst" in text_of(answer)
    assert value(complete, "need") == "Formiddagene er urolige."


def test_a_text_whose_answer_is_gone_is_shown_so_that_it_can_be_copied(web, draft):
    url = section_url(draft, 3)
    data = sent(web.get(url), need="Min tekst", handling="fortsaet")
    Answer.objects.filter(application=draft, question__key="need").delete()

    answer = web.post(url, data)

    assert answer.status_code == 409
    assert "Min tekst" in text_of(answer)


@pytest.mark.parametrize("number", [0, 5, 2**63])
def test_a_section_that_is_not_there(web, draft, number):
    assert web.get(section_url(draft, number)).status_code == 404


def test_a_section_takes_the_same_number_of_queries_with_one_and_three_institutions(
    web, draft, coordinator, django_assert_num_queries
):
    def add(name):
        actions.add_institution(draft, name=name, ownership="municipal", setting="nursery", by=Actor.of(coordinator))

    add("Solhuset")
    web.get(section_url(draft, 2))  # a process reads an edition's questions once
    with django_assert_num_queries(11):
        assert web.get(section_url(draft, 2)).status_code == 200
    add("Måneøen")
    add("Skovkanten")
    with django_assert_num_queries(11):
        assert web.get(section_url(draft, 2)).status_code == 200


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{ 7*7 }}", '"><img src=x>', "a\x00b", "\r\nx\r\n"])
def test_hostile_texts_are_kept_and_shown_escaped(web, draft, typed):
    url = section_url(draft, 3)

    answer = web.post(url, sent(web.get(url), need=typed, handling="gem"), follow=True)

    kept = value(draft, "need")
    assert kept == typed.replace("\x00", "").replace("\r\n", "\n")
    assert escape(kept) in answer.content.decode()
    if "<" in typed:
        assert typed not in answer.content.decode()


# --- Institutions -------------------------------------------------------------------------------------------------


def test_an_institution_is_added_from_the_register_and_what_was_typed_beside_it_is_kept(web, draft, municipality):
    institution = InstitutionFactory(name="Solhuset", municipality=municipality)
    InstitutionFactory(name="Andetsteds")
    first = actions.add_institution(
        draft, name="Måneøen", ownership="private", setting="nursery", by=Actor.of(draft.created_by)
    )
    url = section_url(draft, 2)
    page = web.get(url)
    why = f"institutions.why@{first.pk}"

    answer = web.post(url, sent(page, **{why: "Meget uro"}, **{"nyt-institution": institution.pk}, handling="tilfoej"))

    added = draft.institutions.get(institution=institution)
    assert answer.url == f"{url}#dagtilbud-{added.pk}"
    assert Answer.objects.get(institution=first).value == "Meget uro"
    assert "Andetsteds" not in text_of(page)
    assert "Solhuset" not in [label for _, label in web.get(url).context["adding"].fields["institution"].choices]


def test_an_institution_is_typed_in(web, draft):
    url = section_url(draft, 2)
    typed = {"nyt-name": " Skovkanten ", "nyt-ownership": "private", "nyt-setting": "kindergarten"}

    web.post(url, sent(web.get(url), **typed, handling="tilfoej"))

    row = draft.institutions.get()
    assert (row.name, row.ownership, row.setting, row.institution) == ("Skovkanten", "private", "kindergarten", None)


def test_without_a_register_to_choose_from_one_is_asked_to_type(web, draft, municipality):
    url = section_url(draft, 2)
    without = text_of(web.get(url))
    InstitutionFactory(municipality=municipality)

    pages = [without, text_of(web.get(url))]

    assert ["Vælg fra listen" in page for page in pages] == [False, True]
    assert ['name="nyt-name"' in page for page in pages] == [True, True]


def test_an_institution_that_is_half_typed_is_not_lost(web, draft):
    url = section_url(draft, 2)

    answer = web.post(url, sent(web.get(url), **{"nyt-name": "Skovkanten"}, handling="fortsaet"))

    assert answer.status_code == 422
    page = text_of(answer)
    assert page.count("Vælg dagtilbuddets ejerform.") == 2
    assert 'value="Skovkanten"' in page
    assert draft.institutions.count() == 0


def test_an_institution_is_not_added_twice(web, draft):
    url = section_url(draft, 2)
    typed = {"nyt-name": "Skovkanten", "nyt-ownership": "private", "nyt-setting": "kindergarten"}
    web.post(url, sent(web.get(url), **typed, handling="tilfoej"))

    answer = web.post(url, sent(web.get(url), **typed, handling="tilfoej"))

    assert answer.status_code == 422
    assert "Skovkanten er allerede med." in text_of(answer)
    assert draft.institutions.count() == 1


@pytest.mark.parametrize("chosen", ["another municipality's", "no id", "a" * 5000, "\x00"])
def test_a_foreign_institution_is_refused(web, draft, chosen):
    url = section_url(draft, 2)
    pk = InstitutionFactory().pk if chosen == "another municipality's" else chosen

    answer = web.post(url, sent(web.get(url), **{"nyt-institution": pk}, handling="tilfoej"))

    assert answer.status_code == 422
    assert "Vælg et dagtilbud, der står på listen." in text_of(answer)
    assert draft.institutions.count() == 0


def test_an_institution_is_taken_out_only_after_a_question(web, complete):
    row = complete.institutions.get()
    url = section_url(complete, 2)

    asked = web.post(url, sent(web.get(url), handling=f"fjern:{row.pk}"))
    page = text_of(web.get(asked.url))

    assert "Mange børn står uden for legen." in page
    assert complete.institutions.count() == 1

    answer = web.post(asked.url)

    assert answer.url == url + "?ret"
    assert complete.institutions.count() == 0
    assert AuditEvent.objects.get(kind="application.institution_removed").data["answers"] == {
        "institutions.why": "Mange børn står uden for legen."
    }


def test_another_applications_institution_cannot_be_taken_out(web, draft, complete, stranger):
    theirs = actions.begin(draft.round, stranger.memberships.get().organisation, by=Actor.of(stranger))
    row = actions.add_institution(theirs, name="Fremmed", ownership="private", setting="nursery", by=Actor.of(stranger))

    answer = web.post(reverse("applications:remove_institution", args=[complete.pk, row.pk]))

    assert answer.status_code == 404
    assert theirs.institutions.count() == 1


# --- Saving as one types ------------------------------------------------------------------------------------------


def test_a_field_is_saved_in_five_queries(web, draft, connection_queries):
    with connection_queries() as queries:
        answer = save(web, draft, "need", "Uro om formiddagen.")

    assert len(queries) == 5
    assert answer.status_code == 200
    assert answer.json()["revision"] == 1
    assert re.fullmatch(r"\d\d\.\d\d", answer.json()["saved_at"])
    assert value(draft, "need") == "Uro om formiddagen."


def test_a_part_of_a_person_is_saved_with_the_revision_of_the_whole(web, draft):
    first = save(web, draft, "director__name", "Dorte").json()
    second = save(web, draft, "director__title", "Direktør", revision=first["revision"]).json()

    assert second["revision"] == 2
    assert value(draft, "director") == {"name": "Dorte", "title": "Direktør", "email": "", "phone": ""}


def test_a_wrong_number_is_saved_as_it_was_typed(web, draft, open_round):
    question = QuestionFactory(
        question_set=open_round.questions_now, key="hours", kind=QuestionKind.NUMBER, section="3. Behov", order=90
    )
    Answer.objects.create(application=draft, question=question)

    assert save(web, draft, "hours", "mange").status_code == 200
    assert value(draft, "hours") == "mange"
    assert "Skriv et tal, fx 25." in text_of(web.get(section_url(draft, 3)))


def test_a_colleagues_newer_text_is_told_and_kept(web, draft, write, colleague):
    write("need", "Kollegaens tekst", by=colleague)

    answer = save(web, draft, "need", "Min tekst")

    assert answer.status_code == 409
    assert answer.json()["theirs"] == "Kollegaens tekst"
    assert answer.json()["revision"] == 1
    assert value(draft, "need") == "Kollegaens tekst"


def test_somebody_who_was_logged_out_is_told_so_and_keeps_the_text(client, draft):
    answer = save(client, draft, "need", "Uro")

    assert answer.status_code == 401
    assert answer.json() == {
        "message": "Du er blevet logget ud. Teksten står her stadig. Log ind i et nyt vindue, og gem så siden her.",
        "login": reverse("account_login"),
    }
    assert value(draft, "need") is None


def test_a_stranger_cannot_save(client, draft, stranger):
    client.force_login(stranger)

    assert save(client, draft, "need", "Uro").status_code == 404
    assert value(draft, "need") is None


def test_nothing_is_saved_once_the_application_is_handed_in(web, complete):
    Application.objects.filter(pk=complete.pk).update(status="withdrawn")

    answer = save(web, complete, "need", "For sent", revision=1)

    assert answer.status_code == 403
    assert "Teksten står her stadig" in answer.json()["message"]
    assert value(complete, "need") == "Formiddagene er urolige."


@pytest.mark.parametrize(
    ("field", "values", "revision", "status"),
    [
        ("need", ["x" * 1_000_000], "0", 422),
        ("need", ["a\x00b"], "0", 200),
        ("need", [], "0", 200),
        ("need", ["Uro"], str(2**63), 200),
        ("need", ["Uro"], "-1", 200),
        ("need", ["Uro"], "\x00", 200),
        ("need", ["Uro"], "9" * 10_000, 200),
        ("need__part", ["Uro"], "0", 422),
        ("director", ["Dorte"], "0", 422),
        ("director__shoes", ["45"], "0", 422),
        ("commitment", ["ja"], "0", 403),
        ("institutions", ["x"], "0", 403),
        ("unknown", ["x"], "0", 403),
        ("need@not-an-id", ["x"], "0", 422),
        ("need@00000000-0000-0000-0000-000000000000", ["x"], "0", 403),
        ("", ["x"], "0", 403),
        ("\x00need", ["Uro"], "0", 200),
        ("n" * 100_000, ["x"], "0", 403),
    ],
)
def test_bad_input_is_answered_with_a_sentence(web, draft, field, values, revision, status):
    answer = save(web, draft, field, *values, revision=revision)

    assert answer.status_code == status
    assert set(answer.json()) == ({"saved_at", "revision"} if status == 200 else {"message"})


def test_saving_takes_only_post(web, draft):
    assert web.get(reverse("applications:save", args=[draft.pk])).status_code == 405


def test_whoever_began_it_unconfirmed_writes_alone(client, open_round, municipality):
    began = MembershipFactory(organisation=municipality.organisation, unconfirmed=True).user
    other = MembershipFactory(organisation=municipality.organisation, unconfirmed=True).user
    draft = actions.begin(open_round, municipality.organisation, by=Actor.of(began))

    client.force_login(began)
    assert save(client, draft, "need", "Uro").status_code == 200
    client.force_login(other)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(UserFactory())
    assert client.get(draft.get_absolute_url()).status_code == 404
