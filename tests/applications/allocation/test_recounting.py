"""Scores that are left out after the choice: when it makes another set, the round goes back to one's own choice."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from applications.allocation import actions, considering, recounting
from applications.allocation.models import OwnChoice
from applications.assessment.actions import (
    declare_interest,
    put_reviewer_back,
    remove_reviewer,
    rule_on_interest,
)
from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment, Ruling, Score
from applications.decisions.actions import announce
from applications.rounds.models import ProgrammeKind, RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.allocation import ProposalFactory, considered_by, decided_round, ready_for_sums
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.rounds import ProgrammeFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

# What three reviewers give the first and the second of two applicants for one place: the first is ahead only with the
# first reviewer, and the third changes nothing.
GIVEN = [(4, 0), (1, 2), (2, 2)]


@pytest.fixture
def by(manager):
    return Actor.of(manager)


@pytest.fixture
def approving(approver):
    return Actor.of(approver)


@pytest.fixture
def round_():
    found = decided_round("granted", "refused", places=1, reviewers=3)
    applications = list(found.applications.order_by("applicant__name"))
    for person, scores in zip(reviewers(found), GIVEN, strict=True):
        for application, score in zip(applications, scores, strict=True):
            Score.objects.filter(review__reviewer=person, review__application=application).update(score=score)
    return found


def reviewers(round_):
    """The three, by name."""
    standing = ReviewerAssignment.objects.filter(round=round_).select_related("reviewer")
    return [one.reviewer for one in standing.order_by("reviewer__name", "pk")]


def find_interest(round_, person):
    declare_interest(round_, has_interest=True, about="Min søster leder et af dagtilbuddene.", by=Actor.of(person))


def considered(round_, person):
    return considering.of_round(round_, person)[0]


def best(round_, person):
    """Who is in the best set, by name."""
    found = considered(round_, person).grounds
    return [found.names[key] for key in found.analysis["best_on_merit"]["sets"][0]]


def names(round_):
    return list(round_.applications.order_by("applicant__name").values_list("applicant__name", flat=True))


# --- While it is chosen -----------------------------------------------------------------------------------------------


def test_an_interest_found_after_scoring_leaves_the_scores_out_and_keeps_them(round_, manager):
    first, second = names(round_)
    assert best(round_, manager) == [first]

    find_interest(round_, reviewers(round_)[0])

    assert best(round_, manager) == [second]
    assert Review.objects.filter(reviewer=reviewers(round_)[0], locked_at__isnull=False).count() == 2


def test_where_another_set_comes_of_it_the_own_choice_is_noted_again(round_, manager, by):
    ready_for_sums(round_, manager)
    before = considered(round_, manager)
    find_interest(round_, reviewers(round_)[0])

    after = considered(round_, manager)

    assert (before.lacks_own_choice, before.earlier) == (False, [])
    assert (after.lacks_own_choice, after.earlier) == (True, [before.own])
    assert "Notér dit eget valg igen" in after.missing()[0]
    again = actions.note_own_choice(round_, [], reason="Nu ser det anderledes ud.", by=by)
    assert considered(round_, manager).own == again
    assert list(OwnChoice.objects.order_by("at")) == [before.own, again]
    with pytest.raises(ActionError, match="allerede noteret"):
        actions.note_own_choice(round_, [], reason="Og igen.", by=by)


def test_where_the_set_is_the_same_the_own_choice_stands(round_, manager, by):
    ready_for_sums(round_, manager)
    own = considered(round_, manager).own

    find_interest(round_, reviewers(round_)[2])

    assert considered(round_, manager).own == own
    with pytest.raises(ActionError, match="allerede noteret"):
        actions.note_own_choice(round_, [], reason="Igen.", by=by)


def test_a_reviewer_taken_off_takes_the_round_back_and_put_back_brings_it_again(round_, manager, by):
    ready_for_sums(round_, manager)
    own, first = considered(round_, manager).own, reviewers(round_)[0]

    remove_reviewer(round_, first, reason="Har skiftet job.", by=by)
    assert considered(round_, manager).own is None
    put_reviewer_back(ReviewerAssignment.objects.get(round=round_, reviewer=first), by=by)

    assert considered(round_, manager).own == own


def test_a_ruling_that_somebody_takes_part_lets_the_scores_count_again(round_, manager, by):
    ready_for_sums(round_, manager)
    own, first = considered(round_, manager).own, reviewers(round_)[0]
    find_interest(round_, first)
    assert considered(round_, manager).own is None

    declaration = InterestDeclaration.objects.get(round=round_, person=first)
    rule_on_interest(declaration, ruling=Ruling.TAKES_PART, reason="Søsteren er fratrådt.", by=by)

    assert considered(round_, manager).own == own


def test_the_pages_lead_back_to_the_own_choice_and_show_what_was_noted(client, round_, manager):
    ready_for_sums(round_, manager)
    InterestDeclarationFactory(round=round_, person=manager)
    client.force_login(manager)
    composition = reverse("applications:round_composition", args=[round_.pk])
    assert client.get(composition).status_code == 200

    find_interest(round_, reviewers(round_)[0])

    back = client.get(composition, follow=True)
    assert back.redirect_chain[-1][0] == reverse("applications:round_own_choice", args=[round_.pk])
    assert "Notér dit eget valg igen" in texts(back, "main")[0]
    assert "Det største behov." in texts(back, "main")[0]
    noted = client.post(back.redirect_chain[-1][0], {"applications": [], "reason": "Nu et andet."}, follow=True)
    assert noted.redirect_chain[-1][0] == composition


def test_an_own_choice_is_there_once_for_the_same_reviewers(round_, manager):
    OwnChoice.objects.create(round=round_, person=manager, reason="Behovet.")
    OwnChoice.objects.create(round=round_, person=manager, reason="Behovet.", left_out=["1"])

    with pytest.raises(IntegrityError, match=r"own_choice|left_out"), transaction.atomic():
        OwnChoice.objects.create(round=round_, person=manager, reason="Behovet.")


# --- Once it is proposed ----------------------------------------------------------------------------------------------


@pytest.fixture
def proposed(round_, manager, by):
    considered_by(round_, manager)
    actions.propose(round_, by=by)
    return round_


def send_back(round_, by):
    return actions.send_back(round_, remark="Der er fundet en interesse.", by=by)


def test_a_proposal_that_rests_on_another_set_is_not_approved_and_goes_back(proposed, manager, by, approving):
    find_interest(proposed, reviewers(proposed)[0])

    with pytest.raises(ActionError, match="en anden beregnet sammensætning"):
        actions.approve(proposed, by=approving)
    send_back(proposed, approving)

    proposed.refresh_from_db()
    assert proposed.status == RoundStatus.ASSESSING
    with pytest.raises(ActionError, match="Notér dit eget valg igen"):
        actions.propose(proposed, by=by)
    considered_by(proposed, manager)
    again = actions.propose(proposed, by=by)
    assert again.snapshot.number == 2
    assert again.snapshot.left_out == [str(reviewers(proposed)[0].pk)]
    assert actions.approve(proposed, by=approving) == again


def test_an_interest_that_makes_no_other_set_holds_no_proposal_up(proposed, approving):
    find_interest(proposed, reviewers(proposed)[2])

    assert actions.approve(proposed, by=approving).approved_by == approving.person


def test_what_is_approved_is_not_announced_on_another_set_and_goes_back(proposed, manager, by, approving):
    actions.approve(proposed, by=approving)
    find_interest(proposed, reviewers(proposed)[0])

    with pytest.raises(ActionError, match="en anden beregnet sammensætning"):
        announce(proposed, by=by)
    assert not proposed.decisions.filter(announced_at__isnull=False).exists()
    sent_back = send_back(proposed, approving)

    assert (sent_back.approved_at, sent_back.approved_by) == (None, None)
    assert proposed.case.events.filter(kind="round.approved").count() == 1
    considered_by(proposed, manager)
    actions.propose(proposed, by=by)
    actions.approve(proposed, by=approving)
    announce(proposed, by=by)
    proposed.refresh_from_db()
    assert proposed.status == RoundStatus.ANNOUNCED


def test_what_is_approved_does_not_go_back_without_cause(proposed, approving):
    actions.approve(proposed, by=approving)

    with pytest.raises(ActionError, match="kun tilbage, hvis noget i grundlaget"):
        send_back(proposed, approving)

    proposed.refresh_from_db()
    assert proposed.status == RoundStatus.APPROVED


def test_whoever_proposed_and_finds_an_interest_holds_it_up(proposed, manager, approving):
    find_interest(proposed, manager)

    with pytest.raises(ActionError, match=f"{manager.name}, som har indstillet runden"):
        actions.approve(proposed, by=approving)

    send_back(proposed, approving)
    deputy = UserFactory(manager=True)
    considered_by(proposed, deputy)
    assert actions.propose(proposed, by=Actor.of(deputy)).proposed_by == deputy


def test_whoever_approved_and_finds_an_interest_holds_it_up(proposed, by, approving):
    actions.approve(proposed, by=approving)
    find_interest(proposed, approving.person)

    with pytest.raises(ActionError, match="som har tiltrådt runden"):
        announce(proposed, by=by)

    other = UserFactory(approver=True)
    assert send_back(proposed, Actor.of(other)).sent_back_by == other


@pytest.mark.parametrize("is_approved", [False, True])
def test_the_page_says_why_and_what_now(client, proposed, manager, approving, is_approved):
    if is_approved:
        actions.approve(proposed, by=approving)
    for person in (manager, approving.person):
        InterestDeclarationFactory(round=proposed, person=person)
    address = reverse("applications:round_detail", args=[proposed.pk])
    client.force_login(approving.person)
    before = client.get(address)
    find_interest(proposed, reviewers(proposed)[0])

    approvers, sent = client.get(address), {"remark": "Der er fundet en interesse."}
    client.force_login(manager)
    managers = client.get(address)

    assert (before.context["way"].shaken, bool(before.context["send_back_form"])) == ("", not is_approved)
    for page in (approvers, managers):
        assert "Indstillingen kan ikke gå videre" in texts(page, "main")[0]
        assert page.context["turn"]["what"] == "Indstillingen sendes tilbage"
        assert page.context["turn"]["url"] == ("#send-back" if page is approvers else "")
        assert (page.context["may_approve"], page.context["may_announce"]) == (False, False)
    assert (managers.context["send_back_form"], bool(approvers.context["send_back_form"])) == (None, True)
    client.force_login(approving.person)
    client.post(reverse("applications:round_send_back", args=[proposed.pk]), sent)
    proposed.refresh_from_db()
    assert proposed.status == RoundStatus.ASSESSING


def test_what_was_not_calculated_is_shaken_only_by_those_who_stand_for_it(round_):
    minis = ProgrammeFactory(kind=ProgrammeKind.MINI, name="Miniforløb")
    round_.programme = minis
    round_.save()
    proposal = ProposalFactory(round=round_)
    find_interest(round_, reviewers(round_)[0])
    assert recounting.shaken(proposal) == ""

    find_interest(round_, proposal.proposed_by)

    assert "som har indstillet runden" in recounting.shaken(proposal)
