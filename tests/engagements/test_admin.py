import pytest

from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory, RenderingFactory
from tests.factories.pauses import FinalEvaluationFactory, PauseFactory
from tests.factories.polls import PollPersonFactory
from tests.factories.interventions import GroupLinkFactory, InterventionFactory

pytestmark = pytest.mark.django_db


MODELS = "engagement coursestep frameworkstep meeting agreement rendering poll pause finalevaluation".split()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "model",
    ["engagement", "coursestep", "frameworkstep", "meeting", "agreement", "rendering", "intervention", "grouplink"],
)
def test_administrators_look_up_and_change_nothing(model, client, administrator):
    CourseStepFactory(engagement=EngagementFactory(running=True))
    MeetingFactory()
    RenderingFactory()
    PollPersonFactory()
    PauseFactory()
    FinalEvaluationFactory()
    GroupLinkFactory()
    InterventionFactory()
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
