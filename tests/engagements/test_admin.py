import pytest

from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory, RenderingFactory
from tests.factories.interventions import GroupLinkFactory, InterventionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "model",
    ["engagement", "coursestep", "frameworkstep", "meeting", "agreement", "rendering", "intervention", "grouplink"],
)
def test_administrators_look_up_and_change_nothing(model, client, administrator):
    CourseStepFactory(engagement=EngagementFactory(running=True))
    MeetingFactory()
    RenderingFactory()
    GroupLinkFactory()
    InterventionFactory()
    client.force_login(administrator)

    assert client.get(f"/admin/engagements/{model}/").status_code == 200
    assert client.get(f"/admin/engagements/{model}/add/").status_code == 403
