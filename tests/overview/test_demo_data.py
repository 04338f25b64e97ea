"""The demo's texts are complete and keep the rules of the form they answer. Plain CSV and JSON, no table."""

import csv
import json
import re
import struct
import zipfile
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest

from overview.demo.files import upload

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "overview/data/demo"
CRITERIA = ["need", "share", "motivation", "backing"]
IN_COURSES = {"0161", "0390", "0250", "0773", "0561"}  # Glostrup, Vordingborg, Frederikssund, Morsø, Esbjerg


def rows(path):
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


MUNICIPALITIES = {row["code"]: row for row in rows("praksis/data/municipalities.csv")}
INSTITUTIONS = {row["key"]: row for row in rows("praksis/data/institutions.csv")}
QUESTIONS = {
    programme: {row["key"]: row for row in rows(f"applications/data/questions_{programme}.csv")}
    for programme in ("one_year", "mini")
}
FRAMEWORKS = {
    programme: {int(row["order"]): row for row in rows(f"engagements/data/framework_{programme}.csv")}
    for programme in ("one_year", "mini")
}
STAFF = {person["key"]: person for person in read(DEMO / "staff.json")["staff"]}
APPLICATIONS = {path.stem: read(path) for path in sorted((DEMO / "applications").glob("*.json"))}
COURSES = {path.stem: read(path) for path in sorted((DEMO / "courses").glob("*.json"))}
CLOSED = {key: one for key, one in APPLICATIONS.items() if one["round"] == "closed"}
OPEN = {key: one for key, one in APPLICATIONS.items() if one["round"] == "open"}
MINIS = {key: one for key, one in COURSES.items() if one["programme"] == "mini"}
APPLIED_MINIS = {path.stem: read(path) for path in sorted((DEMO / "minis").glob("*.json"))}
FILES = read(DEMO / "files.json")["files"]
ASSESSMENTS = read(DEMO / "self_assessments.json")["self_assessments"]


def options(question):
    return {option.split("=")[0] for option in question["options"].split("|")}


def applies(question, answers):
    """Whether the question is asked, given the other answers: `applicant_kind in self_governing|private`."""
    if not question["condition"]:
        return True
    key, values = question["condition"].split(" in ")
    return answers.get(key) in values.split("|")


def missing(answers, questions):
    """The keys of required questions without an answer, for the whole and for each institution."""
    whole = {
        key
        for key, question in questions.items()
        if question["required"] == "yes"
        and not question["part_of"]
        and question["kind"] not in {"signature", "leader_confirmation"}
        and applies(question, answers)
        and answers.get(key) in (None, "", [])
    }
    parts = {
        f"{institution['institution']}: {key}"
        for key, question in questions.items()
        if question["required"] == "yes" and question["part_of"]
        for institution in answers.get(question["part_of"], [])
        if institution.get(key.split(".")[1]) in (None, "")
    }
    return whole | parts


def is_short_enough(value, question):
    return len(value.split()) <= int(question["max_words"])


def is_share(value, question):
    return value == {"few": True} or (set(value) == {"percent"} and 0 < float(value["percent"]) <= 100)


CHECKS = {
    "long_text": is_short_enough,
    "number": lambda value, question: re.fullmatch(r"[1-9][0-9]*", value),
    "percent_or_few": is_share,
    "person": lambda value, question: not list(mistakes_of_person(value)),
    "single_choice": lambda value, question: value in options(question),
    "multi_choice": lambda value, question: set(value) <= options(question),
    "confirm": lambda value, question: value is True,
    "institution_list": lambda value, question: True,
}


def mistakes(value, question):
    """What is wrong with one answer, as sentences."""
    if not CHECKS[question["kind"]](value, question):
        yield f"{question['key']} cannot be {value}"


def mistakes_of_person(person):
    if not all(person.get(field) for field in ("name", "title", "email", "phone")):
        yield f"{person} lacks something"
    if not person["email"].endswith(".example"):
        yield f"{person['email']} is not under .example"
    if not re.fullmatch(r"10( [0-9]{2}){3}", person["phone"]):
        yield f"{person['phone']} could be somebody's number"


def mistakes_of_answers(answers, questions, municipality):
    for key, value in answers.items():
        yield from mistakes(value, questions[key])
    for institution in answers.get("institutions", []):
        if INSTITUTIONS[institution["institution"]]["municipality_code"] != municipality:
            yield f"{institution['institution']} lies elsewhere"
        for key, value in institution.items():
            if key == "leader":
                yield from mistakes_of_person(value)
            elif key != "institution":
                yield from mistakes(value, questions[f"institutions.{key}"])


def texts(value):
    """Every text in a JSON value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def test_the_closed_round_has_twelve_applications_of_all_regions_and_sizes():
    municipalities = [MUNICIPALITIES[one["municipality"]] for one in CLOSED.values()]
    populations = [int(one["population_2018"]) for one in municipalities]

    assert len(CLOSED) == 12
    assert len({one["code"] for one in municipalities}) == 12
    assert len({one["region"] for one in municipalities}) == 5
    assert min(populations) < 5_000
    assert max(populations) > 200_000
    assert IN_COURSES & {one["municipality"] for one in APPLICATIONS.values()} == set()


@pytest.mark.parametrize("key", CLOSED)
def test_an_application_of_the_closed_round_answers_every_required_question(key):
    assert missing(CLOSED[key]["answers"], QUESTIONS["one_year"]) == set()


@pytest.mark.parametrize("key", CLOSED)
def test_an_application_names_two_to_four_institutions(key):
    assert 2 <= len(CLOSED[key]["answers"]["institutions"]) <= 4


@pytest.mark.parametrize("key", APPLICATIONS)
def test_answers_keep_the_form_s_keys_kinds_and_limits(key):
    application = APPLICATIONS[key]

    found = list(mistakes_of_answers(application["answers"], QUESTIONS["one_year"], application["municipality"]))

    assert found == []
    assert application["answers"][application["written_by"]]["email"]


def test_the_checks_find_what_is_wrong():
    answers = {"coordinator": {"name": "Ida", "title": "Konsulent", "email": "ida@mail.dk", "phone": "20 20 20 20"}}
    answers["need_environment"] = "ord " * 351

    found = list(mistakes_of_answers(answers, QUESTIONS["one_year"], "0101"))

    assert [mistake.split()[0] for mistake in found] == ["coordinator", "need_environment"]
    assert "director" in missing(answers, QUESTIONS["one_year"])


def test_family_day_care_is_a_fraction_with_year_and_source_or_unknown():
    known = [one["family_daycare"] for one in APPLICATIONS.values() if one["family_daycare"]]

    assert all(0 < float(one["share"]) < 1 and one["year"] and "opdigtet" in one["source"] for one in known)
    assert any(float(one["share"]) >= 0.4 for one in known)
    assert CLOSED["laesoe"]["family_daycare"] is None


def test_half_of_the_closed_round_is_scored_by_the_three_reviewers():
    scored = [one for one in CLOSED.values() if one["reviews"]]
    reviewers = {key for key, person in STAFF.items() if person.get("reviews_round")}

    assert len(scored) == 6
    assert len(reviewers) == 3
    for application in scored:
        assert {review["reviewer"] for review in application["reviews"]} == reviewers
        assert all(list(review["scores"]) == CRITERIA for review in application["reviews"])


def test_every_score_has_a_rationale_and_reviewers_differ_by_two_at_most():
    rationales = []
    for application in CLOSED.values():
        assert set(application["expected"]) == set(CRITERIA)
        for one, other in combinations(application["reviews"], 2):
            for criterion in CRITERIA:
                assert abs(one["scores"][criterion]["score"] - other["scores"][criterion]["score"]) <= 2
        for review in application["reviews"]:
            for given in review["scores"].values():
                assert given["score"] in range(5)
                assert given["confidence"] in ("high", "medium", "low")
                assert len(given["rationale"].split()) >= 12
                rationales.append(given["rationale"])

    assert len(rationales) == len(set(rationales)) == 72


def test_the_reviewers_disagree_in_two_places_and_have_agreed_in_one():
    far_apart = {
        (key, criterion)
        for key, application in CLOSED.items()
        for one, other in combinations(application["reviews"], 2)
        for criterion in CRITERIA
        if abs(one["scores"][criterion]["score"] - other["scores"][criterion]["score"]) == 2
    }
    agreed = {(key, criterion) for key, application in CLOSED.items() for criterion in application.get("agreed", {})}

    assert far_apart == {("langeland", "backing"), ("ringkoebing-skjern", "share")}
    assert agreed == {("langeland", "backing")}


def test_the_open_round_has_three_drafts_of_different_completeness():
    gaps = sorted(len(missing(one["answers"], QUESTIONS["one_year"])) for one in OPEN.values())

    assert len(gaps) == 3
    assert 0 < gaps[0] < gaps[1] < gaps[2]


def test_the_courses_are_those_on_record():
    running = {(one["municipality"], one["programme"]) for one in COURSES.values()}

    assert running == {
        ("0161", "one_year"),
        ("0390", "one_year"),
        ("0250", "one_year"),
        ("0773", "mini"),
        ("0561", "mini"),
    }


@pytest.mark.parametrize("key", COURSES)
def test_a_course_names_steps_people_and_institutions_that_exist(key):
    course = COURSES[key]
    framework = FRAMEWORKS[course["programme"]]
    own = {one["institution"] for one in course["institutions"]}

    assert all(INSTITUTIONS[one]["municipality_code"] == course["municipality"] for one in own)
    assert all("consultant" in STAFF[one]["roles"] for one in course["consultants"])
    for person in course["persons"].values():
        for one in person if isinstance(person, list) else [person]:
            assert list(mistakes_of_person(one)) == []
    for step in course["steps"]:
        assert step["order"] in framework
        assert step["status"] in ("done", "begun")
        assert set(step.get("institutions", [])) <= own
    for meeting in course["meetings"]:
        assert meeting["order"] in framework
        assert meeting["institution"] in own | {None}
        assert meeting["held"] == ("week" in meeting)
        assert meeting["held"] is False or meeting["week"] < course["starts_weeks_ago"]


@pytest.mark.parametrize("key", MINIS)
def test_a_mini_answers_every_required_question_and_keeps_within_ten_hours(key):
    mini = MINIS[key]

    assert (
        missing(mini["answers"], QUESTIONS["mini"])
        - {
            f"{one['institution']}: institutions.{part}"
            for one in mini["answers"]["institutions"]
            for part in ("children", "share", "why", "time")
        }
        == set()
    )
    assert list(mistakes_of_answers(mini["answers"], QUESTIONS["mini"], mini["municipality"])) == []
    assert sum(float(meeting["hours"]) for meeting in mini["meetings"]) <= 10


@pytest.mark.parametrize("key", APPLIED_MINIS)
def test_an_application_for_a_mini_answers_every_required_question(key):
    mini = APPLIED_MINIS[key]
    institution = INSTITUTIONS[mini["institution"]]
    # What follows from the organisation is not typed.
    answers = {"applicant_kind": institution["ownership"], "institutions": [], **mini["answers"]}

    assert missing(answers, QUESTIONS["mini"]) == {"institutions"}
    assert list(mistakes_of_answers(mini["answers"], QUESTIONS["mini"], institution["municipality_code"])) == []
    assert mini["state"] in ("submitted", "confirmed", "asked")


@pytest.mark.parametrize("key", ASSESSMENTS)
def test_a_self_assessment_is_of_a_one_year_course_and_its_institutions(key):
    course, assessment = COURSES[key], ASSESSMENTS[key]
    places = [(each["theme"], each["level"], each["part"]) for each in assessment["cells"]]
    institutions = {row["institution"] for row in course["institutions"]}

    assert course["programme"] == "one_year"
    assert len(places) == len(set(places))
    assert {part for *_, part in places} <= {"", *institutions}
    assert {row["week"] <= course["starts_weeks_ago"] for row in assessment["cells"]} == {True}
    assert {(row["theme"], row["level"], row["part"]) for row in assessment["changes"]} <= set(places)


@pytest.mark.parametrize("key", FILES)
def test_a_file_is_one_that_everybody_may_attach(key):
    made = upload(key)

    assert made.filename == FILES[key]["name"]
    assert 0 < made.size < 10_000


def test_a_file_is_what_its_name_says_and_shows_its_text():
    texts = zipfile.ZipFile(BytesIO(upload("aalborg-tal").content)).read("xl/worksheets/sheet1.xml").decode()

    assert "(Kontaktliste \\(opdigtet eksempel\\))" in upload("randers-kontakt").content.decode("cp1252")
    assert texts.count("<row>") == 4
    assert texts.count("Børnehus A") == 1
    assert upload("odense-soejler").content[16:24] == struct.pack(">II", 480, 300)


def test_every_file_is_shown_somewhere():
    casework = read(DEMO / "casework.json")
    named = [file for one in APPLICATIONS.values() for file in one.get("files", [])]
    named += [one["paper"] for one in APPLICATIONS.values() if "paper" in one]
    named += [each["file"] for one in ASSESSMENTS.values() for each in one["documentation"] if "file" in each]
    named += [file for message in casework["messages"] for file in message.get("attachments", [])]

    assert sorted(named) == sorted(FILES)


def test_every_staff_role_has_its_people():
    roles = [role for person in STAFF.values() for role in person["roles"]]

    assert {role: roles.count(role) for role in roles} == {
        "manager": 2,
        "approver": 1,
        "consultant": 5,
        "knowledge_consultant": 1,
        "evaluator": 1,
        "administrator": 1,
        "event_helper": 1,
    }
    assert [mistake for person in STAFF.values() for mistake in mistakes_of_person(person)] == []


def test_no_two_texts_of_different_municipalities_share_a_sentence():
    seen = {}
    for key, one in [*(APPLICATIONS | COURSES | APPLIED_MINIS).items(), *ASSESSMENTS.items()]:
        own = {k: v for k, v in one.items() if k != "note"}
        for text in texts(own):
            for sentence in re.split(r"(?<=[.!?])\s+", text):
                if len(sentence.split()) >= 8:
                    assert seen.setdefault(sentence, key) == key, sentence


def test_no_text_holds_a_cpr_number_or_tells_of_a_single_child():
    written = [*(APPLICATIONS | COURSES | APPLIED_MINIS).values(), *ASSESSMENTS.values()]
    everything = " ".join(text for one in written for text in texts(one))

    assert re.findall(r"\b[0-3][0-9][01][0-9]{3}-?[0-9]{4}\b", everything) == []
    assert re.findall(r"\b(?:en|et) (?:dreng|pige|barn) (?:på|der hedder|ved navn)\b", everything) == []
