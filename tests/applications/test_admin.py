"""Administrators look up what stands where; what applicants wrote, and what is not announced, is not theirs to read."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from applications.casework.models import SavedView
from applications.decisions.models import DecisionLetter
from applications.drafting.models import AnswerChange, Confirmation, Presence, Printout, Signature
from applications.rounds.models import BlankForm, Extension, Requirement
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory, PlaceFactory
from tests.factories.casework import FormalCheckFactory, ReopeningFactory, sent_application
from tests.factories.mail import PersonalLinkFactory
from tests.factories.requests import DecisionRequestFactory
from tests.factories.rounds import CriterionFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

# Judged, or proposed: for those who decide alone. The rest stands on the page of what it belongs to.
NOT_SHOWN = {
    *("AgreedScore", "AssignedApplication", "InterestDeclaration", "Review", "ReviewerAssignment", "Score"),
    *("Explanation", "Hearing", "OwnChoice", "PlacesChange", "Proposal", "Snapshot", "Waiver"),
}
WITH_ANOTHER = {"Anchor", "ApplicationInstitution", "DecisionReason", "EarlierDecision", "Question"}
SHOWN = sorted(
    model.__name__.lower()
    for model in apps.get_app_config("applications").get_models()
    if model.__name__ not in NOT_SHOWN | WITH_ANOTHER
)
SECRET = "Det er kun for dem, der læser ansøgningen."


def a_row_of_each():
    """One row of every model that is shown, each on an application of its own; the texts are the secret one."""
    application = sent_application()
    answer = application.answers.first()
    version = application.submission.version
    AnswerChange.objects.create(answer=answer, revision=1, value=SECRET, by_name="Karen")
    application.answers.update(value=SECRET)
    version.json = f'{{"text": "{SECRET}"}}'
    version.save()
    ReopeningFactory(answer=answer, reason=SECRET)
    FormalCheckFactory(application=application)
    Signature.objects.create(version=version, link=PersonalLinkFactory(), name="Ditte", title="Direktør")
    Confirmation.objects.create(version=version, kind="leader", user=UserFactory(), name="Lone", title="Leder")
    Presence.objects.create(application=application, user=UserFactory(), section=1)
    SavedView.objects.create(owner=UserFactory(), name="Mine", query="runde=1")
    round_ = application.round
    Extension.objects.create(
        round=round_, deadline_before=round_.opens_at, deadline_after=round_.deadline, reason="Fejl", by=UserFactory()
    )
    CriterionFactory(round=round_)
    Requirement.objects.create(programme=round_.programme, round=round_, key="krav", order=1, text="Direktøren")
    BlankForm.objects.create(question_set=application.question_set)
    Printout.objects.create(application=application, kind="receipt", version=version, facts={"text": SECRET})
    decision = DecisionFactory(application=application, announced=True, reason=SECRET)
    DecisionLetter.objects.create(decision=decision, facts={"reason": SECRET})
    DecisionRequestFactory(decision=decision, text=SECRET)
    PlaceFactory()


@pytest.fixture
def looking(client, administrator):
    client.force_login(administrator)
    return client


def test_every_model_is_looked_up_or_left_out_for_a_reason():
    registered = {model.__name__.lower() for model in admin.site._registry if model._meta.app_label == "applications"}

    assert sorted(registered) == SHOWN


def test_administrators_look_up_and_change_nothing(looking):
    a_row_of_each()

    for model in SHOWN:
        one = apps.get_model("applications", model).objects.order_by("pk").last()
        listed = looking.get(reverse(f"admin:applications_{model}_changelist"), {"q": "2020"})
        address = reverse(f"admin:applications_{model}_change", args=[one.pk])
        page = looking.get(address)
        assert (model, listed.status_code, page.status_code) == (model, 200, 200)
        assert listed.content.decode().count(SECRET) + page.content.decode().count(SECRET) == 0
        assert looking.get(reverse(f"admin:applications_{model}_add")).status_code == 403
        assert looking.post(address, {"status": "submitted"}).status_code == 403
        assert looking.post(reverse(f"admin:applications_{model}_delete", args=[one.pk])).status_code == 403


def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(looking, connection_queries):
    def counted():
        numbers = {}
        for model in SHOWN:
            with connection_queries() as queries:
                looking.get(reverse(f"admin:applications_{model}_changelist"))
            numbers[model] = len(queries)
        return numbers

    a_row_of_each()
    counted()
    one = counted()
    a_row_of_each()
    a_row_of_each()
    three = counted()

    assert three == one
    assert max(one.values()) <= 12


def test_a_decision_is_shown_once_it_is_announced(looking):
    chosen, announced = DecisionFactory(), DecisionFactory(announced=True)

    page = looking.get(reverse("admin:applications_decision_changelist")).content.decode()

    assert page.count(announced.application.applicant.name) == 1
    assert page.count(chosen.application.applicant.name) == 0
    assert looking.get(reverse("admin:applications_decision_change", args=[chosen.pk])).status_code == 302


def test_the_columns_are_named_in_danish(looking):
    sent_application()

    page = looking.get(reverse("admin:applications_submission_changelist"))

    assert texts(page, "#result_list th .text") == ["Sag", "Ansøger", "Modtaget"]


def test_nobody_else_looks_up(client, manager):
    client.force_login(manager)

    assert client.get(reverse("admin:applications_application_changelist")).status_code == 302
