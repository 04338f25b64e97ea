import pytest

from engagements.meetings.hours import fits_mini, in_words


@pytest.mark.parametrize(
    ("counted", "added", "fits"), [(0, 600, True), (0, 615, False), (585, 15, True), (585, 30, False), (600, 0, True)]
)
def test_a_mini_is_at_most_ten_hours(counted, added, fits):
    assert fits_mini(counted, added) == fits


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutter"),
        (45, "45 minutter"),
        (60, "1 time"),
        (75, "1 time og 15 minutter"),
        (90, "1½ time"),
        (120, "2 timer"),
        (135, "2 timer og 15 minutter"),
        (570, "9½ timer"),
    ],
)
def test_minutes_in_words(minutes, words):
    assert in_words(minutes) == words
