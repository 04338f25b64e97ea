"""Who reviews a round, and which of its applications."""

import pytest

from applications.assessment import actions
from applications.assessment.models import Review, ReviewerAssignment, Score
from applications.drafting.models import Status
from applications.rounds.models import RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.assessment import (
    InterestDeclarationFactory,
    ReviewerAssignmentFactory,
    ReviewFactory,
    reviewed_round,
)
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import CriterionFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    round_ = RoundFactory(closed=True)
    CriterionFactory(round=round_, key="need", title="Behov", order=1)
    return round_


@pytest.fixture
def application(round_):
    return ApplicationFactory(round=round_, submitted=True)


@pytest.fixture
def by(manager):
    return Actor.of(manager)


def kinds(round_):
    return list(round_.case.events.order_by("id").values_list("kind", flat=True))


def told(round_):
    """What the round's timeline says, the newest first."""
    return [line["text"] for line in log.timeline(round_.case, party=False)]


def read_by(round_):
    """The applicants whose application each reviewer reads, by the reviewer's name; None for all."""
    return {
        one.reviewer.name: None
        if one.reads_all
        else sorted(one.parts.values_list("application__applicant__name", flat=True))
        for one in round_.assignments.standing().select_related("reviewer")
    }


def letters():
    return list(Email.objects.order_by("to", "created_at").values_list("to", "subject"))


# --- Assigning ----------------------------------------------------------------------------------------------------


def test_assign_reviewer_tells_the_consultant_once(round_, by, consultant):
    first = actions.assign_reviewer(round_, consultant, by=by)
    second = actions.assign_reviewer(round_, consultant, by=by)

    assert first == second
    assert (first.assigned_by, first.reads_all) == (by.user, True)
    assert letters() == [(consultant.email, f"Du er bedømmer i runden {round_.name}")]
    assert kinds(round_) == ["reviewer.assigned"]


def test_assign_reviewer_refuses_somebody_who_is_not_a_consultant(round_, by, coordinator):
    with pytest.raises(ActionError, match=r"Karen Koordinator er ikke praksiskonsulent"):
        actions.assign_reviewer(round_, coordinator, by=by)

    assert not ReviewerAssignment.objects.exists()


def test_who_comes_when_the_applications_are_spread_reads_none_until_they_are_spread_anew(round_, by, consultant):
    ReviewerAssignmentFactory(round=round_, reads_all=False)

    assert actions.assign_reviewer(round_, consultant, by=by).reads_all is False


@pytest.mark.parametrize("status", [RoundStatus.PROPOSED, RoundStatus.APPROVED, RoundStatus.ANNOUNCED])
def test_reviewers_stand_once_the_round_is_proposed(status, by, consultant):
    assignment = ReviewerAssignmentFactory(round__status=status)
    round_ = assignment.round

    for change in (
        lambda: actions.assign_reviewer(round_, consultant, by=by),
        lambda: actions.remove_reviewer(round_, assignment.reviewer, by=by),
        lambda: actions.put_reviewer_back(assignment, by=by),
        lambda: actions.read_all(round_, by=by),
        lambda: actions.spread_evenly(round_, by=by),
        lambda: actions.assign_by_hand(round_, {}, by=by),
    ):
        with pytest.raises(ActionError, match="Bedømmerne kan ikke længere ændres"):
            change()


def test_remove_reviewer_keeps_the_drafts(round_, application, by):
    review = ReviewFactory(application=application, scores={"need": 3})
    ReviewerAssignmentFactory(round=round_, reviewer=review.reviewer)

    actions.remove_reviewer(round_, review.reviewer, by=by)
    actions.remove_reviewer(round_, review.reviewer, by=by)

    assert not ReviewerAssignment.objects.exists()
    assert Score.objects.get().score == 3
    assert kinds(round_) == ["reviewer.removed"]


def test_set_reviewers_adds_and_removes(round_, by):
    stays, goes, comes = UserFactory.create_batch(3, consultant=True)
    actions.set_reviewers(round_, [stays, goes], by=by)

    actions.set_reviewers(round_, [stays, comes], by=by)

    assert {assignment.reviewer for assignment in round_.assignments.all()} == {stays, comes}


def test_set_reviewers_does_all_or_nothing(by):
    round_ = reviewed_round(1, reviewers=1)
    (assignment,) = round_.assignments.all()

    with pytest.raises(ActionError, match="har låst bedømmelser"):
        actions.set_reviewers(round_, [UserFactory(consultant=True)], by=by)

    assert [one.reviewer for one in round_.assignments.standing()] == [assignment.reviewer]


# --- Taking off somebody who has locked reviews -------------------------------------------------------------------


@pytest.fixture
def reviewed():
    """A round with one application that two have reviewed."""
    return reviewed_round(1)


@pytest.fixture
def first(reviewed):
    return reviewed.assignments.order_by("pk").first()


def test_who_has_locked_is_taken_off_with_a_reason_and_the_reviews_are_left_out(reviewed, first, by):
    actions.remove_reviewer(reviewed, first.reviewer, reason=" Har skiftet job. ", by=by)
    actions.remove_reviewer(reviewed, first.reviewer, reason="Igen", by=by)

    first.refresh_from_db()
    assert (first.removed_by, first.removed_reason) == (by.user, "Har skiftet job.")
    assert Review.objects.count() == 2
    assert [review.reviewer for review in Review.objects.valid_in(reviewed)] != [first.reviewer]
    assert Review.objects.valid_in(reviewed).count() == 1
    assert told(reviewed) == [
        f"{first.reviewer.name} er taget af runden: Har skiftet job. 1 låst bedømmelse tæller ikke længere med."
    ]
    assert letters() == [(first.reviewer.email, f"Du er ikke længere bedømmer i runden {reviewed.name}")]


@pytest.mark.parametrize("reason", ["", "  "])
def test_who_has_locked_is_not_taken_off_without_a_reason(reviewed, first, by, reason):
    with pytest.raises(ActionError, match="har låst bedømmelser i runden"):
        actions.remove_reviewer(reviewed, first.reviewer, reason=reason, by=by)

    assert reviewed.assignments.standing().count() == 2


def test_several_locked_reviews_are_told_as_several(by):
    round_ = reviewed_round(2, reviewers=1)

    actions.remove_reviewer(round_, round_.assignments.get().reviewer, reason="Har skiftet job.", by=by)

    assert told(round_)[0].endswith("2 låste bedømmelser tæller ikke længere med.")


@pytest.mark.parametrize("way", ["put back", "ticked again"])
def test_who_was_taken_off_can_be_put_back_and_the_reviews_count_again(reviewed, first, by, way):
    actions.remove_reviewer(reviewed, first.reviewer, reason="Har skiftet job.", by=by)
    first.refresh_from_db()

    for _ in range(2):
        if way == "put back":
            actions.put_reviewer_back(first, by=by)
        else:
            actions.assign_reviewer(reviewed, first.reviewer, by=by)

    assert reviewed.assignments.standing().count() == 2
    assert Review.objects.valid_in(reviewed).count() == 2
    assert kinds(reviewed) == ["reviewer.taken_off", "reviewer.put_back"]
    assert letters()[-1] == (first.reviewer.email, f"Du er igen bedømmer i runden {reviewed.name}")


@pytest.mark.parametrize("gone", ["left", "no longer a consultant"])
def test_nobody_is_put_back_who_is_no_longer_a_consultant(reviewed, first, by, gone):
    actions.remove_reviewer(reviewed, first.reviewer, reason="Har skiftet job.", by=by)
    first.refresh_from_db()
    if gone == "left":
        type(first.reviewer).objects.filter(pk=first.reviewer_id).update(is_active=False)
    else:
        first.reviewer.staff_roles.all().delete()
    first = ReviewerAssignment.objects.get(pk=first.pk)

    with pytest.raises(ActionError, match="er ikke længere praksiskonsulent"):
        actions.put_reviewer_back(first, by=by)

    assert reviewed.assignments.standing().count() == 1


# --- Who reads what -----------------------------------------------------------------------------------------------


def panel_of(round_, *names):
    return [ReviewerAssignmentFactory(round=round_, reviewer__name=name) for name in names]


def applying(round_, *names):
    return [ApplicationFactory(round=round_, submitted=True, applicant__name=name) for name in names]


def test_spread_evenly_gives_each_application_two_and_tells_them_once(round_, by):
    panel_of(round_, "Anna", "Bo", "Clara")
    applying(round_, "Ishøj", "Lemvig", "Skive")

    actions.spread_evenly(round_, by=by)
    actions.spread_evenly(round_, by=by)

    assert read_by(round_) == {"Anna": ["Ishøj", "Lemvig"], "Bo": ["Ishøj", "Skive"], "Clara": ["Lemvig", "Skive"]}
    assert told(round_) == ["Ansøgningerne er fordelt: Anna 2, Bo 2, Clara 2."]
    assert [subject for _, subject in letters()] == [f"Ansøgningerne i runden {round_.name} er fordelt"] * 3


def test_spread_evenly_leaves_out_who_has_an_interest_and_what_is_withdrawn(round_, by):
    out, *_ = panel_of(round_, "Anna", "Bo", "Clara")
    InterestDeclarationFactory(round=round_, person=out.reviewer, conflicted=True)
    applying(round_, "Skive")
    ApplicationFactory(round=round_, status=Status.WITHDRAWN)

    actions.spread_evenly(round_, by=by)

    assert read_by(round_) == {"Anna": [], "Bo": ["Skive"], "Clara": ["Skive"]}
    assert told(round_) == ["Ansøgningerne er fordelt: Bo 1, Clara 1."]
    assert out.reviewer.email not in [to for to, _ in letters()]


def test_spread_evenly_keeps_what_is_locked(round_, by):
    *_, clara = panel_of(round_, "Anna", "Bo", "Clara")
    for application in applying(round_, "Ishøj", "Lemvig", "Skive"):
        ReviewFactory(application=application, reviewer=clara.reviewer, locked=True)

    actions.spread_evenly(round_, by=by)

    read = read_by(round_)
    assert read["Clara"] == ["Ishøj", "Lemvig", "Skive"]
    assert sorted(read["Anna"] + read["Bo"]) == ["Ishøj", "Lemvig", "Skive"]


def test_spread_evenly_needs_two_without_an_interest(round_, application, by):
    out, _ = panel_of(round_, "Anna", "Bo")
    InterestDeclarationFactory(round=round_, person=out.reviewer, conflicted=True)

    with pytest.raises(ActionError, match="mindst to bedømmere uden interesser"):
        actions.spread_evenly(round_, by=by)

    assert read_by(round_) == {"Anna": None, "Bo": None}


def test_nothing_is_divided_before_the_deadline(by):
    round_ = RoundFactory()
    panel_of(round_, "Anna", "Bo")

    for divide in (actions.spread_evenly, lambda one, *, by: actions.assign_by_hand(one, {}, by=by)):
        with pytest.raises(ActionError, match="når fristen er nået og alle er kendt"):
            divide(round_, by=by)


def test_assign_by_hand_gives_what_was_ticked_and_keeps_what_is_locked(round_, by):
    anna, bo, _ = panel_of(round_, "Anna", "Bo", "Clara")
    ishoej, skive = applying(round_, "Ishøj", "Skive")
    ReviewFactory(application=ishoej, reviewer=bo.reviewer, locked=True)

    for _ in range(2):
        actions.assign_by_hand(round_, {anna.pk: {ishoej.pk, skive.pk}, bo.pk: {skive.pk}}, by=by)
    actions.assign_by_hand(round_, {anna.pk: {skive.pk}}, by=by)

    assert read_by(round_) == {"Anna": ["Skive"], "Bo": ["Ishøj"], "Clara": []}
    assert told(round_) == [
        "Ansøgningerne er fordelt: Anna 1, Bo 1, Clara 0.",
        "Ansøgningerne er fordelt: Anna 2, Bo 2, Clara 0.",
    ]
    bodies = list(Email.objects.order_by("to", "created_at").values_list("to", "body"))
    assert [body for to, body in bodies if to == anna.reviewer.email][-1] == (
        f"Hej Anna\n\nDu skal læse 1 ansøgning i runden {round_.name}. De andre læses af de andre bedømmere.\n\n"
        "Har du skrevet noget om en ansøgning, er det gemt."
    )


def test_assign_by_hand_refuses_somebody_with_an_interest(round_, application, by):
    anna, _ = panel_of(round_, "Anna", "Bo")
    InterestDeclarationFactory(round=round_, person=anna.reviewer, conflicted=True)

    with pytest.raises(ActionError, match="Anna har en interesse i runden"):
        actions.assign_by_hand(round_, {anna.pk: {application.pk}}, by=by)

    assert read_by(round_) == {"Anna": None, "Bo": None}


def test_assign_by_hand_refuses_an_application_that_is_withdrawn_meanwhile(round_, by):
    anna, _ = panel_of(round_, "Anna", "Bo")
    gone = ApplicationFactory(round=round_, status=Status.WITHDRAWN)

    with pytest.raises(ActionError, match="er trukket tilbage"):
        actions.assign_by_hand(round_, {anna.pk: {gone.pk}}, by=by)

    assert read_by(round_) == {"Anna": None, "Bo": None}


def test_read_all_lets_everybody_read_everything_again_and_tells_those_who_did_not(round_, by):
    _, _, out = panel_of(round_, "Anna", "Bo", "Clara")
    InterestDeclarationFactory(round=round_, person=out.reviewer, conflicted=True)
    applying(round_, "Skive")
    actions.spread_evenly(round_, by=by)
    Email.objects.all().delete()

    actions.read_all(round_, by=by)
    actions.read_all(round_, by=by)

    assert read_by(round_) == {"Anna": None, "Bo": None, "Clara": None}
    assert kinds(round_) == ["reviewers.spread", "reviewers.read_all"]
    assert len(letters()) == 2


def test_several_applications_are_told_as_several(round_, by):
    panel_of(round_, "Anna", "Bo")
    applying(round_, "Ishøj", "Skive")

    actions.spread_evenly(round_, by=by)

    assert all("Du skal læse 2 ansøgninger i runden" in body for body in Email.objects.values_list("body", flat=True))
