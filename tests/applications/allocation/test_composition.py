"""The way from ready to proposed: what is read, what is asked, and what is kept."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications.allocation import actions, considering, explaining, grounds, readiness, standing, workbench
from applications.allocation.models import Decision, Explanation, OwnChoice, Snapshot, Waiver
from applications.assessment.models import AgreedScore, ReviewerAssignment, Score
from applications.drafting.models import Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.allocation import considered_by, decided_round, ready_for_sums
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    reviewed_round,
)
from tests.factories.casework import FormalCheckFactory, HearingFactory, ReopeningFactory
from tests.factories.drafting import AnswerFactory, ApplicationFactory
from tests.factories.rounds import QuestionFactory, RoundFactory

pytestmark = pytest.mark.django_db

WISHES = {"small_below": 30_000, "larger_from": 60_000, "regions_at_least": 2, "family_daycare_from": "0.4000"}
# Region, inhabitants, share of family day care, and the score that all give
PLACES = {
    "Aarhus": ("Midtjylland", 345_000, "0.0500", 4),
    "Greve": ("Sjælland", 50_000, None, 3),
    "Læsø": ("Nordjylland", 1_800, "0.6000", 1),
}


@pytest.fixture
def by(manager):
    return Actor.of(manager)


@pytest.fixture
def three():
    """A round with two places in which Aarhus is the strongest, then Greve, and Læsø brings all the considerations."""
    round_ = reviewed_round(3, places=2, **WISHES)
    for application, (name, facts) in zip(round_.applications.order_by("pk"), PLACES.items(), strict=True):
        region, population, share, score = facts
        municipality = application.applicant.as_municipality
        municipality.name, municipality.region, municipality.population = f"{name} Kommune", region, population
        if share:
            municipality.family_daycare_share, municipality.family_daycare_year = share, 2016
            municipality.family_daycare_source = "Danmarks Statistik"
        municipality.save()
        Score.objects.filter(review__application=application).update(score=score)
    return round_


def in_order(round_):
    return list(round_.applications.order_by("applicant__name").values_list("pk", flat=True))


def considered(round_, person):
    return considering.of_round(round_, person)[0]


def grounds_of(round_):
    return considered(round_, None).grounds


def grant(round_, *names, by):
    for name in names:
        application = round_.applications.get(applicant__name=f"{name} Kommune")
        actions.choose(round_, application, outcome="granted", reason="God.", by=by)


def refusal(action, *given, **said):
    with pytest.raises(ActionError) as refused:
        action(*given, **said)
    return str(refused.value)


# --- What counts --------------------------------------------------------------------------------------------------


def test_the_grounds_hold_what_counts_and_name_nobody(three):
    found = grounds_of(three)

    raw = json.loads(found.text)
    assert [(row["population"], row["region"], row["dagpleje_share"]) for row in raw["applicants"]] == [
        (facts[1], facts[0], None if facts[2] is None else float(facts[2]))
        for _, facts in sorted(PLACES.items(), key=lambda one: _key(found, one[0]))
    ]
    assert raw["considerations"] == {
        "size": {"small_below": 30_000, "larger_from": 60_000},
        "regions": {"at_least": 2},
        "dagpleje": {"high_from": 0.4},
    }
    assert {row["reviewer"] for row in raw["reviews"]} == {"b1", "b2"}
    assert not any(name in found.text for name in found.names.values())


def _key(found, name):
    return next(key for key, full in found.names.items() if full == f"{name} Kommune")


def test_a_round_without_wishes_or_shares_uses_none():
    round_ = reviewed_round(1)

    assert json.loads(grounds_of(round_).text)["considerations"] == {}


def test_an_agreed_score_replaces_the_mean(three, manager):
    criterion = three.criteria.get(key="need")
    læsø = three.applications.get(applicant__name="Læsø Kommune")
    before = grounds_of(three)

    AgreedScore.objects.create(application=læsø, criterion=criterion, score=3, reason="Enige.", agreed_by=manager)

    after = grounds_of(three)
    key = _key(after, "Læsø")
    assert (before.analysis["merit"][key], after.analysis["merit"][key]) == (25.0, 50.0)
    assert before.analysis["sha256"] != after.analysis["sha256"]


def test_reviews_of_a_person_with_an_interest_count_nowhere(three):
    first = three.assignments.order_by("assigned_at").first().reviewer
    three.interest_declarations.filter(person=first).update(has_interest=True, is_out=True, about="Min søster.")

    found = grounds_of(three)

    assert {row["reviewer"] for row in json.loads(found.text)["reviews"]} == {"b1"}


@pytest.mark.parametrize("number", [1, 4])
def test_what_is_considered_takes_as_many_queries_for_four_as_for_one(number, manager, django_assert_num_queries):
    round_ = reviewed_round(number)

    with django_assert_num_queries(9):
        considering.of_round(round_, manager)


def test_a_locked_review_without_scores_counts_as_a_review(three):
    application = three.applications.order_by("pk").first()
    before = len(grounds_of(three).snapshot.reviews)

    ReviewFactory(application=application, locked=True, scores={})

    assert (len(grounds_of(three).snapshot.reviews), before) == (7, 6)


def test_where_nobody_has_applied_nothing_is_calculated(manager):
    round_ = RoundFactory(closed=True)

    found = considered(round_, manager)

    assert (found.grounds, found.chosen, found.questions, found.lacks_own_choice) == (None, [], [], False)


# --- Ready --------------------------------------------------------------------------------------------------------


def test_what_is_not_done_is_listed_one_by_one():
    round_ = RoundFactory(closed=True)
    application = ApplicationFactory(round=round_, submitted=True)
    question = QuestionFactory(question_set=application.question_set)
    ReopeningFactory(answer=AnswerFactory(application=application, question=question))
    reviewer = ReviewerAssignmentFactory(round=round_).reviewer
    assignments = list(ReviewerAssignment.objects.with_interests())

    found = readiness.items(standing.of_round(round_), assignments)

    name = application.applicant.name
    assert [(item.key.partition(":")[0], item.words, item.can_be_waived) for item in found] == [
        ("reviews", f"Ansøgningen fra {name} har ingen låste bedømmelser.", True),
        (
            "awaited",
            f"Vi venter på et nyt svar fra {name}. Vent på det, eller luk uden svar under formel kontrol.",
            False,
        ),
        ("check", f"Den formelle kontrol af ansøgningen fra {name} er ikke færdig.", True),
        ("facts", f"Andelen i dagpleje i {name} er ukendt. Den tæller ikke som høj i beregningen.", True),
        ("interests", f"{reviewer.name} har ikke erklæret sin habilitet.", True),
    ]
    assert readiness.open_items(found, {item.key for item in found[1:]}) == found[:1]


def test_an_application_that_lacks_nothing_is_not_listed(three):
    ready = three.applications.get(applicant__name__startswith="Læsø")
    FormalCheckFactory(application=ready)

    listed = [item.words for item in readiness.items(standing.of_round(three), [])]

    assert [words for words in listed if "Læsø" in words] == []
    assert [words for words in listed if "Greve" in words] == [
        "Den formelle kontrol af ansøgningen fra Greve Kommune er ikke færdig.",
        "Andelen i dagpleje i Greve Kommune er ukendt. Den tæller ikke som høj i beregningen.",
    ]


def test_nothing_is_proposed_as_long_as_somebody_is_heard(three):
    HearingFactory(application=three.applications.get(applicant__name__startswith="Greve"))

    lacking = readiness.missing(standing.of_round(three), places=2)

    assert "Afslut partshøringen af Greve Kommune, når svaret er kommet, eller dagen er gået." in lacking


def test_one_goes_on_without_something_with_a_reason(by):
    round_ = reviewed_round(1, reviewers=1)
    item = readiness.items(standing.of_round(round_), [])[0]

    assert refusal(actions.waive, round_, item, reason=" ", by=by) == "Skriv, hvorfor I går videre."
    waiver = actions.waive(round_, item, reason=" Kun én kunne. ", by=by)
    again = actions.waive(round_, item, reason="Noget andet.", by=by)

    assert (again.pk, waiver.reason, waiver.words) == (waiver.pk, "Kun én kunne.", item.words)
    assert list(round_.case.events.values_list("kind", flat=True)) == ["round.waived"]
    assert considered(round_, by.user).waived == {item.key}


def test_what_must_be_closed_itself_is_not_gone_on_without(by):
    round_ = reviewed_round(1)
    item = readiness.Item("awaited:1", "Vi venter på et nyt svar fra Skive.", can_be_waived=False)

    assert refusal(actions.waive, round_, item, reason="Nej.", by=by) == "Vi venter på et nyt svar fra Skive."
    assert not Waiver.objects.exists()


# --- Own choice ---------------------------------------------------------------------------------------------------


def test_an_own_choice_is_noted_once_and_stays(three, by):
    first, second, _ = in_order(three)

    own = actions.note_own_choice(three, [second, first], reason=" Behovet. ", by=by)

    assert (own.applications, own.reason) == (sorted([str(first), str(second)]), "Behovet.")
    assert refusal(actions.note_own_choice, three, [], reason="Ingen.", by=by) == "Dit eget valg er allerede noteret."
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("number", "reason", "expected"),
    [
        (3, "Alle.", "Du har valgt 3, og runden har 2 pladser."),
        (1, " ", "Skriv en linje om, hvorfor du vælger sådan."),
    ],
)
def test_an_own_choice_that_cannot_be_is_refused(three, by, number, reason, expected):
    assert refusal(actions.note_own_choice, three, in_order(three)[:number], reason=reason, by=by) == expected


def test_nobody_outside_the_round_is_an_own_choice(three, by):
    other = ApplicationFactory(submitted=True)

    expected = "En af ansøgningerne er ikke længere med i runden. Vælg igen."
    assert refusal(actions.note_own_choice, three, [other.pk], reason="Ja.", by=by) == expected


# --- A whole set --------------------------------------------------------------------------------------------------


def test_a_set_is_chosen_at_one_press_and_keeps_the_reasons(three, by):
    first, second, third = in_order(three)
    grant(three, "Aarhus", "Greve", by=by)

    actions.choose_set(three, [second, third], before=[first, second], by=by)

    chosen = Decision.objects.filter(outcome="granted").values_list("application", "reason", "seat_number")
    assert sorted(chosen) == sorted([(second, "God.", 2), (third, "", 1)])
    actions.choose_set(three, [second, third], before=[], by=by)  # it is so already


def test_of_two_who_change_the_set_at_once_one_is_told(three, by):
    first, second, third = in_order(three)
    actions.choose_set(three, [first], before=[], by=by)

    told = refusal(actions.choose_set, three, [second], before=[], by=by)

    assert told.startswith("En anden har ændret valget imens.")
    assert list(Decision.objects.values_list("application", flat=True)) == [first]
    many = refusal(actions.choose_set, three, [first, second, third], before=[first], by=by)
    assert many == "Der er valgt 3, og runden har 2 pladser. Fjern nogen først."


def test_nobody_outside_the_round_is_in_a_set(three, by):
    other = ApplicationFactory(submitted=True)

    expected = "Ansøgningen er ikke længere med i runden."
    assert refusal(actions.choose_set, three, [other.pk], before=[], by=by) == expected


def test_a_key_of_nobody_is_refused(three, by):
    unknown = "00000000-0000-0000-0000-000000000000"

    expected = "En af ansøgningerne er ikke længere med i runden. Vælg igen."
    assert refusal(actions.choose_set, three, [unknown], before=[], by=by) == expected


# --- What must be explained ---------------------------------------------------------------------------------------


def test_what_a_choice_gives_rise_to_ask_is_asked_in_words(three, by):
    grant(three, "Læsø", by=by)

    asked = considered(three, by.user).questions

    assert {question.key.partition(":")[0]: question.words for question in asked if "not_met" not in question.key} == {
        "weaker": "Læsø Kommune (25) er valgt, og Aarhus Kommune (100) og Greve Kommune (75) er ikke, selv om "
        "bedømmelsen er tydeligt stærkere.",
        "free": "Én plads bruges ikke, selv om der er flere ansøgere.",
    }
    assert sorted(question.words for question in asked if "not_met" in question.key) == [
        "Sammensætningen har ikke både en lille og en større kommune, og det kunne den have haft.",
        "Sammensætningen kommer fra for få dele af landet, og det kunne den have haft.",
    ]


def test_an_explanation_can_be_written_again_and_is_asked_for_no_longer(three, by):
    grant(three, "Aarhus", "Greve", by=by)
    question = considered(three, by.user).questions[0]

    assert refusal(actions.explain, three, question, consideration="size", text=" ", by=by) == "Skriv en begrundelse."
    actions.explain(three, question, consideration="size", text="Størst behov.", by=by)
    actions.explain(three, question, consideration="criteria", text=" Samlet set. ", by=by)

    kept = Explanation.objects.get()
    assert (kept.consideration, kept.text, kept.words) == ("criteria", "Samlet set.", question.words)
    assert question not in considered(three, by.user).unanswered


def test_differences_are_told_as_differences(three):
    found = grounds_of(three)

    lower = "er den samlede vurdering 25,0 point lavere pr. plads."
    assert explaining.prices(found) == [
        f"Skal sammensætningen have både en lille og en større kommune, {lower}",
        "Skal sammensætningen have kommuner fra forskellige dele af landet, ændrer det ikke den samlede vurdering.",
        f"Skal sammensætningen have en kommune med en høj andel dagpleje, {lower}",
        "Skal alle hensyn være med på én gang, er den 25,0 point lavere pr. plads: "
        "Læsø Kommune (25) i stedet for Greve Kommune (75).",
    ]


# --- The page's words ---------------------------------------------------------------------------------------------


def test_what_no_applicants_can_meet_is_told(three):
    leaving = three.applications.filter(applicant__name__startswith="Læsø")
    leaving.update(status=Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_by=UserFactory())
    three.places = 1
    three.save()

    assert explaining.prices(grounds_of(three)) == [
        "Det er ikke muligt at have både en lille og en større kommune med blandt ansøgerne.",
        "Det er ikke muligt at have kommuner fra forskellige dele af landet med blandt ansøgerne.",
        "Det er ikke muligt at have en kommune med en høj andel dagpleje med blandt ansøgerne.",
    ]


def test_the_lines_stand_by_merit_and_tell_what_is_chosen(three, by):
    grant(three, "Greve", by=by)
    found = considered(three, by.user)

    drawn = workbench.lines(found, found.grounds)

    assert [(line.name, line.merit, line.is_chosen, line.daycare) for line in drawn] == [
        ("Aarhus Kommune", "100", False, "5 %"),
        ("Greve Kommune", "75", True, "Ukendt"),
        ("Læsø Kommune", "25", False, "60 %"),
    ]


def test_the_board_says_which_considerations_the_chosen_meet(three, by):
    grant(three, "Aarhus", "Greve", by=by)
    found = considered(three, by.user)

    assert [(wish.title, wish.word) for wish in workbench.board(found, found.grounds)] == [
        ("Små og større kommuner", "Ikke med"),
        ("Forskellige dele af landet", "Med"),
        ("Høj andel dagpleje", "Ikke med"),
    ]


def test_the_calculated_stands_beside_the_chosen(three, by):
    grant(three, "Aarhus", "Greve", by=by)
    found = considered(three, by.user)

    merit, balanced = workbench.compared(found, found.grounds)

    assert (merit.text, merit.joins, merit.leaves) == ("Det er de samme, som I har valgt.", "", "")
    assert (balanced.text, balanced.joins, balanced.leaves) == (
        "Jeres valg er 25,0 point højere pr. plads.",
        "Læsø Kommune",
        "Greve Kommune",
    )


def test_the_same_merit_of_another_set_is_told_as_such(three, by):
    Score.objects.filter(review__application__applicant__name__startswith="Læsø").update(score=3)
    grant(three, "Aarhus", "Greve", by=by)
    found = considered(three, by.user)

    _, balanced = workbench.compared(found, found.grounds)

    assert (balanced.text, balanced.joins) == ("Jeres valg har den samme samlede vurdering.", "Læsø Kommune")


def test_a_merit_is_a_range_where_a_criterion_has_no_score(three, by):
    of_one = Score.objects.filter(criterion=three.criteria.first())
    of_one.filter(review__application__applicant__name__startswith="Aarhus").delete()
    found = considered(three, by.user)

    assert {line.name: line.merit for line in workbench.lines(found, found.grounds)}["Aarhus Kommune"] == "50–100"


# --- Places -------------------------------------------------------------------------------------------------------


def test_the_number_of_places_changes_with_a_reason_until_the_proposal(three, by):
    grant(three, "Aarhus", "Greve", by=by)
    actions.choose_set(three, in_order(three)[1:2], before=in_order(three)[:2], by=by)

    change = actions.change_places(three, 1, reason=" Færre penge. ", by=by)

    three.refresh_from_db()
    assert (three.places, change.before, change.after, change.reason) == (1, 2, 1, "Færre penge.")
    assert Decision.objects.get(outcome="granted").seat_number == 1


@pytest.mark.parametrize(
    ("places", "reason", "expected"),
    [
        (2, "Det samme.", "Skriv et andet antal pladser, mindst én."),
        (0, "Ingen.", "Skriv et andet antal pladser, mindst én."),
        (5, " ", "Skriv, hvorfor antallet ændres."),
        (1, "Færre.", "Der er valgt 2 allerede. Vælg nogen fra, før I sætter antallet ned."),
    ],
)
def test_places_that_cannot_be_are_refused(three, by, places, reason, expected):
    grant(three, "Aarhus", "Greve", by=by)

    assert refusal(actions.change_places, three, places, reason=reason, by=by) == expected


def test_places_stand_once_the_round_is_proposed(by):
    round_ = decided_round("granted")
    considered_by(round_, by.user)
    actions.propose(round_, by=by)

    expected = "Antallet af pladser kan kun ændres, til runden er indstillet."
    assert refusal(actions.change_places, round_, 9, reason="Flere.", by=by) == expected


# --- Proposing ----------------------------------------------------------------------------------------------------


def test_a_proposal_needs_the_own_choice_the_reasons_and_the_explanations(by):
    round_ = decided_round("granted", "refused")

    told = refusal(actions.propose, round_, by=by)

    name = round_.decisions.get(outcome="refused").application.applicant.name
    assert told.startswith("Runden kan ikke indstilles endnu. Notér først dit eget valg.")
    assert f"Skriv en begrundelse under hvert kriterium for {name}. Der står et udkast." in told
    assert "Mangler en forklaring:" in told
    OwnChoice.objects.create(round=round_, person=by.user, reason="Behovet.")
    considered_by(round_, by.user)
    assert actions.propose(round_, by=by).snapshot.number == 1


def test_what_is_frozen_is_replayed_to_the_same_numbers(by, tmp_path, capsys):
    round_ = decided_round("granted", "refused", "reserve")
    considered_by(round_, by.user)

    snapshot = actions.propose(round_, by=by).snapshot

    file = tmp_path / "snapshot.json"
    file.write_text(snapshot.input)
    call_command("replay_allocation", str(file))
    assert json.loads(capsys.readouterr().out) == json.loads(snapshot.output)
    assert workbench.frozen(snapshot)["comes_to_the_same"]
    assert snapshot.code_version == grounds.code_version()
    assert len(snapshot.chosen) == 1


def test_a_proposal_that_comes_again_has_a_calculation_of_its_own(by, approver):
    round_ = decided_round("granted", "refused")
    considered_by(round_, by.user)
    actions.propose(round_, by=by)
    actions.send_back(round_, remark="Se igen.", by=Actor.of(approver))

    actions.propose(round_, by=by)

    assert list(Snapshot.objects.values_list("number", flat=True)) == [1, 2]


def test_a_waived_review_needs_no_reason_twice(by):
    round_ = decided_round("granted", "refused")
    round_.applications.first().reviews.first().delete()
    ready_for_sums(round_, by.user)
    considered_by(round_, by.user)

    assert actions.propose(round_, by=by).waiver == ""


def test_minis_are_not_calculated(manager):
    round_ = reviewed_round(1)
    round_.programme.kind = "mini"
    round_.programme.save()

    assert considered(round_, manager).grounds is None
    InterestDeclarationFactory(round=round_, person=UserFactory())
