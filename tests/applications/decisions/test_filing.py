import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.allocation.models import (
    Decision,
    DecisionReason,
    EarlierDecision,
    Explanation,
    OwnChoice,
    Snapshot,
    Waiver,
)
from applications.assessment.models import AgreedScore, Score
from applications.casework.models import Hearing
from applications.decisions import filed_texts, filing, zipping
from applications.decisions.filing import INTERNAL, Part, Selection
from applications.decisions.models import DecisionLetter
from applications.drafting.models import Application, Confirmation, Signature, Status
from praksis.cases import actions as cases
from praksis.cases.actors import SYSTEM, Actor
from praksis.documents.actions import store
from praksis.documents.models import Audience
from tests.factories.accounts import UserFactory
from tests.factories.allocation import announced_round
from tests.factories.assessment import freeze
from tests.factories.drafting import VersionFactory
from tests.factories.mail import EmailFactory
from tests.factories.requests import DecisionRequestFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db

EVERYTHING = set(Part)
OPEN = EVERYTHING - INTERNAL


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def round_():
    return announced_round("granted", "refused")


@pytest.fixture
def application(round_):
    """The refused one."""
    return Application.objects.select_related("case__party", "applicant").get(decision__outcome="refused")


def taken(round_, *applications, parts=EVERYTHING) -> dict[str, filing.Paper]:
    """The papers of an extract by what they are called within their folder."""
    chosen = Selection(list(applications), parts=set(parts))
    return {paper.path.partition("/")[2]: paper for paper in filing.papers(round_, chosen)}


def put(case, *, kind, filename="a.pdf", content=b"%PDF"):
    return store(
        case,
        kind=kind,
        title="Et papir",
        filename=filename,
        content=content,
        content_type="application/pdf",
        audience=Audience.APPLICATION,
        by=SYSTEM,
    )


# --- What is taken along


def test_working_documents_are_taken_along_only_where_they_are_asked_for(round_, application):
    manager = UserFactory(manager=True)
    Snapshot.objects.create(
        round=round_, number=7, input='{"places":2}', output="{}", sha256="a", code_version="1", by=manager
    )

    public, whole = taken(round_, application, parts=OPEN), taken(round_, application)

    internal = "beregning-7-grundlag.json beregning-7-resultat.json valg.txt bedoemmelser.txt notater-og-historik.txt"
    assert sorted(name for name in public if ".pdf" not in name) == [
        "afgoerelse.txt",
        "ansoegning.json",
        "ansoegning.txt",
        "beskeder-og-mails.txt",
        "grundlag.txt",
        "journal.csv",
    ]
    assert [name in whole for name in internal.split()] == [True] * 5
    assert whole["beregning-7-grundlag.json"].text == '{"places":2}'


def test_nothing_but_the_rounds_basis_is_taken_where_no_part_is(round_, application):
    assert list(taken(round_, application, parts=())) == ["grundlag.txt"]


def test_each_application_lies_in_a_folder_of_its_own(round_):
    applications = list(round_.applications.select_related("case", "applicant"))

    paths = [paper.path for paper in filing.papers(round_, Selection(applications, parts={Part.DECISIONS}))]

    folders = [f"{one.case.reference} {one.applicant.name}" for one in applications]
    assert paths == [f"{round_.case.reference} Runden/grundlag.txt", *(f"{one}/afgoerelse.txt" for one in folders)]


def test_the_application_is_there_as_words_and_as_the_frozen_bytes(round_, application):
    question = {"key": "need", "label": "Beskriv behovet", "value": "Uro.", "text": "Uro på stuerne."}
    empty = {"key": "rest", "label": "Andet", "value": None, "text": ""}
    place = {"id": None, "name": "Solhuset", "ownership_label": "Kommunalt", "setting_label": "Børnehave"}
    freeze(
        application,
        questions=[question, empty],
        institutions=[{**place, "questions": [{**question, "kind": "long_text"}]}],
    )

    papers = taken(round_, application)

    version = application.submission.version
    assert papers["ansoegning.json"].text == version.json
    assert papers["ansoegning.txt"].text.splitlines()[:10] == [
        f"ANSØGNING FRA {application.applicant.name}",
        f"Kontrolkode {version.sha256}",
        "",
        "",
        "1. KOMMUNEN",
        "",
        "Beskriv behovet",
        "Uro på stuerne.",
        "",
        "Andet",
    ]
    assert papers["ansoegning.txt"].text.count("(ikke besvaret)") == 1
    assert papers["ansoegning.txt"].text.count("SOLHUSET (KOMMUNALT, BØRNEHAVE)") == 1


def test_what_was_sent_and_what_was_decided_on_are_both_there(round_, application):
    submission = application.submission
    submission.current = VersionFactory(application=application, number=2)
    submission.save()

    names = [name for name in taken(round_, application, parts={Part.APPLICATIONS}) if name.startswith("ansoegning")]

    assert names == [f"ansoegning-som-{what}.{form}" for what in ("sendt", "afgjort") for form in ("txt", "json")]


def test_only_files_that_were_handed_in_are_taken_along(round_, application):
    case = application.case
    attached, dropped = put(case, kind="attachment", filename="tilsyn.pdf"), put(case, kind="attachment")
    signed, mailed = put(case, kind="signed_paper"), put(case, kind="mailed_application")
    confirmed, course = put(case, kind="signed_paper"), put(case, kind="agreement")
    version = application.submission.version
    Signature.objects.create(version=version, document=signed, name="Dorte", title="Direktør", email="d@skive.example")
    Confirmation.objects.create(version=version, kind="leader", document=confirmed, name="Lone", title="Leder")
    file = {"id": str(attached.pk), "name": "tilsyn.pdf", "size": 4, "sha256": attached.sha256}
    freeze(application, questions=[{"key": "files", "kind": "files", "label": "Bilag", "value": [file]}])

    papers = taken(round_, application, parts={Part.APPLICATIONS})

    documents = {paper.document for paper in papers.values() if paper.document}
    assert documents == {attached, signed, mailed, confirmed}
    assert documents.isdisjoint({dropped, course})
    assert "bilag/01 tilsyn.pdf" in papers


def test_a_decision_is_there_with_its_reasons_its_letters_and_what_it_replaced(round_, application):
    decision, manager = application.decision, UserFactory(manager=True)
    DecisionReason.objects.filter(decision=decision).delete()
    DecisionReason.objects.create(
        decision=decision, criterion=round_.criteria.get(key="need"), text="Behovet er svagt belyst."
    )
    EarlierDecision.objects.create(
        decision=decision,
        outcome="reserve",
        reason="Der var ikke plads.",
        reasons=[{"key": "need", "title": "Behov", "text": "Behovet er der."}],
        announced_at=timezone.now(),
        replaced_by=manager,
        why="Vi havde overset et bilag.",
    )
    letter, _ = DecisionLetter.objects.get_or_create(decision=decision, number=1, defaults={"facts": {}})
    letter.document = put(application.case, kind="decision_letter", filename="afgoerelse.pdf")
    letter.save()
    Decision.objects.filter(outcome="granted").update(given_back_at=timezone.now(), given_back_by=manager)
    granted = Application.objects.select_related("case", "applicant").get(decision__outcome="granted")

    papers = taken(round_, application, parts={Part.DECISIONS})

    text = papers["afgoerelse.txt"].text
    for words in ("Afslag", decision.reason, "Behov\nBehovet er svagt belyst.", "TIDLIGERE AFGØRELSE", "Reserveliste"):
        assert text.count(words) == 1
    assert (
        text.count("Vi havde overset et bilag.\n\nReserveliste\n\nDer var ikke plads.\n\nBehov\nBehovet er der.") == 1
    )
    assert papers["breve/01 afgoerelse.pdf"].document == letter.document
    given_back = taken(round_, granted, parts={Part.DECISIONS})["afgoerelse.txt"].text
    assert given_back.count("Pladsen blev givet tilbage") == 1


def test_an_unannounced_decision_is_not_in_the_file(round_, application):
    Decision.objects.update(announced_at=None)

    papers = taken(round_, application, parts={Part.DECISIONS, Part.MESSAGES})

    assert list(papers) == ["grundlag.txt", "beskeder-og-mails.txt"]


def test_what_was_written_between_us_is_there(round_, application):
    case, owner, manager = application.case, UserFactory(name="Karen"), UserFactory(name="Mona", manager=True)
    cases.send_message(case, text="Vi har et spørgsmål.", from_party=True, by=Actor.of(owner))
    cases.send_message(case, text="Vi svarer.", from_party=False, by=Actor.of(manager))
    attached = put(case, kind="message_attachment", filename="kort.pdf")
    EmailFactory(case=case, subject="Nyt i sagen", body="Der er nyt.")
    EmailFactory(case=case, subject="Kode", sensitive_one=True)
    EmailFactory(case=case, subject="Til en kollega", to=manager.email)
    now = timezone.now()
    facts = {"application": application, "sent_by": manager, "due_on": timezone.localdate()}
    Hearing.objects.create(
        **facts,
        facts="20.637 indbyggere",
        answer="Det passer.",
        answered_at=now,
        answered_by=owner,
        closed_at=now,
        closed_by=manager,
        conclusion="Vi bruger tallet.",
    )
    Hearing.objects.create(**facts, facts="60 % i dagpleje")

    DecisionRequestFactory(decision=application.decision, by_applicant=True, answered=True)
    DecisionRequestFactory(decision=application.decision, by_applicant=True, kind="access", text="Alt.")
    DecisionRequestFactory(decision=application.decision, text="Hvem fik et forløb?")

    papers = taken(round_, application, parts={Part.MESSAGES})

    text = papers["beskeder-og-mails.txt"].text
    expected = ["Fra ansøgeren, Karen\nVi har et spørgsmål.", "Fra os, Mona\nVi svarer.", "Nyt i sagen\nDer er nyt."]
    expected += ["20.637 indbyggere", "Det passer.", "Vi bruger tallet.", "60 % i dagpleje"]
    expected += ["Hvorfor ikke os?\n\nBesvaret", "Her er svaret.", "Alt.\n"]
    assert [text.count(words) for words in expected] == [1] * len(expected)
    assert (text.count("Kode"), text.count("Til en kollega"), text.count("Afsluttet")) == (0, 0, 1)
    assert text.count("Hvem fik et forløb?") == 0
    assert papers["bilag til beskeder/01 kort.pdf"].document == attached


def test_the_journal_tells_what_came_and_went_by_time(round_, application):
    case = application.case
    cases.send_message(case, text="Spørgsmål.", from_party=True, by=Actor.of(UserFactory()))
    cases.send_message(case, text="Svar.", from_party=False, by=Actor.of(UserFactory(manager=True)))

    rows = list(csv.reader(io.StringIO(taken(round_, application)["journal.csv"].text[1:]), delimiter=";"))

    assert rows[0] == ["Tidspunkt", "Ind eller ud", "Hvad", "Hvem"]
    assert ["Ind", "Besked", application.applicant.name] in [row[1:] for row in rows]
    assert ["Ud", "Besked", application.applicant.name] in [row[1:] for row in rows]
    moments = [entry.at for entry in filing.journal_of(case)]
    assert moments == sorted(moments)
    assert "" in {row[1] for row in rows}  # what has happened


def test_a_case_without_a_party_has_a_journal_too(round_):
    EmailFactory(case=round_.case, subject="Runden", to="karen@skive.example")

    assert "Mail: Runden" in [entry.what for entry in filing.journal_of(round_.case)]


def test_reviews_are_told_by_name_with_what_was_agreed(round_, application):
    Score.objects.update(confidence=None)
    one = Score.objects.filter(review__application=application).order_by("pk").first()
    Score.objects.filter(pk=one.pk).update(confidence=3)
    AgreedScore.objects.create(
        application=application, criterion=one.criterion, score=2, reason="Vi talte om det.", agreed_by=UserFactory()
    )

    text = taken(round_, application)["bedoemmelser.txt"].text

    assert text.count(f"{one.review.reviewer.name}, {one.criterion.title}: 3, sikker\n{one.rationale}") == 1
    assert text.count("Vi talte om det.") == 1


def test_the_choice_is_told_with_who_chose_what(round_, application):
    manager = UserFactory(name="Mona", manager=True)
    OwnChoice.objects.create(
        round=round_, person=manager, applications=[str(application.pk), "væk"], reason="Behovet er størst."
    )
    Waiver.objects.create(round=round_, item="x", words="En bedømmelse mangler", reason="Ferie.", by=manager)
    Explanation.objects.create(
        round=round_, question="y", words="Hvorfor?", consideration="size", text="En lille.", by=manager
    )
    first = round_.proposals.get()
    first.waiver = "Kun én bedømmer."
    first.save()
    proposal = type(first)(round=round_, proposed_by=manager, sent_back_at=timezone.now(), remark="Se igen.")
    proposal.sent_back_by = UserFactory(name="Anders", approver=True)
    proposal.save()

    text = taken(round_)["valg.txt"].text

    expected = [f": {application.applicant.name}, væk\nBehovet er størst.", "En bedømmelse mangler\nFerie."]
    expected += [
        "Hvorfor? (Små og større kommuner)\nEn lille. (Mona)",
        "Kun én bedømmer.\nTiltrådt",
        "Anders: Se igen.",
    ]
    assert [text.count(words) for words in expected] == [1] * len(expected)


def test_notes_are_told_with_what_was_added(round_, application):
    by = Actor.of(UserFactory(name="Mona", manager=True))
    note = cases.add_note(application.case, text="Ringede til dem.", by=by)
    cases.add_note(application.case, text="De ringer tilbage.", follows=note, by=by)

    text = taken(round_, application)["notater-og-historik.txt"].text

    assert (text.count("Ringede til dem."), text.count("Tilføjet af Mona")) == (1, 1)


# --- What is left out


def test_everything_that_is_left_out_is_told_with_its_reason(round_, application):
    other = round_.applications.select_related("case", "applicant").exclude(pk=application.pk).get()
    gone = other
    why = dict.fromkeys(INTERNAL, "Internt.")
    selection = Selection([application], [other], "Kun den ene sag.", OPEN, why)

    rows = filing.left_out(round_, selection)

    assert [row.title for row in rows[:4]] == [part.label for part in Part if part in INTERNAL]
    assert rows[4] == filing.LeftOut(gone.case.reference, f"Ansøgningen fra {gone.applicant.name}", "Kun den ene sag.")
    assert len(rows) == 5


def test_a_withdrawn_application_is_told_to_be_left_out(round_, application):
    now = timezone.now()
    Application.objects.filter(pk=application.pk).update(
        status=Status.WITHDRAWN, withdrawn_at=now, withdrawn_by=application.created_by
    )

    rows = filing.left_out(round_, Selection([], parts=EVERYTHING))

    assert [(row.reference, row.reason) for row in rows] == [(application.case.reference, filing.WITHDRAWN_REASON)]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Ærø Kommune", "Ærø Kommune"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("tal 2018 (1).xlsx", "tal 2018 (1).xlsx"),
        ("...", "fil"),
        ("a\\b:c\x00d", "a_b_c_d"),
        ("x" * 100 + ".pdf", "x" * 76 + ".pdf"),
        ("x" * 100, "x" * 80),
        ("x." + "y" * 100, "x." + "y" * 78),
    ],
)
def test_a_name_is_fit_for_a_file(name, safe):
    assert filing.safe(name) == safe


def test_the_rounds_basis_names_its_criteria():
    round_ = RoundFactory(closed=True, places=3)

    assert filed_texts.of_round(round_).count("3 pladser.") == 1


# --- The ZIP


def zipped(round_, application, parts) -> tuple[zipfile.ZipFile, zipping.Extract]:
    file, why_not = io.BytesIO(), {part: "Ikke bedt om." for part in Part if part not in parts}
    selection = Selection([application], parts=parts, why_not=why_not)
    extract = zipping.write(file, filing.papers(round_, selection), filing.left_out(round_, selection))
    return zipfile.ZipFile(file), extract


def listed(archive, name) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig")), delimiter=";"))[1:]


def test_the_index_names_every_file_with_its_control_code(round_, application):
    put(application.case, kind="mailed_application", content=b"%PDF" + b"x" * zipping.CHUNK)

    archive, extract = zipped(round_, application, EVERYTHING)

    index = listed(archive, "indeks.csv")
    assert archive.testzip() is None
    assert sorted(row[0] for row in index) == sorted(set(archive.namelist()) - {"indeks.csv", "udeladt.csv"})
    assert [len(archive.read(row[0])) for row in index] == [int(row[4]) for row in index]
    assert (extract.files, extract.left_out, listed(archive, "udeladt.csv")) == (len(index), 0, [])


def test_a_file_that_is_lost_is_told_to_be_left_out(round_, application):
    document = put(application.case, kind="mailed_application")
    document.file.storage.delete(document.file.name)

    archive, extract = zipped(round_, application, {Part.APPLICATIONS})

    rows = listed(archive, "udeladt.csv")
    assert rows[-1] == [application.case.reference, "Et papir", filing.UNREADABLE_REASON]
    assert (extract.left_out, [name for name in archive.namelist() if "bilag" in name]) == (len(rows), [])


def test_the_same_extract_has_the_same_control_code(round_, application):
    parts = {Part.APPLICATIONS, Part.DECISIONS}

    assert zipped(round_, application, parts)[1] == zipped(round_, application, parts)[1]


def test_what_people_wrote_is_no_formula():
    text = filed_texts.table(["Hvad"], [["=1+1"], ["Alt i alt"]])

    assert text.splitlines() == ['\ufeff"Hvad"', '"\'=1+1"', '"Alt i alt"']


def test_a_paper_without_a_time_has_none_in_the_index():
    assert filed_texts.moment(None) == ""
    assert filed_texts.moment(timezone.now() - timedelta(days=1)) != ""
