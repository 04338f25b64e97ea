import pytest
from django.urls import reverse

from applications.allocation import actions
from applications.allocation.models import Decision
from applications.assessment.models import InterestDeclaration, Review
from applications.drafting.models import ApplicantKind
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.organisations.models import Region
from tests.factories.accounts import UserFactory
from tests.factories.allocation import (
    PlaceFactory,
    ProposalFactory,
    announced_round,
    considered_by,
    decided_round,
)
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    reviewed_round,
)
from tests.factories.casework import FormalCheckFactory, ReopeningFactory
from tests.factories.drafting import AnswerFactory, ApplicationFactory
from tests.factories.organisations import InstitutionFactory
from tests.factories.rounds import QuestionFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(client, manager):
    """Sign the manager in and let a round's readers declare no interest."""

    def declare(round_, *people):
        for person in people or (manager,):
            InterestDeclarationFactory(round=round_, person=person)
        client.force_login(people[0] if people else manager)
        return round_

    return declare


def text_of(response):
    return response.content.decode()


def means(response):
    """The means of each row, in the order of the criteria."""
    return [[mean for _, mean in row["numbers"][3:]] for row in response.context["rows"]]


def detail(round_):
    return reverse("applications:round_detail", args=[round_.pk])


def application_page(round_, application):
    return reverse("applications:round_application", args=[round_.pk, application.pk])


# --- The list -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rounds", [1, 3])
def test_round_list_takes_the_same_queries_however_long(client, manager, rounds, django_assert_num_queries):
    for _ in range(rounds):
        InterestDeclarationFactory(round=reviewed_round(rounds), person=manager)
    client.force_login(manager)

    with django_assert_num_queries(6):
        response = client.get(reverse("applications:round_list"))

    assert [round_.submitted for round_ in response.context["page"]] == [rounds] * rounds


def test_round_list_counts_nothing_before_one_has_declared(client, manager):
    round_ = reviewed_round(1)
    client.force_login(manager)

    response = client.get(reverse("applications:round_list"))

    assert [one.must_declare for one in response.context["page"]] == [True]
    assert reverse("applications:declare_interest", args=[round_.pk]) in text_of(response)


def test_round_list_forgets_rounds_with_an_interest(client, manager, ready):
    ready(reviewed_round(1))
    page = reverse("applications:round_list")
    assert len(client.get(page).context["page"]) == 1

    InterestDeclaration.objects.filter(person=manager).update(has_interest=True, is_out=True, about="Min søster.")

    assert list(client.get(page).context["page"]) == []
    assert "Der er ingen runder endnu." in text_of(client.get(page))


def test_round_list_survives_a_page_that_is_not_there(client, manager):
    RoundFactory()
    client.force_login(manager)

    assert len(client.get(reverse("applications:round_list"), {"side": "99x"}).context["page"]) == 1


@pytest.mark.parametrize("persona", ["consultant", "coordinator", "administrator"])
def test_round_list_is_for_managers_and_approvers(client, request, persona):
    client.force_login(request.getfixturevalue(persona))

    assert client.get(reverse("applications:round_list")).status_code == 403


# --- The round ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("applications", [1, 3])
def test_round_detail_takes_the_same_queries_however_long(
    client, manager, ready, applications, django_assert_num_queries
):
    round_ = ready(reviewed_round(applications, reviewers=applications))

    with django_assert_num_queries(12):
        response = client.get(detail(round_))

    assert len(response.context["rows"]) == applications


def test_round_detail_shows_facts_progress_means_and_choices(client, ready):
    round_ = ready(decided_round("granted", "refused"))

    response = client.get(detail(round_))

    assert means(response) == [["3,0", "3,0"], ["3,0", "3,0"]]
    text = text_of(response)
    for shown in ("Nordjylland", "40.000", "Ukendt", "2 af 2", "3,0", "Tilsagn", "Afslag"):
        assert shown in text


def test_an_approver_sees_means_when_all_are_locked(client, manager, approver, ready):
    round_ = reviewed_round(1)
    ready(round_, approver, manager)
    assert means(client.get(detail(round_)))[0] == ["3,0", "3,0"]

    ReviewerAssignmentFactory(round=round_, ready=True)

    assert means(client.get(detail(round_)))[0] == ["–", "–"]
    client.force_login(manager)
    assert means(client.get(detail(round_)))[0] == ["3,0", "3,0"]


def test_a_manager_who_reviews_sees_no_means_before_the_own_review(client, ready):
    round_ = reviewed_round(1)
    both = UserFactory(roles=["manager", "consultant"])
    ready(round_, both)
    ReviewerAssignmentFactory(round=round_, reviewer=both)
    assert means(client.get(detail(round_)))[0] == ["–", "–"]

    ReviewFactory(application=round_.applications.get(), reviewer=both, locked=True)

    assert means(client.get(detail(round_)))[0] == ["3,0", "3,0"]


def test_round_detail_asks_for_a_declaration_first(client, manager):
    round_ = reviewed_round(1)
    client.force_login(manager)

    assert client.get(detail(round_)).url == reverse("applications:declare_interest", args=[round_.pk])


def test_a_declared_interest_hides_the_round_and_everything_in_it(client, manager, ready):
    round_ = ready(decided_round("granted"))
    application = round_.applications.get()
    pages = [detail(round_), application_page(round_, application)]
    pages += [reverse("applications:round_reviewers", args=[round_.pk])]
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]

    InterestDeclaration.objects.filter(person=manager).update(has_interest=True, is_out=True, about="Min søster.")

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    for name in ("round_propose", "round_send_back", "round_approve", "round_announce"):
        assert client.post(reverse(f"applications:{name}", args=[round_.pk])).status_code == 404


def test_an_open_round_shows_no_applicant(client, manager):
    application = ApplicationFactory(submitted=True, applicant__name="Skive Kommune")
    client.force_login(manager)

    response = client.get(detail(application.round))

    assert response.context["rows"] == []
    assert "Skive Kommune" not in text_of(response)
    assert "1 ansøgning modtaget" in text_of(response)


def test_a_round_from_before_the_system_shows_its_courses(client, manager):
    place = PlaceFactory(applicant__name="Skive Kommune")
    client.force_login(manager)

    response = client.get(detail(place.round))

    assert [one.applicant.name for one in response.context["places"]] == ["Skive Kommune"]
    assert "Skive Kommune" in text_of(response)


@pytest.mark.parametrize("status", [RoundStatus.DRAFT, *RoundStatus])
def test_round_detail_tells_whose_turn_it_is(client, ready, status):
    round_ = ready(decided_round("granted"))
    ProposalFactory(round=round_, approved=True)
    Decision.objects.update(announced_at=round_.deadline)
    Round.objects.update(status=status)
    turns = {
        RoundStatus.DRAFT: "Runden gøres klar og åbnes",
        RoundStatus.ASSESSING: "Det samlede valg indstilles",
        RoundStatus.PROPOSED: "Indstillingen læses og tiltrædes",
        RoundStatus.APPROVED: "Afgørelserne meddeles",
        RoundStatus.ANNOUNCED: "De valgte kommuner svarer",
    }

    response = client.get(detail(round_))

    assert response.context["turn"]["what"] == turns[status]


@pytest.mark.parametrize(
    ("reviewers", "late", "what", "whose", "page", "words"),
    [
        (0, False, "Bedømmerne vælges", "En leder", "round_reviewers", "Vælg bedømmere"),
        (
            1,
            True,
            "Ansøgningerne bedømmes. Der mangler 1 bedømmelse",
            "Bedømmerne",
            "round_reviewers",
            "Se, hvor langt bedømmerne er",
        ),
        (
            2,
            False,
            "Der vælges for hver ansøgning, og det samlede valg indstilles",
            "En leder",
            "round_ready",
            "Se, om runden er klar",
        ),
    ],
)
def test_the_turn_follows_the_work_of_assessing(client, ready, reviewers, late, what, whose, page, words):
    round_ = ready(reviewed_round(1, reviewers=reviewers))
    if late:
        ReviewerAssignmentFactory(round=round_)

    response = client.get(detail(round_))

    url = reverse(f"applications:{page}", args=[round_.pk])
    assert response.context["turn"] == {"what": what, "whose": whose, "when": "", "url": url, "link_text": words}


@pytest.mark.parametrize(("undecided", "page"), [("refused", "round_composition"), ("nobody", "round_propose")])
def test_the_turn_leads_on_from_what_is_chosen(client, ready, undecided, page):
    round_ = ready(decided_round("granted", "refused"))
    Decision.objects.filter(outcome=undecided).delete()

    turn = client.get(detail(round_)).context["turn"]

    assert turn["url"] == reverse(f"applications:{page}", args=[round_.pk])


def test_the_turn_of_an_approver_leads_to_approving_and_of_a_manager_to_announcing(client, manager, approver):
    round_ = decided_round("granted")
    for person in (manager, approver):
        InterestDeclarationFactory(round=round_, person=person)
    found = []
    client.force_login(approver)
    found.append(client.get(detail(round_)).context["turn"]["url"])
    considered_by(round_, manager)
    actions.propose(round_, by=Actor.of(manager))
    found.append(client.get(detail(round_)).context["turn"]["url"])
    actions.approve(round_, by=Actor.of(approver))
    client.force_login(manager)

    found.append(client.get(detail(round_)).context["turn"]["url"])

    assert found == ["", "#approve", "#announce"]


def test_an_answer_that_is_awaited_is_the_applicants_turn(client, ready):
    round_ = ready(decided_round("granted", "refused"))
    application = round_.applications.order_by("applicant__name").first()
    question = QuestionFactory(question_set=application.question_set)
    ReopeningFactory(answer=AnswerFactory(application=application, question=question))
    name = application.applicant.name

    context = client.get(detail(round_)).context

    turn, steps = context["turn"], {step.label: step for step in context["steps"]}
    assert (turn["what"], turn["whose"]) == (f"Der er bedt om et nyt svar: {name}", "Ansøgerne")
    assert turn["url"] == reverse("applications:round_composition", args=[round_.pk])
    assert steps["Formel kontrol"].hint.endswith(f" Der ventes på et nyt svar fra {name}.")


def test_the_steps_name_what_is_missing(client, ready):
    round_ = ready(reviewed_round(1, reviewers=1))
    late = ReviewerAssignmentFactory(round=round_, reviewer__name="Hanne Friis").reviewer
    out = ReviewerAssignmentFactory(round=round_, reviewer__name="Rasmus Lund").reviewer
    InterestDeclarationFactory(round=round_, person=out, conflicted=True)
    name = round_.applications.get().applicant.name

    steps = {step.label: step for step in client.get(detail(round_)).context["steps"]}

    assert steps["Habilitet"].hint == f"Mangler fra {late.name}. Deltager ikke: {out.name}."
    assert steps["Bedømmelser"].hint == f"1 af 2 er låst. Færre end to: {name}."
    assert steps["Valg og begrundelser"].hint == "0 af 1 er valgt, 0 af 2 pladser er brugt."
    assert steps["Bedømmere"].url == reverse("applications:round_reviewers", args=[round_.pk])


def test_the_steps_tell_how_far_the_formal_check_is(client, ready):
    round_ = reviewed_round(2)
    FormalCheckFactory(application=round_.applications.first())
    ready(round_)

    steps = {step.label: step for step in client.get(detail(round_)).context["steps"]}

    assert steps["Formel kontrol"].hint.startswith("1 af 2 kan bedømmes.")
    assert steps["Formel kontrol"].status_word == "Mangler"
    FormalCheckFactory(application=round_.applications.exclude(formal_check__isnull=False).get())
    steps = {step.label: step for step in client.get(detail(round_)).context["steps"]}
    assert steps["Formel kontrol"].status_word == "Klar"


def test_the_steps_tell_what_was_proposed_without(client, ready):
    round_ = ready(decided_round("granted"))
    Review.objects.all().delete()
    Round.objects.update(status=RoundStatus.PROPOSED)

    steps = {step.label: step for step in client.get(detail(round_)).context["steps"]}

    assert steps["Bedømmelser"].status_word == "Gik videre uden"


def test_the_steps_tell_how_the_municipalities_have_answered(client, ready, manager):
    round_ = ready(announced_round("granted", "granted", "refused"))
    decision = round_.decisions.filter(outcome="granted").order_by("seat_number").first()
    actions.decline_place(decision, by=Actor.of(manager))

    steps = {step.label: step for step in client.get(detail(round_)).context["steps"]}

    assert steps["Svar"].hint.startswith("0 af 2 har sagt ja. 1 plads er givet tilbage. Sidste dag er ")
    assert "Har sagt nej" in text_of(client.get(detail(round_)))

    actions.decline_place(
        round_.decisions.filter(outcome="granted").order_by("seat_number").last(), by=Actor.of(manager)
    )

    steps = {step.label: step for step in client.get(detail(round_)).context["steps"]}
    assert steps["Svar"].hint == "0 af 2 har sagt ja. 2 pladser er givet tilbage."


# --- One application ----------------------------------------------------------------------------------------------


def test_round_application_chooses_with_a_reason(client, manager, ready):
    round_ = ready(reviewed_round(1))
    application = round_.applications.get()

    response = client.post(
        application_page(round_, application), {"outcome": "granted", "reason": "Godt."}, follow=True
    )

    assert response.redirect_chain == [(detail(round_), 302)]
    assert Decision.objects.values_list("outcome", "reason", "seat_number", "chosen_by").get() == (
        "granted",
        "Godt.",
        1,
        manager.pk,
    )
    assert f"Valget for {application.applicant.name} er gemt." in text_of(response)


def test_a_sixth_place_is_refused_and_the_reason_kept(client, ready):
    round_ = ready(decided_round(*["granted"] * 5, places=5))
    sixth = ApplicationFactory(round=round_, submitted=True)

    response = client.post(application_page(round_, sixth), {"outcome": "granted", "reason": "Også god."})

    assert response.status_code == 200
    (refusal,) = response.context["form"].non_field_errors()
    assert refusal.startswith("Der er kun fem pladser i runden")
    assert "Også god." in text_of(response)
    assert Decision.objects.filter(outcome="granted").count() == 5


def test_a_choice_can_be_taken_back(client, ready):
    round_ = ready(decided_round("granted"))

    client.post(application_page(round_, round_.applications.get()), {"outcome": "none", "reason": ""})

    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {"outcome": ["Vælg en afgørelse."]}),
        ({"outcome": "maybe"}, {"outcome": ["Vælg en af afgørelserne."]}),
        ({"outcome": "refused", "reason": "x" * 5001}, {"reason": ["Teksten er for lang. Skriv højst 5.000 tegn."]}),
    ],
)
def test_a_choice_is_checked(client, ready, data, errors):
    round_ = ready(reviewed_round(1))

    response = client.post(application_page(round_, round_.applications.get()), data)

    assert response.context["form"].errors == errors
    assert not Decision.objects.exists()


def test_an_approver_reads_without_choosing(client, approver, ready):
    round_ = ready(decided_round("granted"), approver)
    Round.objects.update(status=RoundStatus.PROPOSED)
    application = round_.applications.get()

    response = client.get(application_page(round_, application))
    client.post(application_page(round_, application), {"outcome": "refused", "reason": "Nej."})

    assert response.context["form"] is None
    assert application.decision.reason in text_of(response)
    assert Decision.objects.get().outcome == "granted"


def test_round_application_shows_the_rationales(client, ready):
    round_ = ready(reviewed_round(1))
    Review.objects.first().scores.update(rationale="Tallene er stærke.")

    assert "Tallene er stærke." in text_of(client.get(application_page(round_, round_.applications.get())))


@pytest.mark.parametrize("reviewers", [1, 3])
def test_round_application_takes_the_same_queries_however_reviewed(client, ready, reviewers, django_assert_num_queries):
    round_ = ready(reviewed_round(1, reviewers=reviewers))
    page = application_page(round_, round_.applications.get())

    with django_assert_num_queries(12):
        response = client.get(page)

    assert [len(block.scores) for block in response.context["blocks"]] == [reviewers, reviewers]


def test_round_application_counts_nobody_with_an_interest(client, ready):
    round_ = ready(reviewed_round(1, reviewers=3))
    page = application_page(round_, round_.applications.get())
    before = client.get(page).context
    conflicted = round_.assignments.first().reviewer
    InterestDeclaration.objects.filter(person=conflicted).update(has_interest=True, is_out=True, about="Min søster.")

    after = client.get(page).context

    assert (before["locked"], before["expected"]) == (3, 3)
    assert (after["locked"], after["expected"]) == (2, 2)
    assert conflicted.name not in [name for block in after["blocks"] for name, *_ in block.scores]


def test_round_application_says_where_the_institution_lies(client, ready):
    round_ = ready(reviewed_round(0))
    kindergarten = InstitutionFactory(municipality__region=Region.SJAELLAND)
    kind = ApplicantKind.MUNICIPAL
    application = ApplicationFactory(round=round_, submitted=True, applicant=kindergarten, applicant_kind=kind)

    response = client.get(application_page(round_, application))

    assert response.context["municipality"] == kindergarten.municipality
    assert "<dt>Region</dt><dd>Sjælland</dd>" in text_of(response)


def test_round_application_shows_a_manager_who_reviews_it_the_scores_after_the_own(client, manager, ready):
    round_ = ready(reviewed_round(1))
    ReviewerAssignmentFactory(round=round_, reviewer=manager)
    application = round_.applications.get()

    before = client.get(application_page(round_, application))
    ReviewFactory(application=application, reviewer=manager, locked=True)
    after = client.get(application_page(round_, application))

    assert [len(block.scores) for block in before.context["blocks"]] == [0, 0]
    assert [len(block.scores) for block in after.context["blocks"]] == [3, 3]


def test_round_application_counts_the_reviews_of_a_round_without_criteria(client, ready):
    round_ = ready(RoundFactory(closed=True))
    application = ApplicationFactory(round=round_, submitted=True)
    ReviewFactory(application=application, locked=True)

    response = client.get(application_page(round_, application))

    assert (response.context["locked"], response.context["blocks"]) == (1, [])


def test_round_application_does_not_show_another_rounds(client, ready):
    round_, other = ready(reviewed_round(1)), reviewed_round(1)

    assert client.get(application_page(round_, other.applications.get())).status_code == 404
    assert client.get(application_page(other, other.applications.get())).status_code == 404


def test_reviewers_do_not_see_the_choices(client, consultant):
    round_ = decided_round("granted")
    ReviewerAssignmentFactory(round=round_, reviewer=consultant, ready=True)
    client.force_login(consultant)

    assert client.get(application_page(round_, round_.applications.get())).status_code == 403
    assert client.get(detail(round_)).status_code == 403


# --- Proposing, approving, announcing -----------------------------------------------------------------------------


def test_the_way_of_a_round_through_its_buttons(client, manager, approver, ready):
    round_ = ready(decided_round("granted", "refused"), approver, manager)
    address = {name: reverse(f"applications:round_{name}", args=[round_.pk]) for name in STEPS}

    considered_by(round_, manager)
    client.force_login(manager)
    client.post(address["propose"])
    client.force_login(approver)
    client.post(address["send_back"], {"remark": "Se på balancen."})
    client.force_login(manager)
    client.post(address["propose"])
    client.force_login(approver)
    client.post(address["approve"])
    client.force_login(manager)
    client.post(address["announce"])

    assert Round.objects.get().status == RoundStatus.ANNOUNCED
    assert Decision.objects.filter(announced_at=None).count() == 0


STEPS = ["propose", "send_back", "approve", "announce"]


def test_the_buttons_stand_where_they_belong(client, manager, approver, ready):
    round_ = ready(decided_round("granted"), approver, manager)
    ProposalFactory(round=round_, approved=True)

    def buttons(user, status):
        Round.objects.update(status=status)
        client.force_login(user)
        text = text_of(client.get(detail(round_)))
        return [name for name in STEPS if reverse(f"applications:round_{name}", args=[round_.pk]) in text]

    assert buttons(manager, RoundStatus.ASSESSING) == ["propose"]
    assert buttons(manager, RoundStatus.PROPOSED) == []
    assert buttons(manager, RoundStatus.APPROVED) == ["announce"]
    assert buttons(manager, RoundStatus.ANNOUNCED) == []
    assert buttons(approver, RoundStatus.ASSESSING) == []
    assert buttons(approver, RoundStatus.PROPOSED) == ["send_back", "approve"]
    assert buttons(approver, RoundStatus.APPROVED) == []


@pytest.mark.parametrize(
    ("name", "status", "persona"),
    [
        ("propose", RoundStatus.ASSESSING, "approver"),
        ("propose", RoundStatus.PROPOSED, "manager"),
        ("send_back", RoundStatus.PROPOSED, "manager"),
        ("approve", RoundStatus.PROPOSED, "manager"),
        ("announce", RoundStatus.APPROVED, "approver"),
        ("announce", RoundStatus.PROPOSED, "manager"),
    ],
)
def test_a_button_that_is_not_ones_own_is_refused(client, request, ready, name, status, persona):
    round_ = ready(decided_round("granted"), request.getfixturevalue(persona))
    Round.objects.update(status=status)

    assert client.post(reverse(f"applications:round_{name}", args=[round_.pk])).status_code == 403
    assert client.get(reverse(f"applications:round_{name}", args=[round_.pk])).status_code == (
        403 if name == "propose" else 405
    )


def test_a_proposal_that_is_not_ready_says_why_and_keeps_the_waiver(client, manager, ready):
    round_ = ready(decided_round("granted"))
    considered_by(round_, manager)
    Decision.objects.update(reason="")
    Review.objects.all().delete()

    response = client.post(
        reverse("applications:round_propose", args=[round_.pk]), {"waiver": "Kun én bedømmer var rask."}
    )

    name = round_.applications.get().applicant.name
    assert response.context["form"].non_field_errors() == [
        f"Runden kan ikke indstilles endnu. Skriv en begrundelse for {name}."
    ]
    assert "Kun én bedømmer var rask." in text_of(response)
    assert f"Skriv en begrundelse for {name}." in response.context["missing"]


def test_a_proposal_is_not_sent_back_without_a_remark(client, approver, ready):
    round_ = ready(decided_round("granted"), approver)
    ProposalFactory(round=round_)
    Round.objects.update(status=RoundStatus.PROPOSED)

    response = client.post(reverse("applications:round_send_back", args=[round_.pk]), {"remark": " "})

    assert response.context["send_back_form"].errors == {"remark": ["Skriv, hvad lederne skal se på igen."]}
    assert Round.objects.get().status == RoundStatus.PROPOSED
