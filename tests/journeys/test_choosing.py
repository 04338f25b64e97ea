"""The demo's closed round, from its interests to its letters: three reviewers, a manager, an approver, an applicant."""

import pytest
from django.utils import timezone

from applications.rounds.models import Round, RoundStatus
from overview.demo.load import load
from tests.journeys import choosing


@pytest.fixture
def demo(transactional_db):
    """The demo as `make run` loads it; before the site runs, for its past is made by moving the clock."""
    return load()


def test_a_round_is_chosen_from_its_interests_to_its_letters(demo, visitor, mailbox, tmp_path):
    round_ = Round.objects.get(status=RoundStatus.ASSESSING, deadline__lt=timezone.now(), programme__kind="one_year")
    applications = {one.applicant.name.removesuffix(" Kommune"): one for one in choosing.submitted(round_)}
    assert len(applications) == 12

    manager = visitor(demo.staff["sandager"], kind=choosing.Visitor)
    conflicted = visitor(demo.staff["lund"], kind=choosing.Visitor)
    assert choosing.what_answers(conflicted, round_, applications["Randers"]) == {200}
    choosing.find_an_interest(conflicted, round_)
    choosing.rule(visitor(demo.staff["krag"], kind=choosing.Visitor), mailbox)
    choosing.nothing_is_left_to_see(conflicted, round_, applications["Randers"], mailbox)
    choosing.assign(manager, round_, demo.staff["kragelund"])

    choosing.check_formally(manager, round_, applications)
    choosing.assess_by_criterion(visitor(demo.staff["bjerregaard"], kind=choosing.Visitor), round_, applications)
    choosing.assess_one_after_the_other(visitor(demo.staff["friis"], kind=choosing.Visitor), applications)
    choosing.assess_the_rest(demo.staff["kragelund"], round_, applications)
    choosing.agree(manager, round_)

    choosing.go_on_without_what_is_unknown(manager, round_)
    choosing.choose_for_oneself(manager, round_, applications)
    merits = choosing.compose(manager, round_, applications)
    choosing.explain(manager, round_)
    choosing.give_reasons(manager, round_, applications)
    choosing.propose(manager, round_)
    choosing.approve(visitor(demo.staff["krag"], kind=choosing.Visitor), round_, mailbox)
    applicants = {
        name: visitor(applications[name].created_by, kind=choosing.Visitor)
        for name in (choosing.GRANTED[2], choosing.ON_THE_RESERVE_LIST)
    }
    for name, applicant in applicants.items():
        assert choosing.status_of(applicant, f"/ansoegninger/{applications[name].pk}/afgoerelse/") == 404
    choosing.announce(manager, round_)

    choosing.read_the_letter(applicants[choosing.GRANTED[2]], "I har fået et forløb", mailbox)
    choosing.read_the_letter(applicants[choosing.ON_THE_RESERVE_LIST], "I står på reservelisten", mailbox)
    assert choosing.calculated_again(manager, round_, tmp_path) == merits


def test_the_pages_beside_the_way(demo, visitor):
    """What a manager looks at besides: who takes part, a part of the applications each, a mini's month, requests."""
    round_ = Round.objects.get(status=RoundStatus.ASSESSING, deadline__lt=timezone.now(), programme__kind="one_year")
    manager = visitor(demo.staff["sandager"], kind=choosing.Visitor)
    manager.go("/status/")
    manager.sees("Runderne i tal")

    manager.go(f"/runder/{round_.pk}/")
    manager.press("Skift antallet af pladser")
    manager.fill("places", "6")
    manager.fill("reason", "Der er fundet penge til én mere.")
    manager.press("Gem antallet")
    manager.sees("6 pladser")
    manager.press("Bedømmere")
    manager.press("Fordel jævnt")
    manager.sees("Ansøgningerne er fordelt")
    manager.press("Fordel i hånden")
    manager.press("Gem fordelingen")

    month = Round.objects.get(status=RoundStatus.ASSESSING, deadline__lt=timezone.now(), programme__kind="mini")
    manager.go(f"/runder/{month.pk}/")
    manager.sees("Miniforløb de seneste tolv måneder")
    announced = Round.objects.get(status=RoundStatus.ANNOUNCED, opens_at__isnull=False)
    manager.go(f"/runder/{announced.pk}/akter/")
    decided = choosing.submitted(announced)[0]
    manager.go(f"/runder/{announced.pk}/ansoegning/{decided.pk}/ny-afgoerelse/")
    manager.sees("Den afgørelse, der gælder")
    manager.go("/anmodninger/")
    manager.press("Genoptagelse", exact=False)
    manager.press("Svaret kommer senere")
    manager.go("/anmodninger/ny/")
