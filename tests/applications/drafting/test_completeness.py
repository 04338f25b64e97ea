import pytest

from applications.drafting.completeness import find_faults
from applications.rounds.models import Question

pytestmark = pytest.mark.django_db


def test_a_complete_draft_has_no_faults(complete):
    assert find_faults(complete) == []


def test_an_empty_draft_lists_everything_in_order(draft):
    assert [fault.name for fault in find_faults(draft)] == ["director__name", "institutions", "need", "agreed"]


def test_an_institutions_part_is_named_with_its_institution(complete, write):
    row = complete.institutions.get()
    write(f"institutions.why@{row.pk}", "")

    fault = find_faults(complete)[0]

    assert (fault.name, fault.section) == (f"institutions.why@{row.pk}", "2. Dagtilbud")
    assert fault.text == "Solhuset: Svar på: Spørgsmål institutions.why"


def test_an_institution_list_that_is_optional_may_be_empty(draft):
    Question.objects.filter(key="institutions").update(required=False)

    assert "institutions" not in [fault.name for fault in find_faults(draft)]


def test_a_question_for_others_is_not_asked(complete, write):
    write("need", "")
    Question.objects.filter(key="need").update(condition="applicant_kind in private")

    assert find_faults(complete) == []
