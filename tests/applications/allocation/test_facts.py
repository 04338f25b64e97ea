from datetime import date

import pytest

from applications.allocation.facts import course_facts
from applications.rounds.models import Round
from tests.factories.minis import LEADER

PERIOD = Round(period_from=date(2018, 3, 1), period_to=date(2018, 6, 30))


def a_minis_text(kind):
    leader = {"key": "leader", "kind": "person", "value": LEADER}
    challenge = {"key": "challenge", "kind": "long_text", "value": "Legen er fuld."}
    sections = [{"title": "4. Ledelsens opbakning", "questions": [leader, challenge]}]
    return {"programme": "mini", "applicant": {"kind": kind}, "institutions": [], "sections": sections}


@pytest.mark.parametrize(
    ("kind", "called"),
    [("private", "institution_leader"), ("municipal", "institution_leader"), ("administration", "head_of_day_care")],
)
def test_who_leads_what_a_mini_is_for_is_called_as_in_a_course(kind, called):
    facts = course_facts(a_minis_text(kind), PERIOD)

    assert facts["people"] == {called: LEADER}
    assert (facts["period_from"], facts["period_to"]) == ("2018-03-01", "2018-06-30")
    assert (facts["challenge"], facts["themes"]) == ("Legen er fuld.", [])
