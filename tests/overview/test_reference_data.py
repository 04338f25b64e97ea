"""The project's data files hold together. Plain CSV and JSON, no table."""

import csv
import json
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def rows(path):
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(path):
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


CRITERIA = rows("applications/data/criteria.csv")
QUESTIONS = {name: rows(f"applications/data/questions_{name}.csv") for name in ("one_year", "mini")}


def test_the_98_municipalities_add_up_to_denmark():
    municipalities = rows("praksis/data/municipalities.csv")

    assert len({row["code"] for row in municipalities}) == 98
    assert sum(int(row["population_2018"]) for row in municipalities) == 5_781_107
    assert len({row["region"] for row in municipalities}) == 5
    assert {row["family_daycare_share"] for row in municipalities} == {""}


def test_every_municipality_has_its_own_tile():
    tiles = rows("praksis/data/municipality_tiles.csv")

    assert {row["code"] for row in tiles} == {row["code"] for row in rows("praksis/data/municipalities.csv")}
    assert len({(row["row"], row["column"]) for row in tiles}) == 98


def test_fictional_institutions_have_every_ownership_and_setting():
    institutions = rows("praksis/data/institutions.csv")
    codes = {row["code"] for row in rows("praksis/data/municipalities.csv")}

    assert {(row["ownership"], row["setting"]) for row in institutions} == set(
        product(
            ("municipal", "self_governing", "private"), ("nursery", "kindergarten", "age_integrated", "family_daycare")
        )
    )
    assert len({row["key"] for row in institutions}) == len(institutions)
    assert {row["municipality_code"] for row in institutions} - codes == set()
    assert {row["fictional"] for row in institutions} == {"yes"}


def test_the_one_year_framework_has_the_figure_s_27_rows():
    framework = rows("engagements/data/framework_one_year.csv")

    figure = [row for row in framework if row["source"].startswith("Praksiskonsulenternes præsentation 2017, figuren")]
    assert len(figure) == 27
    assert len({row["order"] for row in framework}) == len(framework) == 31


def test_the_rounds_are_the_three_on_record():
    found = [
        (row["deadline"], row["starts_on"], row["ends_on"], row["places"])
        for row in rows("applications/data/rounds.csv")
    ]

    assert found == [
        ("2017-11-03", "2018-01-01", "2018-12-31", "5"),
        ("2018-05-01", "2018-08-01", "2019-06-30", "5"),
        ("2018-11-01", "2019-01-01", "2019-12-31", "5"),
    ]


def test_every_criterion_has_anchors_from_nought_to_four():
    anchors = {(row["programme"], row["criterion"], row["score"]) for row in rows("applications/data/anchors.csv")}

    assert anchors == {(row["programme"], row["key"], str(score)) for row in CRITERIA for score in range(5)}


def test_every_question_points_to_what_is_there():
    for programme, questions in QUESTIONS.items():
        keys = {row["key"] for row in questions}
        assert len(keys) == len(questions)
        assert {row["criterion"] for row in questions} - {""} == {
            row["key"] for row in CRITERIA if row["programme"] == programme
        }
        assert {row["part_of"] for row in questions} - keys - {""} == set()
        assert {row["condition"].split(" in ")[0] for row in questions} - keys - {""} == set()
        assert {row["required"] for row in questions} <= {"yes", "no"}


def test_every_requirement_is_answered_by_a_question():
    answered = {row["requirement"]: row["key"] for row in QUESTIONS["one_year"] if row["requirement"] != "signature"}
    requirements = {row["key"]: row["question"] for row in rows("applications/data/requirements.csv")}

    assert requirements == {key: question for key, question in answered.items() if key} | {
        "signature": "director_commitment"
    }


def test_the_public_pages_have_four_themes_five_marks_and_three_effects():
    themes = rows("praksis/data/themes.csv")

    assert [row["place"] for row in themes] == ["top", "right", "left", "bottom", "centre"]
    assert len(read("overview/data/marks.json")["marks"]) == 5
    assert len(read("overview/data/effects.json")["effects"]) == 3


def test_the_events_hold_talks_and_workshops_on_the_themes():
    themes = {row["key"] for row in rows("praksis/data/themes.csv")}
    events = [
        read(f"conferences/data/{name}.json") for name in ("nyborg_2017", "coming_conference", "coming_theme_day")
    ]

    assert [event["kind"] for event in events] == ["conference", "conference", "theme_day"]
    assert events[0]["held_on"] == "2017-11-30"
    for event in events:
        times = [(row["starts_at"], row["ends_at"]) for row in event["programme"]]
        assert all(start < end for start, end in times)
        assert times == sorted(times)
        assert all(times[i][1] <= times[i + 1][0] for i in range(len(times) - 1))
        workshops = [one for row in event["programme"] for one in row.get("workshops", [])]
        assert {one["theme"] for one in workshops} <= themes
    assert {one["theme"] for row in events[1]["programme"] for one in row.get("workshops", [])} == themes - {
        "vulnerable_children"
    }
