import pytest

from engagements.evaluation import disclosure
from engagements.evaluation.disclosure import Figure


def test_four_answers_tell_nothing():
    told = disclosure.figures({"staff": [3, 3, 3, 3]})

    assert (told.total, told.groups) == (None, {})


def test_five_answers_are_told():
    told = disclosure.figures({"staff": [1, 2, 3, 4, 5]})

    assert (told.total, told.groups) == (Figure(3.0, 5), {"staff": Figure(3.0, 5)})


def test_a_role_of_four_is_hidden_with_the_smallest_other():
    told = disclosure.figures({"leaders": [5, 5, 5, 5], "staff": [2] * 6, "helpers": [3] * 5})

    assert told.total == Figure((20 + 12 + 15) / 15, 15)
    assert told.groups == {"staff": Figure(2.0, 6)}


def test_roles_that_are_five_together_hide_no_other():
    told = disclosure.figures({"leaders": [5, 5, 5], "helpers": [4, 4], "staff": [2] * 5})

    assert set(told.groups) == {"staff"}


def test_two_roles_of_which_one_is_small_tell_neither():
    told = disclosure.figures({"leaders": [5], "staff": [2] * 9})

    assert (told.total.count, told.groups) == (10, {})


def test_a_role_that_nobody_has_hides_nothing():
    assert set(disclosure.figures({"leaders": [], "staff": [2] * 5}).groups) == {"staff"}


def subtracted(told, sizes):
    """What an onlooker works out of the hidden roles together: how many they are, and their mean."""
    count = told.total.count - sum(figure.count for figure in told.groups.values())
    total = told.total.mean * told.total.count - sum(f.mean * f.count for f in told.groups.values())
    return (count, total / count) if count else (0, None)


SPLITS = [(a, b, c) for a in range(8) for b in range(8) for c in range(8) if a + b + c >= 5]


def exposed():
    """The splits of which a subtraction tells what fewer than five said."""
    found = []
    for sizes in SPLITS:
        values = {role: [3] * size for role, size in zip("abc", sizes, strict=True)}
        count, _ = subtracted(disclosure.figures(values), sizes)
        if 0 < count < disclosure.FEWEST:
            found.append(sizes)
    return found


def test_no_subtraction_tells_what_fewer_than_five_said():
    assert exposed() == []


def test_without_the_second_hiding_the_subtraction_would_tell(monkeypatch):
    def only_the_small(sizes):
        return {key for key, size in sizes.items() if size >= disclosure.FEWEST}

    monkeypatch.setattr(disclosure, "may_be_told", only_the_small)

    told = disclosure.figures({"leaders": [5], "staff": [2] * 9})
    assert subtracted(told, None) == (1, 5.0)
    assert exposed() != []


@pytest.mark.parametrize(("mean", "words"), [(3.44, "3,4"), (5.0, "5,0")])
def test_a_mean_is_written_with_a_comma(mean, words):
    assert Figure(mean, 5).words == words


def test_the_mean_of_means_leaves_out_what_may_not_be_told():
    assert disclosure.mean_of([Figure(2.0, 6), None, Figure(4.0, 5)]) == Figure(3.0, 5)
    assert disclosure.mean_of([None]) is None


def test_roles_of_five_stand_alone():
    assert disclosure.merged([["a"] * 5 + ["b"] * 5]) == {"a": frozenset("a"), "b": frozenset("b")}


def test_a_small_role_is_merged_with_the_smallest_other():
    merged = disclosure.merged([["a"] * 2 + ["b"] * 5 + ["c"] * 9])

    assert merged == {"a": frozenset("ab"), "b": frozenset("ab"), "c": frozenset("c")}


def test_roles_are_merged_before_and_after_alike():
    merged = disclosure.merged([["a"] * 6 + ["b"] * 6, ["a"] * 3 + ["b"] * 6])

    assert merged == {"a": frozenset("ab"), "b": frozenset("ab")}


def test_no_row_of_an_extract_shares_its_role_with_fewer_than_four_others():
    for sizes in SPLITS:
        wave = [role for role, size in zip("abc", sizes, strict=True) for _ in range(size)]
        classes = disclosure.merged([wave])
        rows = [classes[role] for role in wave]

        assert min(rows.count(one) for one in rows) >= disclosure.FEWEST
