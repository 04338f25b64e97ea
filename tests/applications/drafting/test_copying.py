"""Copying an earlier application into an open round or a mini: what comes along, what does not, and who may."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, copying, permissions
from applications.drafting.models import Answer, Application, Status
from applications.drafting.questions import SetAside
from applications.rounds.models import Question, QuestionKind, Round
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.documents.models import Document
from praksis.documents.uploads import Upload
from praksis.errors import ActionError
from praksis.organisations.models import Institution
from tests.applications.drafting.conftest import DIRECTOR
from tests.factories.drafting import ApplicationFactory
from tests.factories.files import pdf
from tests.factories.minis import applicant, complete_mini, mini_programme
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.factories.rounds import QuestionFactory, QuestionSetFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

QUESTIONS = [
    ("director", QuestionKind.PERSON, ""),
    ("institutions", QuestionKind.INSTITUTION_LIST, ""),
    ("institutions.why", QuestionKind.LONG_TEXT, "institutions"),
    ("need", QuestionKind.LONG_TEXT, ""),
    ("agreed", QuestionKind.CONFIRM, ""),
    ("commitment", QuestionKind.SIGNATURE, ""),
]


def open_round_with(questions=QUESTIONS, *, options=None, **facts):
    round_ = RoundFactory(**{"name": "Næste runde", **facts})
    edition = QuestionSetFactory(round=round_)
    for order, (key, kind, part_of) in enumerate(questions):
        QuestionFactory(
            question_set=edition,
            key=key,
            kind=kind,
            part_of=part_of,
            order=order,
            label=f"Nyt spørgsmål {key}",
            options=(options or {}).get(key, []),
        )
    return round_


def said(application) -> dict:
    """What is answered, by the question's key."""
    rows = Answer.objects.filter(application=application, revision__gt=0).order_by("question__order")
    return dict(rows.values_list("question__key", "value"))


def copied(draft) -> dict:
    return AuditEvent.objects.get(case=draft.case_id, kind="application.copied").data


def ask(question_set, key, kind, value, *, application, **facts):
    """One question more, and the answer to it."""
    last = question_set.questions.order_by("-order").first()
    question = QuestionFactory(
        question_set=question_set, key=key, kind=kind, order=last.order + 1, label=f"Spørgsmål {key}", **facts
    )
    return Answer.objects.create(application=application, question=question, value=value, revision=1)


@pytest.fixture
def source(complete):
    """An application that its round has closed for."""
    Round.objects.filter(pk=complete.round_id).update(deadline=timezone.now() - timedelta(days=1))
    return Application.objects.get(pk=complete.pk)


@pytest.fixture
def copy(source, coordinator):
    def copy(round_, by=coordinator, **facts):
        facts = {"received_at": timezone.now(), **facts}
        return actions.copy_into_round(source, round_, by=Actor.of(by), **facts)

    return copy


@pytest.fixture
def prefill(source, coordinator):
    def prefill(row=None, by=coordinator, of=source):
        return actions.copy_into_mini(of, row=row, by=Actor.of(by), received_at=timezone.now())

    return prefill


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


def page(application, name="copy"):
    return reverse(f"applications:{name}", args=[application.pk])


# --- Into a round -------------------------------------------------------------------------------------------------


def test_answers_people_and_institutions_come_along_by_key_and_kind(copy, source, coordinator):
    draft = copy(open_round_with())

    assert (draft.status, draft.copied_from, draft.current_version) == (Status.DRAFT, source, None)
    assert said(draft) == {
        "director": DIRECTOR,
        "institutions.why": "Mange børn står uden for legen.",
        "need": "Formiddagene er urolige.",
    }
    assert [(row.name, row.institution.name) for row in draft.institutions.all()] == [("Solhuset", "Solhuset")]
    changes = {(change.revision, change.by_name) for one in draft.answers.all() for change in one.changes.all()}
    assert changes == {(1, "Karen Koordinator (kopieret)")}


def test_the_earlier_application_stays_as_it_was(copy, source):
    before = list(source.answers.order_by("pk").values_list("pk", "value", "revision"))

    copy(open_round_with())

    source.refresh_from_db()
    assert list(source.answers.order_by("pk").values_list("pk", "value", "revision")) == before
    assert (source.institutions.count(), source.status) == (1, Status.DRAFT)


def test_a_promise_is_to_be_given_anew(copy):
    draft = copy(open_round_with())

    assert Answer.objects.get(application=draft, question__key="agreed").value is None
    assert copied(draft)["promises"] == ["Spørgsmål agreed"]


def test_an_answer_to_a_question_that_is_gone_or_of_another_kind_is_listed(copy):
    draft = copy(open_round_with([("director", QuestionKind.LONG_TEXT, ""), QUESTIONS[1], QUESTIONS[2]]))

    assert set(said(draft)) == {"institutions.why"}
    assert [label for label, _, _ in copied(draft)["left"]] == [
        "Spørgsmål director",
        "Spørgsmål need",
        "Spørgsmål agreed",
    ]
    assert copied(draft)["left"][1] == ["Spørgsmål need", "", "Formiddagene er urolige."]


def test_a_text_answers_a_question_that_takes_a_number(copy):
    draft = copy(open_round_with([("need", QuestionKind.NUMBER, "")]))

    assert said(draft) == {"need": "Formiddagene er urolige."}


def test_a_choice_that_is_no_longer_offered_is_listed_and_the_others_come_along(copy, source):
    options = [["a", "Leg"], ["b", "Sprog"]]
    ask(source.question_set, "themes", QuestionKind.MULTI_CHOICE, ["a", "b"], application=source, options=options)
    ask(source.question_set, "one", QuestionKind.SINGLE_CHOICE, "a", application=source, options=options)
    offered = {"themes": [["b", "Sprog"]], "one": [["b", "Sprog"]]}
    asked = [("themes", QuestionKind.MULTI_CHOICE, ""), ("one", QuestionKind.SINGLE_CHOICE, ""), *QUESTIONS]

    draft = copy(open_round_with(asked, options=offered))

    assert said(draft)["themes"] == ["b"]
    assert copied(draft)["left"] == [["Spørgsmål themes", "", "Leg, Sprog"], ["Spørgsmål one", "", "Leg"]]


def test_what_an_earlier_edition_asked_is_not_copied(copy, source):
    other = QuestionSetFactory(round=source.round, number=7)
    old = QuestionFactory(question_set=other, key="need", label="Et gammelt spørgsmål")
    Answer.objects.create(application=source, question=old, value="Et gammelt svar", revision=1)

    draft = copy(open_round_with())

    assert (said(draft)["need"], copied(draft)["left"]) == ("Formiddagene er urolige.", [])


def test_institutions_come_along_as_the_register_has_them_now(copy, source, municipality, coordinator):
    Institution.objects.filter(name="Solhuset").update(name="Det nye Solhus")
    actions_at = source.round.deadline - timedelta(hours=1)
    typed = {"name": "Skovhytten", "ownership": "private", "setting": "kindergarten"}
    actions.add_institution(source, by=Actor.of(coordinator), received_at=actions_at, **typed)

    draft = copy(open_round_with())

    rows = draft.institutions.values_list("name", "institution__name", "ownership", "setting")
    assert list(rows) == [
        ("Det nye Solhus", "Det nye Solhus", "municipal", "kindergarten"),
        ("Skovhytten", None, "private", "kindergarten"),
    ]


def test_an_institution_that_left_the_municipality_stays_behind_with_its_answers(copy, source):
    Institution.objects.filter(name="Solhuset").update(municipality=MunicipalityFactory())

    draft = copy(open_round_with())

    assert (draft.institutions.count(), copied(draft)["institutions_left"]) == (0, ["Solhuset"])
    assert copied(draft)["left"] == [["Spørgsmål institutions.why", "Solhuset", "Mange børn står uden for legen."]]


def test_two_institutions_of_one_name_by_now_are_one(copy, source, coordinator):
    typed = {"name": "Det nye Solhus", "ownership": "private", "setting": "kindergarten"}
    before = source.round.deadline - timedelta(hours=1)
    actions.add_institution(source, by=Actor.of(coordinator), received_at=before, **typed)
    Institution.objects.filter(name="Solhuset").update(name="Det Nye Solhus")

    draft = copy(open_round_with())

    assert [row.name for row in draft.institutions.all()] == ["Det Nye Solhus"]
    assert copied(draft)["institutions_left"] == ["Det nye Solhus"]


# --- Files --------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_file(source, coordinator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ask(source.question_set, "files", QuestionKind.FILES, [], application=source)
    upload = Upload("tal.pdf", pdf(), "application/pdf")
    before = source.round.deadline - timedelta(hours=1)
    actions.add_file(source.pk, name="files", upload=upload, by=Actor.of(coordinator), received_at=before)
    return Document.objects.get()


FILES = [*QUESTIONS, ("files", QuestionKind.FILES, "")]


def test_files_come_along_as_the_new_cases_own(copy, with_file):
    draft = copy(open_round_with(FILES))

    new = Document.objects.exclude(pk=with_file.pk).get()
    assert said(draft)["files"] == [
        {"id": str(new.pk), "name": "tal.pdf", "size": with_file.size, "sha256": with_file.sha256}
    ]
    assert (new.case, new.sha256, new.audience) == (draft.case, with_file.sha256, "application")
    assert new.file.name != with_file.file.name
    with new.file.open("rb") as file:
        assert file.read() == pdf()


@pytest.mark.parametrize("broken", ["gone", "changed"])
def test_a_file_that_cannot_be_read_is_listed(copy, with_file, broken, caplog):
    if broken == "gone":
        with_file.file.storage.delete(with_file.file.name)
    else:
        with open(with_file.file.path, "wb") as file:
            file.write(b"noget andet")

    draft = copy(open_round_with(FILES))

    assert said(draft)["files"] == []
    assert copied(draft)["left"] == [
        ["Nyt spørgsmål files", "", "tal.pdf: Vi kunne ikke kopiere filen. Vedhæft den igen."]
    ]
    assert caplog.messages[-1].startswith(f"document {with_file.pk} cannot be copied")


# --- Once, in time, and by whom -----------------------------------------------------------------------------------


def test_copying_twice_gives_the_same_draft(copy):
    round_ = open_round_with()

    first = copy(round_)

    assert copy(round_) == first
    assert Application.objects.filter(round=round_).count() == 1


def test_another_application_in_the_round_is_left_alone(copy, coordinator, municipality):
    round_ = open_round_with()
    there = actions.begin(round_, municipality.organisation, by=Actor.of(coordinator))

    with pytest.raises(ActionError, match="allerede en ansøgning"):
        copy(round_)

    assert said(there) == {}


def test_a_withdrawn_application_does_not_stand_in_the_way(copy, municipality):
    round_ = open_round_with()
    ApplicationFactory(round=round_, applicant=municipality, status=Status.WITHDRAWN)

    assert said(copy(round_))["need"] == "Formiddagene er urolige."


def test_the_deadline_is_judged_by_when_the_request_came(copy):
    round_ = open_round_with()

    with pytest.raises(ActionError, match="tager ikke imod"):
        copy(round_, received_at=round_.deadline + timedelta(microseconds=1))
    Round.objects.filter(pk=round_.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    round_.refresh_from_db()

    assert copy(round_, received_at=round_.deadline).round == round_


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [({}, True), ({"editor": True}, True), ({"viewer": True}, False), ({"unconfirmed": True}, False)],
)
def test_whoever_may_write_for_the_applicant_may_copy(source, municipality, kind, allowed):
    colleague = MembershipFactory(organisation=municipality, **kind).user

    assert permissions.can_copy(colleague, source) == allowed


def test_a_stranger_may_not_copy(source, stranger):
    assert not permissions.can_copy(stranger, source)


# --- Minis --------------------------------------------------------------------------------------------------------


@pytest.fixture
def mini_questions():
    """The minis' programme, with some of the questions that an application for a one-year course fills in."""
    programme = mini_programme()
    edition = programme.questions_now
    for order, (key, kind) in enumerate(
        [
            ("contact", QuestionKind.PERSON),
            ("challenge_children", QuestionKind.LONG_TEXT),
            ("themes", QuestionKind.MULTI_CHOICE),
            ("tried", QuestionKind.CONFIRM),
        ],
        start=20,
    ):
        QuestionFactory(
            question_set=edition, key=key, kind=kind, order=order, label=f"Mini {key}", options=[["b", "Sprog"]]
        )
    return edition


def test_a_mini_is_prefilled_from_the_application_for_the_chosen_institution(
    prefill, source, municipality, coordinator, mini_questions
):
    edition, options = source.question_set, [["a", "Leg"], ["b", "Sprog"]]
    ask(edition, "coordinator", QuestionKind.PERSON, DIRECTOR, application=source)
    ask(edition, "need_participation", QuestionKind.LONG_TEXT, "I garderoben.", application=source)
    ask(edition, "motivation_ongoing", QuestionKind.LONG_TEXT, "Meget.", application=source)
    ask(edition, "themes", QuestionKind.MULTI_CHOICE, ["a", "b"], application=source, options=options)
    other = actions.add_institution(
        source,
        institution=InstitutionFactory(name="Månehuset", municipality=municipality),
        by=Actor.of(coordinator),
        received_at=source.round.deadline - timedelta(hours=1),
    )
    Answer.objects.filter(institution=other).update(value="Månehusets egen grund.", revision=1)

    draft = prefill(source.institutions.get(name="Solhuset"))

    assert (draft.programme.kind, draft.round, draft.applicant_kind) == ("mini", None, "administration")
    assert [row.name for row in draft.institutions.all()] == ["Solhuset"]
    assert said(draft) == {
        "applicant_kind": "administration",
        "challenge": "Mange børn står uden for legen.",
        "contact": DIRECTOR,
        "challenge_children": "I garderoben.",
        "themes": ["b"],
    }
    assert (copied(draft)["is_prefill"], copied(draft)["left"]) == (True, [])


def test_the_challenge_is_the_need_where_the_institution_has_no_text(prefill, source, mini_questions):
    Answer.objects.filter(application=source, question__key="institutions.why").update(value="")
    ask(source.question_set, "need_environment", QuestionKind.LONG_TEXT, "Rummene er små.", application=source)

    assert said(prefill(source.institutions.get()))["challenge"] == "Rummene er små."


def test_a_mini_is_copied_into_a_new_one(prefill, municipality):
    mini_programme()
    organisation, owner = applicant("private", municipality)
    earlier = complete_mini(organisation, owner)
    Application.objects.filter(pk=earlier.pk).update(
        status=Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_by=owner
    )

    draft = prefill(of=Application.objects.get(pk=earlier.pk), by=owner)

    assert {key: value for key, value in said(draft).items() if key != "applicant_kind"} == {
        key: value for key, value in said(earlier).items() if key not in {"applicant_kind", "municipal_contact"}
    }
    assert [row.name for row in draft.institutions.all()] == ["Solhuset"]
    assert (draft.copied_from_id, copied(draft)["institutions"]) == (earlier.pk, ["Solhuset"])
    assert [label for label, _, _ in copied(draft)["left"]] == ["Spørgsmål municipal_contact"]


def test_a_draft_of_a_mini_stands_in_the_way_and_the_same_copy_does_not(
    prefill, source, coordinator, municipality, mini_questions
):
    row = source.institutions.get()
    draft = prefill(row)

    assert prefill(row) == draft
    Application.objects.filter(pk=draft.pk).update(copied_from=None)
    with pytest.raises(ActionError, match="allerede en ansøgning"):
        prefill(row)


# --- Where to -----------------------------------------------------------------------------------------------------


def test_the_targets_are_the_open_rounds_and_a_mini_for_each_institution(source, coordinator, mini_questions):
    later = open_round_with(name="Senere", deadline=timezone.now() + timedelta(days=60))
    first = open_round_with(name="Først", deadline=timezone.now() + timedelta(days=5))
    open_round_with(name="Kladde", draft=True)

    found = copying.targets(source, coordinator, timezone.now())

    assert [(one.round, one.row and one.row.name) for one in found] == [
        (first, None),
        (later, None),
        (Round.objects.get(programme__kind="mini"), "Solhuset"),
    ]
    assert [one.edition for one in found] == [first.questions_now, later.questions_now, mini_questions]


def test_no_mini_is_offered_for_an_institution_that_left_the_municipality(source, coordinator, mini_questions):
    Institution.objects.filter(name="Solhuset").update(municipality=MunicipalityFactory())

    assert copying.targets(source, coordinator, timezone.now()) == []


def test_a_plan_without_an_institution_says_nothing_of_one(source, mini_questions):
    plan = copying.plan(source, mini_questions, kind="administration")

    assert (plan.carried, plan.rows, plan.is_prefill) == ([], [], True)


# --- The pages ----------------------------------------------------------------------------------------------------


def test_the_page_lets_one_choose_and_then_shows_what_comes_along(web, source, mini_questions):
    round_ = open_round_with([QUESTIONS[0]])

    choice = web.get(page(source))
    shown = web.get(page(source), {"til": f"runde:{round_.pk}"})

    assert [word.partition(".")[0] for word in texts(choice, "main .form-group-radio .form-label")] == [
        "Etårigt forløb: Næste runde",
        "Miniforløb for Solhuset",
    ]
    assert texts(shown, "main h2") == ["Etårigt forløb: Næste runde", "Svar, der ikke er plads til"]
    assert texts(shown, ".reading dt") == [
        "Solhuset: Spørgsmål institutions.why",
        "Spørgsmål need",
        "Spørgsmål agreed",
    ]


def test_where_there_is_one_possibility_it_is_shown_at_once(web, source):
    open_round_with()

    assert texts(web.get(page(source)), "main button[type=submit]") == ["Begynd den nye ansøgning"]


def test_copying_leads_to_what_came_along_and_on_to_the_draft(web, source):
    round_ = open_round_with([QUESTIONS[0], QUESTIONS[1], QUESTIONS[4]])

    answer = web.post(page(source), {"til": f"runde:{round_.pk}"})

    draft = Application.objects.get(round=round_)
    assert answer.url == page(draft, "copied")
    shown = web.get(answer.url)
    assert texts(shown, ".lead") == [f"1 svar og 1 dagtilbud er hentet fra ansøgning {source.case.reference}."]
    assert texts(shown, "main h2") == ["Det skal I bekræfte igen", "Svar, der ikke er plads til"]
    assert links(shown, "main a.button-primary") == [draft.get_absolute_url()]


def test_a_prefilled_mini_says_which_answers_it_has(web, source, mini_questions):
    target = {"til": f"mini:{source.institutions.get().pk}"}

    shown = web.get(page(source), target)
    answer = web.post(page(source), target)

    assert texts(shown, ".summary-list dt") == ["Spørgsmål challenge"]
    assert texts(shown, ".summary-list dd") == ["Jeres svar på »Spørgsmål institutions.why« (Solhuset)"]
    draft = Application.objects.get(programme__kind="mini")
    assert answer.url == page(draft, "copied")
    assert texts(web.get(answer.url), ".lead") == [
        f"1 svar og 1 dagtilbud er hentet fra ansøgning {source.case.reference}."
    ]


def test_pressing_twice_leads_to_the_draft_that_is_there(web, source):
    round_ = open_round_with()
    web.post(page(source), {"til": f"runde:{round_.pk}"})

    again = web.post(page(source), {"til": f"runde:{round_.pk}"})

    draft = Application.objects.get(round=round_)
    assert again.url == draft.get_absolute_url()
    assert links(web.get(page(source)), ".next-step a") == [draft.get_absolute_url()]


def test_with_nothing_open_the_page_says_so(web, source):
    assert texts(web.get(page(source)), ".alert-heading") == ["Der er intet at søge lige nu"]


def test_a_round_without_questions_says_so(web, source):
    RoundFactory()

    assert texts(web.get(page(source)), ".alert-heading") == ["Der er ingen spørgsmål endnu"]


@pytest.mark.parametrize("data", [{}, {"til": "runde:1"}, {"til": ""}])
def test_what_is_not_offered_is_refused(web, source, data, mini_questions):
    open_round_with()

    answer = web.post(page(source), data)

    assert (answer.status_code, Application.objects.count()) == (200, 1)
    assert texts(answer, ".error-summary a, .alert-error a") != []


def test_a_refusal_is_told_on_the_page(web, source, monkeypatch):
    """A round that closes between the page and the lock: the targets say open, the action sees the truth."""
    round_ = open_round_with()
    real = copying.targets

    def then_closed(*args):
        found = real(*args)
        for target in found:
            target.round.deadline = timezone.now() - timedelta(days=1)
        return found

    monkeypatch.setattr(copying, "targets", then_closed)

    answer = web.post(page(source), {"til": f"runde:{round_.pk}"})

    assert texts(answer, ".alert-error .alert-text, .alert-text")[0] == "Runden tager ikke imod ansøgninger lige nu."


def test_readers_may_not_copy_and_strangers_find_nothing(client, source, municipality, stranger):
    client.force_login(MembershipFactory(organisation=municipality, viewer=True).user)
    reading = client.get(page(source)).status_code
    client.force_login(stranger)

    assert (reading, client.get(page(source)).status_code) == (403, 404)


def test_an_application_that_is_no_copy_has_no_such_page(web, source):
    assert web.get(page(source, "copied")).status_code == 404


@pytest.mark.parametrize("others", [1, 3])
def test_the_page_costs_the_same_however_many_institutions(
    web, source, municipality, coordinator, others, django_assert_num_queries, mini_questions
):
    for _ in range(others):
        actions.add_institution(
            source,
            institution=InstitutionFactory(municipality=municipality),
            by=Actor.of(coordinator),
            received_at=source.round.deadline - timedelta(hours=1),
        )
    round_ = open_round_with()

    with django_assert_num_queries(12):
        web.get(page(source), {"til": f"runde:{round_.pk}"})


def test_a_set_aside_text_is_what_stood_there(source):
    answer = Answer.objects.select_related("question", "institution").get(
        application=source, question__key="institutions.why"
    )

    assert copying.set_aside(answer) == SetAside(
        "Spørgsmål institutions.why", "Solhuset", "Mange børn står uden for legen."
    )
    assert Question.objects.filter(pk=answer.question_id).exists()


# --- The ways there -----------------------------------------------------------------------------------------------


def ways_to_copy(client, application, user) -> list[str]:
    client.force_login(user)
    found = links(client.get(application.get_absolute_url()), "main a, aside a")
    return [address for address in found if address == page(application)]


def test_a_draft_that_is_too_late_leads_to_its_copy(client, source, coordinator, municipality):
    reader = MembershipFactory(organisation=municipality, viewer=True).user

    assert ways_to_copy(client, source, coordinator) == [page(source)]
    assert ways_to_copy(client, source, reader) == []


def test_a_draft_that_is_in_time_is_not_to_be_copied(client, complete, coordinator):
    assert ways_to_copy(client, complete, coordinator) == []


def test_what_is_sent_leads_to_its_copy_and_the_copy_to_what_it_has(client, coordinator, municipality):
    sent = ApplicationFactory(applicant=municipality, submitted=True)
    draft = actions.copy_into_round(sent, open_round_with(), by=Actor.of(coordinator), received_at=timezone.now())

    assert ways_to_copy(client, sent, coordinator) == [page(sent)]
    assert page(draft, "copied") in links(client.get(draft.get_absolute_url()), "aside a")
