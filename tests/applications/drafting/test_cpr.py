import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, cpr, sections
from applications.drafting.completeness import find_faults
from applications.drafting.models import Answer, Application
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from tests.pages import texts

pytestmark = pytest.mark.django_db

NUMBER = "010190-1234"


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


def declare(draft, user, name="need"):
    drafts = Application.objects.editable_by(user).filter(pk=draft.pk)
    actions.declare_no_cpr(drafts, name=name, by=Actor.of(user), received_at=timezone.now())


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (f"Barnet {NUMBER}", [""]),
        ("Barnet", []),
        ({"name": "Dorte", "title": NUMBER, "email": "", "phone": "12345678"}, ["title"]),
        ({"few": True}, []),
        (["a"], []),
        (True, []),
        (None, []),
    ],
)
def test_the_parts_of_an_answer_that_hold_a_number(value, parts):
    assert cpr.parts_with_cpr(value) == parts


def test_a_number_keeps_the_application_from_being_sent(complete, write, coordinator):
    write("need", f"Barnet {NUMBER} har det svært.")

    assert [(fault.name, fault.text) for fault in find_faults(complete)] == [("need", cpr.REMAINS)]
    with pytest.raises(ActionError):
        actions.send_for_signature(complete, by=Actor.of(coordinator))


def test_a_number_in_an_institutions_part_is_named_with_the_institution(complete, write):
    row = complete.institutions.get()
    write(f"institutions.why@{row.pk}", NUMBER)

    assert [(fault.name, fault.text) for fault in find_faults(complete)] == [
        (f"institutions.why@{row.pk}", f"Solhuset: {cpr.REMAINS}")
    ]


def test_said_to_be_none_it_can_be_sent_and_the_event_has_no_number(complete, write, coordinator):
    write("need", f"Journal {NUMBER}")

    declare(complete, coordinator)

    assert find_faults(complete) == []
    assert all(not section.faults for section in sections.of(complete))
    event = complete.case.events.get(kind=cpr.NOT_CPR)
    assert event.actor_user == coordinator
    assert event.data == {"label": "Spørgsmål need", "answer": event.data["answer"], "revision": 2}
    assert NUMBER not in log.words(event) + str(event.data)


def test_a_changed_answer_is_asked_about_anew(complete, write, coordinator):
    write("need", NUMBER)
    declare(complete, coordinator)

    write("need", f"{NUMBER} og mere")

    assert [fault.text for fault in find_faults(complete)] == [cpr.REMAINS]


def test_nothing_is_said_of_an_answer_without_a_number(complete, coordinator):
    declare(complete, coordinator)

    assert not AuditEvent.objects.filter(kind=cpr.NOT_CPR).exists()


def test_it_is_said_only_by_those_who_write(complete, write, stranger):
    write("need", NUMBER)

    with pytest.raises(Answer.DoesNotExist):
        declare(complete, stranger)


def test_a_draft_without_numbers_is_read_without_asking_for_what_was_said(complete, django_assert_num_queries):
    with django_assert_num_queries(3):
        sections.of(complete)


# --- The pages ----------------------------------------------------------------------------------------------------


def save(web, draft, text, revision):
    url = reverse("applications:save", args=[draft.pk])
    return web.post(url, {"field": "need", "value": text, "revision": revision})


def test_autosave_warns_and_saves_in_five_queries(web, draft, connection_queries):
    with connection_queries() as queries:
        answer = save(web, draft, NUMBER, 0)

    assert len(queries) == 5
    assert answer.json()["field"] == "need"
    assert "Der står noget, der ligner et CPR-nummer" in answer.json()["note"]
    assert Answer.objects.get(application=draft, question__key="need").value == NUMBER
    assert "note" not in save(web, draft, "Uden", 1).json()


def test_autosave_does_not_warn_again_of_what_was_said_to_be_none(web, draft, write, coordinator):
    write("need", NUMBER)
    assert "note" in save(web, draft, NUMBER, 1).json()
    declare(draft, coordinator)

    assert "note" not in save(web, draft, NUMBER, 1).json()


def test_the_section_warns_beside_the_field_and_goes_on_all_the_same(web, draft):
    url = reverse("applications:section", args=[draft.pk, 3])

    answer = web.post(url, {"need": NUMBER, "revision:need": 0, "handling": "fortsaet"})

    assert answer.url == reverse("applications:section", args=[draft.pk, 4])
    page = web.get(url)
    assert len(texts(page, ".answer-note--cpr")) == 1
    assert texts(page, "title")[0].startswith("3. Behov")
    assert texts(web.get(f"{url}?mangler"), "#id_need_error") != []


def test_the_button_beside_the_field_saves_and_says_that_it_is_none(web, draft):
    url = reverse("applications:section", args=[draft.pk, 3])

    answer = web.post(url, {"need": NUMBER, "revision:need": 0, "handling": "ikke-cpr:need"})

    assert answer.url == f"{url}#id_need"
    assert texts(web.get(url), ".answer-note--cpr") == []
    assert AuditEvent.objects.filter(kind=cpr.NOT_CPR).count() == 1
