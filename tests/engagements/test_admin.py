import pytest

from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory, RenderingFactory
from tests.factories.evaluation import DataCollectionFactory, SurveyInvitationFactory, answered
from tests.factories.interventions import GroupLinkFactory, InterventionFactory
from tests.factories.pauses import FinalEvaluationFactory, PauseFactory
from tests.factories.polls import PollPersonFactory

pytestmark = pytest.mark.django_db

COURSES = "engagement coursestep frameworkstep pause finalevaluation meeting poll agreement rendering".split()
PLANS = "intervention grouplink".split()
EVALUATION = "surveyedition surveywave surveyinvitation datacollection".split()


@pytest.mark.parametrize("model", [*COURSES, *PLANS, *EVALUATION])
def test_administrators_look_up_and_change_nothing(model, client, administrator):
    CourseStepFactory(engagement=EngagementFactory(running=True))
    MeetingFactory()
    RenderingFactory()
    PollPersonFactory()
    PauseFactory()
    FinalEvaluationFactory()
    GroupLinkFactory()
    InterventionFactory()
    SurveyInvitationFactory()
    DataCollectionFactory()
    client.force_login(administrator)

    assert client.get(f"/admin/engagements/{model}/").status_code == 200
    assert client.get(f"/admin/engagements/{model}/add/").status_code == 403


def test_what_people_wrote_to_each_other_is_not_looked_up(client, administrator):
    person = PollPersonFactory(remark="Jeg skal til læge")
    evaluation = FinalEvaluationFactory(learned="Små grupper")
    client.force_login(administrator)

    poll = client.get(f"/admin/engagements/poll/{person.poll_id}/change/").content.decode()
    closing = client.get(f"/admin/engagements/finalevaluation/{evaluation.pk}/change/").content.decode()

    assert (person.email in poll, person.remark in poll) == (True, False)
    assert ("Slutevaluering" in closing, evaluation.learned in closing) == (True, False)


def test_no_look_up_shows_what_was_answered_or_who_has(client, administrator):
    [invitation] = answered(SurveyInvitationFactory().wave, 1)
    client.force_login(administrator)

    page = client.get(f"/admin/engagements/surveyinvitation/{invitation.pk}/change/").content.decode()

    assert (page.count(invitation.name) > 0, page.lower().count("svaret")) == (True, 0)
    assert client.get("/admin/engagements/surveyresponse/").status_code == 404
