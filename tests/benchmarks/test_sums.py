import pytest

from applications.allocation.sums.analysis import analyse
from applications.allocation.sums.reading import snapshot_of
from benchmarks import sums
from benchmarks.rows import table


@pytest.mark.parametrize(
    ("kind", "is_calibrated"), [({}, False), ({"is_equal": True}, False), ({"is_uneven": True}, True)]
)
def test_the_benchs_rounds_are_calculated_whole(kind, is_calibrated):
    analysis = analyse(snapshot_of(sums.example(40, **kind)))

    assert analysis["feasible"] == {"dagpleje": True, "regions": True, "size": True}
    assert analysis["near_best"]["more"] is ("is_equal" in kind)
    assert ("calibrated" in analysis["stress"]["scenarios"]) is is_calibrated


def test_each_row_of_the_table_has_a_budget():
    rows = sums.run(None)

    assert len(rows) == 6
    assert all(row.holds is not None for row in rows)
    assert table(rows).count("near-best sets") == 1
