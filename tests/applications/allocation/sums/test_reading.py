"""What a snapshot may be, and every way in which it may not."""

import copy
import json
from fractions import Fraction

import pytest

from applications.allocation.sums.reading import read, snapshot_of
from applications.allocation.sums.snapshot import Considerations, Criterion, Size, SnapshotError, canonical
from tests.applications.allocation.sums.example import ANALYSIS, EXAMPLE, a_round

GONE = object()


def with_(path, value):
    """The worked example with the field at this path another, or gone."""
    raw = copy.deepcopy(EXAMPLE)
    *way, last = path
    within = raw
    for step in way:
        within = within[step]
    if value is GONE:
        del within[last]
    else:
        within[last] = value
    return raw


def refused(raw):
    """The sentence that tells what is wrong with it, as data and as a file alike."""
    with pytest.raises(SnapshotError) as as_data:
        snapshot_of(raw)
    with pytest.raises(SnapshotError) as as_file:
        read(json.dumps(raw).encode())
    assert str(as_data.value) == str(as_file.value)
    return str(as_data.value)


def test_a_snapshot_is_read_into_what_it_holds():
    snapshot = read(json.dumps(EXAMPLE).encode())

    assert snapshot == snapshot_of(EXAMPLE)
    assert (snapshot.places, snapshot.k, snapshot.keys) == (2, 2, ["0101", "0265", "0773"])
    assert snapshot.criteria == (Criterion("need", 1), Criterion("share", 1))
    assert snapshot.considerations == Considerations(Size(Fraction(30_000), Fraction(60_000)), 2, Fraction(2, 5))
    assert snapshot.considerations.names == ["dagpleje", "regions", "size"]
    assert snapshot.applicants[1].dagpleje_share is None
    assert snapshot.applicants[2].dagpleje_share == Fraction(3, 5)
    assert snapshot.agreed == {("0265", "need"): 4}
    assert (snapshot.delta, snapshot.near) == (3, Fraction(3, 2))


def test_delta_and_near_have_defaults_and_the_code_tells_whether_they_were_written():
    bare = with_(["delta"], GONE)
    del bare["near"]

    assert (snapshot_of(bare).delta, snapshot_of(bare).near) == (3, Fraction(3, 2))
    assert snapshot_of(bare).sha256 != snapshot_of(EXAMPLE).sha256


def test_a_consideration_that_is_absent_is_not_used():
    assert snapshot_of(with_(["considerations"], {})).considerations == Considerations()


def test_the_code_is_that_of_the_canonical_text():
    text = canonical(EXAMPLE)

    assert text.startswith(
        '{"agreed":[{"applicant":"0265","criterion":"need","score":4}],"applicants":[{"dagpleje_share":0.05'
    )
    assert '"region":"Sjælland"' in text
    assert snapshot_of(EXAMPLE).sha256 == snapshot_of(json.loads(text)).sha256 == ANALYSIS["sha256"]


def test_the_code_is_another_when_anything_is():
    others = [
        with_(["places"], 1),
        with_(["criteria", 0, "weight"], 2),
        with_(["considerations", "regions", "at_least"], 3),
        with_(["applicants", 1, "dagpleje_share"], 0),
        with_(["reviews", 0, "scores", "need"], 3),
        with_(["agreed"], []),
    ]

    assert len({snapshot_of(raw).sha256 for raw in [EXAMPLE, *others]}) == 7


def test_a_code_in_capital_and_small_danish_letters_keeps_them_apart():
    small, capital = (with_(["applicants", 0, "region"], region) for region in ("æøå", "ÆØÅ"))

    assert snapshot_of(small).sha256 != snapshot_of(capital).sha256


# What is wrong in the example, where, and what is said of it
WRONG = [
    (["version"], GONE, "version: is missing"),
    (["version"], 2, "version: must be 1"),
    (["version"], "1", "version: must be 1"),
    (["version"], True, "version: must be 1"),
    (["version"], 1.0, "version: must be 1"),
    (["places"], GONE, "places: is missing"),
    (["places"], 0, "places: must be a whole number, 1 or more"),
    (["places"], True, "places: must be a whole number, 1 or more"),
    (["places"], 2.0, "places: must be a whole number, 1 or more"),
    (["places"], "2", "places: must be a whole number, 1 or more"),
    (["places"], None, "places: must be a whole number, 1 or more"),
    (["delta"], -0.5, "delta: must be a number, 0 or more"),
    (["delta"], None, "delta: must be a number, 0 or more"),
    (["delta"], True, "delta: must be a number, 0 or more"),
    (["near"], -1, "near: must be a number, 0 or more"),
    (["near"], "1", "near: must be a number, 0 or more"),
    (["near"], float("nan"), "near: must be a number, 0 or more"),
    (["near"], float("inf"), "near: must be a number, 0 or more"),
    (["notes"], "", "notes: is not known here"),
    (["criteria"], GONE, "criteria: is missing"),
    (["criteria"], {}, "criteria: must be a list"),
    (["criteria"], [], "criteria: must hold at least one"),
    (["criteria", 1], "share", "criteria[1]: must be an object"),
    (["criteria", 1, "key"], GONE, "criteria[1].key: is missing"),
    (["criteria", 1, "key"], "", "criteria[1].key: must be a text that is not empty"),
    (["criteria", 1, "key"], 7, "criteria[1].key: must be a text that is not empty"),
    (["criteria", 1, "key"], "\ud800", "criteria[1].key: must be whole characters"),
    (["criteria", 1, "key"], "need", "criteria[1].key: is there twice"),
    (["criteria", 1, "weight"], 0, "criteria[1].weight: must be a whole number, 1 or more"),
    (["criteria", 1, "weight"], 1.5, "criteria[1].weight: must be a whole number, 1 or more"),
    (["criteria", 1, "title"], "x", "criteria[1].title: is not known here"),
    (["considerations"], GONE, "considerations: is missing"),
    (["considerations"], [], "considerations: must be an object"),
    (["considerations", "ownership"], {}, "considerations.ownership: is not known here"),
    (["considerations", "size"], None, "considerations.size: must be an object"),
    (["considerations", "size", "small_below"], GONE, "considerations.size.small_below: is missing"),
    (
        ["considerations", "size", "small_below"], 0,
        "considerations.size.small_below: must be a whole number, 1 or more",
    ),
    (
        ["considerations", "size", "larger_from"], 29_999,
        "considerations.size.larger_from: must be small_below or more",
    ),
    (
        ["considerations", "size", "larger_from"], 6e4,
        "considerations.size.larger_from: must be a whole number, 1 or more",
    ),
    (["considerations", "regions"], 2, "considerations.regions: must be an object"),
    (
        ["considerations", "regions", "at_least"], 0,
        "considerations.regions.at_least: must be a whole number, 1 or more",
    ),
    (["considerations", "regions", "at_least"], GONE, "considerations.regions.at_least: is missing"),
    (
        ["considerations", "dagpleje", "high_from"], 40,
        "considerations.dagpleje.high_from: must be a number, from 0 to 1",
    ),
    (
        ["considerations", "dagpleje", "high_from"], -1,
        "considerations.dagpleje.high_from: must be a number, from 0 to 1",
    ),
    (["considerations", "dagpleje", "high_from"], 0, "considerations.dagpleje.high_from: must be more than 0"),
    (["considerations", "dagpleje", "high_from"], GONE, "considerations.dagpleje.high_from: is missing"),
    (["applicants"], GONE, "applicants: is missing"),
    (["applicants"], None, "applicants: must be a list"),
    (["applicants", 2], [], "applicants[2]: must be an object"),
    (["applicants", 2, "key"], GONE, "applicants[2].key: is missing"),
    (["applicants", 2, "key"], 773, "applicants[2].key: must be a text that is not empty"),
    (["applicants", 2, "key"], "0101", "applicants[2].key: is there twice"),
    (["applicants", 2, "population"], GONE, "applicants[2].population: is missing"),
    (["applicants", 2, "population"], -1, "applicants[2].population: must be a whole number, 0 or more"),
    (["applicants", 2, "population"], False, "applicants[2].population: must be a whole number, 0 or more"),
    (["applicants", 2, "population"], 2e4, "applicants[2].population: must be a whole number, 0 or more"),
    (["applicants", 2, "region"], GONE, "applicants[2].region: is missing"),
    (["applicants", 2, "region"], "", "applicants[2].region: must be a text that is not empty"),
    (["applicants", 2, "dagpleje_share"], GONE, "applicants[2].dagpleje_share: is missing"),
    (["applicants", 2, "dagpleje_share"], 1.01, "applicants[2].dagpleje_share: must be a number, from 0 to 1"),
    (["applicants", 2, "dagpleje_share"], -0.1, "applicants[2].dagpleje_share: must be a number, from 0 to 1"),
    (["applicants", 2, "dagpleje_share"], "0.6", "applicants[2].dagpleje_share: must be a number, from 0 to 1"),
    (["applicants", 2, "name"], "Jammerbugt", "applicants[2].name: is not known here"),
    (["reviews"], GONE, "reviews: is missing"),
    (["reviews"], "", "reviews: must be a list"),
    (["reviews", 0], 1, "reviews[0]: must be an object"),
    (["reviews", 0, "reviewer"], GONE, "reviews[0].reviewer: is missing"),
    (["reviews", 0, "reviewer"], None, "reviews[0].reviewer: must be a text that is not empty"),
    (["reviews", 0, "applicant"], "0999", "reviews[0].applicant: “0999” is the key of no applicant"),
    (["reviews", 0, "applicant"], ["0101"], "reviews[0].applicant: must be a text that is not empty"),
    (["reviews", 0, "applicant"], "0265", "reviews[1]: is there twice"),
    (["reviews", 0, "scores"], GONE, "reviews[0].scores: is missing"),
    (["reviews", 0, "scores"], [4, 4], "reviews[0].scores: must be an object"),
    (["reviews", 0, "scores", "backing"], 4, "reviews[0].scores.backing: is not known here"),
    (["reviews", 0, "scores", "need"], 5, "reviews[0].scores.need: must be a whole number, from 0 to 4"),
    (["reviews", 0, "scores", "need"], -1, "reviews[0].scores.need: must be a whole number, from 0 to 4"),
    (["reviews", 0, "scores", "need"], 2.5, "reviews[0].scores.need: must be a whole number, from 0 to 4"),
    (["reviews", 0, "scores", "need"], True, "reviews[0].scores.need: must be a whole number, from 0 to 4"),
    (["reviews", 0, "scores", "need"], None, "reviews[0].scores.need: must be a whole number, from 0 to 4"),
    (["reviews", 0, "locked_at"], "", "reviews[0].locked_at: is not known here"),
    (["agreed"], GONE, "agreed: is missing"),
    (["agreed"], {}, "agreed: must be a list"),
    (["agreed", 0], None, "agreed[0]: must be an object"),
    (["agreed", 0, "applicant"], "0999", "agreed[0].applicant: “0999” is the key of no applicant"),
    (["agreed", 0, "criterion"], "backing", "agreed[0].criterion: “backing” is the key of no criterion"),
    (["agreed", 0, "score"], GONE, "agreed[0].score: is missing"),
    (["agreed", 0, "score"], 5, "agreed[0].score: must be a whole number, from 0 to 4"),
    (["agreed", 0, "reason"], "", "agreed[0].reason: is not known here"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), WRONG)
def test_what_is_wrong_is_refused_by_its_path(path, value, message):
    assert refused(with_(path, value)) == message


def test_an_agreed_score_stands_once():
    assert refused(with_(["agreed"], EXAMPLE["agreed"] * 2)) == "agreed[1]: is there twice"


@pytest.mark.parametrize("raw", [[], None, 1, "x"])
def test_the_whole_is_an_object(raw):
    assert refused(raw) == "the snapshot: must be an object"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"{'version': 1}", b"\xff\xfe", b"[" * 100_000, b'{"places": ' + b"9" * 5_000 + b"}"]
)
def test_what_is_not_json_is_refused(content):
    with pytest.raises(SnapshotError, match=r"^the snapshot: is not JSON in UTF-8 \("):
        read(content)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"places": 2', '"places": 2, "places": 3', "places: stands twice"),
        ('{"need": 4, "share": 4}', '{"need": 4, "need": 3}', "reviews[0].scores.need: stands twice"),
        ('"delta": 3', '"delta": 1e999', "delta: must be a number, 0 or more"),
        ('"weight": 1', '"weight": Infinity', "criteria[0].weight: must be a whole number, 1 or more"),
        ('"weight": 1', '"weight": -0', "criteria[0].weight: must be a whole number, 1 or more"),
    ],
)
def test_what_only_a_file_can_get_wrong(old, new, message):
    text = json.dumps(EXAMPLE)
    assert old in text

    with pytest.raises(SnapshotError) as refusal:
        read(text.replace(old, new, 1).encode())

    assert str(refusal.value) == message


def test_a_number_is_what_its_digits_say():
    raw = a_round({"r1": {"a": 4}}, considerations={"dagpleje": {"high_from": 0.1}}, delta=1e-7, near=2)

    snapshot = snapshot_of(raw)

    assert snapshot.considerations.dagpleje == Fraction(1, 10)
    assert (snapshot.delta, snapshot.near) == (Fraction(1, 10_000_000), 2)
