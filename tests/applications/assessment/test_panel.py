from uuid import UUID

import pytest
from django.utils import timezone

from applications.assessment.panel import is_spread, panel

HANNE, RASMUS, LIS, BO = (UUID(int=number) for number in range(1, 5))
SKIVE, THISTED = UUID(int=11), UUID(int=12)


def test_a_panel_of_those_who_read_all_reads_every_application():
    everybody = panel([(HANNE, True, None), (RASMUS, True, None)], [], {})

    assert everybody.readers(SKIVE) == everybody.readers(THISTED) == {HANNE, RASMUS}


def test_of_the_others_each_reads_what_is_assigned():
    rows = [(HANNE, True, None), (RASMUS, False, None), (LIS, False, None)]

    divided = panel(rows, [(SKIVE, RASMUS), (THISTED, LIS), (THISTED, RASMUS)], {HANNE: False})

    assert divided.readers(SKIVE) == {HANNE, RASMUS}
    assert divided.readers(THISTED) == {HANNE, RASMUS, LIS}
    assert divided.readers(UUID(int=13)) == {HANNE}


def test_whoever_is_out_or_was_taken_off_reads_nothing():
    rows = [(HANNE, True, None), (RASMUS, False, None), (LIS, True, timezone.now()), (BO, True, None)]

    left = panel(rows, [(SKIVE, RASMUS), (SKIVE, LIS)], {HANNE: True, RASMUS: True})

    assert left.readers(SKIVE) == {BO}
    assert left.removed == {LIS}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], False),
        ([(HANNE, True, None)], False),
        ([(HANNE, False, timezone.now())], False),
        ([(HANNE, True, None), (LIS, False, None)], True),
    ],
)
def test_a_round_is_spread_where_somebody_reads_a_part(rows, expected):
    assert is_spread(rows) is expected
