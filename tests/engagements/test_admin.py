import pytest

from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory, RenderingFactory
from tests.factories.evaluation import DataCollectionFactory, SurveyInvitationFactory, answered

COURSES = ["engagement", "coursestep", "frameworkstep", "meeting", "agreement", "rendering"]
EVALUATION = ["surveyedition", "surveywave", "surveyinvitation", "datacollection"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [*COURSES, *EVALUATION])
def test_administrators_look_up_and_change_nothing(model, client, administrator):
    CourseStepFactory(engagement=EngagementFactory(running=True))
    MeetingFactory()
    RenderingFactory()
    SurveyInvitationFactory()
    DataCollectionFactory()
    client.force_login(administrator)

    assert client.get(f"/admin/engagements/{model}/").status_code == 200
    assert client.get(f"/admin/engagements/{model}/add/").status_code == 403


def test_no_look_up_shows_what_was_answered_or_who_has(client, administrator):
    [invitation] = answered(SurveyInvitationFactory().wave, 1)
    client.force_login(administrator)

    page = client.get(f"/admin/engagements/surveyinvitation/{invitation.pk}/change/").content.decode()

    assert (page.count(invitation.name) > 0, page.lower().count("svaret")) == (True, 0)
    assert client.get("/admin/engagements/surveyresponse/").status_code == 404
