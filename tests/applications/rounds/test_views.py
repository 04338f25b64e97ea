from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.rounds import actions
from applications.rounds.models import Programme, QuestionSet, Round, RoundStatus
from praksis.reference import load_all
from tests.factories.rounds import CriterionFactory, ProgrammeFactory, QuestionFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client, manager):
    client.force_login(manager)


def address(name, *parts):
    return reverse(f"applications:{name}", args=parts)


def date_of(name, day):
    """A date as its three fields are sent."""
    return {f"{name}_{part}": text for part, text in zip(("day", "month", "year"), day.split(), strict=True)}


def sent(**changes):
    """The form of a round, filled in."""
    dates = {"period_from": "1 1 2035", "period_to": "31 12 2035", "opens_on": "1 6 2034", "deadline_on": "1 11 2034"}
    dates |= {name: changes.pop(name) for name in list(changes) if name in dates}
    parts = {key: text for name, day in dates.items() for key, text in date_of(name, day).items()}
    return {"name": "Januar til december 2035", "places": "5", "accept_within_days": "14", **parts, **changes}


# --- A new round --------------------------------------------------------------------------------------------------


def test_a_round_is_created_with_the_programmes_texts_and_the_whole_last_day(client):
    load_all()

    response = client.post(address("round_create"), sent(family_daycare_percent="37,5", small_below="30000"))

    round_ = Round.objects.get(name="Januar til december 2035")
    assert response["Location"] == address("round_detail", round_.pk)
    assert round_.status == RoundStatus.DRAFT
    assert timezone.localtime(round_.deadline).isoformat() == "2034-11-01T23:59:59.999999+01:00"
    assert timezone.localtime(round_.opens_at).isoformat() == "2034-06-01T00:00:00+02:00"
    assert (str(round_.family_daycare_from), round_.small_below) == ("0.3750", 30_000)
    assert round_.criteria.count() == 4


def test_a_round_that_runs_past_the_programme_is_warned_about(client):
    load_all()

    page = client.post(address("round_create"), sent(), follow=True)

    assert any("udbydes til og med 31. december 2019" in text for text in texts(page, ".alert-warning"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"period_to": "1 1 2034"}, "Perioden skal slutte, efter at den er begyndt."),
        ({"deadline_on": "1 5 2034"}, "Fristen skal ligge, efter at runden er åbnet."),
        ({"name": ""}, "Skriv rundens navn."),
        ({"places": "0"}, "Skriv et tal fra 1 til 100."),
        ({"places": "9" * 30}, "Skriv et tal fra 1 til 100."),
        ({"small_below": "mange"}, "Skriv et helt tal, fx 5."),
        ({"family_daycare_percent": "101"}, "Skriv et tal fra 0 til 100."),
        ({"period_from": "31 2 2035"}, "Datoen findes ikke: 31.2.2035."),
    ],
)
def test_a_round_is_refused_with_a_sentence_beside_the_field(client, changes, sentence):
    ProgrammeFactory()

    response = client.post(address("round_create"), sent(**changes))

    assert response.status_code == 422
    assert f"Fejl: {sentence}" in texts(response, ".form-error-message span.d-block")
    assert not Round.objects.exists()


def test_the_dates_of_another_round_are_refused_above_the_form(client):
    ProgrammeFactory()
    client.post(address("round_create"), sent())

    response = client.post(address("round_create"), sent(name="Igen"))

    assert response.status_code == 422
    assert texts(response, ".alert-error li") == ["Der er allerede en runde med den periode og frist."]


def test_a_round_is_edited_and_shown_as_it_stands(client, prepared):
    page = client.get(address("round_edit", prepared.pk))
    assert page.context["form"]["name"].value() == "Januar til december"

    client.post(address("round_edit", prepared.pk), sent(places="3"))

    prepared.refresh_from_db()
    assert prepared.places == 3


def test_an_open_round_leads_back_with_the_reason(client):
    round_ = RoundFactory()

    for name in ("round_edit", "round_open", "criterion_create"):
        page = client.get(address(name, round_.pk), follow=True)
        assert (name, texts(page, ".messages .alert-text")) == (
            name,
            ["Runden er åbnet, så den kan ikke rettes længere."],
        )


def test_a_round_is_copied(client, prepared, edition):
    client.post(address("round_copy", prepared.pk), sent(name="Kopien"))

    copy = Round.objects.get(name="Kopien")
    assert list(copy.criteria.values_list("title", flat=True)) == ["Behov"]
    assert copy.question_sets.get().questions.count() == 5


def test_a_months_round_of_minis_is_not_copied(client):
    mini = RoundFactory(programme=ProgrammeFactory(kind="mini", name="Miniforløb"))

    assert client.get(address("round_copy", mini.pk)).status_code == 403


def test_opening_says_what_is_missing_and_then_opens(client, prepared, edition):
    edition.questions.filter(key="director").delete()
    page = client.get(address("round_open", prepared.pk))
    assert texts(page, "main li") == ["Der skal spørges om direktøren, der skriver under."]
    refused = client.post(address("round_open", prepared.pk), follow=True)
    assert texts(refused, ".messages .alert-text") == ["Der skal spørges om direktøren, der skriver under."]

    QuestionFactory(question_set=edition, key="director", kind="person")
    client.post(address("round_open", prepared.pk))

    prepared.refresh_from_db()
    assert prepared.status == RoundStatus.ASSESSING


# --- Criteria and requirements ------------------------------------------------------------------------------------

WORDS = {f"{name}_{score}": f"Ord {score}" for score in range(5) for name in ("label", "anchor")}


def test_a_criterion_is_added_changed_and_taken_out(client, prepared):
    client.post(address("criterion_create", prepared.pk), {"title": "Andel", "text": "At", "weight": "2", **WORDS})
    criterion = prepared.criteria.get(key="andel")
    assert criterion.anchors.count() == 5

    changed = {"title": "Andelen", "text": "At", "weight": "3", **WORDS}
    client.post(address("criterion_edit", prepared.pk, "andel"), changed)
    criterion.refresh_from_db()
    assert (criterion.title, criterion.weight) == ("Andelen", 3)

    client.post(address("criterion_remove", prepared.pk, "andel"))
    assert list(prepared.criteria.values_list("key", flat=True)) == ["need"]


def test_a_criterion_needs_all_its_anchors(client, prepared):
    response = client.post(address("criterion_create", prepared.pk), {"title": "Andel", "text": "At", "weight": "2"})

    assert response.status_code == 422
    assert "Skriv, hvornår karakteren er 4." in texts(response, ".alert-error li")


def test_requirements_are_changed_on_one_page(client, prepared):
    client.post(address("round_requirements", prepared.pk), {"nyt": "Underskrift"})

    client.post(address("round_requirements", prepared.pk), {"krav_underskrift": "Skriver under", "nyt": "Evaluering"})

    assert list(prepared.requirements.values_list("text", flat=True)) == ["Skriver under", "Evaluering"]


def test_an_open_rounds_texts_can_be_read(client, prepared, edition, by):
    actions.open_round(prepared, by=by)

    criteria = client.get(address("round_criteria", prepared.pk))
    requirements = client.get(address("round_requirements", prepared.pk))
    questions = client.get(address("round_questions", prepared.pk), follow=True)

    assert texts(criteria, "main h2") == ["Behov"]
    assert "Runden er åbnet, så kravene er låst." in texts(requirements, "main p")
    assert texts(questions, "main .question-rows h3")[0] == "Spørgsmål director"
    for page in (criteria, requirements):
        assert texts(page, "main form") == []
    assert texts(questions, "main form button") == ["Lav en ny udgave"]


# --- Questions ----------------------------------------------------------------------------------------------------


def question_sent(**changes):
    return {"label": "Hvad nu?", "section": "3. Behov", "kind": "long_text", "after": "", **changes}


def test_the_page_of_the_questions_leads_to_each_of_them(client, edition):
    page = client.get(address("question_set", edition.pk))

    pks = edition.questions.order_by("order").values_list("pk", flat=True)
    assert links(page, ".question-rows a") == [address("question_edit", edition.pk, pk) for pk in pks]
    assert len(texts(page, ".question-rows form")) == 3  # two are locked


def test_a_question_is_added_and_changed(client, edition):
    after = edition.questions.get(key="need")
    client.post(address("question_create", edition.pk), question_sent(after=str(after.pk), required="on"))
    question = edition.questions.get(key="hvad_nu")

    changes = question_sent(label="Hvad så?", kind="single_choice", options="Ja\n\nNej\nJa", after=str(after.pk))
    client.post(address("question_edit", edition.pk, question.pk), changes)

    question.refresh_from_db()
    assert (question.label, question.required) == ("Hvad så?", False)
    assert question.options == [["ja", "Ja"], ["nej", "Nej"]]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": ""}, "Skriv spørgsmålet."),
        ({"kind": "single_choice"}, "Skriv mindst to svarmuligheder, én på hver linje."),
        ({"kind": "signature"}, "Vælg en slags på listen."),
        ({"options": "x" * 201}, "En svarmulighed må højst være på 200 tegn."),
        ({"options": "\n".join(map(str, range(51)))}, "Skriv højst 50 svarmuligheder."),
        ({"max_words": "0"}, "Skriv et tal fra 1 til 2.000."),
        ({"criterion": "findes_ikke"}, "Vælg et kriterium på listen."),
        ({"after": "1"}, "Vælg en placering på listen."),
    ],
)
def test_a_question_is_refused_with_a_sentence(client, edition, changes, sentence):
    response = client.post(address("question_create", edition.pk), question_sent(**changes))

    assert response.status_code == 422
    assert texts(response, ".alert-error li") == [sentence]
    assert edition.questions.count() == 5


def test_what_the_code_reads_is_left_out_of_the_form(client, edition):
    page = client.get(address("question_edit", edition.pk, edition.questions.get(key="director").pk))

    assert list(page.context["form"].fields) == ["label", "guidance", "section", "after", "criterion"]


def test_a_question_for_each_institution_stays_in_its_section(client, edition):
    question = edition.questions.get(key="institutions.why")

    client.post(address("question_edit", edition.pk, question.pk), {"label": "Hvorfor?", "kind": "text", "after": ""})

    question.refresh_from_db()
    assert (question.label, question.section) == ("Hvorfor?", "2. Dagtilbud")


def test_a_question_is_removed(client, edition):
    client.post(address("question_remove", edition.pk, edition.questions.get(key="need").pk))

    assert not edition.questions.filter(key="need").exists()


def test_a_new_edition_is_begun_and_thrown_away(client, prepared, edition, by):
    actions.open_round(prepared, by=by)

    client.post(address("edition_begin", edition.pk))
    begun = QuestionSet.objects.get(number=2)
    assert texts(client.get(address("question_set", begun.pk)), "#publish") == ["Tag udgaven i brug"]
    response = client.post(address("edition_discard", begun.pk))

    assert response["Location"] == address("round_questions", prepared.pk)
    assert QuestionSet.objects.get() == edition


def test_questions_in_use_lead_back_with_the_reason(client, prepared, edition, by):
    actions.open_round(prepared, by=by)

    page = client.get(address("question_edit", edition.pk, edition.questions.first().pk), follow=True)

    assert texts(page, ".messages .alert-text") == [
        "Spørgsmålene er taget i brug og kan ikke rettes. Lav en ny udgave i stedet."
    ]


def test_a_round_that_is_over_offers_no_new_edition(client, prepared, edition, by):
    actions.open_round(prepared, by=by)
    Round.objects.update(deadline=timezone.now() - timedelta(seconds=1))

    assert texts(client.get(address("question_set", edition.pk)), "main form") == []
    refused = client.post(address("edition_begin", edition.pk), follow=True)
    assert texts(refused, ".messages .alert-text")[0].startswith("Runden tager ikke imod ansøgninger længere")


def test_a_programmes_own_questions_have_a_page(client):
    load_all()
    mini = Programme.objects.get(kind="mini")

    page = client.get(address("programme_questions", "mini"), follow=True)

    assert page.context["edition"] == mini.questions_now
    assert texts(page, "main form button") == ["Lav en ny udgave"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries_however_long(client, prepared, edition, count, django_assert_num_queries):
    for _ in range(count):
        CriterionFactory(round=prepared)
        QuestionFactory(question_set=edition)

    with django_assert_num_queries(7):
        client.get(address("round_criteria", prepared.pk))
    with django_assert_num_queries(8):
        client.get(address("question_set", edition.pk))
